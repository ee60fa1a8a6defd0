from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.operations.plan.story import kinds, plan
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, mail, message

if TYPE_CHECKING:
    from pathlib import Path

ASK = "Could you send me the plan of the weir?"


def test_an_open_question_is_shown_with_its_own_words(tmp_path: Path) -> None:
    book = book_of([mail("q", "2025-05-28T09:00", text=f"Hello Robin.\n\n{ASK}")], tmp_path)
    (one,) = plan(book)
    assert (one["kind"], one["person"]["name"]) == ("answer", "Ada Hart")
    assert one["help"] == {"kind": "question", "quote": ASK, "at": "2025-05-28T09:00:00Z"}
    assert one["why"][0] == {
        "feature": "asked_days_ago",
        "value": 3.6,
        "text": "asked you 4 days ago",
    }
    assert one["evidence"][0]["text"] == "About q"
    assert one["minutes"] > 0


@pytest.mark.parametrize(
    ("records", "why_not"),
    [
        ([mail("q", "2025-05-01", text=ASK)], "older than 21 days"),
        ([mail("q", "2025-05-28", text="I send you the plan.")], "nothing is asked"),
        ([mail("q", "2025-05-28", text=ASK, to=(BEN,), cc=(ME,))], "a copy is not put to me"),
        ([mail("q", "2025-05-28", text=ASK, to=(ME, BEN, CLEO, DAN))], "put to four"),
        (
            [
                mail("q", "2025-05-28", text=ASK),
                mail("a", "2025-05-29", sender=ME, to=(ADA,), answers="q"),
            ],
            "answered",
        ),
        (
            [
                mail("q", "2025-05-28", text=ASK),
                message("a", "2025-05-29", sender=ME, to=(ADA,)),
            ],
            "the last word is mine, elsewhere",
        ),
        ([mail("q", "2025-05-28", text=ASK, automatic="bulk")], "a program asks"),
    ],
)
def test_what_is_no_open_question(tmp_path: Path, records: list, why_not: str) -> None:  # type: ignore[type-arg]
    assert kinds(book_of(records, tmp_path)) == [], why_not


def test_a_person_who_asked_twice_is_named_once_with_the_later_question(tmp_path: Path) -> None:
    book = book_of(
        [
            mail("q1", "2025-05-26", text=ASK),
            mail("q2", "2025-05-30", text="And when shall we meet at the mill?"),
        ],
        tmp_path,
    )
    (one,) = plan(book)
    assert one["help"]["quote"] == "And when shall we meet at the mill?"


def test_a_question_of_then_is_open_as_of_then(tmp_path: Path) -> None:
    records = [
        mail("q", "2025-05-20", text=ASK),
        mail("a", "2025-05-29", sender=ME, to=(ADA,), answers="q"),
    ]
    assert kinds(book_of(records, tmp_path, as_of="2025-05-25")) == [("answer", "Ada Hart")]
