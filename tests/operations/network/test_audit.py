"""The honest count against a book counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from comity.errors import BadInput
from comity.model import Claim
from comity.operations.document import as_json
from comity.operations.network.counted import counted
from comity.operations.network.directory import directory
from comity.operations.network.figures import MESSAGES, RULES, WHICH, CountOf, headline_in_words
from comity.operations.operation import find
from tests.operations.plan.story import correspondence
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, card, mail, meeting, post, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record
    from comity.operations.network.documents import Audit

EVE, FAY = "email:eve.lane@x.example", "linkedin:fay-green"
GUS, HAL = "linkedin:gus-hale", "linkedin:hal-moor"


def _records() -> Iterator[Record]:
    # Ada: thirteen days both ways over a year, the last of them yesterday: established
    yield from correspondence(start="2024-06-10", every_days=27, rounds=13)
    yield mail("ada", "2025-05-31", sender=ADA)
    # Ben: three days both ways within two weeks, three years ago: a brief exchange
    yield from correspondence(start="2022-01-10", every_days=5, rounds=3, who=BEN)
    # Cleo, whom I had written to, asked me twice, long enough ago; I answered once, then asked her
    yield mail("c0", "2024-11-01", sender=ME, to=(CLEO,), text="Hello.")
    yield mail("c1", "2025-01-10", sender=CLEO, text="Could you come?")
    yield mail("c2", "2025-01-12", sender=ME, to=(CLEO,), answers="c1")
    yield mail("c3", "2025-02-10", sender=CLEO, text="Could you lend me the map?")
    yield mail("c4", "2025-03-10", sender=ME, to=(CLEO,), text="Can you read it?")
    # Dan: I wrote once, four weeks ago: planted
    yield mail("dan", "2025-05-04", sender=ME, to=(DAN,), text="Hello.")
    # Eve: a copy only. Fay: a connection, and an invitation without a word
    yield mail("eve", "2025-05-04", sender=ADA, to=(ME,), cc=(EVE,))
    yield row("fay", "invitation", "2025-05-01", sender=ME, to=(FAY,))
    yield card(FAY, name="Fay Green")
    # Gus: a pending invitation is all there is of him: no contact. Hal was accepted.
    yield row("gus", "invitation", "2025-05-02", sender=GUS, to=(ME,), text="Join our webinar?")
    yield row("hal", "invitation", "2025-05-02", sender=HAL, to=(ME,))
    yield card(HAL, name="Hal Moor", claims=[Claim(HAL, "connected", "linkedin", 0)])
    # neither a list nor a robot nor an office counts
    yield post("talk", "2025-05-05", sender=ADA)
    yield mail("robot", "2025-05-05", sender="email:noreply@bank.example", automatic="service")
    yield mail("office", "2025-05-05", sender=ME, to=("email:info@bank.example",))
    yield meeting("Later", "2025-06-10T10:00", guests=(ME, EVE))  # has not happened


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = book_of(_records(), tmp_path_factory.mktemp("audit"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """Give a book in which something is said, and taken back."""
    made = book_of(_records(), tmp_path_factory.mktemp("spoken"))
    yield made
    made.close()


def test_each_figure_is_what_was_counted_by_hand(book: Book) -> None:
    found = do(book, "audit")
    assert found["me_known"]
    assert found["contacts"] == 7
    assert found["invitations"] == {"received": 2, "with_note": 1, "accepted": 1, "exchanged": 0}
    assert found["no_exchange_seen"] == 3  # Eve, Fay and Hal
    assert found["one_way"] == {"only_me": 1, "only_them": 0}  # Dan
    assert (found["relationships"], found["in_touch"], found["resting"]) == (1, 1, 0)
    assert (found["brief"], found["by_word"]) == (1, 0)  # Ben
    stages = {stage: n for stage, n in found["stages"].items() if n}
    assert stages == {"established": 1, "brief": 1, "sprouting": 1, "planted": 1, "listed": 3}
    assert {circle: n for circle, n in found["circles"].items() if n} == {"not_sorted": 1}
    assert found["interacted"] == {"7d": 1, "30d": 2, "365d": 3}
    assert (found["reply_rate_by_me"], found["reply_rate_to_me"]) == (0.5, 0.0)
    assert found["asked"] == {"by_me": 1, "by_them": 2}
    assert found["initiated"]["by_me"] == 3  # twice to Cleo, and to Dan
    assert found["open_questions"] == 0
    assert found["my_side"]["invitations_without_a_word"] == 1
    assert found["my_side"]["questions_unanswered"] == 1


def _counted(found: Audit) -> dict[str, int]:
    """Return what the count says of each list of people."""
    return {
        "contacts": found.contacts,
        "relationships": found.relationships,
        "in_touch": found.in_touch,
        "resting": found.resting,
        "brief": found.brief,
        "by_word": found.by_word,
        "invited": found.invitations.received,
        "invited_noted": found.invitations.with_note,
        "invited_accepted": found.invitations.accepted or 0,
        "invited_exchanged": found.invitations.exchanged,
        "invited_open": found.invitations.received - (found.invitations.accepted or 0),
        "no_exchange": found.no_exchange_seen,
        "exchange": found.contacts - found.no_exchange_seen,
        "both_ways": found.contacts - found.no_exchange_seen - sum(as_json(found.one_way).values()),
        "only_me": found.one_way.only_me,
        "only_them": found.one_way.only_them,
        "days_7": found.interacted["7d"],
        "days_30": found.interacted["30d"],
        "days_365": found.interacted["365d"],
        "linkedin": found.linkedin.connections,
        "linkedin_relationships": found.linkedin.relationships,
    }


def test_each_figure_of_people_lists_as_many(tmp_path: Path) -> None:
    for me in ((ME,), ()):
        book = book_of(_records(), tmp_path / str(len(me)), me=me)
        do(book, "stage", "Dan", "growing")
        found = find("audit").function(book)
        for which, n in _counted(found).items():
            assert directory(book, which=which, limit=1).count == n, which
        own = {"kept", "never", "quiet"}  # what the user said is in no figure
        assert {*_counted(found)} | own == set(WHICH)
        of = as_json(found)
        messages = {name: n for name, n in of["my_side"].items() if name in MESSAGES}
        for what in ("begun", "asked"):
            sides = of["initiated" if what == "begun" else what]
            messages |= {f"{what}_{side}": n for side, n in sides.items()}
        for figure, n in messages.items():
            assert counted(book, figure, limit=1).count == n, figure
        of_a_person = {"answered_by_me", "answered_by_them"}  # the audit tells their share
        assert {*messages} | {"last_asked_advice"} | of_a_person == set(MESSAGES)
        assert set(get_args(CountOf)) == set(MESSAGES)


def test_every_figure_has_its_rule(book: Book) -> None:
    found = do(book, "audit")
    assert found["rules"] == RULES
    mine = set(found["my_side"])
    said = {"schema", "as_of", "me_known", "rules", "my_side", "stages", "circles", "asked"}
    figures = (set(found) - said) | mine | set(found["stages"])
    assert figures - {"listed", "let_go", "died", "open_questions"} <= set(RULES)
    assert set(RULES) <= figures
    assert all(rule and not rule.endswith(".") for rule in RULES.values())


def test_an_earlier_day_stands_beside(book: Book) -> None:
    found = do(book, "audit", since="2025-01-01")["since"]
    assert found["as_of"] == "2025-01-01T00:00:00Z"
    assert found["contacts"] == 5  # Ada, Ben and Cleo by then, and cards without a date
    assert found["stages"]["growing"] == 1
    assert found["interacted"]["365d"] == 2
    assert "rules" not in found
    assert do(book, "audit")["contacts"] == 7  # and the book is as it was


def test_what_i_decided_is_counted(tmp_path: Path) -> None:
    book = book_of(_records(), tmp_path)
    do(book, "circle", "Ada", "personal")
    do(book, "stage", "Ben", "let_go")
    do(book, "stage", "Dan", "growing")
    found = do(book, "audit")
    circles = {circle: n for circle, n in found["circles"].items() if n}
    assert circles == {"personal": 1, "not_sorted": 1}
    assert (found["stages"]["let_go"], found["stages"]["brief"]) == (1, 0)
    assert found["relationships"] == 2
    assert do(book, "audit", since="2025-01-01")["since"]["stages"]["let_go"] == 0


@pytest.mark.parametrize(
    ("said", "more"),
    [
        (("keep", ["Eve"]), {}),
        (("circle", "Eve", "personal"), {}),
        (("role", "Eve", "mentor"), {}),
        (("strength", "Eve", "close"), {}),
        (("log", "coffee"), {"with_": ["Eve"]}),
    ],
)
def test_whom_i_named_is_a_relationship_by_my_word(
    spoken: Book, said: tuple[Any, ...], more: dict[str, Any]
) -> None:
    do(spoken, *said, **more)
    found = do(spoken, "audit")
    assert (found["by_word"], found["relationships"]) == (1, 1)
    listed = directory(spoken, which="by_word").people
    assert [one.name for one in listed] == ["eve.lane@x.example"]
    do(spoken, "undo")
    assert do(spoken, "audit")["by_word"] == 0


@pytest.mark.parametrize(
    "said",
    [
        ("circle", "Eve", "service"),  # says what she is
        ("note", "Eve", "met at the fair"),
        ("tag", "Eve", "fair"),
        ("never", "Eve"),
        ("keep", ["Ada"]),  # in touch anyway
        ("stage", "Eve", "let_go"),
    ],
)
def test_other_words_of_mine_make_no_relationship(spoken: Book, said: tuple[Any, ...]) -> None:
    do(spoken, *said)
    assert do(spoken, "audit")["by_word"] == 0
    do(spoken, "undo")


def test_a_book_from_memory_counts_whom_it_names(tmp_path: Path) -> None:
    book = book_of([], tmp_path, me=())
    do(book, "remember", "Rose Hart", as_="family")
    do(book, "remember", "Joe Mill", as_="client", every="no")
    found = find("audit").function(book)
    assert (found.contacts, found.by_word, found.relationships) == (2, 2, 0)
    assert headline_in_words(found) == "2 contacts: 2 by your word"


def test_the_headline_says_what_is_known(book: Book, tmp_path: Path) -> None:
    found = find("audit").function(book)
    assert headline_in_words(found) == "7 contacts: 1 in touch, 0 resting"
    without_me = find("audit").function(book_of(_records(), tmp_path, me=()))
    assert headline_in_words(without_me) == f"{without_me.contacts} contacts"


def test_a_pending_invitation_makes_no_contact_and_is_found_all_the_same(book: Book) -> None:
    assert "gus-hale" not in [one.name for one in directory(book).people]
    assert all(one["name"] != "gus-hale" for one in do(book, "people", limit=0)["people"])
    for found in (directory(book, which="invited_open"), directory(book, words="gus")):
        assert [one.name for one in found.people] == ["gus-hale"]


def test_an_invitation_is_a_contact_once_i_name_who_sent_it(spoken: Book) -> None:
    do(spoken, "keep", [GUS.partition(":")[2]])
    assert do(spoken, "audit")["contacts"] == 8
    do(spoken, "undo")


def test_without_me_nobody_wrote_to_anybody(tmp_path: Path) -> None:
    found = do(book_of(_records(), tmp_path, me=()), "audit")
    assert not found["me_known"]
    assert found["no_exchange_seen"] == found["contacts"] > 0
    assert found["relationships"] == 0
    assert found["reply_rate_by_me"] is found["reply_rate_to_me"] is None


def test_an_empty_book_counts_nothing(tmp_path: Path) -> None:
    found = do(book_of([], tmp_path, me=()), "audit")
    assert found["contacts"] == found["relationships"] == 0
    assert set(found["stages"].values()) == {0}
    assert found["my_side"]["last_asked_advice_at"] is None


def test_no_day_to_come_is_an_earlier_one(tmp_path: Path) -> None:
    book = book_of([mail("a")], tmp_path)
    for day in ("2030-01-01", "2025-06-02"):
        with pytest.raises(BadInput, match="no earlier day"):
            do(book, "audit", since=day)
