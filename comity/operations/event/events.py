"""The events of a book: one folder each, found by its key or by what it is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.errors import Advice, Ambiguous, NotFound, call
from comity.operations.event.evening import told
from comity.store.events import EventFile

if TYPE_CHECKING:
    from pathlib import Path

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


def event_file(book: Path, key: str) -> EventFile:
    """Return the file of the event of a key."""
    file = EventFile(book / EventFile.home / key) if _KEY.fullmatch(key) else None
    if file is None or not file.is_there():
        raise NotFound("there is no such event", hint="it may have been erased")
    return file


def event_named(book: Path, name: str) -> EventFile:
    """Return the event a word means: its key, its title, or the beginning of either."""
    wanted = " ".join(name.split()).casefold()
    found = []
    for file in EventFile.every(book):
        words = (file.folder.name, told(file.acts()).title.casefold())
        if wanted in words:
            return file
        if wanted and any(word.startswith(wanted) for word in words):
            found.append(file)
    if len(found) > 1:
        some = ", ".join(file.folder.name for file in found)
        raise Ambiguous(f"{name} may be {some}", hint="write more of it")
    if not found:
        raise NotFound(
            f"there is no event {name}".rstrip(), hint=Advice(call("event new"), " makes one")
        )
    return found[0]
