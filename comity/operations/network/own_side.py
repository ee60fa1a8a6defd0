"""The owner's own side of the count: what I left unsaid, unanswered, or pasted to many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from comity.language.requests import asks_advice, is_pasted_key, thanks
from comity.operations.moment import DAY_US, iso
from comity.operations.network.documents import OwnSide
from comity.operations.person.overlay import named, show_ties

if TYPE_CHECKING:
    from comity.book import Book, Row

_YEAR_US = 365 * DAY_US
PASTED_PERSONS_MIN = 3
_PASTED_CHARS = 1_000  # two texts that begin with these are one

# What I wrote in the window, with how many it was addressed to.
_SAID = """
    WITH mine AS (
        SELECT key, min(person) AS person, max(at_us) AS at_us, count(DISTINCT person) AS persons
        FROM contact
        WHERE addressed AND direction = 'out' AND interaction IN ('mail', 'message', 'invitation')
            AND at_us > $1 AND at_us <= $2
        GROUP BY key
    )
    SELECT mine.person, mine.at_us, mine.persons, r.text FROM mine JOIN written r USING (key)
    WHERE r.at_us > $1 AND r.at_us <= $2 AND r.text <> ''
    ORDER BY mine.at_us DESC, key
"""
_LAST_WORDS = """
    WITH thanked AS MATERIALIZED (
        SELECT DISTINCT c.key, c.person, c.at_us, r.text FROM contact c JOIN written r USING (key)
        WHERE c.addressed AND c.direction = 'in' AND c.interaction IN ('mail', 'message')
            AND c.at_us > $1 AND c.at_us <= $2 AND r.at_us > $1 AND r.at_us <= $2
            AND regexp_matches(r.text, '(?i)thank|dank|merci|gracias')
    ),
    theirs AS MATERIALIZED (SELECT k.*, t.thread FROM thanked k JOIN thread t USING (key)),
    after AS (
        SELECT u.thread, max(b.at_us) AS at_us FROM contact b JOIN thread u USING (key)
        WHERE b.direction = 'out' AND u.thread IN (SELECT thread FROM theirs) GROUP BY u.thread
    )
    SELECT key, person, text FROM theirs LEFT JOIN after USING (thread)
    WHERE coalesce(after.at_us <= theirs.at_us, true)
"""


_WORDLESS = """
    SELECT DISTINCT key, person FROM contact
    WHERE interaction = 'invitation' AND direction = 'out' AND NOT addressed AND at_us <= ?
"""
_ASKED = """
    SELECT e.key, e.person, coalesce(e.answered_us > $now_us, true) AS open, e.guessed, e.first
    FROM exchange e JOIN tie t USING (person)
    WHERE e.direction = 'in' AND e.at_us > $from_us AND e.at_us <= $until_us
        AND (coalesce(e.answered_us > $now_us, true) OR e.guessed)
"""

# A program of mine may have written in the thread: an absence told is no answer, but no stranger's.
_BEGUN = """
    WITH asked AS (SELECT key, thread FROM thread WHERE key IN (SELECT unnest(?)))
    SELECT DISTINCT a.key FROM asked a JOIN thread t USING (thread)
    JOIN participant p ON p.key = t.key AND p.role = 'from' JOIN identity i USING (identity)
    WHERE i.kind = 'me'
"""


class MySide(NamedTuple):
    """The figures, and the people behind those that are listed."""

    figures: OwnSide
    people: dict[str, list[str]]


def my_side(book: Book) -> MySide:
    """Return what of mine the count should not hide.

    A question of somebody who never had a word of mine, and whom I never named, is no debt: it is
    a first approach.
    """
    book.show_facts()
    show_ties(book)
    now_us = book.moment_us
    window = [now_us - _YEAR_US, now_us]
    sent = book.rows(_SAID, window)
    advice = next((one for one in sent if asks_advice(one["text"])), None)
    pasted = _pasted(sent)
    thanked = [one for one in book.rows(_LAST_WORDS, window) if thanks(one["text"])]
    wordless = book.rows(_WORDLESS, [now_us])
    times = {"from_us": window[0], "until_us": now_us - DAY_US, "now_us": now_us}
    asked = book.rows(_ASKED, times)
    left_open, approached = _owed([one for one in asked if one["open"]], book)
    figures = OwnSide(
        invitations_without_a_word=len({one["key"] for one in wordless}),
        questions_unanswered=len(left_open),
        first_approaches=len(approached),
        questions_guessed=sum(bool(one["guessed"]) for one in asked),
        thanks_unanswered=len({one["key"] for one in thanked}),
        pasted_to_many=len(pasted),
        last_asked_advice_at=iso(advice["at_us"]) if advice else None,
    )
    people = {
        "invitations_without_a_word": _persons(wordless),
        "questions_unanswered": _persons(left_open),
        "first_approaches": _persons(approached),
        "thanks_unanswered": _persons(thanked),
        "pasted_to_many": sorted(set().union(*pasted.values())),
    }
    return MySide(figures, people)


def _owed(asked: list[Row], book: Book) -> tuple[list[Row], list[Row]]:
    """Return the open questions of those I know, and those of strangers."""
    named_by_me = book.once(named)
    strange = [one for one in asked if one["first"] and one["person"] not in named_by_me]
    begun = {one["key"] for one in book.rows(_BEGUN, [[one["key"] for one in strange]])}
    first = {(one["key"], one["person"]) for one in strange if one["key"] not in begun}
    known = [one for one in asked if (one["key"], one["person"]) not in first]
    return known, [one for one in asked if (one["key"], one["person"]) in first]


def _persons(rows: list[Row]) -> list[str]:
    return sorted({one["person"] for one in rows})


def _pasted(sent: list[Row]) -> dict[str, set[str]]:
    """Return the texts sent on their own to several people, by key, with those people."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in sent:
        if one["persons"] == 1 and (key := is_pasted_key(one["text"][:_PASTED_CHARS])):
            found[key].add(one["person"])
    return {key: people for key, people in found.items() if len(people) >= PASTED_PERSONS_MIN}
