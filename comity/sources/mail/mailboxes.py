"""The value of an address header in, its mailboxes out as (address, display name).

RFC 5322 section 3.4 with the obsolete forms of 4.4 (comments, routes), and what mailers write
besides: names with commas that nobody quoted, semicolons between addresses, brackets never
closed, addresses broken by folding. The line breaks of folding still stand in the value.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from comity.sources.charset import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUE_MAX = 200_000  # characters looked at of one header
MAILBOXES_MAX = 2_000
_SURNAMES_MAX = 3

_PLAIN = re.compile(
    r"""\s*+(?:"([^"\\]*+)"|([^"<>()\[\],;:@\\]*+))\s*+"""
    r"""<([^<>@\s",;:()]++@[^<>@\s",;:()]++)>\s*+,"""
    r"""|\s*+([^<>@\s",;:()]++@[^<>@\s",;:()]++)\s*+,"""
)
_TOKEN = re.compile(
    r"""
      "((?:[^"\\]|\\.){0,1000}+)"           # quoted string
    | \(((?:[^()\\]|\\.){0,1000}+)\)        # comment
    | <((?:\s*@[^<>:]*+:)?[^<>,;]*+)>?      # angle-addr, its route
    | ([,;])
    | ((?:[^",;<(\\]|\\.)++|.)
    """,
    re.DOTALL | re.VERBOSE,
)
_SHOWN = re.compile(r"\[mailto:([^\s<>\[\]]{1,300})\]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMMENT = re.compile(r"\([^()]*\)?")
_ROUTE = re.compile(r"\s*@[^:]*:")
_DISTINGUISHED = re.compile(
    r"\s*\"?(?:ex:)?(?=/o=)", re.IGNORECASE
)  # an X.500 name, brackets and all
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\]|\\.){0,200}+"@[^\s"]+')
_AT = {"a", "A", "at", "AT"}
# Commas and brackets in an encoded word belong to a name: spelt otherwise while the rest is read.
_SPECIALS = ',;:<>@"()\\'
_SPELT = {ord(char): chr(0xE000 + ord(char)) for char in _SPECIALS}
_MEANT = {0xE000 + ord(char): char for char in _SPECIALS}


def mailboxes(value: str) -> list[tuple[str, str]]:
    """Return (address, display name) of the mailboxes of an address header, in their order."""
    value = value[:VALUE_MAX]
    if "[mailto:" in value:  # as a program shows one, copied into a header
        value = _SHOWN.sub(r"<\1>", value)
    if "=?" not in value:
        return list(islice(_mailboxes(value), MAILBOXES_MAX))
    found = list(islice(_mailboxes(decoded(value, spelt=_SPELT)), MAILBOXES_MAX))
    if not found:
        return list(islice(_mailboxes(decoded(value)), MAILBOXES_MAX))  # the address encoded too
    return [(address.translate(_MEANT), name.translate(_MEANT)) for address, name in found]


def _mailboxes(value: str) -> Iterator[tuple[str, str]]:
    """Yield mailboxes, those written as most are at one match each."""
    value += ","
    end = 0
    while end < len(value):
        if plain := _PLAIN.match(value, end):
            quoted, name, address, bare = plain.groups()
            yield address or bare, (quoted or name or "").strip()
            end = plain.end()
        else:
            found, end = _leniently(value, end)
            if found:
                yield found


def _leniently(value: str, start: int) -> tuple[tuple[str, str] | None, int]:
    """Return the next mailbox, however it is written, and where it ends."""
    name: list[str] = []
    address = comment = ""
    for token in _TOKEN.finditer(value, start):
        quoted, note, bracketed, separator, plain = token.groups()
        if separator and (address or any("@" in piece for piece in name)):
            return _mailbox("".join(name), address, comment), token.end()
        if bracketed and address:
            return _mailbox("".join(name), address, comment), token.start()
        address = bracketed or address
        if note in _AT and name and not name[-1][-1:].isspace():
            name.append(f"({note})")  # "Ada - ada(a)glas.example": no comment, but an address
            continue
        comment = comment or note or ""
        if separator:  # "Lovelace, Ada <ada@example.org>" is one, and "office, Ada <…>" may be
            words = len("".join(name).split())
            name = [*name, ","] if separator == "," and 0 < words <= _SURNAMES_MAX else []
        elif quoted and value[token.end() : token.end() + 1] == "@":
            name.append(f'"{quoted}"')  # a local part, of which nothing is dropped
        elif quoted or plain:
            name.append(_ESCAPED.sub(r"\1", quoted or plain))
    return None, len(value)


def _mailbox(name: str, address: str, comment: str) -> tuple[str, str] | None:
    """Return the parts of a mailbox: a comment names whom nothing else does."""
    if named := _DISTINGUISHED.match(address):
        address, comment = " ".join(address[named.end() :].rstrip(' "').split()), ""
    elif address[:1] == '"':
        address = address.strip()
    elif address:
        route = _ROUTE.match(address)
        address = "".join(_COMMENT.sub("", address[route.end() if route else 0 :]).split())
    elif quoted := _QUOTED_LOCAL.search(name):
        address, name = quoted[0], name[: quoted.start()]
    else:
        address, name = _bare(name.rpartition(",")[2])
    name = " ".join(name.rpartition(":")[2].strip(" ,").split())
    is_address = "@" in address or address.startswith("/")
    return (address, name or _ESCAPED.sub(r"\1", comment)) if is_address else None


def _bare(text: str) -> tuple[str, str]:
    """Return the address and name of a mailbox without brackets, perhaps in a group."""
    local, _, domain = _closed_up(text, "@").partition("@")
    words = f"{local.rpartition(':')[2]}@{_closed_up(domain, '.')}".split()
    if len(words) == 2 and ("\n" in text or "\r" in text):  # noqa: PLR2004 - broken by folding
        return "".join(words), ""
    place = next(i for i, word in enumerate(words) if "@" in word)
    return words[place], " ".join(words[:place])


def _closed_up(text: str, mark: str) -> str:
    """Return a text without the white space around a mark, and around itself."""
    return mark.join(part.strip() for part in text.split(mark))
