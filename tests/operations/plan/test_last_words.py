"""What is shown beside a tie that went quiet: what was spoken of, and a way to help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.operations.plan.lapse import KIND
from comity.operations.plan.last_words import with_last_words
from comity.operations.plan.suggestion import Suggestion
from tests.operations.plan.tables import (
    NOW_US,
    book_with,
    contact,
    identity_of,
    loop,
    question,
    tie,
)

if TYPE_CHECKING:
    from pathlib import Path

PROMISE = "I'll send you the drawings of the weir."
Rows = dict[str, dict[str, Any]]


def told(folder: Path, *rows: Rows) -> Suggestion:
    """Return a suggestion of Ada as it is shown."""
    book = book_with(folder, tie("ada"), *rows)
    bare = Suggestion(KIND, "ada", "Ada", identity_of("ada"), "", 1.0, (), ())
    return with_last_words(book, [bare])[0]


@pytest.mark.parametrize(
    ("rows", "spoken"),
    [
        ([contact("ada", 50, subject="Re: The weir")], "The weir"),
        ([contact("ada", 50, subject="", text="Much appreciated.")], None),
        ([contact("ada", 50, subject="Appointment reminder")], None),
        ([contact("ada", 50, subject="Hi"), contact("ada", 60, subject="The mill")], "The mill"),
        ([contact("ada", 50, subject=""), contact("ada", 90, subject="The mill")], None),
        ([contact("ada", 50, addressed=False, subject="To all")], None),
    ],
)
def test_what_was_last_spoken_of(tmp_path: Path, rows: list[Rows], spoken: str | None) -> None:
    why = [one.text for one in told(tmp_path, *rows).why]
    assert why == ([] if spoken is None else [f"last spoken of: {spoken}"])


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([loop("ada", 50, PROMISE)], "promise"),
        ([loop("ada", 50, PROMISE, state="kept", end_us=NOW_US - 1)], None),
        ([loop("ada", 50, PROMISE, state="unsure", end_us=NOW_US - 1)], None),
        ([loop("ada", 50, PROMISE, kind="their_promise")], None),
        ([loop("ada", 900, PROMISE)], None),
        ([question("ada", 50, "When does it open?")], "question"),
        ([question("ada", 500, "When does it open?")], None),
        (
            [
                question("ada", 50, "When does it open?"),
                loop("ada", 40, PROMISE),
            ],
            "question",
        ),
        (
            [
                contact(
                    "ada", 50, interaction="recommendation", help="received", text="Ada is able."
                )
            ],
            "recommendation",
        ),
        (
            [
                contact("ada", 50, interaction="recommendation", help="received", text="Able."),
                contact("ada", 40, "out", interaction="recommendation", help="given"),
            ],
            None,
        ),
    ],
)
def test_a_way_to_help_is_real_or_absent(
    tmp_path: Path, rows: list[Rows], kind: str | None
) -> None:
    help_ = told(tmp_path, *rows).help
    assert (help_.kind if help_ else None) == kind


def test_a_strangers_question_is_no_way_to_help(tmp_path: Path) -> None:
    rows = question("ada", 50, "Would you be open to a chat?")
    rows["exchange"]["first"] = True
    assert told(tmp_path, rows).help is None
