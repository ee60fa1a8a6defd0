"""Everyone, to look through: by words, stage, tag, organisation, channel, by what happened.

Sorted by recency or name, never by strength: a list of people is no ranking.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comity.errors import BadInput
from comity.normalise.name import fold
from comity.operations.moment import iso
from comity.operations.network.documents import Choice, Choices, Directory, Listed
from comity.operations.network.figures import WHICH
from comity.operations.network.near_words import meant
from comity.operations.person.overlay import persons_of, show_ties
from comity.operations.person.timeline import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comity.book import Book, Row

PAGE = 100
_WORDS_MAX = 8
EVERYONE = 1_000_000
_PARTS = {*"words stage circle tag organisation channel which sort".split()}
_FACET_MAX = 60  # more organisations than a list to choose from can hold are found by words
_CONTACTS = WHICH["contacts"].condition
_ORDER = {
    "recent": "last_at_us DESC NULLS LAST, lower(name), person",
    "name": "lower(name), person",
}

_SHOWN = (  # of the hundred columns of a tie, each of which takes its time
    "person, name, stage, organisation, title, tags, keep_days, quiet_until_us, last_at_us, "
    "evidence_days, wrote_days_365d, heard_days_365d, met_days_365d, meetings, calls"
)

# Letters as they are compared: without case, accents and apostrophes; as ``name.fold`` has them.
_FOLDED = """
    CREATE OR REPLACE TEMP MACRO folded(text) AS replace(replace(replace(replace(replace(
        translate(strip_accents(lower(text)), 'øłđðıħŋ', 'olddihn'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), '''', '')
"""
_KNOWN = """
    SELECT DISTINCT unnest(regexp_extract_all(found, '[\\pL\\pM]{3,}')) AS word FROM listed
    ORDER BY word
"""
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
        coalesce(w.channels, []) AS channels,
        folded(concat_ws(' ', '', p.name, s.words, j.organisation, j.title)) AS found
    FROM person p LEFT JOIN spoken s USING (person) LEFT JOIN job j USING (person)
    LEFT JOIN way w USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me
"""


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
) -> Directory:
    """Return a page of the people who answer to all of it, how many there are, and the choices."""
    if which and which not in WHICH:
        raise BadInput(f"there is no list {which!r}")
    if sort not in _ORDER:
        raise BadInput(f"people are not sorted by {sort!r}")
    show_listed(book)
    where = [_CONTACTS if _of_contacts_alone(words, which) else "true"]
    values: dict[str, object] = {"skip": max(skip, 0), "limit": limit}
    for column, value in (("stage", stage), ("circle", circle), ("organisation", organisation)):
        if value:
            where.append(f"{column} = ${column}")
            values[column] = value
    for column, value in (("tags", tag), ("channels", channel)):
        if value:
            where.append(f"list_contains({column}, ${column})")
            values[column] = value
    if which:
        where.append(WHICH[which].condition)
    written = _folded(book, words.split()[:_WORDS_MAX]) if words.split() else []
    spoken = [(word,) for word in written]
    found = _page(book, [*where, *_spoken(spoken)], values | _given(book, spoken), sort)
    if not found.count and written and (near := meant(written, book.once(known_words))) != spoken:
        return replace(
            _page(book, [*where, *_spoken(near)], values | _given(book, near), sort), near=True
        )
    return found


def found_by(book: Book, query: Mapping[str, str], *, limit: int = EVERYONE) -> Directory:
    """Return the people who answer to a query that is kept, its parts by name."""
    choices: dict[str, Any] = {name: query[name] for name in query.keys() & _PARTS}
    return directory(book, **choices, limit=limit)


def _spoken(words: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the condition of each word, or of those that may be meant by it."""
    for number, one in enumerate(words):
        each = [f"contains(found, $word{number}_{n})" for n in range(len(one))]
        each.append(f"list_contains($said{number}::VARCHAR[], person)")
        yield f"({' OR '.join(each)})"


def _given(book: Book, words: Sequence[tuple[str, ...]]) -> dict[str, object]:
    """Return the words, and of each those of whom the user said it."""
    found: dict[str, object] = {
        f"word{at}_{n}": word for at, one in enumerate(words) for n, word in enumerate(one)
    }
    return found | {f"said{at}": _saying(book, one) for at, one in enumerate(words)}


def _folded(book: Book, words: Sequence[str]) -> list[str]:
    """Return words as they are compared, by the very rule of what they are compared with."""
    sql = "SELECT list_transform(?::VARCHAR[], lambda word: folded(word)) AS words"
    return [word for word in book.rows(sql, [words])[0]["words"] if word]


def known_words(book: Book) -> tuple[str, ...]:
    """Return the words of everyone's names, addresses and work."""
    show_listed(book)
    return tuple(row["word"] for row in book.rows(_KNOWN))


def _of_contacts_alone(words: str, which: str) -> bool:
    """Whether those are left out who are no contacts: whom words find is shown all the same."""
    return not words.strip() and not (which and WHICH[which].beside_contacts)


def listed(book: Book, persons: Sequence[str]) -> tuple[Listed, ...]:
    """Return these people as the list shows them, in the order given."""
    show_listed(book)
    sql = f"SELECT {_SHOWN} FROM tie JOIN listed USING (person) WHERE person IN (SELECT unnest(?))"
    own = book.once(_own_words)
    rows = book.rows(sql, [list(persons)])
    found = {one["person"]: _in_own_words(_person(book, one), own) for one in rows}
    return tuple(found[one] for one in persons if one in found)


def _own_words(book: Book) -> dict[str, dict[str, str]]:
    """Return person -> label -> what the user said of them; "" where it is not so."""
    said = book.decisions.active("detail", as_of_us=book.as_of_us)
    persons = persons_of(book, {one.identity for one in said})
    found: dict[str, dict[str, str]] = {}
    for one in said:
        theirs = found.setdefault(persons.get(one.identity, ""), {})
        if one.value is None:
            theirs.pop(one.other, None)
        else:
            theirs[one.other] = str(one.value)
    return found


def _in_own_words(one: Listed, own: Mapping[str, Mapping[str, str]]) -> Listed:
    """Return somebody with the employer and role that the user says."""
    said = own.get(one.id, {})
    return replace(
        one,
        organisation=said.get("employer", one.organisation),
        title=said.get("role", one.title),
    )


def _saying(book: Book, words: Sequence[str]) -> list[str]:
    """Return those of whom the user said one of these words."""
    folded = [fold(word) for word in words]
    return sorted(
        who
        for who, said in book.once(_own_words).items()
        if any(word in fold(text) for text in said.values() for word in folded)
    )


def show_listed(book: Book) -> None:
    """Make the tables ``tie`` and ``listed``; the second depends on the sources alone."""
    show_ties(book)
    book.prepare(_listed)


def _listed(book: Book) -> None:
    book.show_facts()
    book.db.execute(_FOLDED)
    book.db.execute(_LISTED)


def _page(book: Book, where: Sequence[str], values: Mapping[str, object], sort: str) -> Directory:
    sql = (
        f"SELECT {_SHOWN}, count(*) OVER () AS of FROM tie JOIN listed USING (person) "
        f"WHERE {' AND '.join(where)} ORDER BY {_ORDER[sort]} LIMIT $limit OFFSET $skip"
    )
    rows = book.rows(sql, values)
    own = book.once(_own_words)
    return Directory(
        people=tuple(_in_own_words(_person(book, one), own) for one in rows),
        count=rows[0]["of"] if rows else 0,
        skip=int(str(values["skip"])),
        choices=book.once(_choices),
    )


def _person(book: Book, one: Row) -> Listed:
    return Listed(
        id=one["person"],
        name=one["name"],
        stage=one["stage"],
        organisation=one["organisation"],
        title=one["title"],
        tags=tuple(one["tags"]),
        keep_days=one["keep_days"],
        quiet_until=iso(one["quiet_until_us"]),
        last_at=iso(one["last_at_us"]),
        happened=evidence(book, one) if one["evidence_days"] else "",
    )


def _choices(book: Book) -> Choices:
    """Return what there is to choose from, with how many people each has."""
    return Choices(
        stages=_tally(book, "stage"),
        circles=_tally(book, "circle"),
        tags=_tally(book, "unnest(tags)"),
        channels=_tally(book, "unnest(channels)"),
        organisations=_tally(book, "organisation"),
    )


def _tally(book: Book, what: str) -> tuple[Choice, ...]:
    found = book.rows(
        f"SELECT name, count(*) AS n FROM (SELECT {what} AS name FROM tie JOIN listed "
        f"USING (person) WHERE {_CONTACTS}) WHERE name <> '' "
        "GROUP BY name ORDER BY n DESC, name LIMIT ?",
        [_FACET_MAX],
    )
    return tuple(Choice(**one) for one in found)
