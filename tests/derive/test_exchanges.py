from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.derive.built import steps_of
from tests.records import ADA, BEN, CLEO, DAN, ME, TALK, mail, meeting, message, post, us

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record


def exchanges(tmp_path: Path, *records: Record) -> list[tuple[Any, ...]]:
    """Return (person, direction, asked, answered) in order of time."""
    sql = (
        "SELECT p.identity, direction, at_us, answered_us FROM exchange JOIN person p "
        "USING (person) ORDER BY at_us, p.identity"
    )
    return [tuple(one.values()) for one in steps_of(records, tmp_path).rows(sql)]


def asked(ref: str, at: str = "2025-03-01", **more: Any) -> Record:  # noqa: ANN401 - as mail
    return mail(ref, at, **{"text": "When does the ferry sail?"} | more)


def mine(ref: str, at: str, answers: str = "", **more: Any) -> Record:  # noqa: ANN401 - as mail
    return mail(ref, at, **{"sender": ME, "to": (ADA,), "answers": answers} | more)


def test_the_first_later_message_the_other_way_answers(tmp_path: Path) -> None:
    records = [
        asked("a"),
        mail("again", "2025-03-02", answers="a"),
        mine("b", "2025-03-03", "a"),
        mine("c", "2025-03-04", "a"),
    ]
    assert exchanges(tmp_path, *records) == [(ADA, "in", us("2025-03-01"), us("2025-03-03"))]


def test_what_i_asked_is_answered_by_them(tmp_path: Path) -> None:
    records = [
        mine("a", "2025-03-01", text="Shall we meet?"),
        mail("b", "2025-03-02", answers="a"),
    ]
    assert exchanges(tmp_path, *records) == [(ADA, "out", us("2025-03-01"), us("2025-03-02"))]


@pytest.mark.parametrize(
    "answer",
    [
        mine("b", "2025-03-02"),  # another thread
        mine("b", "2025-02-02", "a"),  # before it was asked
        mine("b", "2025-03-02", "a", to=(BEN,)),  # another person
        mine("b", "2025-03-02", "a", to=(BEN,), cc=(ADA,)),  # a copy
        mail("b", "2025-03-02", answers="a", sender=BEN),  # somebody else's
        mine("b", "2025-03-02", "a", automatic="auto_reply"),
    ],
)
def test_an_open_question_stays_open(tmp_path: Path, answer: Record) -> None:
    found = exchanges(tmp_path, asked("a"), answer)
    assert found == [(ADA, "in", us("2025-03-01"), None)]


def test_an_automatic_reply_to_me_is_no_answer(tmp_path: Path) -> None:
    records = [
        mail("0", "2025-01-01"),
        mine("a", "2025-03-01", text="Shall we meet?"),
        mail("b", "2025-03-02", answers="a", automatic="auto_reply"),
    ]
    assert exchanges(tmp_path, *records) == [(ADA, "out", us("2025-03-01"), None)]


def test_a_question_to_more_than_three_is_to_nobody_in_particular(tmp_path: Path) -> None:
    few = asked("a", to=(ME, BEN, CLEO))
    many = asked("b", "2025-03-02", to=(ME, BEN, CLEO, DAN))
    copied = asked("c", "2025-03-03", to=(BEN,), cc=(ME,))
    assert [one[2] for one in exchanges(tmp_path, few, many, copied)] == [us("2025-03-01")]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Why?", True),
        ('She said "why?"', False),
        ("Why? Because.", False),
        ("See https://ring.example/?page=2 please.", False),
        ("No question.", False),
        ("", False),
    ],
)
def test_what_asks(tmp_path: Path, text: str, *, asks: bool) -> None:
    assert bool(exchanges(tmp_path, mail("a", text=text))) == asks


def test_questions_on_a_list_and_in_a_chat(tmp_path: Path) -> None:
    records = [
        post("p", "2025-03-01", sender=ME),
        post("q", "2025-03-02", to=(ME, TALK), answers="p", text="Is it so?"),
        post("r", "2025-03-02", sender=DAN, to=(TALK,), answers="p", text="Is it so?"),
        post("all", "2025-03-03", sender=BEN, text="Anyone?"),
        message("m", "2025-03-04", sender=CLEO, text="Lunch?"),
        message("n", "2025-03-05", sender=ME, to=(CLEO,)),
    ]
    assert exchanges(tmp_path, *records) == [
        (ADA, "in", us("2025-03-02"), None),
        (CLEO, "in", us("2025-03-04"), us("2025-03-05")),
    ]


def test_each_of_three_is_asked(tmp_path: Path) -> None:
    records = [
        mine("a", "2025-03-01", to=(ADA, BEN, CLEO), text="Who comes?"),
        mail("b", "2025-03-02", sender=BEN, answers="a"),
    ]
    assert [(one[0], one[3]) for one in exchanges(tmp_path, *records)] == [
        (ADA, None),
        (BEN, us("2025-03-02")),
        (CLEO, None),
    ]


def test_an_answer_by_its_subject_alone_is_marked_as_a_guess(tmp_path: Path) -> None:
    records = [
        asked("a", subject="The old roof"),
        mine("b", "2025-03-02", subject="Re: The old roof"),
        asked("c", "2025-03-05", subject="Walls"),
        mine("d", "2025-03-06", "c"),
        asked("e", "2025-03-07", subject="Floor"),
    ]
    rows = steps_of(records, tmp_path).rows(
        "SELECT answered_us, guessed FROM exchange ORDER BY at_us"
    )
    assert [tuple(one.values()) for one in rows] == [
        (us("2025-03-02"), True),
        (us("2025-03-06"), False),
        (None, False),
    ]


ASKED = us("2025-03-01")


@pytest.mark.parametrize(
    ("later", "answered"),
    [
        (message("b", "2025-03-02", sender=ME, to=(ADA,)), True),
        (message("b", "2025-02-02", sender=ME, to=(ADA,)), False),  # before
        (message("b", "2025-03-02", sender=ME, to=(BEN,)), False),  # to another
        (message("b", "2025-03-02"), False),  # theirs
        (meeting("b", "2025-03-02", guests=(ME, ADA)), True),
        (meeting("b", "2025-03-02", guests=(ME, BEN)), False),
        (meeting("b", "2025-02-27", guests=(ME, ADA)), False),
    ],
)
def test_a_meeting_or_a_word_elsewhere_answers(
    tmp_path: Path, later: Record, *, answered: bool
) -> None:
    found = [one for one in exchanges(tmp_path, asked("a"), later) if one[:3] == (ADA, "in", ASKED)]
    assert [one[3] is not None for one in found] == [answered]


def test_what_is_put_to_another_by_name_does_not_ask_me(tmp_path: Path) -> None:
    text = "Hi Ben,\n\ncould you send the plan?"
    both, alone = asked("a", to=(ME, BEN), text=text), asked("b", "2025-03-02", text=text)
    assert [one[2] for one in exchanges(tmp_path, both, alone)] == [us("2025-03-02")]


PITCH = "Would you be open to a brief conversation? See calendly.com/ada."


@pytest.mark.parametrize(
    ("before", "text", "first"),
    [
        ([], "When?", True),
        ([mine("b", "2025-02-01", text="Thank you for the map.")], "When?", False),
        ([meeting("b", "2025-02-01", guests=(ME, ADA))], "When?", False),
        ([mail("b", "2025-02-01")], "When?", True),  # theirs
        ([mine("b", "2025-02-01", text="Thank you for connecting.")], PITCH, True),
        ([mine("b", "2025-02-01", text="Shall we talk?")], PITCH, False),
        (
            [
                mine(f"b{n}", "2025-02-01", text="Why me?", to=(who,))
                for n, who in enumerate((ADA, BEN, CLEO))
            ],
            PITCH,
            True,
        ),  # asked of everybody
        ([mine("b", "2025-02-01"), mail("c", "2025-02-02")], PITCH, False),
    ],
)
def test_a_first_approach_has_no_word_of_mine_before(
    tmp_path: Path, before: list[Record], text: str, *, first: bool
) -> None:
    sql = "SELECT first FROM exchange WHERE direction = 'in'"
    rows = steps_of([*before, asked("a", text=text)], tmp_path).rows(sql)
    assert [one["first"] for one in rows] == [first]


@pytest.mark.parametrize(
    ("mine_before", "text", "first"),
    [
        ("Thank you for connecting.", PITCH, True),
        ("Thank you for connecting.", "When does it sail?", False),
        ("What made you write?", PITCH, False),
    ],
)
def test_an_offer_in_answer_to_a_pleasantry_is_a_first_approach(
    tmp_path: Path, mine_before: str, text: str, *, first: bool
) -> None:
    said = [mine("b", "2025-02-01", text=mine_before), asked("a", answers="b", text=text)]
    (row,) = steps_of(said, tmp_path).rows("SELECT first FROM exchange WHERE direction = 'in'")
    assert row["first"] is first


@pytest.mark.parametrize(("absent", "first"), [(True, False), (False, True)])
def test_a_program_that_told_of_my_absence_makes_a_question_count(
    tmp_path: Path, *, absent: bool, first: bool
) -> None:
    note = mine("b", "2025-03-02", "a", text="I am away.", automatic="auto_reply")
    said = [asked("a"), *([note] if absent else [])]
    (row,) = steps_of(said, tmp_path).rows("SELECT first FROM exchange WHERE direction = 'in'")
    assert row["first"] is first
