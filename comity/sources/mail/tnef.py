"""The text in Outlook's ``winmail.dat`` (Transport Neutral Encapsulation Format, MS-OXTNEF).

A run of attributes, two of which can hold what was written: the body as plain text, and a list of
MAPI properties (MS-OXPROPS) with the body as text, HTML or compressed RTF. Attachments are
told by name and data. Every length is checked against what is there, and nothing is followed.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity.sources.charset import text_of
from comity.sources.mail.rtf import decompressed, rtf_to_text
from comity.sources.mapi import (
    BINARY,
    BODY,
    HTML,
    LONG_NAME,
    OBJECT,
    RTF,
    SEVERAL,
    STRING8,
    TEXT_MAX,
    UNICODE,
    charset,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE = 0x223E9F78
_ATTRIBUTES_MAX = 2_000
_PROPERTIES_MAX = 4_000
# Attributes (MS-OXTNEF, 2.1.3.2).
_MESSAGE_BODY, _PROPERTIES, _CODE_PAGE = 0x2800C, 0x69003, 0x69007
_RENDERED, _TITLE, _DATA, _ATTACHMENT = 0x69002, 0x18010, 0x6800F, 0x69005
_OF_ANY_LENGTH = frozenset({STRING8, UNICODE, OBJECT, BINARY})
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_NAMED = 0x8000


@dataclass(slots=True)
class Winmail:
    """What Outlook put into one file: the text in each form there is, and files by name."""

    plain: str = ""
    html: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)


def read(data: bytes) -> Winmail | None:
    """Return what a ``winmail.dat`` holds, as far as it can be read; None for what is none."""
    if len(data) < 6 or int.from_bytes(data[:4], "little") != _SIGNATURE:  # noqa: PLR2004
        return None
    found, label, written = Winmail(), "", {}
    for kind, value in _attributes(data):
        if kind == _CODE_PAGE and len(value) >= 4:  # noqa: PLR2004 - an integer
            label = charset(int.from_bytes(value[:4], "little"))
        elif kind == _MESSAGE_BODY:
            found.plain = text_of(value[:TEXT_MAX].rstrip(b"\0"), label)
        elif kind == _PROPERTIES:
            written = _properties(value)
        elif kind == _RENDERED:
            found.files.append(("", b""))
        elif found.files and kind in {_TITLE, _DATA, _ATTACHMENT}:
            found.files[-1] = _file(found.files[-1], kind, value, label)
    found.plain = _text(written.get(BODY), label) or found.plain
    found.html = _text(written.get(HTML), label)
    _, rtf = written.get(RTF, (0, b""))
    found.plain = found.plain or ("" if found.html else rtf_to_text(decompressed(rtf)))
    return found


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the attributes (MS-OXTNEF, 2.1.3.1): a level, an identifier, a length, a checksum."""
    at = 6
    for _ in range(_ATTRIBUTES_MAX):
        if at + 9 > len(data):
            return
        kind, length = struct.unpack_from("<II", data, at + 1)
        yield kind, data[at + 9 : at + 9 + length]
        at += 9 + length + 2


def _properties(data: bytes) -> dict[int, tuple[int, bytes]]:
    """Return the type and value of each MAPI property that is text or binary (2.1.3.4)."""
    found: dict[int, tuple[int, bytes]] = {}
    try:
        (count,), at = struct.unpack_from("<I", data), 4
        for _ in range(min(count, _PROPERTIES_MAX)):
            kind, name = struct.unpack_from("<HH", data, at)
            at = _past_name(data, at + 4, name)
            at, value = _value(data, at, kind)
            if value is not None:
                found[name] = kind, value
    except (struct.error, ValueError):
        pass  # what came before it breaks off is there
    return found


def _past_name(data: bytes, at: int, name: int) -> int:
    """Return where the value of a property begins: some have a name of their own."""
    if name < _NAMED:
        return at
    (by_text, length) = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(length) if by_text else 0)


def _value(data: bytes, at: int, kind: int) -> tuple[int, bytes | None]:
    """Return where a value ends, and the first of its values if it is text or binary."""
    count = 1
    if kind & SEVERAL or kind in _OF_ANY_LENGTH:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    plain = kind & ~SEVERAL
    if plain in _FIXED:
        return at + count * _FIXED[plain], None
    if plain not in _OF_ANY_LENGTH or count > _PROPERTIES_MAX:
        raise ValueError
    first = None
    for _ in range(count):
        (length,) = struct.unpack_from("<I", data, at)
        first = data[at + 4 : at + 4 + length] if first is None else first
        at += 4 + _padded(length)
    return at, first


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4


def _text(typed: tuple[int, bytes] | None, label: str) -> str:
    """Return the text of a property; HTML is binary, in the charset it names or in UTF-8."""
    kind, value = typed or (0, b"")
    return text(kind, value, label)


def _file(known: tuple[str, bytes], kind: int, value: bytes, label: str) -> tuple[str, bytes]:
    name, data = known
    if kind == _DATA:
        return name, value
    if kind == _TITLE:
        return name or text_of(value[:1000].rstrip(b"\0"), label), data
    return _text(_properties(value).get(LONG_NAME), label) or name, data
