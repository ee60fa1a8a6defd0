"""Whether and how soon somebody wrote back, beside the very columns the evaluation measures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from comity.evaluate.logs import DAY_US
from comity.evaluate.replies import replies
from comity.models import logistic, reply
from comity.operations.person.replies import _LIKELY
from tests.evaluate import laid_out
from tests.operations.verbs import do, one
from tests.records import ADA, BEN, CLEO, ME, book_of, card, mail, message, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record

# Day and hour of mine to one alone, and after how many hours they wrote back, if they did.
TO_ADA = ((1, 5), (20, 5), (40, 30), (60, 100), (80, None))
TO_BEN = ((10, 3), (86, None))
START = datetime(2025, 6, 1, tzinfo=UTC) - timedelta(days=87)  # whole weeks since 1970


def _asked(who: str, rows: tuple[tuple[int, int | None], ...]) -> Iterator[Record]:
    for day, hours in rows:
        asked = START + timedelta(days=day, hours=9)
        ref = f"{who[6:9]}{day}"
        yield mail(ref, asked.isoformat(), sender=ME, to=(who,))
        if hours is not None:
            back = asked + timedelta(hours=hours)
            yield mail(f"{ref}-re", back.isoformat(), sender=who, answers=ref)


def _records() -> Iterator[Record]:
    yield from _asked(ADA, TO_ADA)
    yield from _asked(BEN, TO_BEN)
    yield mail("both", (START + timedelta(days=30)).isoformat(), sender=ME, to=(ADA, BEN))
    yield message("chat", (START + timedelta(days=85)).isoformat(), sender=ADA)
    yield card(CLEO)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = book_of(_records(), tmp_path_factory.mktemp("replies"))
    yield made
    made.close()


def said(book: Book, who: str) -> dict[str, Any]:
    return {each["feature"]: each["text"] for each in one(book, who)["reasons"]}


def test_answers_are_counted_and_timed(book: Book) -> None:
    assert one(book, "Ada")["replies"] == {
        "asked": 5,
        "unanswered": 1,
        "asked_2d": 5,
        "answered_2d": 3,
        "median_days": pytest.approx(30 / 24),
        "most_days": pytest.approx(100 / 24),
    }
    text = "wrote back to 3 of 5 mails within two days; half within 30 hours"
    assert said(book, "Ada")["replies"] == f"{text}; no answer yet to 1 of 5"


def test_an_open_mail_is_not_yet_one_without_an_answer_in_time(book: Book) -> None:
    ben = one(book, "Ben")
    assert (ben["replies"]["asked"], ben["replies"]["asked_2d"]) == (2, 1)
    text = "wrote back to 1 of 1 mail within two days; no answer yet to 1 of 2"
    assert said(book, "Ben")["replies"] == text


def test_who_was_never_written_to_has_no_answers(book: Book) -> None:
    cleo = one(book, CLEO)
    assert (cleo["replies"], cleo["p_reply_2d"]) == (None, None)
    assert not {"replies", "p_reply_2d"} & set(said(book, CLEO))


def test_the_forecast_is_a_word(book: Book) -> None:
    text = said(book, "Ada")["p_reply_2d"]
    assert text.startswith("if you wrote to them today, an answer within two days would be ")
    assert text.rpartition(" be ")[2] in {words for _, words in _LIKELY}


def test_no_answer_is_foretold_for_a_tie_past_its_rhythm(tmp_path: Path) -> None:
    book = book_of(_records(), tmp_path, now=str(START + timedelta(days=400)))
    ada = one(book, "Ada")
    assert ada["replies"]["asked"] == 5
    assert ada["p_reply_2d"] is None
    assert "p_reply_2d" not in said(book, "Ada")


def test_only_of_professional_ties(tmp_path: Path) -> None:
    book = book_of(_records(), tmp_path)
    do(book, "circle", "Ada", "personal")
    ada = one(book, "Ada")
    assert (ada["replies"], ada["p_reply_2d"]) == (None, None)
    book.close()


def test_it_is_the_forecast_that_is_evaluated(book: Book) -> None:
    """The same mails as a log, with one more to Ada at the book's moment."""
    people = {ME: 0, ADA: 1, BEN: 2}
    rows = [
        (
            people[sender.identity],
            people[one.identity],
            ((record.at_us or 0) - us(str(START))) / DAY_US,
        )
        for record in _records()
        if record.interaction == "mail"
        for sender, *others in [record.participants]
        for one in others
    ]
    made = laid_out.history(sorted([*rows, (0, 1, 87)], key=lambda row: row[2]), days=100)
    cases = replies(made, from_us=0, until_us=made.days * DAY_US)
    last = np.flatnonzero(cases.pair == laid_out.pair(made, 0, 1))[-1:]
    columns = {name: values[last] for name, values in cases.columns.items()}
    expected = logistic.sigmoid(reply.logits(columns))[0]
    assert one(book, "Ada")["p_reply_2d"] == pytest.approx(expected, abs=1e-9)
