"""Tables of people in files in, what each of their columns becomes out: before they are read, too.

What the user says of a column is a decision about its layout, told by the words of the header, so
it holds for every later export of the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.errors import Advice, BadInput, option
from comity.model import Problem
from comity.operations.intake.documents import ColumnShown, TableShown
from comity.sources.cards.contact_columns import FIELDS, LEFT, NOTED
from comity.sources.cards.contact_table import (
    CSV_SUFFIXES,
    WORKBOOK_SUFFIX,
    is_table,
    signature,
    table_of,
)
from comity.sources.cards.header_words import plain
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from comity.book import Book
    from comity.sources.cards.contact_table import Found

    Columns = Mapping[str, Mapping[str, str]]  # by signature: what the user says each head holds

CHOICES: Final[Mapping[str, str]] = {
    **{field: words for field, words in FIELDS.items() if field != "beside"},
    LEFT: "left: not read",
}
_FILES_MAX = 200
_BYTES_MAX = 8 << 20  # of a file that is looked at beside being read
_SAMPLES, _SAMPLE_CHARS = 3, 60
_HEADS_SHOWN_MAX = 300


def said_columns(book: Book) -> Columns:
    """Return what the user says of columns, by the signature of their header."""
    found: dict[str, dict[str, str]] = {}
    for one in book.decisions.active("columns"):
        found.setdefault(one.other, {}).update(one.value)
    return found


def tables_in(
    paths: Iterable[Path], said: Columns, *, bytes_max: int = _BYTES_MAX
) -> tuple[TableShown, ...]:
    """Return the tables of people that lie in files, or right in folders, with their columns."""
    shown = []
    for path in _files(paths):
        if path.stat().st_size <= bytes_max and is_table(path):
            found = table_of(path, said)
            if not isinstance(found, Problem):
                shown.append(_shown(path, found))
    return tuple(shown)


def is_unclear(table: TableShown, said: Columns) -> bool:
    """Tell whether a table has columns kept as notes of which the user said nothing yet."""
    heads = [one.head for one in table.columns]
    return signature(heads) not in said and any(one.becomes == NOTED for one in table.columns)


def columns_said(tables: Sequence[TableShown], words: Iterable[str]) -> list[Said]:
    """Return the decisions of "Company=organisation"; one that no table has is refused."""
    chosen = dict(map(_choice, words))
    if not chosen:
        return []
    said, left = [], set(chosen)
    for table in tables:
        heads = [one.head for one in table.columns]
        own = {plain(head): field for head in heads for one, field in chosen.items()
               if plain(one) == plain(head)}  # fmt: skip
        left -= {one for one in chosen if plain(one) in own}
        if own:
            said.append(Said("columns", other=signature(heads), value=own))
    if left:
        raise BadInput(
            f"no table here has a column {min(left)!r}",
            hint=Advice("", option("preview"), " shows the columns"),
        )
    return said


def _choice(word: str) -> tuple[str, str]:
    head, _, said = word.rpartition("=")
    field = said.strip().lower().replace(" ", "_")
    field = {"leave": LEFT, "forget": LEFT, "kept": NOTED}.get(field, field)
    if not head.strip() or field not in CHOICES:
        known = ", ".join(CHOICES)
        raise BadInput(
            f"{word!r} does not say what a column holds",
            hint=Advice("say ", option("column", '"Company=organisation"'), f"; it is {known}"),
        )
    return head.strip(), field


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that may be tables."""
    suffixes = {*CSV_SUFFIXES, WORKBOOK_SUFFIX}
    for path in paths:
        inside = sorted(path.iterdir())[:_FILES_MAX] if path.is_dir() else [path]
        yield from (one for one in inside if one.suffix.lower() in suffixes and one.is_file())


def _shown(path: Path, found: Found) -> TableShown:
    columns = []
    for place, head in enumerate(found.table.header[:_HEADS_SHOWN_MAX]):
        field = found.table.columns.fields[place] or LEFT
        cells = (
            row.cells[place].strip() for row in found.rows if row.cells and place < len(row.cells)
        )
        samples = tuple(dict.fromkeys(cell[:_SAMPLE_CHARS] for cell in cells if cell))[:_SAMPLES]
        columns.append(ColumnShown(head, field, _words(field), samples))
    return TableShown(str(path), len(found.rows), tuple(columns))


def _words(field: str) -> str:
    return FIELDS["beside"] if field == LEFT else FIELDS[field]
