from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.model import Record, Skipped
from comity.sources.mail import mbox, rfc5322
from comity.sources.mail.from_line import _STEP, spans
from tests.growth import is_linear

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Subject: {}\nFrom: a@x.org\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n"


def message(subject: str, text: str = "text\n", from_line: str = "From a@x.org Mon Mar 2") -> str:
    return f"{from_line}\n{HEAD.format(subject)}\n{text}\n"


def written(folder: Path, text: str | bytes, name: str = "all.mbox") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def subjects(path: Path) -> list[str]:
    return [item.subject if isinstance(item, Record) else item.reason for item in mbox.read(path)]


def texts(path: Path) -> list[str]:
    return [item.text for item in mbox.read(path) if isinstance(item, Record)]


@pytest.mark.parametrize(
    "line",
    [
        "From a@x.org Mon Mar  2 09:00:00 2026",
        "From a@x.org 2 Mar 2026",  # without a weekday
        "From ",
        "From - Mon Mar  2 09:00:00 2026",
        "From MAILER-DAEMON",
        "From 1234567890@xxx Mon Mar 02 09:00:00 +0000 2026",
        "From somebody who writes nonsense",
    ],
)
def test_the_rest_of_a_from_line_is_not_trusted(line: str, tmp_path: Path) -> None:
    path = written(tmp_path, message("a", from_line=line) + message("b", from_line=line))
    assert mbox.recognise(path)
    assert subjects(path) == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "From here it looks small.\n",  # after a blank line, no header below
        "\nFrom here\nit looks small.\n",
        "no blank line before\nFrom here\nSubject: none\n",
        "\nFrom: here\nSubject: none\n",
        "\n From here\nSubject: none\n",
        "\n>From here\nSubject: none\n",
        "\nFrom here\n\nSubject: none\n",
        "\nFrom here\nno header: for it has spaces\n",
    ],
)
def test_what_starts_no_message(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, message("a", text) + message("b"))
    assert subjects(path) == ["a", "b"]
    assert "small" not in text or "small" in texts(path)[0]


def test_both_line_ends_even_in_one_file(tmp_path: Path) -> None:
    crlf = message("a").replace("\n", "\r\n")
    path = written(tmp_path, crlf + message("b") + crlf + crlf + message("c"))
    assert subjects(path) == ["a", "b", "a", "a", "c"]


def test_a_line_of_uucp_below_the_from_line(tmp_path: Path) -> None:
    line = "From a\n>From b Mon Mar  2 09:00:00 2026 remote from c"
    assert subjects(written(tmp_path, message("a") + message("b", from_line=line))) == ["a", "b"]


@pytest.mark.parametrize(
    "second", [">From - Sat Apr 12 2025 15:59:28", "From a Mon Mar  2 9:00:00 2026"]
)
def test_a_second_from_line_of_another_program(second: str, tmp_path: Path) -> None:
    line = f"From a@x.org Mon Mar  2 09:00:00 2026\n{second}"
    path = written(tmp_path, message("a", from_line=line) + message("b", from_line=line))
    items = list(mbox.read(path))
    assert [one.subject for one in items if isinstance(one, Record)] == ["a", "b"]
    assert not any(one.problems for one in items if isinstance(one, Record))


def test_quoting_is_undone_by_one_mark(tmp_path: Path) -> None:
    text = ">From a\n>>From b\n> From c\n\nx >From d\n"
    path = written(tmp_path, message("s", text) + message("t", "> From\n"))
    with path.open("rb") as file:
        quoting, plain = spans(file, 0, path.stat().st_size)
    assert (quoting.quotes, plain.quotes) == (True, False)
    raw = mbox._bare(path.read_bytes()[: quoting.stop], quotes=quoting.quotes)
    assert raw.endswith(b"\nFrom a\n>From b\n> From c\n\nx >From d\n\n")


@pytest.mark.parametrize("marks", [1, 2, 50, 51, 52, 300])
def test_a_quoted_from_line_is_found_wherever_it_stands(marks: int, tmp_path: Path) -> None:
    head = message("s", "").removesuffix("\n")
    for place in range(_STEP - 60, _STEP + 2, 3 if marks < 50 else 20):
        filled = f"{head}{'x' * (place - len(head) - 1)}\n{'>' * marks}From here\n\n"
        path = written(tmp_path, filled + message("t"))
        first, second = (item for item in mbox.read(path) if isinstance(item, Record))
        assert second.subject == "t"
        with path.open("rb") as file:
            (span, _) = spans(file, 0, path.stat().st_size)
        raw = mbox._bare(path.read_bytes()[: span.stop], quotes=span.quotes)
        assert raw.endswith(b"x\n" + b">" * (marks - 1) + b"From here\n\n")
        assert first.subject == "s"


HEAD_LESS = "From x\nSubject: a\n\n"


@pytest.mark.parametrize("text", ["", "\n\n \r\n"])
def test_an_empty_file_holds_nothing(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert list(mbox.read(path)) == []
    assert not mbox.recognise(path)


def test_blank_lines_first_and_a_beginning_that_is_lost(tmp_path: Path) -> None:
    assert subjects(written(tmp_path, "\n\r\n" + message("a"))) == ["a"]
    lost = written(tmp_path, "the end of a text\n\n" + message("a"))
    assert subjects(lost) == ["unreadable", "a"]


def test_where_a_message_lies(tmp_path: Path) -> None:
    first = message("a")
    wheres = [item.where for item in mbox.read(written(tmp_path, first + message("b")))]
    assert wheres == ["all.mbox, message at byte 0", f"all.mbox, message at byte {len(first)}"]


@pytest.mark.parametrize(
    ("name", "folder"), [("Sent.mbox", "sent"), ("Gesendet", "sent"), ("Inbox.mbox", "")]
)
def test_a_folder_of_sent_mail_by_its_name(name: str, folder: str, tmp_path: Path) -> None:
    (item,) = mbox.read(written(tmp_path, message("a"), name))
    assert isinstance(item, Record)
    assert item.folder == folder


def test_drafts_are_skipped_one_by_one(tmp_path: Path) -> None:
    path = written(tmp_path, message("a") + message("b"), "Drafts.mbox")
    assert subjects(path) == ["draft", "draft"]


def test_an_account_is_the_name_of_the_archive(tmp_path: Path) -> None:
    assert mbox.account(tmp_path / "work" / "all mail.mbox") == "all mail"
    assert mbox.account(tmp_path / "INBOX") == "INBOX"
    assert mbox.account(tmp_path / ".mbox") == ".mbox"


@pytest.mark.parametrize(
    ("name", "known"), [("a.mbox", True), ("INBOX", True), ("1.eml", False), ("2.a1b2c3", False)]
)
def test_one_mail_with_its_from_line_is_an_archive_by_name(
    name: str, known: bool, tmp_path: Path
) -> None:
    assert mbox.recognise(written(tmp_path, "\n" + message("a"), name)) is known
    assert mbox.recognise(written(tmp_path, message("a") + message("b"), name))


@pytest.mark.parametrize("text", ["Subject: a\n\nb", "From a\n\nSubject: b", "Hello\n", ""])
def test_what_is_no_mbox(text: str, tmp_path: Path) -> None:
    assert not mbox.recognise(written(tmp_path, text))
    assert not mbox.recognise(tmp_path)


def test_a_file_that_is_gone_is_one_problem(tmp_path: Path) -> None:
    (item,) = mbox.read(tmp_path / "gone.mbox", part=(0, 10))
    assert isinstance(item, Skipped)
    assert item.reason == "unreadable"


FULL = "Date: Mon, 2 Mar 2026 09:00:00 +0000\nMessage-ID: <1@x>\n"
pieces = st.sampled_from(
    [
        *("From x\nSubject: a\n", "\n", "\r\n", "\n\n", "From ", "From\n", ">From x\n", "y: z\n"),
        f"From x Mon Mar  2 09:00:00 2026\n{FULL}\nw\n",
        f"\nFrom x Mon Mar  2 09:00:00 2026\n{FULL}Content-Length: 60\n\n",
        f'From x\n{FULL}Content-Type: multipart/mixed; boundary="b"\n\n--b\n\n',
        *("\n--b\n", "\n--b--\n", "it says:\n", "\0\0", "w"),
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(pieces, max_size=30).map("".join), size=st.integers(1, 300))
def test_parts_of_any_size_hold_each_message_once(text: str, size: int, tmp_path: Path) -> None:
    path = written(tmp_path, "From x\nSubject: first\n\n" + text)
    length = path.stat().st_size
    ranges = [(at, min(at + size, length)) for at in range(0, length, size)]
    with path.open("rb") as file:
        whole = list(spans(file, 0, length))
        parts = [one for first, last in ranges for one in spans(file, first, last)]
    assert parts == whole
    assert [one.start for one in whole] == [0, *(one.stop for one in whole[:-1])]
    assert whole[-1].stop == length


def test_what_may_be_part_of_a_text_is_told(tmp_path: Path) -> None:
    head = f"From x Mon Mar  2 09:00:00 2026\n{FULL}Subject: a\n\n"
    inner = "From y Mon Mar  2 09:00:00 2026\nSubject: b\n"
    first, second = mbox.read(written(tmp_path, f"{head}see:\n\n{inner}\nb\n\n{head}c\n"))
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert [problem.what for problem in first.problems] == ["a mail may begin within its text"]
    assert "Subject: b" in first.text
    assert second.problems == ()
    parted = written(tmp_path, f"{head}see:\n\n{inner}{FULL}\nb\n\n{head}c\n")
    assert [len(one.problems) for one in mbox.read(parted) if isinstance(one, Record)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ("X-Mozilla-Status: 0009\nX-Mozilla-Status2: 00000000\n", "not used"),
        ("X-Account-Key: account1\nX-UIDL: 7\nX-Mozilla-Status: 0008\n", "not used"),
        ("X-Mozilla-Status: 0001\n", "kept"),
        ("X-Mozilla-Status: 1000\n", "kept"),
        ("Received: from a by b\nX-Mozilla-Status: 0009\n", "kept"),  # another's word
        ("X-Mozilla-Status: gone\n", "kept"),
    ],
)
def test_what_thunderbird_deleted_and_not_yet_took_out(
    fields: str, result: str, tmp_path: Path
) -> None:
    path = written(tmp_path, f"From - Mon Mar  2 09:00:00 2026\n{fields}{FULL}Subject: kept\n\nx\n")
    assert subjects(path) == [result]


def test_parts_cover_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "".join(message(str(n)) for n in range(50)))
    monkeypatch.setattr(mbox, "PART_BYTES", 333)
    parts = mbox.parts(path)
    assert parts[0][0] == 0
    assert parts[-1][1] == path.stat().st_size
    assert [stop for _, stop in parts[:-1]] == [start for start, _ in parts[1:]]
    assert subjects(path) == [str(n) for n in range(50)]


def test_a_message_larger_than_a_part_and_one_larger_than_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "word " * 60_000 + "\n"
    path = written(tmp_path, message("a", long) + message("b"))
    monkeypatch.setattr(mbox, "PART_BYTES", 1000)
    assert subjects(path) == ["a", "b"]
    monkeypatch.setattr(mbox, "MESSAGE_MAX", 70_000)
    monkeypatch.setattr(rfc5322, "MESSAGE_MAX", 70_000)
    first, second = mbox.read(path)
    assert isinstance(first, Record)
    assert [problem.what for problem in first.problems] == ["the message is very large"]
    assert second.where.endswith(str(len(message("a", long))))


@pytest.mark.parametrize("text", ["From x\n\n", "\nFrom ", "From " * 50, "\n", ">From x\n"])
def test_hostile_archives_take_linear_time(text: str, tmp_path: Path) -> None:
    def read(count: int) -> None:
        assert subjects(written(tmp_path, message("a") + text * count))

    assert is_linear(read, 8_000, 80_000)
