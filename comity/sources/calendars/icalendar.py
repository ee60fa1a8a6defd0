"""A calendar file in, one record for every event out (iCalendar, RFC 5545; iTIP, RFC 5546).

Written by every calendar: Google (Settings, Export), Outlook (Save Calendar), Apple (File,
Export), Nextcloud, Thunderbird; also the invitation that comes with a mail. An event is told
by its UID, one changed meeting of a series by UID and RECURRENCE-ID. A series is one record
that names the starts of its occurrences.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from comity.model import Participant, Problem, Record, Skipped
from comity.normalise.identity import as_written, compared, identity_of
from comity.normalise.name import is_full, name_identity
from comity.normalise.phone import phone_identity
from comity.normalise.resource import is_resource
from comity.normalise.time import datetime_of
from comity.sources.calendars import recurrence
from comity.sources.calendars.schedule import end_us, moments, occurrences_us, start_of, zones_of
from comity.sources.contentline import FILE_BYTES, capped, components, digest, unescaped
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Automatic, Role, ShownAs
    from comity.sources.calendars.schedule import Moment, Zones
    from comity.sources.contentline import Component, Property

name: Final = "icalendar"

_HEAD_BYTES = 64 * 1024
_BYTE_ORDER_MARKS = b"\xff\xfe\xef\xbb\xbf"
_UID_CHARS = 512
_NAME_CHARS = 200
_PEOPLE = 2000
_SUFFIXES = {".ics", ".ical", ".icalendar", ".ifb", ".vcs"}
_START = re.compile(rb"\s*BEGIN\s*:\s*VCALENDAR", re.IGNORECASE)
_CALENDAR_NAME = re.compile(rb"^X-WR-CALNAME(?:;[^:\n]*)?:([^\r\n]+)", re.MULTILINE)
_UNUSED = {"VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"}
_ANSWERS = {"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"}  # RFC 5546: not the event itself
_NOT_PEOPLE = {"ROOM", "RESOURCE", "GROUP"}
_UNKNOWN_ORGANIZER = "email:unknownorganizer@calendar.google.com"  # stands for nobody
_ROLES: tuple[tuple[str, Role], ...] = (("ORGANIZER", "organizer"), ("ATTENDEE", "attendee"))
_OBSERVER = "NON-PARTICIPANT"  # invited "for information only" (RFC 5545 3.2.16)
_SHOWN: dict[str, ShownAs] = {
    "TRANSPARENT": "free",
    "1": "free",  # vCalendar 1.0: not blocking
    "FREE": "free",
    "TENTATIVE": "tentative",
    "BUSY": "busy",
    "OOF": "busy",
    "WORKINGELSEWHERE": "busy",
}
_DOUBTFUL: tuple[ShownAs, ...] = ("free", "tentative", "busy")
_EARLIEST_US = 0  # some write 1900 or 0001 for "unknown"
_RULES = ("RRULE", "RDATE", "EXDATE", "EXRULE")


def recognise(path: Path) -> bool:
    """Tell a calendar by its suffix or its first line."""
    if not path.is_file():
        return False
    return path.suffix.lower() in _SUFFIXES or bool(_START.match(_head(path)))


def account(path: Path) -> str:
    """Return the name the calendar gives itself, else the file's."""
    found = _CALENDAR_NAME.search(_head(path))
    said = found[1].decode("utf-8", "replace").strip() if found else ""
    return said.replace("\\", "").replace("/", " ")[:80] or path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for every event, and what is skipped of the rest."""
    if path.stat().st_size > FILE_BYTES:
        yield _unreadable(path.name, "the file is larger than 256 MB", "split it by year")
        return
    yield from events(path.read_bytes(), path.name)


def events(data: bytes, where_from: str) -> Iterator[Record | Skipped]:
    """Yield a record for every event of a calendar's bytes, and what is skipped of the rest."""
    zones, seen = zones_of(data), False
    for component in components(data):
        where = f"{where_from}, line {component.line}"
        seen = seen or component.name == "VCALENDAR"
        if component.name == "VEVENT":
            seen = True
            yield guarded(where, event_record, component, zones, where=where)
        elif component.name in _UNUSED:
            seen = True
            yield Skipped("not used", where)
    if not seen:
        yield _unreadable(where_from, "there is no calendar in it", "export the calendar again")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES).lstrip(_BYTE_ORDER_MARKS).replace(b"\0", b"")


def _unreadable(where: str, what: str, advice: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, advice))


def event_record(event: Component, zones: Zones, *, where: str) -> Record | Skipped:
    """Return the record of one event."""
    if not event.complete:
        return _unreadable(where, "the file ends inside this event", "export the calendar again")
    if not event.properties:
        return _unreadable(where, "the event is empty", "nothing is lost")
    if _method(event) in _ANSWERS:
        return Skipped("not used", where)
    start, problems = start_of(event, zones, where=where)
    record = _content(event, start, zones)
    version = digest(_compared(record, event))
    revised_us = _stamp(event, zones)
    series: tuple[int, ...] = ()
    if start and record.interaction:
        series = occurrences_us(event, start, zones, around_us=revised_us or start.at_us)
    return replace(
        record,
        ref=_reference(event, zones) or version,
        where=where,
        version=version,
        revised_us=revised_us,
        occurrences_us=series,
        invited_us=_invited_us(event, start, zones),
        problems=tuple(problems),
    )


def _content(event: Component, start: Moment | None, zones: Zones) -> Record:
    """Return what is compared of an event."""
    people = _participants(event)
    return Record(
        kind="event",
        ref="",
        where="",
        channel="calendar",
        interaction="meeting" if _meets(event, start, people) else "",
        at_us=start.at_us if start else None,
        end_us=end_us(event, start, zones) if start else None,
        participants=people,
        subject=capped(event.value("SUMMARY")),
        text=capped(event.value("DESCRIPTION")),
        conversation=event.value("UID") if event.all("RECURRENCE-ID") or event.all("RRULE") else "",
        automatic=_automatic(event, people),
        detail=capped(event.value("LOCATION")),
        shown_as=_shown_as(event),
    )


def _compared(record: Record, event: Component) -> tuple[object, ...]:
    people = sorted((p.role, compared(p.identity), p.name, p.response) for p in record.participants)
    rules = [sorted(rule.value for rule in event.all(name)) for name in _RULES]
    times = (record.at_us, record.end_us, rules)
    words = (record.subject, record.text, record.detail)
    return (record.interaction, times, *words, people, record.shown_as)


def _method(event: Component) -> str:
    return event.parent.value("METHOD").upper() if event.parent else ""


def _meets(event: Component, start: Moment | None, people: tuple[Participant, ...]) -> bool:
    """Whether people met: not when it was called off, and not on a birthday or a holiday."""
    if "CANCEL" in (_method(event), event.value("STATUS").upper()[:6]):
        return False
    yearly = recurrence.parse(event.value("RRULE")).get("FREQ") == "YEARLY"
    return bool(people) or not (yearly and start and start.whole_day)


def _reference(event: Component, zones: Zones) -> str:
    """Return UID, or UID/RECURRENCE-ID with the latter in UTC; "" without a UID."""
    uid = event.value("UID")
    uid = uid if len(uid) <= _UID_CHARS else digest(uid)
    found = [moment for p in event.all("RECURRENCE-ID")[:1] for moment in moments(p, zones)]
    if not uid or not found:
        return uid
    if found[0].whole_day:
        return f"{uid}/{found[0].local:%Y%m%d}"
    return f"{uid}/{datetime_of(found[0].at_us):%Y%m%dT%H%M%SZ}"


def _stamp(event: Component, zones: Zones) -> int | None:
    """Return when an event was last changed, as far as it says."""
    stamps = (*event.all("LAST-MODIFIED"), *event.all("DTSTAMP"))
    return next((moment.at_us for stamp in stamps for moment in moments(stamp, zones)), None)


def _invited_us(event: Component, start: Moment | None, zones: Zones) -> int | None:
    """Return when an event came to be: what it says, unless that is after its start."""
    said = [
        m for name in ("CREATED", "DTSTAMP") for p in event.all(name) for m in moments(p, zones)
    ]
    known = (moment.at_us for moment in said if moment.at_us > _EARLIEST_US)
    if not start:
        return next(known, None)
    return next((at_us for at_us in known if at_us <= start.at_us), start.at_us)


def _shown_as(event: Component) -> ShownAs:
    """Return how the event's time is shown: the more doubtful of the ways it is said.

    Outlook shows the time of an invitation as tentative until it is answered, but an invitation
    itself says what its organiser wants.
    """
    names = ("TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "STATUS")
    found = {_SHOWN.get(event.value(name).upper(), "") for name in names}
    is_request = _method(event) in {"REQUEST", "ADD"}
    doubtful: tuple[ShownAs, ...] = ("free", "tentative") if is_request else _DOUBTFUL
    return next((shown for shown in doubtful if shown in found), "")


def _automatic(event: Component, people: tuple[Participant, ...]) -> Automatic:
    """Tell a diary's own entry, and what a shared calendar or a room's booking organises."""
    if not people:
        return "alone"
    is_named = any(one.role == "organizer" for one in people)
    organizers = [_person(found)[0] for found in event.all("ORGANIZER")]
    is_service = not is_named and any(one != _UNKNOWN_ORGANIZER for one in organizers)
    return "service" if is_service else ""


def _participants(event: Component) -> tuple[Participant, ...]:
    """Return organizer and attendees, without rooms and the like, each once in a role."""
    found: dict[tuple[str, str], Participant] = {}
    for property_name, role in _ROLES:
        for person in event.all(property_name)[:_PEOPLE]:
            identity, said = _person(person)
            if not identity or not _is_person(person, identity_of(identity), said):
                continue
            seen: Role = "cc" if person.parameters.get("ROLE", "").upper() == _OBSERVER else role
            parameters = person.parameters
            answer = parameters.get("PARTSTAT") or parameters.get("STATUS", "")  # vCalendar 1.0
            response = answer.strip().lower() if role == "attendee" else ""
            found.setdefault((seen, identity), Participant(seen, identity, said, response))
    return tuple(found.values())


def _is_person(person: Property, identity: str, said: str) -> bool:
    """Tell a person by what the calendar says of them, else by name and address."""
    cutype = person.parameters.get("CUTYPE", "").upper()
    if cutype in _NOT_PEOPLE or identity == _UNKNOWN_ORGANIZER or is_resource(said, identity):
        return False
    is_observer = person.parameters.get("ROLE", "").upper() == _OBSERVER
    return is_full(said) or not (cutype == "UNKNOWN" or is_observer)


def _person(person: Property) -> tuple[str, str]:
    """Return identity and display name of a CAL-ADDRESS."""
    value, parameters = person.text.partition("\n")[0].strip(), person.parameters
    said = " ".join(unescaped(parameters.get("CN", "")).split())[:_NAME_CHARS]
    for address in (value, parameters.get("EMAIL", ""), said):
        if identity := as_written(address):
            return identity, said
    if value.lower().startswith("tel:") and (identity := phone_identity(value)):
        return identity, said
    bare = value if ":" not in value and "/" not in value else ""
    return name_identity(name, said or bare), said
