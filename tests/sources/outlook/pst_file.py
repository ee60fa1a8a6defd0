"""A data file of Outlook's (MS-PST, Unicode) of folders of items, as far as readers look at it.

Three layers: blocks and pages found through two B-trees (NDB), heaps of properties and tables on
them (LTP), folders and items (messaging). Allocation maps are left out.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.sources.outlook.made import Names, typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sources.outlook.made import Made, Values

_BLOCK, _PAGE, _FIRST = 8176, 512, 0x4600
_NBT, _BBT = 0x81, 0x80
_STORE, _NAMES, _ROOT = 0x21, 0x61, 0x122
_FOLDER, _MESSAGE, _ATTACHMENT = 0x02, 0x04, 0x05
_ADDRESSEES, _ATTACHMENTS = 0x692, 0x671
_HIERARCHY, _CONTENTS = 0x0D, 0x0E
_PROPERTIES, _TABLE = 0xBC, 0x7C
_IN_HEAP = 512  # bytes of a value; a larger one has a node of its own
_ROW_ID, _ROW_VERSION = 0x67F2, 0x67F3


@dataclass
class Folder:
    """A folder: its name and properties, the items in it, the folders in it."""

    name: str
    items: list[Made] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    values: Values = field(default_factory=dict)


@dataclass
class _Node:
    data: bytes
    inner: dict[int, _Node] = field(default_factory=dict)


class _Heap:
    """A heap on a node, in one block."""

    def __init__(self) -> None:
        self._made: list[bytes] = []

    def put(self, data: bytes) -> int:
        self._made.append(data)
        return len(self._made) << 5

    def laid_out(self, client: int, root: int) -> bytes:
        starts, body = [12], b""
        for data in self._made:
            body += data
            starts.append(12 + len(body))
        body += bytes(len(body) % 2)
        head = struct.pack("<HBBII", 12 + len(body), 0xEC, client, root, 0)
        table = struct.pack(f"<HH{len(starts)}H", len(self._made), 0, *starts)
        return head + body + table


class _File:
    """Blocks and nodes as they are written, and the trees that find them."""

    def __init__(self) -> None:
        self.out = bytearray(_FIRST)
        self.blocks: list[tuple[int, int, int]] = []
        self.nodes: list[tuple[int, int, int, int]] = []
        self.names = Names()
        self._next = 4
        self._numbers = 0x400

    def new(self, kind: int) -> int:
        """Return the number of a new node of a kind."""
        self._numbers += 1
        return self._numbers << 5 | kind

    def block(self, data: bytes, *, internal: bool = False) -> int:
        """Write one block; return its number."""
        number = self._next | 2 * internal
        self._next += 4
        self.blocks.append((number, len(self.out), len(data)))
        size = -(-(len(data) + 16) // 64) * 64
        signature = (len(self.out) ^ number) & 0xFFFF
        trailer = struct.pack("<HHIQ", len(data), signature, _crc(data), number)
        self.out += data.ljust(size - 16, b"\0") + trailer
        return number

    def data(self, data: bytes) -> int:
        """Write data of any length; return the number of its block, or of the list of them."""
        if len(data) <= _BLOCK:
            return self.block(data) if data else 0
        pieces = [self.block(data[at : at + _BLOCK]) for at in range(0, len(data), _BLOCK)]
        listed = b"".join(struct.pack("<Q", one) for one in pieces)
        return self.block(
            struct.pack("<BBHI", 1, 1, len(pieces), len(data)) + listed, internal=True
        )

    def inner(self, nodes: dict[int, _Node]) -> int:
        """Write the nodes within a node; return the number of their list."""
        if not nodes:
            return 0
        rows = b""
        for number, node in sorted(nodes.items()):
            rows += struct.pack("<QQQ", number, self.data(node.data), self.inner(node.inner))
        return self.block(struct.pack("<BBHI", 2, 0, len(nodes), 0) + rows, internal=True)

    def node(self, number: int, node: _Node, parent: int = 0) -> None:
        """Write a node."""
        self.nodes.append((number, self.data(node.data), self.inner(node.inner), parent))

    def tree(self, kind: int, rows: list[tuple[int, bytes]]) -> tuple[int, int]:
        """Write a B-tree over rows; return number and place of its root."""
        level = 0
        while True:
            size = len(rows[0][1]) if rows else 24
            fit = 488 // size
            above = []
            for at in range(0, max(len(rows), 1), fit):
                some = rows[at : at + fit]
                number, place = self._next, -(-len(self.out) // _PAGE) * _PAGE
                self._next += 4
                self.out = self.out.ljust(place, b"\0")
                body = b"".join(row for _, row in some).ljust(488, b"\0")
                body += struct.pack("<BBBBI", len(some), fit, size, level, 0)
                signature = (place ^ number) & 0xFFFF
                self.out += body + struct.pack("<BBHIQ", kind, kind, signature, _crc(body), number)
                key = some[0][0] if some else 0
                above.append((key, struct.pack("<QQQ", key, number, place), number, place))
            if len(above) == 1:
                return above[0][2], above[0][3]
            rows, level = [(one[0], one[1]) for one in above], level + 1

    def bytes(self) -> bytes:
        """Return the whole file."""
        nodes = sorted(self.nodes)
        nbt = self.tree(_NBT, [(n[0], struct.pack("<QQQII", *n, 0)) for n in nodes])
        rows = [(b[0], struct.pack("<QQHHI", *b, 2, 0)) for b in sorted(self.blocks)]
        bbt = self.tree(_BBT, rows)
        root = struct.pack("<IQQQQ", 0, len(self.out), 0x4400, 0, 0)
        root += struct.pack("<QQQQBBH", *nbt, *bbt, 0, 0, 0)
        head = struct.pack("<2sHHBBIIQQI", b"SM", 23, 19, 1, 1, 0, 0, 0, self._next, 1)
        head += bytes(128 + 8) + root + bytes(4 + 128 + 128)
        head += struct.pack("<BBHQ", 0x80, 0, 0, self._next)
        head = b"!BDN" + struct.pack("<I", _crc(head[:471])) + head
        head += struct.pack("<I", _crc(head[8:524])) + bytes(36)
        self.out[: len(head)] = head
        return bytes(self.out)


def pst(folders: Iterable[Folder], store: Values | None = None) -> bytes:
    """Return a data file with these folders below its top; `store` names those for special uses."""
    file = _File()
    known: dict[str, int] = {}
    top = Folder("Top of Outlook data file", folders=[*folders])
    _write(file, Folder("Root", folders=[top]), _ROOT, known, number=_ROOT)
    special = {
        tag: bytes(20) + struct.pack("<I", known[str(name)]) for tag, name in (store or {}).items()
    }
    file.node(_STORE, _properties(file, {0x3001: "Personal", **special}))
    sets, entries, strings = file.names.streams()
    table: Values = {1: 251, 2: sets or bytes(16), 3: entries or bytes(8), 4: strings or bytes(4)}
    file.node(_NAMES, _properties(file, table))
    return file.bytes()


def _write(
    file: _File, folder: Folder, parent: int, known: dict[str, int], number: int | None = None
) -> int:
    """Write a folder, its two tables and all that is in it; return its number."""
    number = number or file.new(_FOLDER)
    known[folder.name] = number
    values: Values = {0x3001: folder.name, 0x3602: len(folder.items), 0x360A: bool(folder.folders)}
    file.node(number, _properties(file, values | folder.values), parent)
    items = [_item(file, item, number) for item in folder.items]
    inner = [_write(file, one, number, known) for one in folder.folders]
    for table, numbers in ((_HIERARCHY, inner), (_CONTENTS, items)):
        file.node(number & ~0x1F | table, _rows(file, [{} for _ in numbers], numbers))
    return number


def _item(file: _File, item: Made, parent: int) -> int:
    node = _properties(file, item.values)
    if item.addressees:
        node.inner[_ADDRESSEES] = _rows(file, item.addressees)
    if item.attachments:
        numbers = [file.new(_ATTACHMENT) for _ in item.attachments]
        node.inner[_ATTACHMENTS] = _rows(file, [{} for _ in numbers], numbers)
        for place, values in zip(numbers, item.attachments, strict=True):
            node.inner[place] = _properties(file, values)
    number = file.new(_MESSAGE)
    file.node(number, node, parent)
    return number


def _properties(file: _File, values: Values) -> _Node:
    """Return a property context: a B-tree on a heap, by number (MS-PST, 2.3.3)."""
    heap, node = _Heap(), _Node(b"")
    head = heap.put(bytes(8))
    rows = b""
    for number, value in sorted((file.names.number(tag), value) for tag, value in values.items()):
        kind, data = typed(value)
        if isinstance(value, list):
            data = _several(value)
        if kind in {0x03, 0x0B}:
            rows += struct.pack("<HH4s", number, kind, data.ljust(4, b"\0"))
        else:
            rows += struct.pack("<HHI", number, kind, _held(file, heap, node, data))
    root = heap.put(rows)
    del head
    heap._made[0] = struct.pack("<BBBBI", 0xB5, 2, 6, 0, root)
    node.data = heap.laid_out(_PROPERTIES, 1 << 5)
    return node


def _held(file: _File, heap: _Heap, node: _Node, data: bytes) -> int:
    """Put a value into the heap, or a large one into a node of its own; return where it is."""
    if len(data) <= _IN_HEAP:
        return heap.put(data) if data else 0
    number = file.new(0x1F)
    node.inner[number] = _Node(data)
    return number


def _several(values: list[str]) -> bytes:
    said = [one.encode("utf-16-le") for one in values]
    at, starts = 4 + 4 * len(said), []
    for one in said:
        starts.append(at)
        at += len(one)
    return struct.pack(f"<{1 + len(said)}I", len(said), *starts) + b"".join(said)


def _rows(file: _File, rows: list[Values], numbers: list[int] | None = None) -> _Node:
    """Return a table of rows (MS-PST, 2.3.4), each column of four bytes."""
    heap, node = _Heap(), _Node(b"")
    root = heap.put(bytes(1))
    tags = sorted({tag for row in rows for tag in row if isinstance(tag, int)})
    kinds = {tag: next(typed(row[tag])[0] for row in rows if tag in row) for tag in tags}
    columns = [(_ROW_ID, 3), (_ROW_VERSION, 3), *((tag, kinds[tag]) for tag in tags)]
    width = 4 * len(columns)
    bits = -(-len(columns) // 8)
    body, index = b"", b""
    for place, row in enumerate(rows):
        number = numbers[place] if numbers else place
        cells, mask = struct.pack("<II", number, 1), 0b11 << (bits * 8 - 2)
        for column, tag in enumerate(tags, 2):
            cell = bytes(4)
            if tag in row:
                kind, data = typed(row[tag])
                held = kind not in {0x03, 0x0B}
                cell = (
                    struct.pack("<I", _held(file, heap, node, data))
                    if held
                    else data.ljust(4, b"\0")
                )
                mask |= 1 << (bits * 8 - 1 - column)
            cells += cell
        body += cells + mask.to_bytes(bits)
        index += struct.pack("<II", number, place)
    keys = heap.put(struct.pack("<BBBBI", 0xB5, 4, 4, 0, heap.put(index) if index else 0))
    if len(body) > _IN_HEAP:
        where = file.new(0x1F)
        node.inner[where] = _Node(body)
    else:
        where = heap.put(body) if body else 0
    info = struct.pack(
        "<BB4HIII", 0x7C, len(columns), width, width, width, width + bits, keys, where, 0
    )
    for place, (tag, kind) in enumerate(columns):
        info += struct.pack("<HHHBB", kind, tag, 4 * place, 4, place)
    heap._made[0] = info
    node.data = heap.laid_out(_TABLE, root)
    return node


def _crc(data: bytes) -> int:
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF
