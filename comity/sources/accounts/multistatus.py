"""A multistatus body in, what it says of each thing out (WebDAV, RFC 4918 14.16; RFC 6578).

Read as it arrives, one response in memory at a time. Servers disagree about namespaces and none of
the names asked for is used twice, so elements are known by their local names. A document type is
refused, and with it every entity but the five of XML: nobody's calendar needs one, and bombs do.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEPTH = 24
_ELEMENTS = 20_000  # of one response
_TEXT_CHARS = 32 << 20  # of one response: a card with its photographs
_STATUS = re.compile(r"\S+\s+(\d{3})\b")
OK, GONE, MORE = 200, {404, 410}, 507


class NotMultistatus(Exception):
    """What came is not a multistatus: HTML, half of one, or nothing that is XML."""


@dataclass(slots=True)
class Element:
    """An element by its local name, with all below it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(self.pieces).strip()

    def all(self, name: str) -> list[Element]:
        """Return the children of that name."""
        return [one for one in self.children if one.name == name]

    def says(self, name: str) -> str:
        """Return what the first child of that name says; "" without one."""
        return next((one.text for one in self.all(name)), "")

    @property
    def names(self) -> set[str]:
        """The names of its children."""
        return {one.name for one in self.children}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says of one thing."""

    href: str
    status: int
    properties: dict[str, Element]  # those it has
    is_cut: bool = False  # it is larger than anything of use

    def says(self, name: str) -> str:
        """Return what a property says; "" where there is none."""
        found = self.properties.get(name)
        return found.text if found else ""

    def hrefs(self, name: str) -> list[str]:
        """Return the addresses a property names."""
        found = self.properties.get(name)
        return [one.text for one in found.all("href") if one.text] if found else []

    @property
    def types(self) -> set[str]:
        """What kinds of collection it is."""
        found = self.properties.get("resourcetype")
        return found.names if found else set()


class Reading:
    """A multistatus being read; ``sync_token`` holds once it was read to its end."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        """Take the bytes as they come."""
        self.sync_token = ""
        self._chunks = chunks
        self._ready: deque[Answer] = deque()
        self._open: list[Element] = []
        self._elements = self._characters = 0

    def __iter__(self) -> Iterator[Answer]:
        """Yield what is said of each thing; raises ``NotMultistatus``."""
        from xml.parsers import expat

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        try:
            for chunk in self._chunks:
                parser.Parse(chunk)
                yield from self._taken()
            parser.Parse(b"", True)  # noqa: FBT003 - the end, by position alone
        except expat.ExpatError as error:
            raise NotMultistatus(f"line {error.lineno}") from error
        yield from self._taken()

    def _taken(self) -> Iterator[Answer]:
        while self._ready:
            yield self._ready.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(_local(name), {_local(key): v for key, v in attributes.items()})
        if not self._open and element.name != "multistatus":
            raise NotMultistatus(element.name[:40])
        if len(self._open) >= _DEPTH:
            raise NotMultistatus("nested too deeply")
        if len(self._open) == 1:
            self._elements = self._characters = 0
        self._elements += 1
        if len(self._open) > 1 and self._elements <= _ELEMENTS:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _say(self, text: str) -> None:
        self._characters += len(text)
        if len(self._open) > 1 and self._characters <= _TEXT_CHARS:
            self._open[-1].pieces.append(text)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if len(self._open) != 1:
            return
        if element.name == "response":
            is_cut = self._elements > _ELEMENTS or self._characters > _TEXT_CHARS
            self._ready.extend(_answers(element, is_cut=is_cut))
        elif element.name == "sync-token":
            self.sync_token = element.text


def _refuse(*_: object) -> None:
    raise NotMultistatus("a document type")


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def _answers(response: Element, *, is_cut: bool) -> Iterator[Answer]:
    """Yield what a response says of each of the addresses it names."""
    properties: dict[str, Element] = {}
    statuses = [_code(response.says("status"))]
    for said in response.all("propstat"):
        status = _code(said.says("status"))
        statuses.append(status)
        if status in {0, OK}:  # some leave it empty
            found = (one for prop in said.all("prop") for one in prop.children)
            properties |= {one.name: one for one in found if status or one.text or one.children}
    has_some = bool(properties) or OK in statuses
    status = statuses[0] or (OK if has_some else next(filter(None, statuses), OK))
    for href in response.all("href"):
        yield Answer(href.text, status, properties, is_cut)


def _code(line: str) -> int:
    found = _STATUS.match(line)
    return int(found[1]) if found else 0
