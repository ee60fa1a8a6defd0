"""Bytes of an mbox in, the places of its From lines out: where one message ends and another starts.

A message starts after a blank line, at ``From `` followed by a header-shaped line; the rest of
that line is not trusted, since archives write it in many ways (RFC 4155 has but one of them).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SHAPE_MAX = 2048  # bytes of a From line and of what makes the next one header-shaped
_MARK = b"\nFrom "
_SHAPED = re.compile(
    rb"From [^\n]{0,1000}\n(?:[!-9;-~]{1,100}[ \t]{0,10}:"
    rb"|>From [^\n]{1,100}\d:\d\d)"  # as UUCP wrote it
)
_HEAD_BYTES = 8192
_ONE_MAIL_BYTES = 1 << 20
_ARCHIVES = {"", ".mbox", ".mbx"}


def starts_one(data: bytes) -> bool:
    """Whether a From line and a header stand at the beginning."""
    return bool(_SHAPED.match(data.lstrip()))


def next_start(data: bytes, after: int) -> int:
    """Return where the next message starts; -1 where none does."""
    at = data.find(_MARK, after)
    while at >= 0:
        blank_before = data[at - 1 : at] == b"\n" or data[at - 2 : at] == b"\n\r"
        if blank_before and _SHAPED.match(data, at + 1):
            return at + 1
        at = data.find(_MARK, at + 1)
    return -1


def holds(path: Path) -> str:
    """Return what a file with From lines is: "archive", or "mail" for one saved with its line."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if not starts_one(head):
            return ""
        if path.suffix.lower() in _ARCHIVES or path.stat().st_size > _ONE_MAIL_BYTES:
            return "archive"
        data = head.lstrip() + file.read(_ONE_MAIL_BYTES)
    return "archive" if next_start(data, 0) > 0 else "mail"
