"""XML of a telephone's backup in, its start tags with their attributes out, one after another.

Such files are lists of empty elements whose attributes say everything, and are often no XML at all:
a pair of surrogates stands as two numeric entities, a control character as one. So no parser of XML
reads them, no entity but the five of XML 1.0 (section 4.6) and numeric ones is known, and none that
a file declares. The bytes of an attachment, hundreds of megabytes in one attribute, are counted
and let go of: no more of a file is held than a piece of it and one tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_PIECE_BYTES = 1 << 20
_TAG_BYTES_MAX = 8 << 20  # a longer one is none
_DATA = re.compile(rb"""\sdata\s*=\s*(["'])""")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]*+")
_DATA_TAIL_BYTES = 64  # of a piece, in which such a beginning may be cut
_DATA_BYTES_MIN = 1 << 16  # shorter attributes stay: they may be words
_NAME = rb"[A-Za-z_:][\w:.-]*+"
_VALUE = rb"""(?:"[^"]*+"|'[^']*+')"""
_TAG = re.compile(
    rb"<(/?+)(" + _NAME + rb")((?:\s++" + _NAME + rb"\s*+=\s*+" + _VALUE + rb")*+)\s*+(/?+)>"
)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_UNREAD = frozenset(  # of every message, and nobody asks for them
    "protocol toa sc_toa service_center read status locked sub_id readable_date date_sent".split()
)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CODE_POINTS = 0x110000


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; one that cannot be read has no name."""

    name: str
    attributes: dict[str, str]
    is_end: bool = False
    is_empty: bool = False  # it ends itself


def tags(path: Path) -> Iterator[Tag]:
    """Yield the tags of a file in their order; what stands between them says nothing."""
    with path.open("rb") as stream:
        pieces = _without_data(stream)
        held, at, is_over = b"", 0, False
        while True:
            found, at = _next(held, at, is_over=is_over)
            if found is not None:
                yield found
            elif is_over:
                return
            else:
                piece = next(pieces, None)
                held, at, is_over = held[at:] + (piece or b""), 0, piece is None


def _next(held: bytes, at: int, *, is_over: bool) -> tuple[Tag | None, int]:
    """Return the next tag and the place after it; None where more must be read first."""
    while (start := held.find(b"<", at)) >= 0:
        if match := _TAG.match(held, start):
            return _tag(match), match.end()
        mark = held[start + 1 : start + 2]
        end = b"-->" if held.startswith(b"<!--", start) else b">"
        if mark in {b"?", b"!"}:
            close = held.find(end, start)
            if close >= 0:
                at = close + len(end)
                continue
        if not is_over and len(held) - start < _TAG_BYTES_MAX:
            return None, start
        at = start + 1
        if mark.isalpha():
            return Tag("", {}), _after(held, at)
    return None, len(held)


def _after(held: bytes, at: int) -> int:
    """Return where reading goes on after a tag that cannot be read: at the next that begins."""
    place = held.find(b"<", at)
    return place if place >= 0 else len(held)


def _tag(match: re.Match[bytes]) -> Tag:
    said = _ATTRIBUTE.findall(match[3].decode("utf-8", "replace"))
    attributes = {name: text(value[1:-1]) for name, value in said if name not in _UNREAD}
    return Tag(match[2].decode("ascii", "replace"), attributes, bool(match[1]), bool(match[4]))


def text(written: str) -> str:
    """Return what is meant by a value; two surrogates in a row are one character.

    >>> text("&#55357;&#56832; &lt;3 &unknown; &#0;")
    '😀 <3 &unknown; '
    """
    if "&" not in written:
        return written.replace("\0", "") if "\0" in written else written
    meant = _ENTITY.sub(_character, written).replace("\0", "")
    return meant.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(entity: re.Match[str]) -> str:
    decimal, hexadecimal, name = entity.groups()
    if name:
        return _NAMED[name]
    point = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(point) if 0 < point < _CODE_POINTS else ""


def _without_data(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the pieces of a file; in place of an attachment's bytes, how many they were."""
    held = b""
    while piece := stream.read(_PIECE_BYTES):
        held += piece
        kept, at, end = [], 0, max(0, len(held) - _DATA_TAIL_BYTES)
        while found := _DATA.search(held, at):
            start, close = found.end(), _base64_end(held, found.end())
            if close == len(held) and close - start < _DATA_BYTES_MIN:
                end = found.start()  # whether it is an attachment what follows will tell
                break
            kept.append(held[at:start])
            at = start
            if close - start >= _DATA_BYTES_MIN:
                size_bytes = close - start
                if close == len(held):
                    size_bytes, held, close = _skip(stream, size_bytes)
                kept.append(b"%d" % size_bytes)
                at, end = close, max(0, len(held) - _DATA_TAIL_BYTES)
        end = max(at, end)
        kept.append(held[at:end])
        held = held[end:]
        yield b"".join(kept)
    yield held


def _base64_end(held: bytes, start: int) -> int:
    """Return where what may be an attachment's bytes ends: words have more than letters."""
    run = _BASE64.match(held, start)
    return run.end() if run else start


def _skip(stream: BinaryIO, size_bytes: int) -> tuple[int, bytes, int]:
    """Read to the end of an attachment; return its length, what follows it, and from where."""
    while piece := stream.read(_PIECE_BYTES):
        end = _base64_end(piece, 0)
        size_bytes += end
        if end < len(piece):
            return size_bytes, piece, end
    return size_bytes, b"", 0
