"""Books of the first format of facts: read as they stand, and read again without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.book import Book
from comity.store.decisions import Said
from tests.cases.books import NOW_US, case, everyone
from tests.faces.terminal import run
from tests.faces.web.visiting import visit
from tests.operations.verbs import do
from tests.store.earlier import as_first_format

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FILES = ("masked-relays.mbox", "reused-message-id.mbox", "no-message-id-merge.mbox")


def earlier(folder: Path, told: list[str]) -> Book:
    """Return a book of the first format, made of three files."""
    book = Book(folder / "book", NOW_US)
    do(book, "import", [case(f"mail/{name}") for name in FILES[:2]], me=["you@example.org"])
    book.close()
    as_first_format(folder / "book" / "facts")
    return Book(folder / "book", NOW_US, notify=told.append)


def test_a_book_of_the_first_format_is_read_as_it_stands(tmp_path: Path) -> None:
    told: list[str] = []
    book = earlier(tmp_path, told)
    assert "inbox@talk.example" in str(book.rows("SELECT identity FROM identity"))
    assert book.rows("SELECT count(*) AS n FROM person WHERE NOT is_me")[0]["n"] >= 4
    do(book, "sources")
    assert [line for line in told if all(name in line for name in FILES[:2])]


def test_reading_again_replaces_each_fact_and_doubles_none(tmp_path: Path) -> None:
    told: list[str] = []
    book = earlier(tmp_path, told)
    said = Said("note", "email:inbox@talk.example", value="met at the fair")  # as it was told then
    book.say([said])
    done = do(book, "import", [case(f"mail/{name}") for name in FILES[:2]])
    assert (done["read"], done["new"], done["known"]) == (10, 2, 8)  # two were taken for copies
    fresh = Book(tmp_path / "fresh", NOW_US)
    do(fresh, "import", [case(f"mail/{name}") for name in FILES[:2]], me=["you@example.org"])
    assert everyone(book) == everyone(fresh)
    for name in ("Ada Lindqvist", "Bo Nyman", "Eva Holm"):
        mine, theirs = (
            next(one for one in do(b, "people")["people"] if one["name"] == name)
            for b in (book, fresh)
        )
        assert [mine[x] for x in ("sent", "received")] == [theirs[x] for x in ("sent", "received")]
    noted = [
        one["name"]
        for one in do(book, "people")["people"]
        if "met at the fair" in str(do(book, "person", one["id"]))
    ]
    assert noted in (["Eva Holm"], ["Finn Berg"])
    told.clear()
    again = do(book, "import", [case(f"mail/{name}") for name in FILES[:2]])
    assert (again["new"], again["known"]) == (0, 10)
    assert not [line for line in told if "again" in line]


def test_one_source_read_again_leaves_the_other_as_it_was(tmp_path: Path) -> None:
    told: list[str] = []
    book = earlier(tmp_path, told)
    before = everyone(book)
    do(book, "import", [case(f"mail/{FILES[1]}")])
    assert set(everyone(book)) >= set(before)
    assert [line for line in told if FILES[0] in line and FILES[1] not in line]


def test_it_is_said_in_documents_and_on_pages_until_it_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = earlier(tmp_path, [])
    book.close()
    done = run(capsys, "audit", "--json", book=book.folder)
    (notice,) = done.document["notices"]
    assert notice.startswith("Import ")
    assert all(name in notice for name in FILES[:2])
    assert notice in done.err
    visitor = visit(book.folder, clock=lambda: NOW_US)
    assert all(notice in visitor.page(path).text for path in ("/", "/import", "/network"))
    do(book, "import", [case(f"mail/{name}") for name in FILES[:2]])
    book.close()
    assert "notices" not in run(capsys, "audit", "--json", book=book.folder).document
    assert "an earlier version" not in visitor.page("/network").text
    visitor.session.close()
