from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from comity.operations.decide.photo import keep_photo, photo_of
from tests.operations.verbs import do
from tests.pictures_of_people import jpeg
from tests.records import ADA, BEN, book_of, mail, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = book_of([mail("a", "2025-01-03"), mail("b", "2025-01-03", sender=BEN)], tmp_path / "b")
    yield made
    made.close()


def test_a_photo_stays_through_import_merge_and_edit_and_undo_takes_it_back(
    book: Book, tmp_path: Path
) -> None:
    file = tmp_path / "ada.jpg"
    file.write_bytes(jpeg(beside=b"where it was taken"))
    do(book, "photo", "Ada", file)
    assert photo_of(book, "Ada") == jpeg()
    assert photo_of(book, "Ben") is None
    book.close()
    write([mail("c", "2025-05-03")], book.folder)
    do(book, "edit", "Ada", name="Addie")
    do(book, "merge", "Addie", "Ben")
    assert photo_of(book, ADA) == photo_of(book, BEN) == jpeg()
    do(book, "undo")
    do(book, "photo", "Addie", off=True)
    assert photo_of(book, "Addie") is None
    do(book, "undo")
    assert photo_of(book, "Addie") == jpeg()


def test_a_photo_is_erased_with_whom_it_shows(book: Book) -> None:
    keep_photo(book, "Ada", jpeg())
    do(book, "forget", "Ada")
    assert not book.decisions.everything()[2:]


def test_what_is_no_photo_is_refused_and_nothing_kept(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no JPEG"):
        keep_photo(book, "Ada", b"<svg onload=alert(1)>")
    with pytest.raises(NotFound, match="no file"):
        do(book, "photo", "Ada", tmp_path / "none.jpg")
    with pytest.raises(BadInput, match="name a file"):
        do(book, "photo", "Ada")
    assert not book.decisions.active("photo")
