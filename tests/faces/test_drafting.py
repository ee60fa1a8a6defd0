"""A draft at the terminal: of a file, of a mail, of what is piped in; and the book's own check."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faces.terminal import run
from tests.faces.world import book

if TYPE_CHECKING:
    from pathlib import Path

    Capsys = pytest.CaptureFixture[str]

DRAFT = "Hi Adda,\n\ncould you send the plan?\n\nRobin\n"
MAIL = (
    b"From: Robin <rvale@vale.example>\nTo: ada@hart.example\nSubject: =?utf-8?q?Caf=C3=A9?=\n"
    b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    b"Content-Transfer-Encoding: base64\n\n"
    b"SGkgQWRkYSwKCmNvdWxkIHlvdSBzZW5kIHRoZSBwbGFuPwo=\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = book(tmp_path_factory.mktemp("drafting") / "book")
    made.close()
    return made.folder


def _typed(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), "utf-8"))


@pytest.mark.parametrize("before", [True, False])
def test_a_file_is_read_whether_it_or_whom_it_is_for_comes_first(
    folder: Path, tmp_path: Path, capsys: Capsys, *, before: bool
) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT)
    words = [str(file), "--to", "Ada Hart"]
    done = run(capsys, "check", *(words if before else [*words[1:], words[0]]), book=folder)
    assert done.code == 0
    assert "Their name is spelled Ada." in " ".join(done.out.split())
    assert "Before you send it" in done.out


def test_a_draft_is_read_from_the_standard_input(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    _typed(monkeypatch, DRAFT.encode())
    found = run(capsys, "check", "--to", "Ada Hart", "--json", book=folder).document
    assert found["schema"] == "comity.check/1"
    (one,) = found["findings"]
    assert one["rule"] == "their_name"
    assert DRAFT[one["start"] : one["end"]] == one["text"] == "Adda"


def test_a_mail_is_read_as_its_words(folder: Path, tmp_path: Path, capsys: Capsys) -> None:
    file = tmp_path / "draft.eml"
    file.write_bytes(MAIL)
    found = run(
        capsys, "check", file, "--to", "ada.hart@ring.example", "--json", book=folder
    ).document
    assert [one["text"] for one in found["findings"]] == ["Adda"]
    assert found["findings"][0]["start"] == len("Subject: Café\n\nHi ")


def test_the_book_is_checked_where_no_draft_is_given(folder: Path, capsys: Capsys) -> None:
    found = run(capsys, "check", "--json", book=folder)
    assert found.code == 0
    assert found.document["schema"] == "comity.check/1"
    assert found.document["whole"] is True
    mended = run(capsys, "check", "mend", "--json", book=folder)
    assert mended.document["schema"] == "comity.check_mend/1"


def test_what_is_missing_is_said(folder: Path, tmp_path: Path, capsys: Capsys) -> None:
    file = tmp_path / "mend.txt"
    file.write_text(DRAFT)
    done = run(capsys, "check", file, book=folder)
    assert done.code == 2
    assert "--to PERSON" in done.err
    assert "comity check" in done.err
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    done = run(capsys, "check", empty, "--to", "Ada Hart", book=folder)
    assert (done.code, "no draft" in done.err) == (2, True)
    file.write_text("x" * 10_001)
    done = run(capsys, "check", file, "--to", "Ada Hart", book=folder)
    assert (done.code, "10,001 characters" in done.err) == (2, True)


def test_a_name_that_nobody_or_you_bear_is_said_to_be_so(
    folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT)
    assert run(capsys, "check", file, "--to", "Zoe Quill", book=folder).code == 1
    done = run(capsys, "check", file, "--to", "robin.vale@home.example", book=folder)
    assert "is you" in done.err


def test_a_file_of_a_sub_verbs_name_is_a_file(
    folder: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft").write_text(DRAFT)
    done = run(capsys, "check", "draft", "--to", "Ada Hart", book=folder)
    assert "spelled Ada" in " ".join(done.out.split())
    (tmp_path / "draft").rename(tmp_path / "other.txt")
    done = run(capsys, "check", "draft", "other.txt", "--to", "Ada Hart", book=folder)
    assert "spelled Ada" in " ".join(done.out.split())
