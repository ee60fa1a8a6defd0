"""Book: the open folder, with its facts, its decisions, its derived tables and its clock."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from comity import build, machine, relationships
from comity.cache import Cache, Key, words_of
from comity.derive.addresses import with_identities
from comity.derive.scope import local_day, quoted
from comity.errors import BookDamaged, BookReadOnly, ComityError, DiskFull
from comity.store import durable
from comity.store.decisions import Decisions
from comity.store.facts import Facts
from comity.store.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

    import duckdb
    import pyarrow as pa

    from comity.cache import Overlay
    from comity.store.decisions import Decision, Read, Said

T = TypeVar("T")
Row: TypeAlias = dict[str, Any]  # of a query, by column
_NOW_US = 60 * 60 * 1_000_000  # what held this long ago still holds
_RANKED = "ranked"
_HELD_BYTES_MAX = 200 << 20  # of Parquet; a larger table is read from the disk each time
_NAMED = """
    SELECT person, nullif(arg_max(given, n), '') AS name FROM (
        SELECT unnest($identities::VARCHAR[]) AS identity, unnest($names::VARCHAR[]) AS given,
            generate_subscripts($names::VARCHAR[], 1) AS n
    ) JOIN identity USING (identity) GROUP BY person
"""
_WITH_NAMES = """
    CREATE TABLE person AS
    SELECT p.* REPLACE (coalesce(n.name, p.name) AS name)
    FROM person_seen p LEFT JOIN (
        SELECT unnest(?::VARCHAR[]) AS person, unnest(?::VARCHAR[]) AS name) n USING (person)
"""
_REBUILT_BY_SETTING = {"time_zone", "region"}  # they tell days, and read telephone numbers
# Records with what their authors wrote: without what they quote of the mail they answer.
_WRITTEN = """
    CREATE OR REPLACE VIEW written AS SELECT r.* REPLACE (coalesce(o.text, r.text) AS text)
    FROM memory.main.record r LEFT JOIN read_parquet('{path}') o USING (key)
"""


@dataclass
class Book:
    """A person's book. Reading builds what is stale; writing leaves it current."""

    folder: Path
    now_us: int
    as_of_us: int | None = None  # asked for; None: now
    owner: str = "me"
    notify: Callable[[str], None] | None = None  # told of long work
    progress: Callable[[Any], None] | None = None  # told how far an import is
    ask: Callable[[str], str | None] | None = None  # asks the user for a secret; None: nobody there
    of_now: bool = False  # as of then by the tables of now: who is who as it is known today
    stays: bool = False  # read again and again: tables are held in memory
    redact: Callable[[Book], None] | None = None  # takes out whom a reader may not see
    cache: Cache = field(default_factory=Cache, repr=False)
    overlays: dict[str, Overlay] = field(default_factory=dict, repr=False)  # by name of the table
    _prepared: set[Callable[[Book], None]] = field(default_factory=set, repr=False)
    _redaction_reads: set[Read] = field(default_factory=set, repr=False)
    _built: Path | None = field(default=None, repr=False)
    _spare: TemporaryDirectory[str] | None = field(default=None, repr=False)

    @cached_property
    def facts(self) -> Facts:
        """What the sources said."""
        folder = self.folder / "facts"
        if not folder.exists() and build.had_facts(self.folder / "derived"):
            raise BookDamaged(
                folder,
                "missing, though tables were made of it",
                hint="unpack a backup into an empty folder; to begin anew, move this book away",
            )
        return Facts(self.folder / "facts", owner=self.owner)

    @cached_property
    def decisions(self) -> Decisions:
        """What the user said."""
        return Decisions(
            self.folder / "decisions.sqlite", on_read=self.cache.note, on_change=self._let_go
        )

    @cached_property
    def search(self) -> Search:
        """The full-text index."""
        return Search(self.folder / "derived" / "search.sqlite", notify=self.notify)

    @cached_property
    def moment_us(self) -> int:
        """The instant everything is computed as of: asked for, or now, give or take an hour.

        Relationships computed within the hour from the same facts and decisions are not
        computed again, and what is shown says as of when it holds.
        """
        if self.as_of_us is not None:
            return self.as_of_us
        computed = relationships.instants_us(self.derived()) if self.folder.exists() else []
        fresh = [us for us in computed if self._is_now(us)]
        return max(fresh, default=self.now_us)

    def look_as_of_now(self) -> None:
        """Take the instant asked for, or now, whatever was computed as of another."""
        self.__dict__.setdefault("moment_us", self.as_of_us or self.now_us)

    def _is_now(self, at_us: int) -> bool:
        same_day = local_day(at_us, self.zone) == local_day(self.now_us, self.zone)
        return 0 <= self.now_us - at_us <= _NOW_US and same_day

    @property
    def today(self) -> int:
        """The day of the moment, since 1970-01-01, in the book's time zone."""
        return local_day(self.moment_us, self.zone)

    @cached_property
    def zone(self) -> str:
        """The book's time zone: the user's setting, else this machine's."""
        said = self.decisions.active("setting", about=["time_zone"])
        return str(said[-1].value) if said else machine.zone()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever imported, remembered or logged."""
        said = self.decisions.active("remember", "log")
        return not said and not self.facts.paths()["record"]

    # ── derived ──────────────────────────────────────────────────────────────────────────

    def derived(self) -> Path:
        """Return the folder of derived tables for this moment, building what is stale."""
        if self._built is None:
            self._built = self._ensure(None)
            then_us = None if self.of_now else self.as_of_us
            if then_us is not None and then_us < self._last_us(self._built):
                self._built = self._ensure(then_us)
        return self._built

    def _last_us(self, built: Path) -> int:
        """Return when a source or the user last said anything; who I am is true at all times."""
        said = (one.at_us for one in self._said(None) if one.verb != "me")
        return max((build.meta(built)["last_us"] or 0, *said))

    def refresh(self) -> None:
        """Bring derived tables and the search index up to the facts and decisions."""
        self.close()
        self._bring_up_to_facts()
        if self.as_of_us is None and not relationships.instants_us(self.derived()):
            self.db  # noqa: B018 - so that the next reader finds the relationships computed

    def _bring_up_to_facts(self) -> None:
        """Build, and index beside it: the one keeps another processor busy than the other."""
        from concurrent.futures import ThreadPoolExecutor
        from threading import Event

        stop = Event()
        with ThreadPoolExecutor(1) as beside:
            indexing = beside.submit(self.search.update, self.facts.paths(), stop=stop)
            try:
                self.derived()
                indexing.result()
            finally:
                stop.set()

    def _ensure(self, until_us: int | None) -> Path:
        root = self.folder / "derived"
        inputs = self._inputs(until_us)
        found = build.current(root, inputs, notify=self.notify)
        while not found:
            try:
                found = build.build(root, inputs, on_step=self.notify)
            except (DiskFull, BookReadOnly):
                found = self._built_elsewhere(inputs)
            except Exception:
                before, inputs = inputs, self._inputs(until_us)
                if inputs.generation == before.generation:
                    raise  # else segments it was reading were replaced meanwhile
        return found

    def _built_elsewhere(self, inputs: build.Inputs) -> Path:
        """Build where something can be written, until the book is closed: it can still be read."""
        if self._spare is None:
            self._spare = TemporaryDirectory(prefix="comity-", ignore_cleanup_errors=True)
        root = Path(self._spare.name)
        try:
            return build.current(root, inputs) or build.build(root, inputs, on_step=self.notify)
        except BaseException:
            self._leave_spare()
            raise

    def _leave_spare(self) -> None:
        if self._spare:
            self._spare.cleanup()
            self._spare = None

    @cached_property
    def region(self) -> tuple[str, str]:
        """The region whose telephone numbers need no country code, and how that is known.

        The user's setting, else that of their own number, else this machine's; "" for none.
        """
        from comity.normalise.phone import region_of

        said = self.decisions.active("setting", about=["region"])
        if said and said[-1].value:
            return str(said[-1].value), "you set it"
        for one in reversed(self.decisions.active("me")):
            if not (one.value or {}).get("not") and (found := region_of(one.identity)):
                return found, "of your own number"
        found = machine.region()
        return found, "of this machine" if found else ""

    def _inputs(self, until_us: int | None) -> build.Inputs:
        generation, selects = "", None
        while selects is None or generation != self.facts.generation:  # one and the same manifest
            generation, selects = self.facts.generation, self.facts.current_sql()
            selects["earlier"] = self.facts.earlier_sql()
        return build.Inputs(
            facts=selects,
            generation=generation,
            decisions=self._said(until_us),
            owner=self.owner,
            zone=self.zone,
            region=self.region[0],
            until_us=until_us,
        )

    def _said(self, until_us: int | None) -> list[Decision]:
        """Return what the user said until then that shapes the tables, and who they are."""
        said = self.decisions.active(*build.SAID, as_of_us=until_us)
        if until_us is None:
            return said
        mine = self.decisions.active("me")
        return [*mine, *(one for one in said if one.verb != "me")]

    # ── reading ──────────────────────────────────────────────────────────────────────────

    @cached_property
    def db(self) -> duckdb.DuckDBPyConnection:
        """A connection that shows the derived tables, ``moment`` and ``relationship``."""
        from comity.store.duckdb_engine import connect, view_moment

        folder = self.derived()
        db = connect()
        spill = self.folder / "derived" / f"new-spill-{os.getpid()}"
        db.execute(f"SET temp_directory = '{quoted(spill)}'")
        for name in build.TABLES:
            path = folder / f"{name}.parquet"
            what = self._table_or_view([path])
            db.execute(f"CREATE {what} {name} AS SELECT * FROM read_parquet('{quoted(path)}')")
        self._show_names(db)
        view_moment(db, self.moment_us, as_of_day=self.today)
        self._show_relationships(db, folder)
        self.__dict__["db"] = db  # redaction reads what it takes out
        self._redact()
        return db

    def _show_names(self, db: duckdb.DuckDBPyConnection) -> None:
        """Show those to whom the user gave a name by that name."""
        said = self.decisions.active("name", as_of_us=self.as_of_us)
        if said:
            names = [[one.identity for one in said], [one.value or "" for one in said]]
            named = db.execute(_NAMED, {"identities": names[0], "names": names[1]}).fetchall()
            db.execute("CREATE TABLE person_seen AS FROM person")
            db.execute(f"DROP {self._table_or_view([self.derived() / 'person.parquet'])} person")
            db.execute(_WITH_NAMES, [[row[0] for row in named], [row[1] for row in named]])

    def _redact(self) -> None:
        """Take out whom a reader may not see; where that fails, nothing is shown."""
        try:
            if self.redact:
                with self.cache.recorded() as work:
                    self.redact(self)
                self._redaction_reads |= work.depends_on
        except Exception:
            self.close()
            raise

    def _show_relationships(self, db: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Show the relationships as of the moment; those of now are kept for the next reader."""
        is_now, at_us = self.as_of_us is None, self.moment_us
        if is_now and (kept := relationships.kept(folder, at_us, notify=self.notify)):
            what = self._table_or_view([kept])
            db.execute(f"CREATE {what} relationship AS FROM read_parquet('{quoted(kept)}')")
            return
        relationships.compute(db, folder)
        if is_now:
            relationships.keep(db, folder, at_us=at_us, now_us=self.now_us)

    def show_facts(self) -> None:
        """Also show the fact tables, of no later than the moment: for texts and evidence."""
        self.prepare(Book._show_facts)

    def _show_facts(self) -> None:
        paths = self.facts.paths()
        ranked, selects = self.facts.current_sql_beside(_RANKED)
        if ranked:
            self.db.execute(f"CREATE OR REPLACE TABLE {_RANKED} AS {ranked}")
        for name, select in selects.items():
            if name in ("participant", "claim"):
                select = with_identities(select, named=name == "participant")  # noqa: PLW2901
            what = self._table_or_view(paths[name])
            self.db.execute(f"CREATE OR REPLACE {what} {name} AS {select}")
        self.db.execute(_WRITTEN.format(path=quoted(self.derived() / "own_words.parquet")))
        self._redact()

    def _table_or_view(self, paths: Sequence[Path]) -> str:
        held = self.stays and sum(path.stat().st_size for path in paths) <= _HELD_BYTES_MAX
        return "TABLE" if held else "VIEW"

    def rows(
        self,
        sql: str,
        values: Sequence[Any] | Mapping[str, Any] = (),
        *,
        about: Collection[str] | None = None,
    ) -> list[Row]:
        """Return the rows of a query as dictionaries; see ``execute``."""
        found = self.execute(sql, values, about=about)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def execute(
        self,
        sql: str,
        values: Sequence[Any] | Mapping[str, Any] = (),
        *,
        about: Collection[str] | None = None,
    ) -> duckdb.DuckDBPyConnection:
        """Run a query; what it reads of decisions, in a table that shows them, is noted.

        ``about``: the identities whose rows alone it reads.
        """
        self._note_reads(sql, about)
        return self.db.execute(sql, values)

    def arrow(self, sql: str) -> pa.Table:
        """Run a query, as ``execute`` does, and return all of its rows as columns."""
        self._note_reads(sql, None)
        found: pa.Table = self.db.sql(sql).to_arrow_table()
        return found

    def _note_reads(self, sql: str, about: Collection[str] | None) -> None:
        words = words_of(sql)
        for overlay in [self.overlays[name] for name in self.overlays.keys() & words]:
            with self.cache.recorded(passed_up=False):
                overlay.bring_up_to_date()
            whose = [None] if about is None else about
            self.cache.note({(verb, one) for verb in overlay.verbs(words) for one in whose})

    def prepare(self, make: Callable[[Book], None]) -> None:
        """Make tables of what the sources say, unless it was done since the book was opened."""
        if make not in self._prepared:
            make(self)
            self._prepared.add(make)

    def once(self, function: Callable[..., T], *given: Hashable, **options: Hashable) -> T:
        """Return what a function of this book returned before, or now where that may differ."""
        key = Key(function, given, tuple(sorted(options.items())))
        return self.cache.get_or_compute(key, lambda: function(self, *given, **options))

    # ── writing ──────────────────────────────────────────────────────────────────────────

    def say(self, said: Sequence[Said]) -> int:
        """Write decisions and leave the book current; return the act's number."""
        act = self.decisions.say(said, at_us=self.now_us)
        self._rebuild_for(said)
        return act

    def undo(self, act: int | None = None) -> list[Decision]:
        """Take back an act, by default the last, leave the book current; return what it said."""
        undone = self.decisions.undo(at_us=self.now_us, act=act)
        self._rebuild_for(undone)
        return undone

    def redo(self, act: int) -> None:
        """Bring back an act that was taken back, and leave the book current."""
        self._rebuild_for(self.decisions.redo(act))

    def _rebuild_for(self, said: Sequence[Said | Decision]) -> None:
        """Build anew what decisions shape."""
        if any(
            one.verb in build.SAID
            or (one.verb == "withdraw" and one.value in build.SAID)
            or (one.verb == "setting" and one.identity in _REBUILT_BY_SETTING)
            for one in said
        ):
            self.refresh()

    def _let_go(self, changed: frozenset[Read] | None) -> None:
        """Let go of what follows from decisions that changed; None: from any."""
        renamed = changed is not None and any(verb == "name" for verb, _ in changed)
        if changed is None or renamed or not changed.isdisjoint(self._redaction_reads):
            self.close()
        else:
            self.cache.invalidate(changed)

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """Tell a full disk and damaged files within from a mistake of ours."""
        try:
            yield
        except ComityError:
            raise
        except Exception as error:
            if meant := self._meant(error):
                raise meant from error
            raise

    def _meant(self, error: Exception) -> ComityError | None:
        """Return what is behind an error, having read all through; None for a mistake of ours."""
        if durable.is_full(error):
            return DiskFull(f"no space is left for {self.folder}", hint=durable.FREE_SOME)
        damaged = self.facts.damage() or self.decisions.file.damage()
        if damaged or not (bad := build.spoilt(self.folder / "derived")):
            return damaged
        return BookDamaged(
            bad[0], "damaged", hint="it is made anew from your facts: run the same again"
        )

    def close(self) -> None:
        """Let go of what was read; the next look reads anew."""
        db = self.__dict__.pop("db", None)
        if db is not None:
            db.close()
        self.__dict__.pop("facts", None)
        self.__dict__.pop("zone", None)
        self.__dict__.pop("region", None)
        self.__dict__.pop("moment_us", None)
        self.cache.clear()
        self.overlays.clear()
        self._prepared.clear()
        self._redaction_reads.clear()
        self._built = None
        self._leave_spare()


@contextmanager
def open_book(
    folder: Path,
    *,
    now_us: int,
    as_of_us: int | None = None,
    notify: Callable[[str], None] | None = None,
    progress: Callable[[Any], None] | None = None,
    redact: Callable[[Book], None] | None = None,
) -> Iterator[Book]:
    """Open the book in a folder; the folder is made when something is first written."""
    book = Book(folder, now_us, as_of_us, notify=notify, progress=progress, redact=redact)
    try:
        with book.plainly():
            yield book
    finally:
        book.close()
