from __future__ import annotations

from typing import TYPE_CHECKING

from comity.book import Book
from comity.operations.event.evening import told
from comity.operations.event.events import event_file
from comity.operations.operation import find
from comity.operations.privacy.forget_guest import forget_guest

if TYPE_CHECKING:
    from pathlib import Path

LIST = """name,email,avoid
Ada Hart,ada@orchard.example,
Ben Moss,ben@mill.example,Ada Hart
Cleo Dunn,,
"""


def test_who_is_forgotten_leaves_a_seat_and_no_word(tmp_path: Path) -> None:
    book = Book(tmp_path / "book", now_us=1)
    (tmp_path / "guests.csv").write_text(LIST)
    find("event new").function(book, "Spring")
    find("event attendees").function(book, "spring", tmp_path / "guests.csv")
    file = event_file(book.folder, "spring")
    (file.folder / "list").write_text(LIST)
    assert forget_guest(book, "nobody", {"email:eve@quarry.example"}) == 0
    assert forget_guest(book, "nobody", {"email:ada@orchard.example"}) == 1
    first, ben, cleo = told(file.acts()).guests
    assert first.name == f"Guest {first.key}"
    assert not first.address
    assert (ben.name, ben.avoid, cleo.name) == ("Ben Moss", (), "Cleo Dunn")
    left = b"".join(path.read_bytes() for path in file.folder.rglob("*") if path.is_file())
    assert b"Hart" not in left
    assert b"orchard" not in left
    assert b"Ben Moss" in left


def test_a_list_brought_in_again_brings_nobody_twice(tmp_path: Path) -> None:
    book = Book(tmp_path / "book", now_us=1)
    path = tmp_path / "guests.csv"
    path.write_text("name\nAda\nAda\nBen\n")
    find("event new").function(book, "Spring")
    bring = find("event attendees").function
    assert [one.name for one in bring(book, "spring", path).guests] == ["Ada", "Ada (2)", "Ben"]
    path.write_text("name\nAda\nAda\nAda\nBen\nCleo\n")
    found = bring(book, "spring", path)
    assert [one.name for one in found.guests] == ["Ada", "Ada (2)", "Ben", "Ada (3)", "Cleo"]
    assert (found.new, found.known, found.skipped) == (2, 3, 0)
