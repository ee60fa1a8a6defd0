from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from threading import Event
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.schema import mail_key
from comity.store.facts import Facts
from comity.store.locking import locked
from comity.store.search import Search
from tests.records import ADA, BEN, mail, message_id, write

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record


def key(ref: str, author: str = ADA) -> str:
    return mail_key("me", message_id(ref), author)


def index_of(folder: Path, *records: Record) -> Search:
    """Return the index of a book to which the records were added."""
    write(records, folder)
    return updated(folder)


def updated(folder: Path) -> Search:
    search = Search(folder / "derived" / "search.sqlite")
    search.update(Facts(folder / "facts").paths())
    return search


def held(search: Search) -> set[str]:
    with closing(sqlite3.connect(search._path)) as db:
        return {row[0] for row in db.execute("SELECT path FROM segment")}


def test_every_word_must_be_there_and_may_be_a_beginning(tmp_path: Path) -> None:
    search = index_of(
        tmp_path,
        mail("a", text="The ferry consultant sails on Monday."),
        mail("b", text="No ferry on Sunday."),
    )
    assert search.keys("ferry consult", limit=9) == [key("a")]
    assert set(search.keys("FERRY", limit=9)) == {key("a"), key("b")}
    assert search.keys("erry", limit=9) == []


def test_accents_do_not_matter(tmp_path: Path) -> None:
    search = index_of(tmp_path, mail("a", text="Café, Zürich, naïveté"))
    assert search.keys("cafe zurich", limit=9) == [key("a")]
    assert search.keys("cafe\u0301 naïvete", limit=9) == [key("a")]


def test_an_address_is_a_phrase(tmp_path: Path) -> None:
    search = index_of(
        tmp_path,
        mail("a", text="Write to ada@ring.example"),
        mail("b", text="Example: Ada lost a ring."),
    )
    assert search.keys("ada@ring.example", limit=9) == [key("a")]


def test_a_word_in_the_subject_weighs_more(tmp_path: Path) -> None:
    search = index_of(
        tmp_path,
        mail("a", subject="Hello", text="A note about the orchard."),
        mail("b", subject="The orchard", text="A note about nothing."),
        mail("c", subject="Hello", text="Nothing at all."),
    )
    assert search.keys("orchard", limit=9) == [key("b"), key("a")]
    assert search.keys("orchard", limit=1) == [key("b")]


def test_an_import_adds_its_segment_alone(tmp_path: Path) -> None:
    before = held(index_of(tmp_path, mail("a", text="ferry")))
    search = index_of(tmp_path, mail("b", text="ferry"))
    assert held(search) > before
    assert sorted(search.keys("ferry", limit=9)) == sorted([key("a"), key("b")])


def test_an_index_that_is_stopped_holds_whole_segments_alone(tmp_path: Path) -> None:
    search = index_of(tmp_path, mail("1", "2025-01-01", text="first harvest"))
    write([mail("2", "2025-01-02", text="second harvest")], tmp_path)
    stop = Event()
    stop.set()
    with pytest.raises(InterruptedError):
        search.update(Facts(tmp_path / "facts").paths(), stop=stop)
    assert len(held(search)) == 1
    assert len(updated(tmp_path).keys("harvest", limit=9)) == 2


def test_a_fuller_copy_is_found_once(tmp_path: Path) -> None:
    write([mail("a", text="ferry")], tmp_path)
    search = index_of(tmp_path, mail("a", text="ferry, the whole of it"))
    assert search.keys("ferry", limit=9) == [key("a")]
    assert search.keys("whole", limit=9) == [key("a")]


def test_what_was_removed_is_found_no_more(tmp_path: Path) -> None:
    write([mail("a", text="ferry", sender=ADA)], tmp_path, source="mbox/one")
    index_of(tmp_path, mail("b", text="ferry", sender=BEN))
    with Facts(tmp_path / "facts").writing() as writer:
        writer.remove_source("mbox/one")
    search = updated(tmp_path)
    assert search.keys("ferry", limit=9) == [key("b", BEN)]
    assert b"a@id.example" not in search._path.read_bytes()


@pytest.mark.parametrize("left", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 200])
def test_an_index_cut_short_or_spoilt_is_made_anew(tmp_path: Path, left: bytes) -> None:
    search = index_of(tmp_path, mail("a", text="ferry"))
    search._path.write_bytes(left)
    assert updated(tmp_path).keys("ferry", limit=9) == [key("a")]


def test_an_index_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    search = index_of(tmp_path, mail("a", text="ferry"))
    with closing(sqlite3.connect(search._path)) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("DELETE FROM entry")
        db.commit()
    assert updated(tmp_path).keys("ferry", limit=9) == [key("a")]


def test_without_an_index_nothing_is_found(tmp_path: Path) -> None:
    assert Search(tmp_path / "search.sqlite").keys("ferry", limit=9) == []
    assert updated(tmp_path).keys("ferry", limit=9) == []  # of no facts


def test_the_file_is_private(tmp_path: Path) -> None:
    search = index_of(tmp_path, mail("a"))
    assert search._path.stat().st_mode & 0o777 == 0o600


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Search:
    return index_of(tmp_path_factory.mktemp("book"), mail("a", text='say "near" AND OR NOT (x)'))


@given(words=st.text(max_size=60) | st.text(alphabet="\"'*^:()-+{}ANDORNEAR \0\ud800", max_size=40))
@settings(deadline=None, max_examples=40)
def test_no_text_is_an_operator_or_an_error(small: Search, words: str) -> None:
    assert small.keys(words, limit=3) in ([], [key("a")])


def test_operators_are_words(small: Search) -> None:
    assert small.keys('near AND "OR" NOT', limit=3) == [key("a")]
    assert small.keys("* ( ) -- :", limit=3) == []


_UPDATE = """
import pathlib, sys
from tests.store.test_search import updated
updated(pathlib.Path(sys.argv[1]))
"""


def test_two_processes_index_the_same_at_once(tmp_path: Path) -> None:
    for n in range(4):
        write([mail(f"{n}.{m}", text="ferry") for m in range(50)], tmp_path)
    command = [sys.executable, "-c", _UPDATE, str(tmp_path)]
    several = [subprocess.Popen(command) for _ in range(4)]  # noqa: S603 - this interpreter
    assert [one.wait(60) for one in several] == [0] * 4
    assert len(updated(tmp_path).keys("ferry", limit=999)) == 200


def test_an_index_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    write([mail("a", text="ferry")], tmp_path)
    path = tmp_path / "derived" / "search.sqlite"
    path.parent.mkdir()
    command = [sys.executable, "-c", _UPDATE, str(tmp_path)]
    with locked(path.with_suffix(".lock")):
        path.touch()  # as it is before it has tables
        other = subprocess.Popen(command)  # noqa: S603 - this interpreter
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(3)
        assert path.stat().st_size == 0
    assert other.wait(60) == 0
    assert updated(tmp_path).keys("ferry", limit=9) == [key("a")]
