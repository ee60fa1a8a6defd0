from __future__ import annotations

from typing import TYPE_CHECKING

import icalendar as other
import pytest

from comity.model import Record
from comity.normalise.time import DAY_US, us_of
from comity.sources.calendars import icalendar
from comity.sources.calendars.schedule import OCCURRENCES
from tests.sources.golden import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    Reader: TypeAlias = Callable[..., list[Record]]

INVITATION = """UID:1@example.org
DTSTART;TZID=Europe/Berlin:20240610T140000
DTEND;TZID=Europe/Berlin:20240610T150000
SUMMARY:Planning
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ada@example.org
ATTENDEE:mailto:grace@example.org
DTSTAMP:20240101T000000Z"""


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def reader(*events: str, head: str = "VERSION:2.0") -> list[Record]:
        path = tmp_path / "calendar.ics"
        inside = "\n".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)
        path.write_text(f"BEGIN:VCALENDAR\n{head}\n{inside}\nEND:VCALENDAR\n", "utf-8")
        return [item for item in icalendar.read(path) if isinstance(item, Record)]

    return reader


def test_volatile_properties_and_order_make_no_new_version(read: Reader) -> None:
    (before,) = read(INVITATION)
    changed = INVITATION.replace("DTSTAMP:2024", "DTSTAMP:2025")
    lines = [*reversed(changed.splitlines()), "SEQUENCE:4", "X-THING:1", "CREATED:20200101T000000Z"]
    (after,) = read("\n".join(lines), head="X-WR-CALNAME:else")
    assert (before.ref, before.version) == (after.ref, after.version)
    assert before.revised_us != after.revised_us


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Planning", "Planning more"),
        ("T140000", "T143000"),
        ("NEEDS-ACTION", "ACCEPTED"),
        ("ATTENDEE:mailto:grace@example.org\n", ""),
        ("SUMMARY", "RRULE:FREQ=DAILY;COUNT=3\nSUMMARY"),
        ("SUMMARY", "STATUS:CANCELLED\nSUMMARY"),
        ("SUMMARY", "LOCATION:Here\nSUMMARY"),
    ],
)
def test_changed_content_makes_a_new_version(read: Reader, was: str, becomes: str) -> None:
    (before,), (after,) = read(INVITATION), read(INVITATION.replace(was, becomes))
    assert before.ref == after.ref
    assert before.version != after.version


def test_a_changed_meeting_of_a_series_is_told_by_its_instant(read: Reader) -> None:
    one, two = read(
        INVITATION + "\nRECURRENCE-ID;TZID=Europe/Berlin:20240610T140000",
        INVITATION + "\nRECURRENCE-ID:20240610T120000Z",
    )
    assert one.ref == two.ref == "1@example.org/20240610T120000Z"
    (day,) = read(INVITATION + "\nRECURRENCE-ID;VALUE=DATE:20240610")
    assert day.ref == "1@example.org/20240610"


def test_a_series_without_an_end_is_laid_out_two_years_past_its_last_revision(read: Reader) -> None:
    (record,) = read(INVITATION + "\nRRULE:FREQ=WEEKLY\nLAST-MODIFIED:20260610T120000Z")
    assert len(record.occurrences_us) == 209
    (record,) = read(INVITATION + "\nRRULE:FREQ=WEEKLY\nLAST-MODIFIED:20200610T120000Z")
    assert len(record.occurrences_us) == 105


def test_of_a_long_series_the_meetings_around_its_last_revision_are_kept(read: Reader) -> None:
    (record,) = read(INVITATION + "\nRRULE:FREQ=DAILY\nLAST-MODIFIED:20340610T120000Z")
    assert len(record.occurrences_us) == OCCURRENCES
    assert record.occurrences_us[0] < (record.revised_us or 0) < record.occurrences_us[-1]


@pytest.mark.parametrize(
    ("rules", "days"),
    [
        ("RRULE:FREQ=DAILY;COUNT=4", [0, 1, 2, 3]),
        ("RRULE:FREQ=DAILY;UNTIL=20240612T120000Z", [0, 1, 2]),
        ("RRULE:FREQ=DAILY;UNTIL=20240612T115959Z", [0, 1]),
        ("RRULE:FREQ=DAILY;UNTIL=20240612", [0, 1, 2]),
        ("RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20240611T120000Z", [0, 2, 3]),
        ("RRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20240611,20240613", [0, 2]),
        ("RRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=DAILY;INTERVAL=2", [1, 3]),
        ("RDATE;TZID=Europe/Berlin:20240615T140000,20240612T140000", [0, 2, 5]),
        ("RDATE;VALUE=PERIOD:20240615T120000Z/PT1H", [0, 5]),
        ("RRULE:FREQ=SECONDLY", [0]),
    ],
)
def test_which_meetings_a_series_has(read: Reader, rules: str, days: list[int]) -> None:
    (record,) = read(f"{INVITATION}\n{rules}")
    assert [(at - (record.at_us or 0)) // DAY_US for at in record.occurrences_us] == days


def test_what_is_called_off_has_no_meetings(read: Reader) -> None:
    (record,) = read(INVITATION + "\nRRULE:FREQ=DAILY\nSTATUS:CANCELLED")
    assert (record.interaction, record.occurrences_us) == ("", ())


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        ("ATTENDEE:Ada@Example.org", "email:Ada@Example.org"),
        ("ATTENDEE;EMAIL=ada@example.org:urn:uuid:1", "email:ada@example.org"),
        ("ATTENDEE;CN=ada@example.org:invalid:nomail", "email:ada@example.org"),
        ("ATTENDEE:tel:+441632960961", "phone:+441632960961"),
        ('ATTENDEE;CN="Lovelace, Ada":urn:uuid:1', "name:icalendar/Ada Lovelace"),
        ("ATTENDEE:Ada Lovelace", "name:icalendar/Ada Lovelace"),
    ],
)
def test_how_an_attendee_is_known(read: Reader, line: str, identity: str) -> None:
    (record,) = read(f"UID:1\n{line}")
    assert [person.identity for person in record.participants] == [identity]


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CUTYPE=ROOM:mailto:noether@example.org",
        "ORGANIZER:mailto:unknownorganizer@calendar.google.com",
        "ATTENDEE:mailto:abc@resource.calendar.google.com",
        "ATTENDEE:",
    ],
)
def test_rooms_and_calendars_are_nobody(read: Reader, line: str) -> None:
    (record,) = read(f"UID:1\n{line}")
    assert not record.participants
    assert record.automatic == "alone"


@pytest.mark.parametrize(
    "sample", ["invitation_with_room_and_declined", "series_with_exception_and_moved_meeting"]
)
def test_starts_are_those_of_an_independent_implementation(sample: str) -> None:
    path = SAMPLES / "icalendar" / f"{sample}.ics"
    theirs = [us_of(e.start) for e in other.Calendar.from_ical(path.read_bytes()).walk("VEVENT")]  # type: ignore[attr-defined]
    ours = [item.at_us for item in icalendar.read(path) if isinstance(item, Record)]
    assert ours == theirs


def test_a_calendar_is_called_what_it_calls_itself(tmp_path: Path) -> None:
    path = tmp_path / "basic.ics"
    path.write_text("BEGIN:VCALENDAR\r\nX-WR-CALNAME:Work\\, mostly\r\nEND:VCALENDAR\r\n")
    assert icalendar.account(path) == "Work, mostly"
    path.write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert icalendar.account(path) == "basic"
    assert list(icalendar.read(path)) == []


def test_a_calendar_is_recognised_whatever_its_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "invite"
    path.write_text("begin:vcalendar\n")
    assert icalendar.recognise(path)
    path.write_text("From ada\nContent: BEGIN:VCALENDAR\n")
    assert not icalendar.recognise(path)
    assert not icalendar.recognise(tmp_path)
