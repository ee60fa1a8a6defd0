"""Items of Outlook's, made by hand, for its files to be written of (MS-OXCDATA, 2.11.1)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

APPOINTMENT = "0220060000000000c000000000000046"
ADDRESS = "0420060000000000c000000000000046"
MEETING = "90dad86e0b451b1098da00aa003f1305"
STRINGS = "2903020000000000c000000000000046"

Tag: TypeAlias = int | tuple[str, int | str]
Value: TypeAlias = "str | int | bool | bytes | datetime | list[str] | EightBit"
Values: TypeAlias = dict[Tag, Value]
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class EightBit:
    """Text as older Outlooks keep it."""

    data: bytes


@dataclass
class Made:
    """An item: its values, those it is addressed to, and what is attached to it."""

    values: Values
    addressees: list[Values] = field(default_factory=list)
    attachments: list[Values] = field(default_factory=list)


def typed(value: Value) -> tuple[int, bytes]:
    """Return the type of a value and its bytes."""
    match value:
        case bool():
            return 0x0B, bytes((value,))
        case int():
            return 0x03, struct.pack("<I", value & 0xFFFFFFFF)
        case str():
            return 0x1F, value.encode("utf-16-le", "surrogatepass")
        case bytes():
            return 0x102, value
        case datetime():
            return 0x40, filetime(value)
        case EightBit():
            return 0x1E, value.data
        case list():
            return 0x101F, b""
    raise TypeError(value)


def filetime(at: datetime) -> bytes:
    """Return an instant in units of 100 ns since 1601."""
    since = at - _EPOCH
    return struct.pack("<Q", (since.days * 86_400 + since.seconds) * 10_000_000)


class Names:
    """The numbers a file gives to named properties, as it keeps them."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int | str], int] = {}

    def number(self, tag: Tag) -> int:
        """Return the number of a property in this file."""
        if isinstance(tag, int):
            return tag
        return self._numbers.setdefault(tag, 0x8000 + len(self._numbers))

    def streams(self) -> tuple[bytes, bytes, bytes]:
        """Return the sets, the entries and the strings of the table."""
        sets = [s for s in dict.fromkeys(one for one, _ in self._numbers) if s != STRINGS]
        entries, strings = b"", b""
        for (guid, name), number in self._numbers.items():
            of = 2 if guid == STRINGS else 3 + sets.index(guid)
            value = name
            if isinstance(name, str):
                said = name.encode("utf-16-le")
                value = len(strings)
                strings += struct.pack("<I", len(said)) + said + bytes(-len(said) % 4)
            kind = of << 1 | isinstance(name, str)
            entries += struct.pack("<IHH", int(value), kind, number - 0x8000)
        return b"".join(map(bytes.fromhex, sets)), entries, strings
