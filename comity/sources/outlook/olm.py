"""An archive of Outlook for Mac (.olm) in, its mails, meetings and contacts out.

Made by Tools, Export. A zip of XML: a file a mail in folders below ``com.microsoft.__Messages``,
``Contacts.xml``, ``Calendar.xml``, and attachments as they are, which are not read.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from comity.model import Problem, Skipped
from comity.normalise.folder import use_of
from comity.sources.elements import elements
from comity.sources.guarded import guarded
from comity.sources.mail.rfc5322 import refused
from comity.sources.outlook import mac

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record
    from comity.normalise.folder import FolderUse
    from comity.sources.elements import Element

name: Final = "olm"

_MAGIC = b"PK\x03\x04"
_SUFFIX = ".olm"
_MESSAGES, _ATTACHMENTS = "com.microsoft.__Messages/", "com.microsoft.__Attachments/"
_ITEM = re.compile(r"(?:message_\d+|contacts|calendar)\.xml", re.IGNORECASE)
_UNUSED = re.compile(r"(?:notes?|tasks?|groups?)(?:_\d+)?\.xml", re.IGNORECASE)
_WANTED = frozenset({"email", "contact", "appointment"})
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError)
_MEMBER_BYTES = 4 << 30
_RATIO = 500  # times its packed size; nothing that somebody wrote packs so well
_AGAIN = "export the archive from Outlook once more"


def recognise(path: Path) -> bool:
    """Tell an archive by its suffix and its first bytes."""
    if not path.is_file() or path.suffix.lower() != _SUFFIX:
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def account(path: Path) -> str:
    """Return the file's name."""
    return path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for every item."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                yield from _member(archive, member, path.name)
    except OSError as error:
        yield refused(path.name, error)
    except _DAMAGE:
        yield _unreadable(path.name, "the archive is damaged")


def _unreadable(where: str, what: str) -> Skipped:
    return Skipped("unreadable", where, Problem(where, what, _AGAIN))


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, called: str
) -> Iterator[Record | Skipped]:
    inside = member.filename.replace("\\", "/")
    last = inside.rpartition("/")[2]
    where = f"{called}, {inside}"
    if f"/{_ATTACHMENTS}" in f"/{inside}":
        return
    if _UNUSED.fullmatch(last):
        yield Skipped("not used", where)
    if not _ITEM.fullmatch(last):
        return
    if member.file_size > min(_MEMBER_BYTES, _RATIO * max(member.compress_size, 1)):
        yield _unreadable(where, "it is larger than what it can be made of")
        return
    try:
        with archive.open(member) as stream:
            yield from _items(stream, where, _use(inside))
    except OSError as error:
        yield refused(where, error)
    except _DAMAGE:
        yield _unreadable(where, "it is damaged, or no XML that Outlook wrote")


def _use(inside: str) -> FolderUse:
    """Return what the folder of a mail is for."""
    return use_of(inside.rpartition(_MESSAGES)[2].rpartition("/")[0])


def _items(stream: IO[bytes], where: str, use: FolderUse) -> Iterator[Record | Skipped]:
    for number, item in enumerate(elements(stream, _WANTED), 1):
        place = where if item.name == "email" else f"{where}, item {number}"
        yield guarded(place, _record, item, place, use)


def _record(item: Element, where: str, use: FolderUse) -> Record | Skipped:
    if item.name == "email":
        return mac.mail(item, where, use)
    return mac.card(item, where) if item.name == "contact" else mac.event(item, where)
