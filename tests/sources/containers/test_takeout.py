from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from comity.model import Participant, Record, Skipped
from comity.sources import source
from comity.sources.containers import takeout

if TYPE_CHECKING:
    from pathlib import Path

MAIL = (
    b"From 17@xxx Mon Jan 01 00:00:00 +0000 2024\nX-Gmail-Labels: Inbox\n"
    b"Delivered-To: Robin.Vale@vale.example\nFrom: ada@brook.example\nSubject: Hi\n\nHi.\n\n"
)
EVENTS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Brook\r\nEMAIL:ada@brook.example\r\nEND:VCARD\r\n"
CSV = b"Name,Given Name,E-mail 1 - Type,E-mail 1 - Value\nAda,Ada,* ,ada@brook.example\n"
PROFILE = {
    "name": {"formattedName": "Robin Vale"},
    "emails": [{"value": "Robin@Vale.example"}, {"value": "r.vale@work.example"}],
}
ALL_MAIL = "Mail/All mail Including Spam and Trash.mbox"


def made(top: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(data)
    return top


def found(top: Path) -> dict[str, tuple[str, str]]:
    return {str(one.path.relative_to(top)): (one.reader, one.skip) for one in takeout.unfold(top)}


def test_everything_in_a_takeout_is_found_once(tmp_path: Path) -> None:
    top = made(
        tmp_path / "Takeout",
        {
            ALL_MAIL: MAIL,
            "Mail/Inbox.mbox": MAIL,
            "Calendar/robin@vale.example.ics": EVENTS,
            "Contacts/All Contacts/All Contacts.vcf": CARD,
            "Contacts/All Contacts/All Contacts.csv": CSV,
            "Contacts/All Contacts/Ada.jpg": b"\xff\xd8",
            "Profile/Profile.json": json.dumps(PROFILE).encode(),
            "Keep/Profile ideas.json": b'{"emails": "none"}',
            "Drive/fake.mbox": b"no mail",
            "archive_browser.html": b"<html>",
            ".DS_Store": b"",
        },
    )
    assert found(top) == {
        ALL_MAIL: ("mbox", ""),
        "Mail/Inbox.mbox": ("", "not used"),
        "Calendar/robin@vale.example.ics": ("icalendar", ""),
        "Contacts/All Contacts/All Contacts.vcf": ("vcard", ""),
        "Contacts/All Contacts/All Contacts.csv": ("", "not used"),
        "Contacts/All Contacts/Ada.jpg": ("", "not used"),
        "Profile/Profile.json": ("takeout", ""),
        "Keep/Profile ideas.json": ("", "not used"),
        "Drive/fake.mbox": ("", "not used"),
        "archive_browser.html": ("", "not used"),
    }
    assert {one.source for one in takeout.unfold(top)} == {"takeout/robin@vale.example"}


def test_what_is_found_can_be_read(tmp_path: Path) -> None:
    files = {ALL_MAIL: MAIL, "Kontakte/Alle/Alle.vcf": CARD, "Profil/Profil.json": b""}
    files["Profil/Profil.json"] = json.dumps(PROFILE).encode()
    for one in takeout.unfold(made(tmp_path / "Takeout", files)):
        (record,) = source(one.reader).read(one.path)
        assert isinstance(record, Record), one.path


def test_single_labels_are_read_where_the_whole_is_missing(tmp_path: Path) -> None:
    top = made(tmp_path / "Takeout", {"E-Mail/Gesendet.mbox": MAIL, "E-Mail/Inbox.mbox": MAIL})
    both = {one.path.name: (one.reader, one.use) for one in takeout.unfold(top)}
    assert both == {"Gesendet.mbox": ("mbox", "sent"), "Inbox.mbox": ("mbox", "inbox")}


def test_contacts_come_as_csv_where_there_is_no_vcard(tmp_path: Path) -> None:
    top = made(tmp_path / "Takeout", {"Contacts/All/contacts.csv": CSV, "Fit/steps.csv": b"1,2\n"})
    assert found(top) == {
        "Contacts/All/contacts.csv": ("contacts_csv", ""),
        "Fit/steps.csv": ("", "not used"),
    }


@pytest.mark.parametrize(
    ("files", "account"),
    [
        ({"Calendar/robin@vale.example.ics": EVENTS, ALL_MAIL: MAIL}, "robin@vale.example"),
        (
            {"Calendar/a1@group.calendar.google.com.ics": EVENTS, ALL_MAIL: MAIL},
            "robin.vale@vale.example",
        ),
        ({"Calendar/a@a.example.ics": EVENTS, "Calendar/b@b.example.ics": EVENTS}, "takeout"),
        ({"Calendar/Holidays.ics": EVENTS}, "takeout"),
    ],
)
def test_whose_it_is(tmp_path: Path, files: dict[str, bytes], account: str) -> None:
    top = made(tmp_path / "Takeout", files)
    assert {one.account for one in takeout.unfold(top)} == {account}


def test_a_takeout_is_told_by_name_and_content(tmp_path: Path) -> None:
    for name in ("Takeout", "Takeout 2", "takeout-1", "Takeout (3)"):
        assert takeout.recognise(made(tmp_path / name, {ALL_MAIL: MAIL}))
    assert takeout.recognise(made(tmp_path / "renamed", {"archive_browser.html": b"<html>"}))
    assert not takeout.recognise(tmp_path)
    assert not takeout.recognise(made(tmp_path / "other", {ALL_MAIL: MAIL}))
    assert not takeout.recognise(made(tmp_path / "menus/Takeout", {"Pizza/prices.txt": b"9"}))
    assert not takeout.recognise(tmp_path / "Takeout" / ALL_MAIL)


def test_the_profile_says_who_the_user_is(tmp_path: Path) -> None:
    path = tmp_path / "Profile.json"
    path.write_text(json.dumps(PROFILE))
    (row,) = takeout.read(path)
    assert isinstance(row, Record)
    assert (row.kind, row.ref) == ("row", "robin@vale.example")
    assert row.participants == (
        Participant("self", "email:Robin@Vale.example", "Robin Vale"),
        Participant("self", "email:r.vale@work.example", "Robin Vale"),
    )


@pytest.mark.parametrize(
    "data", ["", "[]", "{}", '{"emails": [7]}', '{"emails": [{"value": "x"}]}']
)
def test_a_profile_that_says_nothing_is_not_used(tmp_path: Path, data: str) -> None:
    path = tmp_path / "Profile.json"
    path.write_text(data)
    assert list(takeout.read(path)) == [Skipped("not used", "Profile.json")]
    assert found(made(tmp_path / "Takeout", {"Profile/Profile.json": data.encode()})) == {
        "Profile/Profile.json": ("", "not used")
    }
