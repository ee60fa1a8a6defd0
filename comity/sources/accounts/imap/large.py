"""A large message on a server in, its header and the texts in it out, the rest left there.

The parts are put together as they lie in the mail, so that the reader of every other mail reads
them; for each part that only its size is read of stands a mark (``mime.parse``). Its size is that
without carriage returns, as a mail on disk has it: lines of base64 (RFC 2045, 6.8) are of one
length, which a look at both ends confirms; of anything else the server counts the lines, or they
are counted here, a piece at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comity.sources.mail.leaf import TEXT_MAX
from comity.sources.mail.mime import DEPTH_MAX, HEADER_MAX, PARTS_MAX, boundary_of, is_read
from comity.sources.mail.rfc5322 import MESSAGE_MAX

if TYPE_CHECKING:
    from comity.sources.accounts.imap.connection import Connection, Fetched

PIECE = 1 << 20  # bytes asked for at once
_SAMPLE = 1_000
_PARTS_AT_ONCE = 40
_KIND, _ENCODING, _SIZE = 0, 5, 6  # of a part in a BODYSTRUCTURE (RFC 3501, 7.4.2)
_LINES = {b"text": 7, b"message": 9}


@dataclass(slots=True)
class _Part:
    section: str  # "1.2"
    size: int = 0
    lines: int | None = None
    encoding: str = ""
    within: list[_Part] = field(default_factory=list)
    head: bytes = b""


class _Otherwise(Exception):
    """The server's view of a message is not to be built upon."""


@dataclass(frozen=True, slots=True)
class Large:
    """What is read of a large message, and the sizes of what is not, by what stands for it."""

    raw: bytes
    absent: dict[bytes, int] = field(default_factory=dict)


def large(server: Connection, uid: int) -> Large | None:
    """Return what is read of a message; None where the server gives nothing of it."""
    try:
        return _Assembly(server, uid).made()
    except _Otherwise:
        raw = _piece(server, uid, "", MESSAGE_MAX + 1)
        return Large(raw) if raw else None


class _Assembly:
    def __init__(self, server: Connection, uid: int) -> None:
        self.server, self.uid = server, uid
        self.absent: dict[bytes, int] = {}

    def made(self) -> Large:
        """Put the message together."""
        found = self.server.fetch([self.uid], "BODYSTRUCTURE").get(self.uid, {})
        top = _structure(found.get(b"BODYSTRUCTURE"))
        head = _piece(self.server, self.uid, "HEADER", HEADER_MAX)
        if not head.strip():
            raise _Otherwise
        top.head = head
        parts = _every(top)
        if len(parts) > PARTS_MAX:
            raise _Otherwise
        self._heads([one for one in parts if one is not top])
        body = self._body(top, whole=True)
        return Large(_lines(head).rstrip(b"\n") + b"\n\n" + body, self.absent)

    def _heads(self, parts: list[_Part]) -> None:
        """Fetch the MIME headers of all parts, many at a time."""
        for start in range(0, len(parts), _PARTS_AT_ONCE):
            some = parts[start : start + _PARTS_AT_ONCE]
            items = " ".join(f"BODY.PEEK[{one.section}.MIME]" for one in some)
            found = self.server.fetch([self.uid], items).get(self.uid)
            if found is None:
                raise _Otherwise
            for one in some:
                one.head = found.get(f"BODY[{one.section}.MIME]".encode()) or b""

    def _body(self, part: _Part, *, whole: bool = False) -> bytes:
        if not part.within:
            return self._leaf(part, whole=whole)
        boundary = boundary_of(part.head).encode("utf-8", "replace")
        if not boundary:
            raise _Otherwise
        made = []
        for one in part.within:
            head = _lines(one.head).strip(b"\n")
            made += [b"--" + boundary + b"\n", head + b"\n" * bool(head) + b"\n", self._body(one)]
            made.append(b"\n")
        return b"".join([*made, b"--" + boundary + b"--\n"])

    def _leaf(self, part: _Part, *, whole: bool) -> bytes:
        """Return the bytes of a part, or the mark that stands for them."""
        if boundary_of(part.head):
            raise _Otherwise
        if is_read(part.head, whole=whole):
            most = 2 * TEXT_MAX if part.lines is not None else MESSAGE_MAX
            return _lines(_piece(self.server, self.uid, part.section, most))
        mark = b"\0%d.%d" % (len(self.absent), id(self))
        self.absent[mark] = part.size - self._line_ends(part)
        return mark

    def _line_ends(self, part: _Part) -> int:
        if part.lines is not None:
            return min(part.lines, part.size // 2)
        if part.encoding == "base64" and part.size > 2 * _SAMPLE:
            last = part.size - _SAMPLE
            found = self._asked(f"BODY.PEEK[{part.section}]<0.{_SAMPLE}>")
            found |= self._asked(f"BODY.PEEK[{part.section}]<{last}.{_SAMPLE}>")
            ends = (found.get(f"BODY[{part.section}]<{at}>".encode()) for at in (0, last))
            head, tail = (one or b"" for one in ends)
            counted = line_ends(head, tail, part.size)
            if counted is not None:
                return counted
        return self._counted(part)

    def _counted(self, part: _Part) -> int:
        """Count the line ends of a part in passing."""
        count, at, ended = 0, 0, b""
        while piece := _some(self.server, self.uid, part.section, at):
            count += (ended + piece).count(b"\r\n")
            ended, at = piece[-1:] if piece.endswith(b"\r") else b"", at + len(piece)
            if len(piece) < PIECE or at > 2 * MESSAGE_MAX:
                break
        return count

    def _asked(self, items: str) -> Fetched:
        return self.server.fetch([self.uid], items).get(self.uid, {})


def line_ends(head: bytes, tail: bytes, size: int) -> int | None:
    """Return how many lines of one length end in so many bytes; None where the ends differ."""
    width = head.find(b"\r\n")
    stride, offset = width + 2, size - len(tail)
    if width <= 0 or not tail:
        return None
    full = size // stride
    for start, piece in ((0, head), (offset, tail)):
        at = piece.find(b"\r\n")
        while at >= 0:
            is_last = start + at + 2 == size
            if (start + at) % stride != width and not is_last:
                return None
            at = piece.find(b"\r\n", at + 2)
    short_ends = tail.endswith(b"\r\n") and size % stride != 0
    return full + short_ends


def _structure(said: Any) -> _Part:  # noqa: ANN401 - of imapclient
    """Return the parts that a BODYSTRUCTURE tells of."""
    try:
        return _part(said, "", depth=0)
    except (IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _Otherwise from error


def _part(said: Any, section: str, *, depth: int) -> _Part:  # noqa: ANN401 - as above
    if depth > DEPTH_MAX:
        raise _Otherwise
    if isinstance(said[0], list | tuple):
        within = [
            _part(one, f"{section}.{number}".lstrip("."), depth=depth + 1)
            for number, one in enumerate(said[0], 1)
        ]
        return _Part(section, within=within)
    kind = bytes(said[_KIND]).lower()
    place = _LINES.get(kind)
    if kind == b"message" and bytes(said[1]).lower() != b"rfc822":
        place = None
    lines = said[place] if place is not None and len(said) > place else None
    encoding = bytes(said[_ENCODING] or b"").decode("ascii", "replace").lower()
    size = int(said[_SIZE] or 0)
    lines = lines if isinstance(lines, int) else None
    return _Part(section or "TEXT", size, lines, encoding)


def _every(part: _Part) -> list[_Part]:
    return [part, *(one for inner in part.within for one in _every(inner))]


def _piece(server: Connection, uid: int, section: str, most: int) -> bytes:
    """Return up to so many bytes of a section, fetched a piece at a time."""
    made = bytearray()
    while len(made) < most:
        some = _some(server, uid, section, len(made))
        made += some
        if len(some) < PIECE:
            break
    return bytes(made[:most])


def _some(server: Connection, uid: int, section: str, at: int) -> bytes:
    asked = f"BODY.PEEK[{section}]<{at}.{PIECE}>"
    found = server.fetch([uid], asked).get(uid, {})
    some = found.get(f"BODY[{section}]<{at}>".encode()) or b""
    return some if isinstance(some, bytes) else b""


def _lines(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data
