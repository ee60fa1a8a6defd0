"""Apple's contacts: the same person as in the vCard that Contacts exports."""

from __future__ import annotations

import plistlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record, Skipped
from comity.sources.cards import apple_contacts, vcard
from tests.sources.cards.apple_database import card, written

if TYPE_CHECKING:
    from pathlib import Path

EXPORTED = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Hart;Ben;;;\r\nFN:Ben Hart\r\nORG:Hart & Sons;\r\n"
    "EMAIL;type=INTERNET:Ben.Hart@home.example\r\nEMAIL;type=INTERNET:ben@hart.example\r\n"
    "TEL;type=CELL:+44 1632 960961\r\nEND:VCARD\r\n"
)


def records(path: Path) -> list[Record]:
    return [one for one in apple_contacts.read(path) if isinstance(one, Record)]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    written(tmp_path / "AddressBook-v22.abcddb")
    return tmp_path / "AddressBook-v22.abcddb"


def test_a_card_is_known_by_the_vcard_that_contacts_exports(book: Path) -> None:
    (book.parent / "a.vcf").write_text(EXPORTED)
    (exported,) = vcard.read(book.parent / "a.vcf")
    assert isinstance(exported, Record)
    assert records(book)[0].ref == exported.ref


def test_the_own_card_tells_who_the_user_is(book: Path) -> None:
    (me,) = (one for one in records(book) if one.kind == "row")
    assert [(one.role, one.identity) for one in me.participants] == [
        ("self", "email:ada@acme.example")
    ]
    assert sum(one.role == "self" for card in records(book) for one in card.participants) == 1


def test_some_versions_say_beside_an_account_whose_it_is(book: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("ALTER TABLE ZABCDRECORD ADD COLUMN ZME INTEGER")
        connection.execute("ALTER TABLE ZABCDRECORD DROP COLUMN ZCONTAINERWHERECONTACTISME")
        connection.execute("INSERT INTO ZABCDRECORD (Z_PK, Z_ENT, ZME) VALUES (9, 25, 2)")
        connection.commit()
    assert [one.ref[:3] for one in records(book) if one.kind == "row"] == ["me/"]


def test_a_day_without_a_year_has_none(book: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("UPDATE ZABCDRECORD SET ZBIRTHDAY = -12522600000.0 WHERE Z_PK = 1")
        connection.commit()
    said = {one.attribute: one.value for one in records(book)[0].claims}
    assert said["birthday"].startswith("--")


def test_a_book_that_is_open_is_read_with_its_log_and_not_changed(book: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE ZABCDRECORD SET ZFIRSTNAME = 'Benedict' WHERE Z_PK = 1")
        connection.commit()
        before = {one.name: one.read_bytes() for one in book.parent.iterdir()}
        assert records(book)[0].participants[0].name == "Benedict Hart"
        after = {one.name: one.read_bytes() for one in book.parent.iterdir()}
        assert before == after


def test_tables_a_version_lacks_cost_what_they_hold_alone(book: Path) -> None:
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("DROP TABLE ZABCDPHONENUMBER")
        connection.execute("DROP TABLE Z_PRIMARYKEY")
        connection.execute("ALTER TABLE ZABCDRECORD DROP COLUMN ZDISPLAYFLAGS")
        connection.commit()
    ben, *others = records(book)
    assert [one.identity for one in ben.participants] == [
        "email:Ben.Hart@home.example",
        "email:ben@hart.example",
    ]
    assert len(others) > 3


@pytest.mark.parametrize(
    "said",
    [
        [],
        {"Email": 5, "Phone": {"values": "x"}, "First": b"x"},
        {"Birthday": "1980", "Address": {"values": [[1]]}},
        {},
    ],
)
def test_odd_property_lists_cost_themselves(tmp_path: Path, said: Any) -> None:  # noqa: ANN401
    path = tmp_path / "a.abcdp"
    path.write_bytes(plistlib.dumps(said))
    (item,) = apple_contacts.read(path)
    assert isinstance(item, Record | Skipped)


def test_a_card_alone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.abcdp"
    path.write_bytes(card())
    (ben,) = records(path)
    assert {one.attribute: one.value for one in ben.claims}["birthday"] == "1980-03-02"
