"""The open book between requests: verbs are called here, one at a time, and remembered.

A page is asked for far more often than anything changes. What an operation returned is kept
until the facts, the decisions or the day do, whoever changed them.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Any

from comity.book import Book
from comity.operations.lasting import lasting
from comity.operations.moments import DAY_US, local
from comity.operations.operation import find

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

_STALE_US = DAY_US // 24  # after so long "3 days ago" is looked at again
_KEPT_MAX = 400
# Words that change nothing said of others; ``never`` takes a person out of it.
_WORDS = {"done", "snooze", "note", "tag", "role", "keep", "circle", "stage", "strength", "quiet"}
_ID = re.compile(r"[0-9a-f]{12}")


def _now_us() -> int:
    return time.time_ns() // 1_000


@dataclass
class Desk:
    """One book, open for as long as the page is served."""

    folder: Path
    as_of_us: int | None = None
    clock: Callable[[], int] = _now_us
    veil: Callable[[Book], None] | None = None
    _book: Book | None = None
    _stamp: Hashable = None
    _kept: dict[tuple[Callable[..., Any], Hashable, Hashable], Any] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def read(self, verb: str, *given: Hashable, **options: Hashable) -> dict[str, Any]:
        """Return what a reading verb says."""
        return self.look(find(verb).function, *given, **options)

    def look(
        self,
        function: Callable[..., dict[str, Any]],
        *given: Hashable,
        **options: Hashable,
    ) -> dict[str, Any]:
        """Return what a function of the book says, as it was said before if nothing changed."""
        with self._lock:
            book = self.book()
            asked = (function, given, tuple(sorted(options.items())))
            if asked not in self._kept:
                if len(self._kept) >= _KEPT_MAX:
                    self._kept.clear()
                self._kept[asked] = function(book, *given, **options)
            found: dict[str, Any] = self._kept[asked]
            return found

    def act(self, verb: str, *given: Any, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the verb takes
        """Call a verb that writes; what was remembered is forgotten."""
        return self.write(lambda book: find(verb).function(book, *given, **options))

    def write(self, act: Callable[[Book], dict[str, Any]]) -> dict[str, Any]:
        """Do what writes to the book, as of now."""
        with self.held() as book:
            book.now_us = self.clock()
            book.heeded.clear()
            book.heeded_of.clear()
            before = self._stamp
            try:
                return act(book)
            finally:
                self._stamp = self._state(book)
                about_people = bool(book.heeded) and book.heeded <= _WORDS
                stays = about_people and not self.veil and _facts(before, self._stamp)
                touched = _ids(book) if stays else set()
                self._kept = {
                    asked: said
                    for asked, said in self._kept.items()
                    if stays and _holds_still(asked[0], asked[1], touched)
                }

    def ask(self, function: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 - whatever it returns
        """Return what a function of the book says now; nothing is remembered."""
        with self._lock:
            return function(self.book(), *given)

    def ask_verb(self, verb: str, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the verb takes
        """Return what a verb says now, of one that writes files but not the book."""
        found: dict[str, Any] = self.ask(find(verb).function, *given)
        return found

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
            self._book = Book(self.folder, now_us, self.as_of_us, stays=True, veil=self.veil)
            self._stamp = None
        book = self._book
        if not self._holds(book, now_us):
            self._kept.clear()
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

    def _state(self, book: Book) -> Hashable:
        """Return what tells whether any program wrote to the book."""
        return _mark(book.folder / "facts" / "manifest.json"), book.decisions.mark()

    def forget(self) -> None:
        """Let go of what was read; the next look reads anew."""
        with self._lock:
            self._stamp = None

    def move(self, folder: Path) -> None:
        """Open another book in place of this."""
        with self._lock:
            self.close()
            self.folder = folder

    def close(self) -> None:
        """Let go of the book."""
        with self._lock:
            self._kept.clear()
            if self._book:
                self._book.close()
                self._book = None


def _ids(book: Book) -> set[str]:
    """Return every id of those the words at hand are about."""
    sql = (
        "SELECT identity_id FROM identity WHERE person IN "
        "(SELECT person FROM identity WHERE identity IN (SELECT unnest(?)))"
    )
    return {one["identity_id"] for one in book.rows(sql, [sorted(book.heeded_of)])}


def _holds_still(function: Callable[..., Any], given: Hashable, touched: set[str]) -> bool:
    """Tell whether words about these leave what a function said of somebody as it was."""
    if lasting(function) != "a word about them":
        return lasting(function) == "an import"
    who = given[0] if isinstance(given, tuple) and given else ""
    by_id = isinstance(who, str) and _ID.fullmatch(who)
    return bool(by_id) and who not in touched


def _facts(before: Hashable, now: Hashable) -> bool:
    """Tell whether two states hold the same facts."""
    return isinstance(before, tuple) and isinstance(now, tuple) and before[0] == now[0]


def _mark(path: Path) -> tuple[int, int]:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return 0, 0
