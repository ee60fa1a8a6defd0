"""A file that may not be read is a matter of rights: told as such, by whatever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from comity.errors import BookDamaged, NoRight
from tests.operations.verbs import do
from tests.ordinary_user import folder_of_anybody, ordinary_user
from tests.records import ADA, book_of, mail, us

if TYPE_CHECKING:
    from pathlib import Path

NOW_US = us("2025-06-01")
FILES = ("facts/manifest.json", "facts/*/record.parquet", "decisions.sqlite")


def _one(folder: Path, pattern: str) -> Path:
    return next(folder.glob(pattern))


@pytest.mark.parametrize("pattern", FILES)
@pytest.mark.parametrize("verb", ["check", "audit", "check mend"])
def test_a_file_without_rights_is_no_damage(pattern: str, verb: str) -> None:
    with folder_of_anybody() as place:
        made = book_of([mail("a")], place / "book")
        do(made, "note", ADA, "a miller")
        made.close()
        path = _one(made.folder, pattern)
        path.chmod(0)
        with ordinary_user(place):
            book = Book(made.folder, NOW_US)
            with pytest.raises(NoRight, match="permission denied") as raised, book.plainly():
                do(book, verb)
            assert str(path) in raised.value.message
            assert "check its rights" in raised.value.hint
            assert path.exists()
            path.chmod(0o600)
            assert do(Book(made.folder, NOW_US), "check")["whole"]


def test_a_file_of_other_bytes_is_damage(tmp_path: Path) -> None:
    made = book_of([mail("a")], tmp_path / "book")
    made.close()
    _one(made.folder, FILES[0]).write_bytes(b"no list of facts")
    with pytest.raises(BookDamaged, match="damaged"):
        do(Book(made.folder, NOW_US), "audit")
