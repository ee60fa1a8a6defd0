"""XML in, chosen elements out one after another, however many a file holds.

A file that declares entities or a type of document of its own is refused, since no export does:
so nothing that it names is fetched or expanded. Control characters, which Outlook writes all the
same and XML forbids, are left out. A name that is in a namespace is ``{namespace}name``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from xml.etree.ElementTree import ParseError, XMLParser

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_PIECE_BYTES = 1 << 16
_DEPTH_MAX = 32
_ITEM_CHARS = 32 << 20
_CHILDREN_MAX = 20_000
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_REFERENCE = re.compile(rb"&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2\d|3[01]));")
_REFERENCE_BYTES = 16  # the longest that may be cut by the end of a piece


@dataclass(slots=True)
class Element:
    """An element: its text, its attributes and the elements in it."""

    name: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text."""
        return "".join(self.pieces)

    def first(self, name: str) -> Element:
        """Return the first element of a name in it, an empty one for none."""
        return next((one for one in self.inner if one.name == name), _NOTHING)

    def value(self, *names: str) -> str:
        """Return the first text of these elements that is not empty."""
        return next((text for name in names if (text := self.first(name).text.strip())), "")

    def is_set(self, name: str) -> bool:
        """Whether a flag is set: 1, 1E0, true."""
        return self.value(name).lower() in {"1", "1e0", "true", "yes"}


_NOTHING = Element("", {})


class UnreadableError(ValueError):
    """What follows cannot be read."""


class _Target:
    """What the parser tells of the elements of an item, until the item is whole."""

    def __init__(self, wanted: Container[str]) -> None:
        self.done: list[Element] = []
        self._wanted, self._open, self._depth, self._size = wanted, list[Element](), 0, 0

    def doctype(self, *_: str) -> None:
        raise UnreadableError

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if not self._open and name not in self._wanted:
            return
        self._size += 1 + sum(map(len, attributes.values()))
        if self._depth > _DEPTH_MAX or self._size > _ITEM_CHARS:
            raise UnreadableError
        self._open.append(Element(name, attributes))

    def data(self, text: str) -> None:
        if self._open:
            self._size += len(text)
            if self._size > _ITEM_CHARS:
                raise UnreadableError
            self._open[-1].pieces.append(text)

    def end(self, _: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            self.done.append(element)
            self._size = 0
        elif len(self._open[-1].inner) < _CHILDREN_MAX:
            self._open[-1].inner.append(element)

    def close(self) -> None:
        """Nothing is left to do."""


def elements(stream: IO[bytes], wanted: Container[str]) -> Iterator[Element]:
    """Yield the elements of these names; raise ``UnreadableError`` where the file breaks off."""
    target = _Target(wanted)
    parser = XMLParser(target=target)  # noqa: S314 - the target refuses what declares anything
    held = b""
    try:
        while piece := stream.read(_PIECE_BYTES):
            whole = held + piece.translate(None, _CONTROLS)
            cut = whole.rfind(b"&", max(len(whole) - _REFERENCE_BYTES, 0))
            held = whole[cut:] if cut >= 0 else b""
            parser.feed(_REFERENCE.sub(b"", whole[: len(whole) - len(held)]))
            yield from _taken(target)
        parser.feed(_REFERENCE.sub(b"", held))
        parser.close()
    except ParseError as error:
        yield from _taken(target)
        raise UnreadableError from error
    yield from _taken(target)


def _taken(target: _Target) -> list[Element]:
    found, target.done = target.done, []
    return found
