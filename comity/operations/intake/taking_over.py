"""What was decided in other programs becomes decisions of this book: one act, one undo.

Beside ``privacy.export.bring_back``, which puts a book's own decisions back as they were, those
taken back too: here a word of the user's stands above what a file says, also one they took back,
and what was taken over once is not said again, though they undid it since. Of what only one word
holds (a rhythm, a circle, a detail) a newer export's other word takes the place of an earlier
import's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from comity.normalise.identity import identity_of
from comity.operations.intake.documents import TakenOver
from comity.operations.intake.foreign_words import as_said
from comity.operations.person.overlay import OFF
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.book import Book, Row
    from comity.operations.intake.heard import Told

    Key: TypeAlias = tuple[object, ...]

NOBODY: Final = "of somebody whom no record names"
MINE: Final = "of yourself"
NO_PERSON: Final = "of a list, an office or a program"
NO_FORM: Final = "in no form that can be used"

_PAIRS = {"same", "different", "later"}
_ONE_WORD = {"keep", "circle", "never", "detail", "name"}  # only one holds of somebody
_WRITTEN = "SELECT written, name, identity FROM address WHERE written IN (SELECT unnest(?))"
_WHO = """
    SELECT i.identity, i.person, p.kind, p.is_me FROM identity i JOIN person p USING (person)
    WHERE i.identity IN (SELECT unnest(?))
"""


def take_over(book: Book, told: Iterable[Told]) -> TakenOver | None:
    """Say what files say was decided elsewhere; None where they say nothing."""
    said: list[tuple[str, str, Said | None]] = [
        (one.source, one.decided.name, each)
        for one in told
        for each in (*as_said(one.decided, now_us=book.now_us, zone=book.zone),) or (None,)
    ]
    if not said:
        return None
    people = _People(book, [(each, name) for _, name, each in said if each])
    past = _Past(book, people)
    sorting = _Sorting()
    for source, name, each in said:
        sorting.take(source, people.known(each, name) if each else NO_FORM, past)
    return sorting.said_in(book)


@dataclass(slots=True)
class _Sorting:
    """What is to be said, and how much of the rest is why not."""

    said: list[Said] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    known: int = 0
    yours: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def take(self, source: str, one: Said | str, past: _Past) -> None:
        if isinstance(one, str):
            self.left[one] += 1
            return
        match past.stands_to(one):
            case "new":
                past.add(one)
                self.said.append(one)
                self.sources.add(source)
            case "known":
                self.known += 1
            case _:
                self.yours += 1

    def said_in(self, book: Book) -> TakenOver:
        """Say it in one act."""
        kinds = Counter(one.verb for one in self.said)
        counted: dict[str, int] = {verb: kinds[verb] for verb in sorted(kinds)}
        head = Said("decided", other=", ".join(sorted(self.sources)), value=counted)
        act = book.say([head, *self.said]) if self.said else None
        return TakenOver(counted, self.known, self.yours, dict(sorted(self.left.items())), act)


class _People:
    """Whom what was written stands for here."""

    def __init__(self, book: Book, said: list[tuple[Said, str]]) -> None:
        written = {one for each, _ in said for one in (each.identity, each.other) if ":" in one}
        self._settled: dict[tuple[str, str | None], str] = {
            (row["written"], row["name"]): row["identity"]
            for row in book.rows(_WRITTEN, [sorted(written)])
        }
        self._written = written
        meant = {*written, *map(identity_of, written), *self._settled.values()}
        self.who = _who(book, meant)

    def known(self, said: Said, name: str) -> Said | str:
        """Return it about identities that the facts have; else why it is of nobody here."""
        identity = self._identity(said.identity, name)
        if why := self._why_not(identity):
            return why
        if said.verb not in {"same", "gift"} or not said.other:
            return replace(said, identity=identity)
        other = self._identity(said.other, "")
        if why := self._why_not(other):
            return why
        return replace(said, identity=identity, other=other)

    def _identity(self, written: str, name: str) -> str:
        for key in ((written, name), (written, None)):
            if found := self._settled.get(key):
                return found
        return identity_of(written)

    def _why_not(self, identity: str) -> str:
        row = self.who.get(identity)
        if row is None:
            return NOBODY
        if row["is_me"]:
            return MINE
        return "" if row["kind"] == "person" else NO_PERSON


class _Earlier(NamedTuple):
    """What was said before of the same."""

    value: Any
    is_imported: bool
    stands: bool


class _Past:
    """All that was ever said of people, those words taken back too."""

    def __init__(self, book: Book, people: _People) -> None:
        rows = book.decisions.everything()
        imported = {row["act"] for row in rows if row["verb"] == "decided"}
        names = {name for row in rows for name in (row["identity"], row["other"]) if ":" in name}
        self._who = people.who | _who(book, names)
        self._said: defaultdict[Key, list[_Earlier]] = defaultdict(list)
        self._apart: set[frozenset[str]] = set()  # people whom the user did not say to be one
        for row in rows:
            value = row["verb"] if row["verb"] in _PAIRS else row["value"]
            value = None if row["other"] == OFF else value
            earlier = _Earlier(value, row["act"] in imported, row["revoked_us"] is None)
            self._said[self._key(row)].append(earlier)
            if row["verb"] in {"different", "later"}:
                self._apart.add(self._sides(row["identity"], row["other"]))

    def add(self, one: Said) -> None:
        """Take note of what is to be said."""
        value = one.verb if one.verb in _PAIRS else one.value
        self._said[self._key_of(one)].append(_Earlier(value, is_imported=True, stands=True))

    def stands_to(self, one: Said) -> str:
        """Return "new" where it is to be said, "known", or "yours" where the user's word holds."""
        said = self._said.get(self._key_of(one), [])
        if one.verb == "same" and self._sides(one.identity, one.other) in self._apart:
            return "yours"
        if not said:
            return "new"
        standing = [each for each in said if each.stands]
        if standing and _alike(one, standing[-1].value):
            return "known"
        if one.verb not in _ONE_WORD:
            return "yours"
        if any(not each.is_imported or not each.stands for each in said):
            return "yours"
        was_said = any(_alike(one, each.value) for each in said)
        return "known" if was_said and not _is_newer(one, standing[-1].value) else "new"

    def _key_of(self, one: Said) -> Key:
        return self._key(
            {"verb": one.verb, "identity": one.identity, "other": one.other, "value": one.value}
        )

    def _key(self, said: Row) -> Key:
        """Return what words are of that can stand for or against each other."""
        verb, whom, value = said["verb"], self._whom(said["identity"]), said["value"]
        if verb in _PAIRS:
            return "same", frozenset((said["identity"], said["other"]))
        if verb == "tag":
            return verb, whom, str(value).casefold()
        if verb == "detail":
            return verb, whom, said["other"]
        if verb in {"note", "remind", "gift"} and value is not None:
            told = value if isinstance(value, dict) else {"text": value}
            return verb, whom, *(told.get(name) for name in ("text", "at_us", "day", "way", "kind"))
        return verb, whom

    def _sides(self, one: str, other: str) -> frozenset[str]:
        return frozenset((self._whom(one), self._whom(other)))

    def _whom(self, identity: str) -> str:
        row = self._who.get(identity)
        return str(row["person"]) if row else identity


def _who(book: Book, identities: set[str]) -> dict[str, Row]:
    rows = book.rows(_WHO, [sorted(identities)]) if identities else []
    return {row["identity"]: row for row in rows}


def _alike(one: Said, value: object) -> bool:
    """Tell whether two words say the same of somebody."""
    if one.verb == "keep":
        return isinstance(value, dict) and value.get("rhythm_days") == one.value["rhythm_days"]
    if one.verb in _ONE_WORD:
        return bool(value == one.value)
    return bool(value == "same") if one.verb == "same" else value is not None


def _is_newer(one: Said, value: object) -> bool:
    """Tell whether a rhythm was chosen after the one that stands."""
    if one.verb != "keep" or not isinstance(value, dict):
        return False
    return int(one.value["at_us"]) > int(value.get("at_us", 0))
