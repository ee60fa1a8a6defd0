"""Apple Mail's folders in, the mails in them out: as Mail keeps them, and as it exports them.

Mail works in ``~/Library/Mail/V10`` (V2 and on): a folder an account, in it a folder ``NAME.mbox``
a mailbox, which holds mails as ``….emlx`` in ``Messages``, at whatever depth
(``Data/3/2/Messages``), and mailboxes within it. Attachments lie beside mails and belong to them;
indexes and settings are Mail's own affair. *Export Mailbox* writes a folder of that name too, with
one file ``mbox`` in it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comity.normalise.folder import use_of
from comity.sources import Found, source
from comity.sources.containers.entries import entries, folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Record, Skipped
    from comity.normalise.folder import FolderUse
    from comity.sources import Part

name: Final = "apple_mail"

_SUFFIXES = (".mbox", ".imapmbox")
_STORE = re.compile(r"V\d{1,2}")
_EXPORTED, _MAIL, _MESSAGES = "mbox", ".emlx", "Messages"
_DEPTH_MAX = 16
PART_FILES = 1_000


def recognise(path: Path) -> bool:
    """Tell Mail's store, or one mailbox of it or of an export."""
    if not path.is_dir():
        return False
    if path.name.lower().endswith(_SUFFIXES):
        return any(_mailboxes(path))
    return bool(_STORE.fullmatch(path.name)) and any(
        any(_mailboxes(box)) for account in folders(path) for box in folders(account) if _is(box)
    )


def unfold(path: Path) -> Iterator[Found]:
    """Yield the mailboxes, each as a whole."""
    tops = [path] if _is(path) else [box for one in folders(path) for box in folders(one)]
    for top in tops:
        for box in _mailboxes(top) if _is(top) else ():
            named = [part.rpartition(".")[0] for part in box.parts if _is(Path(part))]
            use = use_of("/".join(named))
            if (box / _EXPORTED).is_file():
                yield Found(box / _EXPORTED, "mbox", "mbox", ".".join(named), use=use)
            else:
                yield Found(box, name, "eml", ".".join(named), use=use)


def parts(path: Path) -> list[Part]:
    """Return ranges of a mailbox's files in their order."""
    return [(at, at + PART_FILES) for at in range(0, max(len(_files(path)), 1), PART_FILES)]


def read(
    path: Path, *, part: Part | None = None, use: FolderUse | None = None
) -> Iterator[Record | Skipped]:
    """Yield one record a mail of a mailbox, but for those of mailboxes within it."""
    eml = source("eml")
    files = _files(path)
    for file in files[part[0] : part[1]] if part else files:
        yield from eml.read(file, use=use or "")


def _is(path: Path) -> bool:
    return path.name.lower().endswith(_SUFFIXES)


def _mailboxes(path: Path, depth: int = 0) -> Iterator[Path]:
    """Yield the mailboxes that hold mails, from the outermost inwards."""
    if (path / _EXPORTED).is_file() or next(_below(path, 0), None):
        yield path
    for inner in folders(path) if depth < _DEPTH_MAX else ():
        if _is(inner):
            yield from _mailboxes(inner, depth + 1)


def _files(path: Path) -> list[Path]:
    """Return the mails of a mailbox in the order of their numbers."""
    found = [Path(one) for one in _below(path, 0)]
    return sorted(found, key=lambda one: (len(one.name), one.name, str(one)))


def _below(path: Path, depth: int) -> Iterator[str]:
    """Yield the mails below a folder that are of no other mailbox."""
    inner = []
    for entry in entries(path):
        if entry.is_dir(follow_symlinks=False):
            inner.append(entry)
        elif path.name == _MESSAGES and entry.name.lower().endswith(_MAIL) and entry.is_file():
            yield entry.path
    for entry in inner:
        if depth < _DEPTH_MAX and not entry.name.lower().endswith((*_SUFFIXES, "attachments")):
            yield from _below(Path(entry), depth + 1)
