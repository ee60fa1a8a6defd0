"""``search``: find what was said, by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, call
from comity.operations.document import Person
from comity.operations.moment import iso
from comity.operations.network.documents import Author, Message, Search
from comity.operations.operation import limited, operation

if TYPE_CHECKING:
    from comity.book import Book

_EXCERPT_CHARS = 160

_FOUND = """
    SELECT r.key, r.at_us, r.channel, r.subject, r.text, f.identity, i.person, p.name, p.is_me
    FROM record r LEFT JOIN (SELECT key, arg_min(identity, position) AS identity FROM participant
        WHERE role IN ('from', 'organizer', 'subject') GROUP BY key) f USING (key)
    LEFT JOIN identity i USING (identity) LEFT JOIN person p ON p.person = i.person
    WHERE r.key IN (SELECT unnest(?)) AND coalesce(r.at_us, 0) <= ?
"""


@operation("search")
def search(
    book: Book, words: list[str], *, limit: Annotated[int, "How many to show; 0 for all."] = 20
) -> Search:
    """Find what was said, by words; and people.

    Messages that hold all of the words, the best first. Words may be beginnings: consult finds
    consultant and consulting.
    """
    asked = " ".join(words).strip()
    if not asked:
        raise BadInput("say what to look for", hint=Advice(call("search", "budget", "proposal")))
    book.derived()
    book.search.update(book.facts.paths())
    most = limited(limit)
    keys = book.search.keys(asked, limit=4 * most if most else -1)
    book.show_facts()
    rows = {one["key"]: one for one in book.rows(_FOUND, [keys, book.moment_us])}
    messages = [
        Message(
            key=key,
            at=iso(rows[key]["at_us"]),
            channel=rows[key]["channel"],
            subject=rows[key]["subject"],
            excerpt=excerpt(rows[key]["text"], asked),
            from_=Author(rows[key]["person"], rows[key]["name"], rows[key]["is_me"]),
        )
        for key in keys
        if key in rows
    ]
    return Search(_people(book, asked, limit=most), tuple(messages[:most]))


def _people(book: Book, asked: str, *, limit: int | None) -> tuple[Person, ...]:
    sql = (
        "SELECT DISTINCT p.person AS id, p.name FROM person p JOIN identity i USING (person) "
        "WHERE p.kind = 'person' AND NOT p.is_me AND (strip_accents(i.name) "
        "ILIKE strip_accents(?) OR contains(i.identity, lower(?))) ORDER BY p.name, id LIMIT ?"
    )
    return tuple(Person(**one) for one in book.rows(sql, [f"%{asked}%", asked, limit]))


def excerpt(text: str, words: str) -> str:
    """Return the stretch of a text around the first of the words, on one line."""
    line = " ".join(text.split())
    places = [line.casefold().find(word.casefold()) for word in words.split()]
    first = min((place for place in places if place >= 0), default=0)
    start = max(first - _EXCERPT_CHARS // 3, 0)
    cut = line[start : start + _EXCERPT_CHARS].strip()
    before, after = "…" if start else "", "…" if start + _EXCERPT_CHARS < len(line) else ""
    return f"{before}{cut}{after}"
