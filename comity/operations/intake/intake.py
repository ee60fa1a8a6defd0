"""Paths in, facts out: the one loop that owns failure, and accounts for every record.

``read = new + known + skipped`` holds of every path and of the whole. What is unchanged since it
was last read is not read again: its account stands. Killed at any moment, the next run finishes.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from comity import sources
from comity.model import Notice, Problem
from comity.operations.intake import changes, reading
from comity.operations.intake.archives import unpacked
from comity.operations.intake.changes import SETTLED_US, Marks
from comity.operations.intake.documents import Import, PathImport
from comity.operations.intake.pool import Pool
from comity.operations.intake.reading import Chunk, Options, tasks
from comity.operations.intake.recognising import Unit, survey
from comity.operations.intake.telling_apart import tell_apart
from comity.store import durable, locking
from comity.store.manifest import FORMAT, Account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor
    from datetime import tzinfo

    from comity.operations.intake.reading import Task
    from comity.operations.intake.recognising import Survey
    from comity.store.facts import Facts
    from comity.store.mailings import Odd
    from comity.store.manifest import Place
    from comity.store.writer import Writer

POOL_BYTES = 8 << 20  # less is read here before a worker has started
WORKERS_MAX = 16
ARCHIVE = "archive"
_SHOWN_CHARS = 100
_ODD = {
    "another author": (
        "Message-ID",
        "somebody else wrote another mail under the same Message-ID",
        "both are kept; if you do not know the sender, do not trust the second",
    ),
    "another mail": (
        "Message-ID",
        "their program gave the same Message-ID to mails of another date and other words",
        "each is kept as a mail of its own; nothing is to be done",
    ),
    "another person": (
        "UID",
        "cards of different people bear the same UID",
        "each is kept as a card of its own; nothing is to be done",
    ),
    "another event": (
        "UID",
        "different events bear the same UID",
        "each is kept as an event of its own; if you do not know who sent it, do not trust it",
    ),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    path: str
    read: int
    new: int
    done_bytes: int
    total_bytes: int  # of what is known so far


@dataclass(slots=True)
class _Tally:
    """The account of one place, while it is made."""

    path: str
    source: str = ""
    reader: str = ""
    read: int = 0
    new: int = 0
    known: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    failed: bool = False
    odd: set[tuple[str, str]] = field(default_factory=set)  # Message-IDs and UIDs told of

    @property
    def place(self) -> Place:
        return self.path, self.source, self.reader

    def add(self, chunk: Chunk) -> None:
        self.read += chunk.read
        self.skipped.update(chunk.skipped)
        self.problems += chunk.problems
        self.failed |= chunk.failed

    def note(self, odd: Iterable[Odd]) -> None:
        """Say of each Message-ID or UID once that several bear it."""
        for kind, reference in dict.fromkeys(odd):
            if (kind, reference) not in self.odd:
                self.odd.add((kind, reference))
                name, what, advice = _ODD[kind]
                where = f"{Path(self.path).name}, {name} {reference[:_SHOWN_CHARS]}"
                self.problems.append(Problem(where, what, advice))

    def shown(self) -> PathImport:
        skipped = dict(sorted(self.skipped.items()))
        counts = (self.read, self.new, self.known)
        return PathImport(self.path, self.source, *counts, skipped, len(self.problems))


def take_in(
    facts: Facts,
    paths: Sequence[Path],
    *,
    now_us: int,
    with_text: bool = True,
    tz: tzinfo | None = None,
    region: str | None = None,
    progress: Callable[[Progress], None] | None = None,
    notify: Callable[[str], None] | None = None,
    workers: int | None = None,
) -> Import:
    """Read all that is in some paths into the facts."""
    warning = locking.synced_folder(facts.folder)
    if warning and notify:
        notify(Notice(warning))
    options = Options(facts.owner, now_us, with_text=with_text, tz=tz, region=region)
    count = min(_processors() if workers is None else workers, WORKERS_MAX)
    with facts.writing(on_wait=notify) as writer, ExitStack() as stack:
        hashing = ThreadPoolExecutor(1)
        stack.callback(hashing.shutdown, wait=False, cancel_futures=True)
        intake = _Intake(writer, options, stack, hashing, progress, count)
        for path in dict.fromkeys(os.path.abspath(path) for path in paths):  # noqa: PTH100 - links in a given path are the user's
            intake.take(Path(path), path)
    return intake.result()


def _processors() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


@dataclass(slots=True)
class _Intake:
    """One import under way."""

    writer: Writer
    options: Options
    stack: ExitStack
    hashing: Executor
    progress: Callable[[Progress], None] | None
    workers: int
    done: list[PathImport] = field(default_factory=list)
    pool: Pool | None = None
    read: int = 0
    new: int = 0
    total_bytes: int = 0

    def result(self) -> Import:
        """Return the whole account."""
        skipped: Counter[str] = Counter()
        for one in self.done:
            skipped.update(one.skipped)
        return Import(
            read=sum(one.read for one in self.done),
            new=sum(one.new for one in self.done),
            known=sum(one.known for one in self.done),
            skipped=dict(sorted(skipped.items())),
            problems=sum(one.problems for one in self.done),
            sources=tuple(self.done),
        )

    def take(self, path: Path, shown: str) -> None:
        """Read all that is in one path."""
        found = survey(path, shown)
        tally = _Tally(shown)
        self._survey(found, tally)
        for archive, name in found.archives:
            self._archive(archive, name)
        if tally.read or self.writer.account(tally.place):
            self._finish(tally)

    def _survey(self, found: Survey, tally: _Tally) -> tuple[Place, ...]:
        """Read the units of a survey; what it left out goes to the tally."""
        reasons = Counter(one.reason for one in found.skipped)
        problems = [one.problem for one in found.skipped if one.problem]
        tally.add(Chunk(None, Counter(reasons), problems))
        units = list(found.units.values())
        tell_apart(units, self.writer.accounts())
        self._read([unit for unit in units if not self._stands(unit)])
        return tuple(unit.place for unit in units)

    # ── what is unchanged ────────────────────────────────────────────────────────────────

    def _stands(self, unit: Unit) -> bool:
        """Whether the unit is as it was when it was last read; then its account stands."""
        account = self._standing(unit)
        if account is None:
            return False
        inside = [self.writer.account(place) for place in account.inside]
        whole = [account, *(one for one in inside if one)]
        if len(whole) <= len(inside) or not all(map(self._suffices, whole)):
            return False
        for one in whole:
            self._repeat(one)
        return True

    def _standing(self, unit: Unit) -> Account | None:
        account = self.writer.account(unit.place)
        if account is None or not account.fingerprint:
            return None
        try:
            now = self._seen(unit)
            if now and now == account.seen:
                return account
            same = changes.fingerprint(unit, options=self.options.reading)
        except OSError:
            return None
        return replace(account, seen=now) if same == account.fingerprint else None

    def _suffices(self, account: Account) -> bool:
        if account.format < FORMAT:
            return False
        return account.with_text or not self.options.with_text

    def _seen(self, unit: Unit) -> str:
        return changes.seen(unit, settled_us=self.options.now_us - SETTLED_US)

    def _repeat(self, account: Account) -> None:
        """Account for an unchanged path."""
        known = account.read - sum(account.skipped.values())
        counts = (account.read, 0, known, account.skipped, account.problems)
        if account.read:
            self.done.append(PathImport(account.path, account.source, *counts))
        self.writer.keep(replace(account, imported_us=self.options.now_us))

    # ── what is to be read ───────────────────────────────────────────────────────────────

    def _archive(self, file: Path, shown: str) -> None:
        unit = Unit(shown, "", ARCHIVE, [sources.Found(file, ARCHIVE, "", "")])
        if self._stands(unit):
            return
        tally, marks = _Tally(*unit.place), self._marks(unit)
        places: tuple[Place, ...] = ()
        into = self.writer.folder / f".{secrets.token_hex(4)}.new"  # cleared even after a kill
        with durable.refusals(self.writer.folder):
            durable.new_folder(into)
        try:
            made = unpacked(file, into=into)
            if isinstance(made, Problem):
                tally.add(Chunk(None, Counter(unreadable=1), [made], failed=True))
            else:
                places = self._survey(survey(made, shown, unpack=False), tally)
        finally:
            durable.remove(into)
        self._finish(tally, marks, inside=places)

    def _read(self, units: list[Unit]) -> None:
        """Read some units, one after the other as far as their accounts are concerned."""
        tallies = [_Tally(*unit.place) for unit in units]
        marks = [self._marks(unit) for unit in units]
        sizes = [changes.size_bytes(unit) for unit in units]
        self.total_bytes += sum(sizes)
        finished = 0
        before_bytes, todo = self.total_bytes - sum(sizes), tasks(units, self.options, sizes=sizes)
        for task, chunk in self._chunks(todo, sum(sizes)):
            while finished < task.unit:
                self._finish(tallies[finished], marks[finished])
                finished += 1
            self._add(tallies[task.unit], chunk)
            if self.progress:
                done_bytes = before_bytes + task.before_bytes
                path = tallies[task.unit].path
                self.progress(Progress(path, self.read, self.new, done_bytes, self.total_bytes))
        for tally, mark in list(zip(tallies, marks, strict=True))[finished:]:
            self._finish(tally, mark)

    def _chunks(self, todo: Iterator[Task], size_bytes: int) -> Iterator[tuple[Task, Chunk]]:
        """Read in other processes where there is enough to read, else here."""
        if self.pool is None and self.workers > 1 and size_bytes >= POOL_BYTES:
            self.pool = Pool(self.workers)
            self.stack.callback(self.pool.stop)
        if self.pool:
            return self.pool.read(todo)
        return ((task, chunk) for task in todo for chunk in reading.read(task))

    def _add(self, tally: _Tally, chunk: Chunk) -> None:
        tally.add(chunk)
        self.read += chunk.read
        if chunk.batch:
            added = self.writer.add(tally.source, chunk.batch)
            tally.new += added.new
            tally.known += added.known
            tally.skipped += Counter(forgotten=added.forgotten)
            tally.note(added.odd)
            self.new += added.new

    def _marks(self, unit: Unit) -> Marks:
        return Marks.of(unit, options=self.options.reading, executor=self.hashing)

    def _finish(
        self, tally: _Tally, marks: Marks | None = None, *, inside: tuple[Place, ...] = ()
    ) -> None:
        """Keep the account of a place whose records have all been added."""
        whole = None if tally.failed else marks
        account = Account(
            *tally.place,
            tally.read,
            dict(sorted(tally.skipped.items())),
            fingerprint=whole.unchanged() if whole else "",
            seen=self._seen(whole.unit) if whole else "",
            with_text=self.options.with_text,
            imported_us=self.options.now_us,
            inside=inside,
            format=FORMAT,
        )
        self.writer.finish(account, tally.problems)
        if tally.read:
            self.done.append(tally.shown())
