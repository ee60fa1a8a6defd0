"""A birthday as people write it in, as a card has it out (RFC 6350): 1980-03-12, or --03-12."""

from __future__ import annotations

import re
from datetime import date

from comity.errors import BadInput
from comity.operations.words import month_number

_ISO = re.compile(r"(?:(\d{4})|-)-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})?")
_A_LEAP_YEAR = 2000  # so that of no year a 29 February is one
_YEAR_MIN = 1800


def birthday(text: str, *, today: date) -> str:
    """Return a birthday, with the year where it is told; of a day alone, never a moment.

    >>> birthday("29 Feb", today=date(2026, 1, 1))
    '--02-29'
    >>> birthday("March 12, 1980", today=date(2026, 1, 1))
    '1980-03-12'
    """
    year, month, day = _parts(text.strip())
    try:
        found = date(year or _A_LEAP_YEAR, month, day)
    except ValueError:
        hint = "write it as 1980-03-12, 12 March 1980, or 12 March where the year is not known"
        raise BadInput(f"“{text}” is no birthday", hint=hint) from None
    if year and not _YEAR_MIN <= year <= today.year:
        raise BadInput(f"nobody was born in {year}", hint="leave the year out, or put it right")
    if year and found > today:
        raise BadInput(f"{text} has not come yet", hint="leave the year out, or put it right")
    return found.isoformat() if year else f"-{found.isoformat()[4:]}"


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day; 0 for what is not told."""
    if found := _ISO.fullmatch(text):
        return int(found[1] or 0), int(found[2]), int(found[3])
    if found := _DOTTED.fullmatch(text):
        return int(found[3] or 0), int(found[2]), int(found[1])
    words = re.findall(r"\d+|[^\W\d_]+", text)
    numbers = [int(one) for one in words if one.isdecimal()]
    months = [n for one in words if (n := month_number(one))]
    days = [n for n in numbers if n < 32]  # noqa: PLR2004 - days of a month
    years = [n for n in numbers if n >= 1000]  # noqa: PLR2004 - a year in full
    others = len(words) - len(numbers) - len(months)
    ends = sum(one.lower() in {"st", "nd", "rd", "th"} for one in words)
    is_told = len(days) == len(months) == 1 and len(years) <= 1 and others == ends
    if is_told and len(days) + len(years) == len(numbers):
        return (years or [0])[0], months[0], days[0]
    return 0, 0, 0
