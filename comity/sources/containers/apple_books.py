"""Apple's archives of contacts and calendars in, what is in them out.

Contacts: File, Export, Contacts Archive writes ``NAME.abbu``, laid out as its own folder
``~/Library/Application Support/AddressBook``: ``AddressBook-v22.abcddb``, one more below
``Sources`` for every account, and ``Metadata/….abcdp``, the same once more. Calendar: File, Export,
Calendar Archive writes ``NAME.icbu``: a folder ``….calendar`` for each, with ``Info.plist`` and
``Events/….ics``. Pictures and attachments belong to what they are of.
"""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING, Final

from comity.sources import Found, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record, Skipped

name: Final = "apple_books"

_CONTACTS, _CALENDAR = ".abbu", (".calendar", ".caldav", ".icbu")
_DATABASE = "AddressBook-v22.abcddb"
_CARDS = "Metadata/*.abcdp"
_EVENTS = "Events"
_PLIST_BYTES = 1 << 20


def recognise(path: Path) -> bool:
    """Tell an archive by its suffix and what lies in it, and Contacts' own folder."""
    if not path.is_dir():
        return False
    suffix = path.suffix.lower()
    if suffix in _CALENDAR:
        return any(_calendars(path))
    return (path / _DATABASE).is_file() or (suffix == _CONTACTS and any(path.glob(_CARDS)))


def unfold(path: Path) -> Iterator[Found]:
    """Yield the databases of contacts, or the cards where there is none; or the calendars."""
    if path.suffix.lower() in _CALENDAR:
        for calendar in _calendars(path):
            yield Found(calendar, name, "icalendar", _title(calendar))
        return
    files = [
        one for one in (path / _DATABASE, *path.glob(f"Sources/*/{_DATABASE}")) if one.is_file()
    ]
    account = path.stem or path.name
    for file in files or sorted(path.glob(_CARDS)):
        yield Found(file, "apple_contacts", "apple_contacts", account)


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield the events of one calendar, which lie in a file each."""
    calendar = source("icalendar")
    for file in sorted((path / _EVENTS).glob("*.ics")):
        yield from calendar.read(file)


def _calendars(path: Path) -> Iterator[Path]:
    """Yield the folders of calendars in a folder, itself included, those of an account too."""
    folders = (path, *path.glob("*.calendar"), *path.glob("*/*.calendar"))
    yield from (one for one in sorted(folders) if (one / _EVENTS).is_dir())


def _title(path: Path) -> str:
    """Return what a calendar is called."""
    try:
        with (path / "Info.plist").open("rb") as file:
            said = plistlib.loads(file.read(_PLIST_BYTES))
        title = said.get("Title", "") if isinstance(said, dict) else ""
    except Exception:  # noqa: BLE001 - plistlib raises whatever its parsers raise
        title = ""
    return str(title).replace("/", " ")[:80] or path.stem
