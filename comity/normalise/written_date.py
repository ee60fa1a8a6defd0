"""A date as people and programs write it in, what it can mean out; nothing is guessed in silence.

Read are RFC 5322 with its obsolete forms, ISO 8601, asctime, epoch seconds, three numbers in every
order, month words of some forty languages, digits of any script, twelve-hour clocks, and zones by
number, name or place. Where the order of day and month, the century or the zone is not written,
all that it can mean is returned, and who asks must settle it (``time.sent_us``).
"""

# ruff: noqa: RUF001 - letters and signs of many scripts
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from unicodedata import category, digit, normalize

from comity.normalise.date_words import half_of, is_filler, months_of, weekdays_of
from comity.normalise.zone import HOUR, OFFSET_MAX, is_settled, offsets_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHARS = 160
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local times, their zone apart
_NUMERIC = (
    (
        "ymd",
        re.compile(r"(?<!\d)(\d{4}) ?[-/.年년] ?(\d{1,2}) ?[-/.月월] ?(\d{1,2})(?!\d) ?[日일.]?"),
    ),
    ("ymd", re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?=T\d|$| )")),
    ("dmy", re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d\d)(?![\d:])\.?")),
    ("any", re.compile(r"(?<!\d)(\d{1,2}) ?([-/]) ?(\d{1,2}) ?\2 ?(\d{4}|\d\d)(?![\d:])")),
)
_TIME = re.compile(
    r"(?:(?<![\d+-])|(?<=[א-ת]-))(\d{1,2}) ?[:时時点點시] ?(\d{1,2})"
    r"(?: ?[:.分분] ?(\d{1,2})(?!\d))?(?:[.,]\d{1,9})?[分분秒초]?"
)
_DOTTED_TIME = re.compile(r"(?<![\d.+-])(\d{1,2})(?: ?h|\.) ?(\d\d)(?:[.m](\d\d))?(?![\d.]\d)s?")
_COMPACT_TIME = re.compile(r"\bT(\d\d)(\d\d)(\d\d)?")
_HOUR_ALONE = re.compile(
    r"(?<![\d.+-])(\d{1,2})(?= ?(?:[ap]\.? ?m\b|uhr\b|h\b))()()", re.IGNORECASE
)
_HALF = re.compile(r"([^\W\d_]\.? ?m\b\.?|[^\W\d_]{2,12}\.?|[^\W\d_]\.[^\W\d_]\.|[صم])")
_OFFSET = re.compile(
    r"(?:(?:GMT|UTC|UT|Z) ?)?([+-]{1,2}) ?(\d{1,2})(?::?(\d\d))?(?::\d\d)?(?![\d:])", re.IGNORECASE
)
_SIGN_LOST = re.compile(r"(?<![\d:+-])(0\d|1[0-4])(00|15|30|45)(?![\d:])")  # "+" in an address
_COMMENT = re.compile(r"\(([^()]{0,80})\)")
_MARKS = "\u0300-\u036f\u0900-\u097f\u0e00-\u0e7f"  # which Python does not count as letters
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}]|[.'’׳-](?=[^\W\d_]))*\.?")
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_EPOCH_SECONDS = re.compile(r"\d{9,10}(?:\.\d{1,6})?")
_CENTURY = 100
_BUDDHIST_YEARS, _BUDDHIST_FROM = 543, 2500  # as Thai programs count: 1957 and later


@dataclass(frozen=True, slots=True)
class Written:
    """What a written date can mean."""

    locals_s: tuple[int, ...]  # local times as seconds since 1970 on the local clock
    offsets_s: tuple[int, ...]  # seconds ahead of Greenwich, the likeliest first; () unknown
    has_time: bool = True
    zone_settled: bool = True  # several zones would fit the name, and rules say which it is


def written_date(text: str) -> Written | None:
    """Return what a date can mean; None when no day, month and year can be read from it."""
    text = _plain(text)
    if _EPOCH_SECONDS.fullmatch(text):
        return Written((int(text.partition(".")[0]),), (0,))
    comments = _COMMENT.findall(text)
    text = " ".join(_COMMENT.sub(" ", text).split())
    days, rest = _numbered(text)
    clock, (start, end) = _clock(rest)
    if not days:
        after = _SIGN_LOST.sub(" ", _OFFSET.sub(" ", rest[end:]))
        days = _named_days(f"{rest[:start]} , {after}")
    if not days or clock is None:
        return None
    locals_s = tuple(_local(day, clock) for day in _on_weekday(days, rest))
    moment = _EPOCH + timedelta(seconds=locals_s[0])
    offsets, settled = _zone(rest[end:], comments, moment)
    return Written(locals_s, offsets, has_time=start < end, zone_settled=settled)


def _numbered(text: str) -> tuple[list[date], str]:
    """Return the days that a date of three numbers can be, and the text without it."""
    for order, shape in _NUMERIC:
        found = shape.search(text)
        if found and (days := _numeric_days(order, found)):
            return days, f"{text[: found.start()]} {text[found.end() :]}"
    return [], text


def _plain(text: str) -> str:
    """Return a text with plain digits, dashes and spaces, and without marks of direction."""
    text = text.strip()[:_CHARS]
    if not text.isascii():
        text = "".join(str(digit(c)) if c.isdigit() else c for c in normalize("NFKC", text))
        text = "".join(c for c in text if category(c) != "Cf").replace("−", "-").replace("–", "-")
    return " ".join(text.split())


def _numeric_days(order: str, found: re.Match[str]) -> list[date]:
    """Return the days that three numbers can be; dots are day, month, year all over the world."""
    if order == "ymd":
        return _days([(_year(found[1]), int(found[2]), int(found[3]))])
    if order == "dmy":
        return _days([(_year(found[3]), int(found[2]), int(found[1]))])
    one, two, three = int(found[1]), int(found[3]), found[4]
    ways = [(_year(three), two, one), (_year(three), one, two)]
    if len(three) < len("2007"):
        ways.append((_year(found[1]), two, int(three)))
    return _days(ways)


def _named_days(text: str) -> list[date]:
    """Return the days that a month's word and two numbers around it can be."""
    numbers = [(found.start(), found[0]) for found in _NUMBER.finditer(text)]
    if len(numbers) != len(("day", "year")):
        return []
    months = _months(text, numbers[0][0])
    (_, first), (_, second) = numbers
    if len(first) > len("31") or int(first) > 31:  # noqa: PLR2004 - the days of a month
        first, second = second, first
    if len(first) > len("31"):
        return []
    return _days((_year(second), month, int(first)) for month in sorted(months))


def _months(text: str, day_at: int) -> frozenset[int]:
    """Return the months a date's words can mean: of two such words, the one nearest the day."""
    words = [(found.start(), months_of(found[0])) for found in _WORD.finditer(text)]
    near = [(at, months) for at, months in words if months]
    if len(near) > 1 and near[0][0] < day_at:  # "mar 3 mar 2026": Tuesday comes first
        near = [one for one in near if one[0] > day_at] or near[-1:]
    return near[0][1] if near else frozenset()


def _year(written: str) -> int:
    """Return the year of two to four digits (RFC 5322, 4.3)."""
    year = int(written)
    if len(written) > 3:  # noqa: PLR2004 - digits
        return year - _BUDDHIST_YEARS if year > _BUDDHIST_FROM else year
    return year + (2000 if year < _CENTURY / 2 and len(written) < 3 else 1900)  # noqa: PLR2004


def _days(ways: Iterable[tuple[int, int, int]]) -> list[date]:
    found = []
    for year, month, day in ways:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _on_weekday(days: list[date], text: str) -> list[date]:
    """Return the days that fall on the weekday the text begins or ends with, or all of them."""
    if len(days) < 2:  # noqa: PLR2004 - nothing to choose between
        return days
    words = _WORD.findall(text)
    named = next((found for word in (words[:1] + words[-1:]) if (found := weekdays_of(word))), ())
    return [day for day in days if day.weekday() in named] or days


def _clock(text: str) -> tuple[tuple[int, int, int] | None, tuple[int, int]]:
    """Return hour, minute and second, and where they stand.

    Midnight for a text without a time, and None for a time that is impossible.
    """
    shapes = (_TIME, _DOTTED_TIME, _COMPACT_TIME, _HOUR_ALONE)
    found = next((found for shape in shapes if (found := shape.search(text))), None)
    if not found:
        return (0, 0, 0), (len(text), len(text))
    hour, minute, second = (int(part or 0) for part in found.groups())
    half, start, end = _half(text, found.start(), found.end())
    if half is not None and hour <= 12:  # noqa: PLR2004 - of a twelve-hour clock
        hour = hour % 12 + 12 * half
    possible = hour <= 24 and minute <= 59 and second <= 60  # noqa: PLR2004 - RFC 5322, 3.3
    return (hour, minute, second) if possible else None, (start, end)


def _half(text: str, start: int, end: int) -> tuple[int | None, int, int]:
    """Return which half of the day stands beside a time, and where both stand."""
    after = text[end:].lstrip()
    if (found := _HALF.match(after)) and (half := half_of(found[0])) is not None:
        return half, start, len(text) - len(after) + found.end()
    before = text[:start].rstrip()
    words = before.split(" ")[-1:]
    if words and (half := half_of(words[0][-2:] if words[0].isalpha() else words[0])) is not None:
        return half, start - len(text[:start]) + len(before) - len(words[0]), end
    return None, start, end


def _local(day: date, clock: tuple[int, int, int] | None) -> int:
    hour, minute, second = clock or (0, 0, 0)
    days = day.toordinal() - _EPOCH.toordinal()
    return days * 24 * HOUR + hour * HOUR + minute * 60 + second


def _zone(after: str, comments: list[str], local: datetime) -> tuple[tuple[int, ...], bool]:
    """Return the offsets that what follows the time can mean, or else a comment."""
    if found := _OFFSET.search(after):
        seconds = int(found[2]) * HOUR + int(found[3] or 0) * 60
        return ((-seconds if "-" in found[1] else seconds,) if seconds <= OFFSET_MAX else ()), True
    if found := _SIGN_LOST.search(after):
        seconds = int(found[1]) * HOUR + int(found[2]) * 60
        return (seconds, -seconds) if seconds else (0,), False
    whole = re.sub(r"\b\d{1,4}\b", " ", after).strip(" ,.;")
    if offsets := offsets_of(whole, local):
        return offsets, is_settled(whole)
    for name in (*re.findall(r"[^\W\d_][\w/+-]*", after), *comments):
        offset = _OFFSET.search(name)
        if offset and name in comments:
            return _zone(name, [], local)
        single = len(name) == 1 and not name.isupper()
        if not single and not is_filler(name) and (offsets := offsets_of(name, local)):
            return offsets, is_settled(name)
    return (), True
