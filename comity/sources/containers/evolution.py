"""Evolution's folders in, the mail, address books and calendars in them out (GNOME).

Nothing is exported for this: ``~/.local/share/evolution`` holds what is on this computer alone
(``mail/local``, a Maildir; ``addressbook/…/contacts.db``; ``calendar/…/calendar.ics``), and
``~/.cache/evolution`` what was fetched (``mail/ACCOUNT/folders/…/cur``; ``cache.db`` of address
books and calendars). Indexes, tasks and memos are passed over.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comity.model import Problem, Skipped
from comity.normalise.folder import use_of
from comity.sources import Found
from comity.sources.calendars.icalendar import event_record
from comity.sources.calendars.schedule import zones_of
from comity.sources.cards.vcard import card_record
from comity.sources.containers.entries import entries, folders
from comity.sources.contentline import components
from comity.sources.guarded import guarded
from comity.sources.mail.rfc5322 import bytes_of, read_mail, refused
from comity.sources.sqlite_file import columns, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Record
    from comity.normalise.folder import FolderUse
    from comity.sources import Part
    from comity.sources.contentline import Component

name: Final = "evolution"

_ROOMS = ("mail", "addressbook", "calendar")
_UNUSED = ("tasks", "memos")
_FOLDERS, _WITHIN = "folders", "subfolders"
_BOOKS = ("contacts.db", "cache.db")
_TABLES = (("folder_id", "vcard"), ("ECacheObjects", "ECacheOBJ"))
_DEPTH_MAX = 16
PART_FILES = 1_000
_BUSY = "close Evolution and try again, or export from it as vCard or iCalendar"


def recognise(path: Path) -> bool:
    """Tell Evolution's folder by its name or its own mail, and the rooms in it."""
    rooms = [room for room in _ROOMS if (path / room).is_dir()]
    named = path.name.lower() == name or (path / "mail" / "local" / "cur").is_dir()
    return bool(rooms) and named and (path.name.lower() == name or len(rooms) > 1)


def unfold(path: Path) -> Iterator[Found]:
    """Yield the mail folders, the address books and the calendars."""
    for account in folders(path / "mail"):
        if (account / "cur").is_dir():
            yield Found(account, "maildir", name, account.name)
        for folder, within in _fetched(account / _FOLDERS, ""):
            yield Found(folder, name, name, account.name, use=use_of(within))
    for room in ("addressbook", "calendar"):
        for book in folders(path / room):
            for file in (book / one for one in _BOOKS):
                if file.is_file():
                    yield Found(file, name, name, book.name)
            if (book / "calendar.ics").is_file():
                yield Found(book / "calendar.ics", "icalendar", name, book.name)
    for file in (one for room in _UNUSED for one in sorted((path / room).glob("*/*.ics"))):
        yield Found(file, "", name, file.parent.name, skip="not used")


def parts(path: Path) -> list[Part]:
    """Return ranges of a mail folder's files; a book is read whole."""
    count = len(_files(path)) if path.is_dir() else 1
    return [(at, at + PART_FILES) for at in range(0, max(count, 1), PART_FILES)]


def read(
    path: Path, *, part: Part | None = None, use: FolderUse | None = None
) -> Iterator[Record | Skipped]:
    """Yield the mails of a folder, or the cards or events of a book."""
    if not path.is_dir():
        yield from _book(path)
        return
    files = _files(path)
    for file in files[part[0] : part[1]] if part else files:
        where = f"{path.name}/{Path(file).name}"
        yield guarded(where, _mail, file, where, use or "")


def _mail(file: str, where: str, use: FolderUse) -> Record | Skipped:
    try:
        return read_mail(bytes_of(file), where, use=use)
    except OSError as error:
        return refused(where, error)


def _book(path: Path) -> Iterator[Record | Skipped]:
    """Yield the records of a database, which keeps each as it was written."""
    try:
        with opened(path) as connection:
            for table, column in _TABLES:
                if column in columns(connection, table).get(table, ()):
                    rows = connection.execute(f'SELECT rowid, "{column}" FROM "{table}"')
                    for number, written in rows:
                        where = f"{path.name}, row {number}"
                        yield from _written(str(written or "").encode("utf-8", "replace"), where)
                    return
        yield Skipped("not used", path.name)
    except (sqlite3.Error, OSError) as error:
        problem = Problem(path.name, f"the database cannot be read ({error})", _BUSY)
        yield Skipped("unreadable", path.name, problem)


def _written(data: bytes, where: str) -> Iterator[Record | Skipped]:
    found = [one for one in components(data) if one.name in {"VCARD", "VEVENT"}]
    for one in found:
        yield guarded(where, _record, one, data, where)
    if not found:
        yield Skipped("not used", where)


def _record(one: Component, data: bytes, where: str) -> Record | Skipped:
    if one.name == "VCARD":
        return card_record(one, where)
    return event_record(one, zones_of(data), where=where)


def _fetched(path: Path, within: str, depth: int = 0) -> Iterator[tuple[Path, str]]:
    """Yield the folders of mail that were fetched, with their path as the server has it."""
    for folder in folders(path):
        called = f"{within}/{folder.name}" if within else folder.name
        if (folder / "cur").is_dir():
            yield folder, called
        if depth < _DEPTH_MAX:
            yield from _fetched(folder / _WITHIN, called, depth + 1)


def _files(path: Path) -> list[str]:
    """Return the mails of a folder, which lie in folders by the first letters of their digest."""
    found: list[str] = []
    for folder in (path / "cur", *folders(path / "cur")):
        found += [one.path for one in entries(folder) if one.is_file(follow_symlinks=False)]
    return sorted(one for one in found if not Path(one).name.startswith("."))
