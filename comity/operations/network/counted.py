"""``counted``: a figure of the count in, the very messages it counts out, a page at a time.

A figure that counts people is listed by ``directory``; these count messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import NotFound
from comity.measure.latency import WINDOW_DAYS
from comity.operations.document import Person
from comity.operations.moment import DAY_US, iso
from comity.operations.network.documents import CountedMessage, CountedMessages, Sides
from comity.operations.network.figures import (
    MESSAGES,
    WHICH,
    CountOf,  # noqa: TC001 - read from the signature when the command is made
)
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import show_ties
from comity.operations.words import excerpt

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.network.own_side import Counted

PAGE = 50
_ASKING = {
    *("questions_unanswered", "first_approaches", "questions_guessed", "my_questions_unanswered"),
    *("asked_by_me", "asked_by_them", "answered_by_me", "answered_by_them"),
}
_CONTACTS = WHICH["contacts"].condition
# A thread begun with several is one.
_BEGUN = """
    SELECT c.key, min(c.at_us) AS at_us, list(DISTINCT person ORDER BY person) AS persons
    FROM contact c JOIN tie USING (person)
    WHERE c.initiates AND c.addressed AND c.direction = '{side}'
        AND c.at_us <= getvariable('as_of_us') AND {who} GROUP BY c.key
"""
# As ``measure.latency`` counts them.
_ASKED = f"""
    SELECT e.key, e.at_us, [person] AS persons FROM exchange e JOIN tie USING (person)
    WHERE e.direction = '{{side}}'
        AND (e.direction = 'out' OR NOT e.first OR e.answered_us <= getvariable('as_of_us'))
        AND e.at_us + {WINDOW_DAYS * DAY_US} <= getvariable('as_of_us') AND {{who}}
"""
_ANSWERED = f"""
    {_ASKED} AND e.answered_us <= getvariable('as_of_us')
        AND e.answered_us - e.at_us BETWEEN 0 AND {WINDOW_DAYS * DAY_US}
"""
_OF_TIES = {
    "begun_by_me": (_BEGUN, "out"),
    "begun_by_them": (_BEGUN, "in"),
    "asked_by_me": (_ASKED, "out"),
    "asked_by_them": (_ASKED, "in"),
    "answered_by_me": (_ANSWERED, "in"),
    "answered_by_them": (_ANSWERED, "out"),
}
_TEXTS = "SELECT key, subject, text, detail FROM written WHERE key IN (SELECT unnest(?))"
_ASKS = """
    SELECT key, max(question) AS question FROM exchange WHERE key IN (SELECT unnest(?)) GROUP BY key
"""
_NAMES = "SELECT person, name FROM person WHERE person IN (SELECT unnest(?))"


def begun(book: Book) -> Sides:
    """Return how many threads the user began, and how many others did."""
    by_me, by_them = (
        book.rows(f"SELECT count(*) AS n FROM ({_of_ties(one)})")[0]["n"]
        for one in ("begun_by_me", "begun_by_them")
    )
    return Sides(by_me, by_them)


def _of_ties(figure: str, who: str = _CONTACTS) -> str:
    sql, side = _OF_TIES[figure]
    return sql.format(side=side, who=who)


@operation("counted", of_my_side=True)
def counted(
    book: Book,
    figure: CountOf,
    *,
    who: Annotated[str, "Only those with one person."] = "",
    skip: Annotated[int, "Past so many of the latest."] = 0,
    limit: Annotated[int, "At most so many."] = PAGE,
) -> CountedMessages:
    """List the messages that a figure counts, the latest first.

    The figures are those of comity audit and of a person's page, by the names their documents have.
    """
    from comity.operations.network.own_side import Counted, my_side

    if figure not in MESSAGES:
        raise NotFound(
            f"there is no figure {figure!r}", hint="the page of the network has them all"
        )
    one = find_person(book, who).person if who else None
    start = max(skip, 0)
    if figure in _OF_TIES:
        show_ties(book)
        every = _of_ties(figure, "person = ?" if one else _CONTACTS)
        rows = book.rows(
            f"SELECT *, count(*) OVER () AS of FROM ({every}) "
            "ORDER BY at_us DESC, key, persons LIMIT ? OFFSET ?",
            [*([one.id] if one else ()), max(limit, 0), start],
        )
        found = [Counted(row["key"], row["at_us"], tuple(row["persons"])) for row in rows]
        many = rows[0]["of"] if rows else 0
    else:
        listed = book.once(my_side).counted[figure]
        listed = [row for row in listed if not one or one.id in row.persons]
        found, many = listed[start : start + max(limit, 0)], len(listed)
    return CountedMessages(figure, _shown(book, figure, found), many, start, one)


def _shown(book: Book, figure: str, found: list[Counted]) -> tuple[CountedMessage, ...]:
    book.show_facts()
    keys = [one.key for one in found]
    texts = {one["key"]: one for one in book.rows(_TEXTS, [keys])}
    rows = book.rows(_ASKS, [keys]) if figure in _ASKING else []
    asks = {one["key"]: one["question"] for one in rows}
    persons = sorted({person for one in found for person in one.persons})
    names = {one["person"]: one["name"] for one in book.rows(_NAMES, [persons])}
    shown = []
    for one in found:
        record = texts.get(one.key, {})
        text = record.get("text") or record.get("detail") or record.get("subject") or ""
        shown.append(
            CountedMessage(
                key=one.key,
                at=iso(one.at_us),
                people=tuple(Person(who, names[who]) for who in one.persons if who in names),
                words=excerpt(asks.get(one.key) or text),
            )
        )
    return tuple(shown)
