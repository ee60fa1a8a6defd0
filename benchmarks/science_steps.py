"""Public logs, mail and truth in; one JSON document a step of the report ``docs/science.md`` out.

A step is one task of one log with weights of one origin, one truth of who is who, or one replay
of the plan. What is costly to lay out is laid out once for all steps of a run.
"""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from collections import Counter
from email.parser import BytesHeaderParser
from email.utils import getaddresses, mktime_tz, parsedate_tz
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkage import MAILMAP, STACKALYTICS, stackalytics
from science_calibration import errors
from science_candidates import tried

from comity.book import Book
from comity.evaluate import contenders
from comity.evaluate.bench import Bench
from comity.evaluate.documents import Reliability
from comity.evaluate.linkage.mail import records
from comity.evaluate.linkage.truth import from_mailmap, sample, seen_in
from comity.evaluate.linkage.verb import measured
from comity.evaluate.own_book.figures import bins
from comity.evaluate.protocol import TASKS, horizon_days
from comity.evaluate.replay.verb import evaluate_plan
from comity.normalise.address import kind_of
from comity.normalise.identity import email_identity
from comity.operations.document import as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from comity.evaluate.bench import Bed
    from comity.evaluate.linkage.truth import Sample
    from comity.evaluate.protocol import Task

    Step = Callable[[], dict[str, Any]]

LOGS = {"man": "logs/manufacturing.txt.gz", "eu": "logs/email-eu-core-temporal.txt.gz"}
ORIGINS = ("other", "own", "shipped")  # of the weights
LISTS = ("mail/ksummit.mbox.gz", "mail/linaro-mm-sig.last4000.mbox.gz")
SEEDS = (1, 2, 3)
TRIED: tuple[Task, ...] = ("T1", "T3", "T4")  # tasks for which more features were tried
_DRAWN = ("T1", "T3")  # tasks whose reliability is drawn
_CALIBRATED = {"with": contenders.with_refit, "without": contenders.without_refit}


def steps(folder: Path, *, draws: int) -> dict[str, Step]:
    """Return what can be run, by name, in the order in which it is."""
    bench = Bench(seed=0, draws=draws, notify=partial(print, file=sys.stderr, flush=True))
    bed = cache(lambda log: bench.read(folder / LOGS[log], until_day=None))
    found: dict[str, Step] = {
        f"ties-{log}-{origin}-{task}": partial(ties, bench, bed, log, origin, task)
        for log in LOGS
        for origin in ORIGINS
        for task in TASKS
    }
    found |= {
        f"tried-{log}-{task}": partial(candidates, bench, bed, log, task)
        for log in LOGS
        for task in TRIED
    }
    found |= {f"plan-{log}": partial(plan, folder / LOGS[log], draws) for log in LOGS}
    found["plan-ksummit"] = partial(list_plan, folder / LISTS[0], draws)
    found["linkage-linux"] = partial(linux, folder)
    found["linkage-named"] = partial(people, folder, None)
    return found | {f"linkage-once{seed}": partial(people, folder, seed) for seed in SEEDS}


def ties(
    bench: Bench, bed: Callable[[str], Bed], log: str, origin: str, task: Task
) -> dict[str, Any]:
    """Return a task's document, and the bins of its forecasts where they are drawn."""
    tested = bed(log)
    names = {"own": [log], "other": [one for one in LOGS if one != log], "shipped": []}[origin]
    learnt = [bed(name) for name in names]
    told: dict[str, Any] = as_json(bench.document(tested, learnt, [task]))
    if task in _DRAWN:
        trial = bench.trial(tested, learnt, task)
        guess = contenders.MODELS[task](trial)
        told["calibration"] = {
            name: errors(trial.test, one(trial).chances, draws=bench.draws, seed=bench.seed)
            for name, one in _CALIBRATED.items()
            if task == "T1"
        }
        drawn = Reliability(
            target="p_active_90d" if task == "T1" else "p_contact_7d",
            horizon_days=horizon_days(tested.log.days) if task == "T1" else 7,
            bins=bins(trial.test.labels, guess.chances),
        )
        told["reliability"] = as_json(drawn)
    return told


def candidates(bench: Bench, bed: Callable[[str], Bed], log: str, task: Task) -> dict[str, Any]:
    """Return what more features bring on a log, learnt from the other alone."""
    (other,) = (one for one in LOGS if one != log)
    trial = bench.trial(bed(log), [bed(other)], task)
    return tried(trial.train[0], trial.test, draws=bench.draws)


def plan(log: Path, draws: int) -> dict[str, Any]:
    """Replay the plan over a log."""
    with tempfile.TemporaryDirectory(prefix="comity-science-") as place:
        told: dict[str, Any] = as_json(evaluate_plan(Book(Path(place), 0), [log], draws=draws))
        return told


def list_plan(mail: Path, draws: int) -> dict[str, Any]:
    """Replay the plan over a public list, each of whose people is an owner."""
    with tempfile.TemporaryDirectory(prefix="comity-science-") as place:
        log = Path(place) / mail.name.replace(".mbox.gz", ".txt")
        log.write_text("".join(_rows(mail)), "utf-8")
        return plan(log, draws)


def _rows(mail: Path) -> Iterator[str]:
    """Yield "from to seconds" of each person that a mail of a list is addressed to."""
    numbers: dict[str, int] = {}
    for one in re.split(rb"\n\n(?=From )", gzip.decompress(mail.read_bytes())):
        head = BytesHeaderParser().parsebytes(one.partition(b"\n")[2].partition(b"\n\n")[0])
        at = parsedate_tz(str(head.get("date", "")))
        sender, people = (
            _people(head.get_all("from", [])),
            _people(head.get_all("to", []) + head.get_all("cc", [])),
        )
        if at is None or not sender:
            continue
        for each in people:
            who = [numbers.setdefault(name, len(numbers)) for name in (sender[0], each)]
            yield f"{who[0]} {who[1]} {mktime_tz(at)}\n"


def _people(fields: list[Any]) -> list[str]:
    found = [(email_identity(each), name) for name, each in getaddresses(map(str, fields))]
    return [one for one, name in found if one and kind_of(one, name) == "person"]


def linux(folder: Path) -> dict[str, Any]:
    """Measure who is who among the people of two public lists, by Linux's mailmap."""
    truth = from_mailmap(folder / MAILMAP).truth
    return _linked(seen_in(records([folder / name for name in LISTS]), truth))


def people(folder: Path, seed: int | None) -> dict[str, Any]:
    """Measure who is who among Stackalytics' people, named on one address each or on all."""
    return _linked(sample(*stackalytics(folder / STACKALYTICS, seed=seed)))


def _linked(found: Sample) -> dict[str, Any]:
    told: dict[str, Any] = as_json(measured(found))
    sizes = Counter(Counter(found.truth.values()).values())
    pairs = sum(n * size * (size - 1) // 2 for size, n in sizes.items())
    return told | {"addresses": len(found.truth), "pairs": pairs}
