"""An mbox file in, its mails out (RFC 4155 and the older variants).

A message starts at the file's start or after a blank line, at ``From `` followed by a
header-shaped line; the rest of that line is not trusted, since archives write it in many ways.
Large files are read in parts: a part holds the messages that start in its range of bytes.
"""

from __future__ import annotations

import mmap
import re
from typing import TYPE_CHECKING

from comity.model import Skipped
from comity.normalise.folder import folder_use
from comity.sources.rfc5322 import read_mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record
    from comity.sources import Part

name = "mbox"

PART_BYTES = 16 << 20
_HEAD_BYTES = 8192
_HEADER_SHAPED = re.compile(rb"[!-9;-~]+[ \t]*:|>From ")
_START = re.compile(rb"\s*From [^\n]*\n(?:[!-9;-~]+[ \t]*:|>From )")
_FROM = b"From "
_CRLF_MARK = re.compile(rb"\n\r?\nFrom ")
_LEADING_SPACE = re.compile(rb"\s*")


def recognise(path: Path) -> bool:
    """Tell an mbox by its first line and the header after it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return bool(_START.match(file.read(_HEAD_BYTES)))


def account(path: Path) -> str:
    """Return the archive's name, without its folder and suffix."""
    return path.name.removesuffix(".mbox") or path.name


def parts(path: Path) -> list[Part]:
    """Return byte ranges that cover the file."""
    size = path.stat().st_size
    return [(start, min(start + PART_BYTES, size)) for start in range(0, size, PART_BYTES)]


def read(path: Path, *, part: Part | None = None, sent: bool = False) -> Iterator[Record | Skipped]:
    """Yield one record for every message that starts in the part, or in the whole file."""
    size = path.stat().st_size
    if size == 0:
        return
    use = folder_use(path.name)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for start, stop in _messages(data, part or (0, size)):
            where = f"{path.name}, message at byte {start}"
            if use == "drafts":
                yield Skipped("draft", where)
            else:
                yield read_mail(_unquoted(data[start:stop]), where, sent=sent or use == "sent")


def _messages(data: mmap.mmap, part: Part) -> Iterator[Part]:
    """Yield (start, stop) of the messages whose From line starts in the part."""
    first, last = part
    start = _next_start(data, 0 if first == 0 else first - 1, at_top=first == 0)
    while start is not None and start < last:
        after = _next_start(data, start, at_top=False)
        yield start, len(data) if after is None else after
        start = after


def _next_start(data: mmap.mmap, position: int, *, at_top: bool) -> int | None:
    """Return where the next message's From line starts, strictly after ``position``."""
    if at_top:
        found = _LEADING_SPACE.match(data)
        return found.end() if found else 0
    # A blank line may lie just before the range: two line ends of up to three bytes.
    look, crlf = max(position - 2, 0), _has_crlf(data)
    while True:
        start = _after_blank_line(data, look, crlf=crlf)
        if start is None:
            return None
        line_end = data.find(b"\n", start)
        shaped = line_end >= 0 and _HEADER_SHAPED.match(data, line_end + 1)
        if start > position and shaped:
            return start
        look = start


def _after_blank_line(data: mmap.mmap, look: int, *, crlf: bool) -> int | None:
    """Return where the next ``From `` after a blank line stands."""
    if crlf:
        found = _CRLF_MARK.search(data, look)
        return found.end() - len(_FROM) if found else None
    at = data.find(b"\n\n" + _FROM, look)
    return at + 2 if at >= 0 else None


def _has_crlf(data: mmap.mmap) -> bool:
    line_end = data.find(b"\n", 0, _HEAD_BYTES)
    return line_end > 0 and data[line_end - 1 : line_end] == b"\r"


def _unquoted(message: bytes) -> bytes:
    """Drop the From line, and the ``>`` that mbox puts before a body line starting with From."""
    message = message[message.find(b"\n") + 1 :]
    return message.replace(b"\n>From ", b"\nFrom ") if b"\n>From " in message else message
