"""What pages read in, read before anybody asks for them: at the start, after a word, each hour."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

from comity.errors import ComityError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from comity.faces.session import Session

_TICK_S = 60  # a new day, or another program's word, is noticed within a minute
_PATIENCE_S = 0.5  # the page that was asked for goes first
_END_S = 5


@dataclass
class Readiness:
    """A thread beside the server that reads for the pages while nobody waits for one."""

    session: Session
    steps: Sequence[Callable[[Session], object]]
    _woken: Event = field(default_factory=Event)
    _ended: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin, with what the first page needs."""
        self._woken.set()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that something changed."""
        self._woken.set()

    def end(self) -> None:
        """Stop after the step at hand."""
        self._ended.set()
        self._woken.set()
        if self._thread:
            self._thread.join(_END_S)

    def _run(self) -> None:
        patience_s = 0.0
        while not self._ended.is_set():
            self._woken.wait(_TICK_S)
            self._woken.clear()
            time.sleep(patience_s)
            patience_s = _PATIENCE_S
            self.get_ready()

    def get_ready(self) -> None:
        """Take the steps, unless something changes meanwhile: then they begin anew."""
        with suppress(ComityError, OSError):  # who asks for the page is told
            if self.session.book().is_empty:
                return
            for step in self.steps:
                if self._woken.is_set() or self._ended.is_set():
                    return
                step(self.session)
