"""A disk that is really full: every verb that writes or builds says so, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from comity.book import open_book
from comity.errors import DiskFull
from tests.faces.terminal import run
from tests.faces.world import NOW, records
from tests.operations.verbs import do
from tests.records import book_of, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAIL = (
    "From a Mon Mar  3 10:00:00 2025\nFrom: Zoe <zoe@ring.example>\nTo: me@home.example\n"
    "Date: Mon, 3 Mar 2025 10:00:00 +0000\n\nHello.\n\n"
)
VERBS = (
    *(("note", "Ben", "x"), ("keep", ["Ada"])),
    *(("import", ["a.mbox"]), ("backup", "b.zip"), ("export", "out"), ("forget", "Dan"), ("undo",)),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = book_of(records(), tmp_path_factory.mktemp("made") / "book", now=NOW)
    do(book, "search", ["plan"])
    book.close()
    return book.folder


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 6 MB, where the system lets us have one."""
    place = tmp_path_factory.mktemp("disk")
    mount = shutil.which("mount")
    if not (sys.platform.startswith("linux") and mount):
        pytest.skip("no mount here")
    asked = [mount, "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:  # noqa: S603 - of ours
        pytest.skip("no right to mount here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607 - of ours


def fill(disk: Path, free_bytes: int) -> None:
    with (disk / "fill").open("wb") as file:
        file.write(bytes(max(shutil.disk_usage(disk).free - free_bytes, 0)))


@pytest.mark.parametrize(
    ("verb", "built"),
    [(verb, bool(number % 2)) for number, verb in enumerate(VERBS)],
    ids=lambda one: one[0] if isinstance(one, tuple) else ("to build", "built")[one],
)
def test_a_full_disk_is_said_to_be_full_and_with_room_the_verb_goes_through(
    made: Path, disk: Path, verb: tuple[object, ...], *, built: bool
) -> None:
    for path in disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    book = shutil.copytree(made, disk / "book")
    (disk / "a.mbox").write_text(MAIL)
    if not built:
        shutil.rmtree(book / "derived")
    fill(disk, 0)
    name, *given = verb
    given = [
        disk / one if isinstance(one, str) and one in {"b.zip", "out"} else one for one in given
    ]
    if name == "import":
        given = [[disk / "a.mbox"]]
    with pytest.raises(DiskFull), open_book(book, now_us=us(NOW)) as opened:
        do(opened, str(name), *given)
    (disk / "fill").unlink()
    shutil.rmtree(disk / "out", ignore_errors=True)
    with open_book(book, now_us=us(NOW)) as opened:
        do(opened, str(name), *given)
    with open_book(book, now_us=us(NOW)) as opened:
        assert do(opened, "check")["whole"]


@pytest.mark.parametrize("built", [True, False], ids=["built", "to build"])
@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_where_nothing_can_be_written_a_book_is_read_checked_and_backed_up_elsewhere(
    made: Path, disk: Path, tmp_path: Path, kind: str, *, built: bool
) -> None:
    for path in disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    book = shutil.copytree(made, disk / "book")
    if not built:
        shutil.rmtree(book / "derived")
    expected = asked(made)
    if kind == "full":
        fill(disk, 0)
    before = sorted(str(path) for path in book.rglob("*"))
    remount(disk, "ro" if kind == "read-only" else "rw")
    try:
        assert asked(book) == expected
        with open_book(book, now_us=us(NOW)) as opened:
            assert do(opened, "check")["damaged"] == []
        with open_book(book, now_us=us(NOW)) as opened:
            do(opened, "backup", tmp_path / "b.zip")
    finally:
        remount(disk, "rw")
    with zipfile.ZipFile(tmp_path / "b.zip") as pack:
        pack.extractall(tmp_path / "back")
    assert asked(tmp_path / "back") == expected
    assert set(before) >= {str(path) for path in book.rglob("*.parquet")}


def asked(book: Path) -> list[object]:
    with open_book(book, now_us=us(NOW)) as opened:
        people = [one["id"] for one in do(opened, "people")["people"]]
        plan = [one["id"] for one in do(opened, "today")["suggestions"]]
        return [do(opened, "audit")["stages"], people, plan, opened.decisions.everything()]


def remount(disk: Path, how: str) -> None:
    asked_ = ["mount", "-o", f"remount,{how}", str(disk)]
    if subprocess.run(asked_, capture_output=True, check=False).returncode:  # noqa: S603 - of ours
        pytest.skip("no right to mount here")


def test_at_the_terminal_it_is_no_mistake_of_ours(
    made: Path, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    book = shutil.copytree(made, disk / "book")
    shutil.rmtree(book / "derived")
    fill(disk, 4096)
    for words in (("demo", "--to", disk / "demo"), ("note", "Ben", "x")):
        done = run(capsys, *words, book=book)
        assert done.code == 1
        assert "no space is left" in done.err
        assert "mistake" not in done.err
