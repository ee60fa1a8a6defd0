"""The rows of all that is open or was: from the derived tables, under what the user said of each.

What was found later than the book's moment is not known yet. A word of the user's stands above
what a record shows. Sentences less likely to promise than this book's bound are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from comity.operations.document import Person
from comity.operations.loops.documents import Loop, Proof
from comity.operations.loops.threshold import taught
from comity.operations.moment import DAY_US, iso
from comity.operations.person.overlay import have_died, named
from comity.schema import suggestion_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comity.book import Book
    from comity.store.decisions import Decision

QUESTION_DAYS_MAX = 365
THANK_DAYS_MAX = 90
PROMISED = ("promise", "their_promise")
_STATES = {"keep": "open", "done": "kept", "let_go": "let_go"}  # by the user's word

_FOUND = """
    SELECT l.id, l.kind, l.person, p.name, p.identity, l.key, l.at_us, l.due_us, l.sentence, l.p,
        l.state, l.how, l.end_key, l.end_us
    FROM loop l JOIN person p USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me AND l.at_us <= $now_us
    ORDER BY l.at_us DESC, l.id
"""
_ASKED = """
    SELECT e.person, p.name, p.identity, e.key, e.at_us, e.direction, e.question, e.first
    FROM exchange e JOIN person p USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me AND e.at_us <= $now_us AND e.at_us > $from_us
        AND coalesce(e.answered_us > $now_us, true)
    ORDER BY e.at_us DESC, e.key, e.person
"""
_GIVEN = """
    SELECT c.person, p.name, p.identity, c.key, c.at_us, c.interaction
    FROM contact c JOIN person p USING (person)
    LEFT JOIN (SELECT person, max(at_us) AS at_us FROM contact
        WHERE addressed AND direction <> 'in' AND at_us <= $now_us GROUP BY person) m USING (person)
    WHERE c.help = 'received' AND c.at_us <= $now_us AND c.at_us > $from_us
        AND coalesce(m.at_us < c.at_us, true) AND p.kind = 'person' AND NOT p.is_me
    ORDER BY c.at_us DESC, c.key, c.person
"""
_THANKED = {
    "recommendation": "They wrote a recommendation of you.",
    "endorsement": "They endorsed you.",
}


class Row(NamedTuple):
    """A loop, as the program sees it: what a kind of suggestion reads."""

    id: str
    kind: str
    person: str
    name: str
    identity: str
    key: str
    at_us: int
    due_us: int | None
    text: str
    p: float
    state: str
    how: str
    end_key: str
    end_us: int | None
    said: str = ""  # the user's latest word on it

    @property
    def document(self) -> Loop:
        """The loop as a document."""
        shown = self.end_us is not None
        return Loop(
            id=self.id,
            text=self.text,
            person=Person(self.person, self.name),
            made_at=iso(self.at_us),
            due_at=iso(self.due_us),
            state=self.state,
            evidence=(
                Proof(self.key, iso(self.at_us), "made"),
                *((Proof(self.end_key, iso(self.end_us or 0), self.how),) if shown else ()),
            ),
            kind=self.kind,
        )


def rows(book: Book) -> list[Row]:
    """Return every loop as of the book's moment, the latest first; what is none is left out."""
    return book.once(_rows)


def open_rows(book: Book, *kinds: str) -> list[Row]:
    """Return the loops of these kinds that are open, the latest first."""
    return [one for one in rows(book) if one.state == "open" and one.kind in kinds]


def found_rows(book: Book) -> list[Row]:
    """Return every loop as the sources alone show it, less likely promises too."""
    return book.once(_found)


def _found(book: Book) -> list[Row]:
    now_us = book.moment_us
    found = [Row(*row) for row in book.execute(_FOUND, {"now_us": now_us}).fetchall()]
    seen = [
        one
        if one.end_us is None or one.end_us <= now_us
        else one._replace(state="open", how="", end_key="", end_us=None)
        for one in found
    ]
    return [*seen, *_questions(book, now_us), *_thanks(book, now_us)]


def _questions(book: Book, now_us: int) -> Iterator[Row]:
    values = {"now_us": now_us, "from_us": now_us - QUESTION_DAYS_MAX * DAY_US}
    known = book.once(named)  # of others a first question is an approach, and owed no answer
    for person, name, identity, key, at_us, way, asked, first in book.execute(
        _ASKED, values
    ).fetchall():
        if first and way == "in" and person not in known:
            continue
        kind = "their_question" if way == "in" else "my_question"
        yield Row(
            suggestion_id(kind, f"{key}:{identity}", asked),
            *(kind, person, name, identity, key, at_us, None, asked, 1.0, "open", "", "", None),
        )


def _thanks(book: Book, now_us: int) -> Iterator[Row]:
    values = {"now_us": now_us, "from_us": now_us - THANK_DAYS_MAX * DAY_US}
    for person, name, identity, key, at_us, what in book.execute(_GIVEN, values).fetchall():
        text = _THANKED.get(what, "They introduced you to somebody.")
        yield Row(
            suggestion_id("thank", f"{key}:{identity}", what),
            *("thank", person, name, identity, key, at_us, None, text, 1.0, "open", "", "", None),
        )


def _rows(book: Book) -> list[Row]:
    """Return the loops, without those left open with somebody who has died."""
    found = list(_decided(found_rows(book), words(book), taught(book).bound))
    died = have_died(book, {one.person for one in found})
    return [one for one in found if one.person not in died or one.state not in {"open", "unsure"}]


def words(book: Book) -> dict[str, Decision]:
    """Return the user's latest word on each loop, by its id, or by that of a suggestion done."""
    said = book.decisions.active("loop", "done", as_of_us=book.as_of_us)
    return {one.other: one for one in said if one.verb == "loop" or one.other}


_SUGGESTED = {"their_question": "answer", "thank": "thank"}


def _suggested(one: Row) -> str:
    """Return the id of the suggestion that is done when this loop is closed; "" for none."""
    kind = _SUGGESTED.get(one.kind)
    return suggestion_id(kind, one.identity, one.key) if kind else ""


def _decided(found: Iterable[Row], said: dict[str, Decision], bound: float) -> Iterator[Row]:
    for one in found:
        word = said.get(one.id) or said.get(_suggested(one))
        if word is None:
            if one.kind not in PROMISED or one.p >= bound:
                yield one
            continue
        name = str(word.value["said"]) if word.verb == "loop" else "done"
        if name == "none":
            continue
        how = "" if name == "keep" else "your_word"
        end = (how, word.key, word.at_us) if how else ("", "", None)
        yield one._replace(
            state=_STATES[name], how=end[0], end_key=end[1], end_us=end[2], said=name
        )
