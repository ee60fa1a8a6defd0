"""One UID and its bearers: whether a later card or event under it is still the same one's.

A UID is to be unique for ever (RFC 5545 3.8.4.7, RFC 6350 6.7.6), but programs number theirs from
one, or give all the same, and anybody may use another's. A card is a person's as long as the name
or the given name and something they are reached by stay; an event is its organiser's, and one
that is renamed and moved at once is another where its UID is too short to be unique, or where one
reading finds both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from comity.normalise.identity import identity_of
from comity.normalise.name import words
from comity.schema import KEY_CHARS
from comity.store import segments
from comity.store.columns import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.store.columns import Batch
    from comity.store.manifest import Segment

KINDS: Final = ("card", "event")
_ROLES: Final = ("subject", "organizer")
_RECORD: Final = ["key", "version", "kind", "ref", "subject", "at_us"]
_PERSON: Final = ["key", "version", "role", "identity", "name"]
_VERSIONS_MAX = 8  # of one bearer, that are looked at
_ALIKE = 0.6  # of two given names, as difflib measures
_UNIQUE_CHARS, _UNIQUE_DIGITS = 16, 5  # at least, of a UID that no counter made
_NOT_ALNUM = re.compile(r"[\W_]+")
_NOT_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a version of a card or an event tells of whose it is."""

    kind: str
    uid: str
    title: str
    at_us: int | None
    reached: frozenset[str]  # identities of a card's person, of an event's organiser
    name: str
    is_fresh: bool = True  # read in this run

    def is_also(self, later: Bearer) -> bool:
        """Tell whether a later version is of the same person or event."""
        return _same_person(self, later) if self.kind == "card" else _same_event(self, later)


def _same_person(one: Bearer, other: Bearer) -> bool:
    reached = bool(one.reached & other.reached)
    names = words(one.name), words(other.name)
    if not all(names):
        return reached or one.reached == other.reached
    first, second = sorted(map(set, names), key=len)
    if first <= second and (reached or len(first) > 1 or first == second):
        return True
    return reached and _alike(names[0][0], names[1][0])


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one[:100], other[:100]).ratio() >= _ALIKE


def _same_event(one: Bearer, other: Bearer) -> bool:
    stays = one.title == other.title or one.at_us == other.at_us
    if not (one.reached and other.reached):
        is_own = not (one.reached or other.reached)
        return stays or (is_own and _is_unique(one))
    if one.reached & other.reached:
        return stays or _is_unique(one)
    return stays and bool(one.name) and words(one.name) == words(other.name)


def _is_unique(one: Bearer) -> bool:
    """Tell a UID that no two events bear, of an event that an earlier reading found."""
    local = _NOT_ALNUM.sub("", one.uid.rpartition("@")[0] or one.uid)
    digits = _NOT_DIGIT.sub("", local)
    return not one.is_fresh and len(local) >= _UNIQUE_CHARS and len(digits) >= _UNIQUE_DIGITS


@dataclass(slots=True)
class Bearers:
    """The bearers of every UID: those read in this run, and, once asked for, those stored."""

    folder: Path = Path()
    stored: Sequence[Segment] = ()
    known: defaultdict[str, list[Bearer]] = field(default_factory=lambda: defaultdict(list))
    others: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note_key(self, key: str) -> None:
        """Take note of a stored key that another bearer of a UID has."""
        if len(key) > KEY_CHARS:
            self.others[key[:KEY_CHARS]].append(key)

    def add(self, key: str, bearer: Bearer) -> None:
        """Take note of a version that is stored."""
        self.known[key] = [*self.known[key][1 - _VERSIONS_MAX :], bearer]
        if len(key) > KEY_CHARS and key not in self.others[key[:KEY_CHARS]]:
            self.note_key(key)

    def find(self, keys: Iterable[str], bearer: Bearer) -> str:
        """Return the key of these under which the same bearer is stored; "" for none."""
        self._load()
        for key in keys:
            if not self.known[key] or any(one.is_also(bearer) for one in self.known[key]):
                return key
        return ""

    def _load(self) -> None:
        waiting, self.stored = self.stored, ()
        for segment in waiting:
            record = segments.read(self.folder, segment, "record", columns=_RECORD)
            record = record.filter(pc.is_in(record.column("kind"), pa.array(KINDS)))
            if not len(record):
                continue
            people = segments.read(self.folder, segment, "participant", columns=_PERSON)
            people = people.filter(pc.is_in(people.column("role"), pa.array(_ROLES)))
            reached: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
            for one in people.to_pylist():
                reached[one["key"], one["version"]].append((one["identity"], one["name"]))
            for row in record.to_pylist():
                found = _bearer(row, reached[row["key"], row["version"]])
                self.known[row["key"]].insert(0, replace(found, is_fresh=False))


def of_batch(batch: Batch) -> dict[int, Bearer]:
    """Return the bearer of each card and event in a batch, by its row."""
    rows = pc.is_in(batch.record.column("kind"), pa.array(KINDS)).to_pylist()
    if not any(rows):
        return {}
    people = batch.participant.filter(
        pc.is_in(batch.participant.column("role"), pa.array(_ROLES))
    ).select([ROW, "identity", "name"])
    reached: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in people.to_pylist():
        reached[one[ROW]].append((one["identity"], one["name"]))
    record = batch.record.select(_RECORD).to_pylist()
    return {row: _bearer(record[row], reached[row]) for row, is_one in enumerate(rows) if is_one}


def _bearer(row: dict[str, object], reached: list[tuple[str, str]]) -> Bearer:
    at_us = row["at_us"]
    return Bearer(
        str(row["kind"]),
        str(row["ref"]),
        " ".join(str(row["subject"]).casefold().split()),
        at_us if isinstance(at_us, int) else None,
        frozenset(identity_of(identity) for identity, _ in reached),
        next((name for _, name in reached if name), ""),
    )
