"""Answers kept until something they were made of is said anew.

What a function reads of the user's decisions is recorded while it works, and what it is answered
out of the cache brings its own reads along; so nobody declares what depends on what. Facts, a new
day and another program's words change whatever there is: then everything is let go of.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from comity.store.decisions import Read, Verb

T = TypeVar("T")
_ANSWERS_MAX = 400
_WORD = re.compile(r"[a-z_]\w*")
_EVERY_COLUMN = re.compile(r"(?:\bselect|\bdistinct|[,.])\s*\*|(?:^|\()\s*from\b|\bcolumns\b")


class Key(NamedTuple):
    """A function, and what it was asked."""

    function: Callable[..., Any]
    given: tuple[Hashable, ...] = ()
    options: tuple[tuple[str, Hashable], ...] = ()


class Answer(NamedTuple):
    """What a function returned, and what it had read to say so."""

    value: Any
    depends_on: frozenset[Read]


@dataclass(eq=False)
class Work:
    """What a function at work has read so far, and whether that was said anew meanwhile."""

    depends_on: set[Read] = field(default_factory=set)
    is_stale: bool = False


@dataclass
class Cache:
    """What functions of one book returned. The book's lock is its lock."""

    _answers: dict[Key, Answer] = field(default_factory=dict)
    _at_work: list[Work] = field(default_factory=list)  # one within the other

    def get_or_compute(self, key: Key, compute: Callable[[], T]) -> T:
        """Return what was asked as it was returned before, else worked out."""
        found = self._answers.get(key)
        if found is None:
            with self.recorded() as work:
                found = Answer(compute(), frozenset(work.depends_on))
            if not work.is_stale:
                self._keep(key, found)
        else:
            self.note(found.depends_on)
        value: T = found.value
        return value

    @contextmanager
    def recorded(self, *, passed_up: bool = True) -> Iterator[Work]:
        """Record what is read within; it is read by whoever asked for it as well."""
        work = Work()
        self._at_work.append(work)
        try:
            yield work
        finally:
            self._at_work.remove(work)
            for outer in self._at_work[-1:] if passed_up else ():
                outer.depends_on |= work.depends_on
                outer.is_stale |= work.is_stale

    def note(self, reads: AbstractSet[Read]) -> None:
        """Note what is read now."""
        for work in self._at_work[-1:]:
            work.depends_on |= reads

    def invalidate(self, changed: frozenset[Read]) -> None:
        """Let go of every answer that was made of something that changed."""
        self._answers = {
            key: one for key, one in self._answers.items() if changed.isdisjoint(one.depends_on)
        }
        for work in self._at_work:
            work.is_stale |= not changed.isdisjoint(work.depends_on)

    def clear(self) -> None:
        """Let go of everything."""
        self._answers.clear()
        for work in self._at_work:
            work.is_stale = True

    def _keep(self, key: Key, found: Answer) -> None:
        if len(self._answers) >= _ANSWERS_MAX:  # those asked of somebody go
            self._answers = {
                key: one for key, one in self._answers.items() if not (key.given or key.options)
            }
        self._answers[key] = found


@dataclass(frozen=True)
class Overlay:
    """A table or view in which decisions show: a statement that names it reads them."""

    bring_up_to_date: Callable[[], None]
    by_column: Mapping[str, Verb]  # what each column shows; any other shows none
    by_row: frozenset[Verb] = frozenset()  # what tells which rows there are

    def verbs(self, words: AbstractSet[str]) -> frozenset[Verb]:
        """Return what a statement of these words reads."""
        named = self.by_column.keys() if "*" in words else self.by_column.keys() & words
        return self.by_row | {self.by_column[name] for name in named}


@lru_cache(maxsize=1 << 10)
def words_of(sql: str) -> frozenset[str]:
    """Return the names a statement is made of, and * where it takes every column.

    >>> sorted(words_of("SELECT count(*) FROM tie WHERE stage = 'growing'"))
    ['count', 'from', 'growing', 'select', 'stage', 'tie', 'where']
    >>> "*" in words_of("SELECT t.* EXCLUDE (name) FROM tie t")
    True
    """
    folded = sql.lower()
    found = frozenset(_WORD.findall(folded))
    return found | {"*"} if _EVERY_COLUMN.search(folded) else found
