"""What was last spoken of with those who were chosen, and my own open word to them.

Looked up for the few that are shown, not for every candidate: it is the one part of the plan
that reads texts of any age.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.language.requests import promises
from comity.normalise.subject import title
from comity.operations.document import QuotingReason
from comity.operations.person.overlay import persons_of
from comity.operations.plan.suggestion import Evidence, Help
from comity.operations.words import as_note, excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.plan.suggestion import Suggestion

_LOOKED_AT = 5  # my latest messages to each

_LAST = """
    SELECT c.person, c.key, c.at_us, r.subject, r.text
    FROM (SELECT person, max_by(key, (at_us, key)) AS key, max(at_us) AS at_us FROM contact
        WHERE addressed AND at_us <= ? AND person IN (SELECT unnest(?)) GROUP BY person) c
    JOIN written r USING (key)
"""
_WROTE = """
    WITH mine AS (
        SELECT c.person, c.key, c.at_us, t.thread FROM contact c JOIN thread t USING (key)
        WHERE c.direction = 'out' AND c.addressed AND c.at_us <= ?
            AND c.person IN (SELECT unnest(?))
        QUALIFY row_number() OVER (PARTITION BY c.person, t.thread ORDER BY c.at_us DESC, c.key) = 1
    ),
    latest AS (
        SELECT * FROM mine
        QUALIFY row_number() OVER (PARTITION BY person ORDER BY at_us DESC, key) <= ?
    )
    SELECT l.person, l.at_us, r.text FROM latest l JOIN written r USING (key)
    WHERE r.text <> '' ORDER BY l.at_us, l.key
"""


def with_last_words(book: Book, chosen: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the suggestions with what was last spoken of and my open word, where there is one.

    An open word is a promise in my last message of a thread with them.
    """
    persons = [one.person for one in chosen if one.kind.recalls]
    if not persons:
        return list(chosen)
    known = book.once(_look_up, tuple(persons))
    noted = _notes(book, persons)
    return [
        _told(one, known[one.person][0] or noted.get(one.person), known[one.person][1])
        if one.kind.recalls
        else one
        for one in chosen
    ]


def _look_up(
    book: Book, persons: tuple[str, ...]
) -> dict[str, tuple[Evidence | None, Help | None]]:
    """Return person -> last spoken of, my open word."""
    moment_us = book.moment_us
    spoken = {
        row["person"]: Evidence(row["key"], row["at_us"], _about(row["subject"], row["text"]))
        for row in book.rows(_LAST, [moment_us, list(persons)])
    }
    promised = {
        row["person"]: Help("promise", said[-1], row["at_us"])
        for row in book.rows(_WROTE, [moment_us, list(persons), _LOOKED_AT])
        if (said := promises(row["text"]))
    }
    return {one: (spoken.get(one), promised.get(one)) for one in persons}


def _notes(book: Book, persons: Sequence[str]) -> dict[str, Evidence]:
    """Return the user's own latest note about each: for who is known from memory alone."""
    standing = book.decisions.active("note", "first_line", as_of_us=book.as_of_us)
    said = {one.identity: one for one in standing}
    known = persons_of(book, said)
    return {
        known[identity]: Evidence("", one.at_us, as_note(one))
        for identity, one in sorted(said.items())
        if known.get(identity) in persons
    }


def _told(one: Suggestion, spoken: Evidence | None, promised: Help | None) -> Suggestion:
    if spoken and spoken.text:
        feature, says = (
            ("last_spoken_of", "last spoken of") if spoken.key else ("note", "you noted")
        )
        reason = QuotingReason(feature, spoken.text, f"{says}: {spoken.text}")
        one = replace(one, why=(*one.why, reason), evidence=(*one.evidence, spoken))
    return replace(one, help=one.help or promised)


def _about(subject: str, text: str) -> str:
    return title(subject) if subject else excerpt(text)
