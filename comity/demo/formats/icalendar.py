"""Meetings in, an iCalendar object out (RFC 5545), lines folded at 75 octets and ended by CRLF."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from comity.normalise.contentline import escaped, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comity.demo.events import Box, Meeting

LONDON = ZoneInfo("Europe/London")
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE""".split("\n")


def calendar(meetings: Iterable[Meeting], *, stamp_us: int, method: str = "") -> str:
    """Return a calendar of these meetings."""
    parts = (*opening(method), *events(meetings, stamp_us=stamp_us), *closing())
    return "".join(parts)


def opening(method: str = "") -> Iterator[str]:
    """Yield the folded lines before the first event."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ellingham Vale//Diary 2.1//EN"]
    return map(fold, (*head, *([f"METHOD:{method}"] if method else []), *ZONE))


def events(meetings: Iterable[Meeting], *, stamp_us: int) -> Iterator[str]:
    """Yield the folded lines of these meetings and of occurrences that were moved."""
    for meeting in meetings:
        yield from map(fold, _event(meeting, stamp_us))
        for occurrence_us, began_us in meeting.moved_us:
            yield from map(fold, _event(meeting, stamp_us, occurrence_us, began_us))


def closing() -> Iterator[str]:
    """Yield the line after the last event."""
    return map(fold, ("END:VCALENDAR",))


def _event(
    meeting: Meeting, stamp_us: int, occurrence_us: int = 0, began_us: int = 0
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.uid}"
    yield f"DTSTAMP:{utc(stamp_us)}"
    begin_us = began_us or meeting.begin_us
    if meeting.all_day:
        first = datetime.fromtimestamp(begin_us / 1_000_000, UTC).date()
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{first + timedelta(minutes=meeting.minutes):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"DTSTART{_time(meeting, begin_us)}"
        yield f"DTEND{_time(meeting, begin_us + meeting.minutes * 60_000_000)}"
    if occurrence_us:
        yield f"RECURRENCE-ID{_time(meeting, occurrence_us)}"
    elif meeting.rule:
        yield f"RRULE:{meeting.rule}"
        for gone_us in meeting.except_us:
            yield f"EXDATE{_time(meeting, gone_us)}"
    yield f"SUMMARY:{escaped(meeting.summary)}"
    if meeting.location:
        yield f"LOCATION:{escaped(meeting.location)}"
    if meeting.organizer:
        yield f"ORGANIZER{_person(meeting.organizer)}"
    for box, status in meeting.attendees:
        yield f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={status}{_person(box)}"
    yield "END:VEVENT"


def _person(box: Box) -> str:
    name = f';CN="{box.name}"' if box.name else ""
    return f"{name}:mailto:{box.address}"


def _time(meeting: Meeting, at_us: int) -> str:
    if not meeting.rule:
        return f":{utc(at_us)}"
    local = datetime.fromtimestamp(at_us / 1_000_000, LONDON)
    return f";TZID=Europe/London:{local:%Y%m%dT%H%M%S}"


def utc(at_us: int) -> str:
    """Return an instant as RFC 5545 form 2."""
    return f"{datetime.fromtimestamp(at_us / 1_000_000, UTC):%Y%m%dT%H%M%SZ}"
