"""``export``, and what ``import`` takes over from one: everything in open formats."""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from io import TextIOWrapper
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Any

from comity.derive.addresses import addresses_in
from comity.errors import BadInput, call
from comity.model import Problem
from comity.operations.document import as_json
from comity.operations.moment import iso
from comity.operations.operation import operation
from comity.operations.privacy.documents import Exported
from comity.sources.containers import exported
from comity.store import durable
from comity.store.decisions import VERBS, Shown
from comity.store.manifest import FORMAT, Account

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book, Row
    from comity.operations.document import Json

_ROWS = 2_000
_NUMBER_MAX = 2**62
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_PROBLEMS = "problems.jsonl"

_README = f"""Everything Comity held, in open formats.

comity-export.json   what this is, and which file holds which source
facts/*.jsonl        one record a line: a mail, an event, a card, a row, a chat message
decisions.jsonl      one decision a line, those taken back included
problems.jsonl       what could not be read: where, and what to do about it
shown.jsonl          one suggestion a line that the plan named, and on which day
people.csv           one person a line, for a spreadsheet

Instants (..._us) are microseconds since 1970-01-01 UTC.
{call("import", "THIS_FOLDER", book="NEW")} makes an equal book of it.
"""

_RECORDS = """
    WITH held AS (SELECT DISTINCT key FROM holding WHERE source = ?),
    met AS (
        SELECT key, list({{'role': role, 'identity': identity, 'name': name, 'response': response}}
            ORDER BY position) AS participants
        FROM ({participant}) SEMI JOIN held USING (key) GROUP BY key
    ),
    said AS (
        SELECT key, list({{'identity': identity, 'attribute': attribute, 'value': value,
            'at_us': at_us}} ORDER BY identity, attribute, value, at_us) AS claims
        FROM ({claim}) SEMI JOIN held USING (key) GROUP BY key
    )
    SELECT r.* EXCLUDE (owner, key), met.participants, said.claims
    FROM record r SEMI JOIN held USING (key) LEFT JOIN met USING (key) LEFT JOIN said USING (key)
    ORDER BY r.key
"""


@dataclass(frozen=True, slots=True)
class _File:
    """A source's file in an export."""

    source: str
    file: str
    records: int


@operation("export", writes=False)
def export(book: Book, folder: Path) -> Exported:
    """Write everything in open formats.

    JSON Lines and CSV. Imported into an empty book it gives an equal book, so this is also the
    way out.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} is not empty", hint="name a new folder")
    book.show_facts()
    with durable.refusals(folder):
        durable.new_folder(folder)
        folder.chmod(0o700)
        durable.new_folder(folder / "facts")
        files = [_write_source(book, one.source, n, folder) for n, one in _numbered(book)]
        said = book.decisions.everything()
        _write_lines(folder / "decisions.jsonl", iter(said))
        _write_lines(folder / _PROBLEMS, _problems(book))
        _write_lines(folder / "shown.jsonl", map(asdict, book.decisions.shown()))
        people = _write_people(book, folder / "people.csv")
        _write_text(folder / "README.txt", _README)
        _write_text(folder / exported.HEAD, json.dumps(_head(book, files), indent=1))
    records = sum(one.records for one in files)
    return Exported(str(folder), records, len(said), people)


def _head(book: Book, files: Sequence[_File]) -> dict[str, Json]:
    """Return what an export says of itself; written last, so that half of one is none."""
    return {
        "comity_export": exported.FORMAT,
        "at": iso(book.now_us),
        "sources": [asdict(one) for one in files],
        "facts_format": FORMAT,
        "forgotten": [*sorted(book.facts.manifest().forgotten)],
    }


def bring_back(book: Book, path: Path) -> None:
    """Take over what an export holds beside facts.

    That is decisions, what the plan named, what could not be read, and who is to stay forgotten.
    """
    if not exported.recognise(path):
        return
    decisions, shown = path / "decisions.jsonl", path / "shown.jsonl"
    if decisions.is_file():
        book.decisions.restore([one for one in _lines(decisions) if _is_decision(one)])
    if shown.is_file():
        book.decisions.note_shown([Shown(**one) for one in _lines(shown) if _is_shown(one)])
    head = exported.head(path)
    marks = frozenset(str(mark) for mark in head.get("forgotten", ()))
    problems = _problems_in(path / _PROBLEMS)
    if problems or marks - book.facts.manifest().forgotten:
        with book.facts.writing(on_wait=book.notify) as writer:
            if marks - writer.manifest.forgotten:
                writer.keep_forgotten(marks, earlier="facts_format" not in head)
            for source, some in problems.items():
                place = str(path.absolute() / _PROBLEMS), source, exported.name
                writer.finish(Account(*place, read=0, imported_us=book.now_us), some)


def _problems(book: Book) -> Iterator[Row]:
    for source, problem in book.facts.problems():
        yield {"source": source, **asdict(problem)}


def _problems_in(path: Path) -> dict[str, list[Problem]]:
    """Return an export's problems by their source."""
    found: dict[str, list[Problem]] = {}
    names = {field.name for field in fields(Problem)}
    for said in _lines(path) if path.is_file() else ():
        if isinstance(said, dict) and said.keys() == {"source", *names}:
            words = {name: str(said[name]) for name in names}
            found.setdefault(str(said["source"]), []).append(Problem(**words))
    return found


def _lines(path: Path) -> Iterator[Any]:
    """Yield the lines that are JSON."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with suppress(ValueError, RecursionError):
                yield json.loads(line)


def _is_decision(said: object) -> bool:
    return (
        isinstance(said, dict)
        and said.get("verb") in VERBS
        and "value" in said
        and all(isinstance(said.get(name), str) for name in ("identity", "other"))
        and all(_is_number(said.get(name)) for name in ("act", "at_us"))
        and (said.get("revoked_us") is None or _is_number(said["revoked_us"]))
    )


def _is_shown(said: object) -> bool:
    return (
        isinstance(said, dict)
        and said.keys() == {field.name for field in fields(Shown)}
        and all(isinstance(said[name], str) for name in ("suggestion", "kind", "identity"))
        and all(_is_number(said[name]) for name in ("day", "at_us"))
    )


def _is_number(value: object) -> bool:
    """Tell whether SQLite can hold it as a whole number."""
    return isinstance(value, int) and abs(value) < _NUMBER_MAX


def _numbered(book: Book) -> Iterator[tuple[int, Any]]:
    return enumerate(book.facts.sources(), 1)


def _write_source(book: Book, source: str, number: int, folder: Path) -> _File:
    """Write a source's records, a few thousand in memory at a time."""
    kind = "".join(letter for letter in source.partition("/")[0] if letter.isalnum())
    file = f"{number:03}-{kind}.jsonl"
    records = _write_lines(folder / "facts" / file, _records(book, source))
    return _File(source, f"facts/{file}", records)


def _records(book: Book, source: str) -> Iterator[Row]:
    as_written = book.facts.current_sql()  # the tables shown hold identities
    found = book.db.cursor().execute(_RECORDS.format(**as_written), [source])
    names = [column[0] for column in found.description or ()]
    while rows := found.fetchmany(_ROWS):
        for row in rows:
            yield _record(dict(zip(names, row, strict=True)))


def _record(row: Row) -> Row:
    """Return a stored row as ``model.Record`` has it, empty fields left out."""
    lists = {
        "references": row["references"].split(),
        "delivered_to": addresses_in(row["delivered_to"]),
        "occurrences_us": [int(one) for one in row["occurrences_us"].split()],
        "attachments": [
            {"name": name, "size_bytes": size}
            for name, size in json.loads(row["attachments"] or "[]")
        ],
    }
    said = {**row, **lists}
    for name in ("text_length", "text_mark", "bcc", "replaces"):
        said.pop(name, None)
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def _write_text(path: Path, text: str) -> None:
    with durable.new_file(path) as file:
        file.write(text.encode("utf-8"))


def _write_lines(path: Path, lines: Iterator[Row]) -> int:
    count = 0
    with durable.new_file(path) as file:
        for count, line in enumerate(lines, 1):  # noqa: B007 - the last number is the count
            file.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return count


def _write_people(book: Book, path: Path) -> int:
    from comity.operations.network.people import people

    found = people(book, limit=10_000_000, sort="name").people
    columns = ("id", "name", "identities", "stage", "circle", "last_at", "sent", "received")
    with durable.new_file(path) as raw:
        file = TextIOWrapper(raw, "utf-8", "replace", newline="")
        writer = csv.writer(file)
        writer.writerow(columns)
        for one in found:
            row = as_json(one) | {"identities": " ".join(one.identities)}
            writer.writerow([_harmless(row[column]) for column in columns])
        file.detach()
    return len(found)


def _harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs as a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
