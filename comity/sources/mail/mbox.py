"""An mbox file in, its mails out (RFC 4155 and the older variants).

Where a message starts is told by ``from_line``. Files are read in parts: a part holds the messages
that start in its range of bytes, and reads on to the end of the last. What is in memory is one
message, however large the file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from comity.model import Problem, Record, Skipped
from comity.normalise.folder import use_of, use_of_file
from comity.sources.guarded import guarded
from comity.sources.mail.from_line import holds, spans
from comity.sources.mail.rfc5322 import MESSAGE_MAX, read_mail, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Participant
    from comity.normalise.folder import FolderUse
    from comity.sources import Part
    from comity.sources.mail.from_line import Span

name = "mbox"

PART_BYTES = 8 << 20
_FROM_LINE_MAX = 2048
_LINE_MAX = 1 << 16  # bytes of a line of a chat
_PAIR = 2
_FROM_LINES = re.compile(rb"\AFrom [^\n]*(?:\n>?From [^\n]{1,100}\d:\d\d[^\n]*){0,8}\n?")
_QUOTED = re.compile(rb"\n>(>*From )")
_MOZILLA = re.compile(
    rb"(?:X-(?:Account-Key|UIDL|Mozilla-[\w-]+):[^\n]*\n){0,9}?X-Mozilla-Status: *([0-9a-f]{4})\b",
    re.IGNORECASE,
)
_EXPUNGED = 0x0008  # nsMsgMessageFlags: deleted or moved away, until the folder is compacted
_DOUBTS = {
    "pasted": (
        "a mail may begin within its text",
        "it was read as part of the text; look at it, if you miss one",
    ),
    "parted": (
        "it may be part of the mail before it, pasted there",
        "it was read as a mail of its own; look at both",
    ),
}


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
        with path.open("rb") as file, path.open("rb", buffering=0) as again:
            for one in [part] if part else parts(path):
                for span in spans(file, *one):
                    where = f"{path.name}, message at byte {span.start}"
                    again.seek(span.start)
                    message = again.read(min(span.stop - span.start, MESSAGE_MAX + _FROM_LINE_MAX))
                    item = guarded(where, _read, message, where, use=for_, span=span)
                    if isinstance(item, Record) and item.kind == "chat":
                        item = guarded(where, _addressed, item, path, for_)
                    yield item
    except OSError as error:
        yield refused(path.name, error)


def _read(message: bytes, where: str, *, use: FolderUse, span: Span) -> Record | Skipped:
    bare = _bare(message, quotes=span.quotes)
    if _is_expunged(bare):
        return Skipped("not used", where)
    item = read_mail(bare, where, use=use)
    if not span.doubts or isinstance(item, Skipped):
        return item
    said = (Problem(where, *_DOUBTS[doubt]) for doubt in span.doubts)
    return replace(item, problems=(*item.problems, *said))


def _addressed(line: Record, path: Path, use: FolderUse) -> Record:
    """Return a line of a chat, to the other of the two who talk where it does not say to whom."""
    if any(one.role == "to" for one in line.participants):
        return line
    talk = _talks(path, path.stat().st_size, use).get(line.conversation, {})
    authors = {one.identity for one in line.participants if one.role == "from"}
    others = [one for identity, one in talk.items() if identity not in authors]
    if len(others) != 1 or len(talk) != _PAIR:
        return line
    return replace(line, participants=(*line.participants, replace(others[0], role="to")))


@lru_cache(maxsize=2)
def _talks(path: Path, size: int, use: FolderUse) -> dict[str, dict[str, Participant]]:
    """Return who writes in each chat of a file, which only the whole of it tells."""
    found: dict[str, dict[str, Participant]] = {}
    with path.open("rb") as file, path.open("rb") as again:
        for span in spans(file, 0, size):
            again.seek(span.start)
            head = again.read(min(span.stop - span.start, _LINE_MAX))
            if b"\nReceived:" not in head and (use == "chat" or b"\nX-G" in head):
                bare = _bare(head, quotes=span.quotes)
                line = guarded("", read_mail, bare, "", use=use)
                if isinstance(line, Record) and line.kind == "chat":
                    authors = {x.identity: x for x in line.participants if x.role == "from"}
                    found.setdefault(line.conversation, {}).update(authors)
    return found


def _bare(message: bytes, *, quotes: bool) -> bytes:
    """Drop the From line, and the ``>`` that mbox puts before a body line starting with From."""
    if message.startswith(b"From "):
        if b"\n" not in message:
            message = message.replace(b"\r", b"\n")
        message = _FROM_LINES.sub(b"", message, count=1)
    return _QUOTED.sub(rb"\n\1", message) if quotes else message


def _is_expunged(message: bytes) -> bool:
    """Whether Thunderbird has deleted or moved a mail whose bytes it has not yet taken out.

    Where it was moved its copy is read; what is gone for its user is no fact of theirs. Only what
    Thunderbird itself wrote, first of all, says so.
    """
    found = _MOZILLA.match(message) if message.startswith(b"X-") else None
    return found is not None and bool(int(found[1], 16) & _EXPUNGED)
