"""Tasks in, their chunks out: read by other processes where there is enough to read, else here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from comity.operations.intake import reading
from comity.operations.intake.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.operations.intake.reading import Chunk, Task

POOL_BYTES = 8 << 20  # less is read here before a worker has started
WORKERS_MAX = 16


class Readers:
    """So many processes at most, started when there is enough to read."""

    def __init__(self, workers: int | None) -> None:
        self._workers = min(_processors() if workers is None else workers, WORKERS_MAX)
        self._pool: Pool | None = None

    def read(self, tasks: Iterator[Task], *, size_bytes: int) -> Iterator[tuple[Task, Chunk]]:
        """Return each task's chunks, task after task."""
        if self._pool is None and self._workers > 1 and size_bytes >= POOL_BYTES:
            self._pool = Pool(self._workers)
        if self._pool:
            return self._pool.read(tasks)
        return ((task, chunk) for task in tasks for chunk in reading.read(task))

    def stop(self) -> None:
        """End the processes, whatever they are at."""
        if self._pool:
            self._pool.stop()


def _processors() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
