from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Participant
from tests.records import ADA, BEN, ME, book_of, mail, message_id, person

if TYPE_CHECKING:
    from comity.book import Book
    from comity.model import Record

DESK = "email:office@mill.example"
EVA, TOM, UTE = "Eva Holm", "Tom Marsh", "Ute Brook"


def wrote(ref: str, at: str, name: str, **more: str) -> Record:
    people = (Participant("from", DESK, name), person("to", ME))
    return mail(ref, at, participants=people, text="When?", **more)


def answer(ref: str, at: str, name: str = "", **more: str) -> Record:
    people = (person("from", ME), Participant("to", DESK, name))
    return mail(ref, at, participants=people, text="Today?", **more)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    records = [
        wrote("eva", "2025-03-01", EVA),
        wrote("tom", "2025-03-02", TOM),
        wrote("ute", "2025-03-03", UTE, subject="Which roof is it?"),
        wrote("ada", "2025-03-04", "Ada", subject="No full name"),
        answer("named", "2025-03-11", EVA, answers="eva"),
        answer("named otherwise", "2025-03-12", TOM, answers="eva"),
        answer("of the parent", "2025-03-13", answers="tom"),
        answer("by its title", "2025-03-14", subject="Re: Which roof is it?"),
        answer("of the thread", "2025-03-15", answers="of the parent"),
        answer("first", "2025-03-16"),
        wrote("back", "2025-03-17", UTE, answers="first"),
        answer("to nobody", "2025-03-18"),
        answer("to another", "2025-03-18", "Ivo Lake", answers="eva"),
        answer("to the desk", "2025-03-18T12:00", "Office Desk", answers="eva"),
        mail("to ben too", "2025-03-19", sender=ME, to=(BEN,), cc=(DESK,), answers="eva"),
        mail("not mine", "2025-03-20", sender=ADA, to=(DESK,), cc=(ME,), answers="eva"),
    ]
    return book_of(records, tmp_path_factory.mktemp("desks") / "book")


def test_whom_my_mail_to_a_desk_addresses(book: Book) -> None:
    book.show_facts()
    rows = book.rows(
        "SELECT r.message_id, p.name, c.recipients FROM contact c JOIN person p USING (person) "
        "JOIN record r USING (key) WHERE direction = 'out' AND addressed ORDER BY c.at_us"
    )
    assert [tuple(one.values()) for one in rows] == [
        (message_id("named"), EVA, 1),
        (message_id("named otherwise"), TOM, 1),
        (message_id("of the parent"), TOM, 1),
        (message_id("by its title"), UTE, 1),
        (message_id("of the thread"), TOM, 1),
        (message_id("first"), UTE, 1),
        (message_id("to the desk"), EVA, 1),
        (message_id("to ben too"), "Ben Moss", 1),
    ]


def test_what_a_desk_asked_is_answered(book: Book) -> None:
    asked = book.rows(
        "SELECT p.name, e.answered_us IS NOT NULL AS answered, e.guessed FROM exchange e "
        "JOIN person p USING (person) WHERE e.direction = 'in' ORDER BY e.at_us"
    )
    assert [tuple(one.values()) for one in asked] == [
        (EVA, True, False),
        (TOM, True, False),
        (UTE, True, True),
        (UTE, False, False),
    ]
