"""An mbox file in, the places of its messages out: where one ends and another starts.

A message starts at a line ``From `` followed by a header (RFC 4155 and the older variants). Such a
line may stand in a text as well: a mail or a patch that was pasted. What tells them apart, the
surest first: ``Content-Length``, where it lands on such a line or the end (mboxcl, mboxcl2); the
commit in the From line of a patch; a multipart that is still open and goes on below; the header,
where that of the file's first message has what a real mail has; and, where no blank line stands
before (Thunderbird leaves it out), a From line like the file's first. The rest of the line is not
trusted, since archives write it in many ways. A message is judged by its own bytes and the file's
first ones alone, so that parts of a file are cut as the whole is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple

from comity.sources.mail.rfc5322 import MESSAGE_MAX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

Doubt = Literal["pasted", "parted"]  # kept as text that may be a mail; a mail that may be text

# Quoted ones are found at the same go, which is what the most of the time is spent on.
_MARK = re.compile(rb"\n(?:From |>{1,50}+(?:From |>))")
_PLAIN_MARK_BYTES, _MARK_BYTES = len(b"\nFrom "), len(b"\n" + 50 * b">" + b"From ")
_SHAPED = re.compile(
    rb"From ([^\n]{0,1000})\n(?:[!-9;-~]{1,100}[ \t]{0,10}:"
    rb"|>?From [^\n]{1,100}\d:\d\d)"  # as UUCP wrote it, and add-ons that keep another's line
)
_FROM_LINES = re.compile(rb"(?:>?From [^\n]{0,1000}\n){1,9}")
_PATCH = re.compile(rb"[0-9a-f]{40,64} Mon Sep 17 00:00:00 2001")  # git-format-patch(1)
_DATED = re.compile(  # a year of two or three digits ends the line
    rb"\d:\d\d\b.*\b(?:(?:19|20)\d\d\b|1?\d\d\Z)|\b(?:19|20)\d\d\b.*\d:\d\d\b"
)
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n \t\0]*")
_HEAD_END = re.compile(rb"\n\r?\n|\n(?=From )")
_OF_MAIL = re.compile(
    rb"\n(?:date|message-id|received|return-path|delivered-to|x-mozilla-status|status|x-uidl"
    rb"|x-gmail-labels|resent-date|posted-date):",
    re.IGNORECASE,
)
_ON_ITS_WAY = re.compile(rb"\n(?:message-id|received):", re.IGNORECASE)
_AUTHORED, _IS_DATED = (re.compile(rb"\n%s:" % one, re.IGNORECASE) for one in (b"from", b"date"))
_LENGTH = re.compile(rb"\ncontent-length[ \t]*:[ \t]*(\d{1,12})[ \t]*\r?\n", re.IGNORECASE)
_BOUNDARY = re.compile(
    rb"""boundary\s{0,9}=\s{0,9}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE
)
_PARTED: tuple[Doubt, ...] = ("parted",)
_HEAD_MAX = 1 << 16  # bytes of a header that are looked at
_SHAPE_MAX = 2048
_AHEAD = 64  # times what is before: how far ahead the rest of a multipart is looked for
_STEP = 1 << 18  # bytes read at one go; of more the processor keeps too little at hand
_LOOK_BACK = 1 << 18
_BLANK_MAX = 4  # bytes of line ends between a body and the From line below
_CUE_BYTES = 200
_CUE = re.compile(rb"(?::|(?<!-)-{3,} ?(?!END)[^\W\d_][^\n-]{3,40}-{3,})\Z")
_HEAD_BYTES = 8192
_ONE_MAIL_BYTES = 1 << 20
_ARCHIVES = {"", ".mbox", ".mbx"}


class Span(NamedTuple):
    """A message of a file: where it starts and ends, in bytes, and what is doubtful about that."""

    start: int
    stop: int
    doubts: tuple[Doubt, ...] = ()
    quotes: bool = False  # whether a line may begin with a quoted "From "


@dataclass(frozen=True, slots=True)
class Manner:
    """How the first message of a file is written."""

    line: tuple[bool, bool, bool] | None  # its From line's shape; None where it has none
    is_patch: bool
    is_full: bool  # its header has what a real mail's has


def starts_one(data: bytes) -> bool:
    """Whether a From line and a header stand at the beginning."""
    return bool(_SHAPED.match(data[_top(data) :]))


def holds(path: Path) -> str:
    """Return what a file with From lines is: "archive", or "mail" for one saved with its line."""
    with path.open("rb") as file:
        head = _lines(file.read(_HEAD_BYTES))
        if not starts_one(head):
            return ""
        if path.suffix.lower() in _ARCHIVES or path.stat().st_size > _ONE_MAIL_BYTES:
            return "archive"
        data = BytesIO(head + file.read(_ONE_MAIL_BYTES))
    return "archive" if len(list(spans(data, 0, _ONE_MAIL_BYTES * 2))) > 1 else "mail"


def spans(file: BinaryIO, first: int, last: int) -> Iterator[Span]:
    """Yield the messages that start between two places.

    Of any places the same messages are found: what starts first after one is told from some way
    before it, and where the next part begins this one ends.
    """
    file.seek(0)
    head = _lines(file.read(_HEAD_MAX))
    top = _top(head)
    manner = _manner(head[top:])
    begun = _first_after(file, first, last, manner, top)
    if top == len(head) or not begun:
        return
    ended = _first_after(file, last, last + MESSAGE_MAX, manner, top)
    limit = ended.at if ended else last + 2 * MESSAGE_MAX
    start, parted = begun.at, begun.is_doubtful
    text = _Text(file, start)
    while start < min(last, limit):
        stop = _stop(text, start, manner, limit)
        yield Span(start, stop.at, (*_PARTED[:parted], *stop.within), text.quotes)
        start, parted = stop.at, stop.is_doubtful
        if stop.is_end:
            return
        text.forget(start)


def _first_after(file: BinaryIO, place: int, limit: int, manner: Manner, top: int) -> _Stop | None:
    """Return where the first message starts that starts at a place or after it, before a limit."""
    if place <= top:
        return _Stop(top)
    start = max(top, place - _LOOK_BACK)
    text = _Text(file, start)
    while not (stop := _stop(text, start, manner, limit)).is_end:
        if stop.at >= place:
            return stop
        start = stop.at
        text.forget(start)
    return None


class _Stop(NamedTuple):
    at: int
    is_end: bool = False  # of what was looked through
    is_doubtful: bool = False  # what starts there
    within: tuple[Doubt, ...] = ()  # what is doubtful about the text before it


class _Text:
    """The bytes of a file from a place on, as many as are asked for.

    NULs, which a crash leaves between messages, and the line ends of old Macs are shown as line
    ends: nothing moves by that.
    """

    def __init__(self, file: BinaryIO, base: int) -> None:
        self.file, self.base, self.data, self.is_whole = file, base, b"", False
        self.known: tuple[int, bytes] = (-1, b"")  # the header looked at last, and its place
        self.quotes = False  # whether a quoted From line stands in the message looked at
        file.seek(base)

    @property
    def end(self) -> int:
        return self.base + len(self.data)

    def reach(self, place: int) -> None:
        """Read up to a place, or to the end."""
        while self.end < place and not self.is_whole:
            more = self.file.read(max(_STEP, len(self.data)))
            self.is_whole = not more
            self.data += _lines(more)

    def forget(self, before: int) -> None:
        """Drop what lies before a place, once there is much of it."""
        if before - self.base >= _STEP:
            self.data, self.base = self.data[before - self.base :], before

    def find_mark(self, start: int, limit: int) -> int:
        """Return the place where a line begins with "From "; -1 for none before a limit."""
        while True:
            found = _MARK.search(self.data, max(start - self.base, 0), max(limit - self.base, 0))
            if found and found.end() - found.start() == _PLAIN_MARK_BYTES:
                return self.base + found.start()
            if found:
                self.quotes = True
                start = self.base + found.end()
                continue
            if self.is_whole or self.end >= limit:
                return -1
            start = max(start, self.end - _MARK_BYTES + 1)
            if len(self.data) > MESSAGE_MAX:  # of a message that large no more is needed
                self.forget(start - 2)
            self.reach(self.end + 1)

    def head(self, place: int) -> bytes:
        if self.known[0] != place:
            self.reach(place + _HEAD_MAX)
            self.known = place, _head(self.data, place - self.base)
        return self.known[1]

    def slice(self, start: int, stop: int) -> bytes:
        return self.data[max(start - self.base, 0) : max(stop - self.base, 0)]


def _lines(data: bytes) -> bytes:
    """Return bytes with all that ends a line, or stands for nothing, as a line feed."""
    if b"\0" in data:
        data = data.replace(b"\0", b"\n")
    if b"\r" in data and b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    return data


def _top(data: bytes) -> int:
    """Return where the first message of a file starts, whatever it begins with."""
    blank = _BLANK.match(data)
    return blank.end() if blank else 0


def _manner(data: bytes) -> Manner:
    found = _SHAPED.match(data)
    head = _head(data)
    full = found is not None and b"\nDate:" in head and _ON_ITS_WAY.search(head) is not None
    line = found[1] if found else b""
    return Manner(_shape(line) if found else None, bool(_PATCH.match(line)), full)


def _shape(line: bytes) -> tuple[bool, bool, bool]:
    """Return whether a From line is bare, names nobody (``-``), and has a date."""
    line = line.strip()
    return not line, line.startswith(b"-"), _DATED.search(line) is not None


def _head(data: bytes, at: int = 0) -> bytes:
    """Return the header at a place, its From lines and the blank line below included.

    It ends at a further From line too: of lines that are all such, each is looked at once.
    """
    lines = _FROM_LINES.match(data, at)
    found = _HEAD_END.search(data, lines.end() - 1 if lines else at, at + _HEAD_MAX)
    return data[at : found.end() if found else at + _HEAD_MAX]


def _stop(text: _Text, start: int, manner: Manner, limit: int) -> _Stop:
    """Return where the message that starts at a place ends: where another starts, or at the limit.

    One that ends nowhere before it ends with all that was looked through.
    """
    head = text.head(start)
    body = start + len(head)
    promised = _promised(text, head, body)
    named = head.find(b"oundary")
    boundary = _BOUNDARY.search(head, named - 1) if named > 0 else None
    delimiter = b"\n--" + (boundary[1] or boundary[2]) if boundary else b""
    lines = _FROM_LINES.match(text.data, start - text.base)
    at = lines.end() - 1 + text.base if lines else start
    text.quotes = False
    within: tuple[Doubt, ...] = ()
    while (at := text.find_mark(at, limit + _PLAIN_MARK_BYTES - 1)) >= 0:
        place = at + 1
        text.reach(place + _HEAD_MAX)
        if promised and place >= promised:
            return _Stop(place, within=within)
        found = _verdict(text, start, place, manner) if not promised else ""
        if found in {"start", "parted"} and not _is_open(text, delimiter, (start, body), place):
            return _Stop(place, is_doubtful=found == "parted", within=within)
        within = ("pasted",) if found == "pasted" else within
        at = place
    return _Stop(min(text.end, limit), is_end=True, within=within)


def _promised(text: _Text, head: bytes, body: int) -> int:
    """Return where Content-Length says that the next message starts; 0 where none does there."""
    written = b"-Length" in head or b"-length" in head or b"-LENGTH" in head
    found = _LENGTH.search(head) if written else None
    end = body + int(found[1]) if found else 0
    if not found or end - body > MESSAGE_MAX:
        return 0
    text.reach(end + _SHAPE_MAX)
    after = text.slice(end, end + _SHAPE_MAX)
    line = after.lstrip(b"\r\n")
    place = end + len(after) - len(line)
    if place - end > _BLANK_MAX or text.end < end:
        return 0
    starts = text.slice(place - 1, place) == b"\n" and _SHAPED.match(line)
    return place if starts or not line else 0


def _verdict(
    text: _Text, start: int, place: int, manner: Manner
) -> Literal["", "start", "parted", "pasted"]:
    """Return what a From line in the text of a message may be, by itself and what is beside it."""
    data, at = text.data, place - text.base
    found = _SHAPED.match(data, at)
    if not found or (_PATCH.match(found[1]) and not manner.is_patch):
        return ""
    head = text.head(place)
    judged = manner.is_full and head.endswith((b"\n\n", b"\n\r\n"))  # not where it was cut off
    real = b"\nDate:" in head or _OF_MAIL.search(head) is not None
    if not (data[at - 2 : at - 1] == b"\n" or data[at - 3 : at - 1] == b"\n\r"):
        if not real:
            return ""
        shape = _shape(found[1])
        if shape != manner.line or not any(shape):
            return "pasted" if shape[2] else ""
    elif judged and not real:
        return "pasted"
    before = data[max(start - text.base, at - _CUE_BYTES, 0) : at].rstrip()
    unlike = judged and b"\nMessage-I" not in head and not _ON_ITS_WAY.search(head)
    if unlike and _shape(found[1]) == manner.line:  # old mails bear no identifier either
        unlike = not (_AUTHORED.search(head) and _IS_DATED.search(head))
    cue = before.endswith((b":", b"--")) and _CUE.search(before)
    return "parted" if unlike or cue else "start"


def _is_open(text: _Text, delimiter: bytes, begun: tuple[int, int], place: int) -> bool:
    """Whether a multipart that began before a place goes on behind it."""
    if not delimiter:
        return False
    start, body = begun
    above = max(body - 1 - text.base, 0), place - text.base
    closed = text.data.rfind(delimiter + b"--", *above) >= 0
    if closed or text.data.find(delimiter, *above) < 0:
        return False
    ahead = min(max(_AHEAD * (place - start), _SHAPE_MAX), MESSAGE_MAX)
    text.reach(place + ahead)
    below = text.slice(place, place + ahead)
    next_ = re.search(re.escape(delimiter) + rb"(?:--|[ \t]*\r?\n)", below)
    if not next_:
        return False
    declared = re.compile(rb"=\s{0,9}\"?" + re.escape(delimiter[3:]))  # by another copy of it
    return not declared.search(below, 0, next_.start())
