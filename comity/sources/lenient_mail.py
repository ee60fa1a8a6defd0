"""A broken mail in, whatever can be had of it out: the standard library's lenient parser.

Offers the same attributes as the fast parser's mail, for the few messages that one refuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from typing import TYPE_CHECKING

from comity.normalise.address import email_identity
from comity.normalise.time import date_us, datetime_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from email.message import Message

_PARTS_MAX = 200
_HEADER_MAX = 100_000
_MAILBOX = re.compile(
    r'(?:"((?:[^"\\]|\\.){0,200})"|([^<>,;:"@]{0,200}))\s{0,20}<\s{0,20}([^<>@]{1,200}@[^<>]{1,255})>'
    r'|([^\s<>,;:"()]{1,100}@[^\s<>,;:"()]{1,255})'
)


@dataclass(frozen=True, slots=True)
class LenientAttachment:
    """A part that is not body text."""

    filename: str
    encoded_size: int


@dataclass(frozen=True, slots=True)
class LenientAddress:
    """One mailbox of an address header."""

    display_name: str
    address: str


@dataclass(frozen=True, slots=True)
class LenientMail:
    """What could be read of a message; header names in lower case, values decoded."""

    headers: dict[str, list[str]]
    text_plain: list[str] = field(default_factory=list)
    text_html: list[str] = field(default_factory=list)
    attachments: list[LenientAttachment] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """The decoded Subject, or ""."""
        return self.headers.get("subject", [""])[0]

    @property
    def date(self) -> str:
        """The Date header as written, or ""."""
        return self.headers.get("date", [""])[0]

    @property
    def date_parsed(self) -> datetime | None:
        """The Date header as an instant."""
        at_us = date_us(self.date)
        return None if at_us is None else datetime_of(at_us)

    @property
    def from_(self) -> LenientAddress | None:
        """The first author."""
        return next(iter(self._addresses("from")), None)

    @property
    def to(self) -> list[LenientAddress]:
        """To."""
        return self._addresses("to")

    @property
    def cc(self) -> list[LenientAddress]:
        """Cc."""
        return self._addresses("cc")

    @property
    def bcc(self) -> list[LenientAddress]:
        """Bcc."""
        return self._addresses("bcc")

    @property
    def reply_to(self) -> list[LenientAddress]:
        """Reply-To."""
        return self._addresses("reply-to")

    def _addresses(self, name: str) -> list[LenientAddress]:
        found = (one for value in self.headers.get(name, []) for one in _written(value))
        return [LenientAddress(display, address) for display, address in found]


def parse(raw: bytes) -> LenientMail:
    """Return what the standard library makes of a message; never raises."""
    try:
        message = message_from_bytes(raw)
    except (ValueError, RecursionError, LookupError, AssertionError):
        return LenientMail({})
    headers: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        headers.setdefault(str(name).lower(), []).append(_decoded(str(value)))
    mail = LenientMail(headers)
    for part in _leaves(message):
        _sort_in(part, mail)
    return mail


def mailboxes(values: Sequence[str]) -> list[tuple[str, str]]:
    """Return (identity, display name) for every address that can be found in address headers."""
    found = (one for value in values for one in _written(value))
    pairs = ((email_identity(address), name) for name, address in found)
    return [pair for pair in pairs if pair[0]]


def _written(value: str) -> Iterator[tuple[str, str]]:
    """Yield (display name, address) as they stand in an address header, whatever else does."""
    for found in _MAILBOX.finditer(value[:_HEADER_MAX]):
        quoted, plain, address, bare = found.groups()
        name = (quoted or plain or "").replace("\\", "").strip()
        yield name, address or bare


def _leaves(message: Message) -> Iterator[Message]:
    try:
        for count, part in enumerate(message.walk()):
            if count < _PARTS_MAX and not part.is_multipart():
                yield part
    except RecursionError:
        return


def _sort_in(part: Message, mail: LenientMail) -> None:
    subtype = part.get_content_type()
    filename = _filename(part)
    if subtype in {"text/plain", "text/html"} and not filename:
        into = mail.text_plain if subtype == "text/plain" else mail.text_html
        into.append(_text(part))
    elif filename:
        mail.attachments.append(LenientAttachment(filename, len(str(part.get_payload()))))


def _filename(part: Message) -> str:
    try:
        return _decoded(part.get_filename() or "")
    except (ValueError, TypeError, LookupError):
        return ""


def _text(part: Message) -> str:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    if not isinstance(payload, bytes):
        return str(part.get_payload() or "")
    try:
        return payload.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return payload.decode("utf-8", "replace")


def _decoded(value: str) -> str:
    """Return a header value with its encoded-words (RFC 2047) decoded and its bytes made text."""
    value = value[:_HEADER_MAX]
    if "=?" not in value:
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        parts = decode_header(value)
        return "".join(
            part.decode(charset or "utf-8", "replace") if isinstance(part, bytes) else part
            for part, charset in parts
        )
    except (ValueError, LookupError):
        return value
