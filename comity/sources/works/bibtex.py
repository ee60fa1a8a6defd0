"""A BibTeX file (.bib) in; one record an entry that several wrote out.

Such files are what JabRef, Zotero, Google Scholar and DBLP export (Patashnik, BibTeXing, 1988;
biblatex). The file is taken apart by bibtexparser, some entries at a time; names are split here
("von Last, Jr, First"), and LaTeX's spelling is undone. ``and others`` names nobody, and a name all
in braces is an organisation's. An entry is of use where it names two people or more: who edited it
where nobody wrote it. Nothing in it tells whose list it is.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from comity.model import Problem, Skipped
from comity.normalise.latex import decoded
from comity.sources.charset import text_of
from comity.sources.guarded import failed, guarded
from comity.sources.works.publication import Author, work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

name = "bibtex"

_ADVICE = "mend it in the program that keeps the list, and import it again"
_HEAD_BYTES = 1 << 16
_PIECE_CHARS = 1 << 18
_ENTRY_CHARS = 1 << 22  # more is no entry
_NAMES_CHARS = 1 << 16  # of one list of names: five hundred, and no more than twenty are of use
_ENTRY = re.compile(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_KEYED = re.compile(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]\s*[^\s,={}()]{0,200}\s*,", re.MULTILINE)
_AND = re.compile(r"(?<!\s)\s+and\s+", re.IGNORECASE)
_LAST_AND = re.compile(r"(?:(?:^|\s)and){1,9}$", re.IGNORECASE)
_BRACED = re.compile(r"\{[^{}]*\}")
_PART = re.compile(r'\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}|"[^"]*"|[^\s#"{}]++')
_NOBODY = frozenset(("others", "et al", "et al.", "and"))
_FIELDS = frozenset(("author", "editor", "title", "year", "date"))


def recognise(path: Path) -> bool:
    """Whether it is a .bib file, by its name and an entry near its beginning."""
    if path.suffix.lower() not in {".bib", ".bibtex"} or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = text_of(stream.read(_HEAD_BYTES))
    return bool(_KEYED.search(head))


def account(path: Path) -> str:
    """Return the file's name."""
    return path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield one record, or why there is none, for each entry."""
    strings: dict[str, str] = {}
    number = 0
    for piece in _pieces(path):
        try:
            found = list(_entries(piece, strings))
        except Exception as error:  # noqa: BLE001 - what the parser raises ends this piece alone
            yield failed(f"{path.name}, after entry {number}", error)
            continue
        for fields in found:
            number += 1
            where = f"{path.name}, entry {number}"
            if fields is None:
                told = Problem(where, "its braces or marks do not match", _ADVICE)
                yield Skipped("unreadable", where, told)
            else:
                yield guarded(where, entry, fields, where)


def entry(fields: dict[str, str], where: str) -> Record | Skipped:
    """Read an entry's fields: title, year, and who wrote it or else edited it."""
    authors = people(fields.get("author", "")) or people(fields.get("editor", ""))
    year = fields.get("year") or fields.get("date") or ""
    return work(decoded(fields.get("title", "")), decoded(year), authors, where)


def people(text: str) -> list[Author]:
    r"""Return the names of a list, each as one says it: given name first.

    >>> people(r"de la Fontaine, Jean and {ACME Labs} and M{\"u}ller, Jr, J. and others")
    [Author(name='Jean de la Fontaine', orcid=''), Author(name='J. Müller Jr', orcid='')]
    """
    return [Author(said) for one in _split(text) if (said := _said(one))]


def _split(text: str) -> list[str]:
    """Split a list at each "and" that stands in no braces; one all in braces is split within."""
    text = _LAST_AND.sub("", " ".join(text[:_NAMES_CHARS].split()))
    if text[:1] == "{" and _closes(text) == len(text) - 1:
        parts = _parts(text[1:-1])
        return parts if len(parts) > 1 and all("," in one for one in parts) else [text]
    return _parts(text)


def _parts(text: str) -> list[str]:
    found, start, at, depth = [], 0, 0, 0
    for match in _AND.finditer(text):
        depth += text.count("{", at, match.start()) - text.count("}", at, match.start())
        at = match.end()
        if depth == 0:
            found.append(text[start : match.start()])
            start = at
    return [*found, text[start:]]


def _closes(text: str) -> int:
    """Return where the brace closes that opens a text; -1 where it does not."""
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return place
    return -1


def _said(written: str) -> str:
    """Return one name as one says it; "" for an organisation's and for ``others``."""
    written = written.strip().strip(",").strip()
    if written[:1] == "{" and _closes(written) == len(written) - 1 and "\\" not in written[:3]:
        return ""
    parts = [decoded(part) for part in _commas(written)]
    if len(parts) == 1:
        return "" if parts[0].casefold() in _NOBODY else parts[0]
    last, *generation, first = parts
    return " ".join(filter(None, (first, last, *generation)))


def _commas(written: str) -> list[str]:
    hidden = _BRACED.sub(lambda match: match[0].replace(",", "\0"), written)
    return [part.replace("\0", ",").strip() for part in hidden.split(",")]


def _pieces(path: Path) -> Iterator[str]:
    """Yield the file some entries at a time, each whole."""
    held: list[str] = []
    size = 0
    try:
        with path.open("rb") as stream:
            for line in iter(lambda: stream.readline(_ENTRY_CHARS), b""):
                text = text_of(line)
                if size > _PIECE_CHARS and _ENTRY.match(text):
                    yield "".join(held)
                    held, size = [], 0
                if size < _ENTRY_CHARS:
                    held.append(text)
                size += len(text)
    except OSError:
        return
    yield "".join(held)


def _entries(text: str, strings: dict[str, str]) -> Iterator[dict[str, str] | None]:
    """Yield the fields of each entry, None for one that cannot be read; keep each ``@string``."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry, ParsingFailedBlock, String

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)  # it quotes the file
    for block in parse_string(text, parse_stack=[]).blocks:
        one = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(one, String):
            strings[one.key.lower()] = _value(str(one.value), strings)
        elif isinstance(one, Entry):
            fields = ((field.key.lower(), str(field.value)) for field in reversed(one.fields))
            yield {key: _value(value, strings) for key, value in fields if key in _FIELDS}
        elif isinstance(block, ParsingFailedBlock):
            yield None


def _value(written: str, strings: dict[str, str]) -> str:
    """Return what a field says: its parts joined, each without the marks around it."""
    parts = _PART.findall(written) if "#" in written else [written]
    return "".join(_plain(part.strip(), strings) for part in parts)


def _plain(part: str, strings: dict[str, str]) -> str:
    if part[:1] in {"{", '"'} and len(part) > 1:
        return part[1:-1]
    return strings.get(part.lower(), part)
