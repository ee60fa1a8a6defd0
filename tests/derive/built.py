"""A book whose tables are made step by step, no further than what is asked of them."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from comity import build
from comity.book import Book
from comity.derive.measures import write_sql
from comity.derive.scope import Scope, show_records, show_zone
from comity.store.duckdb_engine import connect
from tests.records import book_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    import duckdb

    from comity.model import Record


class Steps(Book):
    """A book asked for what the steps make; each runs when a table of its own is asked for."""

    _scope: Scope | None = None
    _left: list[build.Step]

    def execute(
        self,
        sql: str,
        values: Sequence[Any] | Mapping[str, Any] = (),
        *,
        about: Collection[str] | None = None,  # noqa: ARG002 - no decision shows in these
    ) -> duckdb.DuckDBPyConnection:
        """Run a query; ``relationship`` is none of these tables."""
        wanted = set(re.findall(r"\w+", sql))
        scope = self._scope = self._scope or self._begun()
        while any(wanted.intersection(step.makes) for step in self._left):
            import_module(f"comity.derive.{self._left.pop(0).module}").make(scope)
        return scope.db.execute(sql, values)

    def refresh(self) -> None:
        """Begin anew when tables are asked for again."""
        self._scope = None

    def _begun(self) -> Scope:
        inputs, folder = self._inputs(None), self.folder / "steps"
        folder.mkdir(exist_ok=True)
        write_sql(folder)
        self._left = [*build.STEPS]
        scope = Scope(
            db=connect(),
            owner=inputs.owner,
            decisions=inputs.decisions,
            zone=inputs.zone,
            folder=folder,
            facts=inputs.facts,
            region=inputs.region,
        )
        show_records(scope)
        show_zone(scope)
        return scope


def steps_of(records: Iterable[Record], folder: Path, **more: Any) -> Steps:  # noqa: ANN401 - as book_of
    """Return a book as ``book_of`` does, of which the steps alone are tried."""
    book = book_of(records, folder, **more)
    return Steps(book.folder, book.now_us)
