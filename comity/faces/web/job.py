"""Long work beside the pages: an import or the demo, and how far it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TYPE_CHECKING

from comity.book import open_book
from comity.errors import ComityError
from comity.faces.crash_report import place
from comity.faces.web.advice import unlinked, what_is_wrong
from comity.operations.words import doing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from comity.book import Book
    from comity.operations.document import Document, Json
    from comity.operations.intake.intake import Progress


@dataclass
class Job:
    """One piece of work: running, then done with a result or an error."""

    what: str
    running: bool = True
    doing: str = ""  # in words, where there is no count
    read: int = 0
    new: int = 0
    done_bytes: int = 0
    total_bytes: int = 0
    began_s: float = field(default_factory=time.monotonic)
    result: Document | None = None
    error: str = ""
    hint: str = ""

    def progress(self, state: Progress) -> None:
        """Take over how far the import is."""
        self.read, self.new = state.read, state.new
        self.done_bytes, self.total_bytes = state.done_bytes, state.total_bytes
        self.doing = ""

    def notify(self, text: str) -> None:
        """Take over what is being done."""
        self.doing = doing(text)

    @property
    def share(self) -> float | None:
        """How much of it is done, from 0 to 1, where that is known."""
        return min(self.done_bytes / self.total_bytes, 1.0) if self.total_bytes else None

    def status(self) -> dict[str, Json]:
        """Return how far it is: the records a second, and the seconds left where that is known."""
        elapsed_s, share = max(time.monotonic() - self.began_s, 1e-3), self.share
        left_s = elapsed_s * (1 - share) / share if share else None
        return {
            "what": self.what,
            "running": self.running,
            "doing": self.doing,
            "read": self.read,
            "new": self.new,
            "rate_per_s": round(self.read / elapsed_s),
            "share": share,
            "left_s": round(left_s) if left_s is not None else None,
            "error": self.error,
            "hint": self.hint,
        }


@dataclass
class JobRunner:
    """Where one piece of long work is done at a time."""

    job: Job | None = None
    _lock: Lock = field(default_factory=Lock)

    def start(
        self,
        what: str,
        folder: Path,
        work: Callable[[Book], Document],
        then: Callable[[], None],
    ) -> bool:
        """Begin a piece of work on a book of its own; False where one is still going on."""
        with self._lock:
            if self.job and self.job.running:
                return False
            job = self.job = Job(what)
        Thread(target=self._run, args=(job, folder, work, then), daemon=True).start()
        return True

    def _run(
        self,
        job: Job,
        folder: Path,
        work: Callable[[Book], Document],
        then: Callable[[], None],
    ) -> None:
        now_us = time.time_ns() // 1_000
        try:
            with open_book(folder, now_us=now_us, notify=job.notify, progress=job.progress) as book:
                job.result = work(book)
            then()
        except ComityError as error:
            job.error, job.hint = what_is_wrong(error.message), unlinked(error.hint)
        except Exception as error:  # noqa: BLE001 - told on the page, without anybody's words
            job.error = f"a mistake of ours, {place(error)}; what was read is safe"
        finally:
            job.running = False
