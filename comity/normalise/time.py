"""Date texts in, UTC epoch microseconds out (RFC 5322 section 3.3, with the obsolete forms)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz

SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
EARLIEST_US = 315_532_800 * SECOND_US  # 1980-01-01: electronic mail dated earlier is misdated

_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_DATE_MAX = 120


def us_of(moment: datetime) -> int:
    """Return the instant of an aware datetime."""
    return round(moment.timestamp() * SECOND_US)


def datetime_of(at_us: int) -> datetime:
    """Return the UTC datetime of an instant."""
    return datetime.fromtimestamp(at_us // SECOND_US, UTC)


def date_us(text: str) -> int | None:
    """Return the instant a date header names; None when it cannot be read or is impossible."""
    text = text.strip()[:_DATE_MAX]
    try:
        if _ISO.match(text):
            moment = datetime.fromisoformat(text)
            at_us = us_of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        else:
            fields = parsedate_tz(text)
            if fields is None:
                return None
            at_us = mktime_tz(fields) * SECOND_US
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return at_us if at_us >= EARLIEST_US else None


def received_us(received: str) -> int | None:
    """Return the instant of one Received header: the date after its last semicolon."""
    return date_us(received.rpartition(";")[2])
