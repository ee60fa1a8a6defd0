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
from comity.operations.intake import changes
from comity.operations.intake.archives import unpacked
from comity.operations.intake.changes import Marks
from comity.operations.intake.documents import PathImport
from comity.operations.intake.heard import Heard
from comity.operations.intake.readers import Readers
from comity.operations.intake.reading import Chunk, Options, tasks
from comity.operations.intake.recognising import Unit, survey
from comity.operations.intake.tally import Tally, total
from comity.operations.intake.telling_apart import tell_apart
from comity.operations.intake.unchanged import stat_mark, unchanged_accounts
from comity.store import durable, locking
from comity.store.manifest import FORMAT, Account

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import tzinfo

    from comity.operations.intake.documents import Import
    from comity.operations.intake.recognising import Survey
    from comity.store.facts import Facts
    from comity.store.manifest import Place
    from comity.store.writer import Writer

ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    path: str
    read: int
    new: int
    done_bytes: int
    total_bytes: int  # of what is known so far


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
    columns: Mapping[str, Mapping[str, str]] | None = None,
    heard: Heard | None = None,
) -> Import:
    """Read all that is in some paths into the facts.

    ``columns``: what the user says of tables' columns, by the signature of their header.
    ``heard`` gathers what files say was decided elsewhere, those that are as they were too.
    """
    warning = locking.synced_folder(facts.folder)
    if warning and notify:
        notify(Notice(warning))
    options = Options(
        facts.owner, now_us, with_text=with_text, tz=tz, region=region, columns=columns or {}
    )
    with facts.writing(on_wait=notify) as writer, ExitStack() as stack:
        hashing, readers = ThreadPoolExecutor(1), Readers(workers)
        stack.callback(hashing.shutdown, wait=False, cancel_futures=True)
        stack.callback(readers.stop)
        intake = _Intake(writer, options, readers, hashing, progress, heard or Heard())
        for path in dict.fromkeys(os.path.abspath(path) for path in paths):  # noqa: PTH100 - links in a given path are the user's
            intake.take(Path(path), path)
    return total(intake.done)


@dataclass(slots=True)
class _Intake:
    """One import under way."""

    writer: Writer
    options: Options
    readers: Readers
    hashing: Executor
    progress: Callable[[Progress], None] | None
    heard: Heard
    done: list[PathImport] = field(default_factory=list)
    read: int = 0
    new: int = 0
    total_bytes: int = 0

    def take(self, path: Path, shown: str) -> None:
        """Read all that is in one path."""
        found = survey(path, shown)
        tally = Tally(shown)
        self._survey(found, tally)
        for archive, name in found.archives:
            self._archive(archive, name)
        if tally.read or self.writer.account(tally.place):
            self._finish(tally)

    def _survey(self, found: Survey, tally: Tally) -> tuple[Place, ...]:
        """Read the units of a survey; what it left out goes to the tally."""
        reasons = Counter(one.reason for one in found.skipped)
        problems = [one.problem for one in found.skipped if one.problem]
        tally.add(Chunk(None, Counter(reasons), problems))
        units = list(found.units.values())
        tell_apart(units, self.writer.accounts())
        self._read([unit for unit in units if not self._stands(unit)])
        return tuple(unit.place for unit in units)

    def _stands(self, unit: Unit) -> bool:
        """Account for a unit that is as it was when it was last read; tell whether it is."""
        accounts = unchanged_accounts(unit, self.writer, self.options)
        for one in accounts:
            known = one.read - sum(one.skipped.values())
            if one.read:
                counts = (one.read, 0, known, one.skipped, one.problems)
                self.done.append(PathImport(one.path, one.source, *counts))
            self.writer.keep(replace(one, imported_us=self.options.now_us))
        if accounts:  # it may have been read by an import that came no further
            self.heard.ask(unit)
        return bool(accounts)

    def _archive(self, file: Path, shown: str) -> None:
        unit = Unit(shown, "", ARCHIVE, [sources.Found(file, ARCHIVE, "", "")])
        if self._stands(unit):
            return
        tally, marks = Tally(*unit.place), self._marks(unit)
        heard = len(self.heard.told)
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
        # what was decided in it can be asked for only while it is unpacked
        is_asked_again = len(self.heard.told) > heard
        self._finish(tally, None if is_asked_again else marks, inside=places)

    def _read(self, units: list[Unit]) -> None:
        """Read some units, one after the other as far as their accounts are concerned."""
        tallies = [Tally(*unit.place) for unit in units]
        marks = [self._marks(unit) for unit in units]
        sizes = [changes.size_bytes(unit) for unit in units]
        self.total_bytes += sum(sizes)
        finished = 0
        before_bytes, todo = self.total_bytes - sum(sizes), tasks(units, self.options, sizes=sizes)
        for task, chunk in self.readers.read(todo, size_bytes=sum(sizes)):
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

    def _add(self, tally: Tally, chunk: Chunk) -> None:
        tally.add(chunk)
        self.read += chunk.read
        if chunk.batch:
            added = self.writer.add(tally.source, chunk.batch)
            tally.keep(added)
            self.new += added.new

    def _marks(self, unit: Unit) -> Marks:
        return Marks.of(unit, options=self.options.reading_of(unit.reader), executor=self.hashing)

    def _finish(
        self, tally: Tally, marks: Marks | None = None, *, inside: tuple[Place, ...] = ()
    ) -> None:
        """Keep the account of a place whose records have all been added."""
        tally.problems += self.heard.ask(marks.unit) if marks else ()
        whole = None if tally.failed else marks
        account = Account(
            *tally.place,
            tally.read,
            dict(sorted(tally.skipped.items())),
            fingerprint=whole.unchanged() if whole else "",
            seen=stat_mark(whole.unit, self.options) if whole else "",
            with_text=self.options.with_text,
            imported_us=self.options.now_us,
            inside=inside,
            format=FORMAT,
        )
        self.writer.finish(account, tally.problems)
        if tally.read:
            self.done.append(tally.shown())
