"""What was decided, beside what is derived: the table ``tie`` that the verbs read.

Decisions are applied when read, not when built, so a word of the user's never costs a rebuild
and never is lost in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from comity.cache import Overlay
from comity.measure.circle import NOT_SORTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from comity.book import Book, Row
    from comity.store.decisions import Decision, Verb

Circle = Literal["professional", "personal", "colleague", "service"]
SomeCircle = Literal[Circle, "not_sorted"]  # as the data suggest it, where nobody said
Stage = Literal[
    "established",
    "growing",
    "resting",
    "brief",
    "sprouting",
    "planted",
    "listed",
    "let_go",
    "died",
]
ENDED = ("let_go", "died")  # nothing is suggested of them
OFF = "off"  # the other side of a tag or role taken back
# The columns of a tie in which decisions show.
SHOWS: Mapping[str, Verb] = {
    "stage": "stage",
    "stage_said": "stage",
    "circle": "circle",
    "circle_said": "circle",
    "keep_days": "keep",
    "keep_us": "keep",
    "never": "never",
    "quiet_until_us": "quiet",
    "strength": "strength",
    "strength_said": "strength",
    "remembered": "remember",
    "logged": "log",
    "tags": "tag",
    "roles": "role",
}
_DECIDED = frozenset(SHOWS.values())

Standing: TypeAlias = dict[str, Any]  # verb -> one person's latest word, or tags and roles


class Words(NamedTuple):
    """What the user said of a person that changes their tie."""

    person: str
    stage: str | None = None
    circle: str | None = None
    keep_days: float | None = None
    keep_us: int | None = None
    never: bool = False
    quiet_until_us: int | None = None
    strength: float | None = None
    remembered: bool = False
    logged: bool = False
    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # tags and roles stay the last


# One row a person who is neither the owner nor a list or robot, as if nothing were said.
_TIE = f"""
    SELECT p.person, p.name, p.identity, p.domains, p.first_us AS seen_us,
        CASE WHEN p.died <> '' THEN 'died' ELSE coalesce(r.stage, 'listed') END AS stage_seen,
        r.strength AS strength_seen,
        coalesce(c.circle, '{NOT_SORTED}') AS circle_seen, coalesce(c.sign, '') AS circle_sign,
        stage_seen AS stage, false AS stage_said, circle_seen AS circle, false AS circle_said,
        NULL::DOUBLE AS keep_days, NULL::BIGINT AS keep_us, false AS never,
        NULL::BIGINT AS quiet_until_us, r.strength, false AS strength_said,
        false AS remembered, false AS logged,
        NOT coalesce(v.alone AND v.at_us <= getvariable('as_of_us'), false) AS is_contact,
        []::VARCHAR[] AS tags, []::VARCHAR[] AS roles,
        coalesce(r.evidence_days, 0) AS evidence_days, coalesce(r.two_way_days, 0) AS two_way_days,
        coalesce(r.sent, 0) AS sent, coalesce(r.received, 0) AS received,
        r.* EXCLUDE (owner, person, stage, strength, evidence_days, two_way_days, sent, received)
    FROM person p LEFT JOIN relationship r USING (person) LEFT JOIN circle c USING (person)
    LEFT JOIN invitation v USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me
"""
# As columns: a statement a person would take DuckDB milliseconds each. Where a list changes, it
# writes the whole row anew, so lists are changed apart.
_SAY = """
    UPDATE tie SET stage = coalesce(o.stage, stage_seen), stage_said = o.stage IS NOT NULL,
        circle = coalesce(o.circle, circle_seen), circle_said = o.circle IS NOT NULL,
        keep_days = o.keep_days, keep_us = o.keep_us, never = o.never,
        quiet_until_us = o.quiet_until_us, strength = coalesce(o.strength, strength_seen),
        strength_said = o.strength IS NOT NULL, remembered = o.remembered, logged = o.logged
    FROM (SELECT unnest(?::VARCHAR[]) AS person, unnest(?::VARCHAR[]) AS stage,
        unnest(?::VARCHAR[]) AS circle, unnest(?::DOUBLE[]) AS keep_days,
        unnest(?::BIGINT[]) AS keep_us, unnest(?::BOOLEAN[]) AS never,
        unnest(?::BIGINT[]) AS quiet_until_us, unnest(?::DOUBLE[]) AS strength,
        unnest(?::BOOLEAN[]) AS remembered, unnest(?::BOOLEAN[]) AS logged) o
    WHERE o.person = tie.person
"""
_LIST = """
    UPDATE tie SET tags = o.tags, roles = o.roles
    FROM (SELECT unnest(?::VARCHAR[]) AS person, unnest(?::VARCHAR[][]) AS tags,
        unnest(?::VARCHAR[][]) AS roles) o
    WHERE o.person = tie.person
"""


def show_ties(book: Book) -> None:
    """Make the table ``tie``: everyone, with what is derived and what was decided of them."""
    if "tie" not in book.overlays:
        book.overlays["tie"] = Overlay(Ties(book).bring_up_to_date, SHOWS)


class Ties:
    """The table ``tie``, and the words that are in it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._written: Mapping[str, Words] = {}
        book.db.execute(f"CREATE OR REPLACE TEMP TABLE tie AS {_TIE}")

    def bring_up_to_date(self) -> None:
        """Change the rows of those of whom something else is said than they show."""
        said = self._book.once(_words_of_all)
        if said is self._written:
            return
        pairs = [
            (self._written.get(one, Words(one)), said.get(one, Words(one)))
            for one in {**self._written, **said}
        ]
        self._write(_SAY, [now[:-2] for then, now in pairs if then[:-2] != now[:-2]])
        self._write(_LIST, [(now[0], *now[-2:]) for then, now in pairs if then[-2:] != now[-2:]])
        self._written = said

    def _write(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            self._book.db.execute(sql, [list(column) for column in zip(*rows, strict=True)])


def tie_of(book: Book, person: str, identities: Collection[str]) -> Row | None:
    """Return the tie with one person, who has these identities; None where there is none."""
    show_ties(book)
    sql = "SELECT * FROM tie WHERE person = ?"
    return next(iter(book.rows(sql, [person], about=identities)), None)


def _words_of_all(book: Book) -> dict[str, Words]:
    """Return person -> what the user said of them that changes their tie."""
    said = book.decisions.active(*sorted(_DECIDED), as_of_us=book.as_of_us)
    persons = persons_of(book, {one.identity for one in said})
    theirs: dict[str, list[Decision]] = {}
    for one in said:
        if person := persons.get(one.identity):
            theirs.setdefault(person, []).append(one)
    return {person: _words(person, latest(of)) for person, of in theirs.items()}


def _words(person: str, one: Standing) -> Words:
    return Words(
        person,
        stage=one.get("stage"),
        circle=one.get("circle"),
        keep_days=(one.get("keep") or {}).get("rhythm_days"),
        keep_us=(one.get("keep") or {}).get("at_us"),
        never=bool(one.get("never")),
        quiet_until_us=one.get("quiet"),
        strength=(one.get("strength") or {}).get("strength"),
        remembered="remember" in one,
        logged="log" in one,
        tags=tuple(sorted(one.get("tag", ()))),
        roles=tuple(sorted(one.get("role", ()))),
    )


def decided_of(book: Book, identities: Collection[str]) -> Standing:
    """Return verb -> what stands of whoever has these identities."""
    return latest(
        book.decisions.active(*sorted(_DECIDED), as_of_us=book.as_of_us, about=identities)
    )


_NAMES: tuple[Verb, ...] = (
    *("keep", "circle", "stage", "strength", "tag", "role"),
    *("remember", "note", "first_line"),
)


def named(book: Book) -> set[str]:
    """Return the persons of whom the user said anything but to leave them out."""
    said = book.decisions.active(*_NAMES, as_of_us=book.as_of_us)
    return set(persons_of(book, {one.identity for one in said}).values())


def have_died(
    book: Book, persons: Collection[str], about: Collection[str] | None = None
) -> set[str]:
    """Return who of these persons has died, by a card of theirs or the user's word.

    ``about``: the identities of all of them, where these are known.
    """
    if not persons:
        return set()
    show_ties(book)
    sql = "SELECT person FROM tie WHERE stage = 'died' AND person IN (SELECT unnest(?))"
    return {one["person"] for one in book.rows(sql, [sorted(persons)], about=about)}


def never_shown(book: Book) -> set[str]:
    """Return the persons whom the user never wants to see."""
    said = book.decisions.active("never", as_of_us=book.as_of_us)
    persons = persons_of(book, {one.identity for one in said})
    last = {persons.get(one.identity): bool(one.value) for one in said}
    return {person for person, never in last.items() if person and never}


def latest(said: Iterable[Decision]) -> Standing:
    """Return verb -> what stands of one person: the latest word, or the set of tags and roles."""
    found: Standing = {}
    for one in said:
        if one.verb in {"tag", "role"}:
            words: set[str] = found.setdefault(one.verb, set())
            (words.discard if one.other == OFF else words.add)(one.value)
        else:
            found[one.verb] = one.value
    return found


def persons_of(book: Book, identities: Collection[str]) -> dict[str, str]:
    """Return identity -> person of those of these identities that are somebody's."""
    sql = "SELECT identity, person FROM identity WHERE identity IN (SELECT unnest(?))"
    rows = book.rows(sql, [sorted(identities)]) if identities else []
    return {one["identity"]: one["person"] for one in rows}
