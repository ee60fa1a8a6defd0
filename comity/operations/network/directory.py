"""Everyone, to look through: by words, stage, tag, organisation, channel, by what happened.

Sorted by recency or name, never by strength: a list of people is no ranking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.cache import heeds
from comity.errors import BadInput
from comity.operations.moment import DAY_US, iso
from comity.operations.network.own_side import whom
from comity.operations.person.overlay import DECIDED, show_ties
from comity.operations.person.timeline import evidence

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result

PAGE = 100
_FACET_MAX = 60  # more organisations than a list to choose from can hold are found by words
_RELATION = "stage IN ('established', 'growing', 'resting')"
_ORDER = {
    "recent": "last_at_us DESC NULLS LAST, lower(name), person",
    "name": "lower(name), person",
}

# The figures of the audit, each as the people behind it.
WHICH = {
    "relationships": _RELATION,
    "no_exchange": "sent = 0 AND received = 0",
    "exchange": "sent + received > 0",
    "both_ways": "two_way_days > 0",
    "only_me": "sent > 0 AND received = 0",
    "only_them": "sent = 0 AND received > 0",
    "days_7": f"last_at_us > $now - 7 * {DAY_US} AND last_at_us <= $now",
    "days_30": f"last_at_us > $now - 30 * {DAY_US} AND last_at_us <= $now",
    "days_365": f"last_at_us > $now - 365 * {DAY_US} AND last_at_us <= $now",
    "linkedin": "connected",
    "linkedin_relationships": f"connected AND {_RELATION}",
    "begun_by_me": "initiated_by_me > 0",
    "begun_by_them": "initiated_by_them > 0",
    "asked_me": "asked_by_them > 0",
    "asked_by_me": "asked_by_me > 0",
    "left_open": "person IN (SELECT person FROM exchange WHERE direction = 'in' "
    f"AND answered_us IS NULL AND at_us > $now - 365 * {DAY_US} AND at_us <= $now - {DAY_US})",
    "invited_wordless": "person IN (SELECT person FROM contact WHERE interaction = 'invitation' "
    "AND direction = 'out' AND NOT addressed AND at_us <= $now)",
    "thanked_last": "person IN (SELECT unnest($whom))",
    "pasted_to": "person IN (SELECT unnest($whom))",
    "kept": "keep_days IS NOT NULL",
    "never": "never",
    "quiet": "quiet_until_us > $now",
}
# Figures that texts have to be read for: those people are named one by one.
_FIGURE = {"thanked_last": "thanks_unanswered", "pasted_to": "pasted_to_many"}

_SHOWN = (  # of the hundred columns of a tie, each of which takes its time
    "person, name, stage, circle, organisation, title, tags, roles, keep_days, quiet_until_us, "
    "last_at_us, evidence_days, wrote_days_365d, heard_days_365d, met_days_365d"
)

# What the sources say of everyone, decisions aside: their work, their channels, the words that
# find them. The latest claim of an organisation is the one shown.
_LISTED = """
    CREATE OR REPLACE TEMP TABLE listed AS
    WITH spoken AS (
        SELECT i.person, string_agg(DISTINCT i.name || ' ' || i.identity, ' ') AS words
        FROM identity i GROUP BY i.person
    ),
    job AS (
        SELECT i.person, arg_max(c.value, coalesce(c.at_us, 0))
                FILTER (c.attribute = 'organisation') AS organisation,
            arg_max(c.value, coalesce(c.at_us, 0)) FILTER (c.attribute = 'title') AS title
        FROM claim c JOIN identity i USING (identity)
        WHERE c.attribute IN ('organisation', 'title') AND c.value <> '' GROUP BY i.person
    ),
    way AS (
        SELECT person, list(DISTINCT channel ORDER BY channel) AS channels FROM contact
        GROUP BY person
    )
    SELECT p.person, coalesce(j.organisation, '') AS organisation, coalesce(j.title, '') AS title,
        coalesce(w.channels, []) AS channels, n.person IS NOT NULL AS connected,
        strip_accents(lower(concat_ws(' ', '', p.name, s.words, j.organisation, j.title))) AS found
    FROM person p LEFT JOIN spoken s USING (person) LEFT JOIN job j USING (person)
    LEFT JOIN way w USING (person)
    LEFT JOIN (SELECT DISTINCT person FROM connected) n USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me
"""


@heeds(*DECIDED)
def directory(
    book: Book,
    *,
    words: str = "",
    stage: str = "",
    circle: str = "",
    tag: str = "",
    organisation: str = "",
    channel: str = "",
    which: str = "",
    sort: str = "recent",
    skip: int = 0,
    limit: int = PAGE,
) -> Result:
    """Return a page of the people who answer to all of it, how many there are, and the choices."""
    if which and which not in WHICH:
        raise BadInput(f"there is no list {which!r}")
    if sort not in _ORDER:
        raise BadInput(f"people are not sorted by {sort!r}")
    show_listed(book)
    where = ["true"]
    values: dict[str, Any] = {"now": book.moment_us, "skip": max(skip, 0), "limit": limit}
    for column, value in (("stage", stage), ("circle", circle), ("organisation", organisation)):
        if value:
            where.append(f"{column} = ${column}")
            values[column] = value
    for column, value in (("tags", tag), ("channels", channel)):
        if value:
            where.append(f"list_contains({column}, ${column})")
            values[column] = value
    for number, word in enumerate(words.split()[:8]):
        where.append(f"contains(found, strip_accents(lower($word{number})))")
        values[f"word{number}"] = word
    if which:
        where.append(WHICH[which])
    if which in _FIGURE:
        values["whom"] = whom(book, _FIGURE[which])
    return _page(book, " AND ".join(where), values, sort) | {"choices": book.once(_choices)}


def show_listed(book: Book) -> None:
    """Make the tables ``tie`` and ``listed``; the second depends on the sources alone."""
    show_ties(book)
    book.once(_listed)


@heeds()
def _listed(book: Book) -> None:
    book.show_facts()
    book.db.execute(_LISTED)


def _page(book: Book, where: str, values: dict[str, Any], sort: str) -> dict[str, Any]:
    sql = (
        f"SELECT {_SHOWN}, count(*) OVER () AS of FROM tie JOIN listed USING (person) "
        f"WHERE {where} ORDER BY {_ORDER[sort]} LIMIT $limit OFFSET $skip"
    )
    used = {name: value for name, value in values.items() if f"${name}" in sql}
    found = book.db.execute(sql, used)
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {
        "people": [_person(book, one) for one in rows],
        "count": rows[0]["of"] if rows else 0,
        "skip": values["skip"],
    }


def _person(book: Book, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": one["person"],
        "name": one["name"],
        "stage": one["stage"],
        "circle": one["circle"],
        "organisation": one["organisation"],
        "title": one["title"],
        "tags": one["tags"],
        "roles": one["roles"],
        "keep_days": one["keep_days"],
        "quiet_until": iso(one["quiet_until_us"]),
        "last_at": iso(one["last_at_us"]),
        "happened": evidence(book, one) if one["evidence_days"] else "",
    }


@heeds("stage", "circle", "tag")
def _choices(book: Book) -> dict[str, list[dict[str, Any]]]:
    """Return what there is to choose from, with how many people each has."""
    return book.once(_of_sources) | {
        "stages": _tally(book, "SELECT stage AS name FROM tie"),
        "circles": _tally(book, "SELECT circle AS name FROM tie"),
        "tags": _tally(book, "SELECT unnest(tags) AS name FROM tie"),
    }


@heeds()
def _of_sources(book: Book) -> dict[str, list[dict[str, Any]]]:
    """Return the choices that the sources alone offer."""
    return {
        "channels": _tally(book, "SELECT unnest(channels) AS name FROM listed"),
        "organisations": _tally(
            book, "SELECT organisation AS name FROM listed WHERE organisation <> ''"
        ),
    }


def _tally(book: Book, sql: str) -> list[dict[str, Any]]:
    return book.rows(
        f"SELECT name, count(*) AS n FROM ({sql}) GROUP BY name ORDER BY n DESC, name LIMIT ?",
        [_FACET_MAX],
    )
