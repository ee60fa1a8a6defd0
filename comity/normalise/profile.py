"""A LinkedIn profile's URL in, in any of the forms people copy; its ``linkedin:`` identity out.

Understood are ``/in/NAME`` on every country's host, with or without a scheme, a language suffix
or a query; the ``/comm/in/`` and ``/mwlite/in/`` of its mails and phones; the ``/pub/NAME/a/b/c``
of before 2015, which is ``/in/NAME-cba`` today; and member ids (``urn:li:fsd_profile:ACoAA…``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

_MAX_CHARS = 2_000
_NAME_MAX = 200
_PAGE = re.compile(
    r"\s*(?:https?://)?(?:[a-z0-9-]{1,20}\.){0,3}linkedin\.com(?::\d+)?/"
    r"(?:(?:comm|mwlite|m)/)?(in|pub|sales/lead|sales/people)/([^?#\s]+)",
    re.IGNORECASE,
)
_MEMBER = re.compile(r"urn:li:(?:fsd_profile|fs_miniProfile|member|person):([\w-]+)", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{1,3}")
_NOBODY = frozenset({"", "me", "dir", "unavailable"})  # pages of no one person


@lru_cache(maxsize=1 << 14)
def linkedin_identity(url: str) -> str:
    """Return ``linkedin:`` and the last part of the profile's URL, or "" for any other text."""
    url = url[:_MAX_CHARS]
    member = _MEMBER.search(url)
    if member:
        return f"linkedin:{member[1].lower()}"
    page = _PAGE.match(url)
    if not page:
        return ""
    kind, path = page[1].lower(), unquote(page[2])
    name, *rest = unicodedata.normalize("NFC", path).lower().split("/")
    name = name.split(",", 1)[0] if kind.startswith("sales") else name
    if name in _NOBODY or len(name) > _NAME_MAX or not name.isprintable() or " " in name:
        return ""
    return f"linkedin:{name}{_suffix(rest) if kind == 'pub' else ''}"


def _suffix(parts: list[str]) -> str:
    """Return what ``/pub/NAME/a/b/c`` became: the hexadecimal number whose digits are c, b, a."""
    if len(parts) < 3 or not all(map(_HEX.fullmatch, parts[:3])):  # noqa: PLR2004  # a, b and c
        return ""
    low, middle, high = (int(part, 16) for part in parts[:3])
    return f"-{high << 20 | middle << 8 | low:x}"
