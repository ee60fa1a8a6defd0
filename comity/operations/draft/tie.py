"""A person in; what a draft to them is held against out: how often, who last, what was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comity.normalise.subject import title
from comity.operations.loops.rows import open_rows
from comity.operations.network.own_side import pasted_key, who_got
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import tie_of
from comity.operations.person.timeline import identities_of
from comity.operations.plan.candidates import show_candidates
from comity.operations.plan.guard import guard
from comity.operations.plan.thank import KIND as THANK
from comity.operations.words import ago

if TYPE_CHECKING:
    from comity.book import Book, Row
    from comity.operations.document import Person
    from comity.operations.loops.rows import Row as Loop
    from comity.operations.plan.guard import Guard
    from comity.operations.plan.suggestion import Suggestion

_LATEST = 6  # of each side's texts

_CALLED = "SELECT name FROM identity WHERE person = ? AND name <> '' ORDER BY identity"
_LAST = """
    SELECT c.key, c.at_us, c.direction, c.interaction, r.subject, r.text
    FROM contact c JOIN written r USING (key)
    WHERE c.person = ? AND c.addressed AND c.at_us <= ? AND r.text <> ''
        AND c.interaction IN ('mail', 'message')
    QUALIFY row_number() OVER (PARTITION BY c.direction ORDER BY c.at_us DESC, c.key) <= ?
    ORDER BY c.at_us DESC, c.key
"""
_SPOKEN_OF = """
    SELECT r.subject FROM contact c JOIN written r USING (key)
    WHERE c.person = ? AND c.at_us <= ? AND r.subject <> ''
    GROUP BY r.subject ORDER BY max(c.at_us) DESC, r.subject LIMIT 200
"""
_CLAIMED = """
    SELECT DISTINCT c.value FROM claim c JOIN identity i USING (identity)
    WHERE i.person = ? AND c.value <> '' AND c.attribute IN ('organisation', 'title', 'location')
    ORDER BY c.value
"""


@dataclass(frozen=True, slots=True)
class Message:
    """One of either side's latest."""

    key: str
    at_us: int
    mine: bool
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the book knows of whom a draft is for."""

    person: Person
    called: tuple[str, ...]  # their names, as sources and the user have them
    stage: str
    sent: int  # of mine with words, or met
    received: int
    met: int
    quiet_until_us: int
    latest: tuple[Message, ...]  # of both sides, the latest first
    spoken_of: tuple[str, ...]  # titles of what passed, where they work, what they do
    thank: str  # what I have not thanked them for, "a recommendation 2 weeks ago"; or ""
    thank_key: str
    thank_us: int | None
    thank_words: str
    guard: Guard
    their_word: Loop | None  # what they said they would do, and it is open
    pasted: int  # persons who got the same text

    @property
    def is_mutual(self) -> bool:
        """Whether both have said something to the other, or met."""
        return self.met > 0 or (self.sent > 0 and self.received > 0)

    @property
    def is_close(self) -> bool:
        """Whether it is a tie that bears a short word."""
        return self.stage in {"growing", "established"}

    @property
    def last(self) -> Message | None:
        """The latest message of either side."""
        return self.latest[0] if self.latest else None


def known(book: Book, person: Person, text: str) -> Known:
    """Return what the book knows of a person, as a draft of that text is held against it."""
    got = {*book.once(who_got).get(pasted_key(text), ())} - {person.id}
    return replace(book.once(passed, person.id), pasted=len(got))


def passed(book: Book, who: str) -> Known:
    """Return what passed with a person, whatever is to be written."""
    person = find_person(book, who).person
    book.show_facts()
    show_candidates(book)
    identities = identities_of(book, person.id)
    tie: Row = tie_of(book, person.id, identities) or {}
    now_us = book.moment_us
    names = [one["name"] for one in book.rows(_CALLED, [person.id])]
    owed = next((one for one in book.once(_thanks_owed) if one.person == person.id), None)
    return Known(
        person=person,
        called=tuple(dict.fromkeys([person.name, *names])),
        stage=tie.get("stage") or "listed",
        sent=tie.get("sent") or 0,
        received=tie.get("received") or 0,
        met=(tie.get("meetings") or 0) + (tie.get("calls") or 0),
        quiet_until_us=tie.get("quiet_until_us") or 0,
        latest=tuple(
            Message(
                one["key"], one["at_us"], one["direction"] == "out", one["subject"], one["text"]
            )
            for one in book.rows(_LAST, [person.id, now_us, _LATEST])
        ),
        spoken_of=tuple(
            [title(one["subject"]) for one in book.rows(_SPOKEN_OF, [person.id, now_us])]
            + [one["value"] for one in book.rows(_CLAIMED, [person.id])]
        ),
        thank=_received(book, owed) if owed else "",
        thank_key=owed.cause if owed else "",
        thank_us=owed.evidence[0].at_us if owed else None,
        thank_words=owed.evidence[0].text if owed else "",
        guard=guard(book, person.id),
        their_word=next(
            (one for one in open_rows(book, "their_promise") if one.person == person.id), None
        ),
        pasted=0,
    )


def _received(book: Book, owed: Suggestion) -> str:
    """Return what they gave and when, in words of ours alone."""
    what, at_us = str(owed.why[0].value), owed.evidence[0].at_us
    article = "a" if what == "recommendation" else "an"
    return f"{article} {what}{f' {ago(at_us, book)}' if at_us else ''}"


def _thanks_owed(book: Book) -> tuple[Suggestion, ...]:
    show_candidates(book)
    return tuple(THANK.find(book))
