from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from tests.operations.plan.story import correspondence
from tests.operations.verbs import do, names, one
from tests.records import (
    ADA,
    BEN,
    CLEO,
    DAN,
    ME,
    book_of,
    card,
    mail,
    meeting,
    message,
    person,
    post,
    row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record


# The recommendation was neither a letter nor a meeting.
LAST_YEAR = (
    "in the last year you wrote on 9 days, they wrote on 9 days, you met on 1 day; last in March"
)


def _records() -> Iterator[Record]:
    yield from correspondence(start="2024-01-10", every_days=30, rounds=14)
    yield mail("ben", "2025-05-20", sender=BEN, to=(ME, CLEO), text="Hello.")
    yield post("hello", "2025-05-30", sender=DAN)
    yield meeting("Review", "2025-03-12T10:00", guests=(ME, ADA))
    yield meeting("Next", "2025-07-01T10:00", guests=(ME, ADA))  # not yet
    yield row("thanks", "recommendation", "2025-01-05", sender=ADA, to=(ME,), text="Robin is kind.")
    yield card(ADA, "phone:+441632960961", name="Ada Hart")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = book_of(_records(), tmp_path_factory.mktemp("people"))
    yield made
    made.close()


def test_people_come_in_the_order_asked_for(book: Book) -> None:
    assert names(book)[:2] == ["Ada Hart", "Ben Moss"]
    assert names(book, sort="recent")[:2] == ["Ben Moss", "Ada Hart"]
    assert names(book, sort="name") == ["Ada Hart", "Ben Moss", "Cleo Dunn", "Dan Frost"]
    assert names(book, sort="p_contact_7d")[0] == "Ada Hart"
    assert names(book, sort="p_active_90d")[0] == "Ada Hart"


def test_people_are_chosen_by_stage_circle_and_tag(book: Book) -> None:
    assert names(book, stage="established") == ["Ada Hart"]
    assert names(book, stage="listed", sort="name") == ["Cleo Dunn", "Dan Frost"]
    assert names(book, circle="personal") == []
    assert names(book, circle="not_sorted", stage="planted") == ["Ben Moss"]
    assert names(book, tag="boat") == []


def test_a_limit_below_nothing_is_refused(book: Book) -> None:
    assert len(do(book, "people", limit=1)["people"]) == 1
    with pytest.raises(BadInput):
        do(book, "people", limit=-1)


def test_a_person_is_what_happened(book: Book) -> None:
    ada = one(book, "Ada")
    assert (ada["sent"], ada["received"]) == (15, 16)  # a meeting counts both ways
    assert (ada["evidence_days"], ada["two_way_days"]) == (16, 15)
    assert ada["identities"] == [ADA, "phone:+441632960961"]
    assert ada["last_at"] == "2025-03-12T10:00:00Z"


def test_a_timeline_is_what_was_until_now_the_latest_first(book: Book) -> None:
    found = one(book, "Ada")["timeline"]
    assert [event["at"] for event in found] == sorted((e["at"] for e in found), reverse=True)
    assert [(e["interaction"], e["direction"], e["subject"]) for e in found[:2]] == [
        ("meeting", "both", "Review"),
        ("mail", "out", "Re: The mill"),
    ]
    assert next(e for e in found if e["interaction"] == "recommendation")["help"] == "received"
    assert len({frozenset(event) for event in found}) == 1  # every event has the same keys


def test_a_post_to_all_is_in_the_timeline_as_addressed_to_nobody(book: Book) -> None:
    (event,) = one(book, "Dan")["timeline"]
    assert event["addressed"] is False


@pytest.mark.parametrize(
    ("who", "feature", "text"),
    [
        ("Ada", "stage", "15 days both ways between January 2024 and March 2025"),
        (
            "Ada",
            "evidence_days",
            LAST_YEAR,
        ),
        ("Ada", "gap_ratio", "you are in touch every 4 weeks on average, quiet for 3 months"),
        ("Ada", "same_person", "One card or profile holds both."),
        ("Ben", "stage", "only they wrote, on 1 day"),
        ("Dan", "stage", "no trace of an exchange in these sources"),
        ("Cleo", "circle", "nothing says which"),
    ],
)
def test_reasons_say_it_in_words(book: Book, who: str, feature: str, text: str) -> None:
    found = {reason["feature"]: reason["text"] for reason in one(book, who)["reasons"]}
    assert found[feature] == text


def test_forecasts_say_what_moves_them(book: Book) -> None:
    found = {reason["feature"]: reason for reason in one(book, "Ada")["reasons"]}
    assert found["p_contact_7d"]["value"] == one(book, "Ada")["p_contact_7d"]
    assert "for" in found["p_contact_7d"]["text"]
    assert "p_contact_7d" not in {reason["feature"] for reason in one(book, "Dan")["reasons"]}


def test_the_resting_are_told_how_long(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2021-01-10", every_days=14, rounds=14), tmp_path)
    ada = one(book, "Ada")
    assert ada["stage"] == "resting"
    text = next(reason["text"] for reason in ada["reasons"] if reason["feature"] == "stage")
    assert text == "14 days both ways between January and July 2021, now quiet for 3.9 years"
    text = next(r["text"] for r in ada["reasons"] if r["feature"] == "evidence_days")
    assert text == "14 days with an exchange, none in the last year; last in July 2021"


def test_as_of_an_earlier_day_nothing_later_is_seen(tmp_path: Path) -> None:
    book = book_of(_records(), tmp_path, as_of="2024-03-01")  # before it was said who I am
    assert names(book) == ["Ada Hart"]
    ada = one(book, "Ada")
    assert (ada["sent"], ada["received"], ada["stage"]) == (2, 2, "sprouting")
    assert all(event["at"] < "2024-03-01" for event in ada["timeline"])


def test_i_am_no_contact(book: Book) -> None:
    with pytest.raises(NotFound, match="is you"):
        one(book, "robin.vale@home.example")


def test_a_timeline_holds_at_most_two_hundred_and_notes_besides(tmp_path: Path) -> None:
    book = book_of((mail(f"m{n}", at_us=n * 10**12) for n in range(250)), tmp_path)
    do(book, "note", "Ada", "likes tea")
    found = one(book, "Ada")["timeline"]
    assert len(found) == 201
    assert found[0]["subject"] == "likes tea"


def said_of(tmp_path: Path, *records: Record) -> dict[str, str]:
    book = book_of([mail("mine", sender=ME, to=(BEN,)), *records], tmp_path)
    return {one["feature"]: one["text"] for one in do(book, "person", "Ada Hart")["reasons"]}


def test_a_tie_of_invitations_alone_is_called_that(tmp_path: Path) -> None:
    invited = meeting("m", guests=(ME, ADA), responses={ADA: ""})
    found = said_of(tmp_path / "a", invited)
    assert found["stage"] == "only you invited, on 1 day"
    assert found["evidence_days"] == ("1 day with an exchange, of invitations alone; last in March")
    assert said_of(tmp_path / "b", mail("a"))["stage"] == "only they wrote, on 1 day"


def called(ref: str, interaction: str, *, sender: str, to: str) -> Record:
    return message(ref, sender=sender, to=(to,), interaction=interaction, channel="telephone")


def test_a_call_is_said_to_be_one_and_one_that_nobody_answered_a_try(tmp_path: Path) -> None:
    missed = called("m", "missed call", sender=ADA, to=ME)
    found = said_of(tmp_path / "a", missed)
    assert found["stage"] == "only they tried to call, on 1 day"
    assert found["evidence_days"] == "1 day with an exchange, of missed calls alone; last in March"
    answered = called("c", "call", sender=ADA, to=ME)
    found = said_of(tmp_path / "b", answered, missed)
    assert found["stage"] == "1 day both ways on 3 March 2025"
    assert found["evidence_days"] == "in the last year you spoke on 1 day; last in March"
    found = said_of(tmp_path / "c", answered, meeting("x", "2025-03-04T10:00", guests=(ME, ADA)))
    assert found["evidence_days"] == "in the last year you met or spoke on 2 days; last in March"


def test_a_tie_of_changes_to_programs_alone_is_called_that(tmp_path: Path) -> None:
    people = (person("from", ADA), person("to", ME))
    found = said_of(tmp_path, row("c", "commit", channel="git", participants=people))
    assert found["stage"] == "only they had a part in changes of yours, on 1 day"
    assert found["evidence_days"] == (
        "1 day with an exchange, of changes to programs alone; last in March"
    )


def test_works_together_are_told_by_their_years_and_are_no_exchange(tmp_path: Path) -> None:
    def work(ref: str, year: str, *authors: str) -> Record:
        people = tuple(person("from", one) for one in authors)
        plain = row(ref, "work", channel="publication", detail=year, participants=people)
        return replace(plain, at_us=None)

    records = [work("a", "1998", ME, ADA), work("b", "2004", ADA, ME), work("c", "2010", ADA, BEN)]
    found = said_of(tmp_path / "alone", *records)
    told = "you published 2 works together, 1998 to 2004"
    assert found["stage"] == f"{told}, and no exchange is seen"
    assert not {"works", "evidence_days"} & found.keys()
    beside = said_of(tmp_path / "beside", *records[:1], mail("a"))
    assert beside["works"] == "you published 1 work together, in 1998"


def test_who_wrote_on_a_day_nobody_knows_left_a_trace(tmp_path: Path) -> None:
    found = said_of(tmp_path / "a", mail("a", at_us=None), mail("b", at_us=None))
    assert found["stage"] == "they wrote 2 mails, on a day nobody knows"
    assert said_of(tmp_path / "b", card(ADA, name="Ada Hart"))["stage"].startswith("no trace")
