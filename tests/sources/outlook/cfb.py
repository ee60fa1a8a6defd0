"""A compound file (MS-CFB, version 3) of a tree of streams, as .msg files are."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tests.sources.outlook.made import Names, typed

if TYPE_CHECKING:
    from tests.sources.outlook.made import Made, Values

Tree: TypeAlias = "dict[str, bytes | Tree]"

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


@dataclass
class _Entry:
    name: str
    kind: int
    child: int = _NONE
    right: int = _NONE
    start: int = 0
    data: bytes = b""


def compound(tree: Tree) -> bytes:
    """Return a compound file; the directory's siblings are a list, which is a tree too."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    mini, minifat, sectors, fat = bytearray(), list[int](), bytearray(), list[int]()
    for entry in entries:
        if entry.kind == 2 and len(entry.data) < _CUTOFF:
            entry.start = _put(mini, minifat, entry.data, _MINI)
        elif entry.kind == 2:
            entry.start = _put(sectors, fat, entry.data, _SECTOR)
    entries[0].start, entries[0].data = _put(sectors, fat, bytes(mini), _SECTOR), bytes(mini)
    table = b"".join(struct.pack("<I", one) for one in minifat)
    minifat_start = _put(
        sectors, fat, table.ljust(-(-len(table) // _SECTOR) * _SECTOR, b"\xff"), _SECTOR
    )
    directory = b"".join(map(_laid_out, entries))
    directory_start = _put(sectors, fat, directory, _SECTOR)
    count = 1
    while (len(fat) + count) * 4 > count * _SECTOR:
        count += 1
    places = range(len(fat), len(fat) + count)
    fat += [_FAT] * count
    sectors += b"".join(struct.pack("<I", one) for one in fat).ljust(count * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        count,
        directory_start,
        0,
        _CUTOFF,
        minifat_start,
        -(-len(table) // _SECTOR),
        _END,
        0,
        places[0],
    )
    head += b"".join(struct.pack("<I", one) for one in places[1:])
    return head.ljust(_SECTOR, b"\xff") + bytes(sectors)


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    before = None
    for name, content in sorted(tree.items(), key=lambda one: (len(one[0]), one[0].upper())):
        place = len(entries)
        entries.append(
            _Entry(name, 2, data=content) if isinstance(content, bytes) else _Entry(name, 1)
        )
        if before is None:
            entries[parent].child = place
        else:
            entries[before].right = place
        before = place
        if not isinstance(content, bytes):
            _add(entries, place, content)


def _put(space: bytearray, table: list[int], data: bytes, size: int) -> int:
    """Put data into sectors of a size, a chain in their table; return where it starts."""
    if not data:
        return _END
    start, count = len(table), -(-len(data) // size)
    table += [*range(start + 1, start + count), _END]
    space += data.ljust(count * size, b"\0")
    return start


def _laid_out(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    links = struct.pack("<III", _NONE, entry.right, entry.child)
    rest = struct.pack("<II", entry.start if entry.kind != 1 else 0, len(entry.data))
    kind = struct.pack("<HBB", len(name) + 2, entry.kind, 1)
    return name.ljust(64, b"\0") + kind + links + bytes(36) + rest + bytes(4)


def msg(made: Made) -> bytes:
    """Return an item as Outlook saves it (MS-OXMSG)."""
    names = Names()
    head = struct.pack("<8xIIII8x", 0, 0, len(made.addressees), len(made.attachments))
    tree: Tree = _streams(made.values, names, head)
    for kind, some in (("__recip", made.addressees), ("__attach", made.attachments)):
        for place, values in enumerate(some):
            tree[f"{kind}_version1.0_#{place:08X}"] = _streams(values, names, bytes(8))
    sets, entries, strings = names.streams()
    tree["__nameid_version1.0"] = {
        "__substg1.0_00020102": sets,
        "__substg1.0_00030102": entries,
        "__substg1.0_00040102": strings,
    }
    return compound(tree)


def _streams(values: Values, names: Names, head: bytes) -> Tree:
    tree: Tree = {}
    rows = head
    for tag, value in values.items():
        number = names.number(tag)
        kind, data = typed(value)
        stream = f"__substg1.0_{number:04X}{kind:04X}"
        inline = kind in {0x03, 0x0B, 0x40}
        rows += struct.pack("<HHI", kind, number, 6)
        rows += data.ljust(8, b"\0") if inline else struct.pack("<II", len(data), 0)
        if isinstance(value, list):
            tree[stream] = b"".join(struct.pack("<I", 2 * len(one) + 2) for one in value)
            for place, one in enumerate(value):
                tree[f"{stream}-{place:08X}"] = one.encode("utf-16-le")
        elif not inline:
            tree[stream] = data
    tree["__properties_version1.0"] = rows
    return tree
