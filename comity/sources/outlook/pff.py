"""What libpff tells of Outlook's data file in, its objects as properties out.

The library is let at a file here alone. It raises where a file is damaged, at any question: what
it cannot tell is None or nothing, and the rest is read.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, TypeAlias

from comity.sources.mail.rfc5322 import MESSAGE_MAX
from comity.sources.mapi import LONG_NAME, SEVERAL, STRING8, UNICODE, Properties
from comity.sources.outlook.item import ADDRESSEES_MAX, Attached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Pff: TypeAlias = Any  # an object of a library without types
Values: TypeAlias = "dict[int, tuple[int, tuple[bytes, ...]]]"

_ATTACHMENTS_MAX = 100
_SHORT_NAME, _FILE_KIND = 0x3704, 0x370E


def opened(path: Path) -> Pff:
    """Open a file, for reading: the library keeps it so until it is closed."""
    import pypff

    file = pypff.file()
    file.open(str(path))
    return file


def or_none(make: Callable[..., Pff], *args: object) -> Pff:
    """Return what the library makes; None where it cannot be read."""
    try:
        return make(*args)
    except (OSError, AttributeError, ValueError, MemoryError):
        return None


def addressees(found: Pff) -> Iterator[Properties]:
    """Yield those an item is addressed to."""
    table: Pff = or_none(getattr, found, "recipients")
    count = 0 if table is None else or_none(table.get_number_of_record_sets) or 0
    for place in range(min(count, ADDRESSEES_MAX)):
        yield Properties(_entries(or_none(table.get_record_set, place)))


def attached(found: Pff) -> Iterator[Attached]:
    """Yield what is attached to an item under a name."""
    count = or_none(getattr, found, "number_of_attachments") or 0
    for place in range(min(count, _ATTACHMENTS_MAX)):
        file = or_none(found.get_attachment, place)
        said = Properties(values(file))
        called = said.text(LONG_NAME, _SHORT_NAME)
        if file is not None and called:
            size = or_none(file.get_size) or 0
            yield Attached(called, said.text(_FILE_KIND).lower(), size, _bytes_of(file, size))


def _bytes_of(file: Pff, size: int) -> Callable[[], bytes]:
    return lambda: or_none(file.read_buffer, min(size, MESSAGE_MAX)) or b""


def values(found: Pff) -> Values:
    """Return the properties of an object, of the first of its sets."""
    return {} if found is None else _entries(or_none(found.get_record_set, 0))


def _entries(one: Pff) -> Values:
    found: Values = {}
    if one is None:
        return found
    try:
        for entry in one.entries:
            kind, data = entry.value_type, entry.data
            if data is not None and kind is not None:
                several = kind & SEVERAL and kind & ~SEVERAL in {STRING8, UNICODE, 0x102}
                found[entry.entry_type or 0] = kind, _several(data) if several else (data,)
    except (OSError, MemoryError, ValueError):
        pass  # what came before it is there
    return found


def _several(data: bytes) -> tuple[bytes, ...]:
    """Return the values of a property that has several: their number, where each begins, they."""
    try:
        (count,) = struct.unpack_from("<I", data)
        starts = struct.unpack_from(f"<{min(count, len(data) // 4)}I", data, 4)
    except struct.error:
        return ()
    return tuple(data[a:b] for a, b in zip(starts, (*starts[1:], len(data)), strict=True))
