"""Tasks in, their chunks out, in the order of the tasks, read by several processes.

Each worker is a Python of its own at the other end of a socket. It blocks when nobody takes what
it sends, so memory stays flat; it ends when its parent does, however that ends; and when it is
killed the socket says so: its task ends with one problem and another worker takes its place.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from comity.operations.intake.reading import failure, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comity.operations.intake.reading import Chunk, Task

AHEAD_BYTES = 32 << 20  # taken from workers before the turn of what they read
_STOP_S = 2.0
_READY = "ready"
_WORKER = "from comity.operations.intake.pool import serve; serve({})"


@dataclass(slots=True, eq=False)
class _Worker:
    """A process and the socket to it."""

    process: subprocess.Popen[bytes]
    socket: Connection[Any, Any]
    ready: bool = False  # it has started, so what ends it then is what it reads


@dataclass(slots=True, eq=False)
class _Job:
    """A task under way, and what is there of it."""

    task: Task
    worker: _Worker
    chunks: deque[Chunk] = field(default_factory=deque)
    size_bytes: int = 0
    done: bool = False


class Pool:
    """Worker processes that read tasks."""

    def __init__(self, workers: int) -> None:
        self._idle = [_start() for _ in range(workers)]
        self._jobs: deque[_Job] = deque()

    def stop(self) -> None:
        """End all workers, whatever they are at."""
        for worker in (*self._idle, *(job.worker for job in self._jobs if not job.done)):
            _stop(worker)

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Chunk]]:
        """Yield each task's chunks, task after task."""
        left = iter(tasks)
        while True:
            while self._idle and (task := next(left, None)):
                self._assign(task)
            if not self._jobs:
                break
            first = self._jobs[0]
            while first.chunks:
                yield first.task, first.chunks.popleft()
            first.size_bytes = 0
            if first.done:
                self._jobs.popleft()
            else:
                self._receive()
        for task in left:  # no worker could be started
            yield from ((task, chunk) for chunk in read(task))

    def _assign(self, task: Task) -> None:
        worker = self._idle.pop()
        self._jobs.append(_Job(task, worker))
        try:
            worker.socket.send(task)
        except OSError:  # it died while idle
            self._lost(self._jobs[-1])

    def _receive(self) -> None:
        """Take what there is, from workers ahead of their turn only so much."""
        first = self._jobs[0]
        full = sum(job.size_bytes for job in self._jobs) >= AHEAD_BYTES
        busy = [job for job in self._jobs if not job.done and (job is first or not full)]
        ready = set(map(id, wait([job.worker.socket for job in busy])))
        for job in busy:
            if id(job.worker.socket) in ready:
                self._take(job)

    def _take(self, job: _Job) -> None:
        from comity.store.columns import from_bytes

        try:
            said = job.worker.socket.recv()
        except (OSError, EOFError):
            self._lost(job)
            return
        if said == _READY:
            job.worker.ready = True
            return
        if said is None:
            job.done = True
            self._idle.append(job.worker)
            return
        chunk, messages = said
        chunk.batch = from_bytes(messages) if messages else None
        job.size_bytes += sum(map(len, messages))
        job.chunks.append(chunk)

    def _lost(self, job: _Job) -> None:
        _stop(job.worker)
        job.done = True
        if not job.worker.ready:
            job.chunks.extend(read(job.task))
            return
        where = job.task.readings[0].path.name
        job.chunks.append(failure(where, "the process that read it was ended from outside"))
        self._idle.append(_start())


def _start() -> _Worker:
    ours, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
            [sys.executable, "-c", _WORKER.format(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # what breaks there is told as a problem, without its text
            pass_fds=(theirs.fileno(),),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path)},  # noqa: PTH109 - a string is wanted
        )
    return _Worker(process, ours)


def _stop(worker: _Worker) -> None:
    worker.socket.close()
    worker.process.kill()
    worker.process.wait(_STOP_S)


def serve(descriptor: int) -> None:
    """Be a worker: read the tasks that come, until nobody sends any more."""
    from comity.store.columns import to_bytes

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends us
    socket: Connection[Any, Any] = Connection(descriptor)
    with socket:
        try:
            socket.send(_READY)
            while True:
                for chunk in read(socket.recv()):
                    messages = to_bytes(chunk.batch) if chunk.batch else ()
                    chunk.batch = None
                    socket.send((chunk, messages))
                socket.send(None)
        except (EOFError, OSError):
            return
