"""The way out and back: a backup is the book, an export makes an equal one."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import Book, open_book
from comity.errors import BadInput, ComityError, NotFound
from comity.model import Attachment, Claim, Problem
from comity.operations.decide.log import first_line
from comity.store.decisions import Said
from comity.store.manifest import Account
from tests.operations.plan.story import correspondence
from tests.operations.verbs import do, names, one
from tests.records import ADA, BEN, CLEO, ME, book_of, card, mail, meeting, message, post, us, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

FORMULA = '=HYPERLINK("http://x.example";"Ada")'


def _records() -> Iterator[Record]:
    yield from correspondence(start="2025-01-10", every_days=20, rounds=4)
    yield mail(
        "rich",
        "2025-05-01",
        sender=BEN,
        cc=(CLEO,),
        references=("a@x", "b@x"),
        attachments=(Attachment("plan, final.pdf", 12_345),),
        delivered_to=(ME,),
        text='Zoë said "yes"\n\u2028 and \t=no.',
    )
    yield meeting("Review", "2025-05-05", occurrences_us=(us("2025-05-05"), us("2025-05-12")))
    yield post("all", "2025-05-06")
    yield card(
        "email:eve@x.example",
        name=FORMULA,
        claims=(Claim(ADA, "title", "Engineer", us("2025-05-01")),),
    )
    yield message("chat", sender="name:whatsapp/Fay", conversation="Fay")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book with something of everything, closed: each test has a copy of its folder."""
    made = book_of(_records(), tmp_path_factory.mktemp("made") / "book", zone="Europe/Berlin")
    write(
        [mail("rich", "2025-05-01", sender=BEN, cc=(CLEO,)), mail("other")],
        made.folder,
        source="mbox/copy",
    )
    do(made, "keep", ["Ada"], every="2w")
    do(made, "note", "Ben", "of the mill")
    first_line(made, "Ben", "give", "an hour")
    made.say([Said("note", BEN, value="They are after: a boat")])  # as it once was said
    do(made, "remember", "Gil Stone", met="at the fair", about="paints")
    do(made, "log", "coffee", with_=["Ben", "Ada"], on="2025-05-20")
    do(made, "tag", "Ada", "boat")
    do(made, "undo")
    do(made, "merge", CLEO, "name:whatsapp/Fay")
    made.refresh()
    made.close()
    return made


@pytest.fixture
def book(made_once: Book, tmp_path: Path) -> Iterator[Book]:
    shutil.copytree(made_once.folder, tmp_path / "book")
    copy = Book(tmp_path / "book", made_once.now_us)
    yield copy
    copy.close()


def _whole(book: Book) -> dict[str, Any]:
    """Return all that can be asked of a book, its folder and paths aside."""
    book.close()
    found = {verb: do(book, verb) for verb in ("audit", "today", "me", "questions")}
    everybody = do(book, "people", limit=0)["people"]
    settings = do(book, "settings")["settings"]
    sources = [(one["source"], one["records"]) for one in do(book, "sources")["sources"]]
    said = [{**one, "id": 0} for one in book.decisions.everything()]
    book.show_facts()
    columns = "* EXCLUDE (text_length)"
    facts = {
        table: sorted(
            map(repr, book.rows(f"SELECT {columns if table == 'record' else '*'} FROM {table}"))
        )
        for table in ("record", "participant", "claim", "holding")
    }
    return {
        **found,
        "people": [one(book, each["id"]) for each in everybody],
        "settings": settings,
        "sources": sources,
        "said": said,
        "search": sorted(one["key"] for one in do(book, "search", ["mill"])["messages"]),
        "forgotten": sorted(book.facts.manifest().forgotten),
        **facts,
    }


# ── export ───────────────────────────────────────────────────────────────────────────────


def test_an_export_taken_into_an_empty_book_makes_an_equal_book(book: Book, tmp_path: Path) -> None:
    do(book, "forget", "eve@x.example")
    done = do(book, "export", tmp_path / "out")
    assert done["records"] == 14  # what two sources hold is written for both
    copy = Book(tmp_path / "copy", book.now_us)
    account = do(copy, "import", [tmp_path / "out"])
    assert (account["read"], account["new"], account["known"]) == (14, 13, 1)
    assert _whole(copy) == _whole(book)
    again = do(copy, "import", [tmp_path / "out"])
    assert (again["new"], again["known"]) == (0, 14)
    assert _whole(copy) == _whole(book)
    do(copy, "undo")
    do(book, "undo")
    assert names(copy) == names(book)


def test_an_export_is_open_formats_private_and_complete(book: Book, tmp_path: Path) -> None:
    out = tmp_path / "out"
    do(book, "export", out)
    files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert files == {
        *("README.txt", "comity-export.json", "decisions.jsonl", "people.csv", "shown.jsonl"),
        "problems.jsonl",
        *("facts/001-mbox.jsonl", "facts/002-mbox.jsonl"),
    }
    assert oct(out.stat().st_mode & 0o777) == "0o700"
    for name in files:
        assert (out / name).stat().st_mode & 0o077 == 0, name
    lines = (out / "facts" / "001-mbox.jsonl").read_text("utf-8").split("\n")
    rich = next(json.loads(line) for line in lines if '"rich@' in line)
    assert {one["role"] for one in rich["participants"]} == {"from", "to", "cc"}
    assert not {"owner", "key", "where"} & set(rich)
    assert "README.txt" in str(sorted(files))
    assert "comity --book NEW import" in (out / "README.txt").read_text()


def test_no_cell_of_the_table_is_a_formula(book: Book, tmp_path: Path) -> None:
    hostile = ("+1+2", "-1", "@SUM(A1)", "\tx", "a\r\nb", 'quote " and, comma', "\x1b[2J")
    for number, name in enumerate(hostile):
        write([card(f"email:h{number}@x.example", name=name)], book.folder)
    book.close()
    do(book, "export", tmp_path / "out")
    with (tmp_path / "out" / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(do(book, "people", limit=0)["people"])
    assert "'=HYPERLINK" in {row["name"] for row in rows}
    for row in rows:
        assert not any(
            (cell or "").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values()
        )


def test_an_empty_book_is_exported_as_such(tmp_path: Path) -> None:
    book = Book(tmp_path / "book", us("2025-06-01"))
    done = do(book, "export", tmp_path / "out")
    assert (done["records"], done["decisions"], done["people"]) == (0, 0, 0)
    copy = Book(tmp_path / "copy", us("2025-06-01"))
    assert do(copy, "import", [tmp_path / "out"])["read"] == 0
    assert copy.is_empty


def test_an_export_is_written_beside_nothing_else(book: Book, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "empty").mkdir()
    for place in ("full", "file"):
        with pytest.raises(BadInput):
            do(book, "export", tmp_path / place)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    assert do(book, "export", tmp_path / "empty")["records"]


def test_what_was_decided_here_stands_when_an_export_comes_in(book: Book, tmp_path: Path) -> None:
    do(book, "export", tmp_path / "out")
    other = book_of([mail("own", sender="email:own@x.example")], tmp_path / "other")
    do(other, "note", "own@x.example", "mine")
    do(other, "import", [tmp_path / "out"])
    assert one(other, "own@x.example")["timeline"][0]["subject"] == "mine"
    assert one(other, "Gil")["circle"] == "not_sorted"
    undone = do(other, "undo")["undone"]  # an act of the other book, whole, and no more
    assert {said["verb"] for said in undone} == {"same"}


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "{}",
        '{"verb": "evil", "value": 1}',
        "[" * 100_000,
        '{"verb":"note","identity":5,"other":"","act":1,"at_us":1,"value":"x","revoked_us":null}',
        f'{{"verb":"note","identity":"","other":"","act":1,"at_us":{10**30},"value":"x"}}',
    ],
)
def test_a_line_that_is_no_decision_is_passed_over(book: Book, tmp_path: Path, line: str) -> None:
    do(book, "export", tmp_path / "out")
    with (tmp_path / "out" / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    copy = Book(tmp_path / "copy", book.now_us)
    do(copy, "import", [tmp_path / "out"])
    assert len(copy.decisions.everything()) == len(book.decisions.everything())


def test_what_the_plan_named_is_taken_along(book: Book, tmp_path: Path) -> None:
    do(book, "today")
    known = book.decisions.shown()
    assert known
    do(book, "export", tmp_path / "out")
    copy = Book(tmp_path / "copy", book.now_us)
    for _ in range(2):
        do(copy, "import", [tmp_path / "out"])
        assert copy.decisions.shown() == known


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"day": 1}',
        '{"day": "1", "suggestion": "a", "kind": "lapse", "identity": "b", "at_us": 1}',
        f'{{"day": 1, "suggestion": "a", "kind": "lapse", "identity": "b", "at_us": {10**30}}}',
        '{"day": 1, "suggestion": "a", "kind": "lapse", "identity": "b", "at_us": 1, "x": 1}',
    ],
)
def test_a_line_that_names_nothing_is_passed_over(book: Book, tmp_path: Path, line: str) -> None:
    do(book, "export", tmp_path / "out")
    (tmp_path / "out" / "shown.jsonl").write_text(f"{line}\n", "utf-8")
    copy = Book(tmp_path / "copy", book.now_us)
    do(copy, "import", [tmp_path / "out"])
    assert copy.decisions.shown() == []


# ── backup ───────────────────────────────────────────────────────────────────────────────


def test_a_backup_unpacked_is_the_book(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "book.zip"
    done = do(book, "backup", file)
    assert done == {"backup": str(file), "bytes": file.stat().st_size}
    assert file.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part"))
    with zipfile.ZipFile(file) as pack:
        assert pack.testzip() is None
        pack.extractall(tmp_path / "copy")
    assert _whole(Book(tmp_path / "copy", book.now_us)) == _whole(book)


def test_a_backup_holds_nothing_that_can_be_made_again(book: Book, tmp_path: Path) -> None:
    do(book, "search", ["mill"])
    do(book, "backup", tmp_path / "book.zip")
    with zipfile.ZipFile(tmp_path / "book.zip") as pack:
        top = {name.partition("/")[0] for name in pack.namelist()}
    assert top == {"facts", "decisions.sqlite"}


def test_a_backup_overwrites_nothing_and_leaves_nothing_half_done(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "book.zip"
    file.write_text("mine")
    with pytest.raises(BadInput, match="exists already"):
        do(book, "backup", file)
    with pytest.raises(BadInput, match="there is no folder"):
        do(book, "backup", tmp_path / "no" / "book.zip")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    other = tmp_path / "other.zip"
    with monkeypatch.context() as patched:
        patched.setattr(zipfile.ZipFile, "open", full)
        with pytest.raises(ComityError, match="no space"):
            do(book, "backup", other)
    assert not other.exists()
    assert do(book, "backup", other)["bytes"]  # over what was left half written
    assert file.read_text() == "mine"


def test_nothing_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        do(Book(tmp_path / "book", us("2025-06-01")), "backup", tmp_path / "book.zip")
    shutil.rmtree(tmp_path / "book", ignore_errors=True)


def test_an_export_carries_what_could_not_be_read(tmp_path: Path) -> None:
    book = book_of([mail("a")], tmp_path / "book")
    problem = Problem("a.mbox, byte 5", "the date cannot be read", "it is undated")
    with book.facts.writing() as writer:
        account = Account("/m/a.mbox", "mbox/invented", "mbox", 1, imported_us=us("2025-06-01"))
        writer.finish(account, [problem])
        writer.finish(replace(account, path="/m/x", source=""), [replace(problem, where="x")])
    book.close()
    do(book, "export", tmp_path / "out")
    back = Book(tmp_path / "back", us("2025-06-01"))
    for _ in range(2):
        do(back, "import", [tmp_path / "out"])
        assert do(back, "problems") == do(book, "problems")
    with (tmp_path / "out" / "problems.jsonl").open("a") as file:
        file.write('[]\n{"source": 1}\nnonsense\n')
    do(back, "import", [tmp_path / "out"])
    assert do(back, "problems") == do(book, "problems")


def test_a_book_or_its_backup_is_not_imported_but_opened(tmp_path: Path) -> None:
    book = book_of([mail("a", "2025-03-01")], tmp_path / "book", now="2025-06-01")
    do(book, "backup", tmp_path / "b.zip")
    (tmp_path / "else").mkdir()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as pack:
        pack.writestr("notes/manifest.json", "{}")
    with open_book(tmp_path / "new", now_us=us("2025-06-01")) as new:
        for path in ("b.zip", "book"):
            with pytest.raises(BadInput) as raised:
                do(new, "import", [tmp_path / path])
            assert "--book" in raised.value.hint
        assert do(new, "import", [tmp_path / "other.zip", tmp_path / "else"])["new"] == 0
