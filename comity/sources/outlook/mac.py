"""An item of Outlook for Mac in, its record out, as what it is exported as is read.

Times are UTC without saying so. No specification is public: the names are those of Microsoft's
own archives, and of schemas others have made of them (OLMReader). What its numbers for answers and
for the time of an event mean is told nowhere, so neither is read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from comity.model import Attachment, Skipped
from comity.normalise.contentline import escaped
from comity.normalise.time import us_of
from comity.sources.calendars.icalendar import event_record
from comity.sources.calendars.schedule import zones_of
from comity.sources.cards.vcard import card_record
from comity.sources.contentline import component
from comity.sources.mail.leaf import Leaf
from comity.sources.mail.mime import ATTACHMENTS_MAX, HEADER_MAX, Message, fields_of
from comity.sources.mail.rfc5322 import read_message
from comity.sources.outlook.appointment import instant, quoted, reached
from comity.sources.outlook.mail import mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Record
    from comity.normalise.folder import FolderUse
    from comity.sources.calendars.schedule import Zones
    from comity.sources.elements import Element

_MAIL, _EVENT, _PERSON = "OPFMessageCopy", "OPFCalendarEventCopy", "OPFContactCopy"
_ADDRESS, _NAME = "OPFContactEmailAddressAddress", "OPFContactEmailAddressName"
_PEOPLE = (
    ("from", "FromAddresses"),
    ("to", "ToAddresses"),
    ("cc", "CCAddresses"),
    ("bcc", "BCCAddresses"),
    ("reply-to", "ReplyToAddresses"),
)
_KEPT = (
    ("message-id", "MessageID"),
    ("in-reply-to", "InReplyTo"),
    ("references", "References"),
    ("thread-index", "ThreadIndex"),
)
_ATTENDEE = "OPFCalendarAttendee"
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_SOME_DAYS = {"weekdays": _DAYS[1:6], "weekenddays": (_DAYS[0], _DAYS[6]), "allDays": _DAYS}
_PATTERN = "OPFRecurrencePattern"
_FREQUENCIES = {"Daily": "DAILY", "Weekly": "WEEKLY", "Monthly": "MONTHLY", "Yearly": "YEARLY"}
_PHONES = ("CellPhone", "BusinessPhone", "HomePhone", "OtherPhone")
_FULL_NAME = ("LastName", "FirstName", "MiddleName", "Title", "SetNameSuffix")
_LINES = (
    ("NICKNAME", "NickName"),
    ("TITLE", "BusinessTitle"),
    ("URL", "BusinessHomePage"),
    ("URL", "HomeWebPage"),
    ("X-SPOUSE", "SpousesName"),
)
_PLACE = ("StreetAddress", "City", "State", "Zip", "Country")
_PARTS = (
    ("ORG", ("BusinessCompany", "BusinessDepartment")),
    *(("ADR", tuple(of + part for part in _PLACE)) for of in ("Business", "Home", "Other")),
)
_NOTES = ("OPFContactCopyNotesPlain", "OPFContactCopyNotes")


def mail(item: Element, where: str, use: FolderUse) -> Record | Skipped:
    """Return the record of a mail."""
    source = item.value(f"{_MAIL}Source").replace("\r\n", "\n").lstrip()
    head = source.partition("\n\n")[0][:HEADER_MAX]
    fields = fields_of(head.encode("utf-8", "replace")) if ":" in head else {}
    for name, value in _fields(item):
        if name not in fields:
            fields[name] = [value]
    message = Message(fields, parts=1)
    _put_words(item, message)
    for one in item.first(f"{_MAIL}AttachmentList").inner[:ATTACHMENTS_MAX]:
        if called := one.attributes.get("OPFAttachmentName", ""):
            size = _number(one.attributes.get("OPFAttachmentContentFileSize", ""))
            message.attachments.append(Attachment(called[:200], round(size * 4 / 3)))
    made = read_message(message, where, use=use)
    if isinstance(made, Skipped) or "received" in fields or made.folder == "sent":
        return made
    received = _at(item.value(f"{_MAIL}ReceivedTime"))
    return replace(made, received_us=us_of(received) if received else None)


def _fields(item: Element) -> Iterator[tuple[str, str]]:
    for role, name in _PEOPLE:
        named = item.first(f"{_MAIL}{name}")
        if role == "from" and not named.inner:
            named = item.first(f"{_MAIL}SenderAddress")
        said = (
            (one.attributes.get(_NAME, ""), one.attributes.get(_ADDRESS, "")) for one in named.inner
        )
        if people := [mailbox(name.strip("'"), address) for name, address in said if address]:
            yield role, ", ".join(people)
    yield "subject", " ".join(item.value(f"{_MAIL}Subject").split())
    if at := _at(item.value(f"{_MAIL}SentTime", f"{_MAIL}ReceivedTime")):
        yield "date", format_datetime(at)
    for name, said_as in _KEPT:
        if text := item.value(f"{_MAIL}{said_as}"):
            yield name, f"<{text}>" if name == "message-id" and "<" not in text else text


def _put_words(item: Element, message: Message) -> None:
    """Put the words of a mail in; where it has HTML, its body is often the same once more."""
    html = item.value(f"{_MAIL}HTMLBody")
    plain = item.value(f"{_MAIL}Body")
    words = Leaf("text/plain", "utf-8", "", plain.encode("utf-8", "replace"))
    if html:
        markup = Leaf("text/html", "utf-8", "", html.encode("utf-8", "replace"))
        message.html.append(markup)
        words = words if plain and plain != html else markup
    message.leaves = [words]


def card(item: Element, where: str) -> Record | Skipped:
    """Return the record of a contact."""
    return card_record(component("VCARD", _card_lines(item)), where)


def _card_lines(item: Element) -> Iterator[tuple[str, str]]:
    def said(name: str) -> str:
        return escaped(item.value(f"{_PERSON}{name}"))

    yield "FN", said("DisplayName")
    yield (
        "N",
        ";".join(map(said, ("LastName", "FirstName", "MiddleName", "Title", "SetNameSuffix"))),
    )
    listed = (f"{_PERSON}EmailAddressList", f"{_PERSON}DefaultEmailAddress")
    for one in (one for name in listed for one in item.first(name).inner):
        yield "EMAIL", escaped(one.attributes.get(_ADDRESS, ""))
    yield from (("TEL", number) for number in map(said, _PHONES) if number)
    for name, several in _PARTS:
        parts = [*map(said, several)]
        if any(parts):
            yield name, ";".join(("", "", *parts) if name == "ADR" else parts)
    yield from ((name, said(kept)) for name, kept in _LINES if said(kept))
    yield "NOTE", escaped(item.value(*_NOTES))
    for name, kept in (("BDAY", "Birthday"), ("ANNIVERSARY", "Anniversary")):
        if at := _at(item.value(f"{_PERSON}{kept}")):
            yield name, f"{at + timedelta(hours=12):%Y%m%d}"
    yield "CATEGORIES", _categories(item, f"{_PERSON}CategoryList")
    if at := _at(item.value(f"{_PERSON}ModDate")):
        yield "REV", f"{at:%Y%m%dT%H%M%SZ}"


def _categories(item: Element, name: str) -> str:
    named = (one.attributes.get("OPFCategoryCopyName", "") for one in item.first(name).inner)
    return ",".join(escaped(one) for one in named if one)


def event(item: Element, where: str) -> Record | Skipped:
    """Return the record of a meeting, or of a series as far as its rule can be told."""
    written = item.value("OPFCalendarEventGetStartTimeZoneICSData")
    zones = zones_of(written.encode("utf-8", "replace"))
    found = component("VEVENT", [*_event_lines(item), *_times(item, zones), *_people(item)])
    return event_record(found, zones, where=where)


def _event_lines(item: Element) -> Iterator[tuple[str, str]]:
    yield "UID", escaped(item.value(f"{_EVENT}UUID"))
    yield "SUMMARY", escaped(item.value(f"{_EVENT}Summary"))
    yield "LOCATION", escaped(item.value(f"{_EVENT}Location"))
    yield "DESCRIPTION", escaped(item.value(f"{_EVENT}DescriptionPlain"))
    if at := _at(item.value(f"{_EVENT}ModDate")):
        yield instant("LAST-MODIFIED", us_of(at))


def _times(item: Element, zones: Zones) -> Iterator[tuple[str, str]]:
    whole_day = item.is_set("OPFCalendarEventGetIsAllDayEvent")
    rule = _rule(item.first(f"{_EVENT}Recurrence"))
    tzid = next(iter(zones.own), "") if rule else ""
    for name, kept in (("DTSTART", "StartTime"), ("DTEND", "EndTime")):
        at = _at(item.value(f"{_EVENT}{kept}"))
        if at and whole_day:
            yield f"{name};VALUE=DATE", f"{at + timedelta(hours=12):%Y%m%d}"
        elif at and tzid:
            guess = at.replace(tzinfo=None)
            ahead_us = us_of(at) - zones.own[tzid](guess)  # the zone tells instants of local times
            local = guess + timedelta(microseconds=ahead_us)
            yield f"{name};TZID={quoted(tzid)}", f"{local:%Y%m%dT%H%M%S}"
        elif at:
            yield instant(name, us_of(at))
    if rule:
        yield "RRULE", rule


def _rule(series: Element) -> str:
    """Return the rule of a series; "" where it is none, or of a kind that is not told plainly."""
    pattern = series.first(_PATTERN)
    kind = pattern.value(f"{_PATTERN}Type").removeprefix(_PATTERN)
    frequency = next((_FREQUENCIES[one] for one in _FREQUENCIES if kind.endswith(one)), "")
    if not frequency:
        return ""
    every = round(_number(pattern.value(f"{_PATTERN}Interval"))) or 1
    rule = [f"FREQ={frequency}", f"INTERVAL={every}"]
    chosen = pattern.first(f"{_PATTERN}DaysOfWeek")
    several = [day for name, days in _SOME_DAYS.items() if chosen.is_set(name) for day in days]
    days = [day[:2].upper() for day in _DAYS if chosen.is_set(day) or day in several]
    if days and frequency == "WEEKLY":
        rule.append(f"BYDAY={','.join(days)}")
    until = _at(series.value("OPFRecurrenceCopyEndDate"))
    if series.is_set("OPFRecurrenceIsNumbered"):
        rule.append(f"COUNT={round(_number(series.value('OPFRecurrenceGetOccurenceCount'))) or 1}")
    elif series.is_set("OPFRecurrenceHasEndDate") and until:
        rule.append(f"UNTIL={until:%Y%m%dT235959}Z")
    return ";".join(rule)


def _people(item: Element) -> Iterator[tuple[str, str]]:
    organizer = item.value(f"{_EVENT}Organizer")
    asked = item.first(f"{_EVENT}AttendeeList").inner
    if organizer and asked:
        yield "ORGANIZER", reached(organizer)
    for one in asked:
        told = {name.removeprefix(_ATTENDEE): value for name, value in one.attributes.items()}
        if told.get("Address", "").lower() == organizer.lower():
            continue
        yield f"ATTENDEE;CN={quoted(told.get('Name', ''))}", reached(told.get("Address", ""))


def _at(text: str) -> datetime | None:
    """Return an instant: ISO 8601, UTC where it names no zone."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if 1 < at.year < 9999 else None  # noqa: PLR2004 - a day more or less must be there


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0
    return number if 0 <= number < 1 << 40 else 0
