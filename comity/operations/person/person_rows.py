"""A query about people in, the rows of one person out.

DuckDB plans a query for milliseconds, whoever it is about, and a page about a person asks a dozen.
So in a book that stays open each query is asked once, of everyone; a person's rows are a slice.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from comity.book import Book, Row

_CONTACTS_MAX = 300_000  # of more, holding everyone's rows takes too much memory


def of_person(
    book: Book, sql: str, person: str, *, order: str, most: int | None = None
) -> list[Row]:
    """Return the first rows of a person, in order, of a query with a column ``person``.

    The query may depend on the sources and on the moment, and on nothing that the user says.
    """
    held = book.once(_everyone, sql, order) if book.stays and not book.redact else None
    if held is None:
        asked = f"SELECT * FROM ({sql}) WHERE person = ? ORDER BY {order} LIMIT ?"
        return book.rows(asked, [person, most])
    table, places = held
    start, many = places.get(person, (0, 0))
    rows: list[Row] = table.slice(start, min(many, most or many)).to_pylist()
    return rows


def _everyone(
    book: Book, sql: str, order: str
) -> tuple[pa.Table, dict[str, tuple[int, int]]] | None:
    """Return all rows, a person's one after the other, and where each person's lie: from, many.

    None where they are too many to hold.
    """
    if book.rows("SELECT count(*) AS n FROM contact")[0]["n"] > _CONTACTS_MAX:
        return None
    table = book.arrow(f"SELECT * FROM ({sql}) ORDER BY person, {order}").combine_chunks()
    places, start = {}, 0
    for person, rows in groupby(table.column("person").to_pylist()):
        many = len(list(rows))
        places[person] = (start, many)
        start += many
    return table, places
