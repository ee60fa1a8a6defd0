"""The bytes of a message in; its header fields, its text and its attachments out.

RFC 5322 section 2 and MIME (RFC 2045, 2046, 2183, 2231), read leniently: what claims to be a
message is read as far as it can be. Nothing is decoded that is not used, which is what makes
this fast: of alternatives one is text, and attachments leave their name and size.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from comity.model import Attachment
from comity.normalise.body import html_to_text
from comity.sources.charset import decoded, from_base64, text_of

if TYPE_CHECKING:
    Fields = dict[str, list[str]]

HEADER_MAX = 4 << 20  # bytes
TEXT_MAX = 1 << 20  # bytes of one part that are decoded
PARTS_MAX = 500
DEPTH_MAX = 20
ATTACHMENTS_MAX = 100
_NAME_CHARS = 200
_FIELD_NAME_CHARS = 80
_PARAMETERS_CHARS = 4_000

_USED = frozenset(
    """from to cc bcc reply-to sender return-path date received subject message-id in-reply-to
    references content-type content-transfer-encoding content-disposition mime-version
    delivered-to x-original-to envelope-to x-envelope-to x-delivered-to
    list-id list-post list-unsubscribe x-mailing-list mailing-list x-mailman-version x-beenthere
    precedence auto-submitted x-autoreply x-autorespond feedback-id x-failed-recipients
    x-original-from x-original-sender x-mozilla-draft-info x-unsent
    x-gmail-labels x-gm-labels x-keywords""".split()
)
_UNFOLDED = re.compile(r"\n(?![ \t])").split
_HEADER_SHAPED = re.compile(rb"[!-9;-~]+[ \t]*:")
_PARAMETER = re.compile(
    r""";\s*([^\s=;"*]{1,60})(?:\*(\d{1,3}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.){0,2000}+)"|([^;]*))""",
    re.DOTALL,
)
_UNDECLARED = re.compile(rb"(?:^|\n)--([^\s-][^\n]{0,200})\n[Cc]ontent-")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds text, as it lies in the message."""

    kind: str  # text/plain or text/html
    charset: str
    encoding: str
    data: bytes

    def text(self) -> str:
        """Return the decoded text."""
        data = self.data[:TEXT_MAX]
        if self.encoding == "quoted-printable":
            data = binascii.a2b_qp(data)
        elif self.encoding == "base64":
            data = from_base64(data)
        return text_of(data, self.charset)


@dataclass(slots=True)
class Message:
    """What was read of a message; names of fields in lower case, those not used left out."""

    fields: Fields
    leaves: list[Leaf] = field(default_factory=list)  # those that make the text
    html: list[Leaf] = field(default_factory=list)  # all there are
    attachments: list[Attachment] = field(default_factory=list)
    parts: int = 0

    def text(self) -> str:
        """Return the text of the message, made of HTML where there is no other."""
        made = (html_to_text(x.text()) if x.kind == "text/html" else x.text() for x in self.leaves)
        text = "\n".join(made)
        if text.strip() or not self.html:
            return text
        return "\n".join(html_to_text(leaf.text()) for leaf in self.html)

    def first(self, name: str) -> str:
        """Return the first field of a name as it stands, folded lines and all; "" without one."""
        values = self.fields.get(name)
        return values[0] if values else ""


def parse(raw: bytes) -> Message:
    """Return what a message holds; never raises."""
    if b"\r" in raw:
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
        raw = raw if b"\n" in raw else raw.replace(b"\r", b"\n")
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\n")
    head, _, body = raw.partition(b"\n\n")
    message = Message(_fields(head[:HEADER_MAX]))
    message.leaves = _leaves(message, message.fields, body, depth=0)
    return message


def _fields(head: bytes) -> Fields:
    """Return the header fields that are used, with their values as they stand."""
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = "\n".join(text_of(line) for line in head.split(b"\n"))
    text = text.replace("\0", "") if "\0" in text else text
    found: Fields = {}
    for line in _UNFOLDED(text):
        written, _, value = line.partition(":")
        if name := _used(written):
            found.setdefault(name, []).append(value.strip())
    return found


@lru_cache(maxsize=4096)
def _used(written: str) -> str:
    """Return the name of a field in lower case; "" for one that is not used."""
    name = written[:_FIELD_NAME_CHARS].rstrip().lower()
    return name if name in _USED else ""


def _leaves(message: Message, fields: Fields, body: bytes, *, depth: int) -> list[Leaf]:
    """Return the parts that make the text of an entity, noting its attachments."""
    message.parts += 1
    kind, charset, boundary, filename = content_type(_first(fields, "content-type"))
    disposition = _first(fields, "content-disposition")
    if disposition:
        filename = _filename(disposition) or filename
    if kind.startswith("multipart/"):
        parts = _parts(body, boundary) if depth < DEPTH_MAX else []
        if parts:
            return _chosen(message, parts, kind, depth=depth)
        kind = "text/plain"
    attached = depth and (filename or disposition[:10].lower() == "attachment")
    if attached or kind not in {"text/plain", "text/html"}:
        if filename and len(message.attachments) < ATTACHMENTS_MAX:
            message.attachments.append(Attachment(filename, len(body)))
        return []
    encoding = _first(fields, "content-transfer-encoding").lower()
    leaf = Leaf(kind, charset, encoding, body)
    if kind == "text/html":
        message.html.append(leaf)
    return [leaf]


def _chosen(message: Message, parts: list[bytes], kind: str, *, depth: int) -> list[Leaf]:
    """Return the leaves of a multipart: all of them, or of alternatives the plain one."""
    each: list[list[Leaf]] = []
    for part in parts:
        if message.parts < PARTS_MAX:
            fields, body = _entity(part)
            each.append(_leaves(message, fields, body, depth=depth + 1))
    if kind == "multipart/alternative":
        filled = [leaves for leaves in each if any(leaf.data.strip() for leaf in leaves)]
        plain = (leaves for leaves in filled if leaves[0].kind == "text/plain")
        return next(plain, filled[0] if filled else [])
    return [leaf for leaves in each for leaf in leaves]


def _entity(part: bytes) -> tuple[Fields, bytes]:
    if part.startswith(b"\n"):
        return {}, part[1:]
    if not _HEADER_SHAPED.match(part):
        return {}, part
    head, _, body = part.partition(b"\n\n")
    return _fields(head[:HEADER_MAX]), body


def _parts(body: bytes, boundary: str) -> list[bytes]:
    """Return what lies between the boundary lines of a multipart, its preamble left out."""
    found = _split(body, boundary.encode("utf-8", "replace")) if boundary else []
    if found:
        return found
    guess = _UNDECLARED.search(body)
    return _split(body, guess[1].rstrip()) if guess else []


def _split(body: bytes, boundary: bytes) -> list[bytes]:
    """Split at lines that are the boundary, and at none that only begin with it."""
    delimiter = b"\n--" + boundary
    found: list[list[bytes]] = []
    for piece in (b"\n" + body).split(delimiter, PARTS_MAX)[1:]:
        line, _, part = piece.partition(b"\n")
        ending = line.strip()
        if not ending:
            found.append([part])
        elif ending == b"--" or not found:
            break
        else:
            found[-1] += delimiter, piece  # the boundary of a part within begins like this one
    return [b"".join(pieces) for pieces in found]


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name)
    return values[0] if values else ""


@lru_cache(maxsize=4096)
def content_type(value: str) -> tuple[str, str, str, str]:
    """Return the type, charset, boundary and name of a Content-Type; text/plain for none."""
    kind = value.partition(";")[0].strip().lower()
    if "/" not in kind:
        return "text/plain", "", "", ""
    parameters = _parameters(value)
    name = parameters.get("name", "")
    return kind, parameters.get("charset", ""), parameters.get("boundary", ""), _base_name(name)


def _filename(disposition: str) -> str:
    return _base_name(_parameters(disposition).get("filename", ""))


def _base_name(name: str) -> str:
    """Return a file name without its folder, whatever system it is from."""
    name = " ".join(decoded(name).split())
    return name.replace("\\", "/").rpartition("/")[2][:_NAME_CHARS]


def _parameters(value: str) -> dict[str, str]:
    """Return the parameters of a field, those in pieces put together (RFC 2231)."""
    made: dict[str, str] = {}
    coded: set[str] = set()
    for written, _, star, quoted, plain in _PARAMETER.findall(value[:_PARAMETERS_CHARS]):
        name = written.lower()
        made[name] = made.get(name, "") + (re.sub(r'\\(["\\])', r"\1", quoted) or plain.strip())
        if star:
            coded.add(name)
    for name in coded:
        made[name] = _percent_decoded(made[name])
    return made


def _percent_decoded(value: str) -> str:
    charset, mark, rest = value.partition("'")
    text = rest.partition("'")[2] if mark else value
    return text_of(unquote_to_bytes(text), charset)
