"""undo, sources, problems, settings, search: the small verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from comity.model import Problem
from comity.operations.network.excerpts import excerpt
from comity.store.manifest import Account
from tests.operations.verbs import do, names, one
from tests.records import ADA, BEN, ME, TALK, book_of, mail, post, us, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    records = [
        mail("a", "2025-05-03T23:30", text="The weir is built; the Mühle turns."),
        mail("b", "2025-05-04", sender=BEN, subject="The weir", text="Shall we build a mill?"),
        mail("c", "2025-05-05", sender=ME, to=(ADA,), text="Building is fun."),
        post("d", "2025-05-06", text="A weir for all."),
    ]
    made = book_of(records, tmp_path)
    yield made
    made.close()


# ── undo ─────────────────────────────────────────────────────────────────────────────────


def test_acts_are_taken_back_one_by_one_the_last_first(book: Book) -> None:
    do(book, "note", "Ada", "likes tea")
    do(book, "keep", ["Ada", "Ben"])
    (first, second) = do(book, "undo")["undone"]
    assert (first["verb"], first["identity"], first["name"]) == ("keep", ADA, "Ada Hart")
    assert (second["name"], second["said_at"]) == ("Ben Moss", "2025-06-01T00:00:00Z")
    assert [one["verb"] for one in do(book, "undo")["undone"]] == ["note"]
    assert one(book, "Ada")["timeline"][0]["interaction"] == "mail"


def test_a_setting_undone_holds_no_longer(book: Book) -> None:
    do(book, "settings set", "time_zone", "Pacific/Auckland")
    assert do(book, "audit", since="2025-05-20")["since"]["as_of"] == "2025-05-19T12:00:00Z"
    do(book, "undo")
    assert do(book, "audit", since="2025-05-20")["since"]["as_of"] == "2025-05-20T00:00:00Z"


def test_nothing_said_is_nothing_to_take_back(tmp_path: Path) -> None:
    book = book_of([], tmp_path)
    do(book, "undo")  # what the fixture said
    with pytest.raises(NotFound):
        do(book, "undo")


# ── sources and problems ─────────────────────────────────────────────────────────────────


def _account(book: Book, source: str, *problems: Problem) -> None:
    with book.facts.writing() as writer:
        account = Account(f"/mail/{source}", source, "mbox", 4, {}, imported_us=us("2025-06-01"))
        writer.finish(account, problems)
    book.close()


def test_a_source_is_listed_and_taken_out_but_not_what_another_holds(book: Book) -> None:
    write(
        [mail("a", "2025-05-03T23:30"), mail("e", sender="email:eve@x.example")],
        book.folder,
        source="mbox/other",
    )
    _account(book, "mbox/invented")
    _account(book, "mbox/other")
    do(book, "note", "Ben", "of the mill")
    found = {one["source"]: one for one in do(book, "sources")["sources"]}
    assert found["mbox/invented"]["records"] == 4
    assert found["mbox/invented"]["paths"] == ["/mail/mbox/invented"]
    assert found["mbox/invented"]["last_import"] == "2025-06-01T00:00:00Z"
    assert do(book, "sources remove", "mbox/invented")["records"] == 3
    assert sorted(names(book)) == ["Ada Hart", "eve@x.example"]
    assert do(book, "search", ["Shall we"])["messages"] == []
    assert book.decisions.active("note")  # what was said stays
    with pytest.raises(NotFound, match="no source"):
        do(book, "sources remove", "mbox/invented")


def test_problems_say_what_where_and_what_to_do(book: Book) -> None:
    _account(book, "mbox/invented", *(Problem(f"m{n}", "cut short", "copy it") for n in range(3)))
    found = do(book, "problems", limit=2)
    assert found["count"] == 3
    assert found["problems"][1] == {
        "source": "mbox/invented",
        "where": "m1",
        "what": "cut short",
        "advice": "copy it",
    }
    assert len(do(book, "problems")["problems"]) == 3
    with pytest.raises(BadInput):
        do(book, "problems", limit=-1)


# ── settings ─────────────────────────────────────────────────────────────────────────────


def test_settings_have_meanings_and_are_set(book: Book) -> None:
    before = do(book, "settings")
    assert before["settings"] == {
        "people": 3,
        "minutes": None,
        "always": "none",
        "time_zone": "UTC",
        "region": None,
        "ask_who": "ask",
    }
    assert set(before["meanings"]) == set(before["settings"])
    assert do(book, "settings set", "people", "5")["settings"]["people"] == 5
    assert do(book, "today")["pace"] == {"people": 5}
    assert do(book, "settings set", "minutes", "10")["settings"]["people"] is None
    assert do(book, "today")["pace"] == {"minutes": 10}
    do(book, "undo")
    assert do(book, "today")["pace"] == {"people": 5}


def test_the_days_of_a_book_are_those_of_its_zone(book: Book) -> None:
    assert one(book, "Ada")["evidence_days"] == 2
    do(book, "settings set", "time_zone", "Pacific/Kiritimati")  # 23:30 is the fourth there
    ada = one(book, "Ada")
    assert ada["evidence_days"] == 2
    do(book, "note", "Ada", "x")
    assert do(book, "settings")["settings"]["time_zone"] == "Pacific/Kiritimati"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("people", "0"),
        ("people", "many"),
        ("people", "1001"),
        ("minutes", "-5"),
        ("people", "²"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", ""),
        ("region", "Mars"),
        ("region", ""),
    ],
)
def test_what_cannot_be_set_is_refused(book: Book, name: str, value: str) -> None:
    with pytest.raises(BadInput):
        do(book, "settings set", name, value)


# ── search ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "subjects"),
    [
        (["weir"], {"About a", "The weir", "About d"}),
        (["weir", "built"], {"About a"}),
        (["build"], {"The weir", "About c"}),  # beginnings of words
        (["muhle"], {"About a"}),  # accents aside
        (["MÜHLE"], {"About a"}),
        (["weir AND mill"], set()),  # no operators, three words
        (["wei*"], {"About a", "The weir", "About d"}),
        (['"weir"'], {"About a", "The weir", "About d"}),
        (["zebra"], set()),
        (['"'], set()),
        (["--", "NEAR("], set()),
    ],
)
def test_messages_that_hold_all_the_words_are_found(
    book: Book, words: list[str], subjects: set[str]
) -> None:
    found = do(book, "search", words)["messages"]
    assert {one["subject"] for one in found} == subjects


def test_what_is_found_says_who_when_and_in_which_words(book: Book) -> None:
    (found,) = do(book, "search", ["Mühle"])["messages"]
    assert (found["at"], found["channel"]) == ("2025-05-03T23:30:00Z", "mail")
    assert found["from"] == {"id": one(book, ADA)["id"], "name": "Ada Hart", "is_me": False}
    assert found["excerpt"] == "The weir is built; the Mühle turns."
    (mine,) = do(book, "search", ["fun"])["messages"]
    assert mine["from"]["is_me"]


def test_people_are_found_by_name_and_address_but_not_lists_or_me(book: Book) -> None:
    assert [who["name"] for who in do(book, "search", ["hart"])["people"]] == ["Ada Hart"]
    assert [who["name"] for who in do(book, "search", ["mill.example"])["people"]] == ["Ben Moss"]
    assert do(book, "search", [TALK[6:10]])["people"] == []
    assert do(book, "search", ["Robin"])["people"] == []


def test_as_much_is_found_as_asked_for(book: Book) -> None:
    assert len(do(book, "search", ["weir"], limit=1)["messages"]) == 1
    assert len(do(book, "search", ["weir"], limit=0)["messages"]) == 3
    for words, limit in (([], 20), (["  "], 20), (["weir"], -1)):
        with pytest.raises(BadInput):
            do(book, "search", words, limit=limit)


def test_nothing_later_than_the_moment_is_found(book: Book) -> None:
    book.as_of_us = us("2025-05-03T23:45")
    assert [one["subject"] for one in do(book, "search", ["weir"])["messages"]] == ["About a"]


def test_an_index_cut_short_is_completed_by_the_next_search(book: Book) -> None:
    assert do(book, "search", ["weir"])["messages"]
    book.close()
    write([mail("new", "2025-05-30", text="Another weir.")], book.folder)
    assert len(do(book, "search", ["weir"])["messages"]) == 4


def test_an_excerpt_is_one_line_about_the_first_of_the_words() -> None:
    text = f"{'before ' * 50}the\nweir {'after ' * 50}"
    found = excerpt(text, "WEIR")
    assert "the weir after" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert "\n" not in found
    assert len(found) <= 162
    assert excerpt("short", "absent") == "short"
