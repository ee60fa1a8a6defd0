"""What is recorded of what a function reads, and what is let go of when something is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import comity
from comity.cache import Cache, Key, Overlay, words_of
from comity.store.decisions import Decisions, Said
from tests.records import ADA, BEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.store.decisions import Decision, Read


class World:
    """Decisions, and functions that read them through the cache; each says how often it worked."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache()
        self.worked: list[str] = []
        self.decisions = Decisions(
            folder / "decisions.sqlite", on_read=self.cache.note, on_change=self._changed
        )

    def _changed(self, changed: frozenset[Read] | None) -> None:
        if changed is None:
            self.cache.clear()
        else:
            self.cache.invalidate(changed)

    def tags(self, *whose: str) -> int:
        """Count tags: of everybody, or of one."""
        return self._once("tags", *whose)

    def both(self, *whose: str) -> int:
        """Count tags and notes, the tags by another function that is kept."""
        return self._once("both", *whose)

    def nothing(self) -> int:
        """Read no decision."""
        return self._once("nothing")

    def _once(self, name: str, *whose: str) -> int:
        def work() -> int:
            self.worked.append(name)
            about = whose or None
            if name == "tags":
                return len(self.decisions.active("tag", about=about))
            if name == "both":
                return self.tags(*whose) + len(self.decisions.active("note", about=about))
            return 0

        return self.cache.get_or_compute(Key(World, (name, *whose)), work)

    def say(self, *said: Said) -> list[str]:
        """Say something and ask everything again; return what was worked out anew."""
        self.decisions.say(said, at_us=1)
        return self.asked()

    def asked(self) -> list[str]:
        """Ask everything; return what was worked out."""
        self.worked.clear()
        for function in (self.nothing, self.both, self.tags):
            function()
        for who in (ADA, BEN):
            self.both(who)
        return list(self.worked)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    assert made.asked() == ["nothing", "both", "tags", *(["both", "tags"] * 2)]
    return made


def test_what_nobody_read_lets_go_of_nothing(world: World) -> None:
    assert world.asked() == []
    assert world.say(Said("keep", ADA)) == []


def test_a_word_lets_go_of_whoever_read_its_verb_and_of_those_who_asked_them(world: World) -> None:
    assert world.say(Said("tag", ADA)) == ["both", "tags", "both", "tags"]  # of all, and of Ada
    assert world.say(Said("note", ADA)) == ["both", "both"]  # the tags stay


def test_what_is_answered_out_of_the_cache_brings_its_reads_along(world: World) -> None:
    world.say(Said("note", ADA))  # "both" was worked out upon tags that were kept
    assert world.say(Said("tag", BEN)) == ["both", "tags", "both", "tags"]


def test_a_word_about_two_lets_go_of_what_was_read_of_either(world: World) -> None:
    assert world.say(Said("note", ADA, BEN)) == ["both", "both", "both"]
    assert world.say(Said("tag", "email:else@example.org", BEN)) == ["both", "tags"] * 2


def test_a_word_taken_back_lets_go_of_what_it_had_changed(world: World) -> None:
    world.say(Said("tag", ADA))
    assert world.tags(ADA) == 1
    world.decisions.undo(at_us=2)
    assert world.tags(ADA) == 0
    assert world.asked() == ["both", "tags", "both"]


@pytest.mark.parametrize("way", ["erase", "erase_said", "restore", "mend"])
def test_what_changes_decisions_otherwise_lets_go_of_everything(world: World, way: str) -> None:
    world.say(Said("tag", ADA), Said("tag", BEN))
    decided: list[Decision] = world.decisions.active()
    if way == "erase":
        world.decisions.erase({ADA})
    elif way == "erase_said":
        world.decisions.erase_said([decided[0].id])
    elif way == "restore":
        row = {"act": 1, "at_us": 5, "verb": "tag", "identity": ADA, "other": "", "value": "more"}
        world.decisions.restore([row | {"revoked_us": None}])
    else:
        path = world.decisions.file.path
        path.write_bytes(b"no database at all, but long enough to be one" * 9)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        world.decisions.mend()
    assert world.tags() == {"erase": 1, "erase_said": 1, "restore": 3, "mend": 0}[way]
    assert "nothing" in world.asked()


def test_what_is_said_while_a_function_works_is_not_kept_over() -> None:
    cache, told = Cache(), iter([1, 2])
    outer, inner = Key(str), Key(int)

    def work() -> int:
        cache.note({("note", None)})
        found = next(told)
        if found == 1:
            cache.invalidate(frozenset({("note", None)}))
        return found

    def ask() -> int:
        return cache.get_or_compute(outer, lambda: cache.get_or_compute(inner, work))

    assert [ask() for _ in range(3)] == [1, 2, 2]


def test_what_a_function_read_before_it_failed_was_read_by_whoever_asked() -> None:
    cache = Cache()
    answers = iter(["nobody", "somebody"])

    def failing() -> str:
        cache.note({("tag", ADA)})
        raise LookupError

    def asking() -> str:
        try:
            return cache.get_or_compute(Key(failing), failing)
        except LookupError:
            return next(answers)

    assert cache.get_or_compute(Key(asking), asking) == "nobody"
    cache.invalidate(frozenset({("tag", ADA)}))
    assert cache.get_or_compute(Key(asking), asking) == "somebody"


def test_what_is_read_apart_is_nobodys() -> None:
    cache = Cache()

    def work() -> int:
        with cache.recorded(passed_up=False) as apart:
            cache.note({("tag", None)})
        return len(apart.depends_on)

    assert cache.get_or_compute(Key(int), work) == 1
    cache.invalidate(frozenset({("tag", None)}))
    assert cache.get_or_compute(Key(int), lambda: 0) == 1


def test_of_many_answers_those_asked_of_somebody_make_room() -> None:
    cache = Cache()
    cache.get_or_compute(Key(int), lambda: "before")
    for n in range(500):
        cache.get_or_compute(Key(str, (n,)), lambda: "before")
    assert cache.get_or_compute(Key(str, (0,)), lambda: "anew") == "anew"
    assert cache.get_or_compute(Key(int), lambda: "anew") == "before"


_SHOWS = Overlay(lambda: None, {"stage": "stage", "keep_days": "keep"}, frozenset({"never"}))


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("SELECT count(*) FROM tie", {"never"}),
        ("SELECT name FROM tie WHERE Stage = 'growing'", {"never", "stage"}),
        ("SELECT 2 * sent FROM tie t ORDER BY t.keep_days", {"never", "keep"}),
        ("SELECT * FROM tie", {"never", "stage", "keep"}),
        ("SELECT name, * EXCLUDE (sent) FROM tie", {"never", "stage", "keep"}),
        ("SELECT sent, t.* FROM tie t", {"never", "stage", "keep"}),
        ("SELECT count(*) FROM (FROM tie)", {"never", "stage", "keep"}),
        ("FROM tie", {"never", "stage", "keep"}),
    ],
)
def test_a_statement_reads_what_the_columns_that_it_names_show(sql: str, read: set[str]) -> None:
    assert _SHOWS.verbs(words_of(sql)) == read


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    from tests.faces.world import book as small

    made = small(tmp_path / "book")
    yield made
    made.close()


def test_a_table_that_shows_decisions_is_brought_up_to_date_by_whoever_reads_it(book: Book) -> None:
    from comity.operations.person.overlay import show_ties

    def kept(book: Book) -> int:
        return int(book.rows("SELECT count(*) AS n FROM tie WHERE keep_days > 0")[0]["n"])

    show_ties(book)
    assert book.once(kept) == 0
    book.say([Said("keep", ADA, value={"rhythm_days": 30})])
    assert book.once(kept) == 1
    with book.cache.recorded() as work:
        book.once(kept)
    assert work.depends_on == {("keep", None)}


def test_whoever_reads_tables_lets_it_be_noted() -> None:
    """Past ``Book.execute`` go those alone who make tables, or read what no decision shows in."""
    makers = {"overlay", "candidates", "co_occurrence", "directory", "redaction"}
    folder = Path(comity.__file__).parent
    past = {path.stem for path in folder.rglob("*.py") if "book.db." in path.read_text("utf-8")}
    assert past == {*makers, "export", "revivals"}
