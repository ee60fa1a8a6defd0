"""One account read: what its source yields becomes facts, step by step, and is accounted for.

A step is stored as facts first, then as what is held of the account; the book is locked while a
step is stored and not while something is fetched.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, assert_never

from comity.model import Skipped
from comity.operations.intake import reading
from comity.sources.accounts import (
    AccountError,
    Broken,
    Gone,
    Item,
    Offline,
    Place,
    Renumbered,
)
from comity.store import locking, trouble
from comity.store.accounts import Step
from comity.store.manifest import FORMAT, Account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from comity.model import Record
    from comity.operations.intake.reading import Chunk, Options
    from comity.sources.accounts import Login, Said
    from comity.store.accounts import AccountRow, Accounts
    from comity.store.facts import Facts
    from comity.store.writer import Writer

STEP_ITEMS = 2_000
STEP_S = 20.0
PROBLEMS_MAX = 5_000  # kept of one place


@dataclass(slots=True)
class Run:
    """What one run of an account did; ``trouble`` where it was broken off."""

    account: str
    read: int = 0
    new: int = 0
    known: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: int = 0
    trouble: AccountError | None = None


def sync(
    facts: Facts,
    accounts: Accounts,
    row: AccountRow,
    login: Login,
    *,
    module: Any,  # noqa: ANN401 - an account source
    options: Options,
    progress: Callable[[Run], None] | None = None,
    notify: Callable[[str], None] | None = None,
) -> Run:
    """Read what is new of an account; what was stored before it broke off stays.

    Raises ``BookBusy`` where the same account is being read by another process.
    """
    run = Run(row.name)
    lock = accounts.path.with_name(f"{accounts.path.stem}.{row.kind}.{_file_word(row.name)}.lock")
    with locking.locked(lock, timeout_s=0):
        under_way = _UnderWay(facts, accounts, row, options, run, notify)
        try:
            said = module.sync(login, accounts.held(row.name), now_us=options.now_us)
            for step in _steps(said):
                under_way.store(step)
                if progress:
                    progress(run)
        except AccountError as error:
            run.trouble = error
        except OSError as error:  # the network, in whatever words
            run.trouble = Offline(
                f"the connection failed ({type(error).__name__})", "it is tried again next time"
            )
        except Exception as error:  # noqa: BLE001 - the one place that owns a source's failure
            run.trouble = Broken(
                f"its reader failed ({type(error).__name__})", "please report this"
            )
        _note(accounts, row, run, options.now_us)
    return run


def _note(accounts: Accounts, row: AccountRow, run: Run, now_us: int) -> None:
    if run.trouble is None:
        accounts.tried(row.name, at_us=now_us)
        return
    kind = type(run.trouble).__name__.lower()
    what, advice = run.trouble.what, run.trouble.advice
    accounts.tried(row.name, at_us=now_us, trouble=kind, what=what, advice=advice)


def _steps(said: Iterable[Said]) -> Iterator[list[Said]]:
    """Cut what is told into steps; what came before an error is a step as well."""
    step, began = list[Any](), time.monotonic()
    stream = iter(said)
    while True:
        try:
            step.append(next(stream))
        except StopIteration:
            break
        except Exception:
            if step:
                yield step
            raise
        if len(step) >= STEP_ITEMS or time.monotonic() - began > STEP_S:
            yield step
            step, began = [], time.monotonic()
    if step:
        yield step


@dataclass(slots=True)
class _UnderWay:
    facts: Facts
    accounts: Accounts
    row: AccountRow
    options: Options
    run: Run
    notify: Callable[[str], None] | None
    told: dict[str, dict[str, str]] = field(default_factory=dict)  # place: id: why skipped, or ""

    def store(self, said: list[Said]) -> None:
        """Store one step: the facts, then what is held of the account."""
        step = Step()
        for one in said:
            _into(step, one)
            self._tell(one)
        laid_out = {
            place: list(reading.chunks(items, self.options))
            for place, items in _by_place(said).items()
        }
        if laid_out:
            with self.facts.writing(on_wait=self.notify) as writer:
                for place, chunks in laid_out.items():
                    self._add(writer, chunks, step)
                    self._account(writer, place, chunks)
        self.accounts.take(self.row.name, step, now_us=self.options.now_us)

    def _tell(self, one: Said) -> None:
        """Keep up what lies in each place and whether it was kept."""
        if one.place not in self.told:
            self.told[one.place] = self.accounts.held(self.row.name).reasons(one.place)
        match one:
            case Item():
                self.told[one.place][one.id] = _reason(one)
            case Gone():
                for id_ in one.ids:
                    self.told[one.place].pop(id_, None)
            case Renumbered():
                self.told[one.place].clear()

    def _add(self, writer: Writer, chunks: list[Chunk], step: Step) -> None:
        for chunk in chunks:
            self.run.read += chunk.read
            self.run.skipped.update(chunk.skipped)
            self.run.problems += len(chunk.problems)
            if chunk.batch:
                added = writer.add(self.row.source, chunk.batch)
                self.run.new += added.new
                self.run.known += added.known
                self.run.skipped += Counter(forgotten=added.forgotten)
                step.new += added.new
                step.known += added.known

    def _account(self, writer: Writer, place: str, chunks: list[Chunk]) -> None:
        """Keep the account of a place: of all that lies there, however many runs told it."""
        at = f"{self.row.kind}://{self.row.user}@{self.row.host}/{place}"
        key = at, self.row.source, self.row.kind
        earlier = writer.account(key)
        before = trouble.read(self.facts.folder, earlier.problem_file) if earlier else []
        problems = dict.fromkeys([*before, *(one for chunk in chunks for one in chunk.problems)])
        reasons = Counter(self.told[place].values())
        read = reasons.total()
        del reasons[""]
        account = Account(
            *key,
            read,
            dict(sorted(reasons.items())),
            with_text=self.options.with_text,
            imported_us=self.options.now_us,
            format=FORMAT,
        )
        writer.finish(account, list(problems)[-PROBLEMS_MAX:])


def _by_place(said: Iterable[Said]) -> dict[str, list[Record | Skipped]]:
    found: dict[str, list[Record | Skipped]] = {}
    for one in said:
        if isinstance(one, Item):
            found.setdefault(one.place, []).extend(one.told)
    return found


def _reason(one: Item) -> str:
    """Return why a thing was skipped as a whole, "" where anything of it was kept."""
    reasons = [part.reason if isinstance(part, Skipped) else "" for part in one.told]
    return reasons[0] if all(reasons) else ""


def _into(step: Step, one: Said) -> None:
    """Note one thing told in a step, so that what came later holds."""
    match one:
        case Item():
            step.items[one.place, one.id] = one.mark, _reason(one)
            step.gone.discard((one.place, one.id))
        case Gone():
            for id_ in one.ids:
                step.items.pop((one.place, id_), None)
                step.gone.add((one.place, id_))
        case Renumbered():
            step.items = {key: said for key, said in step.items.items() if key[0] != one.place}
            step.gone = {key for key in step.gone if key[0] != one.place}
            step.renumbered.append(one.place)
        case Place():
            step.places[one.place] = one.token, one.on_server, one.title
        case _:
            assert_never(one)


def _file_word(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name)[:80]
