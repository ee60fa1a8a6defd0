"""What the user says stands above what is computed, through everything, until taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.errors import Ambiguous, BadInput, NotFound
from comity.operations.person.overlay import decided_of
from tests.operations.plan.story import correspondence
from tests.operations.verbs import do, later, names, one
from tests.records import ADA, BEN, CLEO, ME, book_of, card, mail, us, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record

ADA_AT_HOME = "email:ada@hearth.example"


def _records() -> Iterator[Record]:
    yield from correspondence(start="2025-04-01", every_days=14, rounds=4)
    yield from correspondence(start="2025-04-02", every_days=30, rounds=2, who=BEN)
    yield mail("home", "2025-04-20", sender=ADA_AT_HOME, subject="The garden")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = book_of(_records(), tmp_path)
    yield made
    made.close()


def _of(book: Book, who: str = "Ada Hart") -> dict[str, Any]:
    return decided_of(book, one(book, who)["identities"])


WORDS: list[tuple[str, tuple[str, ...], dict[str, Any], object]] = [
    ("circle", ("personal",), {}, "personal"),
    ("stage", ("let_go",), {}, "let_go"),
    ("strength", ("close",), {}, {"word": "close", "strength": 0.95}),
    ("never", (), {}, True),
    ("quiet", (), {"until": "2025-07-01"}, us("2025-07-01")),
    ("tag", ("boat",), {}, {"boat"}),
    ("role", ("mentor",), {}, {"mentor"}),
]


@pytest.mark.parametrize(("verb", "words", "options", "value"), WORDS)
def test_a_word_stands_is_taken_back_and_is_undone(
    book: Book, verb: str, words: tuple[str, ...], options: dict[str, Any], value: object
) -> None:
    nothing: object = set() if isinstance(value, set) else None
    found = do(book, verb, "Ada Hart", *words, **options)
    assert found["person"] == {"id": one(book, ADA)["id"], "name": "Ada Hart"}
    assert _of(book)[verb] == value
    if verb != "circle":  # everybody is in some circle
        do(book, verb, "Ada Hart", *(words if verb in {"tag", "role"} else ()), off=True)
        assert _of(book)[verb] == nothing
        do(book, "undo")
        assert _of(book)[verb] == value
    do(book, "undo")
    assert _of(book).get(verb) is None


def _again(book: Book) -> None:
    write(_records(), book.folder)
    book.close()


def _rebuilt(book: Book) -> None:
    import shutil

    book.close()
    shutil.rmtree(book.folder / "derived")


def _grown(book: Book) -> None:
    write([mail("more", "2025-05-30", sender=ADA), card(ADA, name="Ada Hart")], book.folder)
    book.close()


@pytest.mark.parametrize("happens", [_again, _rebuilt, _grown])
def test_words_stand_through_imports_and_rebuilds(
    book: Book, happens: Callable[[Book], None]
) -> None:
    do(book, "keep", ["Ada Hart"], every="2w")
    for verb, words, options, _ in WORDS:
        do(book, verb, "Ada Hart", *words, **options)
    before, shown = _of(book), one(book, "Ada Hart")
    happens(book)
    assert _of(book) == before
    after = one(book, "Ada Hart")
    for name in ("id", "stage", "circle", "strength"):
        assert after[name] == shown[name]


def test_of_two_who_become_one_the_later_word_holds(book: Book) -> None:
    do(book, "circle", ADA, "personal")
    do(book, "circle", ADA_AT_HOME, "service")
    do(book, "stage", ADA_AT_HOME, "resting")
    do(book, "stage", ADA, "growing")
    do(book, "tag", ADA, "boat")
    do(book, "tag", ADA_AT_HOME, "garden")
    do(book, "tag", ADA_AT_HOME, "boat", off=True)  # of one who never had it
    do(book, "merge", ADA, ADA_AT_HOME)
    found = _of(book, ADA)
    assert (found["circle"], found["stage"]) == ("service", "growing")
    assert found["tag"] == {"boat", "garden"}
    do(book, "tag", ADA_AT_HOME, "boat", off=True)
    assert _of(book, ADA)["tag"] == {"garden"}
    do(book, "split", "ada@hearth.example")
    assert _of(book, ADA)["circle"] == "personal"


def test_a_word_is_shown_where_people_are(book: Book) -> None:
    do(book, "stage", "Ada Hart", "resting")
    do(book, "strength", "Ben", "close")
    do(book, "tag", "Ada Hart", "boat")
    assert names(book, stage="resting") == ["Ada Hart"]
    assert one(book, "Ben")["strength"] == 0.95
    assert names(book, tag="boat") == ["Ada Hart"]
    reasons = {reason["feature"]: reason["text"] for reason in one(book, "Ada Hart")["reasons"]}
    assert reasons["stage"] == "you said so"


def test_a_word_said_later_is_not_known_before(book: Book) -> None:
    do(book, "stage", "Ada Hart", "let_go")
    book.close()
    book.as_of_us = us("2025-05-30")
    assert one(book, "Ada Hart")["stage"] == "growing"


# ── keep ─────────────────────────────────────────────────────────────────────────────────


def test_several_are_kept_at_one_rhythm_as_one_act(book: Book) -> None:
    found = do(book, "keep", ["Ada Hart", "ben.moss@mill.example", "Ada Hart"], every="3m")
    assert [kept["name"] for kept in found["kept"]] == ["Ada Hart", "Ben Moss"]
    assert found["rhythm_days"] == 91.3125
    do(book, "undo")
    assert "keep" not in _of(book)
    assert "keep" not in _of(book, "Ben")


def test_the_words_of_one_name_may_come_apart(book: Book) -> None:
    book.close()
    write([mail("frost", sender="email:ada.frost@x.example")], book.folder)
    write([card("email:ada.frost@x.example", name="Ada Frost")], book.folder)
    assert [kept["name"] for kept in do(book, "keep", ["Ada", "Hart"])["kept"]] == ["Ada Hart"]
    with pytest.raises(Ambiguous):
        do(book, "keep", ["Ada"])
    with pytest.raises(NotFound):
        do(book, "keep", ["Ada", "Zebedee"])


def test_a_new_rhythm_replaces_the_old_and_off_ends_it(book: Book) -> None:
    do(book, "keep", ["Ada Hart"], every="2w")
    do(book, "keep", ["Ada Hart"], every="1y")
    assert _of(book)["keep"]["rhythm_days"] == 365.25
    found = do(book, "keep", ["Ada Hart"], off=True)
    assert (found["kept"], [gone["name"] for gone in found["no_longer_kept"]]) == ([], ["Ada Hart"])
    assert _of(book)["keep"] is None
    assert do(book, "today")["kept"] == 0


# ── what cannot be said ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("verb", "words", "options"),
    [
        ("stage", (), {}),
        ("stage", ("growing",), {"off": True}),
        ("strength", (), {}),
        ("quiet", (), {}),
        ("quiet", (), {"until": "2025-07-01", "for_": "3m"}),
        ("quiet", (), {"for_": "long"}),
        ("tag", ("  ",), {}),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_said(
    book: Book, verb: str, words: tuple[str, ...], options: dict[str, Any]
) -> None:
    with pytest.raises(BadInput):
        do(book, verb, "Ada Hart", *words, **options)
    assert _of(book) == {}


def test_quiet_for_a_while_ends_on_a_day(book: Book) -> None:
    assert do(book, "quiet", "Ada Hart", for_="2w")["quiet_until"] == "2025-06-15T00:00:00Z"
    assert do(book, "today")["suggestions"] == do(later(book, 15), "today")["suggestions"]


def test_a_tag_is_one_line_and_said_once(book: Book) -> None:
    do(book, "tag", "Ada Hart", " the\n boat ")
    assert do(book, "tag", "Ada Hart", "the boat")["tag"] == "the boat"
    assert len(book.decisions.active("tag")) == 1
    do(book, "tag", "Ada Hart", "never given", off=True)
    assert len(book.decisions.active("tag")) == 1


def test_whom_nobody_knows_nothing_is_said_of(book: Book) -> None:
    for verb, words in (("never", ()), ("circle", ("personal",)), ("tag", ("boat",))):
        with pytest.raises(NotFound):
            do(book, verb, "Zebedee", *words)
    assert [said.verb for said in book.decisions.active()] == ["me", "setting"]
    assert {ME, CLEO} - {one["identity"] for one in do(book, "me")["me"]} == {CLEO}
