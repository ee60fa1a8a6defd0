"""A file with one mail in (RFC 5322 .eml, Apple's .emlx), its record out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.sources.from_line import holds
from comity.sources.rfc5322 import bytes_of, read_mail, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record, Skipped

name = "eml"

_HEAD_BYTES = 65_536
_FIELD = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]*)[ \t]*:")
_MAIL_FIELDS = frozenset(
    b"from to cc subject date received message-id return-path delivered-to mime-version "
    b"content-type content-transfer-encoding reply-to sender in-reply-to x-mailer".split()
)
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
    """Return the name of the folder: single files are kept together by it."""
    return path.parent.name or "files"


def read(path: Path, *, sent: bool = False) -> Iterator[Record | Skipped]:
    """Yield the one record."""
    try:
        raw = bytes_of(str(path))
    except OSError as error:
        yield refused(path.name, error)
    else:
        yield read_mail(_without_emlx_frame(raw), path.name, sent=sent)


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
