"""The mailboxes of a server in, those that are read out, each with its name and its use.

Gmail shows one message in as many mailboxes as it has labels. All of them are in its "All Mail"
but junk, trash and old chats, so these are read, and no message twice; where its user has hidden
"All Mail", messages are told apart by X-GM-MSGID.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.normalise.folder import from_utf7, use_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.model import SkipReason
    from comity.normalise.folder import FolderUse
    from comity.sources.accounts.imap.connection import Connection, Mailbox, Status

PASSED_OVER: dict[FolderUse, SkipReason] = {"drafts": "draft", "junk": "junk"}
_ALL = "\\all"
_SPECIAL = {"\\sent", "\\drafts", "\\junk", "\\trash", "\\archive"}  # RFC 6154
_TELLING = {  # flags and keywords that say what a message is, and Gmail's own labels
    "\\draft",
    "$junk",
    "junk",
    "$notjunk",
    "notjunk",
    "nonjunk",
    "\\deleted",
    "\\sent",
    "\\trash",
}


@dataclass(frozen=True, slots=True)
class Folder:
    """A mailbox that is read."""

    place: str  # its name, decoded
    raw: bytes
    use: FolderUse
    status: Status | None = None
    is_all: bool = False  # Gmail's, in which every message is


def folders(server: Connection) -> list[Folder]:
    """Return what is read of an account, INBOX first."""
    others = server.shared()
    mine = [
        one for one in server.mailboxes() if not any(one.raw.startswith(some) for some in others)
    ]
    found = [_folder(one, name) for one, name in zip(mine, _names(mine), strict=True)]
    if server.is_gmail and any(one.is_all for one in found):
        found = [one for one in found if one.is_all or one.use in {"junk", "trash", "chat"}]
    return sorted(found, key=lambda one: (one.place.upper() != "INBOX", one.place))


def use_of_message(folder: Folder, flags: Iterable[bytes], labels: Iterable[bytes]) -> FolderUse:
    """Return what the place of one message is for, with its own flags and Gmail's labels."""
    said = (bytes(one).decode("ascii", "replace") for one in (*flags, *labels))
    return use_of(special=folder.use, labels=[one for one in said if one.lower() in _TELLING])


def _folder(one: Mailbox, name: str) -> Folder:
    attributes = {word.lower() for word in one.attributes}
    between = one.delimiter
    path = name.replace("/", " ").replace(between, "/") if between not in {"", "/"} else name
    special = use_of(labels=sorted(attributes & _SPECIAL))
    use = special or use_of(path)
    return Folder(name, one.raw, use, one.status, is_all=_ALL in attributes)


def _names(some: list[Mailbox]) -> list[str]:
    """Return a name for each: decoded, unless two would be called alike."""
    made = [from_utf7(_text(one.raw)) for one in some]
    return [
        name if made.count(name) == 1 else f"{name} ({_text(one.raw)})"
        for name, one in zip(made, some, strict=True)
    ]


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")
