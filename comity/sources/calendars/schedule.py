"""The times of an event in, instants out: its start, its end, and the starts of its series.

RFC 5545, sections 3.3.4 to 3.3.6 and 3.8.5. An event of whole days stands at noon of the
calendar's zone, so that it falls on its day in most others. A time without a zone is in that
zone too; it is UTC where the calendar names none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from comity.model import Problem
from comity.normalise.time import DAY_US, datetime_of
from comity.sources.calendars import recurrence
from comity.sources.calendars.vtimezone import defined, known, local_time, offset_in, utc
from comity.sources.contentline import components

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from comity.sources.calendars.vtimezone import Zone
    from comity.sources.contentline import Component, Property

OCCURRENCES = 1000
HORIZON = timedelta(days=2 * 365)
_NOON = timedelta(hours=12)
_HEAD_BYTES = 64 * 1024
_MANY = 10  # rules of one event
_LAID_OUT = 25_000  # occurrences of one rule, of which the ones around a time are kept
_CALENDAR_ZONE = re.compile(rb"^X-WR-TIMEZONE(?:;[^:\n]*)?:([^\r\n]+)", re.MULTILINE)
_DEFINITION = (b"BEGIN:VTIMEZONE", b"END:VTIMEZONE")
_DURATION = re.compile(
    r"\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?T?(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?"
)


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones one file defines, and the one of times that name none."""

    own: dict[str, Zone]
    default: Zone = utc

    def named(self, tzid: str) -> Zone | None:
        """Return the zone of a TZID; None when nobody knows it."""
        return known(tzid) or self.own.get(tzid) or offset_in(tzid)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as the calendar says it: local, in a zone; a whole day at its noon."""

    local: datetime
    zone: Zone
    whole_day: bool

    @property
    def at_us(self) -> int:
        """The instant."""
        return self.zone(self.local)


def zones_of(data: bytes) -> Zones:
    """Return the zones of a file, which may define them after the events that use them."""
    observances: dict[str, list[Component]] = defaultdict(list)
    for component in components(b"\n".join(_definitions(data))):
        if component.parent and component.name in {"STANDARD", "DAYLIGHT"}:
            with suppress(Exception):  # its events will say that they do not know their zone
                observances[component.parent.value("TZID")].append(component)
    own: dict[str, Zone] = {}
    for tzid, parts in observances.items():
        with suppress(Exception):  # as above
            if zone := defined(parts):
                own[tzid] = zone
    found = _CALENDAR_ZONE.search(data[:_HEAD_BYTES])
    default = found[1].decode("utf-8", "replace").strip() if found else ""
    return Zones(own, known(default) or own.get(default) or utc)


def start_of(event: Component, zones: Zones, *, where: str) -> tuple[Moment | None, list[Problem]]:
    """Return when an event starts, and what is wrong with that."""
    found = next(iter(event.all("DTSTART")), None)
    if not found:
        return None, [Problem(where, "the event has no start", "it was kept without a date")]
    problems = []
    tzid = found.parameters.get("TZID", "")
    if tzid and not zones.named(tzid):
        what = f"the time zone {tzid[:60]!r} is not known"
        problems.append(Problem(where, what, "the time was read in the calendar's own zone"))
    moment = next(iter(moments(found, zones)), None)
    if not moment:
        what = f"the start {found.value[:60]!r} cannot be read"
        problems.append(Problem(where, what, "the event was kept without a date"))
    return moment, problems


def moments(found: Property, zones: Zones) -> list[Moment]:
    """Return the times of a property that can be read; of a period its start."""
    result = []
    for text in found.value.split(",")[:OCCURRENCES]:
        time = local_time(text)
        if not time:
            continue
        local, timed = time
        zone = zones.named(found.parameters.get("TZID", "")) or zones.default
        if text.partition("/")[0].strip().upper().endswith("Z"):
            zone = utc
        result.append(Moment(local if timed else local + _NOON, zone, whole_day=not timed))
    return result


def end_us(event: Component, start: Moment, zones: Zones) -> int | None:
    """Return when an event ends, for whole days the noon of the last; None when unsaid."""
    ends = [moment for found in event.all("DTEND")[:1] for moment in moments(found, zones)]
    duration = _DURATION.fullmatch(event.value("DURATION").upper())
    if not ends and duration and any(duration.groups()):
        weeks, days, hours, minutes, seconds = (int(number or 0) for number in duration.groups())
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        ends = [replace(start, local=start.local + length)]
    if not ends:
        return None
    last_us = ends[0].at_us - (DAY_US if start.whole_day and ends[0].whole_day else 0)
    return last_us if last_us >= start.at_us else None


def occurrences_us(
    event: Component, start: Moment, zones: Zones, *, around_us: int
) -> tuple[int, ...]:
    """Return the starts of a series, at most 1,000; where there are more, those around a time.

    A series without an end is laid out until two years after the later of its start and that
    time, one with an end until two years after that at most.
    """
    if not (event.all("RRULE") or event.all("RDATE")):
        return ()
    starts = {start.at_us: start.local.date()}
    for found in event.all("RRULE")[:_MANY]:
        starts |= _expanded(found.value, start, around_us=around_us)
    for found in event.all("RDATE"):
        starts |= {moment.at_us: moment.local.date() for moment in moments(found, zones)}
    out, days_out = _exceptions(event, start, zones)
    for found in event.all("EXRULE")[:_MANY]:
        out |= _expanded(found.value, start, around_us=around_us).keys()
    kept = sorted(at for at, day in starts.items() if at not in out and day not in days_out)
    since = bisect_left(kept, around_us - HORIZON.days * DAY_US)
    first = max(0, min(since, len(kept) - OCCURRENCES))
    return tuple(kept[first : first + OCCURRENCES])


def _definitions(data: bytes) -> Iterator[bytes]:
    start = data.find(_DEFINITION[0])
    while start >= 0 and (end := data.find(_DEFINITION[1], start)) >= 0:
        yield data[start : end + len(_DEFINITION[1])]
        start = data.find(_DEFINITION[0], end)


def _expanded(rule: str, start: Moment, *, around_us: int) -> dict[int, date]:
    """Return the starts that a rule gives up to its end or the horizon, with their days."""
    written = recurrence.parse(rule).get("UNTIL", "")
    until, timed = local_time(written) or (start.local, True)
    around = datetime_of(around_us).replace(tzinfo=None)
    end = max(start.local, around, until) + HORIZON
    last_us = None
    if local_time(written) and (start.whole_day or not timed):
        end = until.replace(hour=23, minute=59, second=59)
    elif local_time(written):
        last_us = (utc if written.endswith("Z") else start.zone)(until)
    found = islice(recurrence.occurrences(rule, start.local, end=end), _LAID_OUT)
    placed = {start.zone(local): local.date() for local in found}
    return {at: day for at, day in placed.items() if last_us is None or at <= last_us}


def _exceptions(event: Component, start: Moment, zones: Zones) -> tuple[set[int], set[date]]:
    """Return the instants that EXDATE takes out, and the days it takes out whole."""
    found = [m for p in event.all("EXDATE") for m in moments(p, zones)]
    days = {m.local.date() for m in found if m.whole_day or start.whole_day}
    return {m.at_us for m in found}, days
