"""What was decided, beside what is derived: the table ``tie`` that the verbs read.

Decisions are applied when read, not when built, so a word of the user's never costs a rebuild
and never is lost in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from comity.cache import heeds

if TYPE_CHECKING:
    from comity.book import Book
    from comity.store.decisions import Verb

Circle = Literal["professional", "personal", "colleague", "service"]
Stage = Literal["established", "growing", "resting", "sprouting", "planted", "listed", "let_go"]
OFF = "off"  # the other side of a tag or role taken back
ONE_VALUED: tuple[Verb, ...] = ("keep", "circle", "never", "quiet", "stage", "strength")
DECIDED: tuple[Verb, ...] = (*ONE_VALUED, "tag", "role")  # what changes a tie


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
    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # tags and roles stay the last


# One row a person who is neither the owner nor a list or robot, as if nothing were said.
_TIE = """
    SELECT p.person, p.name, p.identity, p.domains, p.first_us AS seen_us,
        coalesce(r.stage, 'listed') AS stage_seen, r.strength AS strength_seen,
        coalesce(c.circle, 'professional') AS circle_seen, coalesce(c.sign, '') AS circle_sign,
        stage_seen AS stage, false AS stage_said, circle_seen AS circle, false AS circle_said,
        NULL::DOUBLE AS keep_days, NULL::BIGINT AS keep_us, false AS never,
        NULL::BIGINT AS quiet_until_us, r.strength, false AS strength_said,
        []::VARCHAR[] AS tags, []::VARCHAR[] AS roles,
        coalesce(r.evidence_days, 0) AS evidence_days, coalesce(r.two_way_days, 0) AS two_way_days,
        coalesce(r.sent, 0) AS sent, coalesce(r.received, 0) AS received,
        r.* EXCLUDE (owner, person, stage, strength, evidence_days, two_way_days, sent, received)
    FROM person p LEFT JOIN relationship r USING (person) LEFT JOIN circle c USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me
"""
# As columns: a statement a person would take DuckDB milliseconds each. Where a list changes, it
# writes the whole row anew, so lists are changed apart.
_SAY = """
    UPDATE tie SET stage = coalesce(o.stage, stage_seen), stage_said = o.stage IS NOT NULL,
        circle = coalesce(o.circle, circle_seen), circle_said = o.circle IS NOT NULL,
        keep_days = o.keep_days, keep_us = o.keep_us, never = o.never,
        quiet_until_us = o.quiet_until_us, strength = coalesce(o.strength, strength_seen),
        strength_said = o.strength IS NOT NULL
    FROM (SELECT unnest(?::VARCHAR[]) AS person, unnest(?::VARCHAR[]) AS stage,
        unnest(?::VARCHAR[]) AS circle, unnest(?::DOUBLE[]) AS keep_days,
        unnest(?::BIGINT[]) AS keep_us, unnest(?::BOOLEAN[]) AS never,
        unnest(?::BIGINT[]) AS quiet_until_us, unnest(?::DOUBLE[]) AS strength) o
    WHERE o.person = tie.person
"""
_LIST = """
    UPDATE tie SET tags = o.tags, roles = o.roles
    FROM (SELECT unnest(?::VARCHAR[]) AS person, unnest(?::VARCHAR[][]) AS tags,
        unnest(?::VARCHAR[][]) AS roles) o
    WHERE o.person = tie.person
"""


def show_ties(book: Book) -> None:
    """Make the table ``tie``: everyone, with what is derived and what was decided of them.

    What is said later changes the rows of those it is about, and no other.
    """
    book.once(_bring_up_to_date)


@heeds(*DECIDED)
def _bring_up_to_date(book: Book) -> None:
    known = book.once(_made)
    said = {person: _words(person, one) for person, one in decided(book).items()}
    pairs = [(known.get(one, Words(one)), said.get(one, Words(one))) for one in {**known, **said}]
    _write(book, _SAY, [now[:-2] for then, now in pairs if then[:-2] != now[:-2]])
    _write(book, _LIST, [(now[0], *now[-2:]) for then, now in pairs if then[-2:] != now[-2:]])
    known.clear()
    known.update(said)


def _write(book: Book, sql: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        book.db.execute(sql, [list(column) for column in zip(*rows, strict=True)])


@heeds()
def _made(book: Book) -> dict[str, Words]:
    """Make the table, and return the words that are in it: none, until it is brought up to date."""
    book.db.execute(f"CREATE OR REPLACE TEMP TABLE tie AS {_TIE}")
    return {}


def _words(person: str, one: dict[str, Any]) -> Words:
    return Words(
        person,
        stage=one.get("stage"),
        circle=one.get("circle"),
        keep_days=(one.get("keep") or {}).get("rhythm_days"),
        keep_us=(one.get("keep") or {}).get("at_us"),
        never=bool(one.get("never")),
        quiet_until_us=one.get("quiet"),
        strength=(one.get("strength") or {}).get("strength"),
        tags=tuple(sorted(one.get("tag", ()))),
        roles=tuple(sorted(one.get("role", ()))),
    )


def decided(book: Book) -> dict[str, dict[str, Any]]:
    """Return person -> verb -> what stands: the latest word, or the set of tags and roles."""
    return book.once(_decided)


@heeds(*DECIDED)
def _decided(book: Book) -> dict[str, dict[str, Any]]:
    persons = persons_of(book)
    found: dict[str, dict[str, Any]] = {}
    for one in book.decisions.standing(*DECIDED, as_of_us=book.as_of_us):
        if one.identity not in persons:
            continue
        mine = found.setdefault(persons[one.identity], {})
        if one.verb in {"tag", "role"}:
            words: set[str] = mine.setdefault(one.verb, set())
            (words.discard if one.other == OFF else words.add)(one.value)
        else:
            mine[one.verb] = one.value
    return found


def persons_of(book: Book) -> dict[str, str]:
    """Return identity -> person for the identities that any decision names."""
    known = book.once(_persons)
    standing = book.decisions.standing(as_of_us=book.as_of_us)
    named = {name for one in standing for name in (one.identity, one.other) if name}
    if new := sorted(named - set(known)):
        sql = "SELECT identity, person FROM identity WHERE identity IN (SELECT unnest(?))"
        known |= dict.fromkeys(new)
        known |= {one["identity"]: one["person"] for one in book.rows(sql, [new])}
    return {name: person for name in named if (person := known[name])}


@heeds()
def _persons(_: Book) -> dict[str, str | None]:
    """Return identity -> person of those asked about so far; None for what is no identity."""
    return {}
