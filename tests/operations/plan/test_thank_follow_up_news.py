from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from comity.model import Claim, Participant
from comity.operations.operation import find
from comity.operations.plan.news import days_until
from tests.operations.plan.story import correspondence, kinds, known, plan
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, card, mail, meeting, row, us, write

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record


def test_a_recommendation_is_thanked_for_and_may_be_returned(tmp_path: Path) -> None:
    records = [
        row("r", "recommendation", "2025-05-20", sender=ADA, to=(ME,), text="Robin is sound.")
    ]
    (one,) = plan(book_of(records, tmp_path))
    assert one["kind"] == "thank"
    assert one["why"][0]["text"] == "gave you a recommendation 12 days ago"
    assert one["help"]["quote"] == "Robin is sound."


def test_a_recommendation_that_was_returned_rests_on_no_further_help(tmp_path: Path) -> None:
    records = [
        row("mine", "recommendation", "2024-05-20", sender=ME, to=(ADA,), text="Ada builds well."),
        row("r", "recommendation", "2025-05-20", sender=ADA, to=(ME,), text="Robin is sound."),
    ]
    (one,) = plan(book_of(records, tmp_path))
    assert one["help"] is None


def test_who_was_thanked_is_left(tmp_path: Path) -> None:
    records = [
        row("e", "endorsement", "2025-05-20", sender=ADA, to=(ME,), detail="weirs"),
        mail("ta", "2025-05-22", sender=ME, to=(ADA,), text="Thank you!"),
    ]
    assert kinds(book_of(records, tmp_path)) == []
    open_ = book_of(records[:1], tmp_path / "open")
    assert plan(open_)[0]["why"][0]["text"] == "gave you an endorsement for weirs 12 days ago"


def test_an_introduction_is_thanked_for(tmp_path: Path) -> None:
    said = "Robin, I would like to introduce you to Dan, who mends wheels."
    records = [
        mail("intro", "2025-05-20", to=(ME, DAN), text=said),
        mail("x", "2025-05-20", sender=BEN, to=(ME, DAN), text="Let me introduce myself: I sell."),
        mail("y", "2025-05-20", sender=CLEO, text="An introduction to wheels is attached."),
    ]
    thanked = [one for one in plan(book_of(records, tmp_path)) if one["kind"] == "thank"]
    assert [(one["person"]["name"], one["why"][0]["text"]) for one in thanked] == [
        ("Ada Hart", "gave you an introduction 12 days ago")
    ]


def test_somebody_newly_met_is_followed_up(tmp_path: Path) -> None:
    records = [meeting("Fair at the mill", "2025-05-28T15:00", guests=(ME, BEN))]
    (one,) = plan(book_of(records, tmp_path))
    assert (one["kind"], one["person"]["name"]) == ("follow_up", "Ben Moss")
    assert one["why"][0]["text"] == "first met 4 days ago: Fair at the mill"


def test_who_is_not_followed_up(tmp_path: Path) -> None:
    records = [
        meeting("Too long ago", "2025-05-01T15:00", guests=(ME, ADA)),
        meeting("Fair", "2025-05-28T15:00", guests=(ME, BEN)),
        mail("after", "2025-05-29", sender=ME, to=(BEN,)),
        mail("old", "2024-05-29", sender=CLEO),
        meeting("Market", "2025-05-28", guests=(ME, CLEO)),
        meeting("Still to come", "2025-06-28T15:00", guests=(ME, DAN)),
    ]
    assert kinds(book_of(records, tmp_path), people=9) == []


def test_who_writes_that_we_met_is_followed_up_and_a_cold_mail_is_not(tmp_path: Path) -> None:
    met = "It was good to meet you at the fair yesterday. The new wheel turns."
    wrote = [mail("hello", "2025-05-29", sender=BEN, text=met)]
    (one,) = plan(book_of(wrote, tmp_path / "met"))
    assert (one["kind"], one["why"][0]["text"]) == ("follow_up", "wrote 3 days ago that you met")
    assert one["why"][1]["value"] == "It was good to meet you at the fair yesterday."
    cold = [mail("hello", "2025-05-29", sender=BEN, text="We sell the best wheels.")]
    assert kinds(book_of(cold, tmp_path / "cold")) == []


def test_a_new_connection_alone_is_no_reason_but_a_word_is(tmp_path: Path) -> None:
    url = "linkedin:ben-moss"
    connected = card(
        url, name="Ben Moss", claims=[Claim(url, "connected", "2025-05-28", us("2025-05-28"))]
    )
    assert kinds(book_of([connected], tmp_path / "alone")) == []
    asked = row("i", "invitation", "2025-05-27", sender=ME, to=(url,))
    assert kinds(book_of([connected, asked], tmp_path / "asked")) == [("follow_up", "Ben Moss")]


def test_a_birthday_of_somebody_close_is_news(tmp_path: Path) -> None:
    born = card(ADA, name="Ada Hart", claims=[Claim(ADA, "birthday", "1980-06-01")])
    stranger = card(BEN, name="Ben Moss", claims=[Claim(BEN, "birthday", "1980-06-01")])
    records = [born, stranger, *correspondence(start="2025-03-25T10:00", every_days=7, rounds=9)]
    (one,) = plan(book_of(records, tmp_path))
    assert (one["kind"], one["person"]["name"]) == ("news", "Ada Hart")
    assert one["why"][0]["text"] == "has their birthday today"


def test_a_change_of_job_is_news_until_i_wrote(tmp_path: Path) -> None:
    told_us = us("2025-05-28")
    notice = mail(
        "notice",
        "2025-05-28",
        sender="email:jobs@network.example",
        channel="linkedin",
        interaction="",
        automatic="service",
        claims=(
            Claim(ADA, "title", "Miller", told_us),
            Claim(ADA, "organisation", "Moss & Co", told_us),
        ),
        participants=(
            Participant("from", "email:jobs@network.example"),
            Participant("about", ADA, "Ada Hart"),
        ),
    )
    before = list(correspondence(start="2025-03-20", every_days=7, rounds=10))
    book = book_of([notice, *before], tmp_path / "told")
    assert plan(book)[0]["why"][0]["text"].startswith(
        "has a new job: Miller at Moss & Co, as heard"
    )
    wrote = mail("glad", "2025-05-29", sender=ME, to=(ADA,))
    assert kinds(book_of([notice, *before, wrote], tmp_path / "wrote")) == []


def test_a_row_that_says_another_job_than_before_is_news(tmp_path: Path) -> None:
    def connection(job: str, at: str) -> Record:
        return card(
            ADA,
            name="Ada Hart",
            kind="row",
            ref="connection/ada",
            version=job,
            revised_us=us(at),
            claims=[Claim(ADA, "title", job, us(at))],
        )

    before = list(correspondence(start="2025-03-20", every_days=7, rounds=10))
    book = book_of([connection("Miller", "2025-01-10"), *before], tmp_path)
    assert kinds(book) == []
    write([connection("Engineer", "2025-05-28")], tmp_path, source="linkedin/export")
    book.refresh()
    (one,) = plan(book)
    assert one["why"][0]["text"] == "has a new job: Engineer, as heard 4 days ago"


@pytest.mark.parametrize(
    ("birthday", "today", "days"),
    [
        ("1980-06-02", date(2025, 6, 1), 1),
        ("--06-02", date(2025, 6, 2), 0),
        ("1980-01-01", date(2025, 12, 31), 1),
        ("1980-02-29", date(2025, 2, 28), 1),
        ("1980-02-29", date(2028, 2, 28), 1),
        ("1980-13-01", date(2025, 6, 1), None),
        ("in May", date(2025, 6, 1), None),
    ],
)
def test_days_until_a_birthday(birthday: str, today: date, days: int | None) -> None:
    assert days_until(birthday, today) == days


def test_pace_by_people_by_minutes_and_by_setting(tmp_path: Path) -> None:
    people = [f"email:guest{n}@fair.example" for n in range(6)]
    records = [
        mail(f"q{n}", "2025-05-28", sender=who, text="When do you come?")
        for n, who in enumerate(people)
    ]
    book = book_of([*records, *known(*people)], tmp_path)
    assert len(plan(book)) == 3
    assert len(plan(book, people=5)) == 5
    assert len(plan(book, minutes=11)) == 2
    assert len(plan(book, minutes=1)) == 1, "a plan is never empty for want of a minute"
    find("settings set").function(book, "minutes", "20")
    assert len(plan(book)) == 4


@pytest.mark.parametrize(
    ("born", "wrote", "text"),
    [
        ("1980-06-02", None, None),
        ("1980-05-31", None, "had their birthday yesterday"),
        ("1980-05-30", None, "had their birthday the day before yesterday"),
        ("1980-05-29", None, None),
        ("1980-05-30", "2025-05-31", None),  # I wrote since
        ("1980-06-01", "2025-06-01", "has their birthday today"),
    ],
)
def test_a_birthday_is_named_on_the_day_or_to_who_was_away(
    tmp_path: Path, born: str, wrote: str | None, text: str | None
) -> None:
    card_ = card(ADA, name="Ada Hart", claims=[Claim(ADA, "birthday", born)])
    words = [mail("w", wrote, sender=ME, to=(ADA,))] if wrote else []
    close = correspondence(start="2025-03-20T10:00", every_days=7, rounds=9)
    named = plan(book_of([card_, *close, *words], tmp_path))
    assert [one["why"][0]["text"] for one in named] == ([text] if text else [])


def test_an_old_endorsement_is_not_thanked_for(tmp_path: Path) -> None:
    clicked = row("e", "endorsement", "2025-04-20", sender=BEN, to=(ME,), detail="weirs")
    assert kinds(book_of([clicked], tmp_path)) == []
