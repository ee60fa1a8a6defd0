"""An event followed: every page that shows it is told when something was said (server-sent events).

One look at the file a quarter of a second, however many pages there are; each page is sent where
the clock stands too, since the clocks and timers of others' devices are not to be trusted.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from comity.errors import ComityError, NotFound
from comity.operations.event.clock import countdown
from comity.operations.event.evening import REVOKED, Evening, told
from comity.operations.event.ringing import ring
from comity.store.events import Act

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import TypeAlias

    from comity.operations.event.evening import Said
    from comity.store.events import EventFile

    Wish: TypeAlias = Callable[[Evening], Said | None]

_LOOK_S = 0.25
_BEAT_S = 5.0  # a page hears at least so often: from silence it knows that it was cut off
_RETRY_MS = 2_000


def version(evening: Evening, at_us: int) -> str:
    """Return what differs whenever a page would show something else."""
    clock = countdown(evening, at_us)
    return f"{evening.latest}-{clock.face}-{clock.is_last_minute:d}"


def now_us() -> int:
    """Return the time."""
    return time.time_ns() // 1_000


@dataclass
class Follower:
    """One event as it stands, and those who follow it from one event loop."""

    file: EventFile
    clock: Callable[[], int] = now_us
    _evening: Evening = field(default_factory=Evening)
    _lock: Lock = field(default_factory=Lock)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _watch: asyncio.Task[None] | None = None
    _followers: int = 0
    _looked_s: float = -1.0
    _looking: asyncio.Task[None] | None = None
    _wanted: list[tuple[Wish, asyncio.Future[None]]] = field(default_factory=list)
    _saying: asyncio.Task[None] | None = None

    def look(self) -> Evening:
        """Return the event as it stands now; rings the bell where it is due."""
        with self._lock:
            self._read()
            if ring(self.file, self._evening, self.clock()):
                self._read()
            return self._evening

    async def fresh(self) -> Evening:
        """Return the event as it stood a moment ago at most."""
        if self._looking is None or self._looking.done():
            if time.monotonic() - self._looked_s <= _LOOK_S:
                return self._evening
            self._looking = asyncio.create_task(self._look())
        await asyncio.shield(self._looking)  # one look for all who wait; whoever asked may go
        return self._evening

    async def _look(self) -> None:
        await asyncio.to_thread(self.look)
        self._looked_s = time.monotonic()

    async def say(self, wish: Wish) -> None:
        """Keep what a wish says of the event as it stands; returns when the disk has it.

        What many say at once is written at once, since each writing waits for the disk.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._wanted.append((wish, done))
        if self._saying is None or self._saying.done():
            self._saying = asyncio.create_task(self._say_all())
        await done

    async def _say_all(self) -> None:
        while self._wanted:
            wishes, self._wanted = self._wanted, []
            try:
                results = await asyncio.to_thread(self._write, [one for one, _ in wishes])
            except Exception as error:  # noqa: BLE001 - told to each who waits
                results = [error] * len(wishes)
            for (_, done), wrong in zip(wishes, results, strict=True):
                if not done.done():  # whoever asked may have gone
                    done.set_exception(wrong) if wrong else done.set_result(None)

    def _write(self, wishes: list[Wish]) -> list[Exception | None]:
        """Write what these say, each of the event as those before leave it."""
        with self._lock:
            self._read()
            now, said = self._evening, []
            results: list[Exception | None] = []
            for wish in wishes:
                try:
                    one = wish(now)
                except ComityError as error:
                    results.append(error)
                    continue
                results.append(None)
                if one:
                    said.append(one)
                    now = told([Act(now.latest + 1, 0, *one)], now)
            self.file.append_all(said, at_us=self.clock())
            self._read()
            return results

    def _read(self) -> None:
        try:
            acts = self.file.acts(after=self._evening.latest)
        except NotFound:  # erased: nothing of it is held any longer, and who follows is told
            self._evening = Evening()
            raise
        if any(act.kind == REVOKED for act in acts):
            self._evening = told(self.file.acts())
        elif acts:
            self._evening = told(acts, self._evening)

    def state(self) -> str:
        """Return what every page is sent: where the clock stands, and what tells of a change."""
        evening, at_us = self._evening, self.clock()
        clock = countdown(evening, at_us)
        return json.dumps(
            {
                "v": version(evening, at_us),
                "round": clock.round,
                "face": clock.face,
                "left_ms": round(clock.left_s * 1000),
            }
        )

    async def events(self, wait_s: float = _BEAT_S) -> AsyncIterator[str]:
        """Yield server-sent events for one page, for as long as it listens."""
        self._followers += 1
        if self._watch is None or self._watch.done():
            await asyncio.to_thread(self.look)
            self._watch = asyncio.create_task(self._watched())
        try:
            yield f"retry: {_RETRY_MS + secrets.randbelow(_RETRY_MS)}\n\n"  # not all at once
            while True:
                yield f"data: {self.state()}\n\n"
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), wait_s)
        finally:
            self._followers -= 1

    async def _watched(self) -> None:
        """Look at the file, and wake those who follow when something is otherwise."""
        seen = version(self._evening, self.clock())
        while self._followers:
            await asyncio.sleep(_LOOK_S)
            with suppress(ComityError):  # erased, or written to: the next look tells
                await asyncio.to_thread(self.look)
            now = version(self._evening, self.clock())
            if now != seen:
                seen = now
                self._changed.set()
                self._changed = asyncio.Event()
