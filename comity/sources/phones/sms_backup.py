"""Text messages as SMS Backup & Restore saves them (sms-*.xml) in; one record a message out.

In that app (Android, SyncTech): Back up now, Messages; then share or copy the file. Its fields are
described at synctech.com.au/sms-backup-restore/fields-in-xml-backup-files, read in 2026: ``sms``
with its type (1 received, 2 sent, 3 a draft, 4 to 6 not sent), and ``mms`` with its parts and the
addresses it went to (137 from, 151 to, 130 a copy: OMA's MMS encapsulation). Signal and several
other programs have written the same file. What SMS Import / Export writes holds the same as JSON
(``sms_lines``).

A message to several is addressed to nobody in particular. Drafts are left out; so is what was never
sent or fetched, and what services write under a short code or a word. Attachments are named, with
their sizes as they lie there, and never held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comity.model import Attachment, Participant, Problem, Record, Skipped
from comity.sources.chats.conversation import capped, digest
from comity.sources.guarded import guarded
from comity.sources.phones import sms_lines
from comity.sources.phones.markup import tags
from comity.sources.phones.parties import (
    OWNER,
    between,
    instant_us,
    party,
    tail,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.sources.phones.markup import Tag
    from comity.sources.phones.parties import (
        Way,
    )

name = "sms_backup"
CHANNEL = "sms"

_HEAD_BYTES = 1 << 13
_BEGINS = re.compile(rb"<smses\b|<(?:sms|mms)\s[^<>]{0,400}\bdate\s*=", re.DOTALL)
_RECEIVED, _SENT, _DRAFT = "1", "2", "3"
_FROM, _TO = "137", {"151", "130", "129"}
_TOKEN = "insert-address-token"  # noqa: S105 - what stands in place of the owner's own number
_NOTIFICATION = {"130", "134"}  # of a message that was not fetched; a receipt
_PARTS_MAX = 500
_BETWEEN = re.compile(r"[~;,]|(?<=\d)\s+(?=\+)")  # several numbers that stand for one
_LAYOUT = "application/smil"


@dataclass(slots=True)
class Multimedia:
    """An MMS with what its element holds."""

    said: dict[str, str]
    parts: list[dict[str, str]] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)  # (type, address)


def recognise(path: Path) -> bool:
    """Whether a file begins as such a backup does."""
    if path.suffix.lower() not in {".xml", ".ndjson", ".json", ""} or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    return sms_lines.are_messages(head) or _BEGINS.search(head) is not None


def account(path: Path) -> str:  # noqa: ARG001 - a backup does not say whose it is
    """Return what such a backup is of."""
    return "telephone"


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for each message."""
    with path.open("rb") as stream:
        are_lines = sms_lines.are_messages(stream.read(_HEAD_BYTES))
    yield from _lines(path) if are_lines else _elements(path)


def _lines(path: Path) -> Iterator[Record | Skipped]:
    for number, one in enumerate(sms_lines.lines(path), 1):
        where = f"{path.name}, message {number}"
        if one is None:
            yield _unreadable(where, "it is no JSON here")
        elif "msg_box" in one:
            yield guarded(where, _multimedia, _of_line(one), path.name, number)
        else:
            yield guarded(where, _text_message, sms_lines.strings(one), where)


def _of_line(one: dict[str, Any]) -> Multimedia:
    """Return an MMS of SMS Import / Export; Android counts its date in seconds."""
    said = sms_lines.strings(one)
    said["date"] = f"{said.get('date', '')}000"
    sender = sms_lines.strings(one.get("__sender_address"))
    to = sms_lines.objects(one, "__recipient_addresses")
    people = [(_FROM, sender)] if sender.get("address") else []
    people += [(each.get("type", "151"), each) for each in to]
    sent = said.get("msg_box") == _SENT
    others = to if sent else [sender]
    said["contact_name"] = others[0]["contact_name"] if others else ""
    said["address"] = "~".join(each.get("address", "") for each in others)
    parts = [part | {"size": "0"} for part in sms_lines.objects(one, "__parts")]
    return Multimedia(said, parts, [(kind, each.get("address", "")) for kind, each in people])


def _elements(path: Path) -> Iterator[Record | Skipped]:
    number = 0
    held: Multimedia | None = None
    for tag in tags(path):
        if held is not None and tag.name in {"part", "addr"} and not tag.is_end:
            _add(held, tag)
            continue
        if held is not None and tag.name in {"mms", "sms", "smses"}:
            yield guarded(f"{path.name}, message {number}", _multimedia, held, path.name, number)
            held = None
        if tag.is_end or tag.name not in {"sms", "mms", ""}:
            continue
        number += 1
        if tag.name == "mms" and not tag.is_empty:
            held = Multimedia(tag.attributes)
            continue
        where = f"{path.name}, message {number}"
        if tag.name == "mms":
            yield guarded(where, _multimedia, Multimedia(tag.attributes), path.name, number)
        elif tag.name == "sms":
            yield guarded(where, _text_message, tag.attributes, where)
        else:
            yield _unreadable(where, "its element is broken")
    if held is not None:
        yield guarded(f"{path.name}, message {number}", _multimedia, held, path.name, number)
    elif not number:
        yield Skipped("not used", path.name)


def _add(held: Multimedia, tag: Tag) -> None:
    said = tag.attributes
    if tag.name == "addr":
        if len(held.addresses) < _PARTS_MAX:
            held.addresses.append((said.get("type", ""), said.get("address", "")))
    elif len(held.parts) < _PARTS_MAX:
        held.parts.append({key: value for key, value in said.items() if key != "data"})
        held.parts[-1]["size"] = _size(said.get("data", ""))


def _size(data: str) -> str:
    """Return how long an attachment is, as it lies there; its bytes may be counted already."""
    return data if data.isdigit() and len(data) < len("1000000000000") else str(len(data))


def _text_message(said: dict[str, str], where: str) -> Record | Skipped:
    kind = said.get("type", "")
    if kind == _DRAFT:
        return Skipped("draft", where)
    if kind not in {_RECEIVED, _SENT}:
        return Skipped("not used", where)
    address = _said(said, "address")
    several = [one for one in _BETWEEN.split(address) if one]
    other = party(several[0]) if len(several) > 1 else party(address, said.get("contact_name", ""))
    if other is None:
        return Skipped("not used", where)
    at_us = instant_us(said.get("date", ""))
    if at_us is None:
        return _unreadable(where, "it has no date")
    way: Way = "in" if kind == _RECEIVED else "out"
    text = capped(said.get("body", ""))
    is_group = len(several) > 1
    return Record(
        kind="chat",
        ref=digest("sms", said["date"], way, tail(address), text),
        where=where,
        channel=CHANNEL,
        interaction="message",
        at_us=at_us,
        participants=_to_all(other, way) if is_group else between(other, way),
        text=text,
        conversation="~".join(sorted(map(tail, several))) if is_group else tail(other.identity),
    )


def _multimedia(held: Multimedia, file: str, number: int) -> Record | Skipped:
    said, where = held.said, f"{file}, message {number}"
    box = said.get("msg_box", "")
    if box == _DRAFT:
        return Skipped("draft", where)
    if box not in {_RECEIVED, _SENT} or said.get("m_type") in _NOTIFICATION:
        return Skipped("not used", where)
    at_us = instant_us(said.get("date", ""))
    if at_us is None:
        return _unreadable(where, "it has no date")
    listed = [one for one in said.get("address", "").split("~") if one and one not in _EMPTY]
    sender = next((one for kind, one in held.addresses if kind == _FROM and one != _TOKEN), "")
    to = {tail(one) for kind, one in held.addresses if kind in _TO and one != _TOKEN}
    way: Way = "in" if box == _RECEIVED else "out"
    is_group = len({tail(one) for one in listed}) > 1 or len(to) > 1
    address = (sender or next(iter(listed), "")) if way == "in" else next(iter(listed), "")
    other = party(address, "" if is_group else said.get("contact_name", ""))
    if other is None:
        return Skipped("not used", where)
    conversation = "~".join(sorted({tail(one) for one in listed} | (to if not listed else set())))
    text = capped("\n".join(_words(held.parts)))
    subject = _said(said, "sub")
    told = () if text else (_said(said, "m_id"),)
    return Record(
        kind="chat",
        ref=digest("mms", said["date"], way, tail(address), text, *told),
        where=where,
        channel=CHANNEL,
        interaction="message",
        at_us=at_us,
        participants=_to_all(other, way) if is_group else between(other, way),
        subject=subject[:1000] if subject != "NoSubject" else "",
        text=text,
        conversation=conversation if is_group else tail(other.identity),
        attachments=tuple(_attachments(held.parts)),
    )


_EMPTY = frozenset({"null", _TOKEN})


def _said(said: dict[str, str], key: str) -> str:
    """Return a value; the app writes null for what is not there."""
    value = said.get(key, "")
    return "" if value == "null" else value


def _to_all(other: Participant, way: Way) -> tuple[Participant, ...]:
    """Return who takes part in a message to several: it is addressed to nobody in particular."""
    author = other if way == "in" else Participant("from", OWNER)
    return (author, Participant("self", OWNER))


def _words(parts: list[dict[str, str]]) -> Iterator[str]:
    for part in parts:
        if part.get("ct", "").lower().startswith("text/plain") and (found := _said(part, "text")):
            yield found


def _attachments(parts: list[dict[str, str]]) -> Iterator[Attachment]:
    for part in parts:
        kind = part.get("ct", "").lower()
        if kind and kind != _LAYOUT and not kind.startswith("text/plain"):
            called = _said(part, "cl") or _said(part, "name") or _said(part, "fn") or kind
            yield Attachment(called[:200], int(part["size"]))


def _unreadable(where: str, what: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, "back up the messages again"))
