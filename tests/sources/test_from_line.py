from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.sources.from_line import holds, next_start, starts_one

if TYPE_CHECKING:
    from pathlib import Path

ONE = b"From x\nSubject: a\n\ntext\n"


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"\n\nFrom x\ny: z", 2),
        (b"\r\n\r\nFrom x\r\ny: z", 4),
        (b"a\nFrom x\ny: z", -1),
        (b"\n\nFrom x\n\ny: z", -1),
        (b"\n\nFrom x", -1),
        (b"\n\nFrom x\nno field: z", -1),
        (b"\n\nFrom here\n\nFrom x\ny: z", 13),
        (b"\n\nFrom " + b"x" * 2000 + b"\ny: z", -1),
        (b"\n\nFrom x\n>From y Mon Mar  2 09:00 2026\nz: z", 2),
        (b"\n\nFrom x\n>From y on\nz: z", -1),
    ],
)
def test_where_a_message_starts(data: bytes, start: int) -> None:
    assert next_start(data, 0) == start
    assert next_start(data, max(start, 0)) == -1  # and no other
    assert start < 0 or starts_one(data[start:])


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
