"""One part of a mail as it lies there in; its text out.

The transfer encoding (RFC 2045, 6) and the charset are undone, leniently: HTML may name its
charset within itself alone, and may have been sent as plain text.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from comity.normalise.flowed import unflowed
from comity.normalise.markup import html_to_text
from comity.sources.charset import from_base64, text_of, unlabelled
from comity.sources.mail.rtf import rtf_to_text

TEXT_MAX = 1 << 20  # bytes of one part that are decoded
RTF = frozenset({"text/rtf", "application/rtf"})
ENRICHED_TEXT = frozenset({"text/enriched", "text/richtext"})
_ENRICHED = re.compile(r"<param>[^<]{0,200}</param>|</?[A-Za-z-]{1,60}>")  # RFC 1896
_DECLARED = re.compile(rb"(?i)<meta\s[^>]{0,200}?charset\s*=\s*[\"']?([a-z0-9_-]{2,40})")
_DECLARED_BYTES = 4_000
_ELEMENT = re.compile(r"(?i)\s*+<(?:!doctype\s+html|html|head|body|div|p|table|span|meta)\b")
_UU = frozenset({"x-uuencode", "x-uue", "uuencode", "x-uu"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds text, as it lies in the message."""

    kind: str  # text/plain, text/html, or another that text is made of
    charset: str
    encoding: str
    data: bytes
    flow: str = ""  # "flowed", "delsp": how its lines are to be joined (RFC 3676)

    def text(self) -> str:
        """Return the decoded text; of HTML, as it stands."""
        data = unencoded(self.data[:TEXT_MAX], self.encoding)
        if self.kind in RTF:
            return rtf_to_text(data)
        text = text_of(data, self.charset or _charset_within(data, self.kind))
        if self.flow:
            return unflowed(text, delsp=self.flow == "delsp")
        return _ENRICHED.sub("", text) if self.kind in ENRICHED_TEXT else text


def without_markup(leaf: Leaf) -> str:
    """Return the text of a part without markup, also where HTML was sent as plain text."""
    text = leaf.text()
    return html_to_text(text) if leaf.kind == "text/html" or _is_markup(text) else text


def _is_markup(text: str) -> bool:
    """Whether a text is HTML throughout: it begins with an element, and ends with one."""
    return text.lstrip()[:1] == "<" and bool(_ELEMENT.match(text)) and text.rstrip()[-1:] == ">"


def _charset_within(data: bytes, kind: str) -> str:
    """Return the charset of a part whose header names none; "" where it is read without one."""
    if data.isascii():
        return ""
    try:
        data.decode()
    except UnicodeDecodeError:
        found = _DECLARED.search(data[:_DECLARED_BYTES]) if kind == "text/html" else None
        return found[1].decode() if found else unlabelled(data)
    return ""  # UTF-8, whatever is said within


def unencoded(data: bytes, encoding: str) -> bytes:
    """Return the bytes of a part without their transfer encoding (RFC 2045, 6)."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in _UU:
        return _from_uu(data)
    return from_base64(data) if encoding == "base64" else data


def _from_uu(data: bytes) -> bytes:
    """Return what uuencoded lines hold, as far as they can be read."""
    made: list[bytes] = []
    _, _, lines = (b"\n" + data).partition(b"\nbegin ")
    for line in lines.split(b"\n")[1:]:
        if line == b"end":
            break
        try:
            made.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(made)
