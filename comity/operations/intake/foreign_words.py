"""What was decided in another program in, what it is as a decision of this book out.

A stranger's file may say anything: what has no form that can be used becomes nothing.
"""

from __future__ import annotations

import calendar
import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, get_args

from comity.errors import BadInput
from comity.normalise.name import MAX_CHARS
from comity.operations.decide.birthday import birthday
from comity.operations.moment import local
from comity.operations.person.details import KNOWN
from comity.operations.person.overlay import Circle
from comity.operations.words import GIFTS
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from comity.model import Decided

NOTE_CHARS: Final = 10_000  # of one note; a longer one is several
_TEXT_CHARS = 100_000
_LABEL_CHARS, _DETAIL_CHARS, _TAG_CHARS = 60, 2_000, 100
_RHYTHM_DAYS_MAX = 3_660
_YEAR_MIN, _MONTHS_OF_YEAR = 1900, 12
_NOON_US = 12 * 3_600_000_000
_DAY_US = 86_400_000_000
_EPOCH = date(1970, 1, 1)


def as_said(one: Decided, *, now_us: int, zone: str) -> list[Said]:
    """Return the decisions it is; none where it has no form that can be used.

    They name what the file does: who that is here, only facts tell.
    """
    form = _FORMS.get(one.verb)
    try:
        return list(form(one, _Clock(now_us, zone))) if form else []
    except (BadInput, ValueError, TypeError, KeyError, OverflowError):
        return []


class _Clock:
    """Now, and what a day is here."""

    def __init__(self, now_us: int, zone: str) -> None:
        self.now_us = now_us
        self.today = local(now_us, zone).date()

    def past_us(self, at_us: object) -> int | None:
        """Return an instant that may have been: none before 1900, none to come."""
        if not isinstance(at_us, int) or isinstance(at_us, bool):
            return None
        earliest_us = (date(_YEAR_MIN, 1, 1) - _EPOCH).days * _DAY_US
        return min(at_us, self.now_us) if at_us >= earliest_us else None


def _keep(one: Decided, clock: _Clock) -> Iterator[Said]:
    days = float(_fields(one)["rhythm_days"])
    if not math.isfinite(days) or not 1 <= days <= _RHYTHM_DAYS_MAX:
        raise ValueError
    at_us = clock.past_us(one.at_us) or clock.now_us
    yield Said("keep", one.identity, value={"rhythm_days": days, "at_us": at_us})


def _tag(one: Decided, _: _Clock) -> Iterator[Said]:
    if word := " ".join(_text(one.value).split())[:_TAG_CHARS]:
        yield Said("tag", one.identity, value=word)


def _circle(one: Decided, _: _Clock) -> Iterator[Said]:
    if one.value in get_args(Circle):
        yield Said("circle", one.identity, value=one.value)


def _never(one: Decided, _: _Clock) -> Iterator[Said]:
    yield Said("never", one.identity, value=True)


def _note(one: Decided, clock: _Clock) -> Iterator[Said]:
    text, at_us = _text(one.value), clock.past_us(one.at_us)
    for part in _parts(text):
        value = part if at_us is None else {"text": part, "at_us": at_us}
        yield Said("note", one.identity, value=value)


def _remind(one: Decided, clock: _Clock) -> Iterator[Said]:
    """Yield a reminder of the next day that is meant; one whose day is over is a note of it."""
    value = _fields(one)
    first = date.fromisoformat(str(value["day"]))
    text = _text(value.get("text", ""))[:NOTE_CHARS]
    months, days = int(value.get("months", 0)), int(value.get("days", 0))
    if first >= clock.today or months > 0 or days > 0:
        day = next_day(first, clock.today, months=months, days=days)
        yield Said("remind", one.identity, value={"day": day.isoformat(), "text": text})
    elif first.year >= _YEAR_MIN and text:
        at_us = (first - _EPOCH).days * _DAY_US + _NOON_US
        yield Said("note", one.identity, value={"text": text, "at_us": at_us})


def next_day(first: date, today: date, *, months: int = 0, days: int = 0) -> date:
    """Return the first day from today on of what comes again from a first day on.

    A month too short for the day has it at its end.
    """
    if first >= today:
        return first
    if months <= 0:
        return first + timedelta(days=math.ceil((today - first).days / days) * days)
    ahead = (today.year - first.year) * _MONTHS_OF_YEAR + today.month - first.month
    times = max(ahead // months, 0)
    found = _months_on(first, times * months)
    return found if found >= today else _months_on(first, (times + 1) * months)


def _months_on(first: date, months: int) -> date:
    years, month = divmod(first.year * _MONTHS_OF_YEAR + first.month - 1 + months, _MONTHS_OF_YEAR)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(first.day, last))


def _detail(one: Decided, clock: _Clock) -> Iterator[Said]:
    label, text = " ".join(_text(one.other).split())[:_LABEL_CHARS], _text(one.value)
    if not label or not text or len(text) > _DETAIL_CHARS:
        raise ValueError
    label = label.lower() if label.lower() in KNOWN else label
    if label == "birthday":
        text = birthday(text, today=clock.today)
    yield Said("detail", one.identity, label, text)


def _name(one: Decided, _: _Clock) -> Iterator[Said]:
    if word := " ".join(_text(one.value).split())[:MAX_CHARS]:
        yield Said("name", one.identity, value=word)


def _gift(one: Decided, clock: _Clock) -> Iterator[Said]:
    value = _fields(one)
    way, kind = value["way"], value["kind"]
    if way not in {"given", "received"} or kind not in GIFTS:
        raise ValueError
    text, at_us = _text(value.get("text", ""))[:NOTE_CHARS], clock.past_us(one.at_us)
    if at_us is None:  # the ledger tells what happened on a day
        yield Said("note", one.identity, value=f"{GIFTS[kind]} {way}: {text}".capitalize())
        return
    told = {"way": way, "kind": kind, "at_us": at_us, "text": text}
    yield Said("gift", one.identity, one.other, told)


def _same(one: Decided, _: _Clock) -> Iterator[Said]:
    if one.other and one.other != one.identity:
        yield Said("same", one.identity, one.other)


_FORMS: Mapping[str, Callable[[Decided, _Clock], Iterator[Said]]] = {
    "keep": _keep,
    "tag": _tag,
    "circle": _circle,
    "never": _never,
    "note": _note,
    "remind": _remind,
    "detail": _detail,
    "name": _name,
    "gift": _gift,
    "same": _same,
}


def _fields(one: Decided) -> Mapping[str, str | int | float]:
    if not isinstance(one.value, dict):
        raise TypeError
    return one.value


def _text(value: object) -> str:
    """Return words as they may be kept: no NUL, no half of a character, no end of a bomb."""
    if not isinstance(value, str):
        raise TypeError
    kept = value[:_TEXT_CHARS].replace("\0", "").replace("\r\n", "\n")
    return kept.encode("utf-8", "replace").decode("utf-8").strip()


def _parts(text: str) -> Iterator[str]:
    """Yield a text as so many notes as it takes, cut where a line ends if one does."""
    while len(text) > NOTE_CHARS:
        end = text.rfind("\n", NOTE_CHARS // 2, NOTE_CHARS)
        end = end if end > 0 else NOTE_CHARS
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text
