"""Bytes of iCalendar or vCard in, components of properties out (RFC 5545 3.1, RFC 6350 3.3).

Read leniently, since both formats are written by hand-made programs: any line ending, folding
in the middle of a character, line breaks left unescaped, quoted-printable (vCard 2.1), text in
another character set, an END that is missing or one too many. A component that the file breaks
off is told by ``complete``.
"""

from __future__ import annotations

import re
from binascii import a2b_base64, a2b_qp
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING

from comity.sources.charset import WINDOWS, unlabelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TEXT_BYTES = 64 * 1024
FILE_BYTES = 256 << 20
_LINE_BYTES = 256 * 1024  # what follows of a line is dropped: a photograph
_DEPTH = 16

_PROPERTY = re.compile(
    rb"""(?:(?P<group>[\w-]+)\.)? (?P<name>[\w-]+)
         (?P<parameters>(?:;(?:"[^"]*"|[^":])*)?) : (?P<value>.*)""",
    re.DOTALL | re.VERBOSE,
)
_UNBALANCED = re.compile(
    rb"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<parameters>;[^:]*):(?P<value>.*)", re.DOTALL
)
_LINE_START = re.compile(rb"[\w.-]+\s*[;:]|[A-Z][A-Z-]+$")
_IN_ONE_LINE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?BEGIN:VCARD(?:\s|\\[nr]).*END:VCARD", re.IGNORECASE
)
_NEXT_FIELD = re.compile(
    rb"(?<!\s)\s++(?=(?:BEGIN|END|VERSION|N|FN|NICKNAME|TEL|EMAIL|ORG|TITLE|ADR|URL|NOTE|BDAY|UID"
    rb"|REV)[;:])"
)
_FRAME = re.compile(rb"(?:BEGIN|END):", re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb"[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([^=;"]+)(?:=((?:"[^"]*"|[^";])*))?')
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}
_CHARSET = re.compile(
    r"us-ascii|utf-?8|iso-?8859-?\d+|windows-?\d+|cp\d+|shift_?jis|sjis|euc-?\w\w|gb\w+|big5"
    r"|iso-2022-\w+|koi8-\w|mac\w*",
    re.IGNORECASE,
)
_NAMES_CHARSET = re.compile(rb";CHARSET=", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BETWEEN = {mark: re.compile(rf"(?<!\\){mark}") for mark in ",;"}
_CARET = re.compile(r"\^([n^'])")  # RFC 6868


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: its parameters and its value, still escaped."""

    value: str
    parameters: Mapping[str, str]
    group: str = ""  # what binds a card's properties together: item1.TEL, item1.X-ABLabel

    @property
    def text(self) -> str:
        """The value unescaped."""
        return unescaped(self.value)

    def parts(self, separator: str) -> list[str]:
        """Return the parts of a structured or multiple value, unescaped."""
        return [unescaped(part).strip() for part in _BETWEEN[separator].split(self.value)]


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END, its own components left out.

    Its properties stay as they lie in the file, (parameters, value, group), until somebody asks for
    them: finding the components of a file looks into none of them.
    """

    name: str
    line: int
    parent: Component | None
    complete: bool = False
    properties: dict[str, list[tuple[bytes, bytes, bytes]]] = field(default_factory=dict)
    _read: dict[str, list[Property]] = field(default_factory=dict)

    def all(self, name: str) -> list[Property]:
        """Return the properties of that name."""
        if name not in self._read:
            self._read[name] = [_property(*line) for line in self.properties.get(name, ())]
        return self._read[name]

    def value(self, name: str) -> str:
        """Return the first value of that name, unescaped; "" when there is none."""
        return next((p.text.strip() for p in self.all(name) if p.value.strip()), "")


def components(data: bytes) -> Iterator[Component]:
    """Yield every component as it ends, inner ones before the one they stand in."""
    stack: list[Component] = []
    last = b""
    for line, content in _content_lines(_as_utf8(data)):
        found = _PROPERTY.match(content) or _UNBALANCED.match(content)
        if not found:
            continue
        name = found["name"].upper()
        if name == b"BEGIN" and len(stack) < _DEPTH:
            kind = _decoded(found["value"]).strip().upper()
            if last != b"AGENT":  # the one place where a component holds its own kind
                yield from _closed(stack, kind)
            stack.append(Component(kind, line, stack[-1] if stack else None))
        elif name == b"END":
            yield from _closed(stack, _decoded(found["value"]).strip().upper())
        elif stack:
            here = stack[-1].properties.setdefault(name.decode("utf-8", "replace"), [])
            here.append((found["parameters"] or b"", found["value"], found["group"] or b""))
        last = name
    yield from reversed(stack)


def component(
    name: str, lines: Iterable[tuple[str, str]], parent: Component | None = None
) -> Component:
    """Return a component of content lines made here, (name with its parameters, value)."""
    made = Component(name, 0, parent, complete=True)
    for written, value in lines:
        key, mark, parameters = written.partition(";")
        line = (
            f"{mark}{parameters}".encode("utf-8", "replace"),
            value.encode("utf-8", "replace"),
            b"",
        )
        made.properties.setdefault(key, []).append(line)
    return made


def laid_out(data: bytes) -> bytes:
    """Return a card that stands in one line, as QR codes and chats carry it, line by line."""
    lines = data.strip().count(b"\n") + data.strip().count(b"\r")
    if lines or len(data) > TEXT_BYTES or not _IN_ONE_LINE.match(data):
        return data
    return _NEXT_FIELD.sub(b"\n", data.replace(b"\\n", b" ").replace(b"\\r", b" "))


def unescaped(text: str) -> str:
    """Undo the backslashes of a text value (RFC 5545 3.3.11)."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], text)


def capped(text: str) -> str:
    """Return the text, cut to the 64 KB that are kept."""
    if len(text) * 4 <= TEXT_BYTES:
        return text
    return text.encode("utf-8", "replace")[:TEXT_BYTES].decode("utf-8", "ignore")


def digest(content: object) -> str:
    """Return a hash of plain values, equal for equal content."""
    return blake2b(repr(content).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _closed(stack: list[Component], kind: str) -> Iterator[Component]:
    """Take the innermost open component of that kind off the stack, and what it holds open."""
    if not any(component.name == kind for component in stack):
        return
    while True:
        component = stack.pop()
        component.complete = True
        yield component
        if component.name == kind:
            return


def _as_utf8(data: bytes) -> bytes:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8")
    elif data[1:2] == b"\0" or data[:1] == b"\0":
        order = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        data = data.decode(order, "replace").encode("utf-8")
    elif not _is_utf8(data) and not _NAMES_CHARSET.search(data):
        charset = unlabelled(data)
        data = data if charset == WINDOWS else data.decode(charset, "replace").encode("utf-8")
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _content_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (number of its first line, line unfolded)."""
    pieces: list[bytes] = []
    start = size = 0
    indent, soft = 1, False
    for number, line in enumerate(chain(data.splitlines(), [b"END:"]), 1):
        folded = line[:1] in (b" ", b"\t")
        starts = _LINE_START.match(line) is not None and not folded
        if pieces and not (starts and (not soft or _FRAME.match(line))):
            piece = line if soft else line[indent:] if folded else b"\n" + line
            if size < _LINE_BYTES and line:
                pieces.append(piece)
        elif starts:
            if pieces:
                yield start, b"".join(pieces)
            pieces, start, size = [line], number, 0
            if b"VERSION:" in line:
                indent = 0 if line.strip() == b"VERSION:2.1" else 1
            elif line[:6] in (b"BEGIN:", b"END:VE"):
                indent = 1
        else:
            continue
        size += len(line)
        soft = line.endswith(b"=") and _QUOTED_PRINTABLE.match(pieces[0]) is not None
        if soft:
            pieces[-1] = pieces[-1].removesuffix(b"=")


def _property(parameters: bytes, value: bytes, group: bytes) -> Property:
    known = _parameters(_decoded(parameters)) if parameters else {}
    encoding = known.get("ENCODING", "").upper()
    if encoding == "QUOTED-PRINTABLE":
        value = a2b_qp(value).replace(b"\r\n", b"\n")
    elif encoding in {"B", "BASE64"} and len(value) < TEXT_BYTES:
        with suppress(ValueError):  # a name in base64; of photographs nothing is asked
            value = a2b_base64(value, strict_mode=True)
    text = _decoded(value, charset=known.get("CHARSET", ""))
    return Property(text, known, group.decode("ascii", "replace").lower())


def _decoded(data: bytes, *, charset: str = "") -> str:
    if _CHARSET.fullmatch(charset):
        with suppress(LookupError):
            return data.decode(charset, "replace")
    for candidate in ("utf-8", "cp1252"):
        with suppress(UnicodeError):
            return data.decode(candidate)
    return data.decode("latin-1")


@lru_cache(maxsize=4096)
def _parameters(text: str) -> dict[str, str]:
    """Return parameters by upper-case name; what vCard 2.1 leaves unnamed is a TYPE."""
    found: dict[str, str] = {}
    for key, value in _PARAMETER.findall(text):
        name, said = key.strip().upper(), value.replace('"', "").strip()
        if "=" not in text or (not said and name not in {"TZID", "CN"}):
            name, said = ("ENCODING" if name in _ENCODINGS else "TYPE"), said or name
        said = _CARET.sub(lambda m: {"n": "\n", "^": "^", "'": '"'}[m[1]], said)
        found[name] = f"{found[name]},{said}" if name in found else said
    return found
