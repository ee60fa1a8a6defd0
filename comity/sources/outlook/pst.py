"""Outlook's data file (.pst, .ost of an account) in, its mails, meetings and contacts out.

Found where File, Account Settings, Data Files shows it; it may be copied while Outlook is closed.
Its layout is MS-PST, read by libpff. Every folder is walked but those Outlook keeps for itself:
search folders, hidden ones, reports of synchronisation. What is left in the file of items that no
folder holds any more is read too, as if it lay in the bin.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from comity.model import Problem, Skipped
from comity.normalise.folder import use_of
from comity.sources.guarded import failed
from comity.sources.mail.rfc5322 import refused
from comity.sources.mapi import Properties, names_of
from comity.sources.outlook.contact import CONTACT
from comity.sources.outlook.item import AUTHOR, RECEIVER, RECIPIENT, SENDER, Item, known_as
from comity.sources.outlook.pff import addressees, attached, opened, or_none, values
from comity.sources.outlook.records import records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record
    from comity.normalise.folder import FolderUse
    from comity.sources import Part
    from comity.sources.mapi import Named
    from comity.sources.outlook.pff import Pff, Values

name: Final = "pst"

_MAGIC = b"!BDN"
PART_ITEMS = 2_000
_DEPTH_MAX = 64
_DIRECTORY_MAX = 100_000  # people Exchange knows, of one file
_FOLDER_KIND, _CONTAINER, _HIDDEN = 0x3601, 0x3613, 0x10F4
_SEARCHES = 2
_KIND_BITS, _FOLDER, _ITEM = 0x1F, 2, 4  # of the number of a node (MS-PST, 2.2.2.1)
# Where a store, and in it the root or the inbox, says which folder is for what.
_SPECIAL: dict[int, FolderUse] = {
    0x35E2: "drafts",  # the outbox: not sent yet
    0x35E3: "trash",
    0x35E4: "sent",
    0x36D7: "drafts",
}
_MORE_SPECIAL, _JUNK, _SYNCHRONISED = 0x36D8, 4, 4  # of several: conflicts and failures come first
_NUMBER = slice(20, 24)  # of a folder, in the name the store gives it
_OF_PROGRAMS = ("IPF.CONTACT.", "IPF.NOTE.OUTLOOKHOMEPAGE", "IPF.CONFIGURATION", "IPF.FILES")
_ADVICE = (
    "close Outlook and import a copy of the file; if it is damaged, have Outlook's Inbox Repair "
    "Tool (scanpst) mend the copy first"
)


@dataclass(slots=True)
class _Box:
    """A folder: its path as its user sees it, and what it is for."""

    path: str
    use: FolderUse
    folder: Pff  # None for what lies in none
    count: int
    places: list[int] | None = None  # of its items among all in it, where its own table is lost


@dataclass(slots=True)
class _Archive:
    """An open file: what its numbers are called, and which of its folders are for what."""

    file: Pff
    path: Path
    names: dict[Named, int] = field(default_factory=dict)
    special: dict[int, FolderUse] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)  # folders of Outlook's


def recognise(path: Path) -> bool:
    """Tell a data file by its first bytes."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def account(path: Path) -> str:
    """Return the file's name, which of an account's file is its address."""
    return path.stem


def parts(path: Path) -> list[Part]:
    """Return ranges of the items, counted folder after folder."""
    try:
        with closing(opened(path)) as file:
            count = sum(box.count for box in _boxes(_archive(file, path)))
    except OSError:
        count = 0  # reading it will say what is wrong
    return [(start, start + PART_ITEMS) for start in range(0, max(count, 1), PART_ITEMS)]


def read(path: Path, *, part: Part | None = None) -> Iterator[Record | Skipped]:
    """Yield the records of the items in the part, or in the whole file."""
    try:
        file = opened(path)
    except OSError as error:
        yield _unreadable(path, error)
        return
    with closing(file):
        start, stop = part or (0, None)
        at = 0
        archive = _archive(file, path)
        for box in _boxes(archive):
            first, last = max(start - at, 0), box.count if stop is None else stop - at
            for number in range(first, min(box.count, last)):
                yield from _read(archive, box, number)
            at += box.count
            if stop is not None and at >= stop:
                return


def _unreadable(path: Path, error: OSError) -> Skipped:
    if error.strerror:
        return refused(path.name, error)
    return Skipped("unreadable", path.name, Problem(path.name, "it cannot be opened", _ADVICE))


def _archive(file: Pff, path: Path) -> _Archive:
    archive = _Archive(file, path)
    streams = values(or_none(file.get_name_to_id_map))
    sets, entries, strings = (streams.get(one, (0, (b"",)))[1][0] for one in (2, 3, 4))
    archive.names = names_of(sets, entries, strings)
    store = values(or_none(file.get_message_store))
    for tag, use in _SPECIAL.items():
        _mark(archive, store, tag, use)
    return archive


def _mark(archive: _Archive, said: Values, tag: int, use: FolderUse) -> None:
    for value in said.get(tag, (0, ()))[1][:1]:
        if number := int.from_bytes(value[_NUMBER], "little"):
            archive.special.setdefault(number, use)


def _boxes(archive: _Archive) -> Iterator[_Box]:
    """Yield the folders whose items are read, in the order of the file, and what none holds."""
    root = or_none(archive.file.get_root_folder)
    if root is not None:
        yield from _below(archive, root, "", "", 0)
    count = or_none(archive.file.get_number_of_orphan_items) or 0
    if count:
        yield _Box("no folder", "trash", None, count)


def _below(
    archive: _Archive,
    folder: Pff,
    path: str,
    outer: FolderUse,
    depth: int,
) -> Iterator[_Box]:
    said = Properties(values(folder))
    _note_special(archive, said)
    number = or_none(folder.get_identifier)
    container = said.text(_CONTAINER).upper()
    hidden = said.number(_HIDDEN) or said.number(_FOLDER_KIND) == _SEARCHES or number in archive.own
    if hidden or container.startswith(_OF_PROGRAMS) or depth > _DEPTH_MAX:
        return
    special = archive.special.get(number or 0, outer)
    count, places = or_none(folder.get_number_of_sub_messages), None
    if count is None:
        places = _kept_in(folder, _ITEM)
        count = len(places) or 1
    if count:
        yield _Box(path, use_of(path, special=special), folder, count, places)
    for inner in _folders_in(folder):
        if inner is not None:
            called = (or_none(inner.get_name) or "").replace("/", " ")
            within = f"{path}/{called}" if path or depth > 1 else called if depth else ""
            yield from _below(archive, inner, within, special, depth + 1)


def _folders_in(folder: Pff) -> Iterator[Pff]:
    """Yield the folders in a folder; None for one that cannot be read."""
    count = or_none(folder.get_number_of_sub_folders)
    if count is None:
        yield from (or_none(folder.get_sub_item, place) for place in _kept_in(folder, _FOLDER))
    else:
        yield from (or_none(folder.get_sub_folder, place) for place in range(count))


def _kept_in(folder: Pff, kind: int) -> list[int]:
    """Return the places of items or folders in a folder, as the tree of the whole file tells."""
    numbers = (
        or_none(getattr, or_none(folder.get_sub_item, place), "identifier") or 0
        for place in range(or_none(folder.get_number_of_sub_items) or 0)
    )
    return [place for place, number in enumerate(numbers) if number & _KIND_BITS == kind]


def _note_special(archive: _Archive, said: Properties) -> None:
    """Take what a folder says of others: which are drafts, junk, or Outlook's own."""
    for tag, use in _SPECIAL.items():
        _mark(archive, said.values, tag, use)
    for place, value in enumerate(said.values.get(_MORE_SPECIAL, (0, ()))[1]):
        number = int.from_bytes(value[_NUMBER], "little")
        if number and place == _JUNK:
            archive.special.setdefault(number, "junk")
        elif number and place < _SYNCHRONISED:
            archive.own.add(number)


def _read(archive: _Archive, box: _Box, number: int) -> Iterator[Record | Skipped]:
    folder = f", {box.path}" if box.path else ""
    where = f"{archive.path.name}{folder}, item {number + 1}"
    found = _taken(archive, box, number)
    said = values(found)
    if not said:
        if box.folder is None:  # a piece of something
            yield Skipped("not used", where)
            return
        lost = box.places == []
        what = "what is in this folder cannot be told" if lost else "it cannot be read"
        yield Skipped("unreadable", where, Problem(where, what, _ADVICE))
        return
    try:
        item = _item(archive, found, said)
    except Exception as error:  # noqa: BLE001 - as in ``guarded``: it costs one item
        yield failed(where, error)
        return
    yield from records(item, where, box.use)


def _taken(archive: _Archive, box: _Box, number: int) -> Pff:
    """Return an item of a folder; None where it cannot be read."""
    if box.folder is None:
        return or_none(archive.file.get_orphan_item, number)
    if box.places is None:
        return or_none(box.folder.get_sub_message, number)
    return or_none(box.folder.get_sub_item, box.places[number]) if box.places else None


def _item(
    archive: _Archive,
    found: Pff,
    said: Values,
) -> Item:
    return Item(
        Properties(said, archive.names),
        [*addressees(found)],
        [*attached(found)],
        lambda exchange: _directory(archive.path, archive.path.stat().st_size).get(
            exchange.lower(), exchange
        ),
    )


@lru_cache(maxsize=4)
def _directory(path: Path, size: int) -> dict[str, str]:
    """Return the mail addresses of those Exchange knows by a name of its own, from the whole file.

    Asked for once an item does not tell.
    """
    found: dict[str, str] = {}
    del size  # a file that has grown is asked anew
    with closing(opened(path)) as file:
        archive = _archive(file, path)
        for box in _boxes(archive):
            for number in range(box.count):
                one = _taken(archive, box, number)
                said = Properties(values(one), archive.names)
                pairs = [known_as(said, ways) for ways in (AUTHOR, SENDER, RECEIVER, *CONTACT)]
                pairs += [known_as(to, RECIPIENT) for to in addressees(one)]
                found.update((pair[0].lower(), pair[1]) for pair in pairs if pair)
            if len(found) > _DIRECTORY_MAX:
                break
    return found
