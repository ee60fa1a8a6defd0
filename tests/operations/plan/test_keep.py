from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.operation import find
from comity.store.decisions import Said
from tests.operations.plan.story import correspondence, kinds, plan
from tests.records import ADA, ME, book_of, mail, us

if TYPE_CHECKING:
    from pathlib import Path


def test_the_kept_are_named_when_their_own_rhythm_is_due(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-04-20", every_days=7, rounds=2), tmp_path)
    for every, due in (("2w", True), ("30d", True), ("3m", False)):
        find("keep").function(book, ["Ada Hart"], every=every)
        assert kinds(book) == ([("keep", "Ada Hart")] if due else []), every


def test_the_reasons_say_the_rhythm_and_the_last_contact(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-04-20", every_days=7, rounds=2), tmp_path)
    find("keep").function(book, ["Ada Hart"], every="2w")
    (one,) = plan(book)
    assert [why["text"] for why in one["why"]] == [
        "you keep in touch every two weeks",
        "last in contact on 27 April 2025, 5 weeks ago",
        "last spoken of: The mill",
    ]
    assert one["help"] is None


def test_a_real_contact_resets_the_rhythm(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2025-04-20", every_days=7, rounds=2),
        mail("new", "2025-05-30", sender=ADA, to=(ME,)),
    ]
    book = book_of(records, tmp_path)
    find("keep").function(book, ["Ada Hart"], every="2w")
    assert kinds(book) == []


def test_my_open_word_is_the_way_to_help(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2025-02-20", every_days=7, rounds=2),
        mail(
            "word",
            "2025-03-10",
            sender=ME,
            to=(ADA,),
            text="Good to see you. I'll send you the drawings of the weir next week.",
        ),
    ]
    book = book_of(records, tmp_path)
    find("keep").function(book, ["Ada Hart"], every="30d")
    (one,) = plan(book)
    assert one["help"]["kind"] == "promise"
    assert "I'll send you the drawings of the weir" in one["help"]["quote"]


def test_after_two_approaches_without_an_answer_it_is_left(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2025-01-20", every_days=7, rounds=2),
        mail("first", "2025-03-01", sender=ME, to=(ADA,)),
        mail("second", "2025-04-01", sender=ME, to=(ADA,)),
    ]
    book = book_of(records, tmp_path)
    find("keep").function(book, ["Ada Hart"], every="2w")
    assert kinds(book) == []


def test_a_person_of_the_family_is_there_when_named(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-04-01", every_days=7, rounds=2), tmp_path)
    find("circle").function(book, "Ada Hart", "personal")
    find("keep").function(book, ["Ada Hart"], every="2w")
    assert kinds(book) == [("keep", "Ada Hart")]


def test_quiet_never_and_let_go_are_respected(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-04-01", every_days=7, rounds=2), tmp_path)
    find("keep").function(book, ["Ada Hart"], every="2w")
    for verb, given in (
        ("never", {}),
        ("quiet", {"until": "2025-07-01"}),
        ("stage", {"stage": "let_go"}),
    ):
        find(verb).function(book, "Ada Hart", **given)
        assert kinds(book) == [], verb
        find("undo").function(book)
        assert kinds(book) == [("keep", "Ada Hart")], verb


def test_who_is_known_from_memory_alone_is_in_the_first_plan(tmp_path: Path) -> None:
    book = book_of([], tmp_path, me=())
    find("remember").function(book, "Ada Hart", as_="client", about="builds weirs")
    (one,) = plan(book)
    assert (one["kind"], one["why"][-1]["text"]) == ("keep", "you noted: builds weirs")


def test_what_is_done_or_put_off_does_not_come_back_until_then(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-04-01", every_days=7, rounds=2), tmp_path)
    find("keep").function(book, ["Ada Hart"], every="2w")
    (one,) = plan(book)
    find("snooze").function(book, one["id"], for_="1w")
    assert kinds(book) == []
    book.now_us = us("2025-06-09")
    book.close()
    assert kinds(book) == [("keep", "Ada Hart")]
    find("done").function(book, one["id"])
    assert kinds(book) == []
    for day, expected in (("2025-06-22", []), ("2025-06-24", [("keep", "Ada Hart")])):
        book.now_us = us(day)
        book.close()
        assert kinds(book) == expected, "done begins the rhythm of two weeks anew"
    book.decisions.say([Said("done", other="unknown")], at_us=book.now_us)
    assert kinds(book) == [("keep", "Ada Hart")]
