"""The pattern of a series of meetings, as Outlook keeps it (MS-OXOCAL, 2.2.1.44), in; a rule out.

All its times are minutes since 1601 in the series' own zone. What was deleted of the series and
what was changed stand beside the rule.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_EPOCH = datetime(1601, 1, 1)  # noqa: DTZ001 - local
_DAILY, _WEEKLY, _MONTHLY, _YEARLY = range(0x200A, 0x200E)
_WEEK, _NTHS, _ENDS = 1, {3, 11}, {4, 12}
_BY_DATE, _BY_COUNT = 0x2021, 0x2022
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_DAY_MINUTES, _MONTHS, _LAST_WEEK, _LAST_DAY = 1440, 12, 5, 31
_MANY = 2_000  # exceptions of one series
_SUBJECT, _PLACE = 0x1, 0x10
# Flags of what else an exception overrides, each a number of four bytes.
_BEFORE_PLACE, _AFTER_PLACE = (0x2, 0x4, 0x8), (0x20, 0x40, 0x80, 0x100)


@dataclass(frozen=True, slots=True)
class Change:
    """One meeting of a series that was moved or renamed; "" where it was not renamed."""

    instead_of: datetime
    start: datetime
    end: datetime
    subject: str = ""
    place: str = ""


@dataclass(slots=True)
class Pattern:
    """A series: its rule (RFC 5545), its first meeting, and its exceptions."""

    rule: str
    start: datetime
    end: datetime
    deleted: list[datetime] = field(default_factory=list)  # starts
    changes: list[Change] = field(default_factory=list)


class _Reader:
    """Little-endian numbers, one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def short(self) -> int:
        return self._number("<H")

    def long(self) -> int:
        return self._number("<I")

    def longs(self) -> Iterator[int]:
        """Yield as many numbers as the first says."""
        count = self.long()
        if count > _MANY:
            raise ValueError
        yield from (self.long() for _ in range(count))

    def text(self) -> str:
        """Return a text in eight bits, which has its length before it twice."""
        self.short()
        length = self.short()
        self._at += length
        return self._data[self._at - length : self._at].decode("cp1252", "replace")

    def _number(self, form: str) -> int:
        (number,) = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return int(number)


def pattern(data: bytes) -> Pattern | None:
    """Return the pattern in the value of a recurring item; None where it cannot be read."""
    try:
        return _pattern(_Reader(data))
    except (struct.error, ValueError, OverflowError):
        return None


def _pattern(read: _Reader) -> Pattern | None:
    _, _, frequency, kind, _ = (read.short() for _ in range(5))
    _, period, _ = (read.long() for _ in range(3))
    days = read.long() if kind == _WEEK or kind in _NTHS else 0
    which = read.long() if kind not in {0, _WEEK} else 0
    ends, count, _ = (read.long() for _ in range(3))
    deleted = [_moment(one) for one in read.longs()]
    moved = {_moment(one) for one in read.longs()}
    first, last = _moment(read.long()), read.long()
    _, _, opens, closes = (read.long() for _ in range(4))
    if frequency not in _FREQUENCIES or not period:
        return None
    rule = [*_frequency(frequency, kind, period, first), *_days(kind, days, which)]
    if ends == _BY_COUNT and count:
        rule.append(f"COUNT={count}")
    elif ends == _BY_DATE:
        rule.append(f"UNTIL={_moment(last):%Y%m%d}T235959")
    at = timedelta(minutes=opens)
    changes = list(_changes(read))
    kept = {one.instead_of.date() for one in changes} | {one.date() for one in moved}
    gone = [one + at for one in deleted if one.date() not in kept]
    return Pattern(";".join(rule), first + at, first + timedelta(minutes=closes), gone, changes)


def _frequency(frequency: int, kind: int, period: int, first: datetime) -> list[str]:
    """Return how often; a yearly series counts months, and every weekday is a weekly one."""
    if frequency == _DAILY and kind == _WEEK:
        return ["FREQ=WEEKLY", "INTERVAL=1"]
    if frequency == _DAILY:
        return ["FREQ=DAILY", f"INTERVAL={max(period // _DAY_MINUTES, 1)}"]
    if frequency == _YEARLY:
        interval = f"INTERVAL={max(period // _MONTHS, 1)}"
        return ["FREQ=YEARLY", interval, f"BYMONTH={first.month}"]
    return [f"FREQ={_FREQUENCIES[frequency]}", f"INTERVAL={period}"]


def _days(kind: int, days: int, which: int) -> list[str]:
    """Return on which days: of the week, of the month, or the second Tuesday and the like."""
    named = ",".join(day for place, day in enumerate(_DAYS) if days >> place & 1)
    if kind == _WEEK:
        return [f"BYDAY={named}"] if named else []
    if kind in _NTHS:
        nth = -1 if which == _LAST_WEEK else which
        return [f"BYDAY={named}", f"BYSETPOS={nth}"] if named else []
    if kind in _ENDS or which == _LAST_DAY:
        return ["BYMONTHDAY=-1"]
    return [f"BYMONTHDAY={which}"] if which else []


def _changes(read: _Reader) -> Iterator[Change]:
    """Yield the meetings that were changed, as far as they can be read."""
    for _ in range(min(read.short(), _MANY)):
        start, end, before = (_moment(read.long()) for _ in range(3))
        flags = read.short()
        subject = read.text() if flags & _SUBJECT else ""
        for flag in _BEFORE_PLACE:
            _ = read.long() if flags & flag else 0
        place = read.text() if flags & _PLACE else ""
        for flag in _AFTER_PLACE:
            _ = read.long() if flags & flag else 0
        yield Change(before, start, end, subject, place)


def _moment(minutes: int) -> datetime:
    return _EPOCH + timedelta(minutes=minutes)


_FREQUENCIES: Final = {_DAILY: "DAILY", _WEEKLY: "WEEKLY", _MONTHLY: "MONTHLY", _YEARLY: "YEARLY"}
