"""What columns of tables become is shown before they are read, and the user may say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import open_book
from comity.errors import BadInput
from tests.operations.verbs import do
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "Name,Email,Firm or so,Photo\nAda Hart,ada@x.example,Mill,a.png\nBen,b@x.example,Mill,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    return path


def test_a_preview_shows_each_column_and_reads_nothing(table: Path, tmp_path: Path) -> None:
    with open_book(tmp_path / "book", now_us=us("2026-01-01")) as book:
        done = do(book, "import", [table], preview=True, column=["Firm or so=organisation"])
        assert book.is_empty
        assert do(book, "history")["count"] == 0
    (shown,) = done["tables"]
    assert (done["read"], shown["rows"]) == (0, 2)
    assert [(one["head"], one["becomes"], one["samples"]) for one in shown["columns"]] == [
        ("Name", "name", ["Ada Hart", "Ben"]),
        ("Email", "email", ["ada@x.example", "b@x.example"]),
        ("Firm or so", "organisation", ["Mill"]),
        ("Photo", "left", ["a.png"]),
    ]


def test_what_is_said_of_a_column_is_remembered_and_undone(table: Path, tmp_path: Path) -> None:
    with open_book(tmp_path / "book", now_us=us("2026-01-01")) as book:
        do(book, "import", [table])
        said = do(book, "import", [table], column=["firm_or_so=organisation"])
        assert said["new"] == 2  # the same rows say more
        assert _firms(book) == {"Mill"}
        later = tmp_path / "later.csv"
        later.write_text(TABLE.replace("Mill", "Quarry"))
        do(book, "import", [later])
        assert _firms(book) == {"Quarry"}
        assert do(book, "history")["steps"][0]["text"] == "You said what columns hold: firm or so"
        do(book, "undo")
        do(book, "import", [later, table])
        assert _firms(book) == set()


def _firms(book: object) -> set[str]:
    book.show_facts()  # type: ignore[attr-defined]
    rows = book.rows("SELECT value FROM claim WHERE attribute = 'organisation'")  # type: ignore[attr-defined]
    return {one["value"] for one in rows}


@pytest.mark.parametrize("said", ["Firm or so", "=name", "Firm or so=nonsense", "Other=name"])
def test_what_no_table_has_is_refused(said: str, table: Path, tmp_path: Path) -> None:
    with (
        open_book(tmp_path / "book", now_us=us("2026-01-01")) as book,
        pytest.raises(BadInput),
    ):
        do(book, "import", [table], column=[said])
