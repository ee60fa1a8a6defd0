"""The value of Message-ID, In-Reply-To or References in; the message identifiers in it out.

RFC 5322 section 3.6.4, with the phrases of RFC 822 ("Message from Ada <ada@…> of Monday <id>"),
and what programs write besides: identifiers as encoded words (RFC 2047 forbids them), escaped as
in a link (RFC 6068), without brackets, with one of two, folded or spaced within.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from comity.sources.charset import decoded

if TYPE_CHECKING:
    from collections.abc import Container

IDENTIFIER_CHARS = 500
_WORD_CHARS = 10  # a shorter identifier without a domain is none
_VALUE_MAX = 200_000  # characters looked at of one header

_TEMPLATE_CHARS = 30
_THIS_MACHINE = frozenset(["localhost", "localhost.localdomain"])
# No letter or number but 0, a word for nothing, or a name between the marks of a template.
_EMPTY = re.compile(
    r"(?i)[\W_0]*|(?:no[-_.]?(?:message)?[-_.]?id|none|null|nil|undefined|unknown|(?:message|msg)[-_.]?id)"
    r"|\$?\{{1,2}\s*[a-z_.-]+\s*\}{1,2}|(%{1,2}|\${1,2}|#{1,2}|__|\[|<)[a-z_-]+(?:\1|\])"
)

_PLAIN = re.compile(r"(?:\s*+<([^<>\s]++)>)*+\s*+")
_BRACKETED = re.compile(r"<([^<>\s]++)>")
_WIDE = str.maketrans("＜＞＠", "<>@")  # noqa: RUF001  # as wide as a character of Chinese
_QUOTES = "\"'\\"
_PIECE = re.compile(r"<([^<>]*+)(>?)|([^<>]++)(>?)")
_ESCAPED = re.compile(r"%3c|%40|&lt;", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*+\)")
_BETWEEN = re.compile(r"[\s,;]+")
_PROSE = re.compile(r"[^\W\d_]{2}")


def message_ids(value: str) -> list[str]:
    """Return the identifiers of References, the oldest first."""
    return [one for one, _ in _found(value)]


def answered_ids(value: str, addresses: Container[str] = ()) -> list[str]:
    """Return the identifiers of In-Reply-To, the mail answered first.

    Where a phrase says whose message it was, a mail address stands there too: one of those that
    take part in the mail (``addresses``, lower case) is no identifier.
    """
    if not value:
        return []
    found = [one for one in _found(value) if one[0].lower() not in addresses]
    ids = [one for one, _ in found]
    if len(ids) > 1 and any(phrase for _, phrase in found):
        return ids[-1:] if found[0][1] else ids[:1]
    return ids


def message_id(value: str) -> str:
    """Return the identifier of a mail itself, with brackets or without; "" for none."""
    found = _found(value)
    return found[0][0] if found else "".join(value.split()).strip("<>")[:IDENTIFIER_CHARS]


def tells_apart(identifier: str) -> bool:
    """Tell an identifier that one mail bears from what a program writes into all of its mails.

    That is a bare word, one side of an address, a number of a program that counts on its own
    machine, or a name nobody filled in: ``unknown@unknown``, ``{{message_id}}@example.org``.
    """
    left, at, right = identifier.rpartition("@")
    if at:
        empty = len(left) <= _TEMPLATE_CHARS and _EMPTY.fullmatch(left)
        return bool(right) and not (empty or _of_this_machine(left, right))
    if _EMPTY.fullmatch(identifier):
        return False
    return len(identifier) >= _WORD_CHARS and not identifier.isalpha()


def _of_this_machine(left: str, right: str) -> bool:
    return len(left) < _WORD_CHARS and right.lower() in _THIS_MACHINE


def _found(value: str) -> list[tuple[str, bool]]:
    """Return the identifiers, each with whether words stand before it."""
    if _PLAIN.fullmatch(value):
        return [(one[:IDENTIFIER_CHARS], False) for one in _BRACKETED.findall(value)]
    return _leniently(_unescaped(value[:_VALUE_MAX]))


def _unescaped(value: str) -> str:
    value = decoded(value).translate(_WIDE)
    if _ESCAPED.search(value) and "<" not in value:
        return unescape(unquote(value))
    return value


def _leniently(value: str) -> list[tuple[str, bool]]:
    """Return what stands in brackets, or where nothing does what looks like an identifier."""
    found: list[tuple[str, bool]] = []
    phrase, outside = False, ""
    for inside, closed, text, ended in _PIECE.findall(value):
        if inside:
            ids = _joined(inside.split()) if closed else _words(inside)[:1]
        else:  # an identifier that lacks its first bracket ends what stands outside
            ids = _words(text)[-1:] if ended else []
            phrase = phrase or (not ids and bool(_PROSE.search(_COMMENT.sub("", text))))
            outside = outside or text
        found += [(one[:IDENTIFIER_CHARS], phrase) for one in ids]
        phrase = phrase and not ids
    if found:
        return found
    words = _words(outside)
    plain = len(words) == 1 or all("@" in word for word in words)  # else somebody's sentence
    return [(word[:IDENTIFIER_CHARS], False) for word in words if plain]


def _joined(pieces: list[str]) -> list[str]:
    """Return identifiers that white space was put into; each has one "@", or there is one alone."""
    made: list[str] = []
    for piece in pieces:
        if made and _goes_on(made[-1], piece):
            made[-1] += piece
        else:
            made.append(piece)
    return made


def _goes_on(before: str, after: str) -> bool:
    return len(before) < IDENTIFIER_CHARS and not ("@" in before and "@" in after)


def _bare(word: str) -> str:
    """Return an identifier without quotes, brackets or the scheme of a link (RFC 2392)."""
    word = word.strip(_QUOTES).removeprefix("mid:")
    return word[1:-1] if word[:1] == "[" and word[-1:] == "]" else word


def _words(text: str) -> list[str]:
    """Return the words of a text without brackets.

    A line that begins with a part of a word goes on where the line before ended.
    """
    words: list[str] = []
    for line in _COMMENT.sub(" ", text).split("\n"):
        each = [word for one in _BETWEEN.split(line) if (word := _bare(one))]
        if words and each and _goes_on(words[-1], each[0]):
            words[-1] += each.pop(0)
        words += each
    return words
