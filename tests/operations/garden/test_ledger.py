from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import Book
from comity.errors import BadInput, NotFound
from comity.operations.document import as_json
from comity.operations.garden.documents import told
from comity.operations.garden.ledger import stories
from comity.operations.operation import find
from tests.records import (
    ADA,
    BEN,
    CLEO,
    DAN,
    ME,
    MY_OTHER,
    book_of,
    mail,
    message,
    post,
    row,
    us,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

EVE = "email:eve.stone@quarry.example"
NOW = us("2025-06-01")
LINK = "https://weirs.example/flow"


def _records() -> Iterator[Record]:
    """Yield help of every kind, and beside each what is none."""
    for n, who in enumerate((ADA, BEN, CLEO)):
        yield mail(f"hello-{n}", "2024-01-02", sender=ME, to=(who,))
        yield mail(f"back-{n}", "2024-01-03", sender=who, answers=f"hello-{n}")
    intro = "I would like to introduce you two: you both mend weirs."
    yield mail("i-made", "2025-01-10", sender=ME, to=(ADA, BEN), text=intro)
    yield mail("mine", "2025-01-11", sender=ME, to=(ADA, MY_OTHER), text=intro)
    yield mail("passed", "2025-01-12", sender=ME, to=(BEN, CLEO), subject="Fwd: Introduction")
    yield mail("i-had", "2025-02-10", sender=CLEO, to=(ME, DAN), text=intro)
    yield message("again", "2025-02-12", sender=ME, to=(CLEO,), text="Thanks for connecting us!")
    yield mail(
        "thanks", "2025-02-13", sender=ME, to=(DAN,), cc=(CLEO,), text="Thanks for the intro!"
    )
    yield row("rec", "recommendation", "2025-03-01", sender=ADA, to=(ME,), text="Robin is sound.")
    yield row("e1", "endorsement", "2025-03-02T10:00", sender=BEN, to=(ME,), detail="Weirs")
    yield row("e2", "endorsement", "2025-03-02T10:01", sender=BEN, to=(ME,), detail="Locks")
    endorsed = (
        "You have a new endorsement! Ben Moss endorsed you for Weirs. Thanks for your advice."
    )
    robot = "email:endorse@linkedin.example"
    yield mail("service", "2025-03-02", sender=robot, text=endorsed, automatic="service")
    yield mail("asks", "2025-03-05", sender=BEN, text="How deep is the old lock?")
    yield mail("tells", "2025-03-06", sender=ME, to=(BEN,), answers="asks", text="Two metres.")
    yield mail("when", "2025-03-07", sender=BEN, text="Are you free on Tuesday?")
    yield mail("then", "2025-03-08", sender=ME, to=(BEN,), answers="when", text="Yes.")
    yield mail("worked", "2025-04-01", sender=ADA, text="Your advice on the sluice paid off.")
    yield mail("wanted", "2025-04-02", sender=ADA, text="I would like your advice on the sluice.")
    yield mail(
        "read", "2025-04-03", sender=ME, to=(CLEO,), text=f"Saw this, and thought of you: {LINK}"
    )
    yield post("listed", "2025-04-04", sender=CLEO, text="Thank you for your advice, all!")
    yield mail("cold", "2025-04-05", sender=EVE, text=f"This might interest you: {LINK}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = book_of(_records(), tmp_path_factory.mktemp("ledger") / "book", me=(ME, MY_OTHER))
    book.refresh()
    book.close()
    return book.folder


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Iterator[Book]:
    one = Book(shutil.copytree(made, tmp_path / "book"), NOW)
    yield one
    one.close()


def _asked(book: Book, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - a verb's own
    found: dict[str, Any] = as_json(find("ledger").function(book, **options))
    return found


def _told(book: Book, **options: Any) -> list[str]:  # noqa: ANN401 - a verb's own
    """Return what a ledger tells, each with its day, the earliest first."""
    ledger = find("ledger").function(book, **options)
    both = [("given", one) for one in ledger.given] + [("received", one) for one in ledger.received]
    return sorted(f"{one.at[:10]} {told(one, way)}" for way, one in both)


def test_each_deed_is_told_once_with_its_day_and_nothing_that_is_none(book: Book) -> None:
    assert _told(book) == [
        "2025-01-10 you introduced Ada Hart to Ben Moss",
        "2025-01-10 you introduced Ben Moss to Ada Hart",
        "2025-02-10 Cleo Dunn introduced you to Dan Frost",
        "2025-03-01 Ada Hart recommended you",
        "2025-03-02 Ben Moss endorsed you",
        "2025-03-06 you answered Ben Moss's question",
        "2025-04-01 you gave Ada Hart advice, they wrote",
        "2025-04-03 you sent Cleo Dunn something to read",
    ]


def test_each_bears_its_words_and_its_records(book: Book) -> None:
    found = _asked(book)
    (endorsed,) = (one for one in found["received"] if one["kind"] == "endorsement")
    assert endorsed["text"] == "Weirs, Locks"
    assert len(endorsed["evidence"]) == 2
    (introduced,) = (one for one in found["received"] if one["kind"] == "introduction")
    assert len(introduced["evidence"]) == 2, "told by mail and again in a chat: one deed"
    assert introduced["person"]["name"] == "Cleo Dunn"
    assert introduced["other"]["name"] == "Dan Frost"
    (answer,) = (one for one in found["given"] if one["kind"] == "answer")
    assert answer["text"] == "How deep is the old lock?"
    assert answer["direction"] == "in", "the question is theirs"
    assert all(one["evidence"][0]["key"] for one in found["given"])
    assert set(answer) == {"id", "at", "kind", "person", "direction", "text", "evidence"}


def test_of_one_person_of_one_kind_or_of_some_time(book: Book) -> None:
    assert [one.split(" ", 1)[1] for one in _told(book, who="Cleo")] == [
        "Cleo Dunn introduced you to Dan Frost",
        "you sent Cleo Dunn something to read",
    ]
    assert len(_told(book, kind="introduction")) == 3
    assert len(_told(book, since="2025-04-01")) == 2
    with pytest.raises(NotFound):
        _told(book, who="Nobody")


def test_the_past_knows_nothing_of_later(made: Path) -> None:
    then = Book(made, NOW, us("2025-02-11"))
    assert [one[:10] for one in _told(then)] == ["2025-01-10", "2025-01-10", "2025-02-10"]
    then.close()


def test_a_word_of_the_user_stands_and_bears_undo(book: Book) -> None:
    (advice,) = _asked(book, kind="advice")["given"]
    find("ledger correct").function(book, advice["id"], kind="referral")
    assert _told(book, kind="referral") == ["2025-04-01 you put in a word for Ada Hart, they wrote"]
    book.refresh()
    (referral,) = _asked(book, kind="referral")["given"]
    assert referral["id"] == advice["id"]
    find("ledger correct").function(book, advice["id"], nothing=True)
    assert not _told(book, who="Ada", since="2025-04-01")
    find("undo").function(book)
    find("undo").function(book)
    assert _asked(book, kind="advice")["given"] == [advice]


def test_an_introduction_that_was_none_is_none_of_both(book: Book) -> None:
    ada = next(one for one in _asked(book)["given"] if one["person"]["name"] == "Ada Hart")
    find("ledger correct").function(
        book, _asked(book, who="Ada", kind="introduction")["given"][0]["id"], nothing=True
    )
    assert ada
    assert _told(book, kind="introduction") == ["2025-02-10 Cleo Dunn introduced you to Dan Frost"]


def test_the_wrong_person_is_put_right(book: Book) -> None:
    (read,) = _asked(book, kind="article")["given"]
    find("ledger correct").function(book, read["id"], who="Dan")
    assert _told(book, kind="article") == ["2025-04-03 you sent Dan Frost something to read"]
    assert (
        _asked(book, kind="article")["given"][0]["evidence"][0]["key"] == read["evidence"][0]["key"]
    )


def test_what_left_no_trace_is_told_by_hand(book: Book) -> None:
    add = find("ledger add").function
    add(book, "Cleo", "introduction", "over coffee", to="Ben", on="the 3rd")
    add(book, "Dan", "advice", "on pricing", received=True, on="yesterday")
    assert _told(book, since="2025-05-01") == [
        "2025-05-03 you introduced Ben Moss to Cleo Dunn",
        "2025-05-03 you introduced Cleo Dunn to Ben Moss",
        "2025-05-31 Dan Frost gave you advice",
    ]
    (by_hand,) = _asked(book, who="Dan", kind="advice")["received"]
    assert by_hand["by_hand"] is True
    find("ledger correct").function(book, by_hand["id"], kind="help")
    assert _told(book, who="Dan", since="2025-05-01") == ["2025-05-31 Dan Frost helped you"]
    (by_hand,) = _asked(book, who="Cleo", since="2025-05-01")["given"]
    find("ledger correct").function(book, by_hand["id"], nothing=True)
    assert _told(book, since="2025-05-01") == ["2025-05-31 Dan Frost helped you"]


def test_by_hand_and_by_mail_is_one_deed(book: Book) -> None:
    find("ledger add").function(book, "Ada", "introduction", to="Ben", on="2025-01-12")
    assert len(_asked(book, kind="introduction")["given"]) == 2


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (("Ada", "introduction"), {"to": "Ada"}),
        (("Ada", "advice"), {"to": "Ben"}),
        (("Ada", "advice"), {"on": "tomorrow"}),
        (("Ada", "advice", "x" * 20_000), {}),
    ],
)
def test_what_cannot_be_noted_is_refused(
    book: Book, given: tuple[str, ...], options: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        find("ledger add").function(book, *given, **options)


def test_one_thing_is_put_right_at_a_time(book: Book) -> None:
    (read,) = _asked(book, kind="article")["given"]
    correct = find("ledger correct").function
    for options in ({}, {"nothing": True, "kind": "help"}, {"who": "Dan", "kind": "help"}):
        with pytest.raises(BadInput):
            correct(book, read["id"], **options)
    with pytest.raises(NotFound):
        correct(book, "0" * 16, nothing=True)


def test_whoever_is_erased_is_in_no_gift(book: Book) -> None:
    find("ledger add").function(book, "Cleo", "introduction", to="Ben", on="2025-05-03")
    find("forget").function(book, "Ben")
    assert not any("Ben" in one for one in _told(book))
    assert "ben.moss" not in str(book.decisions.everything())


def test_a_story_is_told_per_person_answers_in_one_line(book: Book) -> None:
    found = stories(book)
    assert [one.person.name for one in found] == ["Cleo Dunn", "Ada Hart", "Ben Moss"]
    assert [line.gift.kind for line in found[2].lines] == ["answer", "endorsement", "introduction"]
