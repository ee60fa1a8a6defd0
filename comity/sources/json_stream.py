"""A JSON file of any size (RFC 8259) in, the values at the paths that are asked for out, in order.

    pieces(path, "chats.list.*.messages.*")     ((("chats", "list", 0, "messages", 7), {...}), ...)

``*`` stands for any key or place; "" for the whole file. A value that is asked for is decoded at
one go; whatever is around it is walked through without being held, so memory is flat in the size
of the file. What cannot be decoded is a ``Fault`` in its place, and reading goes on behind it where
its end can be found: a comma too many, or a depth no program writes, costs one piece. A parser by
events (ijson) was twice as slow on messages as a chat has them, and takes quadratic space for
nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING, Any, TextIO

from comity.model import Problem, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Keys = tuple[str | int, ...]
    Pattern = tuple[str, ...]

_CHUNK_CHARS = 1 << 18
_PIECE_CHARS = 1 << 25  # of one value: more is no message of anybody's
_DEPTH_MAX = 64  # of what is around the pieces
_NEAR_END_CHARS = 16  # an error so near to the end of what is read may be for want of more
_SPACE = re.compile(r"[ \t\n\r]*")
_NESTING = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_ESCAPED = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL
)  # as some programs write, and JSON has not
_HEAD_CHARS = 1 << 14
_decode = JSONDecoder(strict=False).raw_decode


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands for a value that cannot be read."""

    what: str

    def told(self, where: str, advice: str = "export it again") -> Skipped:
        """Return what a source yields for it."""
        return Skipped("unreadable", where, Problem(where, self.what, advice))


class _Broken(Exception):
    """It is no JSON from here on."""


def pieces(path: Path, *wanted: str) -> Iterator[tuple[Keys, Any]]:
    """Yield (keys, value) of everything at the paths wanted; a ``Fault`` for what is broken."""
    try:
        with opened(path) as stream:
            yield from _Walk(
                stream, [tuple(one.split(".")) if one else () for one in wanted]
            ).walk()
    except (OSError, UnicodeError) as error:
        yield (), Fault(f"it cannot be read ({type(error).__name__})")


def opened(path: Path) -> TextIO:
    """Open a text file for reading: UTF-8, or UTF-16 where its first bytes say so."""
    with path.open("rb") as file:
        wide = file.read(2) in {b"\xff\xfe", b"\xfe\xff"}
    return path.open(encoding="utf-16" if wide else "utf-8-sig", errors="replace")


def decoded(text: str | bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value a text is; a ``Fault`` where it is none."""
    plain = text if isinstance(text, str) else text.decode("utf-8", "replace")
    try:
        return _decode(plain.lstrip())[0]
    except (RecursionError, ValueError):
        return _mended(plain.lstrip(), "it is no JSON")


def head(path: Path) -> str:
    """Return how a file called .json begins; "" for any other, and one that cannot be read."""
    try:
        if path.suffix.lower() != ".json" or not path.is_file():
            return ""
        with opened(path) as stream:
            return stream.read(_HEAD_CHARS)
    except (OSError, UnicodeError):
        return ""


class _Walk:
    """A place in a file, and what of it is in memory."""

    def __init__(self, stream: TextIO, wanted: list[Pattern]) -> None:
        self._stream = stream
        self._wanted = wanted
        self._text = ""
        self._at = 0
        self._is_whole = False  # nothing is left to read

    def walk(self) -> Iterator[tuple[Keys, Any]]:
        """Yield what is wanted of the file."""
        try:
            if self._next():
                yield from self._value((), self._wanted)
        except _Broken as error:
            yield (), Fault(str(error))

    def _value(self, keys: Keys, left: list[Pattern]) -> Iterator[tuple[Keys, Any]]:
        """Yield what is wanted of the value here; ``left`` is what its keys do not tell yet."""
        if () in left:
            yield keys, self._piece()
            return
        mark = self._next()
        if mark not in {"{", "["}:
            self._piece()
            return
        if len(keys) >= _DEPTH_MAX:
            raise _Broken("it is nested deeper than any program writes it")
        self._at += 1
        yield from self._members(keys, left) if mark == "{" else self._items(keys, left)

    def _members(self, keys: Keys, left: list[Pattern]) -> Iterator[tuple[Keys, Any]]:
        while (mark := self._next()) != "}":
            if mark == ",":
                self._at += 1
                continue
            if mark != '"':
                raise _broken(mark)
            key = self._piece()
            if self._next() != ":" or not isinstance(key, str):
                raise _broken(self._next())
            self._at += 1
            below = [one[1:] for one in left if one and one[0] in {"*", key}]
            yield from self._value((*keys, key), below)
        self._at += 1

    def _items(self, keys: Keys, left: list[Pattern]) -> Iterator[tuple[Keys, Any]]:
        below = [one[1:] for one in left if one and one[0] == "*"]
        number = 0
        while (mark := self._next()) != "]":
            if mark == ",":
                self._at += 1
                continue
            if not mark or mark in ":}":
                raise _broken(mark)
            if () in below:
                yield (*keys, number), self._piece()
            else:
                yield from self._value((*keys, number), below)
            number += 1
        self._at += 1

    def _next(self) -> str:
        """Return the next character that is no white space, still to be read; "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        """Read on, as much again as is held of the value here; whether there was anything."""
        held = self._text[self._at :]
        chunk = "" if self._is_whole else self._stream.read(max(_CHUNK_CHARS, len(held)))
        self._is_whole = not chunk
        self._text, self._at = held + chunk, 0
        return bool(chunk)

    def _piece(self) -> Any:  # noqa: ANN401 - any JSON value
        """Return the value here, decoded, and go on behind it."""
        self._next()
        while True:
            try:
                value, end = _decode(self._text, self._at)
            except JSONDecodeError as error:
                cut = error.pos >= len(self._text) - _NEAR_END_CHARS
                is_open = error.msg.startswith("Unterminated")
                if (cut or is_open) and self._grows():
                    continue
                if is_open:
                    raise _Broken("it ends in the middle") from error
                return self._passed("it is no JSON here")
            except (RecursionError, ValueError):  # a number of more digits than Python reads
                return self._passed("it is nested deeper than any program writes it")
            if (
                end == len(self._text)
                and not isinstance(value, str | list | dict)
                and self._grows()
            ):
                continue  # a number may go on
            self._at = end
            return value

    def _grows(self) -> bool:
        return len(self._text) - self._at < _PIECE_CHARS and self._more()

    def _passed(self, what: str) -> Any:  # noqa: ANN401 - any JSON value
        """Go on behind a value that cannot be decoded, found by its brackets alone; mend it."""
        depth, at = 0, self._at
        while True:
            found = _NESTING.search(self._text, at)
            if found is None or found.end() == len(self._text):
                before = self._at
                if not self._grows():
                    raise _Broken("it ends in the middle, or goes on as no JSON does")
                at = max(at - before, 0)
                continue
            at = found.end()
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found[0], 0)
            if depth <= 0:
                start, self._at = self._at, at if depth == 0 else found.start()
                return _mended(self._text[start : self._at], what)


def _mended(text: str, what: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value whose control characters are escaped as C has it (Telegram); else a fault."""
    if "\\x" not in text:
        return Fault(what)
    plain = _ESCAPED.sub(lambda found: f"\\u00{found[1]}" if found[1] else found[0], text)
    try:
        return _decode(plain)[0]
    except (RecursionError, ValueError):
        return Fault(what)


def _broken(mark: str) -> _Broken:
    return _Broken("it goes on as no JSON does" if mark else "it ends in the middle")
