"""Content lines of cards and calendars (RFC 6350 section 3.2, RFC 5545 section 3.1)."""

from __future__ import annotations

OCTETS_MAX = 75


def escaped(text: str) -> str:
    """Return a TEXT value: what separates values stands behind a backslash."""
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text


def fold(line: str) -> str:
    """Return a content line of at most 75 octets a piece, never cut inside a character."""
    pieces: list[str] = []
    rest = line
    while len(rest.encode()) > OCTETS_MAX:
        cut = OCTETS_MAX - 1 if not pieces else OCTETS_MAX - 2
        while len(rest[:cut].encode()) > OCTETS_MAX - 1:  # one octet is for the space
            cut -= 1
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return "\r\n ".join((*pieces, rest)) + "\r\n"
