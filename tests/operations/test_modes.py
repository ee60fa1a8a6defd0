"""Every file is private to the user, whatever the umask says and whatever verb wrote it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from comity.book import open_book
from tests.operations.test_full_disk import MAIL
from tests.operations.verbs import do
from tests.records import us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW_US = us("2025-06-01")


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(*places: Path) -> list[str]:
    found = [place for top in places for place in (top, *top.rglob("*"))]
    return [
        f"{stat.S_IMODE(path.stat().st_mode):o} {path}"
        for path in found
        if stat.S_IMODE(path.stat().st_mode) != (0o700 if path.is_dir() else 0o600)
    ]


def test_nothing_that_any_verb_writes_can_be_read_by_others(tmp_path: Path) -> None:
    mails, folder, out = tmp_path / "a.mbox", tmp_path / "book", tmp_path / "out"
    broken = "From a Mon Mar  3 10:00:00 2025\nFrom: \x00\n\n\n"
    mails.write_text(MAIL + MAIL.replace("zoe", "yan").replace("Zoe", "Yan") + broken)
    acts = (
        *(("import", [mails]), ("people",), ("today",), ("person", "Yan"), ("search", ["hello"])),
        *(("note", "Zoe", "x"), ("undo",), ("problems",), ("audit",), ("check",)),
        *(("backup", tmp_path / "b.zip"), ("export", out), ("forget", "Zoe"), ("check mend",)),
    )
    for verb, *given in acts:
        with open_book(folder, now_us=NOW_US) as book:
            options = {"me": ["me@home.example"]} if verb == "import" else {}
            do(book, str(verb), *given, **options)
        assert open_to_others(folder) == [], verb
    assert open_to_others(out) == []
    assert open_to_others(tmp_path / "b.zip") == []


def test_a_demo_is_private_too(tmp_path: Path) -> None:
    with open_book(tmp_path / "book", now_us=NOW_US) as book:
        do(book, "demo", to=tmp_path / "demo", contacts=40)
    assert open_to_others(tmp_path / "demo") == []


def test_a_book_that_others_could_look_into_is_closed_by_the_next_writer(tmp_path: Path) -> None:
    with open_book(tmp_path / "book", now_us=NOW_US) as book:
        do(book, "remember", "Ada Hart")
    (tmp_path / "book").chmod(0o755)
    with open_book(tmp_path / "book", now_us=NOW_US) as book:
        do(book, "note", "Ada", "x")
    assert stat.S_IMODE((tmp_path / "book").stat().st_mode) == 0o700
