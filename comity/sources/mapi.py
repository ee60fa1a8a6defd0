"""The properties of one MAPI object, as Outlook keeps everything: by number, or by name.

A property has a number (MS-OXPROPS), a type (MS-OXCDATA, 2.11.1) and a value; from 0x8000 on the
numbers are a file's own, which a table of names explains (MS-OXCMSG, 2.2.3; MS-PST, 2.4.7 has the
same). Mails that carry a ``winmail.dat``, ``.msg`` files and ``.pst`` files all hold these.
Every length is checked against what is there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from comity.normalise.time import SECOND_US
from comity.sources.charset import text_of, unlabelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    Names: TypeAlias = Mapping["Named", int]

Named: TypeAlias = tuple[str, int | str]  # the set's GUID in hexadecimal as it lies; id or name
Tag: TypeAlias = int | Named

TEXT_MAX: Final = 1 << 20
STRING8, UNICODE, OBJECT, BINARY, SEVERAL = 0x1E, 0x1F, 0x0D, 0x102, 0x1000
BODY, RTF, HTML, LONG_NAME = 0x1000, 0x1009, 0x1013, 0x3707
_MESSAGE_PAGE, _INTERNET_PAGE, _PAGE = 0x3FFD, 0x3FDE, 0x66C3
_CHARSETS = {
    936: "gb18030",
    950: "big5hkscs",
    1200: "utf-16-le",
    10000: "mac-roman",
    20127: "",
    20866: "koi8-r",
    20932: "euc-jp",
    21866: "koi8-u",
    50220: "iso-2022-jp",
    50221: "iso-2022-jp",
    50222: "iso-2022-jp",
    51932: "euc-jp",
    51936: "gb18030",
    51949: "euc-kr",
    52936: "hz",
    54936: "gb18030",
    65000: "utf-7",
    65001: "utf-8",
}
_ISO_8859 = 28590  # and on: of part 1, 2, ...
_ISO_PARTS = 16
_SIZES = {2: 2, 3: 4, 11: 1, 20: 8}  # of whole numbers and truth values
_EPOCH = 116_444_736_000_000_000  # of FILETIME: from 1601 to 1970 in units of 100 ns
_UNITS_US = 10
_LAST_US = 4_102_444_800 * SECOND_US  # 2100: later ones stand for "none"
_SETS: Final = ("", "0803020000000000c000000000000046", "2903020000000000c000000000000046")
_NAMES_MAX = 40_000
_NAME_BYTES = 2_000


@dataclass(slots=True)
class Properties:
    """Values by number, each with its type; several where the type says so."""

    values: dict[int, tuple[int, tuple[bytes, ...]]]
    names: Names = field(default_factory=dict)
    charset: str = ""  # of text in eight bits where nothing says otherwise

    def text(self, *tags: Tag) -> str:
        """Return the first text of these properties that is not empty, in one line or several."""
        for tag in tags:
            for text in self.texts(tag)[:1]:
                if text:
                    return text
        return ""

    def texts(self, tag: Tag) -> list[str]:
        """Return the texts of a property that may have several."""
        kind, values = self._of(tag)
        if kind & ~SEVERAL not in {STRING8, UNICODE}:
            return []
        return [text(kind & ~SEVERAL, value, self.page).strip() for value in values]

    def number(self, tag: Tag) -> int:
        """Return a whole number or a truth value; 0 for none."""
        kind, values = self._of(tag)
        size = _SIZES.get(kind, 0) if values else 0
        return int.from_bytes(values[0][:size], "little", signed=True) if size else 0

    def binary(self, tag: Tag) -> bytes:
        """Return the bytes of a property of whatever type; none for none."""
        _, values = self._of(tag)
        return values[0] if values else b""

    def at_us(self, *tags: Tag) -> int | None:
        """Return the first instant of these properties that stands for one (FILETIME)."""
        for tag in tags:
            kind, values = self._of(tag)
            units = int.from_bytes(values[0][:8], "little") if kind == 64 and values else 0  # noqa: PLR2004 - time
            at_us = (units - _EPOCH) // _UNITS_US
            if units and -_LAST_US < at_us < _LAST_US:
                return at_us
        return None

    @property
    def page(self) -> str:
        """The charset of text in eight bits."""
        pages = (self.number(tag) for tag in (_MESSAGE_PAGE, _INTERNET_PAGE, _PAGE))
        return next((charset(page) for page in pages if page), self.charset)

    @property
    def internet_page(self) -> str:
        """The charset of a body that came as bytes."""
        page = self.number(_INTERNET_PAGE)
        return charset(page) if page else self.page

    def _of(self, tag: Tag) -> tuple[int, tuple[bytes, ...]]:
        number = tag if isinstance(tag, int) else self.names.get(tag, 0)
        return self.values.get(number, (0, ()))


def text(kind: int, value: bytes, label: str) -> str:
    """Return the text of a value; one of bytes is in UTF-8 or in the charset of that label."""
    if kind == UNICODE:
        return value[:TEXT_MAX].decode("utf-16-le", "replace").rstrip("\0").replace("\0", "")
    value = value[:TEXT_MAX].rstrip(b"\0")
    try:
        return text_of(value, label) if b"\x1b" in value else value.decode().replace("\0", "")
    except UnicodeDecodeError:
        return text_of(value, label or unlabelled(value))


def charset(page: int) -> str:
    """Return the charset of a Windows code page."""
    if page in _CHARSETS:
        return _CHARSETS[page]
    if 0 < page - _ISO_8859 < _ISO_PARTS:
        return f"iso-8859-{page - _ISO_8859}"
    return f"cp{page}" if page > 0 else ""


def names_of(sets: bytes, entries: bytes, strings: bytes) -> dict[Named, int]:
    """Return the numbers that a file gives to named properties."""
    found: dict[Named, int] = {}
    for at in range(0, min(len(entries) - 7, 8 * _NAMES_MAX), 8):
        value, of, place = struct.unpack_from("<IHH", entries, at)
        number = of >> 1
        start = (number - len(_SETS)) * 16
        guid = _SETS[number] if number < len(_SETS) else sets[start : start + 16].hex()
        found[guid, _string(strings, value) if of & 1 else value] = 0x8000 + place
    return found


def _string(strings: bytes, at: int) -> str:
    length = int.from_bytes(strings[at : at + 4], "little")
    return strings[at + 4 : at + 4 + min(length, _NAME_BYTES)].decode("utf-16-le", "replace")
