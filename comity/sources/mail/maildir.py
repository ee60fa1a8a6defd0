"""A Maildir in, its mails out: folders with ``cur`` and ``new``, nested ones included.

Every file below those two is a mail, whatever it is called, but hidden ones and those that servers
keep beside mail (https://cr.yp.to/proto/maildir.html). The letters of its state stand after
``:2,``; where names may hold no colon, programs write another mark in its place.
"""

from __future__ import annotations

import os
import re
from itertools import islice
from typing import TYPE_CHECKING

from comity.normalise.folder import use_of
from comity.sources.guarded import guarded
from comity.sources.mail.rfc5322 import bytes_of, read_mail, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record, Skipped
    from comity.normalise.folder import FolderUse
    from comity.sources import Part

name = "maildir"

_IN_PLACE = ("cur", "new")
PART_FILES = 1_000
_PARTS_MAX = 32  # every part lists the folders anew
_DEPTH_MAX = 8
_NOT_MAIL = re.compile(
    r"\.|dovecot(?:-(?:uidlist|uidvalidity|keywords|acl)|\.(?:index|list|map|mailbox))"
    r"|(?:maildirfolder|maildirsize|subscriptions|thumbs\.db|desktop\.ini)$"
    r"|courier(?:imap|pop3d)\w*$",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:[^A-Za-z0-9=,]|%3A)2,([A-Za-z]*)(?:\.eml)?$")
_UNIQUE = re.compile(r"\d{9,}\.[\w%-]+\.")  # seconds and what makes the name unique
_LOOKED_AT = 20


def recognise(path: Path) -> bool:
    """Tell a Maildir by its folders, or by one (copying drops empty ones) and names of files."""
    if not path.is_dir():
        return False
    here = [folder for folder in ("cur", "new") if (path / folder).is_dir()]
    return len(here) == len(_IN_PLACE) or any(_is_named_so(path / folder) for folder in here)


def account(path: Path) -> str:
    """Return the folder's name."""
    return path.name or "maildir"


def use(path: Path, within: str = "") -> FolderUse:
    """Return what the mail in the Maildir is for, but for that in the folders in it."""
    return use_of(within or path.name)


def parts(path: Path) -> list[Part]:
    """Return ranges of the files in their sorted order."""
    count = len(_files(path))
    size = max(PART_FILES, -(-count // _PARTS_MAX))
    return [(start, start + size) for start in range(0, count, size)]


def read(
    path: Path, *, part: Part | None = None, use: FolderUse | None = None
) -> Iterator[Record | Skipped]:
    """Yield one record a file."""
    outer = use_of(path.name) if use is None else use
    files = _files(path)
    for where in files[part[0] : part[1]] if part else files:
        yield guarded(where, _read, path, where, outer)


def _read(path: Path, where: str, outer: FolderUse) -> Record | Skipped:
    folder, _, filename = where.rpartition("/")
    here = use_of(special=use_of(folder) or outer, flags=_flags(filename))
    try:
        raw = bytes_of(f"{path}/{where}")
    except OSError as error:
        return refused(where, error)
    return read_mail(raw, where, use=here)


def _flags(filename: str) -> str:
    """Return the flags of a file name: ``…:2,FS``, or ``!2,`` and the like."""
    found = _STATE.search(filename) if "2," in filename else None
    return found[1] if found else ""


def _is_named_so(folder: Path) -> bool:
    """Whether the first files of a folder are called as a Maildir's are."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, _LOOKED_AT)]
    return any(_STATE.search(name) or _UNIQUE.match(name) for name in names)


def _files(path: Path) -> list[str]:
    """Return the messages of a Maildir and of the Maildirs below it, in a stable order."""
    found: list[str] = []
    folders = [("", 0, False)]
    while folders:
        folder, depth, in_place = folders.pop()
        try:
            entries = list(os.scandir(f"{path}/{folder}"))
        except OSError:
            continue  # its siblings can still be read
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEPTH_MAX and entry.name != "tmp":
                    inner = in_place or entry.name in _IN_PLACE
                    folders.append((f"{folder}{entry.name}/", depth + 1, inner))
            elif in_place and not _NOT_MAIL.match(entry.name) and entry.is_file():
                found.append(folder + entry.name)
    return sorted(found)
