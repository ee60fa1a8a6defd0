"""The date texts of LinkedIn's exports in, UTC epoch microseconds out.

Nine shapes were met in exports of 2018 to 2026. Where a date is three numbers with slashes and
the year last, it is month, day, year; a date without a zone is taken as UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from comity.normalise.time import SECOND_US
from comity.normalise.written_date import written_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = (
    r"(?:[,T\s]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s*(?P<half>[AP])\.?M\.?)?)?"
)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_CLOCK}(?:\s*(?:UTC|Z))?",
        rf"(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/(?P<year>\d{{4}}|\d\d){_CLOCK}",
        r"(?P<day>\d{1,2})[-\s](?P<month>[a-z]{3})[a-z]{0,6}\.?[-\s](?P<year>\d{4}|\d\d)",
        rf"(?P<month>[a-z]{{3}})[a-z]{{0,6}}\.?\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}}){_CLOCK}",
        rf"[a-z]{{3}}\s(?P<month>[a-z]{{3}})\s(?P<day>\d{{1,2}}){_CLOCK}\sUTC\s(?P<year>\d{{4}})",
        r"(?P<month>[a-z]{3})[a-z]{0,6}\.?\s(?P<year>\d{4})",
        r"(?P<year>\d{4})",
    )
)
_NOON = 12
_FIRST_S = -2_208_988_800  # 1900: an earlier day is a mistake


@lru_cache(maxsize=1 << 14)
def linkedin_us(text: str) -> int | None:
    """Return the instant a date of the export names, its first for a month or a year; else None."""
    text = " ".join(text.split())
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match and (found := _instant(match.groupdict())) is not None:
            return found
    return _in_words(text)


def _in_words(text: str) -> int | None:
    """Return the first instant of a day whose month is a word of another language."""
    written = written_date(text) if any(map(str.isalpha, text)) else None
    if written is None or written.has_time or len(written.locals_s) > 1:
        return None
    if written.locals_s[0] < _FIRST_S:
        return None
    return written.locals_s[0] * SECOND_US


def span_us(text: str) -> tuple[int | None, int | None]:
    """Return first and last instant of ``Mar 12, 2024 1:00 PM - Mar 12, 2024 2:00 PM``."""
    first, _, last = text.partition(" - ")
    start_us, end_us = linkedin_us(first), linkedin_us(last)
    return start_us, end_us if start_us and end_us and end_us >= start_us else None


def _instant(part: dict[str, str | None]) -> int | None:
    month = part.get("month") or "1"
    year = int(part["year"] or 0)
    hour = int(part.get("hour") or 0)
    half = (part.get("half") or "").upper()
    if half:
        hour = hour % _NOON + (_NOON if half == "P" else 0)
    try:
        moment = datetime(
            year if year > 99 else 2000 + year,  # noqa: PLR2004  # two digits: LinkedIn is of 2003
            int(month) if month.isdecimal() else _MONTHS.index(month.lower()) + 1,
            int(part.get("day") or 1),
            hour,
            int(part.get("minute") or 0),
            int(part.get("second") or 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    return int(moment.timestamp()) * 1_000_000 if year > 1900 or year < 100 else None  # noqa: PLR2004  # as above
