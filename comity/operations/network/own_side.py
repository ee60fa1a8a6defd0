"""The owner's own side of the count: what I left unsaid, unanswered, or pasted to many.

Each figure is the length of a list of messages, so what it counts can be shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from comity.derive.exchanges import PASTED_PERSONS_MIN
from comity.language.requests import asks_advice, is_pasted_key, thanks
from comity.operations.moment import DAY_US, iso
from comity.operations.network.documents import OwnSide
from comity.operations.person.overlay import named, show_ties

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.book import Book, Row

_YEAR_US = 365 * DAY_US
_PASTED_CHARS = 1_000  # two texts that begin with these are one
_THANKS = re.compile("thank|dank|merci|gracias", re.IGNORECASE)

# What I wrote in the window, with whom it was addressed to, the latest first.
_SAID = """
    WITH mine AS (
        SELECT key, list(DISTINCT person ORDER BY person) AS persons, max(at_us) AS at_us
        FROM contact
        WHERE addressed AND direction = 'out' AND interaction IN ('mail', 'message', 'invitation')
            AND at_us > $1 AND at_us <= $2
        GROUP BY key
    )
    SELECT key, mine.persons, mine.at_us, r.text FROM mine JOIN written r USING (key)
    WHERE r.at_us > $1 AND r.at_us <= $2 AND r.text <> ''
    ORDER BY mine.at_us DESC, key
"""
# Of messages of mine, those that nobody wrote back to in their thread.
_LAST_WORDS = """
    WITH mine AS (
        SELECT key, thread, at_us FROM thread JOIN record USING (key)
        WHERE key IN (SELECT unnest(?))
    ),
    back AS (
        SELECT t.thread, max(c.at_us) AS at_us FROM contact c JOIN thread t USING (key)
        WHERE c.direction = 'in' AND t.thread IN (SELECT thread FROM mine) AND c.at_us <= ?
        GROUP BY t.thread
    )
    SELECT key FROM mine LEFT JOIN back USING (thread)
    WHERE coalesce(back.at_us <= mine.at_us, true)
"""
_WORDLESS = """
    SELECT key, list(DISTINCT person ORDER BY person) AS persons, min(at_us) AS at_us FROM contact
    WHERE interaction = 'invitation' AND direction = 'out' AND NOT addressed AND at_us <= ?
    GROUP BY key
"""
_ASKED = """
    SELECT e.key, e.person, [e.person] AS persons, e.at_us, e.direction,
        coalesce(e.answered_us > $now_us, true) AS open, e.guessed, e.first
    FROM exchange e JOIN tie t USING (person)
    WHERE e.at_us > $from_us AND e.at_us <= $until_us
        AND (coalesce(e.answered_us > $now_us, true) OR e.guessed)
"""


class Counted(NamedTuple):
    """A message that a figure counts, and whom it concerns."""

    key: str
    at_us: int
    persons: tuple[str, ...]


class MySide(NamedTuple):
    """The figures, and what each of them counts, the latest first."""

    figures: OwnSide
    counted: dict[str, list[Counted]]


def my_side(book: Book) -> MySide:
    """Return what of mine the count should not hide.

    A question of somebody who never had a word of mine, and whom I never named, is no debt: it is
    a first approach.
    """
    book.show_facts()
    show_ties(book)
    now_us = book.moment_us
    times = {"from_us": now_us - _YEAR_US, "until_us": now_us - DAY_US, "now_us": now_us}
    asked = book.rows(_ASKED, times)
    theirs = [one for one in asked if one["direction"] == "in"]
    left_open, approached = _owed([one for one in theirs if one["open"]], book)
    counted = {
        "questions_unanswered": _counted(left_open),
        "first_approaches": _counted(approached),
        "questions_guessed": _counted(one for one in theirs if one["guessed"]),
        "my_questions_unanswered": _counted(
            one for one in asked if one["direction"] == "out" and one["open"]
        ),
        **book.once(_of_my_texts),
    }
    advice = counted["last_asked_advice"]
    figures = OwnSide(
        **{name: len(of) for name, of in counted.items() if name != "last_asked_advice"},
        last_asked_advice_at=iso(advice[0].at_us) if advice else None,
    )
    return MySide(figures, counted)


def _of_my_texts(book: Book) -> dict[str, list[Counted]]:
    """Return what my own texts say: no decision changes it, so they are read once."""
    book.show_facts()
    now_us = book.moment_us
    sent = book.rows(_SAID, [now_us - _YEAR_US, now_us])
    thanked = [one for one in sent if _THANKS.search(one["text"]) and thanks(one["text"])]
    return {
        "my_thanks": _counted(thanked),
        "my_thanks_unanswered": _counted(_unanswered(thanked, book)),
        "invitations_without_a_word": _counted(book.rows(_WORDLESS, [now_us])),
        "pasted_to_many": _pasted(sent),
        "last_asked_advice": _counted(islice((one for one in sent if asks_advice(one["text"])), 1)),
    }


def _counted(rows: Iterable[Row]) -> list[Counted]:
    found = [Counted(one["key"], one["at_us"], tuple(one["persons"])) for one in rows]
    return sorted(found, key=lambda one: (-one.at_us, one.key, one.persons))


def _unanswered(mine: list[Row], book: Book) -> list[Row]:
    """Return those of my messages, a day old at least, that nobody wrote back to."""
    old = [one for one in mine if one["at_us"] <= book.moment_us - DAY_US]
    keys = book.rows(_LAST_WORDS, [[one["key"] for one in old], book.moment_us])
    last = {one["key"] for one in keys}
    return [one for one in old if one["key"] in last]


def _owed(asked: list[Row], book: Book) -> tuple[list[Row], list[Row]]:
    """Return the open questions of those I know, and those of strangers."""
    known = book.once(named)
    strange = [one["first"] and one["person"] not in known for one in asked]
    pairs = list(zip(asked, strange, strict=True))
    return [one for one, new in pairs if not new], [one for one, new in pairs if new]


def pasted_key(text: str) -> str:
    """Return what one text sent to several has in common, by its beginning; "" for a short one."""
    return is_pasted_key(text[:_PASTED_CHARS])


def who_got(book: Book) -> dict[str, tuple[str, ...]]:
    """Return, by its key, who got each text that was sent to one person alone in a year."""
    book.show_facts()
    now_us = book.moment_us
    alike = _alike(book.rows(_SAID, [now_us - _YEAR_US, now_us]))
    return {key: _to_whom(rows) for key, rows in alike.items()}


def _alike(sent: list[Row]) -> dict[str, list[Row]]:
    """Return, by its key, each text that was sent to one person alone."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for one in sent:
        if len(one["persons"]) == 1 and (key := pasted_key(one["text"])):
            found[key].append(one)
    return found


def _to_whom(rows: list[Row]) -> tuple[str, ...]:
    return tuple(sorted({one["persons"][0] for one in rows}))


def _pasted(sent: list[Row]) -> list[Counted]:
    """Return the latest of each text sent on its own to several people, with all of these."""
    texts = [
        Counted(rows[0]["key"], rows[0]["at_us"], _to_whom(rows)) for rows in _alike(sent).values()
    ]
    several = [one for one in texts if len(one.persons) >= PASTED_PERSONS_MIN]
    return sorted(several, key=lambda one: (-one.at_us, one.key))
