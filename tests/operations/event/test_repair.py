from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import open_book
from comity.errors import NotFound
from comity.operations.document import as_json
from comity.operations.event.evening import told
from comity.operations.event.repair import repair
from comity.operations.event.seats import repeated
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    file = EventFile(tmp_path / "events" / "hour")
    file.make()
    file.append_all(planned(12, 5), at_us=BEGIN_US)
    with open_book(tmp_path, now_us=BEGIN_US + 1) as one:
        yield one


def _file(book: Book) -> EventFile:
    return EventFile(book.folder / "events" / "hour")


def test_a_proposal_changes_nothing_and_what_is_taken_is_what_was_proposed(book: Book) -> None:
    before = _file(book).latest()
    shown = repair(book, "hour", missing=["Cy 2"], late=["Zoe New"], table=[1], propose=True)
    assert _file(book).latest() == before
    assert not shown.taken
    assert shown.text.startswith("Cy 2 is missing. Zoe New joins from round 1 on. Who was to sit")
    done = repair(book, "Hour of power", missing=["Cy 2"], late=["Zoe New"], table=[1])
    assert (done.moves, done.text, done.taken) == (shown.moves, shown.text, True)
    evening = told(_file(book).acts())
    seen = [evening.tables(at) for at in range(1, 6)]
    assert not repeated(seen)
    assert not evening.unsettled
    assert evening.moved == {1: 7}
    for at, tables in enumerate(seen, 1):
        assert {one for table in tables if len(table) > 1 for one in table} == evening.there(at)


def test_its_document_names_who_moves_where(book: Book) -> None:
    found = as_json(repair(book, "hour", missing=["Cy 2"]))
    assert found.keys() == {"event", "from_round", "moves", "taken", "text"}
    assert found["event"] == "hour"
    assert all(one.keys() == {"round", "name", "table", "to"} for one in found["moves"])


def test_where_every_seat_stands_it_says_so_and_who_is_nobody_is_told(book: Book) -> None:
    before = _file(book).latest()
    assert repair(book, "hour").text == "Nobody has to move."
    assert _file(book).latest() == before
    with pytest.raises(NotFound, match="no guest is called Nobody"):
        repair(book, "hour", missing=["Nobody"])
    with pytest.raises(NotFound, match="there is no event fair"):
        repair(book, "fair")
