"""The open book between requests: remembered, and never stale."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import open_book
from comity.faces.session import Session
from comity.faces.web import today
from comity.faces.web.person import drawn
from comity.faces.web.readiness import Readiness
from comity.operations.decide.history import undo
from comity.operations.decide.keep import keep, never
from comity.operations.decide.log import log, note
from comity.operations.decide.tag import tag
from comity.operations.document import as_json
from comity.operations.network.audit import audit
from comity.operations.network.directory import directory
from comity.operations.network.map import network_map
from comity.operations.network.own_side import my_side
from comity.operations.operation import find
from comity.operations.person.person import person
from comity.operations.person.profile import mine, profile
from comity.operations.person.starters import starters
from comity.operations.plan.today import done
from comity.operations.plan.week import week
from comity.operations.privacy.data_held import held_counts
from comity.store.decisions import Said
from tests.faces.world import NOW, book, told
from tests.operations.verbs import do
from tests.records import ADA, BEN, DAY_US, us

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = book(tmp_path / "book")
    made.close()
    return Session(made.folder, clock=lambda: us(NOW))


_CALLS: list[int] = []


def _kept(book: Book) -> dict[str, Any]:
    _CALLS.append(1)
    return {"kept": book.decisions.active("keep")}


def test_what_was_said_is_said_again_until_something_changes(session: Session) -> None:
    _CALLS.clear()
    for _ in range(3):
        session.look(_kept)
    assert len(_CALLS) == 1
    session.act(keep, ["Ada Hart"])
    assert len(session.look(_kept)["kept"]) == 1
    assert len(_CALLS) == 2


def test_what_is_noted_of_a_plan_shown_reads_nothing_anew(session: Session) -> None:
    session.look(find("today").function)
    before = session.book().db
    session.look(find("today").function, people=5)
    session.look(find("people").function)
    assert session.book().db is before
    assert session.book().decisions.shown()


def test_what_another_program_decides_is_seen(session: Session) -> None:
    assert told(session, "today")["kept"] == 0
    with open_book(session.folder, now_us=us(NOW)) as other:
        do(other, "keep", ["Ada Hart"])
    assert told(session, "today")["kept"] == 1
    with open_book(session.folder, now_us=us(NOW)) as other:
        do(other, "log", "coffee", with_=["Cleo Dunn"])
    cleo = next(
        one for one in told(session, "people", limit=0)["people"] if one["name"] == "Cleo Dunn"
    )
    assert told(session, "person", cleo["id"])["timeline"][0]["subject"] == "coffee"


def test_a_new_day_is_looked_at_anew(session: Session) -> None:
    before = told(session, "person", "Ben Moss")["reasons"]
    session.clock = lambda: us(NOW) + 40 * DAY_US
    assert told(session, "person", "Ben Moss")["reasons"] != before
    assert session.book().moment_us == us(NOW) + 40 * DAY_US


def test_a_look_back_stays_where_it_is(tmp_path: Path) -> None:
    made = book(tmp_path / "book")
    made.close()
    session = Session(made.folder, as_of_us=us("2024-06-01"))
    assert session.book().moment_us == us("2024-06-01")
    assert "Ben Moss" not in {one["name"] for one in told(session, "people", limit=0)["people"]}


def test_a_book_that_stays_open_says_what_a_new_one_says(session: Session) -> None:
    for verb, given in (("audit", ()), ("today", ()), ("people", ()), ("person", ("Ada Hart",))):
        with open_book(session.folder, now_us=us(NOW)) as other:
            assert told(session, verb, *given) == do(other, verb, *given), verb


def test_a_book_that_was_checked_still_hears_what_is_said(session: Session) -> None:
    assert told(session, "check")["whole"]
    session.clock = lambda: us(NOW) + 1_000_000
    session.act(keep, ["Ada Hart"])
    assert told(session, "today")["kept"] == 1


def test_many_readers_at_once_are_answered(session: Session) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def one(n: int) -> int:
        if n % 5 == 0:
            session.act(note, "Ada Hart", f"note {n}")
        return len(told(session, "person", "Ada Hart")["timeline"])

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(one, range(30)))
    assert max(found) == len(told(session, "person", "Ada Hart")["timeline"]) == 29 + 6


def test_what_was_asked_before_is_not_worked_out_again(session: Session) -> None:
    assert session.look(audit) is session.look(audit)


def _ingredients(book: Book, who: str) -> dict[str, Any]:
    _CALLS.append(1)
    return {"of": who, "at": book.moment_us, "never": book.decisions.active("never")}


def test_what_a_word_leaves_as_it_was_is_not_worked_out_anew(session: Session) -> None:
    _CALLS.clear()
    ben = session.look(_ingredients, "Ben Moss")
    session.act(tag, "Ada Hart", "friend of the mill")
    assert session.look(_ingredients, "Ben Moss") is ben
    session.act(never, "Ada Hart")  # she may have been among those they both know
    assert session.look(_ingredients, "Ben Moss") is not ben
    session.act(log, "coffee", with_=["Ada Hart"])
    session.look(_ingredients, "Ben Moss")
    assert len(_CALLS) == 3


def test_a_plan_kept_through_words_is_the_plan_made_anew(session: Session) -> None:
    who = [one["person"]["name"] for one in told(session, "today", people=20)["suggestions"]]
    acts: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
        ("never", (who[0],), {}),
        ("keep", (["Ada Hart"],), {"every": "1d"}),
        ("quiet", (who[-1],), {"for_": "1m"}),
        ("undo", (), {}),
        ("stage", (who[-1], "let_go"), {}),
        ("never", (who[0],), {"off": True}),
        ("tag", ("Ada Hart", "mill"), {}),
        ("strength", ("Cleo Dunn", "close"), {}),
    ]
    for verb, given, options in acts:
        session.act(find(verb).function, *given, **options)
        with open_book(session.folder, now_us=us(NOW)) as other:
            fresh = do(other, "today", people=20)
            assert told(session, "today", people=20)["suggestions"] == fresh["suggestions"], verb
            assert told(session, "people", limit=0) == do(other, "people", limit=0), verb


_WORDS: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("tag", ("Ada Hart", "mill"), {}),
    ("role", ("Ben Moss", "mentor"), {}),
    ("note", ("Ada Hart", "moves in May"), {}),
    ("note", ("Ben Moss", "They are after: a boat"), {}),  # a first line, as it once was said
    ("keep", (["Ada Hart"],), {"every": "1d"}),
    ("never", ("Ben Moss",), {}),
    ("undo", (), {}),
    ("quiet", ("Ada Hart",), {"for_": "1m"}),
    ("circle", ("Ben Moss", "personal"), {}),
    ("stage", ("Ada Hart", "let_go"), {}),
    ("strength", ("Cleo Dunn", "close"), {}),
    ("undo", (), {}),
    ("undo", (), {}),
    ("settings set", ("people", "5"), {}),
    ("log", ("coffee",), {"with_": ["Cleo Dunn"]}),
)


def _asked(session: Session) -> list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]]:
    """Return all that pages ask, of the book and of each of two people."""
    persons = [told(session, "person", name)["id"] for name in ("Ada Hart", "Ben Moss")]
    of_one = (person, drawn, profile, mine, held_counts, starters)
    verbs = ("today", "audit", "people", "questions", "settings", "me", "sources", "problems")
    which = [{"which": one} for one in ("never", "quiet", "kept")]
    return [
        *((find(verb).function, (), {}) for verb in verbs),
        *((one, (), {}) for one in (week, network_map, my_side)),
        *((directory, (), one) for one in ({"tag": "mill"}, {"sort": "name"}, *which)),
        *((one, (who,), {}) for one in of_one for who in persons),
    ]


@pytest.mark.parametrize("after", [_WORDS[:6], _WORDS[6:]], ids=["first", "then"])
def test_what_is_kept_through_words_is_what_would_be_said_anew(
    session: Session, after: Sequence[tuple[str, tuple[Any, ...], dict[str, Any]]]
) -> None:
    asked = _asked(session)
    for verb, given, options in after:
        for function, of, how in asked:
            session.look(function, *of, **how)
        session.act(find(verb).function, *given, **options)
        with open_book(session.folder, now_us=us(NOW)) as anew:
            for function, of, how in asked:
                said = session.look(function, *of, **how)
                assert said == function(anew, *of, **how), (verb, function, of)


def test_a_finished_suggestion_leaves_the_plan_kept(session: Session) -> None:
    one = told(session, "today")["suggestions"][0]
    week_before = session.look(week)
    session.act(done, one["id"])
    with open_book(session.folder, now_us=us(NOW)) as anew:
        assert session.look(week) == week(anew) != week_before
        assert told(session, "today")["suggestions"] == do(anew, "today")["suggestions"]


def test_pages_are_made_ready_before_they_are_asked_for(session: Session) -> None:
    _CALLS.clear()
    ready = Readiness(session, [lambda one: one.look(_kept)])
    ready.start()
    until = time.monotonic() + 20
    while not _CALLS and time.monotonic() < until:
        time.sleep(0.01)
    ready.end()
    session.look(_kept)
    assert len(_CALLS) == 1


def test_working_out_a_plan_is_not_showing_it(session: Session) -> None:
    today.get_ready(session)
    assert not session.book().decisions.shown()


def test_a_word_about_one_leaves_what_is_said_of_another(session: Session) -> None:
    ada, ben = (told(session, "person", name)["id"] for name in ("Ada Hart", "Ben Moss"))
    before = {one: session.look(person, one) for one in (ada, ben, "Ben Moss", "Ada Hart")}
    session.act(note, "Ada Hart", "moves in May")
    for kept in (ben, "Ben Moss"):
        assert session.look(person, kept) is before[kept]
    assert session.look(person, "Ada Hart") != before["Ada Hart"]
    assert told(session, "person", ada)["timeline"] != as_json(before[ada])["timeline"]
    session.act(undo)
    assert session.look(person, ada) == before[ada]


def test_a_word_about_two_changes_what_is_said_of_either(session: Session) -> None:
    ada, ben = (told(session, "person", name)["id"] for name in ("Ada Hart", "Ben Moss"))
    before = {who: session.look(held_counts, who) for who in (ada, ben)}
    session.write(lambda book: book.say([Said("later", ADA, BEN)]))
    with open_book(session.folder, now_us=us(NOW)) as anew:
        for who in (ada, ben):
            assert session.look(held_counts, who) == held_counts(anew, who) != before[who]
