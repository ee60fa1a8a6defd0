"""``search``: people by name, and what was said, by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, call
from comity.operations.document import Person
from comity.operations.moment import iso
from comity.operations.network.directory import directory
from comity.operations.network.documents import Author, Message, NoteFound, Search
from comity.operations.network.excerpts import excerpt, holds
from comity.operations.operation import limited, operation
from comity.operations.person.overlay import persons_of
from comity.operations.words import as_note

if TYPE_CHECKING:
    from comity.book import Book
    from comity.store.decisions import Decision

_PEOPLE_MAX = 1_000
_FOUND = """
    SELECT r.key, r.at_us, r.channel, r.subject, r.text, f.identity, i.person, p.name, p.is_me
    FROM record r LEFT JOIN (SELECT key, arg_min(identity, position) AS identity FROM participant
        WHERE role IN ('from', 'organizer', 'subject') AND key IN (SELECT unnest($keys))
        GROUP BY key) f USING (key)
    LEFT JOIN identity i USING (identity) LEFT JOIN person p ON p.person = i.person
    WHERE r.key IN (SELECT unnest($keys)) AND coalesce(r.at_us, 0) <= $moment
"""


@operation("search")
def search(
    book: Book, words: list[str], *, limit: Annotated[int, "How many to show; 0 for all."] = 20
) -> Search:
    """Find people, and what was said, by words.

    People by name, address and work, a slip of the keys forgiven; then your notes and the
    messages that hold all of the words, the best first. Words may be beginnings: consult finds
    consultant and consulting.
    """
    asked = " ".join(words).strip()
    if not asked:
        raise BadInput("say what to look for", hint=Advice(call("search", "budget", "proposal")))
    most = limited(limit)
    found = directory(book, words=asked, limit=most or _PEOPLE_MAX)
    return Search(
        people=tuple(Person(one.id, one.name) for one in found.people),
        messages=tuple(_messages(book, asked, most)),
        notes=tuple(_notes(book, asked)[:most]),
        near=found.near,
    )


def _messages(book: Book, asked: str, most: int | None) -> list[Message]:
    book.derived()
    book.search.update(book.facts.paths())
    keys = book.search.keys(asked, limit=4 * most if most else -1)
    book.show_facts()
    found = book.rows(_FOUND, {"keys": keys, "moment": book.moment_us})
    rows = {one["key"]: one for one in found}
    shown = [rows[key] for key in keys if key in rows][:most]
    return [
        Message(
            key=one["key"],
            at=iso(one["at_us"]),
            channel=one["channel"],
            subject=one["subject"],
            excerpt=excerpt(one["text"], asked),
            from_=Author(one["person"], one["name"], one["is_me"]),
        )
        for one in shown
    ]


def _notes(book: Book, asked: str) -> list[NoteFound]:
    """Return the user's own notes that hold the words, the latest first; of those who are shown."""
    said = book.decisions.active("note", "first_line", "log", as_of_us=book.as_of_us)
    found = [one for one in said if holds(_words(one), asked)]
    persons = persons_of(book, {one.identity for one in found})
    sql = "SELECT person, name FROM person WHERE person IN (SELECT unnest(?))"
    rows = book.rows(sql, [sorted(set(persons.values()))])
    named = {row["person"]: Person(row["person"], row["name"]) for row in rows}
    return [
        NoteFound(named[persons[one.identity]], iso(one.at_us), excerpt(_words(one), asked))
        for one in reversed(found)
        if persons.get(one.identity) in named
    ]


def _words(one: Decision) -> str:
    return str(one.value.get("text", "")) if one.verb == "log" else as_note(one)
