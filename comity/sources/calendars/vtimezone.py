"""A TZID in, the way from its local time to an instant out (RFC 5545 3.6.5).

Known names come first, since a calendar's own definition is often years out of date: the time
zone database, Windows' names (Unicode CLDR), a path that ends in a database name. Then the
file's own VTIMEZONE, and last an offset written in the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from comity.normalise.time import us_of
from comity.sources.calendars import recurrence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

    from comity.sources.contentline import Component

    Zone: TypeAlias = Callable[[datetime], int]

_OFFSET = re.compile(r"([+-])(\d\d?)[:.]?(\d\d)?")
_NAMED_OFFSET = re.compile(r"(?:GMT|UTC)\s*([+-]\d\d?(?:[:.]?\d\d)?)", re.IGNORECASE)
_LOCAL = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?)?")
_TZID_CHARS = 255
_LEVELS = 8
_YEARS = range(2, 9900)  # with room before and after for zones and series
_FROM = 1970  # the year from which yearly changes of the clock are laid out
_TO = datetime(2030, 1, 1)  # noqa: DTZ001 - local


def in_zone(local: datetime, zone: tzinfo) -> int:
    """Return the instant of a local time in a zone of the standard library."""
    return us_of(local.replace(tzinfo=zone))


def utc(local: datetime) -> int:
    """Return the instant of a time written in UTC."""
    return in_zone(local, UTC)


@lru_cache(maxsize=1024)
def known(tzid: str) -> Zone | None:
    """Return the zone that is known everywhere by that name; None when there is none."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    plain = tzid.strip().strip('"')[:_TZID_CHARS]
    parts = plain.replace(" ", "_").split("/")[-_LEVELS:]  # looked up level by level
    windows = (WINDOWS_TO_OLSON.get(f"{plain}{end}", "") for end in ("", " Standard Time"))
    for name in ("/".join(parts), *windows, "/".join(parts[-3:]), "/".join(parts[-2:])):
        try:
            zone = ZoneInfo(name) if name else None
        except (KeyError, ValueError, OSError):
            continue
        if zone:
            return partial(in_zone, zone=zone)
    return None


def offset_in(tzid: str) -> Zone | None:
    """Return the zone of an offset written in the name, "(UTC+01:00) Amsterdam"."""
    found = _NAMED_OFFSET.search(tzid)
    if not found:
        return None
    return partial(in_zone, zone=timezone(timedelta(seconds=_seconds(found[1]))))


def defined(observances: Iterable[Component]) -> Zone | None:
    """Return the zone that the STANDARD and DAYLIGHT parts of a VTIMEZONE describe."""
    onsets = sorted(onset for observance in observances for onset in _onsets(observance))
    if not onsets:
        return None
    starts = [start for start, _, _ in onsets]
    before = onsets[0][1]

    def instant(local: datetime) -> int:
        place = bisect_right(starts, local)
        offset = timedelta(seconds=onsets[place - 1][2] if place else before)
        return in_zone(local, timezone(offset))

    return instant


def local_time(text: str) -> tuple[datetime, bool] | None:
    """Return a DATE or DATE-TIME as written and whether it has a time of day; None if neither."""
    found = _LOCAL.match(text.strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(number or 0) for number in found.groups())
    if year not in _YEARS:
        return None
    try:
        return datetime(year, month, day, hour, minute, min(second, 59)), found[4] is not None  # noqa: DTZ001 - local
    except ValueError:
        return None


def _onsets(observance: Component) -> list[tuple[datetime, int, int]]:
    """Return when the observance starts, each with the offsets before and after, in seconds."""
    first = local_time(observance.value("DTSTART"))
    dates = (local_time(text) for p in observance.all("RDATE") for text in p.value.split(","))
    moments = {time[0] for time in (first, *dates) if time}
    for rule in observance.all("RRULE"):
        if not first:
            break
        until = local_time(recurrence.parse(rule.value).get("UNTIL", ""))
        end = min(until[0], _TO) if until else _TO
        moments |= set(recurrence.occurrences(rule.value, _laid_out_from(first[0]), end=end))
    before, after = (_seconds(observance.value(f"TZOFFSET{end}")) for end in ("FROM", "TO"))
    return [(moment, before, after) for moment in moments]


def _laid_out_from(start: datetime) -> datetime:
    """Return the start, moved to 1970 when it is earlier: Windows writes 1601."""
    return start if start.year >= _FROM else start.replace(year=_FROM, day=min(start.day, 28))


def _seconds(offset: str) -> int:
    found = _OFFSET.fullmatch(offset.strip()[:6])
    if not found:
        return 0
    seconds = min(int(found[2]), 23) * 3600 + min(int(found[3] or 0), 59) * 60
    return -seconds if found[1] == "-" else seconds
