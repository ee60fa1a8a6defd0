"""What is held of accounts is part of a book: backed up, looked through, and never in the way."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from comity.operations.operation import find
from comity.store.accounts import AccountRow, Accounts
from tests.records import ADA, ME, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book

ROW = AccountRow("ada@example.org", "imap", "imap.example.org", 993, "ada")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = book_of([mail("a", sender=ADA, to=(ME,))], tmp_path / "book")
    Accounts(made.folder).put(ROW)
    return made


def test_a_backup_brings_them_back(book: Book, tmp_path: Path) -> None:
    find("backup").function(book, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as pack:
        pack.extractall(tmp_path / "again")
    assert Accounts(tmp_path / "again").every() == [ROW]


def test_damage_is_named_and_stops_no_morning(book: Book) -> None:
    assert find("check").function(book).whole
    path = Accounts(book.folder).path
    for log in book.folder.glob("accounts.sqlite-*"):
        log.unlink()
    path.write_bytes(b"junk" * 4_000)
    (damaged,) = find("check").function(book).damaged
    assert damaged.file == str(path)
    assert find("today").function(book).accounts == ()
