"""The date cells of one column in, ISO dates out; the order of day and month told by them all.

A spreadsheet writes dates as its region does, or as the number of days since 1899-12-30 where a
column lost its format. What can be two days is none (``day_of`` returns "").
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from comity.normalise.written_date import written_date

if TYPE_CHECKING:
    from collections.abc import Iterable

_ISO = re.compile(r"(?:(\d{4})|-)-(\d\d?)-(\d\d?)(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d\d?)[./](\d\d?)(?!\d)")
_NUMBERS = re.compile(r"(\d\d?)\s?([./-])\s?(\d\d?)\s?\2\s?(\d{4}|\d\d)(?=$|[\sT,])")
_NO_YEAR = re.compile(r"(\d\d?)\.\s?(\d\d?)\.")
_SERIAL = re.compile(r"([1-5]\d{4})(?:[.,]\d{1,12})?")
_EMPTY = re.compile(r"[0\s./-]*")  # Outlook's 0/0/00
_FIRST_DAY = date(1899, 12, 30)  # of spreadsheets: day 0
_MONTHS = 12
_LEAP_YEAR = 2000
_CHARS = 60


def day_first(cells: Iterable[str]) -> bool | None:
    """Tell 3/4 from 4/3 by the cells where only one reading is a date; None when none tells."""
    american = False
    for cell in cells:
        found = _NUMBERS.match(cell.strip()[:_CHARS])
        if found and (int(found[1]) > _MONTHS or found[2] == "."):
            return True
        american = american or bool(found and int(found[3]) > _MONTHS)
    return False if american else None


def is_empty(text: str) -> bool:
    """Whether a cell holds what stands for no date."""
    return _EMPTY.fullmatch(text) is not None


def day_of(text: str, *, is_day_first: bool | None) -> str:
    """Return an ISO date, --MM-DD where the year is not said, "" where it cannot be told."""
    text = text.strip()[:_CHARS]
    if found := _ISO.match(text) or _YEAR_FIRST.match(text) or _COMPACT.fullmatch(text):
        return _iso(found[1] or "", found[2], found[3])
    if found := _NUMBERS.match(text):
        one, mark, two, year = found.groups()
        if mark == ".":  # no region puts dots after a month
            is_day_first = True
        year = year if len(year) > len("80") else ""  # of which century?
        if is_day_first is None and one != two:
            return ""
        return _iso(year, two, one) if is_day_first else _iso(year, one, two)
    if found := _SERIAL.fullmatch(text):
        return (_FIRST_DAY + timedelta(days=int(found[1]))).isoformat()
    if found := _NO_YEAR.fullmatch(text):
        return _iso("", found[2], found[1])
    return _worded(text)


def _worded(text: str) -> str:
    """Return the date of "6. Mai 1980" or "May 6"."""
    if not any(letter.isalpha() for letter in text):
        return ""
    for year in ("", f" {_LEAP_YEAR}"):
        written = written_date(text + year)
        days = {_day(local_s) for local_s in written.locals_s} if written else set()
        if len(days) == 1:
            found = days.pop()
            return f"-{found[4:]}" if year else found
    return ""


def _day(local_s: int) -> str:
    return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=local_s)).date().isoformat()


def _iso(year: str, month: str, day: str) -> str:
    try:
        date(int(year or _LEAP_YEAR), int(month), int(day))
    except ValueError:
        return ""
    return f"{year or '-'}-{int(month):02}-{int(day):02}"
