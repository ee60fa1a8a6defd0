"""The data flow on one page: which step reads what and makes what, and which are stale.

Derived tables are a pure function of facts, decisions and code. A build goes into a new folder;
a step whose inputs have not changed has its tables linked over from the folder before; then the
folder is given its final name, which is a hash of everything it was made from.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.model import Notice
from comity.store import derived, durable
from comity.store.derived import META as _META
from comity.store.durable import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from comity.derive.scope import Scope
    from comity.store.decisions import Decision, Verb


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the data flow."""

    name: str
    reads: tuple[str, ...]
    module: str  # of comity.derive; its make() is imported when it runs, for start-up's sake
    shows: tuple[str, ...] = ()  # what it makes for the book to read
    passes: tuple[str, ...] = ()  # what it makes for later steps alone
    said: tuple[Verb, ...] = ()  # the decisions it heeds
    zoned: bool = False  # whether it tells days or hours
    regional: bool = False  # whether it reads telephone numbers

    @property
    def makes(self) -> tuple[str, ...]:
        """The tables it makes."""
        return (*self.shows, *self.passes)


STEPS = (
    Step(
        "facts",
        reads=("segments",),
        shows=("address",),
        passes=("shared", "fact", "who", "participant", "claim"),
        module="facts",
        said=("me",),
        regional=True,
    ),
    Step("freshness", reads=("segments", "fact"), shows=("freshness",), module="freshness"),
    Step("references", reads=("segments", "fact"), passes=("reference",), module="references"),
    Step(
        "who is who",
        reads=(
            *("segments", "address", "shared", "fact", "who", "participant", "claim"),
            "reference",
        ),
        shows=("identity", "person", "merge", "question"),
        module="identities",
        said=("me", "same", "different", "remember"),
    ),
    Step(
        "who may be me",
        reads=("segments", "fact", "who", "participant", "identity"),
        shows=("unclaimed", "maybe_me"),
        module="maybe_me",
    ),
    Step(
        "automatic",
        reads=("segments", "fact", "who", "participant", "identity"),
        passes=("automatic",),
        module="automatic",
    ),
    Step(
        "threads",
        reads=("fact", "who", "participant", "identity", "reference", "automatic"),
        shows=("thread",),
        module="threads",
    ),
    Step(
        "own words",
        reads=("segments", "participant", "reference"),
        passes=("own_words",),
        module="own_words",
    ),
    Step("wording", reads=("segments", "own_words"), passes=("wording",), module="wording"),
    Step(
        "memos",
        reads=("fact", "who", "participant", "wording", "identity", "person"),
        shows=("memo",),
        module="memos",
    ),
    Step(
        "contacts",
        reads=(
            "address",
            "fact",
            "who",
            "participant",
            "wording",
            "identity",
            "automatic",
            "thread",
            "memo",
        ),
        shows=("contact",),
        module="contacts",
        said=("log",),
        zoned=True,
    ),
    Step(
        "exchanges",
        reads=(
            *("segments", "fact", "who", "participant", "identity"),
            *("own_words", "wording", "contact", "thread"),
        ),
        shows=("exchange",),
        module="exchanges",
    ),
    Step(
        "loops",
        reads=("segments", "fact", "own_words", "person", "contact", "thread"),
        shows=("loop",),
        module="loops",
        zoned=True,
    ),
    Step("waits", reads=("contact",), shows=("wait",), module="waits"),
    Step(
        "circles",
        reads=("fact", "who", "participant", "claim", "wording", "identity", "person", "contact"),
        shows=("circle", "connected"),
        module="circles",
        zoned=True,
    ),
    Step(
        "invitations",
        reads=("fact", "who", "participant", "identity", "contact", "connected"),
        shows=("invitation",),
        module="invitations",
    ),
    Step("days", reads=("contact",), shows=("person_day",), module="measures"),
    Step(
        "own forecasts",
        reads=("contact", "exchange", "person_day"),
        shows=("calibration",),
        module="calibration",
        zoned=True,
    ),
)

RELATIONSHIP = "relationship.sql"  # Ibis as DuckDB's SQL
TABLES = tuple(name for step in STEPS for name in step.shows)  # that the book shows
SAID: tuple[Verb, ...] = tuple(verb for step in STEPS for verb in step.said)
_CODE = (
    *("build.py", "schema.py", "sources/__init__.py"),
    *("language", "linkage", "measure", "models", "normalise", "derive"),
)
_KEPT_FOLDERS = 2  # the one in use, and the one a reader may still be reading
_PASSING = ("new-", "old-")  # folders being made, and being deleted
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SPILL = "spill"  # what does not fit into memory, until the build is done


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a build is a function of."""

    facts: Mapping[str, str]  # table -> SELECT over the current segments
    generation: str
    decisions: Sequence[Decision]
    owner: str
    zone: str
    region: str = ""  # of telephone numbers without a country
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
        said = [astuple(one) for one in inputs.decisions if one.verb in step.said]
        zone = inputs.zone if step.zoned else ""
        words = json.dumps(said, sort_keys=True)
        region = inputs.region if step.regional else ""
        key = _digest(step.name, zone, region, words, *(made[name] for name in step.reads))
        keys[step.name] = key
        made |= dict.fromkeys(step.makes, key)
    return keys


@cache
def code_version() -> str:
    """Return a hash that changes when the code of the rooms that derive anything changes."""
    home = Path(__file__).parent
    found = (path for name in _CODE for path in (home / name, *(home / name).rglob("*")))
    files = sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)
    digest = blake2b(digest_size=8)
    for file in files:
        digest.update(f"{file.relative_to(home).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def current(
    root: Path, inputs: Inputs, *, notify: Callable[[str], None] | None = None
) -> Path | None:
    """Return the folder that holds these inputs' tables, if it has been built and is whole.

    What is there and is not whole is dropped, and that is said.
    """
    folder = root / inputs.name
    if not os.path.lexists(folder):
        return None
    if bad := derived.spoilt(folder):
        say_spoilt(bad[0], notify)
        _drop(folder)
        return None
    with suppress(OSError):  # a book that may only be read
        os.utime(folder / _META)  # in use: not the next to be dropped
    return folder


def say_spoilt(path: Path, notify: Callable[[str], None] | None) -> None:
    """Say in one line that a derived file was not what was made, and is made anew."""
    if notify:
        notify(Notice(f"{path} was damaged or missing: it is made anew from your facts"))


def meta(folder: Path) -> dict[str, Any]:
    """Return what the build wrote about itself: ``last_us``, the latest instant of a fact."""
    return derived.meta(folder)


def build(root: Path, inputs: Inputs, *, on_step: Callable[[str], None] | None = None) -> Path:
    """Make every stale table in a new folder, name the folder, and return it."""
    with refusals(root):
        if os.path.lexists(root) and not root.is_dir():
            say_spoilt(root, on_step)
            root.unlink()
        made = _new_folder(root)
        try:
            _make(made, inputs, _latest(root), on_step=on_step)
            return _named(made, root, inputs.name)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise


def _new_folder(root: Path) -> Path:
    for folder in (*reversed(root.parents), root):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    made = root / f"new-{secrets.token_hex(4)}-{os.getpid()}"
    made.mkdir(mode=0o700)
    return made


def _make(
    made: Path, inputs: Inputs, before: Path | None, *, on_step: Callable[[str], None] | None
) -> None:
    """Make the tables, or link those over whose step has the key it had before."""
    import duckdb

    from comity.derive.measures import write_sql
    from comity.derive.scope import Scope, quoted, show_records, show_zone
    from comity.store.duckdb_engine import connect

    keys, old = step_keys(inputs), derived.meta(before) if before else {}
    bad = {path.name for path in derived.spoilt(before)} if before else set()
    write_sql(made)
    with connect() as db, _full_disk(duckdb.IOException):
        db.execute(f"SET temp_directory = '{quoted(made / _SPILL)}'")
        scope = Scope(
            db,
            inputs.owner,
            inputs.decisions,
            inputs.zone,
            made,
            inputs.facts,
            inputs.until_us,
            inputs.region,
        )
        show_records(scope)
        show_zone(scope)
        for step in STEPS:
            names = [f"{name}.parquet" for name in step.makes]
            same = old.get("steps", {}).get(step.name) == keys[step.name]
            if before and same and bad.isdisjoint(names) and _link(made, before, names):
                for name in step.makes:
                    scope.show(name)
                continue
            if on_step:
                on_step(step.name)
            import_module(f"comity.derive.{step.module}").make(scope)
        last_us = _last_us(scope)
    _sync(made)
    written = {"steps": keys, "last_us": last_us}
    derived.write_meta(made, written, before=old.get("files", {}))


def _last_us(scope: Scope) -> int | None:
    """Return the instant of the last thing a source said."""
    sql = "SELECT max(at_us) FROM (SELECT at_us FROM fact UNION ALL SELECT at_us FROM claim)"
    found: int | None = scope.rows(sql)[0][0]
    return found


@contextmanager
def _full_disk(failure: type[Exception]) -> Iterator[None]:
    """Tell the system's word for a full disk from DuckDB's."""
    try:
        yield
    except failure as error:
        if any(os.strerror(number) in str(error) for number in _NO_SPACE):
            raise OSError(errno.ENOSPC, str(error)) from error
        raise


def _link(made: Path, before: Path, names: Sequence[str]) -> bool:
    """Link files over from the folder before, or copy them where the disk knows no links."""
    try:
        for name in names:
            try:
                (made / name).hardlink_to(before / name)
            except FileNotFoundError:
                raise
            except OSError:
                shutil.copyfile(before / name, made / name)
    except FileNotFoundError:  # another process has dropped it
        return False
    return True


def _sync(made: Path) -> None:
    """Keep a folder's files on disk and private: its name will vouch for them."""
    shutil.rmtree(made / _SPILL, ignore_errors=True)
    for path in made.iterdir():
        path.chmod(0o600)
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _latest(root: Path) -> Path | None:
    """Return the folder used last, of whole facts."""
    found = [path for path in _built(root) if not path.name.startswith("until-")]
    return found[-1] if found else None


def _built(root: Path) -> list[Path]:
    """Return finished folders, the one used last at the end."""
    used = []
    for path in root.iterdir():
        if path.name.startswith(_PASSING):
            continue
        with suppress(OSError):  # no folder of tables, or just dropped
            used.append(((path / _META).stat().st_mtime_ns, path))
    return [path for _, path in sorted(used)]


def _named(made: Path, root: Path, name: str) -> Path:
    """Give the new folder its name and drop those no reader needs any more."""
    final = root / name
    try:
        made.rename(final)
    except OSError:
        if not derived.spoilt(final):
            shutil.rmtree(made)  # another process was first
        elif os.path.lexists(final):
            _drop(final)
            made.rename(final)
        else:
            raise
    for cut in (True, False):
        same = [path for path in _built(root) if path.name.startswith("until-") == cut]
        for path in same[:-_KEPT_FOLDERS]:
            _drop(path)
    for path in root.glob("new-*"):
        if not _alive(path):
            shutil.rmtree(path, ignore_errors=True)
    return final


def _drop(path: Path) -> None:
    """Delete a folder under another name, so that no half of it is taken for a whole."""
    aside = path.with_name(f"old-{secrets.token_hex(4)}")
    with suppress(OSError):  # another process dropped it
        path.rename(aside)
    for left in path.parent.glob("old-*"):
        with suppress(OSError):
            durable.remove(left)


def had_facts(root: Path) -> bool:
    """Tell whether any tables were made of facts, and not of memory alone."""
    return any(derived.meta(folder).get("last_us") for folder in derived.folders(root))


def spoilt(root: Path) -> list[Path]:
    """Read all derived tables; return the files that are not what was made, and drop theirs."""
    bad = [path for folder in derived.folders(root) for path in derived.spoilt(folder, deep=True)]
    for path in bad:
        _drop(path.parent if path.parent != root else path)
    return bad


def drop_earlier(root: Path, *, keep: Path) -> None:
    """Delete every folder of derived tables but one: what was forgotten must lie in none."""
    for path in root.iterdir():
        if path.is_dir() and path != keep:
            _drop(path)


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
