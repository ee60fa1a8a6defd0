"""Apple's archives of contacts and calendars, laid out as macOS writes them."""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING

from comity.model import Record
from comity.operations.intake.recognising import survey
from comity.sources.containers import apple_books
from tests.sources.cards.apple_database import written

if TYPE_CHECKING:
    from pathlib import Path

EVENT = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:20240506T090000Z\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_contacts_are_found_in_the_database_of_every_account(tmp_path: Path) -> None:
    archive = tmp_path / "Contacts - 06-05-2024.abbu"
    for at in (archive, archive / "Sources/S1"):
        at.mkdir(parents=True)
        written(at / "AddressBook-v22.abcddb")
    (archive / "Metadata").mkdir()
    (archive / "Metadata/1:ABPerson.abcdp").write_bytes(plistlib.dumps({"First": "Ben"}))
    (archive / "Images").mkdir()
    (archive / "Images/1").write_bytes(b"\xff\xd8\xff")
    looked = survey(tmp_path, str(tmp_path))
    assert not looked.skipped
    assert [one.reader for one in looked.units.values()] == ["apple_contacts"] * 2


def test_without_a_database_the_cards_are_read(tmp_path: Path) -> None:
    archive = tmp_path / "Old.abbu"
    (archive / "Metadata").mkdir(parents=True)
    (archive / "Metadata/1:ABPerson.abcdp").write_bytes(plistlib.dumps({"First": "Ben"}))
    (one,) = apple_books.unfold(archive)
    assert (one.path.name, one.reader, one.account) == ("1:ABPerson.abcdp", "apple_contacts", "Old")


def test_each_calendar_of_an_archive_is_one(tmp_path: Path) -> None:
    archive = tmp_path / "Calendars.icbu"
    for place, title in (("A.calendar", "Work"), ("X.caldav/B.calendar", "Home/Garden")):
        calendar = archive / place
        (calendar / "Events").mkdir(parents=True)
        (calendar / "Info.plist").write_bytes(plistlib.dumps({"Title": title}))
        for uid in ("1", "2"):
            (calendar / f"Events/{uid}.ics").write_text(EVENT.format(title[0] + uid))
    (archive / "X.caldav/Info.plist").write_bytes(b"no plist")
    found = list(apple_books.unfold(archive))
    assert [one.source for one in found] == ["icalendar/Work", "icalendar/Home Garden"]
    items = list(apple_books.read(found[0].path))
    assert [one.ref for one in items if isinstance(one, Record)] == ["W1", "W2"]


def test_folders_that_are_called_so_and_hold_nothing_are_none(tmp_path: Path) -> None:
    for name in ("a.abbu", "b.icbu", "c.calendar"):
        (tmp_path / name).mkdir()
        assert not apple_books.recognise(tmp_path / name)
    (tmp_path / "d.abbu").write_bytes(b"x")
    assert not apple_books.recognise(tmp_path / "d.abbu")
