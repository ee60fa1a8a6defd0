"""One task in, its records out as batches, with what was skipped: the part that runs anywhere.

A reader that fails, against its word, ends its file with one problem and nothing else.
"""

from __future__ import annotations

import inspect
from collections import Counter
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from comity.model import Problem, Record, Skipped
from comity.normalise.phone import is_settled, phone_identity
from comity.sources import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path

    from comity.normalise.folder import FolderUse
    from comity.operations.intake.recognising import Unit
    from comity.sources import Part
    from comity.store.columns import Batch

TASK_FILES = 200
CHUNK_RECORDS = 500
CHUNK_CHARACTERS = 4_000_000
OF_TABLES = frozenset({"contacts_csv"})  # they heed what the user says of columns
_DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, or a part of one, to be read."""

    path: Path
    part: Part | None = None
    use: FolderUse | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for all that is read in one import."""

    owner: str
    now_us: int
    with_text: bool = True
    tz: tzinfo | None = None  # of times without one
    region: str | None = None  # of telephone numbers without one
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # as the user says

    @property
    def said(self) -> str:
        """What the user says of columns, as a word; "" where they say nothing."""
        return str(sorted((one, sorted(of.items())) for one, of in self.columns.items()) or "")

    def reading_of(self, reader: str) -> str:
        """Return what the same bytes are read as depends on, by a source."""
        return f"{self.tz} {self.region}{self.said if reader in OF_TABLES else ''}"


@dataclass(frozen=True, slots=True)
class Task:
    """Something to read at one go, all by one source."""

    unit: int  # whose account it goes to
    module: str  # of the source
    readings: tuple[Reading, ...]
    options: Options
    before_bytes: int = 0  # what lies before it of all that is to be read


@dataclass(slots=True)
class Chunk:
    """Some records of a task, and what was skipped between them."""

    batch: Batch | None = None
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    failed: bool = False  # a reader broke: it is to be tried again next time

    @property
    def read(self) -> int:
        """How many records were read, kept or not."""
        return sum(self.skipped.values()) + (len(self.batch) if self.batch else 0)


def failure(where: str, what: str) -> Chunk:
    """Return what stands for the rest of a file whose reader broke."""
    problem = Problem(where, what, "the rest of it was not read; import it again, or report this")
    return Chunk(None, Counter(unreadable=1), [problem], failed=True)


def tasks(units: list[Unit], options: Options, *, sizes: list[int]) -> Iterator[Task]:
    """Cut units into tasks: the parts their source offers, or some files at a time."""
    before_bytes = 0
    for number, (unit, size_bytes) in enumerate(zip(units, sizes, strict=True)):
        module: Any = source(unit.reader)
        cut = list(_cut(unit, module))
        for place, readings in enumerate(cut):
            done_bytes = before_bytes + size_bytes * place // len(cut)
            yield Task(number, module.__name__, readings, options, done_bytes)
        before_bytes += size_bytes


def _cut(unit: Unit, module: Any) -> Iterator[tuple[Reading, ...]]:  # noqa: ANN401 - a source, with or without parts
    if not hasattr(module, "parts"):
        readings = [Reading(found.path, use=found.use) for found in unit.found]
        for start in range(0, len(readings), TASK_FILES):
            yield tuple(readings[start : start + TASK_FILES])
        return
    for found in unit.found:
        try:
            parts: list[Part | None] = [*module.parts(found.path)]
        except Exception:  # noqa: BLE001 - reading it whole will say what is wrong with it
            parts = [None]
        for part in parts:
            yield (Reading(found.path, part, found.use),)


def read(task: Task) -> Iterator[Chunk]:
    """Read a task, some records at a time."""
    return chunks(_items(task), task.options)


def chunks(items: Iterable[Record | Skipped | Chunk], options: Options) -> Iterator[Chunk]:
    """Lay out what a source yields, some records at a time."""
    chunk, records, characters = Chunk(), list[Record](), 0
    for item in items:
        match item:
            case Record():
                record = in_region(in_time(item, now_us=options.now_us), options.region)
                records.append(record)
                chunk.problems += record.problems
                characters += len(record.text)
            case Skipped():
                chunk.skipped[item.reason] += 1
                chunk.problems += (item.problem,) if item.problem else ()
            case Chunk():
                yield item
        if len(records) >= CHUNK_RECORDS or characters >= CHUNK_CHARACTERS:
            yield _closed(chunk, records, options)
            chunk, records, characters = Chunk(), [], 0
    yield _closed(chunk, records, options)


def _closed(chunk: Chunk, records: list[Record], options: Options) -> Chunk:
    """Lay the records of a chunk out as columns; those that do not fit are unreadable."""
    from comity.store.columns import to_batch

    def batch(some: list[Record]) -> Batch:
        return to_batch(some, owner=options.owner, with_text=options.with_text)

    try:
        chunk.batch = batch(records) if records else None
    except Exception:  # noqa: BLE001 - a value no source should yield, found one by one
        fitting = []
        for record in records:
            try:
                batch([record])
                fitting.append(record)
            except Exception as error:  # noqa: BLE001 - as above
                what = f"it holds a value that cannot be stored ({type(error).__name__})"
                chunk.problems.append(Problem(record.where, what, "please report this"))
                chunk.skipped["unreadable"] += 1
        chunk.batch = batch(fitting) if fitting else None
    return chunk


def _items(task: Task) -> Iterator[Record | Skipped | Chunk]:
    """Yield what the source yields, and one failed chunk for a reading that broke."""
    module = import_module(task.module)
    accepted = inspect.signature(module.read).parameters
    for reading in task.readings:
        said: dict[str, Any] = {
            "part": reading.part,
            "use": reading.use,
            "tz": task.options.tz,
            "columns": task.options.columns or None,
        }
        options = {k: v for k, v in said.items() if v is not None and k in accepted}
        try:
            yield from module.read(reading.path, **options)
        except Exception as error:  # noqa: BLE001 - the one place that owns a source's failure
            yield failure(reading.path.name, f"its reader failed ({type(error).__name__})")


def in_region(record: Record, region: str | None) -> Record:
    """Return the record, with a problem where a telephone number's country cannot be told."""
    unsettled = [one.identity[6:] for one in record.participants if not is_settled(one.identity)]
    lost = [one for one in unsettled if not is_settled(phone_identity(one, region=region))]
    if not lost:
        return record
    what = f"the country of the telephone number {lost[0]} cannot be told"
    advice = "the setting region, GB or yours, tells it; the number is kept as written"
    return replace(record, problems=(*record.problems, Problem(record.where, what, advice)))


def in_time(record: Record, *, now_us: int) -> Record:
    """Return the record, without a date that lies more than a day after its import.

    The instant it was received stands in, if there is a possible one. Meetings may well be ahead.
    """
    latest_us = now_us + _DAY_US
    if record.kind == "event" or record.at_us is None or record.at_us <= latest_us:
        return record
    received_us = record.received_us
    possible = received_us is not None and received_us <= latest_us
    advice = "the date it was received was used" if possible else "it is kept without a date"
    problem = Problem(record.where, "its date lies in the future", advice)
    return replace(
        record,
        at_us=received_us if possible else None,
        end_us=None,
        problems=(*record.problems, problem),
    )
