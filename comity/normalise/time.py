"""Date texts in, UTC epoch microseconds out (RFC 5322 section 3.3, with the obsolete forms)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_tz

SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
EARLIEST_US = 315_532_800 * SECOND_US  # 1980-01-01: electronic mail dated earlier is misdated

_DATE_MAX = 120
_OFFSET_MAX = 24 * 3600
_EPOCH_DAYS = date(1970, 1, 1).toordinal()
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_MAIL = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s*+)?(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4})"
    r"\s++(\d\d?):(\d\d)(?::(\d\d))?\s++(?:([+-])(\d\d)(\d\d)|GMT|UTC?|Z)\b"
)
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s*([+-])(\d\d):?(\d\d))?"
)


def us_of(moment: datetime) -> int:
    """Return the instant of an aware datetime."""
    return round(moment.timestamp() * SECOND_US)


def datetime_of(at_us: int) -> datetime:
    """Return the UTC datetime of an instant."""
    return datetime.fromtimestamp(at_us // SECOND_US, UTC)


def date_us(text: str) -> int | None:
    """Return the instant a date header names; None when it cannot be read or is impossible."""
    text = text.strip()[:_DATE_MAX]
    found = _MAIL.match(text)
    if found and (month := _MONTHS.get(found[2].lower())):
        day, _, year, hour, minute, second, sign, hours, minutes = found.groups()
    elif found := _ISO.match(text):
        year, written, day, hour, minute, second, sign, hours, minutes = found.groups()
        month = int(written)
    else:
        return _loosely(text)
    offset = (int(hours) * 3600 + int(minutes) * 60) if sign else 0
    time = int(hour), int(minute), int(second or 0)
    return _instant((int(year), month, int(day)), time, -offset if sign == "-" else offset)


def received_us(received: str) -> int | None:
    """Return the instant of one Received header: the date after its last semicolon."""
    return date_us(received.rpartition(";")[2])


def _loosely(text: str) -> int | None:
    """Read what the standard library makes of a date; one without a zone is taken as UTC."""
    try:
        fields = parsedate_tz(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return _instant(fields[:3], fields[3:6], fields[9] or 0) if fields else None


def _instant(day: tuple[int, int, int], time: tuple[int, int, int], offset: int) -> int | None:
    """Return the instant of a possible date and time, ``offset`` seconds east of Greenwich."""
    hour, minute, second = time
    if hour > 24 or minute > 59 or second > 60 or abs(offset) > _OFFSET_MAX:  # noqa: PLR2004
        return None
    try:
        days = date(*day).toordinal() - _EPOCH_DAYS
    except ValueError:
        return None
    at_us = (days * 86_400 + hour * 3600 + minute * 60 + second - offset) * SECOND_US
    return at_us if at_us >= EARLIEST_US else None
