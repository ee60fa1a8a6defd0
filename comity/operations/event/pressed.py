"""What one press says: acts, and the sentence that tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.operations.event.evening import told
from comity.operations.event.repairing import in_words, proposal
from comity.store.events import Act

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.operations.event.evening import Evening, Said


_DIGITS_MAX = 5


@dataclass(frozen=True, slots=True)
class Pressed:
    """What one press says; no acts where all is so already."""

    said: tuple[Said, ...]
    words: str


def after(evening: Evening, said: Sequence[Said]) -> Evening:
    """Return the evening as it would be."""
    acts = [
        Act(evening.latest + n, evening.since_us, kind, body)
        for n, (kind, body) in enumerate(said, 1)
    ]
    return told(acts, evening)


def number(given: Mapping[str, str], name: str, otherwise: int) -> int:
    """Return a whole number that was given, as a round or a table; else what holds without."""
    text = given.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) < _DIGITS_MAX else otherwise


def with_repair(evening: Evening, said: tuple[Said, ...], words: str) -> Pressed:
    """Mend the seats in the same press, where the organiser wants it so."""
    if not (evening.at_once and evening.seating):
        return Pressed(said, words)
    found = proposal(after(evening, said))
    if not found:
        return Pressed(said, words)
    return Pressed((*said, found.act), f"{words} {in_words(after(evening, said), found)}")
