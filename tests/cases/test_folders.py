"""Where a mail lies, by every program's way of saying it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cases.books import audit, case, everyone, imported

if TYPE_CHECKING:
    from pathlib import Path

MAIL = "From: Ada <ada@x.example>\nTo: you@example.org\nSubject: {0}\nMessage-ID: <{0}@x>\n\n{0}\n"
FLAGGED = {  # name and whether it is a draft
    "100.h:2,DS": True,
    "101.h!2,DS": True,
    "102.h;2,DS": True,
    "103.h_2,DS": True,
    "104.h+2,DS": True,
    "105.h:2,ST": False,
    "106.h:2,": False,
    "107.h:2,Sabc": False,
    "108.h": False,
    "109.h\ufe552,DS": True,
    "courier.1.h:2,S": False,
    "subscriptions-thanks.eml": False,
}


def skipped(account: dict[str, Any]) -> dict[str, int]:
    said: dict[str, int] = account["skipped"]
    return said


def test_labels_of_gmail(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("mail/gmail-labels.mbox"))
    assert account["read"] == 8
    assert skipped(account) == {"draft": 3, "junk": 1}
    assert everyone(book) == ["Ada Lindqvist", "Tom Trash"]
    assert audit(book)["contacts"] == 2


def test_folders_of_apple_mail(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("mail/apple-mail-v10"))
    assert skipped(account) == {"draft": 1, "junk": 1}  # a PDF beside a mail belongs to it
    names = {one["source"] for one in account["sources"] if one["source"]}
    assert names == {"eml/Drafts", "eml/INBOX", "eml/Junk", "eml/Sent Messages"}
    assert "Dan Quist" not in everyone(book)


def test_flags_of_a_maildir_with_any_mark(tmp_path: Path) -> None:
    folder = tmp_path / "box" / "cur"  # and nothing else, as git leaves it
    folder.mkdir(parents=True)
    for name in FLAGGED:
        (folder / name).write_text(MAIL.format(name.partition(".h")[0]), "utf-8")
    _, account = imported(tmp_path, folder.parent)
    drafts = sum(FLAGGED.values())
    assert (account["read"], account["new"]) == (len(FLAGGED), len(FLAGGED) - drafts)
    assert skipped(account) == {"draft": drafts}
