"""The text of a mail in; a number by which two copies of one mail are alike out.

A mail comes from a mailbox, a Sent folder, a list: with its lines broken anew, with a footer,
cut. White space, the ``>`` that mailboxes put before "From", and the footer of a list are left
out; of the rest the number holds the length and a digest.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

LENGTH_BITS = 20
_DIGEST_BITS = 43
_LENGTH = (1 << LENGTH_BITS) - 1
_DROPPED = b" \t\n\r\v\f>"
_FOOTER_CHARS = 2_000
_RULE = re.compile(r"\n[ \t]{0,80}[-_=*~#.,+]{5,200}[ \t]*(?=\n|$)")
_REACHES = re.compile(r"https?://|www\.|mailto:|[\w.-]@[\w-]")


def mark(text: str) -> int:
    """Return length and digest of a text as compared, in 63 bits; 0 for an empty one."""
    return _mark(_squeezed(text))


def continues(text: str, earlier: int) -> bool:
    """Tell whether a text begins with the whole of the one that had that mark."""
    length = earlier & _LENGTH
    return _mark(_squeezed(text)[:length]) == earlier


def _mark(squeezed: bytes) -> int:
    if not squeezed:
        return 0
    length = min(len(squeezed), _LENGTH)
    digest = int.from_bytes(blake2b(squeezed[:length], digest_size=8).digest(), "big")
    return digest >> (64 - _DIGEST_BITS) << LENGTH_BITS | length


def _squeezed(text: str) -> bytes:
    text = text[: _footer(text)]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u00a0", "").replace("\u200b", "")
    return text.encode("utf-8", "replace").translate(None, _DROPPED)


def _footer(text: str) -> int:
    """Return where the footer of a list begins: a rule at the end, and where to write under it."""
    start = max(len(text) - _FOOTER_CHARS, 0)
    tail = "\n" + text[start:]
    if not (rule := _RULE.search(tail)):
        return len(text)
    if _REACHES.search(tail, rule.end()):
        return start + max(rule.start() - 1, 0)
    above, _, last = tail.rstrip().rpartition("\n")
    return start + max(len(above) - 1, 0) if _RULE.fullmatch("\n" + last) else len(text)
