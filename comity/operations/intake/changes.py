"""Files in, words out that tell whether they changed: cheap by times, sure by content.

A file whose size, times and inode are as they were is taken to be unchanged, as by git; when it
was only touched or copied back, its content says so. A folder is judged by names, sizes, times.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from comity.operations.intake.recognising import Unit

READING = "3"  # changes when what readers make of the same bytes does: all is then read again
SETTLED_US = 2_000_000  # a file changed since may change again within one tick of its clock
_HASHED_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Marks:
    """What a unit was like before it was read."""

    unit: Unit
    seen: str
    fingerprint: Future[str]

    @classmethod
    def of(cls, unit: Unit, *, options: str, executor: Executor) -> Marks:
        """Take note of a unit; its content is hashed while it is read."""
        hashed = executor.submit(fingerprint, unit, options=options)
        return cls(unit, stat_mark(unit), hashed)

    def unchanged(self) -> str:
        """Return the fingerprint; "" when the unit changed while it was read."""
        try:
            return self.fingerprint.result() if stat_mark(self.unit) == self.seen else ""
        except OSError:
            return ""


def size_bytes(unit: Unit) -> int:
    """Return how much there is to read."""
    return sum(status.st_size for found in unit.found for _, status in _files(found.path))


def stat_mark(unit: Unit, *, settled_us: int | None = None) -> str:
    """Return a word that changes when a file is touched; "" when one was, later than settled."""
    marks = [_mark(name, status) for found in unit.found for name, status in _files(found.path)]
    latest_ns = max((mark[1] for mark in marks), default=0)
    if settled_us is not None and latest_ns > settled_us * 1000:
        return ""
    return _hash(marks)


def fingerprint(unit: Unit, *, options: str) -> str:
    """Return a word that changes with the content: a file's bytes, else names, sizes and times."""
    if len(unit.found) == 1 and unit.found[0].path.is_file():
        content = _content_hash(unit.found[0].path)
    else:
        content = _hash(
            [
                (found.path.name, name, status.st_size, status.st_mtime_ns)
                for found in unit.found
                for name, status in _files(found.path)
            ]
        )
    return _hash([READING, unit.reader, options, [found.use for found in unit.found], content])


def _mark(name: str, status: os.stat_result) -> tuple[str, int, int, int, int]:
    changed_ns = max(status.st_mtime_ns, status.st_ctime_ns)
    return name, changed_ns, status.st_mtime_ns, status.st_size, status.st_ino


def _files(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield (name, status) of a file, or of every file below a folder, in order."""
    if path.is_file():
        yield path.name, path.stat()
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = os.path.join(folder, name)  # noqa: PTH118 - there may be many
            with suppress(OSError):  # gone in the meantime
                status = os.lstat(file)
                if stat.S_ISREG(status.st_mode):
                    yield file[len(str(path)) :], status


def _content_hash(file: Path) -> str:
    made = hashlib.sha256()  # twice as fast as BLAKE2 where the processor knows it
    with file.open("rb") as opened:
        while block := opened.read(_HASHED_BYTES):
            made.update(block)
    return f"{file.stat().st_size}:{made.hexdigest()[:32]}"


def _hash(values: list[Any]) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "replace")).hexdigest()[:32]
