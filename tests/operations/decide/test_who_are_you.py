from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput
from comity.operations.decide.who_are_you import who_are_you
from comity.operations.plan.feed import as_calendar, open_feed
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, ME, MY_OTHER, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book


def letters(folder: Path) -> Book:
    """Return mail of others to me, with an answer of Ada's to Ben in between."""
    records = [mail(f"{n}", sender=one, to=(ME,)) for n, one in enumerate((ADA, BEN, CLEO))]
    records += [mail("mine", sender=ME, to=(ADA,)), mail("b", sender=ADA, to=(BEN,), cc=(ME,))]
    return book_of(records, folder, me=())


def test_the_likeliest_is_asked_about_first_with_what_speaks_for_it(tmp_path: Path) -> None:
    book = letters(tmp_path)
    asked = who_are_you(book)
    assert asked
    first = asked.who_are_you[0]
    assert (first.identity, first.name) == (ME, "Robin Vale")
    assert first.signs == (
        "4 of 5 mails went to it, from 3 people",
        "wrote 1 of the 5 mails here",
    )
    assert asked.records == 5


def test_one_word_answers_it_and_undo_asks_again(tmp_path: Path) -> None:
    book = letters(tmp_path)
    do(book, "me add", [ME])
    assert who_are_you(book) is None
    do(book, "undo")
    assert who_are_you(book)


def test_several_addresses_of_one_person_are_asked_about_as_one(tmp_path: Path) -> None:
    records = [
        *(mail(f"{n}", sender=one, to=(ME,)) for n, one in enumerate((ADA, BEN))),
        *(mail(f"o{n}", sender=one, to=(MY_OTHER,)) for n, one in enumerate((ADA, BEN, CLEO))),
        mail("w", sender=ME, to=(ADA,)),
        mail("v", sender=MY_OTHER, to=(ADA,)),
    ]
    asked = who_are_you(book_of(records, tmp_path, me=()))
    assert asked
    mine = [one for one in asked.who_are_you if one.name == "Robin Vale"]
    assert [one.identity for one in mine] == [MY_OTHER]
    assert mine[0].signs[0] == "5 of 7 mails went to it, from 3 people"


def test_who_is_in_none_of_it_is_asked_no_more(tmp_path: Path) -> None:
    book = letters(tmp_path)
    do(book, "settings set", "ask_who", "rest")
    assert who_are_you(book) is None
    do(book, "undo")
    assert who_are_you(book)
    with pytest.raises(BadInput):
        do(book, "settings set", "ask_who", "perhaps")


def test_an_address_that_occurs_nowhere_answers_nothing(tmp_path: Path) -> None:
    book = letters(tmp_path)
    do(book, "me add", ["robin@elsewhere.example"])
    assert who_are_you(book)


def test_memory_alone_is_not_asked_about(tmp_path: Path) -> None:
    book = book_of([], tmp_path, me=())
    assert who_are_you(book) is None
    do(book, "remember", "Ada Hart", as_="client", every="30d")
    do(book, "log", "coffee", with_=["Ada Hart"])
    assert who_are_you(book) is None


def test_the_feed_asks_in_place_of_a_plan(tmp_path: Path) -> None:
    book = letters(tmp_path)
    text = as_calendar(book, open_feed(book)).decode()
    assert "which address is yours?" in text
    assert text.count("BEGIN:VEVENT") == 1
    do(book, "me add", [ME])
    assert "which address" not in as_calendar(book, open_feed(book)).decode()
