"""Chats that Gmail keeps among mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cases.books import audit, case, imported
from tests.operations.verbs import do

if TYPE_CHECKING:
    from pathlib import Path

LABEL = "X-Gmail-Labels: Chat"
TRANSLATED = "X-Gmail-Labels: =?UTF-8?B?0KfQsNGC?=,Ungelesen"


@pytest.mark.parametrize("variant", ["as it is", "to nobody", "translated", "no thread", "folder"])
def test_lines_of_a_chat_are_one_talk_that_ada_began(variant: str, tmp_path: Path) -> None:
    text, path = case("mail/gmail-chat.mbox").read_text("utf-8"), tmp_path / "all.mbox"
    if variant == "to nobody":
        text = re.sub(r"^To: .*\n", "", text, flags=re.MULTILINE)
    elif variant == "translated":
        text = text.replace(LABEL, TRANSLATED)
    elif variant == "no thread":
        text = re.sub(r"^X-GM-THRID: .*\n", "", text, flags=re.MULTILINE)
    elif variant == "folder":
        text, path = text.replace(LABEL + "\n", ""), tmp_path / "Chats.mbox"
    path.write_text(text, "utf-8")
    book, account = imported(tmp_path, path)
    assert (account["read"], account["new"]) == (6, 6)
    said = audit(book)
    assert said["initiated"] == {"by_me": 0, "by_them": 1}
    assert said["my_side"]["questions_unanswered"] == 0
    ada = do(book, "person", "Ada Lindqvist")
    assert (ada["received"], ada["sent"]) == (4, 2)
    assert {one["channel"] for one in ada["timeline"]} == {"chat"}


def test_a_mail_that_was_received_is_none_for_its_label(tmp_path: Path) -> None:
    mail = f"From x\n{LABEL}\nReceived: from a by b\nFrom: ada@glas.example\nTo: you@example.org\n"
    path = tmp_path / "all.mbox"
    path.write_text(f"{mail}Date: Mon, 2 Nov 2026 10:00:00 +0100\nSubject: Hi\n\nHello.\n", "utf-8")
    book, _ = imported(tmp_path, path)
    assert do(book, "person", "ada@glas.example")["timeline"][0]["channel"] == "mail"
