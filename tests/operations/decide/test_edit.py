from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput
from comity.model import Claim
from comity.operations.decide.birthday import birthday
from comity.operations.decide.pair import joined, pair
from comity.operations.person.profile import mine
from tests.operations.verbs import do, names, one
from tests.records import ADA, BEN, ME, book_of, card, mail, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book

TODAY = date(2026, 4, 3)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    records = [
        mail("a", "2025-01-03"),
        mail("b", "2025-01-04", sender=BEN, to=(ME, ADA)),
        card(ADA, name="Ada Hart", claims=[Claim(ADA, "birthday", "1980-03-04")]),
    ]
    made = book_of(records, tmp_path / "book", now="2025-06-01T09:00", zone="Europe/Berlin")
    yield made
    made.close()


def _details(book: Book, who: str = "Ada") -> dict[str, str]:
    return {x["label"]: x["text"] for x in one(book, who).get("details", ())}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1980-03-12", "1980-03-12"),
        ("--02-29", "--02-29"),
        ("29 February", "--02-29"),
        ("29 Feb 1980", "1980-02-29"),
        ("12 March", "--03-12"),
        ("March 12, 1980", "1980-03-12"),
        ("12th of March 1980", None),
        ("12.3.1980", "1980-03-12"),
        ("12.3.", "--03-12"),
        ("29 February 1981", None),
        ("30 February", None),
        ("1 January 2030", None),
        ("12 March 1200", None),
        ("3/4/1980", None),
        ("soon", None),
        ("", None),
        ("12 12 March", None),
    ],
)
def test_a_birthday_is_a_day_with_or_without_a_year(text: str, told: str | None) -> None:
    if told:
        assert birthday(text, today=TODAY) == told
    else:
        with pytest.raises(BadInput):
            birthday(text, today=TODAY)


def test_the_users_word_stands_beside_the_fact_and_through_everything(book: Book) -> None:
    do(
        book,
        "edit",
        "Ada",
        name="Ada Hart-Moss",
        employer="Moss Mill",
        birthday="12 March",
        field=["Children=two", "Dog = Rex"],
    )
    assert _details(book) == {
        "employer": "Moss Mill",
        "birthday": "--03-12",
        "Children": "two",
        "Dog": "Rex",
    }
    assert mine(book, one(book, "Ada")["id"]).seen_name == "Ada Hart"
    held = [x["value"] for x in book.rows("SELECT value FROM claim WHERE attribute = 'birthday'")]
    assert held == ["1980-03-04"], "the fact is as it was"
    before = one(book, "Ada")
    book.close()
    write([mail("c", "2025-05-03"), card(ADA, name="Ada Hart")], book.folder)
    after = one(book, "Ada Hart-Moss")
    assert (after["details"], after["id"]) == (before["details"], before["id"])
    assert "Ada Hart-Moss" in names(book)
    assert one(book, "Ada Hart")["id"] == after["id"], "the old name still finds them"
    do(book, "undo")
    assert "Ada Hart" in names(book)
    assert not _details(book)
    do(book, "redo")
    assert _details(book)["Children"] == "two"


def test_a_word_is_taken_back_or_says_that_a_fact_is_not_so(book: Book) -> None:
    do(book, "edit", "Ada", birthday="", place="Leeds")
    assert _details(book) == {"birthday": "", "place": "Leeds"}
    do(book, "edit", "Ada", clear=["birthday", "place"])
    assert not _details(book)
    do(book, "edit", "Ada", name="Addie")
    assert "Addie" in names(book)
    do(book, "edit", "Addie", clear=["name"])
    assert "Ada Hart" in names(book)
    for label in ("birthday", "name", "Dog"):
        with pytest.raises(BadInput, match="you said nothing"):
            do(book, "edit", "Ada", clear=[label])


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"name": " "},
        {"name": "x" * 201},
        {"field": ["no value"]},
        {"field": ["=x"]},
        {"field": ["birthday=x"]},
        {"field": [f"{'x' * 61}=y"]},
        {"place": "x" * 2_001},
        {"address": ["no address"]},
        {"birthday": "the day before"},
        {"address": ["ben.moss@mill.example"], "place": "Leeds"},
    ],
)
def test_what_cannot_be_kept_is_refused_whole(book: Book, options: dict[str, object]) -> None:
    before = len(book.decisions.active())
    with pytest.raises(BadInput):
        do(book, "edit", "Ada", **options)
    assert len(book.decisions.active()) == before


def test_an_address_more_is_theirs_until_it_is_taken_out(book: Book) -> None:
    do(book, "edit", "Ada", address=["ada@home.example", "+44 20 7946 0000"])
    assert set(one(book, "Ada")["identities"]) == {
        ADA,
        "email:ada@home.example",
        "phone:+442079460000",
    }
    do(book, "edit", "Ada", address=["ada@home.example"])  # twice is once
    book.close()
    write([mail("c", "2025-05-03", sender="email:ada@home.example")], book.folder)
    assert one(book, "Ada")["received"] == 2, "what comes from there is hers"
    do(book, "split", "+44 20 7946 0000")
    assert set(one(book, "Ada")["identities"]) == {ADA, "email:ada@home.example"}
    assert len(names(book)) == 2, "a number nobody uses is no person"
    do(book, "undo")
    assert "phone:+442079460000" in one(book, "Ada")["identities"]


def test_an_address_that_is_anothers_is_asked_about_and_yours_refused(book: Book) -> None:
    with pytest.raises(BadInput, match="is Ben Moss's") as raised:
        do(book, "edit", "Ada", address=["ben.moss@mill.example"])
    assert "comity merge" in raised.value.hint
    with pytest.raises(BadInput, match="is yours"):
        do(book, "edit", "Ada", address=[ME.partition(":")[2]])
    assert one(book, "Ben")["identities"] == [BEN]


def test_what_was_said_stays_with_the_person_when_an_address_leaves(book: Book) -> None:
    do(book, "remember", "Zora Newperson", every="no")
    do(book, "edit", "Zora", address=["a.zora@new.example"])
    do(book, "note", "Zora", "likes tea")
    do(book, "keep", ["Zora"], every="30d")
    do(book, "remind", "Zora", "the exam", on="the 12th")
    do(book, "split", "a.zora@new.example")
    zora = one(book, "Zora")
    assert zora["identities"] == ["name:memory/Zora Newperson"]
    assert [x["subject"] for x in zora["timeline"]] == ["likes tea"]
    assert zora["reminders"][0]["text"] == "the exam"
    assert do(book, "today")["kept"] == 1


def test_what_was_said_of_two_before_they_were_joined_goes_with_each(book: Book) -> None:
    do(book, "note", "Ada", "of Ada")
    do(book, "note", "Ben", "of Ben")
    do(book, "merge", "Ada", "Ben")
    assert {x["subject"] for x in one(book, ADA)["timeline"]} >= {"of Ada", "of Ben"}
    do(book, "split", ADA.partition(":")[2])
    assert "of Ada" in {x["subject"] for x in one(book, ADA)["timeline"]}
    assert "of Ben" in {x["subject"] for x in one(book, BEN)["timeline"]}


def test_two_are_weighed_before_they_are_joined_and_found_again_after(book: Book) -> None:
    found = pair(book, "Ada", "Ben")
    assert found.speaks_for == ()
    assert found.speaks_against == (
        "both took part in 1 record side by side",
        "no word of their names is the same",
    )
    do(book, "merge", "Ada", "Ben")
    (row,) = joined(book, ADA)
    assert {row.left, row.right} == {ADA, BEN}
    do(book, "apart", row.left, row.right)
    assert sorted(names(book)) == ["Ada Hart", "Ben Moss"]
    assert "you said that they are two" in pair(book, "Ada", "Ben").speaks_against
    assert not joined(book, ADA)
    do(book, "undo")
    assert len(names(book)) == 1
    with pytest.raises(BadInput, match="one and the same"):
        do(book, "apart", ADA, ADA)


def test_what_linkage_finds_speaks_for_two(tmp_path: Path) -> None:
    near = "email:ahart@other.example"
    records = [
        mail("a", "2025-01-03"),
        mail("b", "2025-01-04", sender=near),
        card(ADA, name="Ada Hart", claims=[Claim(ADA, "birthday", "1980-03-04")]),
        card(near, name="A. Hart", claims=[Claim(near, "birthday", "1981-03-04")]),
    ]
    book = book_of(records, tmp_path)
    found = pair(book, ADA, near)
    assert found.speaks_for, "linkage says why it would ask"
    assert found.speaks_against == ("their birthdays differ",)
    book.close()


def test_the_name_the_user_gave_is_forgotten_with_them(book: Book) -> None:
    do(book, "edit", "Ada", name="Zebedee Quince", field=["Dog=Rex"])
    do(book, "note", "Ben", "met Zebedee Quince at the fair")
    named = do(book, "forget", "Zebedee Quince", dry_run=True)["named_elsewhere"]
    assert any("Zebedee Quince" in str(x) for x in named)
    do(book, "forget", "Zebedee Quince", blank=["all"])
    assert "Zebedee" not in (book.folder / "decisions.sqlite").read_bytes().decode("latin-1")
    assert names(book) == ["Ben Moss"]
