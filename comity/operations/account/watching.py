"""``sync --watch``: what comes is read as it comes.

Where the other side can tell (IMAP's IDLE), a thread of each account waits on it; others are asked
every few minutes; of files of this machine the times are looked at. The book is written by one
thread alone. Who is offline is tried again at growing intervals.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

from comity.model import Notice
from comity.operations.account.found import mark_of
from comity.operations.account.reaching import FILES, accounts_of, login_of, module_of
from comity.operations.account.sync import synced
from comity.operations.words import count
from comity.sources.accounts import AccountError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from comity.book import Book
    from comity.operations.account.documents import AccountSynced, Synced
    from comity.store.accounts import AccountRow

WAIT_S = 25 * 60.0  # RFC 2177: a server may log out who idles for half an hour
POLL_S = 5 * 60.0  # of who cannot tell: politely
LOOK_S = 1.0  # at files of this machine
_AGAIN_S = 10.0  # after the first failure; doubled up to POLL_S
_TOGETHER_S = 0.2  # what comes at once is read at once


@dataclass(slots=True)
class Watch:
    """Accounts that are waited on; ``ended`` ends it, from whatever thread."""

    ended: Event = field(default_factory=Event)
    changed: Queue[str] = field(default_factory=Queue)

    def wait_on(self, book: Book, row: AccountRow) -> None:
        """Begin to wait on one account."""
        waiter = _waiter(book, row, self.ended)
        Thread(target=self._turn, args=(row.name, waiter), daemon=True).start()

    def _turn(self, name: str, waiter: Callable[[], bool]) -> None:
        again_s = _AGAIN_S
        while not self.ended.is_set():
            try:
                if waiter():
                    self.changed.put(name)
                again_s = _AGAIN_S
            except Exception:  # noqa: BLE001 - a read tells what is wrong, in its own words
                self.ended.wait(again_s)
                again_s = min(again_s * 2, POLL_S)
                self.changed.put(name)

    def next(self, timeout_s: float) -> list[str]:
        """Return the accounts of which something is new; what comes at once is told at once."""
        try:
            names = [self.changed.get(timeout=timeout_s)]
        except Empty:
            return []
        time.sleep(_TOGETHER_S)
        while not self.changed.empty():
            names.append(self.changed.get_nowait())
        return list(dict.fromkeys(names))


def watch(book: Book, rows: Sequence[AccountRow], *, on: Watch | None = None) -> Synced:
    """Read some accounts, then what comes, until it is ended; return how the last run was."""
    on = on or Watch()
    last = synced(book, rows)
    _say(book, last.accounts)
    for row in rows:
        on.wait_on(book, row)
    try:
        while not on.ended.is_set():
            names = on.next(1.0)
            if not names:
                continue
            book.now_us = time.time_ns() // 1_000
            found = [accounts_of(book).find(name) for name in names]
            last = synced(book, [one for one in found if one and not one.paused])
            _say(book, last.accounts)
    except KeyboardInterrupt:
        pass
    finally:
        on.ended.set()
    return last


def _say(book: Book, done: Sequence[AccountSynced]) -> None:
    for one in done:
        if book.notify and (one.new or one.what):
            came = f"{count(one.new, 'new record')}" if one.new else one.what
            book.notify(Notice(f"{one.name}: {came}"))


def _waiter(book: Book, row: AccountRow, ended: Event) -> Callable[[], bool]:
    """Return what waits until something of an account may be new."""
    if row.kind == FILES:
        return _FileWaiter(_path(row), ended).wait
    module = module_of(row)
    if not hasattr(module, "wait"):
        return lambda: not ended.wait(POLL_S)
    login, held = login_of(book, row), accounts_of(book).held(row.name)

    def wait() -> bool:
        try:
            return bool(module.wait(login, held, timeout_s=WAIT_S))
        except AccountError:
            return _after(ended)

    return wait


def _after(ended: Event) -> bool:
    """Wait a while; then a read tells what is wrong."""
    return not ended.wait(POLL_S)


def _path(row: AccountRow) -> Path:
    from pathlib import Path

    return Path(row.settings.get("path", ""))


@dataclass(slots=True)
class _FileWaiter:
    path: Path
    ended: Event
    before: tuple[int, int] | None = None

    def wait(self) -> bool:
        """Look until the times below a path are others."""
        before = self.before if self.before is not None else mark_of(self.path)
        while not self.ended.wait(LOOK_S):
            now = mark_of(self.path)
            if now != before:
                self.before = now
                return True
            self.before = now
        return False
