"""``event ticks``: what paper cards say, from a spreadsheet; every row is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, Ambiguous, BadInput, NotFound, call
from comity.operations.event.calling import called
from comity.operations.event.evening import told
from comity.operations.event.events import event_named
from comity.operations.event.paper.documents import RowSkipped, TicksBack
from comity.operations.event.ticks import AGAIN, CAN_HELP, HELPS_ME, TICKED, TICKS, have_met
from comity.operations.operation import operation
from comity.sources.cards.sheet import file_bytes, sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.book import Book
    from comity.operations.event.evening import Evening, Said
    from comity.sources.cards.sheet import Sheet

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
    found = read(evening, sheet_of(file_bytes(file), file.name))
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


def _heads(sheet: Sheet) -> list[str]:
    """Return what each column is; "" for one that says nothing of ticks."""
    heads = [_COLUMNS.get(" ".join(cell.split()).casefold(), "") for cell in sheet.columns]
    if not ({"guest", "name"} & set(heads) and {"of", "with"} & set(heads)):
        raise BadInput(
            "no columns say who ticked whom",
            hint=Advice(
                "the first row needs: name, with, again, can_help, helps_me; ",
                call("event cards", "NAME", to="SEATS.xlsx"),
                " writes such a file",
            ),
        )
    if not set(TICKS) & set(heads):
        raise BadInput("no column of ticks", hint="name one of: again, can_help, helps_me")
    return heads


def read(evening: Evening, sheet: Sheet) -> Read:
    """Return what a sheet says of who ticked what."""
    heads = _heads(sheet)
    held: dict[tuple[str, str], tuple[str, ...]] = dict(evening.ticks)
    new, known, rows, skipped = 0, 0, 0, []
    said: dict[tuple[str, str], Said] = {}
    for row in sheet.rows:
        given = {
            head: cell.strip()[:_CELL_MAX]
            for head, cell in zip(heads, row.cells, strict=False)
            if head
        }
        if not (row.wrong or any(cell.strip() for cell in row.cells)):
            continue
        rows += 1
        if row.wrong:
            skipped.append(Skipped(row.number, row.wrong))
            continue
        try:
            pair, ticks = _row(evening, given, set(heads))
        except (BadInput, NotFound, Ambiguous) as error:
            skipped.append(Skipped(row.number, error.message))
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
