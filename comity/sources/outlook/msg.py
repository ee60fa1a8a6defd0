"""One of Outlook's items saved as a file (.msg) in, its records out.

Made by dragging items from Outlook into a folder, or by File, Save As. A compound file (MS-CFB),
read by olefile, of streams that hold one property each (MS-OXMSG). No stream is read that is not
used, and none twice; what is attached is told by its name and size.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from comity.model import Problem, Skipped
from comity.normalise.folder import use_of, use_of_file
from comity.sources.guarded import failed
from comity.sources.mail.rfc5322 import MESSAGE_MAX, refused
from comity.sources.mapi import LONG_NAME, OBJECT, SEVERAL, Properties, names_of
from comity.sources.outlook.item import ADDRESSEES_MAX, Attached, Item
from comity.sources.outlook.records import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from comity.model import Record
    from comity.normalise.folder import FolderUse

Ole: TypeAlias = Any  # an object of a library without types

name: Final = "msg"

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_BYTES = 64 * 1024
_FIXED, _STREAM = "__properties_version1.0", "__substg1.0_"
_PROPERTIES_NAME = _FIXED.encode("utf-16-le")
_ADDRESSEE, _ATTACHMENT, _NAMES = "__recip_version1.0_#", "__attach_version1.0_#", "__nameid_"
_SUFFIXES = {".msg", ".oft"}
_HEADER, _INNER_HEADER, _ROW = 32, 8, 16  # bytes
_OF_STREAMS = {0x0D, 0x1E, 0x1F, 0x48, 0x102}
_SHORT_NAME, _FILE_KIND, _DATA = 0x3704, 0x370E, 0x3701
_ATTACHMENTS_MAX, _STREAMS_MAX = 100, 4_000
_STREAM_TYPE = 2  # of an entry of the directory
_DAMAGED = "save the item from Outlook once more"


@dataclass(slots=True)
class _File:
    """An open compound file, and how much may still be read of it: streams may share sectors."""

    ole: Ole
    left: int = 2 * MESSAGE_MAX
    names: dict[tuple[str, int | str], int] = field(default_factory=dict)

    def bytes_of(self, place: list[str], entry: Ole) -> bytes:
        """Return a stream's bytes; none of one that is larger than all that is read of a file."""
        if entry.size > self.left:
            return b""
        self.left -= entry.size
        with self.ole.openstream([*place, entry.name]) as stream:
            data: bytes = stream.read()
        return data


def recognise(path: Path) -> bool:
    """Tell a saved item by its first bytes and its suffix, or the name of its properties."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    is_item = path.suffix.lower() in _SUFFIXES or _PROPERTIES_NAME in head
    return head.startswith(_MAGIC) and is_item


def account(path: Path) -> str:
    """Return the folder's name: such files are kept together by it."""
    return path.parent.name or "files"


def use(path: Path, within: str = "") -> FolderUse:
    """Return what the folder around a file is for."""
    return use_of(within.rpartition("/")[0]) or use_of_file(str(path.parent))


def read(path: Path, *, use: FolderUse | None = None) -> Iterator[Record | Skipped]:
    """Yield what the item is."""
    import olefile

    for_ = _use(path) if use is None else use
    try:
        with closing(olefile.OleFileIO(str(path))) as ole:
            item = _item(_File(ole))
    except OSError as error:
        damaged = Problem(path.name, "the file is damaged", _DAMAGED)
        yield (
            refused(path.name, error)
            if error.strerror
            else Skipped("unreadable", path.name, damaged)
        )
        return
    except Exception as error:  # noqa: BLE001 - as in ``guarded``: the file is the record
        yield failed(path.name, error)
        return
    if item.properties.values:
        yield from records(item, path.name, for_)
    else:
        nothing = Problem(path.name, "there is no item of Outlook's in it", _DAMAGED)
        yield Skipped("unreadable", path.name, nothing)


_use = use


def _item(file: _File) -> Item:
    inner = _inner(file.ole.root)
    if names := next((one for one in inner if one.name.startswith(_NAMES)), None):
        streams = _streams(file, [names.name], _inner(names))
        file.names = names_of(*(streams.get(one, (0, (b"",)))[1][0] for one in (2, 3, 4)))
    addressees = [one for one in inner if one.name.startswith(_ADDRESSEE)]
    return Item(
        _properties(file, [], inner, _HEADER),
        [_properties(file, [x.name], _inner(x), _INNER_HEADER) for x in _first(addressees)],
        [*_attached(file, inner)],
    )


def _first(entries: list[Ole]) -> list[Ole]:
    return sorted(entries, key=lambda one: str(one.name))[:ADDRESSEES_MAX]


def _inner(entry: Ole) -> list[Ole]:
    return list(entry.kids)[:_STREAMS_MAX]


def _properties(file: _File, place: list[str], inner: list[Ole], header: int) -> Properties:
    values = _streams(file, place, inner)
    for entry in inner:
        if entry.name == _FIXED:
            rows = file.bytes_of(place, entry)[header:]
            for at in range(0, len(rows) - _ROW + 1, _ROW):
                kind, number = (int.from_bytes(rows[at + i : at + i + 2], "little") for i in (0, 2))
                if kind not in _OF_STREAMS and not kind & SEVERAL:
                    values.setdefault(number, (kind, (rows[at + 8 : at + 16],)))
    return Properties(values, file.names)


def _streams(
    file: _File, place: list[str], inner: list[Ole]
) -> dict[int, tuple[int, tuple[bytes, ...]]]:
    """Return the properties that have a stream of their own; of several values one for each."""
    found: dict[int, tuple[int, tuple[bytes, ...]]] = {}
    for entry in sorted(inner, key=lambda one: str(one.name)):
        said = str(entry.name).removeprefix(_STREAM)
        if entry.entry_type != _STREAM_TYPE or not entry.name.startswith(_STREAM):
            continue
        try:
            number, kind = int(said[:4], 16), int(said[4:8], 16)
        except ValueError:
            continue
        if number == _DATA or (kind & SEVERAL and "-" not in said):  # the lengths of what follows
            continue
        _, before = found.get(number, (0, ()))
        found[number] = kind, (*before, file.bytes_of(place, entry))
    return found


def _attached(file: _File, inner: list[Ole]) -> Iterator[Attached]:
    storages = [one for one in inner if one.name.startswith(_ATTACHMENT)]
    for one in _first(storages)[:_ATTACHMENTS_MAX]:
        within = _inner(one)
        said = _properties(file, [one.name], within, _INNER_HEADER)
        data = [x for x in within if x.name.startswith(f"{_STREAM}{_DATA:04X}")]
        size = data[0].size if data and not data[0].name.endswith(f"{OBJECT:04X}") else 0
        called = said.text(LONG_NAME, _SHORT_NAME, 0x3001)
        if called:
            kind = said.text(_FILE_KIND).lower()
            signed = kind.startswith("multipart/signed") or called.lower().endswith(".p7m")
            kept = file.bytes_of([one.name], data[0]) if signed and size else b""
            yield Attached(called, kind, size, _given(kept))


def _given(data: bytes) -> Callable[[], bytes]:
    return lambda: data
