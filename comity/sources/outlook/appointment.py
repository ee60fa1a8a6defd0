"""An appointment of Outlook's in, its events out, as its export as iCalendar has them (MS-OXCICAL).

A series is one event with a rule, and one more for each of its meetings that was changed. A
meeting's identifier is the one that went out with its invitation, so that the same meeting in
somebody's iCalendar file is no other.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from comity.normalise.contentline import escaped
from comity.normalise.time import SECOND_US, datetime_of, us_of
from comity.sources.contentline import component
from comity.sources.mapi import BODY
from comity.sources.outlook.item import AUTHOR, RECEIVER, RECIPIENT, SENDER
from comity.sources.outlook.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from comity.sources.contentline import Component
    from comity.sources.mapi import Properties
    from comity.sources.outlook.item import Item
    from comity.sources.outlook.pattern import Pattern

_APPOINTMENT = "0220060000000000c000000000000046"
_MEETING = "90dad86e0b451b1098da00aa003f1305"
_SUBJECT, _CREATED, _CHANGED = 0x37, 0x3007, 0x3008
_START, _END, _PLACE = (_APPOINTMENT, 0x820D), (_APPOINTMENT, 0x820E), (_APPOINTMENT, 0x8208)
_PROPOSED = ((_APPOINTMENT, 0x8250), (_APPOINTMENT, 0x8251))  # of an answer that asks for another
_WHOLE_DAY, _BUSY = (_APPOINTMENT, 0x8215), (_APPOINTMENT, 0x8205)
_STATE, _RESPONSE, _RECUR = (_APPOINTMENT, 0x8217), (_APPOINTMENT, 0x8218), (_APPOINTMENT, 0x8216)
_ZONES = ((_APPOINTMENT, 0x8260), (_APPOINTMENT, 0x825E))
_IDENTIFIERS = ((_MEETING, 0x23), (_MEETING, 0x3))  # of the series, and of one meeting of it
_IS_MEETING, _IS_CANCELLED = 1, 4
_SHOWN = ("FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE")
_ANSWERS = {2: "TENTATIVE", 3: "ACCEPTED", 4: "DECLINED"}
_KIND, _FLAGS, _ANSWER = 0x0C15, 0x5FFD, 0x5FFF
_OPTIONAL, _ROOM = 2, 3
_IS_ORGANIZER, _WAS_REMOVED = 2, 0x20
_FOREIGN = b"vCal-Uid\x01\0\0\0"  # before an identifier that is not Outlook's own (MS-OXCICAL)
_DATE, _DATA = slice(16, 20), 40  # of an identifier: the one meeting's day; what it holds
_UID_BYTES = 2_000
_HALF_DAY_US = 12 * 3600 * SECOND_US


def events(item: Item) -> Iterator[Component]:
    """Yield the event of an appointment, and those of a series that were changed."""
    said = item.properties
    series = pattern(said.binary(_RECUR)) if said.binary(_RECUR) else None
    people = list(_people(item))
    parent = component("VCALENDAR", ())
    described = list(_described(said))
    if series is None:
        yield component("VEVENT", [*described, *_times(said), *people], parent)
        return
    zone = _zone(said, series)
    whole_day = bool(said.number(_WHOLE_DAY))

    def at(name: str, moment: datetime) -> tuple[str, str]:
        if whole_day:
            return f"{name};VALUE=DATE", f"{moment:%Y%m%d}"
        return f"{name};TZID={quoted(zone)}", f"{moment:%Y%m%dT%H%M%S}"

    rule = [("RRULE", series.rule), *(at("EXDATE", one) for one in series.deleted)]
    times = [at("DTSTART", series.start), at("DTEND", series.end)]
    yield component("VEVENT", [*described, *times, *rule, *people], parent)
    for one in series.changes:
        times = [at("RECURRENCE-ID", one.instead_of), at("DTSTART", one.start)]
        times.append(at("DTEND", one.end))
        named = {"SUMMARY": one.subject, "LOCATION": one.place}
        lines = [(name, escaped(named.get(name, "")) or value) for name, value in described]
        yield component("VEVENT", [*lines, *times, *people], parent)


def answer(item: Item, method: str, said_to_be: str = "") -> Component:
    """Return the event of what was sent about a meeting: an invitation, an answer, an end."""
    parent = component("VCALENDAR", [("METHOD", method)])
    said = item.properties
    lines = [*_described(said), *_times(said)]
    if not said_to_be:
        return component("VEVENT", [*lines, *_people(item)], parent)
    lines = [line for line in lines if line[0] != "DESCRIPTION"]
    name, address = item.person(said, AUTHOR)
    lines.append((f"ATTENDEE;PARTSTAT={said_to_be};CN={quoted(name)}", reached(address)))
    return component("VEVENT", lines, parent)


def identifier(said: Properties) -> str:
    """Return the UID of a meeting; "" where it has none (MS-OXCICAL, 2.1.3.1.1.20.26)."""
    found = next(filter(None, map(said.binary, _IDENTIFIERS)), b"")[:_UID_BYTES]
    if len(found) < _DATA:
        return ""
    data = found[_DATA:]
    if data.startswith(_FOREIGN):
        return data[len(_FOREIGN) :].split(b"\0")[0].decode("utf-8", "replace").strip()
    return (found[: _DATE.start] + bytes(4) + found[_DATE.stop :]).hex().upper()


def _described(said: Properties) -> Iterator[tuple[str, str]]:
    """Yield the lines that a series and its single meetings share."""
    yield "UID", escaped(identifier(said))
    yield "SUMMARY", escaped(subject(said))
    yield "DESCRIPTION", escaped(said.text(BODY).replace("\r\n", "\n"))
    yield "LOCATION", escaped(said.text(_PLACE))
    for name, tag in (("CREATED", _CREATED), ("LAST-MODIFIED", _CHANGED)):
        if (at_us := said.at_us(tag)) is not None:
            yield instant(name, at_us)
    if said.number(_STATE) & _IS_CANCELLED:
        yield "STATUS", "CANCELLED"
    busy = said.number(_BUSY)
    if said.binary(_BUSY) and 0 <= busy < len(_SHOWN):
        yield "X-MICROSOFT-CDO-BUSYSTATUS", _SHOWN[busy]


def subject(said: Properties) -> str:
    """Return a subject without the two characters that tell how long its prefix is."""
    text = said.text(_SUBJECT)
    return text[2:] if text[:1] == "\x01" else text


def _times(said: Properties) -> Iterator[tuple[str, str]]:
    for name, *tags in (("DTSTART", _START, _PROPOSED[0]), ("DTEND", _END, _PROPOSED[1])):
        at_us = said.at_us(*tags)
        if at_us is None:
            continue
        if said.number(_WHOLE_DAY):  # at midnight where it was written, which is not told
            yield f"{name};VALUE=DATE", f"{datetime_of(at_us + _HALF_DAY_US):%Y%m%d}"
        else:
            yield instant(name, at_us)


def _people(item: Item) -> Iterator[tuple[str, str]]:
    """Yield who called a meeting and who was asked to it, with what they answered."""
    said = item.properties
    if not (said.number(_STATE) & _IS_MEETING or item.addressees):
        return
    name, organizer = item.person(said, AUTHOR)
    if not organizer:
        name, organizer = item.person(said, SENDER)
    if organizer:
        yield f"ORGANIZER;CN={quoted(name)}", reached(organizer)
    me = item.person(said, RECEIVER)[1].lower()
    mine = _ANSWERS.get(said.number(_RESPONSE), "")
    for one in item.addressees:
        flags, kind = one.number(_FLAGS), one.number(_KIND)
        name, address = item.person(one, RECIPIENT)
        if flags & (_IS_ORGANIZER | _WAS_REMOVED) or not kind or address == organizer:
            continue
        answered = _ANSWERS.get(one.number(_ANSWER), "")
        if address and address.lower() == me:
            answered = mine or answered
        yield f"ATTENDEE{_as(kind, answered)};CN={quoted(name)}", reached(address)


def _as(kind: int, answered: str) -> str:
    role = {_OPTIONAL: ";ROLE=OPT-PARTICIPANT", _ROOM: ";CUTYPE=RESOURCE"}.get(kind, "")
    return role + (f";PARTSTAT={answered}" if answered else "")


def reached(address: str) -> str:
    """Return the address of an attendee as a calendar has it."""
    if not address:
        return "invalid:nomail"
    return address if address.startswith("/") else f"mailto:{address}"


def quoted(text: str) -> str:
    """Return a parameter's value (RFC 6868)."""
    text = " ".join(text.split()).replace("^", "^^").replace('"', "^'")
    return f'"{text}"'


def instant(name: str, at_us: int) -> tuple[str, str]:
    """Return the line of an instant."""
    return name, f"{datetime_of(at_us):%Y%m%dT%H%M%SZ}"


def _zone(said: Properties, series: Pattern) -> str:
    """Return the zone of a series: by its name (MS-OXOCAL, 2.2.1.41), else its offset then."""
    for tag in _ZONES:
        data = said.binary(tag)
        length = int.from_bytes(data[6:8], "little")
        if name := data[8 : 8 + 2 * length].decode("utf-16-le", "replace").strip("\0 "):
            return name
    at_us = said.at_us(_START)
    local_us = us_of(series.start.replace(tzinfo=datetime_of(0).tzinfo))
    minutes = round((local_us - at_us) / SECOND_US / 60) if at_us is not None else 0
    if abs(minutes) > timedelta(hours=14).total_seconds() / 60:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"(UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02})"
