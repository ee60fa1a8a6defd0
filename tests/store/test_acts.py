from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from comity.book import open_book
from comity.errors import NotFound
from comity.operations.upkeep.backup import backup
from comity.store.events import EventFile
from comity.store.surveys import SurveyFile

if TYPE_CHECKING:
    from pathlib import Path


def test_acts_are_told_in_order_and_only_after_the_one_that_was_seen(tmp_path: Path) -> None:
    file = EventFile(tmp_path / "events" / "founders")
    with pytest.raises(NotFound, match="no event founders"):
        file.acts()
    file.make()
    first = file.append("named", {"title": "Founders"}, at_us=1)
    assert file.append("named", {"title": "late"}, at_us=2, after=0) == 0
    second = file.append("named", {"title": "Evening"}, at_us=3, after=first)
    assert [(one.id, one.body["title"]) for one in file.acts()] == [(1, "Founders"), (2, "Evening")]
    assert [one.id for one in file.acts(after=first)] == [second] == [file.latest()]
    file.erase()
    assert not file.folder.exists()


def test_a_backup_holds_events_and_surveys_of_a_book_without_anything_else(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    for kind in (EventFile, SurveyFile):
        file = kind(folder / kind.home / "founders")
        file.make()
        file.append("named", {"title": kind.what}, at_us=1)
    with open_book(folder, now_us=2) as book:
        backup(book, tmp_path / "copy.zip")
    with ZipFile(tmp_path / "copy.zip") as pack:
        pack.extractall(tmp_path / "again")
    for kind in (EventFile, SurveyFile):
        again = kind(tmp_path / "again" / kind.home / "founders")
        assert [one.body for one in again.acts()] == [{"title": kind.what}]
        with closing(sqlite3.connect(again.path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
