"""A record's key in, what was said in it out: the evidence behind a line of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import NotFound
from comity.operations.moment import iso
from comity.operations.person.documents import Participant, RecordPage

if TYPE_CHECKING:
    from comity.book import Book

_SHOWN_CHARS = 20_000
_RECORD = """
    SELECT key, kind, channel, interaction, at_us, subject, text, detail, message_id
    FROM record
    WHERE key = ? AND coalesce(at_us, 0) <= ?
"""
_ANSWERS = "SELECT parent, guessed FROM thread WHERE key = ? AND parent IS NOT NULL"
_SOURCES = "SELECT DISTINCT source FROM holding WHERE key = ? ORDER BY source"
_PARTICIPANTS = """
    SELECT p.role, p.name, p.identity, i.person, o.name AS known_as, o.is_me, o.kind
    FROM participant p LEFT JOIN identity i USING (identity) LEFT JOIN person o USING (person)
    WHERE p.key = ? ORDER BY p.position
"""


def record(book: Book, key: str) -> RecordPage:
    """Return one record: when, who, its subject, its words, and what it answers, if but a guess."""
    book.show_facts()
    found = book.rows(_RECORD, [key, book.moment_us])
    if not found:
        raise NotFound("there is no such message", hint="it may have been taken out")
    one = found[0]
    answers = book.rows(_ANSWERS, [key])
    return RecordPage(
        **{name: one[name] for name in ("key", "kind", "channel", "interaction", "subject")},
        at=iso(one["at_us"]),
        text=(one["text"] or one["detail"])[:_SHOWN_CHARS],
        answers=answers[0]["parent"] if answers else None,
        guessed=bool(answers) and answers[0]["guessed"],
        message_id=one["message_id"],
        sources=tuple(row["source"] for row in book.rows(_SOURCES, [key])),
        participants=tuple(
            Participant(
                role=who["role"],
                name=who["known_as"] or who["name"] or who["identity"],
                identity=who["identity"],
                is_me=bool(who["is_me"]),
                id=who["person"] if who["kind"] == "person" and not who["is_me"] else None,
            )
            for who in book.rows(_PARTICIPANTS, [key])
        ),
    )
