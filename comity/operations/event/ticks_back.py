"""``event ticks``: what paper cards say, from a spreadsheet; every row is accounted for."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated, Any

from comity.errors import Advice, Ambiguous, BadInput, NotFound, call
from comity.operations.event.calling import called
from comity.operations.event.evening import told
from comity.operations.event.events import event_named
from comity.operations.event.paper.documents import RowSkipped, TicksBack
from comity.operations.event.ticks import AGAIN, CAN_HELP, HELPS_ME, TICKED, TICKS, have_met
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comity.book import Book
    from comity.operations.event.evening import Evening

    Said = tuple[str, dict[str, Any]]

_BYTES_MAX = 20_000_000
_ROWS_MAX = 200_000
_CELL_MAX = 500
_NO = frozenset({"", "0", "-", "no", "n", "false", "nein", "non", "☐", "none"})
_COLUMNS = {  # what a column may be called -> what it is
    "guest": "guest",
    "of": "of",
    "name": "name",
    "who": "name",
    "from": "name",
    "with": "with",
    "met": "with",
    "about": "with",
    "whom": "with",
    "again": AGAIN,
    "meet again": AGAIN,
    "can_help": CAN_HELP,
    "can help": CAN_HELP,
    "i can help": CAN_HELP,
    "helps_me": HELPS_ME,
    "helps me": HELPS_ME,
    "can_help_me": HELPS_ME,
    "can help me": HELPS_ME,
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that says nothing one can keep: which (from 1, the heads counted), and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a table of ticks says: ``rows`` = new + known + skipped."""

    rows: int
    new: int
    known: int
    skipped: tuple[Skipped, ...]
    said: tuple[Said, ...]


@operation("event ticks", writes=True)
def event_ticks(
    book: Book,
    event: Annotated[str, "The event: its key, or how it is called."],
    file: Annotated[Path, "The spreadsheet, filled in: .xlsx or .csv."],
) -> TicksBack:
    """Take the ticks of paper cards from a spreadsheet.

    Its columns are name, with, again, can_help and helps_me; comity event cards NAME --to
    SEATS.xlsx writes one to fill in. Anything but an empty cell, no or 0 is a tick. What a row
    says stands in place of any earlier; a tick about somebody not met is skipped, and told.
    """
    acts = event_named(book.folder, event)
    evening = told(acts.acts())
    found = read(evening, table_of_file(file))
    said = [(kind, body | {"by_hand": True}) for kind, body in found.said]
    acts.append_all(said, at_us=book.now_us)
    evening = told(acts.acts())
    return TicksBack(
        event=acts.folder.name,
        rows=found.rows,
        new=found.new,
        known=found.known,
        skipped=tuple(RowSkipped(one.row, one.reason) for one in found.skipped),
        cards=len({who for (who, _), ticks in evening.ticks.items() if ticks}),
        asked=len({key for tables in evening.played for one in tables for key in one}),
    )


def table_of_file(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file or the first sheet of a workbook."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= _BYTES_MAX else None
    except OSError as error:
        raise NotFound(f"{path} cannot be read", hint="name the file with the ticks") from error
    if raw is None:
        raise BadInput(f"{path.name} is too big", hint="send the sheet of this event alone")
    found = list(_xlsx(raw) if raw[:4] == b"PK\x03\x04" else _csv(raw))
    return found[:_ROWS_MAX]


def _xlsx(raw: bytes) -> Iterator[list[str]]:
    from io import BytesIO
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True, max_row=_ROWS_MAX):
            yield ["" if cell is None else _number(cell) for cell in row]
    except (BadZipFile, KeyError, ValueError, IndexError, TypeError, OSError) as error:
        raise BadInput("the workbook cannot be read", hint="save it as CSV") from error


def _number(cell: object) -> str:
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole and isinstance(cell, float) else str(cell)


def _csv(raw: bytes) -> Iterator[list[str]]:
    text = _decoded(raw)
    head = text.partition("\n")[0]
    between = max(",;\t", key=head.count)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=between)
    except csv.Error as error:
        raise BadInput("the file is no table", hint="save it as CSV, or as .xlsx") from error


def _decoded(raw: bytes) -> str:
    """Return the text, as spreadsheets write it: UTF-8, UTF-16 with a mark, else Windows-1252."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace").replace("\0", "")
    try:
        return raw.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").replace("\0", "")


def read(evening: Evening, table: Sequence[Sequence[str]]) -> Read:
    """Return what a table says of who ticked what; the first row names the columns."""
    if not table:
        made = call("event cards", "NAME", to="SEATS.xlsx")
        raise BadInput("the file is empty", hint=Advice("make one: ", made))
    heads = [_COLUMNS.get(" ".join(cell.split()).casefold(), "") for cell in table[0]]
    if not ({"guest", "name"} & set(heads) and {"of", "with"} & set(heads)):
        raise BadInput(
            "no columns say who ticked whom",
            hint="the first row needs: name, with, again, can_help, helps_me",
        )
    if not set(TICKS) & set(heads):
        raise BadInput("no column of ticks", hint="name one of: again, can_help, helps_me")
    held: dict[tuple[str, str], tuple[str, ...]] = dict(evening.ticks)
    new, known, rows, skipped = 0, 0, 0, []
    said: dict[tuple[str, str], Said] = {}
    for n, cells in enumerate(table[1:], 2):
        given = {
            head: cell.strip()[:_CELL_MAX] for head, cell in zip(heads, cells, strict=False) if head
        }
        if not any(cell.strip() for cell in cells):
            continue
        rows += 1
        try:
            pair, ticks = _row(evening, given, set(heads))
        except (BadInput, NotFound, Ambiguous) as error:
            skipped.append(Skipped(n, error.message))
            continue
        if held.get(pair, ()) == ticks:
            known += 1
            continue
        held[pair] = ticks
        said[pair] = (TICKED, {"guest": pair[0], "of": pair[1], "ticks": list(ticks)})
        new += 1
    return Read(rows, new, known, tuple(skipped), tuple(said.values()))


def _row(
    evening: Evening, given: Mapping[str, str], heads: set[str]
) -> tuple[tuple[str, str], tuple[str, ...]]:
    who, whom = _guest(evening, given, "guest", "name"), _guest(evening, given, "of", "with")
    if who == whom:
        raise BadInput("it is about the one who ticked")
    if not have_met(evening, who, whom):
        raise BadInput("they sat at no table together in a round that began")
    before = evening.ticks.get((who, whom), ())
    ticks = tuple(
        word
        for word in TICKS
        if (given.get(word, "").casefold() not in _NO if word in heads else word in before)
    )
    return (who, whom), ticks


def _guest(evening: Evening, given: Mapping[str, str], by_key: str, by_name: str) -> str:
    key, name = given.get(by_key, ""), given.get(by_name, "")
    if key and evening.guest(key):
        return key
    if not name:
        raise BadInput("it names nobody of this event")
    plain = name.removeprefix("'")
    return called(evening.guests, plain).key
