from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.operations.network.counted import counted
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, mail, row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from comity.model import Record

PITCH = (
    "We have built a new scheduling service for mills like yours and would be very glad to show "
    "it to you whenever it suits you best."
)


def _side(records: Iterable[Record], folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = do(book_of(records, folder), "audit")["my_side"]
    return found


def _pasted(greeting: str, number: int, to: tuple[str, ...], at: str = "2025-03-03") -> Record:
    return mail(f"p{number}", at, sender=ME, to=to, text=f"Dear {greeting},\n\n{PITCH}\n\nRobin")


@pytest.mark.parametrize(
    ("records", "texts"),
    [
        ([_pasted("Ada", 1, (ADA,)), _pasted("Ben", 2, (BEN,)), _pasted("Cleo", 3, (CLEO,))], 1),
        ([_pasted("Ada", 1, (ADA,)), _pasted("Ben", 2, (BEN,))], 0),
        ([_pasted("Ada", n, (ADA,)) for n in range(3)], 0),  # thrice to one
        ([_pasted("all", 1, (ADA, BEN, CLEO))], 0),  # openly to three
        ([_pasted("A", n, (who,), "2024-05-01") for n, who in enumerate((ADA, BEN, CLEO))], 0),
        ([mail(f"s{n}", sender=ME, to=(w,), text="OK.") for n, w in enumerate((ADA, BEN, DAN))], 0),
    ],
)
def test_pasted_is_what_three_people_got_one_by_one_this_year(
    tmp_path: Path, records: list[Record], texts: int
) -> None:
    assert _side(records, tmp_path)["pasted_to_many"] == texts


def test_a_question_is_open_until_i_write_in_its_thread(tmp_path: Path) -> None:
    records = [
        mail("q1", "2025-05-01", text="Could you come?"),
        mail("q2", "2025-05-02", sender=BEN, text="Could you come?"),
        mail("a2", "2025-05-03", sender=ME, to=(BEN,), answers="q2"),
        mail("q3", "2025-05-31T12:00", sender=CLEO, text="Could you come?"),  # not a day ago
        mail("q4", "2024-05-01", sender=DAN, text="Could you come?"),  # over a year ago
    ]
    old = [
        mail(f"old{n}", "2024-01-01", sender=ME, to=(who,))
        for n, who in enumerate((ADA, BEN, CLEO, DAN))
    ]
    found = _side([*records, *old], tmp_path)
    assert (found["questions_unanswered"], found["first_approaches"]) == (1, 0)


def test_a_question_of_somebody_i_never_wrote_to_is_a_first_approach(tmp_path: Path) -> None:
    records = [
        mail("q1", "2025-05-01", text="Could you come?"),
        mail("q2", "2025-05-02", sender=BEN, text="Could you come?"),
    ]
    old = mail("old", "2024-01-01", sender=ME, to=(BEN,))
    found = _side([*records, old], tmp_path)
    assert (found["questions_unanswered"], found["first_approaches"]) == (1, 1)


def test_my_thanks_and_those_that_had_no_answer_are_counted(tmp_path: Path) -> None:
    records = [
        mail("t1", "2025-05-01", sender=ME, to=(ADA,), text="Thank you for the map, it helped."),
        mail("t2", "2025-05-01", sender=ME, to=(BEN,), text="Thank you for the map."),
        mail("back", "2025-05-02", sender=BEN, answers="t2", text="Gladly."),
        mail("t3", "2025-05-01", sender=ME, to=(CLEO,), text="No thankless task."),
        mail("t4", "2025-05-01", sender=CLEO, text="Thank you."),  # theirs asks for no answer
        mail("t5", "2025-05-31T12:00", sender=ME, to=(DAN,), text="Thank you."),  # not a day ago
        mail("t6", "2024-05-01", sender=ME, to=(DAN,), text="Thank you."),  # over a year ago
    ]
    found = _side(records, tmp_path)
    assert (found["my_thanks"], found["my_thanks_unanswered"]) == (3, 1)


def test_my_questions_that_had_no_answer_are_counted(tmp_path: Path) -> None:
    records = [
        mail("q1", "2025-05-01", sender=ME, to=(ADA,), text="Could you come?"),
        mail("q2", "2025-05-01", sender=ME, to=(BEN,), text="Could you come?"),
        mail("a2", "2025-05-02", sender=BEN, answers="q2"),
        mail("q3", "2025-05-31T12:00", sender=ME, to=(CLEO,), text="Could you come?"),
    ]
    assert _side(records, tmp_path)["my_questions_unanswered"] == 1


def test_a_thread_begun_with_several_is_one(tmp_path: Path) -> None:
    book = book_of([mail("a", sender=ME, to=(ADA, BEN), text="Hello both.")], tmp_path)
    assert do(book, "audit")["initiated"] == {"by_me": 1, "by_them": 0}
    (one,) = counted(book, "begun_by_me").messages
    assert len(one.people) == 2


def test_a_pasted_text_is_one_with_all_who_got_it(tmp_path: Path) -> None:
    people = {"Ada": ADA, "Ben": BEN, "Cleo": CLEO}
    sent = [_pasted(name, n, (who,)) for n, (name, who) in enumerate(people.items())]
    (one,) = counted(book_of(sent, tmp_path), "pasted_to_many").messages
    assert len(one.people) == 3
    assert one.words.startswith("Dear ")


def test_invitations_with_a_word_are_not_counted(tmp_path: Path) -> None:
    records = [
        row("bare", "invitation", "2019-05-01", sender=ME, to=("linkedin:ada",)),
        row("kind", "invitation", "2025-05-01", sender=ME, to=("linkedin:ben",), text="We met."),
        row("theirs", "invitation", "2025-05-01", sender="linkedin:cleo", to=(ME,)),
    ]
    assert _side(records, tmp_path)["invitations_without_a_word"] == 1


def test_the_last_time_i_asked_for_advice(tmp_path: Path) -> None:
    records = [
        mail("old", "2025-02-01", sender=ME, to=(ADA,), text="What would you recommend?"),
        mail("new", "2025-03-01T09:30", sender=ME, to=(BEN,), text="What would you advise me?"),
        mail("last", "2025-04-01", sender=ME, to=(BEN,), text="Thank you, I took your advice."),
        mail("theirs", "2025-05-01", text="What would you recommend?"),
    ]
    assert _side(records, tmp_path)["last_asked_advice_at"] == "2025-03-01T09:30:00Z"
    assert _side(records[2:], tmp_path / "no")["last_asked_advice_at"] is None
