"""A book whose derived tables are written by hand, so that a rule is tried in milliseconds."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from comity import schema
from comity.book import Book
from comity.operations.person.overlay import show_ties
from comity.operations.plan.candidates import show_candidates
from comity.store import duckdb_engine
from tests.measure.tables import ARROW
from tests.records import DAY_US, us

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from comity.operations.plan.suggestion import Suggestion
    from comity.schema import Columns

NOW_US = us("2025-06-01")
Row = dict[str, Any]
_TABLES: dict[str, Columns] = {
    "person": schema.PERSON,
    "identity": schema.IDENTITY,
    "relationship": schema.RELATIONSHIP,
    "circle": {"person": "string", "circle": "string", "sign": "string"},
    "contact": schema.CONTACT,
    "exchange": schema.EXCHANGE,
    "thread": {"key": "string", "parent": "string", "thread": "string"},
    "connected": {"person": "string", "at_us": "int64"},
    "invitation": {"person": "string", "at_us": "int64", "alone": "boolean"},
    "calibration": schema.CALIBRATION,
    "loop": schema.LOOP,
    "record": schema.RECORD,
}
_EMPTY = {"string": "", "boolean": False}
_NUMBERS = count()


def tie(
    name: str,
    *,
    circle: str = "professional",
    **features: Any,  # noqa: ANN401 - any column of a relationship
) -> dict[str, Row]:
    """Return the rows of a person and of the relationship with them; their id is their name."""
    identity = identity_of(name)
    shared = {"owner": "me", "person": name}
    return {
        "person": {**shared, "name": name.title(), "identity": identity, "kind": "person"},
        "identity": {**shared, "identity": identity, "identity_id": name, "kind": "person"},
        "relationship": {**shared, "stage": "growing", **features},
        "circle": {"person": name, "circle": circle},
    }


def identity_of(name: str) -> str:
    return f"email:{name}@ring.example"


def contact(
    name: str,
    days_ago: float,
    direction: str = "in",
    *,
    answers: str = "",
    **more: Any,  # noqa: ANN401 - any column of the contact or of its record
) -> dict[str, Row]:
    """Return the rows of something that passed: of the contact, its text and its thread."""
    key = str(more.pop("key", f"{name}-{next(_NUMBERS)}"))
    at_us = NOW_US - round(days_ago * DAY_US)
    text = {"key": key, "at_us": at_us, "kind": "mail", "subject": "The weir"}
    plain = {
        "owner": "me",
        "person": name,
        "key": key,
        "at_us": at_us,
        "day": at_us // DAY_US,
        "direction": direction,
        "interaction": "mail",
        "addressed": True,
        "recipients": 1,
    }
    return {
        "contact": {**plain, **{one: more[one] for one in more if one in schema.CONTACT}},
        "record": {**text, **{one: more[one] for one in more if one in schema.RECORD}},
        "thread": {"key": key, "parent": answers or None, "thread": key},
    }


def question(name: str, days_ago: float, text: str, **more: Any) -> dict[str, Row]:  # noqa: ANN401 - as contact
    """Return the rows of a question put to me that nobody has answered."""
    rows = contact(name, days_ago, text=text, **more)
    shown = ("owner", "person", "key", "at_us", "direction")
    asked = {column: rows["contact"][column] for column in shown}
    return {**rows, "exchange": {**asked, "question": text, "first": False}}


def loop(name: str, days_ago: float, text: str, **more: Any) -> dict[str, Row]:  # noqa: ANN401 - any column
    """Return the row of something that a sentence opened."""
    at_us = NOW_US - round(days_ago * DAY_US)
    id_ = f"loop-{next(_NUMBERS)}"
    plain = {"owner": "me", "id": id_, "kind": "promise", "person": name, "key": id_}
    return {"loop": {**plain, "at_us": at_us, "sentence": text, "p": 0.9, "state": "open", **more}}


def book_with(folder: Path, *given: dict[str, Row]) -> Book:
    """Return a book of these rows, none of which was ever imported."""
    book = Book(folder, NOW_US)
    db = duckdb_engine.connect()
    for name, columns in _TABLES.items():
        rows = [_filled(one[name], columns) for one in given if name in one]
        types = pa.schema([(column, ARROW[kind]) for column, kind in columns.items()])
        table = pa.Table.from_pylist(rows, schema=types)
        db.register(f"given_{name}", table)
        db.execute(f"CREATE TABLE {name} AS FROM given_{name}")
    db.execute("CREATE VIEW written AS FROM record")
    duckdb_engine.view_moment(db, NOW_US, as_of_day=NOW_US // DAY_US)
    book.__dict__.update(db=db, moment_us=NOW_US, zone="UTC")
    return book


def found(book: Book, find: Callable[[Book], Iterator[Suggestion]]) -> list[Suggestion]:
    """Return what a kind finds, the greatest weight first as the plan orders it."""
    show_ties(book)
    show_candidates(book)
    return sorted(find(book), key=lambda one: -one.weight)


def names(suggestions: Iterable[Suggestion]) -> list[str]:
    return [one.person for one in suggestions]


def _filled(row: Row, columns: Columns) -> Row:
    """Return a row with every column: what is not given is empty, or, of numbers, not known."""
    return {name: row.get(name, _EMPTY.get(kind)) for name, kind in columns.items()}
