from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record
from comity.sources.mail import eml

if TYPE_CHECKING:
    from pathlib import Path

MAIL = """From: You <you@example.org>
To: Rita Vogt <rita@vogt.example>
Subject: Accepted: Weekly
Date: Mon, 2 Feb 2026 10:00:00 +0000
Message-ID: <reply@example.org>
MIME-Version: 1.0
Content-Type: text/calendar; method={method}; charset=utf-8

BEGIN:VCALENDAR
METHOD:{method}
BEGIN:VEVENT
UID:weekly-1{more}
ATTENDEE;CN=You;PARTSTAT={answer}:mailto:you@example.org
END:VEVENT
END:VCALENDAR
"""


def detail(path: Path, method: str = "REPLY", answer: str = "ACCEPTED", more: str = "") -> str:
    path.write_text(MAIL.format(method=method, answer=answer, more=more), "utf-8")
    (found,) = eml.read(path)
    assert isinstance(found, Record)
    return found.detail


@pytest.mark.parametrize("answer", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_an_answer_names_its_invitation(tmp_path: Path, answer: str) -> None:
    assert detail(tmp_path / "a.eml", answer=answer) == f"{answer.lower()} weekly-1"


@pytest.mark.parametrize(
    ("method", "answer", "more"),
    [
        ("REQUEST", "ACCEPTED", ""),
        ("REPLY", "NEEDS-ACTION", ""),
        ("REPLY", "ACCEPTED", "\nRECURRENCE-ID:20260302T100000Z"),
    ],
)
def test_what_answers_nothing_names_none(
    tmp_path: Path, method: str, answer: str, more: str
) -> None:
    assert detail(tmp_path / "a.eml", method, answer, more) == ""
