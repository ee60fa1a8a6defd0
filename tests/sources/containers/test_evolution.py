"""Evolution's own folders: mail of this computer and what was fetched, books and calendars."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.operations.intake.recognising import survey
from comity.sources.containers import evolution

if TYPE_CHECKING:
    from pathlib import Path

MAIL = b"From: Ada Marsh <ada@acme.example>\nTo: ben@hart.example\nMessage-ID: <%s>\n\nHello.\n"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:pas-id-1\r\nFN:Ben Hart\r\n"
    "EMAIL:ben@hart.example\r\nEND:VCARD"
)
EVENT = "BEGIN:VEVENT\r\nUID:fair\r\nDTSTART:20240506T090000Z\r\nSUMMARY:Fair\r\nEND:VEVENT"


def mail(path: Path, called: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MAIL % called.encode())


def database(path: Path, table: str, column: str, *written: str | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {table} (uid TEXT, {column} TEXT)")
        for one in written:
            connection.execute(f"INSERT INTO {table} VALUES ('a', ?)", (one,))
        connection.commit()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one person's Evolution keeps, of both of its places."""
    top = tmp_path_factory.mktemp("x") / "evolution"
    for kept in ("cur", "new", "tmp", ".Sent/cur", ".#evolution"):
        (top / "mail/local" / kept).mkdir(parents=True)
    mail(top / "mail/local/cur/1714986000.1.host:2,S", "in@x.example")
    mail(top / "mail/local/.Sent/cur/1714986000.2.host:2,S", "sent@x.example")
    (top / "mail/local/..cmeta").write_bytes(b"x")
    fetched = top / "mail/ab12/folders"
    mail(fetched / "INBOX/cur/0a/77", "far@x.example")
    mail(fetched / "INBOX/subfolders/Drafts/cur/0b/3", "draft@x.example")
    database(top / "addressbook/system/contacts.db", "folder_id", "vcard", CARD, None, "no card")
    database(top / "calendar/far/cache.db", "ECacheObjects", "ECacheOBJ", EVENT)
    database(top / "calendar/odd/cache.db", "other", "thing", "x")
    (top / "calendar/system").mkdir(parents=True)
    calendar = f"BEGIN:VCALENDAR\r\n{EVENT}\r\nEND:VCALENDAR\r\n"
    (top / "calendar/system/calendar.ics").write_text(calendar)
    (top / "tasks/system").mkdir(parents=True)
    (top / "tasks/system/tasks.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    return top


def test_all_that_is_read_is_found_and_the_rest_passed_over(folder: Path) -> None:
    found = {
        (str(one.path.relative_to(folder)), one.reader, one.use, one.skip)
        for one in evolution.unfold(folder)
    }
    assert found == {
        ("mail/local", "maildir", None, ""),
        ("mail/ab12/folders/INBOX", "evolution", "inbox", ""),
        ("mail/ab12/folders/INBOX/subfolders/Drafts", "evolution", "drafts", ""),
        ("addressbook/system/contacts.db", "evolution", None, ""),
        ("calendar/far/cache.db", "evolution", None, ""),
        ("calendar/odd/cache.db", "evolution", None, ""),
        ("calendar/system/calendar.ics", "icalendar", None, ""),
        ("tasks/system/tasks.ics", "", None, "not used"),
    }
    assert [one.reason for one in survey(folder, str(folder)).skipped] == ["not used"]


def test_mail_that_was_fetched_is_read(folder: Path) -> None:
    (record,) = evolution.read(folder / "mail/ab12/folders/INBOX", use="inbox")
    assert isinstance(record, Record)
    assert (record.ref, record.where) == ("far@x.example", "INBOX/77")
    (draft,) = evolution.read(folder / "mail/ab12/folders/INBOX/subfolders/Drafts", use="drafts")
    assert isinstance(draft, Skipped)


def test_cards_and_events_are_read_out_of_databases(folder: Path) -> None:
    card, *others = evolution.read(folder / "addressbook/system/contacts.db")
    assert isinstance(card, Record)
    assert (card.ref, card.participants[0].identity) == ("pas-id-1", "email:ben@hart.example")
    assert [one.reason for one in others if isinstance(one, Skipped)] == ["not used"] * 2
    (event,) = evolution.read(folder / "calendar/far/cache.db")
    assert isinstance(event, Record)
    assert (event.kind, event.ref, event.subject) == ("event", "fair", "Fair")
    (other,) = evolution.read(folder / "calendar/odd/cache.db")
    assert isinstance(other, Skipped)


def test_a_damaged_database_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20)
    (item,) = evolution.read(path)
    assert isinstance(item, Skipped)
    assert item.problem
    assert "close Evolution" in item.problem.advice


def test_folders_of_others_are_not_evolutions(tmp_path: Path, folder: Path) -> None:
    assert evolution.recognise(folder)
    for made in ("evolution", "other/mail", "other/calendar"):
        (tmp_path / made).mkdir(parents=True)
    assert not evolution.recognise(tmp_path / "evolution")
    assert not evolution.recognise(tmp_path / "other")
