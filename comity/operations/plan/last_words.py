"""What was last spoken of with those who were chosen, and a way to help them.

Looked up for the few that are shown, not for every candidate: it is the one part of the plan
that reads texts of any age. What was spoken of is a title that says something, of the last days
they were in touch: never the body of a message, nor an appointment's reminder. A way to help is
their question that nobody answered, their recommendation that was not returned, or my open word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.language.topics import is_topic
from comity.normalise.subject import title
from comity.operations.document import QuotingReason
from comity.operations.loops.rows import open_rows
from comity.operations.moment import DAY_US
from comity.operations.person.overlay import persons_of
from comity.operations.plan.suggestion import Evidence, Help
from comity.operations.words import as_note, excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.plan.suggestion import Suggestion

_RECENT = 5  # and of what passed of late, for what was spoken of ...
_RECENT_DAYS = 30  # ... before the last
_QUESTION_DAYS_MAX = 365
_PROMISE_DAYS_MAX = 2 * 365

_LAST = """
    WITH late AS (
        SELECT c.person, c.key, c.at_us, max(c.at_us) OVER (PARTITION BY c.person) AS last_us
        FROM contact c
        WHERE c.addressed AND c.at_us <= $now_us AND c.person IN (SELECT unnest($persons))
        QUALIFY row_number() OVER (PARTITION BY c.person ORDER BY c.at_us DESC, c.key DESC)
            <= $recent
    )
    SELECT l.person, l.key, l.at_us, r.subject FROM late l JOIN written r USING (key)
    WHERE r.subject <> '' AND l.at_us > l.last_us - $recent_us ORDER BY l.at_us DESC, l.key DESC
"""
_ASKED = """
    SELECT person, at_us, question FROM exchange
    WHERE direction = 'in' AND NOT first AND coalesce(answered_us > $now_us, true)
        AND at_us > $asked_us AND at_us <= $now_us AND person IN (SELECT unnest($persons))
    ORDER BY at_us, key
"""
_RECOMMENDED = """
    SELECT c.person, c.at_us, r.text FROM contact c JOIN written r USING (key)
    WHERE c.interaction = 'recommendation' AND c.help = 'received' AND c.at_us <= $now_us
        AND r.text <> '' AND c.person IN (SELECT unnest($persons))
        AND c.person NOT IN (SELECT person FROM contact
            WHERE interaction = 'recommendation' AND help = 'given' AND at_us <= $now_us)
    ORDER BY c.at_us, c.key
"""


def with_last_words(book: Book, chosen: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the suggestions with what was last spoken of and a way to help, where there is one."""
    persons = [one.person for one in chosen if one.kind.recalls]
    if not persons:
        return list(chosen)
    spoken, helpful = book.once(_look_up, tuple(persons))
    noted = _notes(book, persons)
    return [
        _told(one, spoken.get(one.person) or noted.get(one.person), helpful.get(one.person))
        if one.kind.recalls
        else one
        for one in chosen
    ]


def _look_up(book: Book, persons: tuple[str, ...]) -> tuple[dict[str, Evidence], dict[str, Help]]:
    """Return what was last spoken of with each, and a way to help each: of these, the first."""
    now_us = book.moment_us
    whom = {"now_us": now_us, "persons": list(persons)}
    sought, from_us = set(persons), now_us - _PROMISE_DAYS_MAX * DAY_US
    helpful = {
        one.person: Help("promise", one.text, one.at_us)
        for one in reversed(open_rows(book, "promise"))  # the latest holds
        if one.person in sought and one.at_us > from_us
    }
    for row in book.rows(_RECOMMENDED, whom):
        helpful[row["person"]] = Help("recommendation", excerpt(row["text"]), row["at_us"])
    for row in book.rows(_ASKED, {**whom, "asked_us": now_us - _QUESTION_DAYS_MAX * DAY_US}):
        helpful[row["person"]] = Help("question", row["question"], row["at_us"])
    return _spoken(book, whom), helpful


def _spoken(book: Book, whom: dict[str, object]) -> dict[str, Evidence]:
    """Return the latest title of each that says what was spoken of."""
    found: dict[str, Evidence] = {}
    for row in book.rows(_LAST, {**whom, "recent": _RECENT, "recent_us": _RECENT_DAYS * DAY_US}):
        about = title(row["subject"])
        if is_topic(about):
            found.setdefault(row["person"], Evidence(row["key"], row["at_us"], about))
    return found


def _notes(book: Book, persons: Sequence[str]) -> dict[str, Evidence]:
    """Return the user's own latest note about each: for who is known from memory alone."""
    standing = book.decisions.active("note", "first_line", as_of_us=book.as_of_us)
    said = {one.identity: one for one in standing}
    known = persons_of(book, said)
    return {
        known[identity]: Evidence("", one.of_us, as_note(one))
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
