from __future__ import annotations

from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

import pytest

from comity.sources.mail.from_line import holds, spans, starts_one
from tests.growth import is_linear

if TYPE_CHECKING:
    from pathlib import Path

ONE = b"From x\nSubject: a\n\ntext\n"
DATE = b"Date: Mon, 2 Mar 2026 09:00:00 +0000\n"
FULL = DATE + b"From: a@x.example\nMessage-ID: <1@x>\n"
LINE = b"From a@x.example Mon Mar  2 09:00:00 2026\n"
MAIL = LINE + FULL + b"\ntext\n"
NAMELESS = b"From: b@y.example\nTo: a@x.example\nSubject: plan\n" + DATE
PATCH = b"From " + b"0a" * 20 + b" Mon Sep 17 00:00:00 2001\n"
OPEN = FULL + b'Content-Type: multipart/mixed; boundary="=_b1"\n\n--=_b1\n\nsee below\n\n'


def starts(data: bytes) -> list[int]:
    return [span.start for span in spans(BytesIO(data), 0, len(data))]


def doubts(data: bytes) -> list[tuple[str, ...]]:
    return [span.doubts for span in spans(BytesIO(data), 0, len(data))]


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"a\n\nFrom x\ny: z", 3),
        (b"a\r\n\r\nFrom x\r\ny: z", 5),
        (b"a\nFrom x\ny: z", -1),
        (b"a\n\nFrom x\n\ny: z", -1),
        (b"a\n\nFrom x", -1),
        (b"a\n\nFrom x\nno field: z", -1),
        (b"a\n\nFrom here\n\nFrom x\ny: z", 14),
        (b"a\n\nFrom " + b"x" * 2000 + b"\ny: z", -1),
        (b"a\n\nFrom x\n>From y Mon Mar  2 09:00 2026\nz: z", 3),
        (b"a\n\nFrom x\n>From y on\nz: z", -1),
        (b"a\n\0\0\0From x\ny: z", 5),  # what a crash left
    ],
)
def test_where_a_message_starts(data: bytes, start: int) -> None:
    assert starts(data) == [0, start][: 1 + (start > 0)]
    assert start < 0 or starts_one(data[start:])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # no blank line before, a From line like the first
        (MAIL, MAIL),
        (b"From - Mon Mar  2 09:00:00 2026\nX-Mozilla-Status: 0001\n" + FULL + b"\ntext\n",) * 2,
        (b"From \n" + FULL + b"\ntext\n",) * 2,
        (MAIL.replace(b"\n", b"\r\n"),) * 2,
        # a file of patches
        (PATCH + FULL + b"\n---\n", PATCH + FULL + b"\n---\n"),
        # a length that lands nowhere
        (LINE + b"Content-Length: 3\n" + FULL + b"\ntext\n\n", MAIL),
        (LINE + b"Content-Length: 99999999999\n" + FULL + b"\ntext\n\n", MAIL),
        # a multipart that ended, or was cut off
        (LINE + OPEN + b"--=_b1--\n\n", MAIL),
        (LINE + OPEN, MAIL),
        (LINE + OPEN, LINE + OPEN + b"--=_b1--\n"),  # once more, and whole
        (LINE + OPEN, LINE + FULL + b"\ntext\n--=_b12\nend\n"),
        # another program's From line kept below its own
        (LINE + b">From - Sat Apr 12 2025 15:59:28\n" + FULL + b"\ntext\n\n",) * 2,
        # two or three digits of a year
        (b"From a@x Mon Mar  2 09:00:00 EDT 126\n" + FULL + b"\ntext\n",) * 2,
        (LINE + LINE + FULL + b"\ntext\n\n",) * 2,
        # the last cut off within its header
        (MAIL + b"\n", LINE + b"From: a@x.example\nSubj"),
        # mails of another manner, put together
        (b"From x\n" + FULL + b"\ntext\n\n", MAIL),
    ],
)
def test_two_mails_are_two(before: bytes, after: bytes) -> None:
    assert starts(before + after) == [0, len(before)]
    assert doubts(before + after) == [(), ()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PATCH + FULL + b"\n---\n", ""),  # pasted from git format-patch
        (b"\n" + PATCH + FULL + b"\n---\n", ""),
        (b"From here\nSubject: none\n\n", ""),
        (b"\n" + LINE + b"From: b@x.example\nSubject: inner\n\ninner\n", "pasted"),
        (b"From b@y Mon Mar  2 09:00:00 2026\n" + FULL + b"\ninner\n", "parted"),
        (b"\nFrom b@y Mon Mar  2 09:00:00 2026\n" + DATE + b"\ninner\n", "parted"),
        (b"\nFrom b@y Mon Mar  2 09:00:00 2026\n" + NAMELESS + b"\ninner\n", "parted"),
    ],
)
def test_a_mail_or_patch_pasted_into_a_text(text: bytes, said: str) -> None:
    data = MAIL + b"here it is:\n" + text + b"\nend\n\n" + MAIL
    last = len(data) - len(MAIL)
    parted = [data.index(b"From b@y")] if said == "parted" else []
    assert starts(data) == [0, *parted, last]
    within = [("pasted",)] if said == "pasted" else [()]
    assert doubts(data) == [*within, *([("parted",)] if parted else []), ()]


def test_a_mail_without_an_identifier_is_doubtful_only_where_something_gives_it_away() -> None:
    like, unlike = LINE + NAMELESS + b"\nold\n\n", b"From b@y\n" + NAMELESS + b"\nold\n\n"
    assert doubts(MAIL + b"\n" + like + MAIL) == [(), (), ()]
    assert doubts(MAIL + b"\n" + unlike + MAIL) == [(), ("parted",), ()]
    assert doubts(MAIL + b"\n" + LINE + DATE + b"\nold\n\n" + MAIL) == [(), ("parted",), ()]


def test_a_length_that_lands_on_the_next_mail_or_the_end_is_trusted() -> None:
    body = b"the log:\n\n" + MAIL + b"\nend\n"
    lengths = [b"Content-Length: %d", b"content-length:%d", b"CONTENT-LENGTH : %d"]
    for gap, length in product((b"", b"\n"), lengths):
        head = LINE + FULL + length % len(body) + b"\n\n"
        data = head + body + gap + MAIL + b"\n" + head + body + gap
        second = len(head + body + gap)
        assert starts(data) == [0, second, second + len(MAIL) + 1]
        assert not any(doubts(data))


def test_a_mail_in_a_multipart_that_goes_on_below_is_part_of_it() -> None:
    whole = LINE + OPEN + MAIL + b"\n--=_b1\n\nmore\n\n" + MAIL + b"\n--=_b1--\n\n"
    assert starts(whole + MAIL) == [0, len(whole)]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + MAIL, b"\0\0\n" + MAIL])
def test_what_may_stand_before_the_first(data: bytes) -> None:
    assert starts(data + b"\n" + MAIL) == [data.index(b"From"), len(data) + 1]
    assert starts_one(data)


def test_line_ends_of_old_macs() -> None:
    data = (MAIL + b"\n" + MAIL).replace(b"\n", b"\r")
    assert starts(data) == [0, len(MAIL) + 1]


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("a.eml", ONE, "mail"),
        ("a.txt", b"\n" + ONE, "mail"),
        ("a", ONE, "archive"),
        ("a.MBOX", ONE, "archive"),
        ("a.txt", ONE + b"\n" + ONE, "archive"),
        ("a.txt", ONE + b"x" * (1 << 20), "archive"),
        ("a.mbox", b"Subject: a\n\n", ""),
        ("a.mbox", b"", ""),
    ],
)
def test_what_a_file_holds(name: str, data: bytes, kept: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert holds(path) == kept


@pytest.mark.parametrize("line", [b"From a@b Mon Mar  2 09:00:00 2026\n", b"From \n", b">From \n"])
def test_lines_that_might_all_start_a_mail_are_each_looked_at_once(line: bytes) -> None:
    assert is_linear(lambda size: starts(MAIL + line * (size // len(line))), 20_000, 160_000)
