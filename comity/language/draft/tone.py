"""A text in; how it speaks to its reader out: by title and Sie, or by first name and du."""

from __future__ import annotations

import re
from typing import Literal

Tone = Literal["formal", "familiar", ""]

_FORMAL = re.compile(
    r"\s*+(?:(?:dear|good\s+(?:morning|afternoon|evening|day)|hello|guten\s+(?:tag|morgen|abend)"
    r"|hallo|liebe[rs]?),?\s{1,4})?(?:mr|mrs|ms|mx|dr|prof|professor|sir|madam|herrn?|frau)\b"
    r"|\s*sehr\s+geehrte",
    re.IGNORECASE,
)
_FAMILIAR = re.compile(
    r"\s*(?:hi|hey|moin|servus|liebe[rs]?|hallo|dear|hello)\s+(?!mr|ms|mrs|dr|prof|herr|frau|sir)\w",
    re.IGNORECASE,
)
_SIE = re.compile(r"\b(?:(?<![.!?]\s)(?<!\n)Sie|Ihnen|Ihre[mnrs]?|(?<![.!?]\s)(?<!\n)Ihr)\b")
_DU = re.compile(r"\b(?:du|dich|dir|deine?[mnrs]?)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|and|you|your|is|of)\b", re.IGNORECASE)
_CHARS = 4_000


def address(text: str) -> Tone:
    """Return how a German text speaks to its reader: Sie or du; "" where it does neither or both.

    A "Sie" that begins a sentence may be she or they.
    """
    text = text[:_CHARS]
    if len(_ENGLISH.findall(text)) > 1:
        return ""
    formal, familiar = bool(_SIE.search(text)), bool(_DU.search(text))
    if formal == familiar:
        return ""
    return "formal" if formal else "familiar"


def greets(text: str) -> Tone:
    """Return how a text greets: by title and family name, or by first name; "" for neither."""
    if _FORMAL.match(text):
        return "formal"
    return "familiar" if _FAMILIAR.match(text) else ""
