"""A folder of facts in; what in it is missing, older than the rest or not what was written, out.

Every look at the facts holds the manifest against its copy and against what lies in the folder,
and the size of each file against what was written. A file whose size, times and inode differ from
when its bytes were last read is read through again, so only a disk that rots in silence is left
to ``comity check`` and ``backup``, which read everything.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.schema import FACTS
from comity.store import durable, trouble
from comity.store.digest import digest_of
from comity.store.manifest import (
    COPY,
    NAME,
    PENDING,
    PROBLEMS,
    TO_RESTORE,
    Manifest,
    counter_in,
    load,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from comity.store.manifest import Segment

SEEN = "seen.json"  # files, each as it was when its digest was last found to fit
_SEGMENT = re.compile(r"(\d{6,})-[0-9a-z]+")
_LOOKS = 5  # a writer may be at work: what it changes in between is looked at again


@dataclass(frozen=True, slots=True)
class Damage:
    """A file, and what is wrong with it."""

    path: Path
    what: str
    segment: str = ""  # the segment it belongs to

    def error(self) -> BookDamaged:
        """Return it as what the user is told."""
        return BookDamaged(self.path, f"damaged: {self.what}", hint=TO_RESTORE)


def is_segment(name: str) -> bool:
    """Tell a segment's folder by its name."""
    return bool(_SEGMENT.fullmatch(name))


def sound(folder: Path) -> Manifest:
    """Return the manifest in force; whatever is wrong with it or what it names is raised."""
    for left in reversed(range(_LOOKS)):
        try:
            found_there = lying(folder)
            now = load(folder)
            if found := _wrong(folder, now, found_there):
                raise found.error()
            break
        except (BookDamaged, FileNotFoundError):
            if not left:
                raise
    return now or Manifest()


def lying(folder: Path) -> list[str]:
    """Return the segments in the folder."""
    try:
        return [name for name in os.listdir(folder) if is_segment(name)]  # noqa: PTH208 - names alone
    except (FileNotFoundError, NotADirectoryError):
        return []
    except PermissionError as error:
        raise durable.denied(folder) from error


def _wrong(folder: Path, now: Manifest | None, there: list[str]) -> Damage | None:
    """Return the first thing that is wrong."""
    found = of_manifest(folder, now, there)
    if found or now is None:
        return found
    if missing := next(unfit_files(folder, now), None):
        return missing
    return _changed(folder, now)


def of_manifest(folder: Path, now: Manifest | None, there: list[str]) -> Damage | None:
    """Return what is wrong with the manifest itself: it is missing, or older than the rest."""
    copied = counter_in(folder / COPY)
    if now is None:
        if copied or set(there) - _named_by_pending(folder):
            return Damage(folder / NAME, "it is missing, though facts lie beside it")
        return None
    if copied > now.counter and _is_whole(folder, COPY):
        return Damage(folder / NAME, f"it is older than its copy, {COPY}")
    later = [name for name in there if number_of(name) > now.counter + (not now.sealed)]
    if set(later) - _named_by_pending(folder):
        return Damage(folder / NAME, f"it is older than the facts beside it ({max(later)})")
    return None


def number_of(segment: str) -> int:
    """Return the number of the manifest that named it first."""
    return int(segment.partition("-")[0])


def _is_whole(folder: Path, name: str) -> bool:
    try:
        return load(folder, name) is not None
    except BookDamaged:
        return False


def _named_by_pending(folder: Path) -> frozenset[str]:
    with suppress(BookDamaged):
        if pending := load(folder, PENDING):
            return pending.names
    return frozenset()


def unfit_files(folder: Path, manifest: Manifest, *, passing: bool = False) -> Iterator[Damage]:
    """Yield files that are missing or of another size than was written.

    ``passing``: what has not got its own name yet is there, too.
    """
    for segment, table, path in _files(folder, manifest, passing=passing):
        try:
            size = path.stat().st_size if path.is_file() else None
        except PermissionError as error:
            raise durable.denied(path) from error
        except OSError:
            size = None
        if size is None:
            yield Damage(path, "it is missing", segment.id)
        elif size != segment.sizes.get(table, size):
            what = f"it has {size:,} bytes, and had {segment.sizes[table]:,}"
            yield Damage(path, what, segment.id)
    for name in manifest.names:
        path = folder / name
        if name.startswith(PROBLEMS) and not (
            path.is_file() or (passing and durable.aside(path).is_file())
        ):
            yield Damage(path, "it is missing")


def _files(
    folder: Path, manifest: Manifest, *, passing: bool = False
) -> Iterator[tuple[Segment, str, Path]]:
    """Yield each segment's files."""
    for segment in manifest.segments:
        home = folder / segment.id
        if passing and not home.exists():
            home = durable.aside(home)
        for table in FACTS:
            yield segment, table, home / f"{table}.parquet"


def unfit(folder: Path, manifest: Manifest, *, passing: bool = False) -> bool:
    """Tell whether anything a manifest names is missing or not what was written."""
    if any(unfit_files(folder, manifest, passing=passing)):
        return True
    return any(
        _digest_of(path) != segment.digests[table]
        for segment, table, path in _files(folder, manifest, passing=passing)
        if table in segment.digests
    )


def _changed(folder: Path, manifest: Manifest) -> Damage | None:
    """Read through what was touched since it was last read through; remember what fits."""
    seen, now = _seen(folder), {}
    for segment, table, path in _files(folder, manifest):
        if table not in segment.digests:
            continue
        name, mark = f"{segment.id}/{table}", _mark(path)
        if seen.get(name) != mark and _digest_of(path) != segment.digests[table]:
            return Damage(path, "its bytes are not those that were written", segment.id)
        now[name] = mark
    if now != seen:
        _remember(folder, now)
    return None


def _digest_of(path: Path) -> str:
    try:
        return digest_of(path)
    except PermissionError as error:
        raise durable.denied(path) from error


def _mark(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _seen(folder: Path) -> Mapping[str, list[int]]:
    try:
        said = json.loads((folder / SEEN).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _remember(folder: Path, seen: Mapping[str, list[int]]) -> None:
    """Keep what was read through; where it cannot be kept, it is read through again."""
    aside = folder / f".{SEEN}-{os.getpid()}.new"
    with suppress(OSError):
        with durable.new_file(aside) as file:
            file.write(json.dumps(seen).encode())
        aside.replace(folder / SEEN)


def read_through(folder: Path, manifest: Manifest) -> Iterator[tuple[Path, Damage | None]]:
    """Read every file that a manifest names; yield each with what is wrong with it."""
    missing = {one.path: one for one in unfit_files(folder, manifest)}
    for segment, table, path in _files(folder, manifest):
        found = missing.pop(path, None)
        if not found and table in segment.digests:
            found = _of_bytes(segment, table, path)
        yield path, found
    for name in sorted(one for one in manifest.names if one.startswith(PROBLEMS)):
        path = folder / name
        found = missing.pop(path, None)
        if not found and not trouble.is_whole(path):
            found = Damage(path, "its bytes are not those that were written")
        yield path, found


def _of_bytes(segment: Segment, table: str, path: Path) -> Damage | None:
    try:
        fits = _digest_of(path) == segment.digests[table]
    except OSError as error:
        return Damage(path, f"it cannot be read ({error.strerror})", segment.id)
    what = "its bytes are not those that were written"
    return None if fits else Damage(path, what, segment.id)


def sources_of(folder: Path, segment: Segment) -> set[str] | None:
    """Return the sources whose records a segment holds; None where it cannot tell any more."""
    import pyarrow.parquet as pq

    path = folder / segment.id / "holding.parquet"
    try:
        if _digest_of(path) != segment.digests.get("holding", _digest_of(path)):
            return None
        return set(pq.read_table(path, columns=["source"]).column("source").to_pylist())
    except Exception:  # noqa: BLE001 - whatever its bytes make of the reader
        return None
