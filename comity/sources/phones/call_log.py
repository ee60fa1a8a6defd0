"""Calls as a telephone's programs export them in; one record a call out.

SMS Backup & Restore (Android, SyncTech: Back up now, Phone calls) writes calls-*.xml, with the
fields of Android's CallLog.Calls (developer.android.com/reference/android/provider/CallLog.Calls,
read in 2026): type 1 incoming, 2 outgoing, 3 missed, 4 voicemail, 5 rejected, 6 blocked, 7 answered
on another device; duration in seconds. Others write a table (``call_table``) or the same fields as
JSON (``sms_lines``). Apple's telephones and Macs keep CallHistory.storedata (``call_history``).

A call that lasted was answered and is a contact of both; one that did not was tried, and no more.
What was blocked is junk; a call of a hidden number is of nobody.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from comity.model import Problem, Skipped
from comity.sources.guarded import guarded
from comity.sources.phones import call_history, call_table, sms_lines
from comity.sources.phones.call_table import Logged
from comity.sources.phones.markup import tags
from comity.sources.phones.parties import call, instant_us, party

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from pathlib import Path

    from comity.model import Record
    from comity.sources.phones.parties import Way

name = "call_log"
CHANNEL = "telephone"

_HEAD_BYTES = 1 << 13
_BEGINS = re.compile(rb"<calls\b|<call\s[^<>]{0,400}\bduration\s*=", re.DOTALL)
_ANSWERED_ELSEWHERE = "7"
_WAYS: dict[str, Way] = {"1": "in", "2": "out", "3": "in", "4": "in", "5": "in", "7": "in"}
_MAY_LAST = frozenset({"1", "2", _ANSWERED_ELSEWHERE})
_BLOCKED = "6"
_SECONDS_MAX = 48 * 3600


def recognise(path: Path) -> bool:
    """Whether a file begins as a log of calls does."""
    suffix = path.suffix.lower()
    if not path.is_file():
        return False
    if suffix in call_table.SUFFIXES:
        return call_table.recognise(path)
    if suffix in {".xml", ".json", ""}:
        head = _head(path)
        if _BEGINS.search(head) or sms_lines.are_calls(head):
            return True
    return call_history.recognise(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD_BYTES)


def account(path: Path) -> str:  # noqa: ARG001 - a log does not say whose it is
    """Return what such a log is of."""
    return "telephone"


def read(path: Path, *, tz: tzinfo = UTC) -> Iterator[Record | Skipped]:
    """Yield a record for each call; ``tz`` is the zone of a table's clock."""
    if path.suffix.lower() in call_table.SUFFIXES:
        found = call_table.calls(path, tz)
    elif call_history.recognise(path):
        found = call_history.calls(path)
    elif sms_lines.are_calls(_head(path)):
        found = _objects(path)
    else:
        found = _elements(path)
    is_empty = True
    for number, one in enumerate(found, 1):
        is_empty = False
        where = f"{path.name}, call {number}"
        if isinstance(one, Problem):
            yield Skipped("unreadable", one.where, one)
        else:
            yield guarded(where, _call, one, where)
    if is_empty:
        yield Skipped("not used", path.name)


def _objects(path: Path) -> Iterator[Logged | Problem]:
    """Yield the calls that SMS Import / Export wrote."""
    for number, one in enumerate(sms_lines.array(path), 1):
        if one is None:
            yield Problem(f"{path.name}, call {number}", "it is no JSON here", "export it again")
            continue
        said = sms_lines.strings(one)
        yield Logged(
            number=said.get("number", ""),
            name=said["contact_name"] or said.get("name", ""),
            type=said.get("type", ""),
            at_us=instant_us(said.get("date", "")),
            duration=said.get("duration", ""),
        )


def _elements(path: Path) -> Iterator[Logged]:
    for tag in tags(path):
        if tag.name in {"call", ""} and not tag.is_end:
            said = tag.attributes
            yield Logged(
                number=said.get("number", ""),
                name=said.get("contact_name", ""),
                type=said.get("type", ""),
                at_us=instant_us(said.get("date", "")),
                duration=said.get("duration", ""),
            )


def _call(one: Logged, where: str) -> Record | Skipped:
    """Return the record of one call."""
    if one.type == _BLOCKED:
        return Skipped("junk", where)
    if not one.type:
        return _unreadable(where, "what kind of call it was is not told")
    if one.type not in _WAYS:
        return Skipped("not used", where)
    if one.at_us is None:
        return _unreadable(where, "when it was cannot be told")
    other = party(one.number, one.name)
    if other is None:
        return Skipped("not used", where)
    lasted = one.type in _MAY_LAST
    seconds = min(call_table.seconds(one.duration), _SECONDS_MAX) if lasted else 0
    if one.type == _ANSWERED_ELSEWHERE:
        seconds = max(seconds, 1)
    return call(
        other,
        _WAYS[one.type],
        one.at_us,
        seconds=seconds,
        where=where,
        channel=CHANNEL,
        number=one.number,
    )


def _unreadable(where: str, what: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, "export the calls again"))
