"""What the book has of an account, and what was told since in this run, as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity.sources.accounts import Gone, Item, Place, Renumbered

if TYPE_CHECKING:
    from collections.abc import Collection

    from comity.sources.accounts import Held, Said


@dataclass(slots=True)
class Heard:
    """What a broken connection goes on from, though nothing of it may be stored as yet."""

    held: Held
    tokens: dict[str, str] = field(default_factory=dict)
    known: dict[str, dict[str, str]] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)  # places that are told
    count: int = 0

    def note(self, one: Said) -> None:
        """Take note of what is told."""
        self.count += 1
        match one:
            case Item():
                self.marks(one.place)[one.id] = one.mark
            case Gone():
                for id_ in one.ids:
                    self.marks(one.place).pop(id_, None)
            case Renumbered():
                self.known[one.place] = {}
            case Place():
                self.tokens[one.place] = one.token

    def token(self, place: str) -> str:
        """Return how far a place was told."""
        return self.tokens[place] if place in self.tokens else self.held.token(place)

    def marks(self, place: str) -> dict[str, str]:
        """Return what was told of a place."""
        if place not in self.known:
            self.known[place] = dict(self.held.marks(place))
        return self.known[place]

    def places(self) -> Collection[str]:
        """Return every place that was told of."""
        return {*self.held.places(), *self.tokens}
