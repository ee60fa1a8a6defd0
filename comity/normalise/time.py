"""Date texts in, UTC epoch microseconds out (RFC 5322 section 3.3, and what else is written)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.normalise.written_date import Written

SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
EARLIEST_US = 315_532_800 * SECOND_US  # 1980-01-01: electronic mail dated earlier is misdated

_DATE_MAX = 160
_OFFSET_MAX = 14 * 3600
_OTHER_CALENDAR = "2500"  # year
_EPOCH_DAYS = date(1970, 1, 1).toordinal()
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MAIL = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s*+)?(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4})"
    r"\s++(\d\d?):(\d\d)(?::(\d\d))?\s++(?:([+-])(\d\d)(\d\d)|GMT|UTC?|Z)(?=\s*(?:\(|$))"
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?"
    r"\s*(?:([+-])(\d\d):?(\d\d)|Z)\s*$"
)
# What an arrival tells of when a mail was written: clocks differ a little, and mail may be queued.
_CLOCKS_DIFFER_S = 10 * 60
_QUEUED_S = 3600
_NEAR_S = 2 * 86_400
_HOUR_S = 3600
# Offsets in use that are no whole hours.
_ODD_OFFSETS_S = tuple(
    round(hours * _HOUR_S)
    for hours in (-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5)
)
_OFFSETS_S = (*(hour * _HOUR_S for hour in range(-12, 15)), *_ODD_OFFSETS_S)


class Dated(NamedTuple):
    """When something was sent, and what of it was not to be settled: a day, a time or a zone."""

    at_us: int | None
    doubt: str = ""


def us_of(moment: datetime) -> int:
    """Return the instant of an aware datetime."""
    return round(moment.timestamp() * SECOND_US)


def datetime_of(at_us: int) -> datetime:
    """Return the UTC datetime of an instant."""
    return datetime.fromtimestamp(at_us // SECOND_US, UTC)


def date_us(text: str) -> int | None:
    """Return the instant a date names by itself; None when it names none, or leaves a doubt."""
    at_us, doubt = sent_us(text)
    return None if doubt else at_us


def sent_us(text: str, received: Sequence[str] = ()) -> Dated:
    """Return the instant a Date field names, with the help of Received fields, the newest first.

    They settle what it leaves open: the order of day and month, the zone, the time of day.
    Without them the time is taken as Greenwich's and the day as none, and the doubt is told.
    """
    text = text.strip()[:_DATE_MAX]
    found = _MAIL.match(text)
    if found and (month := _MONTHS.get(found[2].lower())):
        day, _, year, hour, minute, second, sign, hours, minutes = found.groups()
    elif found := _ISO.match(text):
        year, written, day, hour, minute, second, sign, hours, minutes = found.groups()
        month = int(written)
    else:
        return _loosely(text, received)
    offset = (int(hours) * 3600 + int(minutes) * 60) if sign else 0
    if offset > _OFFSET_MAX or year >= _OTHER_CALENDAR:
        return _loosely(text, received)
    time = int(hour), int(minute), int(second or 0)
    return Dated(_instant((int(year), month, int(day)), time, -offset if sign == "-" else offset))


def received_us(received: str) -> int | None:
    """Return the instant of one Received header: the date after its last semicolon."""
    return sent_us(received.rpartition(";")[2]).at_us


def _instant(day: tuple[int, int, int], time: tuple[int, int, int], offset: int) -> int | None:
    """Return the instant of a possible date and time, ``offset`` seconds east of Greenwich."""
    hour, minute, second = time
    if hour > 24 or minute > 59 or second > 60:  # noqa: PLR2004
        return None
    try:
        days = date(*day).toordinal() - _EPOCH_DAYS
    except ValueError:
        return None
    return _possible_us(days * 86_400 + hour * 3600 + minute * 60 + second - offset)


def _possible_us(at_s: int) -> int | None:
    at_us = at_s * SECOND_US
    return at_us if at_us >= EARLIEST_US else None


def _loosely(text: str, received: Sequence[str]) -> Dated:
    """Read a date as it may be written anywhere, and settle it by when the mail arrived."""
    from comity.normalise.written_date import written_date  # few mails need it

    written = written_date(text)
    if written is None:
        return Dated(None)
    arrived_s = _arrival_s(received)
    at_s, doubt = _settled(written, arrived_s) if arrived_s is not None else _alone(written)
    at_us = None if at_s is None else _possible_us(at_s)
    return Dated(at_us, doubt if at_us is not None or at_s is None else "")


def _arrival_s(received: Sequence[str]) -> int | None:
    """Return when the first server received a mail, by the oldest line that leaves no doubt."""
    for line in reversed(received[:50]):
        at_us = date_us(line.rpartition(";")[2])
        if at_us is not None:
            return at_us // SECOND_US
    return None


def _alone(written: Written) -> tuple[int | None, str]:
    """Settle a date by itself: a day that can be two is none, and any zone is near Greenwich's."""
    if len(written.locals_s) > 1:
        return None, "day"
    at_s = written.locals_s[0] - (written.offsets_s or (0,))[0]
    if not written.has_time:
        return at_s + 12 * _HOUR_S, "time"
    sure = len(written.offsets_s) == 1 or (written.offsets_s and written.zone_settled)
    return at_s, "" if sure else "zone"


def _settled(written: Written, arrived_s: int) -> tuple[int | None, str]:
    """Settle a date by the arrival: what it can mean that is nearest, if it is near enough."""
    if not written.has_time:
        near = any(-_NEAR_S < arrived_s - day < _NEAR_S for day in written.locals_s)
        return (arrived_s, "") if near else _alone(written)
    offsets = written.offsets_s or _OFFSETS_S
    moments = [local - offset for local in written.locals_s for offset in offsets]
    delay_s, at_s = min(((arrived_s - at_s, at_s) for at_s in moments), key=_strangeness)
    at_once = -_CLOCKS_DIFFER_S <= delay_s <= _QUEUED_S
    return (
        (at_s, "") if at_once or (len(offsets) == 1 and abs(delay_s) < _NEAR_S) else _alone(written)
    )


def _strangeness(found: tuple[int, int]) -> int:
    """Return how unlikely a delay is: mail arrives after it was written, as clocks tell it."""
    delay_s, _ = found
    return delay_s if delay_s >= -_CLOCKS_DIFFER_S else _NEAR_S - delay_s
