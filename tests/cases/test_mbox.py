"""Where one mail of an mbox ends and another starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.books import audit, case, everyone, imported

if TYPE_CHECKING:
    from pathlib import Path


def test_a_mail_pasted_below_a_length_that_is_right(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("mail/mboxcl2.mbox"))
    assert (account["read"], account["new"], account["problems"]) == (2, 2, 0)
    assert everyone(book) == ["Ada Lindqvist"]


def test_no_empty_line_between_mails(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("mail/no-blank-lines.mbox"))
    assert (account["read"], account["new"], account["problems"]) == (3, 3, 0)
    assert audit(book)["contacts"] == 3
