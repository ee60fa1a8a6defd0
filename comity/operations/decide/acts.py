"""All that the user ever said, as acts: what each said, whom it names, what came of it since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from comity.errors import Advice, NotFound, call
from comity.operations.decide.documents import Step, TakenBack
from comity.operations.decide.said_words import PAIRS, act_in_words
from comity.operations.document import Person
from comity.operations.moment import iso
from comity.store.decisions import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.book import Book, Row

    Key: TypeAlias = tuple[object, ...]

# Of these the latest word of somebody holds; each of the others stands beside those before it.
_OVERRULED = {
    *("keep", "circle", "never", "quiet", "stage", "strength"),
    *("loop", "setting", "me", "tag", "role", "first_line", "name", "detail", "photo"),
}
_BY_VALUE = {"tag", "role"}
_WHO = """
    SELECT i.identity, i.person, p.name, coalesce(nullif(i.name, ''), p.name) AS own_name,
        p.kind = 'person' AND NOT p.is_me AS is_shown
    FROM identity i JOIN person p USING (person) WHERE i.identity IN (SELECT unnest(?))
"""


@dataclass(frozen=True)
class Act:
    """What one act said, and when it was taken back."""

    act: int
    said: tuple[Decision, ...]
    undone_us: int | None

    @property
    def stands(self) -> bool:
        """Whether it is not taken back."""
        return self.undone_us is None

    @property
    def order(self) -> tuple[int, int]:
        """When it was taken back; of several at once the one said first."""
        return self.undone_us or 0, -self.act

    @cached_property
    def names(self) -> set[str]:
        """The identities it names."""
        return {name for one in self.said for name in (one.identity, one.other) if name}


class Past:
    """All that was ever said, as acts, with whom they name."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.acts = _acts(book)

    def find(self, number: int) -> Act:
        """Return the act of a number."""
        for one in self.acts:
            if one.act == number:
                return one
        raise NotFound(
            f"there is no step {number}", hint=Advice(call("history"), " lists the steps")
        )

    def step(self, one: Act) -> Step:
        """Return an act as it is told."""
        return Step(
            step=one.act,
            at=iso(one.said[0].at_us),
            text=act_in_words(one.said, self._names_in(one), self._book.zone),
            people=self._people(one),
            undone_at=iso(one.undone_us),
            leaning=self._leaning(one),
            overruled_by=self._overruled_by(one),
        )

    def taken(self, one: Act) -> tuple[TakenBack, ...]:
        """Return each thing that an act said."""
        return tuple(
            TakenBack(
                verb=said.verb,
                identity=said.identity,
                name=self._names_in(one).get(said.identity, ""),
                other=said.other,
                value=said.value,
                said_at=iso(said.at_us),
            )
            for said in one.said
        )

    @cached_property
    def _who(self) -> dict[str, Row]:
        names = {name for one in self.acts for name in one.names}
        return {row["identity"]: row for row in self._book.rows(_WHO, [sorted(names)])}

    def _names_in(self, one: Act) -> dict[str, str]:
        """Return identity -> name; of two that are one person by now, the name each had."""
        apart = one.said[0].verb in PAIRS
        return self._remembered | {
            name: row["own_name" if apart else "name"] for name, row in self._who.items()
        }

    @cached_property
    def _remembered(self) -> dict[str, str]:
        said = (said for one in self.acts for said in one.said if said.verb == "remember")
        return {one.identity: str(one.value["name"]) for one in said}

    def _people(self, one: Act) -> tuple[Person, ...]:
        found = (self._who.get(name) for said in one.said for name in (said.identity, said.other))
        shown = (row for row in found if row and row["is_shown"])
        return tuple({row["person"]: Person(row["person"], row["name"]) for row in shown}.values())

    def _leaning(self, one: Act) -> tuple[int, ...]:
        """Return the later steps about somebody whom this one added, and no source knows."""
        if not any(said.verb == "remember" for said in one.said):
            return ()
        added = {said.identity for said in one.said if said.verb == "remember"}
        known = {name for name in added if self._is_known_without(name, one)}
        return tuple(
            later.act for later in self._standing_after(one) if later.names & (added - known)
        )

    def _is_known_without(self, identity: str, one: Act) -> bool:
        """Tell whether a source, or another step that stands, knows an identity too."""
        others = (other for other in self.acts if other.stands and other.act != one.act)
        if any(
            said.verb == "remember" and identity in (said.identity, said.other)
            for other in others
            for said in other.said
        ):
            return True
        return bool(self._sourced.get(identity))

    @cached_property
    def _sourced(self) -> dict[str, bool]:
        """Which of the identities a source named."""
        self._book.show_facts()
        names = sorted({name for one in self.acts for name in one.names})
        rows = self._book.rows(
            "SELECT DISTINCT identity FROM (SELECT identity FROM participant UNION ALL "
            "SELECT identity FROM claim) WHERE identity IN (SELECT unnest(?))",
            [names],
        )
        return {row["identity"]: True for row in rows}

    def _overruled_by(self, one: Act) -> int | None:
        """Return the last of the later steps that leave nothing of this one to be seen."""
        by = [self._last[key] for key in map(self._key, one.said) if key in self._last]
        said = [said for said in one.said if said.verb in _OVERRULED]
        later = [act for act in by if act > one.act]
        return max(later) if len(later) == len(one.said) == len(said) and later else None

    @cached_property
    def _last(self) -> dict[Key, int]:
        """The last step that stands and says something of each that only one word holds of."""
        return {
            self._key(said): one.act
            for one in self.acts
            if one.stands
            for said in one.said
            if said.verb in _OVERRULED
        }

    def _key(self, said: Decision) -> Key:
        row = self._who.get(said.identity)
        whom = row["person"] if row else said.identity
        if said.verb in _BY_VALUE:
            return said.verb, whom, str(said.value)
        return said.verb, whom, said.other if said.verb in {"first_line", "detail", "loop"} else ""

    def _standing_after(self, one: Act) -> Iterable[Act]:
        return (later for later in self.acts if later.stands and later.act > one.act)


def _acts(book: Book) -> list[Act]:
    """Return every act, the earliest first; one counts as taken back when all of it is."""
    rows = book.decisions.everything()
    if book.as_of_us is not None:
        rows = [row for row in rows if row["at_us"] <= book.as_of_us]
    found = ((act, list(of)) for act, of in groupby(rows, key=lambda row: row["act"]))
    return [_act(act, of, book.as_of_us) for act, of in sorted(found, key=lambda one: one[0])]


def _act(act: int, rows: Sequence[Row], as_of_us: int | None) -> Act:
    undone = [row["revoked_us"] for row in rows]
    at_us = max(undone) if all(us is not None for us in undone) else None
    if at_us is not None and as_of_us is not None and at_us > as_of_us:
        at_us = None
    fields = ("id", "act", "at_us", "verb", "identity", "other", "value")
    return Act(act, tuple(Decision(*(row[name] for name in fields)) for row in rows), at_us)
