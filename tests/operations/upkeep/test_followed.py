"""How fresh what an account told is, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from comity.book import Book
from comity.operations.upkeep.followed import followed
from comity.store.accounts import AccountRow, Accounts
from comity.store.decisions import Said
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path

NOW_US = us("2026-03-06T09:00")
ROW = AccountRow("ada@example.org", "imap", "imap.example.org", 993, "ada")
YESTERDAY_US, MORNING_US = us("2026-03-05T18:00"), us("2026-03-06T07:40")


def told(folder: Path, row: AccountRow) -> list[tuple[str, bool]]:
    Accounts(folder).put(row)
    book = Book(folder, NOW_US)
    book.decisions.say([Said("setting", "time_zone", value="UTC")], at_us=NOW_US)
    return [(one.text, one.needs_you) for one in followed(book)]


@pytest.mark.parametrize(
    ("row", "text", "needs_you"),
    [
        (replace(ROW, succeeded_us=MORNING_US), "mail of ada@example.org until 07:40", False),
        (ROW, "mail of ada@example.org not read yet", False),
        (
            replace(ROW, kind="caldav", succeeded_us=YESTERDAY_US, trouble="refused"),
            (
                "calendars of ada@example.org until yesterday; it needs you: the password or the "
                "permission was refused"
            ),
            True,
        ),
        (
            replace(ROW, succeeded_us=MORNING_US, trouble="offline"),
            "mail of ada@example.org until 07:40; it cannot be reached now",
            False,
        ),
    ],
)
def test_it_is_said_until_when(
    tmp_path: Path, row: AccountRow, text: str, *, needs_you: bool
) -> None:
    assert told(tmp_path, row) == [(text, needs_you)]


def test_of_what_is_paused_nothing_is_said(tmp_path: Path) -> None:
    assert told(tmp_path, replace(ROW, paused=True)) == []
