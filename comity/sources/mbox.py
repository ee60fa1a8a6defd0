"""An mbox file in, its mails out (RFC 4155 and the older variants).

A message starts at the file's start or at a From line after a blank one (``from_line``).
Files are read in parts: a part holds the messages that start in its range of bytes, and reads
on to the end of the last. What is in memory is a part, however large the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise.folder import use_of, use_of_file
from comity.sources.from_line import SHAPE_MAX, holds, next_start
from comity.sources.guarded import guarded
from comity.sources.rfc5322 import MESSAGE_MAX, read_mail, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from comity.model import Record, Skipped
    from comity.normalise.folder import FolderUse
    from comity.sources import Part

name = "mbox"

PART_BYTES = 8 << 20
_READ_ON = 1 << 16
_BEFORE = 3  # bytes of a blank line and the line end before it
_BLANK = re.compile(rb"[\r\n \t]*")
_QUOTED = re.compile(rb"\n>(>*From )")


def recognise(path: Path) -> bool:
    """Tell an mbox by its first line and the header after it; one mail in a file is no archive."""
    return path.is_file() and holds(path) == "archive"


def account(path: Path) -> str:
    """Return the archive's name, without its folder and suffix."""
    return path.name.removesuffix(".mbox") or path.name


def use(path: Path, within: str = "") -> FolderUse:
    """Return what the archive is for, by its name and its folder's."""
    return use_of(within.partition("/")[2]) or use_of_file(str(path))


def parts(path: Path) -> list[Part]:
    """Return byte ranges that cover the file."""
    size = path.stat().st_size
    return [(start, min(start + PART_BYTES, size)) for start in range(0, size, PART_BYTES)]


def read(
    path: Path, *, part: Part | None = None, use: FolderUse | None = None
) -> Iterator[Record | Skipped]:
    """Yield one record for every message that starts in the part, or in the whole file."""
    for_ = use_of_file(str(path)) if use is None else use
    try:
        for one in [part] if part else parts(path):
            for start, message in _messages(path, one):
                where = f"{path.name}, message at byte {start}"
                yield guarded(where, _read, message, where, use=for_)
    except OSError as error:
        yield refused(path.name, error)


def _read(message: bytes, where: str, *, use: FolderUse) -> Record | Skipped:
    return read_mail(_unquoted(message), where, use=use)


def _messages(path: Path, part: Part) -> Iterator[tuple[int, bytes]]:
    """Yield place and bytes of the messages whose From line starts in the part."""
    first, last = part
    base = max(first - _BEFORE, 0)
    with path.open("rb") as file:
        file.seek(base)
        window = file.read(last + SHAPE_MAX - base)
        start = _top(window) if base == 0 else -1
        if start < first:
            start = next_start(window, max(first - base - 1, 0))
        while 0 <= start < last - base:
            stop = next_start(window, start)
            yield base + start, window[start:stop] if stop > 0 else _to_end(file, window[start:])
            start = stop


def _top(window: bytes) -> int:
    """Return where the first message of a file starts, whatever it begins with."""
    blank = _BLANK.match(window)
    return blank.end() if blank and blank.end() < len(window) else -1


def _to_end(file: BinaryIO, message: bytes) -> bytes:
    """Return a message whose beginning was read, with the rest of it or as much as is used."""
    enough = MESSAGE_MAX + SHAPE_MAX
    while len(message) <= enough and (more := file.read(max(_READ_ON, len(message)))):
        seen = max(len(message) - SHAPE_MAX, 0)
        message += more
        stop = next_start(message, seen)
        if stop > 0:
            return message[:stop]
    return message[: enough + 1]


def _unquoted(message: bytes) -> bytes:
    """Drop the From line, and the ``>`` that mbox puts before a body line starting with From."""
    if message.startswith(b"From "):
        message = message.partition(b"\n")[2]
    return _QUOTED.sub(rb"\n\1", message) if b">From " in message else message
