"""The data flow on one page: which step reads what and makes what, and which are stale.

Derived tables are a pure function of facts, decisions and code. A build goes into a new folder;
a step whose inputs have not changed has its tables linked over from the folder before; then the
folder is given its final name, which is a hash of everything it was made from.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from comity.steps.scope import Scope
    from comity.store.decisions import Decision, Verb


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the data flow."""

    name: str
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    module: str  # of comity.steps; its make() is imported when it runs, for start-up's sake
    said: tuple[Verb, ...] = ()  # the decisions it heeds
    zoned: bool = False  # whether it tells days or hours


STEPS = (
    Step(
        "facts",
        reads=("segments",),
        makes=("fact", "who", "participant", "claim"),
        module="facts",
    ),
    Step("wording", reads=("segments",), makes=("wording",), module="wording"),
    Step(
        "who is who",
        reads=("fact", "who", "participant", "claim"),
        makes=("identity", "person", "merge", "question"),
        module="identities",
        said=("me", "same", "different", "remember"),
    ),
    Step("threads", reads=("segments", "fact"), makes=("thread",), module="threads"),
    Step(
        "memos",
        reads=("fact", "who", "participant", "wording", "identity", "person"),
        makes=("memo",),
        module="memos",
    ),
    Step(
        "contacts",
        reads=("fact", "who", "participant", "wording", "identity", "thread", "memo"),
        makes=("contact",),
        module="contacts",
        said=("log",),
        zoned=True,
    ),
    Step(
        "exchanges",
        reads=("wording", "contact", "thread"),
        makes=("exchange",),
        module="exchanges",
    ),
    Step(
        "circles",
        reads=("fact", "who", "participant", "claim", "identity", "person", "contact"),
        makes=("circle", "connected"),
        module="circles",
        zoned=True,
    ),
    Step("days", reads=("contact",), makes=("person_day",), module="measures"),
)

COMPILED = PERSON_DAY, RELATIONSHIP = "person_day.sql", "relationship.sql"  # Ibis as DuckDB's SQL
SAID: tuple[Verb, ...] = tuple(verb for step in STEPS for verb in step.said)
_ROOMS = ("linkage", "measure", "models", "normalise", "steps")
_KEPT_FOLDERS = 2  # the one in use, and the one a reader may still be reading
_META = "meta.json"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a build is a function of."""

    facts: Mapping[str, str]  # table -> SELECT over the current segments
    generation: str
    decisions: Sequence[Decision]
    owner: str
    zone: str
    until_us: int | None = None

    @property
    def name(self) -> str:
        """The name of the folder this build goes to."""
        keys = step_keys(self)
        prefix = "" if self.until_us is None else "until-"
        return prefix + _digest(*(keys[step.name] for step in STEPS))


def step_keys(inputs: Inputs) -> dict[str, str]:
    """Return for each step the hash of all it depends on."""
    segments = _digest(inputs.generation, str(inputs.until_us), inputs.owner, code_version())
    made = {"segments": segments}
    keys = {}
    for step in STEPS:
        said = [
            (one.verb, one.identity, one.other, json.dumps(one.value, sort_keys=True))
            for one in inputs.decisions
            if one.verb in step.said
        ]
        zone = inputs.zone if step.zoned else ""
        key = _digest(step.name, zone, repr(said), *(made[name] for name in step.reads))
        keys[step.name] = key
        made |= dict.fromkeys(step.makes, key)
    return keys


@cache
def code_version() -> str:
    """Return a hash that changes when the code of the rooms that derive anything changes."""
    home = Path(__file__).parent
    files = sorted(path for room in _ROOMS for path in (home / room).iterdir())
    marks = [(str(f.relative_to(home)), f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    return _digest(repr([mark for mark in marks if not mark[0].endswith("__pycache__")]))


def current(root: Path, inputs: Inputs) -> Path | None:
    """Return the folder that holds these inputs' tables, if it has been built."""
    folder = root / inputs.name
    return folder if (folder / _META).exists() else None


def meta(folder: Path) -> dict[str, Any]:
    """Return what the build wrote about itself: ``last_us``, the latest instant of a fact."""
    found: dict[str, Any] = json.loads((folder / _META).read_text("utf-8"))
    return found


def build(root: Path, inputs: Inputs, *, on_step: Callable[[str], None] | None = None) -> Path:
    """Make every stale table in a new folder, name the folder, and return it."""
    from comity.steps.scope import Scope, show_records, show_zone
    from comity.store.duckdb_engine import connect

    keys = step_keys(inputs)
    before = _latest(root)
    made = root / f"new-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True, mode=0o700)
    _bring_sql(made, before)
    with connect() as db:
        scope = Scope(
            db, inputs.owner, inputs.decisions, inputs.zone, made, inputs.facts, inputs.until_us
        )
        show_records(scope)
        show_zone(scope)
        for step in STEPS:
            if not (before and _link(step, keys[step.name], before, scope)):
                if on_step:
                    on_step(step.name)
                import_module(f"comity.steps.{step.module}").make(scope)
        last = db.execute("SELECT max(at_us) FROM fact").fetchone()
    written = {"steps": keys, "code": code_version(), "last_us": last[0] if last else None}
    (made / _META).write_text(json.dumps(written), "utf-8")
    return _named(made, root, inputs.name)


def _link(step: Step, key: str, before: Path, scope: Scope) -> bool:
    """Link a step's tables over from the folder before, if they were made from the same things."""
    if meta(before)["steps"].get(step.name) != key:
        return False
    for name in step.makes:
        os.link(before / f"{name}.parquet", scope.folder / f"{name}.parquet")
        scope.show(name)
    return True


def _bring_sql(made: Path, before: Path | None) -> None:
    if before and meta(before)["code"] == code_version():
        for name in COMPILED:
            os.link(before / name, made / name)
    else:
        from comity.steps.measures import write_sql

        write_sql(made)


def _latest(root: Path) -> Path | None:
    """Return the folder built last, of whole facts, if it is whole itself."""
    found = [path for path in _built(root) if not path.name.startswith("until-")]
    return found[-1] if found else None


def _built(root: Path) -> list[Path]:
    """Return finished folders, oldest first."""
    if not root.exists():
        return []
    folders = [path for path in root.iterdir() if (path / _META).exists()]
    return sorted(folders, key=lambda path: (path / _META).stat().st_mtime_ns)


def _named(made: Path, root: Path, name: str) -> Path:
    """Give the new folder its name and drop those no reader needs any more."""
    final = root / name
    if final.exists():
        shutil.rmtree(final)
    made.rename(final)
    for cut in (True, False):
        same = [path for path in _built(root) if path.name.startswith("until-") == cut]
        for path in same[:-_KEPT_FOLDERS]:
            shutil.rmtree(path, ignore_errors=True)
    for path in root.glob("new-*"):
        if not _alive(path):
            shutil.rmtree(path, ignore_errors=True)
    return final


def drop_earlier(root: Path, *, keep: Path) -> None:
    """Delete every folder of derived tables but one: what was forgotten must lie in none."""
    for path in root.iterdir():
        if path.is_dir() and path != keep:
            shutil.rmtree(path, ignore_errors=True)


def _alive(path: Path) -> bool:
    """Tell whether the process that builds into a folder still runs."""
    try:
        os.kill(int(path.name.rpartition("-")[2]), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
