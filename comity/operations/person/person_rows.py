"""A query about people in, the rows of one person out.

DuckDB plans a query for milliseconds, whoever it is about, and a page about a person asks a dozen.
So in a book that stays open each query is asked once, of everyone; a person's rows are a slice.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from comity.cache import heeds

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.book import Book

_CONTACTS_MAX = 300_000  # of more, holding everyone's rows takes too much memory


def of_person(
    book: Book, sql: str, person: str, *, order: str, most: int | None = None
) -> list[dict[str, Any]]:
    """Return the first rows of a person, in order, of a query with a column ``person``.

    The query may depend on the sources and on the moment, and on nothing that the user says.
    """
    held = _held(book)
    if held is None:
        asked = f"SELECT * FROM ({sql}) WHERE person = ? ORDER BY {order} LIMIT ?"
        return book.rows(asked, [person, most])
    if sql not in held:
        held[sql] = _everyone(book, sql, order)
    table, places = held[sql]
    start, many = places.get(person, (0, 0))
    rows: list[dict[str, Any]] = table.slice(start, min(many, most or many)).to_pylist()
    return rows


def _held(book: Book) -> dict[str, tuple[pa.Table, dict[str, tuple[int, int]]]] | None:
    """Return what is held of everyone; None where it is not."""
    if not book.stays or book.veil:
        return None
    return book.once(_rows_of_everyone)


@heeds()
def _rows_of_everyone(book: Book) -> dict[str, Any] | None:
    contacts = book.rows("SELECT count(*) AS n FROM contact")[0]["n"]
    return {} if contacts <= _CONTACTS_MAX else None


def _everyone(book: Book, sql: str, order: str) -> tuple[pa.Table, dict[str, tuple[int, int]]]:
    """Return all rows, a person's one after the other, and where each person's lie: from, many."""
    asked = book.db.sql(f"SELECT * FROM ({sql}) ORDER BY person, {order}")
    table: pa.Table = asked.to_arrow_table().combine_chunks()
    places, start = {}, 0
    for person, rows in groupby(table.column("person").to_pylist()):
        many = len(list(rows))
        places[person] = (start, many)
        start += many
    return table, places
