"""A file with one mail in (RFC 5322 .eml, Apple's .emlx), its record out.

Folders of such files are what many programs export (Outlook for Mac, Thunderbird's add-ons), what
Apple Mail keeps (``Drafts.mbox/…/Messages/4.emlx``) and what MH and its heirs keep (files named by
numbers). There a folder's name says what its mails are for; Proton's export says it in a file
beside each mail. The folder of any other file says nothing.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from comity.normalise.folder import use_of, use_of_file
from comity.sources.guarded import guarded
from comity.sources.mail.from_line import holds
from comity.sources.mail.rfc5322 import bytes_of, read_mail, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record, Skipped
    from comity.normalise.folder import FolderUse

name = "eml"

_HEAD_BYTES = 65_536
_FIELD = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]*)[ \t]*:")
_MAIL_FIELDS = frozenset(
    b"from to cc subject date received message-id return-path delivered-to mime-version "
    b"content-type content-transfer-encoding reply-to sender in-reply-to x-mailer".split()
)
_SUFFIXES = {".eml", ".emlx"}
_BESIDE = ".metadata.json"
_PROTON = {
    "1": "\\Drafts",
    "8": "\\Drafts",
    "2": "\\Sent",
    "7": "\\Sent",
    "3": "\\Trash",
    "4": "\\Junk",
    "6": "\\Archive",
    "0": "\\Inbox",
}
_BOX = ".mbox"
_LAYERS = {"messages", "cur", "new", "eml", "emails", "mails", "data"}  # within a folder of mail
_NUMBERED = re.compile(r"\d{1,9}\.?")
_EMLX_FLAGS = re.compile(rb"<key>flags</key>\s*<integer>(\d{1,19})</integer>")
_EMLX_DRAFT, _EMLX_JUNK, _EMLX_NOT_JUNK = 1 << 6, 1 << 24, 1 << 25
_EMLX_LENGTH = re.compile(rb"\d{1,10}\s*\n")


def recognise(path: Path) -> bool:
    """Tell a mail by its suffix, or by two header fields that only mails have together."""
    if not path.is_file():
        return False
    if kept := holds(path):
        return kept == "mail"
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    fields = {field.lower() for field in _FIELD.findall(_header(head))}
    known = len(fields & _MAIL_FIELDS)
    return known >= (1 if path.suffix.lower() in {".eml", ".emlx"} else 2)


def account(path: Path) -> str:
    """Return the name of the folder, as its program calls it: files are kept together by it."""
    boxes = [part[: -len(_BOX)] for part in path.parts[:-1] if part.lower().endswith(_BOX)]
    if boxes:
        return ".".join(boxes)  # Apple's: a folder in a folder
    names = [part for part in path.parts[-3:-1] if part.lower() not in _LAYERS]
    return names[-1] if names and names[-1] != path.anchor else "files"


def use(path: Path, within: str = "") -> FolderUse:
    """Return what the folder around a file is for, if such files are kept by their folders."""
    if path.suffix.lower() not in _SUFFIXES and not _NUMBERED.fullmatch(path.name):
        return ""
    if beside := _labels_beside(path):
        return use_of(labels=beside)
    around = within.rpartition("/")[0]
    return use_of(around) or use_of_file(str(path.parent)) or use_of(account(path))


def read(path: Path, *, use: FolderUse | None = None) -> Iterator[Record | Skipped]:
    """Yield the one record."""
    yield guarded(path.name, _read, path, _use(path) if use is None else use)


_use = use


def _labels_beside(path: Path) -> list[str]:
    """Return IMAP's names for the labels that Proton's export writes into a file beside a mail."""
    beside = path.with_suffix(_BESIDE)
    try:
        with beside.open("rb") as file:
            said: Any = json.loads(file.read(_HEAD_BYTES))
        return [_PROTON[label] for label in said["Payload"]["LabelIDs"] if label in _PROTON]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []


def _read(path: Path, place: FolderUse) -> Record | Skipped:
    try:
        raw = bytes_of(str(path))
    except OSError as error:
        return refused(path.name, error)
    return read_mail(_without_emlx_frame(raw), path.name, use=_flagged(raw, place))


def _flagged(raw: bytes, place: FolderUse) -> FolderUse:
    """Return what a mail is for with the flags in the property list after an .emlx."""
    found = _EMLX_LENGTH.match(raw)
    said = _EMLX_FLAGS.search(raw, found.end() + int(found[0])) if found else None
    flags = int(said[1]) if said else 0
    junk = flags & (_EMLX_JUNK | _EMLX_NOT_JUNK) == _EMLX_JUNK
    letters = "D" * bool(flags & _EMLX_DRAFT)
    return use_of(flags=letters, special=place, labels=["$Junk"] * junk)


def _header(head: bytes) -> bytes:
    """Return the header section, which ends at the first blank line."""
    head = _without_emlx_frame(head).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not re.match(rb"[!-9;-~]+[ \t]*:", head):
        return b""
    return re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]


def _without_emlx_frame(raw: bytes) -> bytes:
    """Drop what .emlx puts around a mail: its length before, a property list after."""
    found = _EMLX_LENGTH.match(raw)
    return raw[found.end() : found.end() + int(found[0])] if found else raw
