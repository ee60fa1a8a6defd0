"""Whatever is done to a file of a book: the same right answer, or a refusal that names the file."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import open_book
from comity.errors import BookDamaged, ComityError
from comity.model import Notice, Problem
from comity.store.manifest import FORMAT, Account
from tests.faces.terminal import run
from tests.faces.world import NOW, records
from tests.operations.verbs import do
from tests.records import book_of, us

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with something of everything, closed."""
    book = book_of(records(), tmp_path_factory.mktemp("whole") / "book", now=NOW)
    with book.facts.writing() as writer:
        account = Account("/m/a", "mbox/invented", "mbox", 4, imported_us=us(NOW), format=FORMAT)
        writer.finish(account, [Problem("m", "cut short", "copy it")])
    do(book, "note", "Ada", "likes tea")
    do(book, "people")
    do(book, "search", ["plan"])
    book.close()
    return book.folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "book")


def said(folder: Path, verb: str, *given: object) -> tuple[Any, list[str]]:
    """Return what a verb says of a book opened anew, and the notices on the way."""
    told = list[str]()
    with open_book(folder, now_us=us(NOW), notify=told.append) as book:
        found = rounded(do(book, verb, *given))
    return found, [one for one in told if isinstance(one, Notice)]


def rounded(found: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a document with its figures to nine places: threads add in any order."""
    if isinstance(found, dict):
        return {key: rounded(value) for key, value in found.items()}
    if isinstance(found, list):
        return [rounded(one) for one in found]
    return round(found, 9) if isinstance(found, float) else found


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(one ^ 255 for one in data[middle : middle + 64])
    path.write_bytes(data)


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_a_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("x")


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


HARMS: dict[str, Callable[[Path], object]] = {
    "missing": remove,
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "emptied": lambda path: path.write_bytes(b""),
    "flipped": flip,
    "garbage": lambda path: path.write_bytes(b"\0{garbage" * 50),
    "a folder": make_a_folder,
}
DERIVED = {
    "person.parquet": "people",
    "identity.parquet": "people",
    "person_day.parquet": "people",
    "relationship.sql": "people",
    "relationship-*.parquet": "people",
    "meta.json": "people",
    "search.sqlite": "search",
}
WORDS: dict[str, tuple[object, ...]] = {"people": (), "search": (["plan"],)}
SILENT = {("search.sqlite", "missing"), ("relationship-*.parquet", "missing")}  # nothing to say


@pytest.fixture(scope="module")
def rightly(whole: Path) -> dict[str, Any]:
    """What each verb says of the book before it is harmed."""
    return {verb: said(whole, verb, *given)[0] for verb, given in WORDS.items()}


HARMED = [  # each file in several ways, each way of several files
    (name, kind)
    for n, name in enumerate(DERIVED)
    for k, kind in enumerate(HARMS)
    if (n + k) % 3 == 0 or (name, kind) in SILENT
]


@pytest.mark.parametrize(("name", "kind"), HARMED)
def test_derived_files_heal_by_themselves_and_that_is_said_in_one_line(
    folder: Path, rightly: dict[str, Any], name: str, kind: str
) -> None:
    verb = DERIVED[name]
    given, expected = WORDS[verb], rightly[verb]
    if verb == "search":
        said(folder, verb, *given)  # the index is of the files in this folder
    (path,) = (folder / "derived").rglob(name)
    HARMS[kind](path)
    found, told = said(folder, verb, *given)
    assert found == expected
    assert len(told) == ((name, kind) not in SILENT)
    assert not told or path.name in told[0]
    assert said(folder, verb, *given) == (expected, [])


@pytest.mark.parametrize("harm", [remove, make_a_file], ids=["missing", "a file"])
@pytest.mark.parametrize("which", ["derived", "derived/*"])
def test_folders_of_derived_files_heal_too(
    folder: Path, which: str, harm: Callable[[Path], None]
) -> None:
    expected = [one["id"] for one in said(folder, "people")[0]["people"]]
    (path,) = [path for path in folder.glob(which) if path.is_dir()]
    harm(path)
    assert [one["id"] for one in said(folder, "people")[0]["people"]] == expected
    assert said(folder, "search", ["plan"])[0]["messages"]


@pytest.mark.parametrize("kind", HARMS)
@pytest.mark.parametrize("name", ["manifest.json", "0*/record.parquet", "problems/*.jsonl"])
def test_harmed_facts_are_refused_by_backup_and_rebuild_and_named_by_check(
    folder: Path, tmp_path: Path, name: str, kind: str
) -> None:
    path = next((folder / "facts").glob(name))
    HARMS[kind](path)
    before = sorted(folder.rglob("*"))
    shutil.rmtree(folder / "derived")
    with pytest.raises(BookDamaged, match=path.name):
        said(folder, "backup", tmp_path / "book.zip")
    assert not list(tmp_path.glob("*.zip*"))
    found = said(folder, "check")[0]
    assert not found["whole"]
    assert [one["file"] for one in found["damaged"]] == [str(path)]
    assert "backup" in found["damaged"][0]["remedy"]
    if not name.startswith("problems"):
        for verb, given in (("people", ()), ("note", ("Ben", "x"))):
            with pytest.raises(BookDamaged, match=path.name):
                said(folder, verb, *given)
    left = {one for one in before if "derived" not in one.parts}
    assert left <= set(folder.rglob("*"))


@pytest.mark.parametrize(
    "kind", sorted(HARMS.keys() - {"flipped"})
)  # there may be nothing at that place
def test_harmed_decisions_are_refused_by_everything(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    HARMS[kind](folder / "decisions.sqlite")
    for verb, given in (("people", ()), ("note", ("Ben", "x")), ("backup", (tmp_path / "b.zip",))):
        with pytest.raises(BookDamaged, match="decisions"):
            said(folder, verb, *given)
    found = said(folder, "check")[0]
    (damaged,) = found["damaged"]
    assert damaged["file"] == str(folder / "decisions.sqlite")
    assert damaged["what"] in {"missing", "damaged: it cannot be read", "damaged: it is empty"}


@pytest.mark.parametrize("harm", [remove, make_a_file], ids=["missing", "a file"])
def test_a_folder_of_facts_that_is_gone_is_no_empty_book(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder / "facts")
    for verb, given in (("people", ()), ("note", ("Ben", "x")), ("audit", ())):
        with pytest.raises(BookDamaged, match="facts"):
            said(folder, verb, *given)


def test_bits_that_rot_in_silence_are_found_where_everything_is_read(
    folder: Path, tmp_path: Path
) -> None:
    """Nothing but the bytes tells: size, times and inode are as they were."""
    path = next((folder / "facts").glob("0*/participant.parquet"))
    said(folder, "people")
    from comity.store import integrity

    flip(path)
    marks = integrity._seen(folder / "facts")
    integrity._remember(
        folder / "facts",
        {**marks, f"{path.parent.name}/participant": integrity._mark(path)},
    )
    with pytest.raises(BookDamaged, match=r"participant\.parquet"):
        said(folder, "backup", tmp_path / "b.zip")
    assert not said(folder, "check")[0]["whole"]


def test_a_whole_book_is_whole(folder: Path) -> None:
    found, told = said(folder, "check")
    assert (found["whole"], found["damaged"], found["aside"], told) == (True, [], [], [])
    assert found["files"] > 4
    assert found["bytes"] > 1000


def test_check_exits_with_one_where_something_is_damaged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "check", book=folder)
    assert (done.code, done.out[:6]) == (0, "Whole:")
    path = next((folder / "facts").glob("0*/claim.parquet"))
    flip(path)
    done = run(capsys, "check", book=folder)
    assert done.code == 1
    assert path.name in done.out
    assert "import again mbox/invented" in " ".join(done.out.split())
    done = run(capsys, "check", "--json", book=folder)
    assert done.code == 1
    assert done.document["whole"] is False
    done = run(capsys, "people", book=folder)
    assert done.code == 1
    assert "mistake" not in done.err
    assert path.name in done.err.replace("\n", "")


@pytest.mark.parametrize("version", ["now", "earlier"])
def test_a_plain_copy_is_whole(folder: Path, tmp_path: Path, version: str) -> None:
    if version == "earlier":  # which kept no digest
        seen = folder / "derived" / "search.seen"
        seen.write_text(" ".join(seen.read_text().split()[:2]))
    shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copyfile)  # times are new
    found, told = said(tmp_path / "copy", "check")
    assert (found["whole"], found["damaged"], told) == (True, [], [])
    assert said(tmp_path / "copy", "search", ["plan"])[1] == []
    flip(tmp_path / "copy" / "derived" / "search.sqlite")
    assert not said(tmp_path / "copy", "check")[0]["whole"]


def test_no_book_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="no book"):
        said(tmp_path / "nowhere", "check")


# ── mending ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", HARMS)
def test_a_harmed_list_of_facts_is_taken_from_its_copy(
    folder: Path, rightly: dict[str, Any], kind: str
) -> None:
    HARMS[kind](folder / "facts" / "manifest.json")
    assert said(folder, "check mend")[0]["list_from_copy"]
    assert said(folder, "people")[0] == rightly["people"]
    assert said(folder, "check")[0]["whole"]


def test_without_list_and_copy_whole_folders_are_taken_back(folder: Path) -> None:
    expected = said(folder, "people")[0]
    for path in (folder / "facts").glob("manifest*"):
        path.unlink()
    found = said(folder, "check mend")[0]
    assert found["begun_anew"]
    assert sum(one["records"] for one in found["taken_back"]) > 0
    assert (found["aside"], found["waiting"]) == ([], [])
    assert said(folder, "people")[0] == expected
    assert said(folder, "check")[0]["whole"]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of a file beside it, closed."""
    mails = tmp_path_factory.mktemp("imported") / "a.mbox"
    mails.write_text(
        "".join(
            f"From a Mon Mar  3 10:00:00 2025\nFrom: Ada <ada@ring.example>\nTo: me@home.example\n"
            f"Message-ID: <{n}@ring.example>\nDate: Mon, 3 Mar 2025 1{n}:00:00 +0000\n\nHi {n}\n\n"
            for n in range(5)
        )
    )
    folder = mails.with_name("book")
    with open_book(folder, now_us=us(NOW)) as book:
        assert do(book, "import", [mails], me=["me@home.example"])["new"] == 5
    return folder


@pytest.mark.parametrize("kind", ["missing", "flipped", "garbage"])
def test_harmed_facts_are_set_aside_and_importing_again_brings_them_back(
    imported: Path, tmp_path: Path, kind: str
) -> None:
    mails, folder = imported.with_name("a.mbox"), shutil.copytree(imported, tmp_path / "book")
    expected = [one["received"] for one in said(folder, "people")[0]["people"]]
    HARMS[kind](next((folder / "facts").glob("0*/record.parquet")))
    with pytest.raises(BookDamaged):
        said(folder, "import", [mails])
    found = said(folder, "check mend")[0]
    assert [one["paths"] for one in found["sources_to_import"]] == [[str(mails)]]
    assert len(found["aside"]) == 1
    assert said(folder, "people")[0]["people"] == []
    for verb in ("audit", "sources"):  # as long as it holds
        told = " ".join(said(folder, verb)[1])
        assert "not in the book: 5 records of mbox/a" in told
        assert f"import again {mails}" in told
    assert [one["import_again"] for one in said(folder, "check")[0]["aside"]] == [[str(mails)]]
    assert said(folder, "import", [mails])[0]["new"] == 5
    assert said(folder, "check")[0]["aside"] == said(folder, "audit")[1] == []
    assert [one["received"] for one in said(folder, "people")[0]["people"]] == expected


def test_a_backup_is_the_book_again_and_private_when_unpacked(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "book.zip"
    said(folder, "backup", file)
    with zipfile.ZipFile(file) as pack:
        modes = {one.filename: one.external_attr >> 16 & 0o777 for one in pack.infolist()}
        assert all(mode == (0o700 if name.endswith("/") else 0o600) for name, mode in modes.items())
        pack.extractall(tmp_path / "back")
    assert said(tmp_path / "back", "check")[0]["whole"]
    back, there = (said(one, "people")[0]["people"] for one in (tmp_path / "back", folder))
    assert [one["id"] for one in back] == [one["id"] for one in there]
