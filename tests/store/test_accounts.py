"""Accounts in their file: read where nothing can be written, told where damaged, copied whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from comity.errors import BookDamaged, NoRight
from comity.store.accounts import AccountRow, Accounts, Step
from tests.ordinary_user import folder_of_anybody, ordinary_user

if TYPE_CHECKING:
    from pathlib import Path

ROW = AccountRow("ada@example.org", "imap", "imap.example.org", 993, "ada", {"transport": "tls"})


def kept(folder: Path) -> Accounts:
    accounts = Accounts(folder)
    accounts.put(ROW)
    step = Step(new=2)
    step.items = {("INBOX", "1"): ("", ""), ("INBOX", "2"): ("", "junk")}
    step.places = {"INBOX": ("7", 2, "")}
    accounts.take(ROW.name, step, now_us=5)
    return accounts


def test_where_none_was_ever_added_there_is_none(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    assert (accounts.every(), accounts.places(ROW.name), accounts.damage()) == ([], [], None)
    accounts.path.touch()  # broken off before anything was written
    assert (accounts.every(), accounts.damage()) == ([], None)
    assert not accounts.held(ROW.name).token("INBOX")


def test_what_is_removed_leaves_nothing(tmp_path: Path) -> None:
    accounts = kept(tmp_path)
    assert accounts.every() == [replace(ROW, new=2)]
    accounts.remove(ROW.name)
    assert (accounts.every(), accounts.places(ROW.name)) == ([], [])


def test_a_copy_is_the_whole_of_it(tmp_path: Path) -> None:
    accounts = kept(tmp_path / "book")
    (tmp_path / "other").mkdir()
    copy = Accounts(tmp_path / "other")
    accounts.copy(copy.path)
    assert copy.every() == accounts.every()
    assert copy.places(ROW.name) == accounts.places(ROW.name)


def test_damage_is_told_with_what_to_do(tmp_path: Path) -> None:
    accounts = kept(tmp_path)
    assert accounts.damage() is None
    for log in tmp_path.glob("accounts.sqlite-*"):
        log.unlink()
    accounts.path.write_bytes(b"junk" * 4_000)
    with pytest.raises(BookDamaged) as raised:
        accounts.every()
    assert "no fact is lost" in raised.value.hint
    assert accounts.damage() is not None


def test_where_nothing_can_be_written_it_is_read_all_the_same() -> None:
    with folder_of_anybody() as place:
        accounts = kept(place / "book")
        accounts.path.parent.chmod(0o500)
        with ordinary_user(place):
            assert [one.name for one in accounts.every()] == [ROW.name]
            assert accounts.damage() is None
        accounts.path.parent.chmod(0o700)


def test_without_rights_to_it_that_is_said() -> None:
    with folder_of_anybody() as place:
        accounts = kept(place / "book")
        accounts.path.chmod(0)
        with ordinary_user(place), pytest.raises(NoRight):
            accounts.every()
