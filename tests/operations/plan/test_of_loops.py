"""The kinds that name what is open: a promise of mine, my question, a time never set, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.operations.document import as_json
from comity.operations.plan import asked, never_set, promise, tell_them
from comity.operations.plan.waiting import due
from comity.store.decisions import Shown
from tests.operations.plan.tables import (
    NOW_US,
    book_with,
    contact,
    found,
    identity_of,
    loop,
    names,
    question,
    tie,
)
from tests.records import DAY_US

if TYPE_CHECKING:
    from pathlib import Path

WORD = "I'll send you the drawings of the weir."


@pytest.mark.parametrize(
    ("days_ago", "due_days", "is_named"),
    [
        (3, None, True),
        (1, None, False),  # left alone at first
        (59, None, True),
        (61, None, False),  # shown among the loops, and no longer named
        (3, -5, False),  # due in five days
        (3, -1, True),  # due tomorrow
        (3, 1, True),
        (90, 20, True),  # long ago, and due of late
        (90, 61, False),
    ],
)
def test_a_promise_is_named_when_it_is_due(
    tmp_path: Path, days_ago: float, due_days: float | None, *, is_named: bool
) -> None:
    due_us = None if due_days is None else NOW_US - round(due_days * DAY_US)
    book = book_with(tmp_path, tie("ada"), loop("ada", days_ago, WORD, due_us=due_us))
    assert names(found(book, promise.find)) == ["ada"] * is_named


def test_a_promise_says_when_and_until_when(tmp_path: Path) -> None:
    book = book_with(tmp_path, tie("ada"), loop("ada", 5, WORD, due_us=NOW_US - DAY_US))
    (one,) = found(book, promise.find)
    assert [why.text for why in one.why] == [
        "you said so 5 days ago",
        "for 31 May 2025, which has passed",
        "nothing here shows it done",
    ]
    assert one.help is not None
    assert as_json(one.why[0])["value"] is None
    assert one.help.quote == WORD


@pytest.mark.parametrize("state", ["kept", "let_go", "unsure"])
def test_what_is_over_or_doubtful_is_not_named(tmp_path: Path, state: str) -> None:
    rows = loop("ada", 5, WORD, state=state, end_us=NOW_US - DAY_US)
    assert found(book_with(tmp_path, tie("ada"), rows), promise.find) == []


def _asked_by_me(name: str, days_ago: float) -> dict[str, dict[str, object]]:
    rows = question(name, days_ago, "When does the weir open?")
    rows["exchange"]["direction"] = rows["contact"]["direction"] = "out"
    return rows


def test_my_question_is_named_once_and_then_left(tmp_path: Path) -> None:
    book = book_with(tmp_path, tie("ada"), _asked_by_me("ada", 10))
    (one,) = found(book, asked.find)
    assert due(book, [one]) == [one]
    today = NOW_US // DAY_US
    from comity.operations.plan.choice import suggestion_id

    shown = Shown(today - 9, suggestion_id(one), "asked", identity_of("ada"), NOW_US - 9 * DAY_US)
    book.decisions.note_shown([shown])
    assert due(book, [one]) == []


def test_a_question_of_mine_too_fresh_or_too_old_is_left(tmp_path: Path) -> None:
    book = book_with(
        tmp_path, tie("ada"), tie("ben"), _asked_by_me("ada", 5), _asked_by_me("ben", 50)
    )
    assert found(book, asked.find) == []


def test_whom_i_wrote_twice_is_not_asked_again(tmp_path: Path) -> None:
    rows = [_asked_by_me("ada", 20), contact("ada", 12, "out")]
    assert found(book_with(tmp_path, tie("ada"), *rows), asked.find) == []


def test_their_word_is_told_before_i_ask_again(tmp_path: Path) -> None:
    theirs = loop("ada", 9, "I'll send you the key.", kind="their_promise")
    (one,) = found(book_with(tmp_path, tie("ada"), _asked_by_me("ada", 10), theirs), asked.find)
    assert one.why[-1].text == "they said 9 days ago: I'll send you the key."


@pytest.mark.parametrize(
    ("kind", "days_ago", "is_named"),
    [
        ("never_set", 5, False),
        ("never_set", 20, True),
        ("never_set", 200, False),
        ("tell_them", 5, False),
        ("tell_them", 20, True),
        ("tell_them", 300, False),
    ],
)
def test_what_was_never_set_or_told_is_named_for_a_while(
    tmp_path: Path, kind: str, days_ago: float, *, is_named: bool
) -> None:
    module = never_set if kind == "never_set" else tell_them
    rows = loop("ada", days_ago, "We should have coffee.", kind=kind)
    again = loop("ada", days_ago + 1, "We must catch up.", kind=kind)
    book = book_with(tmp_path, tie("ada"), rows, again)
    assert names(found(book, module.find)) == ["ada"] * is_named


def test_whom_i_helped_is_never_named(tmp_path: Path) -> None:
    book = book_with(tmp_path, tie("ada"), loop("ada", 30, "I named you.", kind="helped"))
    for module in (promise, asked, never_set, tell_them):
        assert found(book, module.find) == []
