"""Every step is told in plain words, taken back whatever came after it, and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import NotFound
from comity.operations.decide.said_words import act_in_words
from comity.store.decisions import VERBS, Decision
from tests.faces.world import book as small_book
from tests.operations.verbs import do, one

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book

NAMES = {"email:ada@x.example": "Ada Hart", "email:ben@x.example": "Ben Moss"}
DAY_US = 1_748_736_000_000_000  # 1 June 2025


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = small_book(tmp_path / "book")
    yield made
    made.close()


def _decision(
    verb: str, value: object = None, *, who: str = "email:ada@x.example", other: str = ""
) -> Decision:
    return Decision(1, 1, DAY_US, verb, who, other, value)


WORDS: list[tuple[list[Decision], str]] = [
    ([_decision("keep", {"rhythm_days": 30})], "You kept Ada Hart, "),
    ([_decision("keep")], "You stopped keeping Ada Hart"),
    ([_decision("circle", "personal")], "You sorted Ada Hart as personal"),
    ([_decision("never", value=True)], "You said never to suggest Ada Hart"),
    ([_decision("never")], "You let Ada Hart be suggested again"),
    ([_decision("quiet", DAY_US)], "You paused Ada Hart until 1 June 2025"),
    ([_decision("quiet")], "You ended Ada Hart's pause"),
    ([_decision("tag", "mill")], "You gave Ada Hart the tag “mill”"),
    ([_decision("tag", "mill", other="off")], "You took the tag “mill” off Ada Hart"),
    ([_decision("role", "mentor")], "You gave Ada Hart the role “mentor”"),
    ([_decision("stage", "let_go")], "You said where it stands with Ada Hart: let go"),
    ([_decision("stage")], "You took back your word on where it stands with Ada Hart"),
    ([_decision("strength", {"word": "close"})], "You said how close you are to Ada Hart: close"),
    ([_decision("strength")], "You took back how close you are to Ada Hart"),
    ([_decision("note", "likes tea")], "You noted of Ada Hart: likes tea"),
    ([_decision("note", "I could give: time")], "You wrote of Ada Hart: "),
    ([_decision("first_line", "a job", other="after")], "You wrote of Ada Hart: "),
    (
        [_decision("log", {"interaction": "meeting", "at_us": DAY_US, "text": "coffee"})],
        "You logged a meeting with Ada Hart on 1 June 2025: coffee",
    ),
    (
        [
            _decision(
                "gift", {"way": "received", "kind": "advice", "at_us": DAY_US, "text": "weirs"}
            )
        ],
        "You noted advice from Ada Hart, 1 June 2025: weirs",
    ),
    (
        [_decision("gift_is", "advice", other="0")],
        "You said of help with Ada Hart that it was advice",
    ),
    ([_decision("gift_is", "nothing", other="0")], "You said that it was no help: Ada Hart"),
    ([_decision("done", {"kind": "answer"})], "You said done: Ada Hart"),
    ([_decision("done", who="")], "You said that a meeting was with nobody you know here"),
    ([_decision("snooze", {"until_us": DAY_US})], "You put Ada Hart off until 1 June 2025"),
    ([_decision("later", who="", other="key")], "You put off a question"),
    (
        [_decision("later", other="email:ben@x.example")],
        "You put off the question whether Ada Hart and Ben Moss are one person",
    ),
    (
        [_decision("same", other="email:ben@x.example")],
        "You said that Ada Hart and Ben Moss are one person",
    ),
    (
        [_decision("different", other="email:ben@x.example")],
        "You said that Ada Hart and Ben Moss are not one person",
    ),
    ([_decision("me")], "You said that ada@x.example is you"),
    ([_decision("me", {"not": True})], "You said that ada@x.example is not you"),
    ([_decision("setting", 5, who="people")], "You set “People a day” to 5"),
    ([_decision("setting", who="people")], "You left “People a day” unset"),
    ([_decision("remember", {"name": "Gil Ross"})], "You added Gil Ross"),
    (
        [_decision("remind", {"day": "2025-06-01", "text": "exam"})],
        "You asked to be reminded of Ada Hart on 1 J",
    ),
    ([_decision("withdraw", "note", other="key")], "You "),
    ([_decision("filter", {"tag": "x"}, who="", other="Old")], "You saved the filter “Old”"),
    ([_decision("filter", who="", other="Old")], "You took out the filter “Old”"),
    ([_decision("name", "Ada H")], "You "),
    ([_decision("detail", "Quarry", other="employer")], "You "),
    ([_decision("photo", "x")], "You kept a photo of Ada Hart"),
    ([_decision("photo")], "You took out the photo of Ada Hart"),
    (
        [_decision("loop", {"said": "done", "kind": "promise", "p": 0.9}, other="key")],
        "You said of a promise of yours with Ada Hart: done",
    ),
    ([_decision("consent")], "You noted consent of Ada Hart"),
    (
        [
            _decision("decided", {"keep": 1, "tag": 2}, who="", other="monica"),
            _decision("tag", "x"),
        ],
        "You took over what was decided in monica: 1 rhythm and 2 tags",
    ),
    (
        [_decision("columns", {"firm": "organisation"}, who="", other="0")],
        "You said what columns hold: firm",
    ),
    ([_decision("survey", {"place": 1})], "You answered a survey"),
]


@pytest.mark.parametrize(("said", "words"), WORDS)
def test_each_thing_said_is_told_in_plain_words(said: list[Decision], words: str) -> None:
    assert act_in_words(said, NAMES, "UTC").startswith(words)


def test_every_verb_of_a_decision_has_its_words() -> None:
    assert {one[0].verb for one, _ in WORDS} == set(VERBS)


def test_one_name_told_twice_is_told_by_addresses() -> None:
    said = [_decision("same", other="email:b@x.example")]
    names = NAMES | {"email:b@x.example": "Ada Hart"}
    assert act_in_words(said, names, "UTC").endswith("ada@x.example and b@x.example are one person")


def test_many_people_of_one_act_are_counted() -> None:
    people = [f"email:{n}@x.example" for n in range(6)]
    said = [_decision("keep", {"rhythm_days": 7}, who=one) for one in people]
    told = act_in_words(said, {}, "UTC")
    assert told.startswith("You kept 0@x.example, 1@x.example, 2@x.example and 3 more, ")


def _texts(book: Book) -> list[str]:
    return [one["text"] for one in do(book, "history")["steps"]]


def test_one_act_is_one_line_and_one_undo(book: Book) -> None:
    before = len(_texts(book))
    do(book, "remember", "Gil Ross", as_="client", met="the fair", about="builds weirs")
    texts = _texts(book)
    assert len(texts) == before + 1
    assert texts[0] == "You added Gil Ross: professional, client, every three months, 2 notes"
    undone = do(book, "undo")
    assert {said["verb"] for said in undone["undone"]} >= {"remember", "circle", "tag", "keep"}
    with pytest.raises(NotFound):
        one(book, "Gil Ross")


def test_an_older_step_is_undone_and_those_after_it_stand(book: Book) -> None:
    do(book, "keep", ["Ada Hart"])
    step = do(book, "history")["steps"][0]["step"]
    do(book, "note", "Ada Hart", "likes tea")
    do(book, "tag", "Ada Hart", "mill")
    assert do(book, "undo", step)["step"]["text"].startswith("You kept Ada Hart")
    said = do(book, "history")["steps"]
    assert [bool(one["undone_at"]) for one in said[:3]] == [False, False, True]
    assert do(book, "people", tag="mill")["people"]
    with pytest.raises(NotFound, match="taken back already"):
        do(book, "undo", step)
    assert do(book, "redo", step)["step"]["undone_at"] is None
    assert do(book, "history")["steps"][2]["undone_at"] is None
    with pytest.raises(NotFound, match="that stands"):
        do(book, "redo", step)
    with pytest.raises(NotFound, match="no step 999"):
        do(book, "undo", 999)


def test_what_was_undone_last_is_brought_back_first(book: Book) -> None:
    with pytest.raises(NotFound, match="nothing was taken back"):
        do(book, "redo")
    do(book, "note", "Ada Hart", "first")
    do(book, "note", "Ada Hart", "second")
    do(book, "undo")
    book.now_us += 1
    do(book, "undo")
    assert do(book, "redo")["step"]["text"].endswith("first")
    assert do(book, "redo")["step"]["text"].endswith("second")


def test_a_step_that_a_later_one_overrules_says_so(book: Book) -> None:
    do(book, "keep", ["Ada Hart"], every="30d")
    do(book, "keep", ["Ben Moss"], every="30d")
    do(book, "keep", ["Ada Hart"], every="3m")
    later, other, earlier = do(book, "history")["steps"][:3]
    assert earlier["overruled_by"] == later["step"]
    assert "overruled_by" not in other
    assert "overruled_by" not in later
    do(book, "undo", later["step"])
    assert "overruled_by" not in do(book, "history")["steps"][2]


@pytest.mark.parametrize("known", [False, True])
def test_what_leans_on_somebody_added_is_told(book: Book, *, known: bool) -> None:
    name = "Cleo Dunn" if known else "Gil Ross"
    do(book, "remember", name)
    step = do(book, "history")["steps"][0]["step"]
    do(book, "note", name, "likes tea")
    do(book, "note", "Ada Hart", "likes coffee")
    undone = do(book, "undo", step)["step"]
    assert undone.get("leaning", []) == ([] if known else [step + 1])
    if not known:
        assert "You noted of Gil Ross: likes tea" in _texts(book), "told by the name it had"
        do(book, "redo", step)
        assert "likes tea" in str(one(book, "Gil Ross")["timeline"])


def test_a_merge_undone_leaves_what_was_said_since(book: Book) -> None:
    do(book, "merge", "Cleo Dunn", "Dan Frost")
    step = do(book, "history")["steps"][0]["step"]
    do(book, "tag", "Dan Frost", "ferry")
    do(book, "undo", step)
    assert len(do(book, "people", tag="ferry")["people"]) == 1
    assert one(book, "Cleo Dunn")["id"] != one(book, "Dan Frost")["id"]


def test_the_history_of_one_person_is_theirs_alone_and_comes_in_pages(book: Book) -> None:
    for n in range(4):
        do(book, "note", "Ada Hart", f"note {n}")
    do(book, "note", "Ben Moss", "of another")
    whole = do(book, "history")
    assert "of another" in whole["steps"][0]["text"]
    assert [one["source"] for one in whole["imported"]] == ["mbox/invented"]
    of_ada = do(book, "history", "Ada Hart", limit=2, skip=1)
    assert [one["text"][-6:] for one in of_ada["steps"]] == ["note 2", "note 1"]
    assert of_ada["count"] == 4
    assert of_ada["imported"] == []


def test_a_history_as_of_then_holds_nothing_said_since(book: Book) -> None:
    do(book, "note", "Ada Hart", "now")
    book.as_of_us = book.now_us - 1
    assert "You noted of Ada Hart: now" not in _texts(book)
