"""What was decided, beside what is derived: the table ``tie`` that the verbs read.

Decisions are applied when read, not when built, so a word of the user's never costs a rebuild
and never is lost in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from comity.book import Book
    from comity.store.decisions import Verb

Circle = Literal["professional", "personal", "colleague", "service"]
Stage = Literal["established", "growing", "resting", "sprouting", "planted", "listed", "let_go"]
OFF = "off"  # the other side of a tag or role taken back
ONE_VALUED: tuple[Verb, ...] = ("keep", "circle", "never", "quiet", "stage", "strength")

_SAID = """
    CREATE OR REPLACE TEMP TABLE said (person VARCHAR, stage VARCHAR, circle VARCHAR,
    keep_days DOUBLE, keep_us BIGINT, never BOOLEAN, quiet_until_us BIGINT, strength DOUBLE,
    tags VARCHAR[], roles VARCHAR[])
"""

_DECIDED = {  # a column that a word may change -> what it holds
    "stage": "coalesce(o.stage, r.stage, 'listed')",
    "stage_said": "o.stage IS NOT NULL",
    "circle": "coalesce(o.circle, c.circle, 'professional')",
    "circle_said": "o.circle IS NOT NULL",
    "keep_days": "o.keep_days",
    "keep_us": "o.keep_us",
    "never": "coalesce(o.never, false)",
    "quiet_until_us": "o.quiet_until_us",
    "strength": "coalesce(o.strength, r.strength)",
    "strength_said": "o.strength IS NOT NULL",
    "tags": "coalesce(o.tags, [])",
    "roles": "coalesce(o.roles, [])",
}
_SHOWN = ", ".join(f"{what} AS {name}" for name, what in _DECIDED.items())
_FROM = """
    FROM person p LEFT JOIN relationship r USING (person) LEFT JOIN said o USING (person)
    LEFT JOIN circle c USING (person)
"""
# One row a person who is neither the owner nor a list or robot.
_TIE = f"""
    SELECT p.person, p.name, p.identity, p.domains, p.first_us AS seen_us, {_SHOWN},
        coalesce(c.sign, '') AS circle_sign,
        coalesce(r.evidence_days, 0) AS evidence_days, coalesce(r.two_way_days, 0) AS two_way_days,
        coalesce(r.sent, 0) AS sent, coalesce(r.received, 0) AS received,
        r.* EXCLUDE (owner, person, stage, strength, evidence_days, two_way_days, sent, received)
    {_FROM} WHERE p.kind = 'person' AND NOT p.is_me
"""
_AMONG = "person IN (SELECT unnest($1))"
_CHANGE = f"""
    UPDATE tie SET {", ".join(f"{name} = n.{name}" for name in _DECIDED)}
    FROM (SELECT p.person, {_SHOWN} {_FROM} WHERE p.{_AMONG}) n WHERE n.person = tie.person
"""


def show_ties(book: Book) -> None:
    """Make the table ``tie``: everyone, with what is derived and what was decided of them.

    What is said later changes the rows of those it is about, and no other.
    """
    if book.worked_out.get("ties"):
        return
    said = {person: _row(person, one) for person, one in decided(book).items()}
    known = book.worked_out.get("said")
    if known is None:
        book.db.execute(_SAID)
        _add(book, list(said.values()))
        book.db.execute(f"CREATE OR REPLACE TEMP TABLE tie AS {_TIE}")
    elif changed := [one for one in {**known, **said} if known.get(one) != said.get(one)]:
        book.db.execute(f"DELETE FROM said WHERE {_AMONG}", [changed])
        _add(book, [said[one] for one in changed if one in said])
        book.db.execute(_CHANGE, [changed])
    book.worked_out |= {"ties": True, "said": said}


def _row(person: str, one: dict[str, Any]) -> tuple[Any, ...]:
    """Return a person's row of the table ``said``."""
    return (
        person,
        one.get("stage"),
        one.get("circle"),
        (one.get("keep") or {}).get("rhythm_days"),
        (one.get("keep") or {}).get("at_us"),
        bool(one.get("never")),
        one.get("quiet"),
        (one.get("strength") or {}).get("strength"),
        sorted(one.get("tag", ())),
        sorted(one.get("role", ())),
    )


def _add(book: Book, rows: list[tuple[Any, ...]]) -> None:
    if rows:  # as columns: a statement a row would take DuckDB a millisecond each
        columns = [list(column) for column in zip(*rows, strict=True)]
        book.db.execute(f"INSERT INTO said SELECT {', '.join(['unnest(?)'] * 10)}", columns)


def decided(book: Book) -> dict[str, dict[str, Any]]:
    """Return person -> verb -> what stands: the latest word, or the set of tags and roles."""
    if "decided" not in book.worked_out:
        book.worked_out["decided"] = _decided(book)
    found: dict[str, dict[str, Any]] = book.worked_out["decided"]
    return found


def _decided(book: Book) -> dict[str, dict[str, Any]]:
    persons = persons_of(book)
    found: dict[str, dict[str, Any]] = {}
    for one in book.decisions.standing(*ONE_VALUED, "tag", "role", as_of_us=book.as_of_us):
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
    named = {
        identity
        for one in book.decisions.standing(as_of_us=book.as_of_us)
        for identity in (one.identity, one.other)
        if identity
    }
    sql = "SELECT identity, person FROM identity WHERE identity IN (SELECT unnest(?))"
    return {one["identity"]: one["person"] for one in book.rows(sql, [sorted(named)])}
