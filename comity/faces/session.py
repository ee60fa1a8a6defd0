"""The open book between requests: verbs are called here, one at a time, and remembered.

A page is asked for far more often than anything changes. What an operation returned is kept
until the facts, the decisions or the day do, whoever changed them.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from comity.book import Book
from comity.operations.moment import DAY_US, local

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

T = TypeVar("T")
P = ParamSpec("P")
_STALE_US = DAY_US // 24  # after so long "3 days ago" is looked at again


def _now_us() -> int:
    return time.time_ns() // 1_000


@dataclass
class Session:
    """One book, open for as long as the page is served."""

    folder: Path
    as_of_us: int | None = None
    clock: Callable[[], int] = _now_us
    redact: Callable[[Book], None] | None = None
    _book: Book | None = None
    _stamp: tuple[Hashable, ...] = ()
    _lock: RLock = field(default_factory=RLock)

    def look(
        self,
        function: Callable[..., T],
        *given: Hashable,
        **options: Hashable,
    ) -> T:
        """Return what a function of the book says, as it was said before if nothing changed."""
        with self.held() as book, book.plainly():
            return book.once(function, *given, **options)

    def act(
        self, function: Callable[Concatenate[Book, P], T], *given: P.args, **options: P.kwargs
    ) -> T:
        """Call what writes to the book; what that changes is forgotten."""
        return self.write(lambda book: function(book, *given, **options))

    def write(self, act: Callable[[Book], T]) -> T:
        """Do what writes to the book, as of now."""
        with self.held() as book:
            book.now_us = self.clock()
            before = self._stamp
            try:
                with book.plainly():
                    return act(book)
            finally:
                self._stamp = self._state(book)
                if before[:1] != self._stamp[:1]:  # the facts
                    book.close()

    def ask(
        self, function: Callable[Concatenate[Book, P], T], *given: P.args, **options: P.kwargs
    ) -> T:
        """Return what a function of the book says now; nothing is remembered."""
        with self.held() as book, book.plainly():
            return function(book, *given, **options)

    def book(self) -> Book:
        """Return the book as it is now; opened anew where another program changed it."""
        with self.held() as book:
            return book

    @contextmanager
    def held(self) -> Iterator[Book]:
        """Hold the book as it is now, so that no other request lets go of it meanwhile."""
        with self._lock:
            yield self._opened()

    def _opened(self) -> Book:
        now_us = self.clock()
        if self._book is None:
            self._book = Book(self.folder, now_us, self.as_of_us, stays=True, redact=self.redact)
            self._stamp = ()
        book = self._book
        if not self._holds(book, now_us):
            book.now_us = now_us
            book.close()
            self._stamp = self._state(book)
        return book

    def _holds(self, book: Book, now_us: int) -> bool:
        """Tell whether what was read before is still what one would read now."""
        if self._stamp != self._state(book):
            return False
        if self.as_of_us is not None:
            return True
        at_us = book.moment_us
        same_day = local(at_us, book.zone).date() == local(now_us, book.zone).date()
        return same_day and now_us - at_us < _STALE_US

    def _state(self, book: Book) -> tuple[Hashable, Hashable]:
        """Return what tells whether any program wrote to the book."""
        return _mark(book.folder / "facts" / "manifest.json"), book.decisions.mark()

    def forget(self) -> None:
        """Let go of what was read; the next look reads anew."""
        with self._lock:
            self._stamp = ()

    def move(self, folder: Path) -> None:
        """Open another book in place of this."""
        with self._lock:
            self.close()
            self.folder = folder

    def close(self) -> None:
        """Let go of the book."""
        with self._lock:
            if self._book:
                self._book.close()
                self._book = None


def _mark(path: Path) -> tuple[int, int]:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return 0, 0
