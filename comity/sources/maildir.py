"""A Maildir in, its mails out: folders with ``cur`` and ``new``, nested ones included."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import Problem, Skipped
from comity.normalise.folder import folder_use
from comity.sources.rfc5322 import MESSAGE_MAX, read_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Record
    from comity.sources import Part

name = "maildir"

PART_FILES = 1_000
_DEPTH_MAX = 8
_NOT_MAIL = ("dovecot", "maildirfolder", "maildirsize", "subscriptions", "courierimap", ".uid")


def recognise(path: Path) -> bool:
    """Tell a Maildir by its two folders."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def account(path: Path) -> str:
    """Return the folder's name."""
    return path.name or "maildir"


def parts(path: Path) -> list[Part]:
    """Return ranges of the files in their sorted order."""
    count = len(_files(path))
    return [(start, start + PART_FILES) for start in range(0, count, PART_FILES)]


def read(path: Path, *, part: Part | None = None, sent: bool = False) -> Iterator[Record | Skipped]:
    """Yield one record a file."""
    files = _files(path)
    for file in files[part[0] : part[1]] if part else files:
        where = str(file.relative_to(path))
        use = folder_use(file.parent.parent.name)
        if use == "drafts" or "D" in _flags(file.name):
            yield Skipped("draft", where)
            continue
        try:
            with file.open("rb") as opened:
                raw = opened.read(MESSAGE_MAX + 1)
        except OSError as error:
            problem = Problem(
                where, f"the file cannot be read ({error.strerror})", "check its rights"
            )
            yield Skipped("unreadable", where, problem)
            continue
        yield read_mail(raw, where, sent=sent or use == "sent")


def _flags(filename: str) -> str:
    """Return the flags of a file name: ``…:2,FS``, or ``;2,`` where colons are not allowed."""
    return filename.replace(";2,", ":2,").rpartition(":2,")[2] if "2," in filename else ""


def _files(path: Path) -> list[Path]:
    """Return the message files of a Maildir and of the Maildirs below it, in a stable order."""
    found: list[str] = []
    folders = [(str(path), 0)]
    while folders:
        folder, depth = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if depth < _DEPTH_MAX and entry.name != "tmp":
                        folders.append((entry.path, depth + 1))
                elif _is_message(folder, entry.name):
                    found.append(entry.path)
    return [Path(file) for file in sorted(found)]


def _is_message(folder: str, filename: str) -> bool:
    in_place = folder.endswith(("/cur", "/new", "\\cur", "\\new"))
    return in_place and not filename.startswith((".", *_NOT_MAIL))
