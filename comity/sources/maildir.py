"""A Maildir in, its mails out: folders with ``cur`` and ``new``, nested ones included."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from comity.model import Skipped
from comity.normalise.folder import folder_use
from comity.sources.rfc5322 import bytes_of, read_mail, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record
    from comity.normalise.folder import FolderUse
    from comity.sources import Part

name = "maildir"

PART_FILES = 1_000
_PARTS_MAX = 32  # every part lists the folders anew
_DEPTH_MAX = 8
_NOT_MAIL = ("dovecot", "maildirfolder", "maildirsize", "subscriptions", "courier", ".")


def recognise(path: Path) -> bool:
    """Tell a Maildir by its two folders."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def account(path: Path) -> str:
    """Return the folder's name."""
    return path.name or "maildir"


def parts(path: Path) -> list[Part]:
    """Return ranges of the files in their sorted order."""
    count = len(_files(path))
    size = max(PART_FILES, -(-count // _PARTS_MAX))
    return [(start, start + size) for start in range(0, count, size)]


def read(path: Path, *, part: Part | None = None, sent: bool = False) -> Iterator[Record | Skipped]:
    """Yield one record a file."""
    uses: dict[str, FolderUse] = {}
    files = _files(path)
    for where in files[part[0] : part[1]] if part else files:
        folder, _, filename = where.rpartition("/")
        if folder not in uses:
            uses[folder] = folder_use((path / folder).parent.name)
        use = uses[folder]
        if use == "drafts" or "D" in _flags(filename):
            yield Skipped("draft", where)
        else:
            try:
                yield read_mail(bytes_of(f"{path}/{where}"), where, sent=sent or use == "sent")
            except OSError as error:
                yield refused(where, error)


def _flags(filename: str) -> str:
    """Return the flags of a file name: ``…:2,FS``, or ``;2,`` where colons are not allowed."""
    _, mark, flags = filename.replace(";2,", ":2,").rpartition(":2,")
    return flags if mark else ""


def _files(path: Path) -> list[str]:
    """Return the messages of a Maildir and of the Maildirs below it, in a stable order."""
    found: list[str] = []
    folders = [("", 0)]
    while folders:
        folder, depth = folders.pop()
        try:
            entries = list(os.scandir(f"{path}/{folder}"))
        except OSError:
            continue  # its siblings can still be read
        in_place = folder.endswith(("cur/", "new/"))
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEPTH_MAX and entry.name != "tmp":
                    folders.append((f"{folder}{entry.name}/", depth + 1))
            elif in_place and not entry.name.startswith(_NOT_MAIL) and entry.is_file():
                found.append(folder + entry.name)
    return sorted(found)
