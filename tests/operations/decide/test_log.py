from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from tests.operations.verbs import do, names, one
from tests.records import ADA, BEN, book_of, mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    records = [mail("a", "2025-01-03"), mail("b", "2025-01-03", sender=BEN)]
    made = book_of(records, tmp_path, now="2025-06-01T09:00", zone="Europe/Berlin")
    yield made
    made.close()


def test_a_logged_meeting_counts_both_ways(book: Book) -> None:
    found = do(book, "log", "coffee at the mill", with_=["Ada"], on="2025-05-20")
    assert (found["logged"], found["at"]) == ("meeting", "2025-05-20T10:00:00Z")  # noon there
    ada = one(book, "Ada")
    assert (ada["sent"], ada["received"], ada["two_way_days"]) == (1, 2, 1)
    event = ada["timeline"][0]
    assert (event["interaction"], event["direction"], event["channel"]) == (
        "meeting",
        "both",
        "log",
    )
    assert (event["subject"], event["addressed"]) == ("coffee at the mill", True)


def test_several_are_met_at_once_and_it_is_one_act(book: Book) -> None:
    found = do(book, "log", "lunch", with_=["Ada", "ben.moss@mill.example"], on="yesterday")
    assert [who["name"] for who in found["with"]] == ["Ada Hart", "Ben Moss"]
    events = [one(book, who)["timeline"][0] for who in ("Ada", "Ben")]
    assert [event["recipients"] for event in events] == [2, 2]
    assert events[0]["key"] == events[1]["key"]
    do(book, "undo")
    assert one(book, "Ada")["sent"] == one(book, "Ben")["sent"] == 0


@pytest.mark.parametrize(
    ("on", "at"),
    [
        ("today", "2025-06-01T09:00:00Z"),  # noon has not come
        ("yesterday", "2025-05-31T10:00:00Z"),
        ("2025-05-20T17:45", "2025-05-20T15:45:00Z"),
        ("1999-12-31", "1999-12-31T11:00:00Z"),
    ],
)
def test_a_day_is_its_noon_but_never_later_than_now(book: Book, on: str, at: str) -> None:
    assert do(book, "log", "coffee", with_=["Ada"], on=on)["at"] == at


@pytest.mark.parametrize(("on", "why"), [("tomorrow", "not come yet"), ("someday", "no")])
def test_what_has_not_been_is_not_logged(book: Book, on: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        do(book, "log", "coffee", with_=["Ada"], on=on)
    assert not book.decisions.active("log")


@pytest.mark.parametrize(
    ("text", "kind", "logged"),
    [
        ("called about the weir", None, "call"),
        ("Phone, half an hour", None, "call"),
        ("coffee", None, "meeting"),
        ("coffee", "introduction", "introduction"),
    ],
)
def test_the_kind_is_said_or_told_from_the_words(
    book: Book, text: str, kind: str | None, logged: str
) -> None:
    assert do(book, "log", text, with_=["Ada"], kind=kind)["logged"] == logged


def test_with_whom_must_be_known(book: Book) -> None:
    with pytest.raises(NotFound):
        do(book, "log", "coffee", with_=["Ada", "Zebedee"])
    assert not book.decisions.active("log")


def test_a_note_stands_in_the_timeline(book: Book) -> None:
    assert do(book, "note", "Ada", " builds weirs ")["note"] == "builds weirs"
    event = one(book, ADA)["timeline"][0]
    assert (event["interaction"], event["subject"]) == ("note", "builds weirs")
    assert one(book, ADA)["sent"] == 0  # a note is no contact
    with pytest.raises(BadInput):
        do(book, "note", "Ada", "  ")


def test_words_are_kept_whole_or_refused(book: Book) -> None:
    assert len(do(book, "note", "Ada", "x" * 10_000)["note"]) == 10_000
    for verb, *given in (("note", "Ada", "x" * 10_001), ("log", "x" * 10_001)):
        with pytest.raises(BadInput, match="10,001 letters"):
            do(book, verb, *given, **({"with_": ["Ada"]} if verb == "log" else {}))


def test_whom_one_saw_for_the_first_time_is_added_in_the_same_act(book: Book) -> None:
    with pytest.raises(NotFound, match="nobody answers") as raised:
        do(book, "log", "coffee", with_=["Zora Newperson"])
    assert "--new" in raised.value.hint
    found = do(book, "log", "coffee", with_=["Ada"], new=["Zora Newperson"])
    assert [one["name"] for one in found["added"]] == ["Zora Newperson"]
    zora = one(book, "Zora Newperson")
    assert (zora["evidence_days"], [each["subject"] for each in zora["timeline"]]) == (
        1,
        ["coffee"],
    )
    assert zora["id"] == found["added"][0]["id"]
    assert "added" not in do(book, "log", "call", new=["Zora Newperson"])
    do(book, "undo")
    do(book, "undo")
    assert "Zora Newperson" not in names(book)


def test_who_is_new_may_be_told_by_an_address_alone(book: Book) -> None:
    do(book, "log", "coffee", new=["zora@new.example"])
    assert one(book, "zora@new.example")["name"] == "zora@new.example"


def test_a_slip_of_the_finger_is_met_with_who_may_be_meant(book: Book) -> None:
    with pytest.raises(NotFound) as raised:
        do(book, "log", "coffee", with_=["Ada Hrat"])
    unclear = raised.value.unclear
    assert unclear
    assert (unclear.persons, unclear.new) == ((one(book, "Ada")["id"],), "new")
    with pytest.raises(NotFound) as raised:
        do(book, "log", "coffee", with_=["Quentin Obscure"])
    assert raised.value.unclear
    assert not raised.value.unclear.persons
