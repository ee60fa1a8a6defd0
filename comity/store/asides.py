"""What was set aside, and how long it is to be told of: until what it held is in the book again.

Beside each folder of facts lies a note: what is known of what it held, and the accounts of the
paths that bring it back. A folder without one was not looked through yet; deleted, it is told of
no more.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from comity.store import durable, integrity
from comity.store.committing import ASIDE
from comity.store.manifest import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.store.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a folder that cannot be read as a whole."""

    records: int = 0  # 0: unknown
    sources: tuple[str, ...] = ()  # none: unknown
    places: tuple[tuple[str, str, str, int], ...] = ()  # and when each was read last
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aside:
    """A folder that was set aside, and what it held is not in the book again."""

    path: Path
    records: int
    sources: tuple[str, ...]
    paths: tuple[str, ...]  # to be imported again, as far as they are known
    looked_through: bool  # whether it was found that it cannot be taken back


def note(home: Path, said: Note) -> None:
    """Keep what is known of a folder that was set aside."""
    durable.replace(_note_of(home), json.dumps(asdict(said)).encode())


def is_noted(home: Path) -> bool:
    """Tell whether a folder that was set aside was looked through."""
    return _noted(home) is not None


def forget(home: Path) -> None:
    """Say no more of a folder: what it held is in the book."""
    durable.remove(_note_of(home))


def sources_in(home: Path) -> set[str] | None:
    """Return the sources whose records a folder holds; None where it cannot tell any more."""
    return integrity.sources_of(home.parent, Segment(home.name, {}))


def digests_of(home: Path) -> dict[str, str]:
    """Return the digests of a folder's files as they were written; none where nobody knows."""
    said = _noted(home)
    return said.digests if said else {}


def folders(facts: Path) -> list[Path]:
    """Return the folders of facts that were set aside."""
    place = facts / ASIDE
    found = place.iterdir() if place.is_dir() else ()
    return sorted(one for one in found if one.is_dir() and _is_segment(one.name))


def others(facts: Path) -> list[Path]:
    """Return what else was set aside: lists of facts, files of problems."""
    place, theirs = facts / ASIDE, folders(facts)
    known = {*theirs, *map(_note_of, theirs)}
    return sorted(set(place.iterdir() if place.is_dir() else ()) - known)


def waiting(facts: Path, manifest: Manifest) -> Iterator[Aside]:
    """Yield what was set aside and is not in the book again."""
    for home in folders(facts):
        said = _noted(home)
        if said is None:
            sources = sources_in(home)
            yield Aside(home, 0, tuple(sorted(sources or ())), (), looked_through=False)
        elif not _is_back(said, manifest):
            paths = {_archive_of(path) for path in _left(said, manifest)}
            within = {path for path in paths if paths.intersection(map(str, Path(path).parents))}
            yield Aside(
                home, said.records, said.sources, tuple(sorted(paths - within)), looked_through=True
            )


def _is_segment(name: str) -> bool:
    """Tell a segment's folder, also one of several that had one name."""
    return integrity.is_segment(name) or integrity.is_segment(name.rpartition("-")[0])


def _is_back(said: Note, manifest: Manifest) -> bool:
    if said.places:
        return not any(_left(said, manifest))
    read = {one.source for one in manifest.accounts.values() if one.fingerprint}
    return bool(said.sources) and read.issuperset(said.sources)


def _left(said: Note, manifest: Manifest) -> Iterator[str]:
    """Yield the paths that were not read again."""
    for path, source, reader, read_us in said.places:
        now = manifest.accounts.get((path, source, reader))
        if now and not now.fingerprint and now.imported_us <= read_us:
            yield path


def _archive_of(path: str) -> str:
    """Return the archive a path lies in, else the path."""
    return next((str(one) for one in Path(path).parents if one.is_file()), path)


def _note_of(home: Path) -> Path:
    return home.with_name(f"{home.name}.json")


def _noted(home: Path) -> Note | None:
    try:
        said = json.loads(_note_of(home).read_bytes())
        places = tuple((str(a), str(b), str(c), int(d)) for a, b, c, d in said["places"])
        sources = tuple(map(str, said["sources"]))
        return Note(int(said["records"]), sources, places, dict(said["digests"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
