"""What every row has: a reference, its text as plain text, claims, and a word on its date.

A row's reference is its natural key, made of what no later export writes differently: names and
not URLs, which the older layouts lack. What may change (a connection's position, the profile) has
a version besides.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from comity.model import Claim, Problem
from comity.normalise.markup import html_to_text

if TYPE_CHECKING:
    from comity.model import Attribute

CHANNEL = "linkedin"
_TEXT_BYTES = 1 << 16
_VALUE_MAX = 500
_TAG = re.compile(r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li)\b[^>]{0,500}>", re.IGNORECASE)


def digest(*parts: str) -> str:
    """Return 32 hex digits over the parts."""
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def plain(content: str) -> str:
    """Return a text, HTML or not, as plain text of 64 KB at most."""
    if _TAG.search(content):
        content = html_to_text(content)
    return content.strip().encode("utf-8", "replace")[:_TEXT_BYTES].decode("utf-8", "ignore")


def claim(identity: str, attribute: Attribute, value: str, at_us: int | None) -> tuple[Claim, ...]:
    """Return the claim, or nothing for an empty value."""
    return (Claim(identity, attribute, value[:_VALUE_MAX], at_us),) if value else ()


def undated(text: str, at_us: int | None, where: str) -> tuple[Problem, ...]:
    """Return the problem of a row whose date is missing or cannot be read."""
    if at_us is not None:
        return ()
    what = f"the date {text[:40]!r} cannot be read" if text else "there is no date"
    return (Problem(where, what, "kept without a date"),)
