"""What was named, what was said and what happened in; what came of each suggestion out.

A suggestion is *acted on* when the user says that it was done, or is in contact with that person
within a week of its being first shown; *answered* when the person then is in contact within 30
days; and goes *further* when there is a meeting or call in these 30 days, or the user writes
again after the answer. It is *closed* a week after it was shown if nobody acted on it, and 30
days after the deed if somebody did: before, it is not held against its kind. That one followed
from the other nobody knows; it is counted, not claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.operations.moment import DAY_US

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.book import Book
    from comity.store.decisions import Decision, Shown

ACT_DAYS = 7
RESULT_DAYS = 30

_CONTACTS = """
    SELECT i.identity, c.at_us, c.direction FROM contact c JOIN identity i USING (person)
    WHERE c.addressed AND c.at_us > ? AND c.at_us <= ? AND i.identity IN (SELECT unnest(?))
    ORDER BY c.at_us, c.key
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one suggestion."""

    kind: str
    shown_us: int  # first
    acted: bool
    put_off: bool  # snoozed, or never to be shown that person again
    answered: bool
    further: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class _Contact:
    at_us: int
    direction: str  # out, in or both


def outcomes(book: Book, shown: Iterable[Shown]) -> list[Outcome]:
    """Return what came of each suggestion that was ever shown, the oldest first."""
    first: dict[str, Shown] = {}
    for one in shown:
        first.setdefault(one.suggestion, one)
    if not first:
        return []
    contacts = _contacts(book, list(first.values()))
    said: dict[str, list[Decision]] = {}
    for word in book.decisions.active("done", "snooze", "never", as_of_us=book.as_of_us):
        said.setdefault(word.identity if word.verb == "never" else word.other, []).append(word)
    return [
        _outcome(
            one,
            contacts.get(one.identity, []),
            [*said.get(one.suggestion, ()), *said.get(one.identity, ())],
            now_us=book.moment_us,
        )
        for one in first.values()
    ]


def _contacts(book: Book, shown: list[Shown]) -> dict[str, list[_Contact]]:
    """Return the contacts with each person since anything was shown."""
    since_us = min(one.at_us for one in shown)
    identities = sorted({one.identity for one in shown})
    found: dict[str, list[_Contact]] = {}
    for row in book.rows(_CONTACTS, [since_us, book.moment_us, identities]):
        found.setdefault(row["identity"], []).append(_Contact(row["at_us"], row["direction"]))
    return found


def _outcome(one: Shown, contacts: list[_Contact], said: list[Decision], *, now_us: int) -> Outcome:
    mine = [
        c.at_us
        for c in contacts
        if c.direction != "in" and 0 < c.at_us - one.at_us <= ACT_DAYS * DAY_US
    ]
    done = [word.at_us for word in said if word.verb == "done"]
    never = [bool(word.value) for word in said if word.verb == "never"]
    put_off = never[-1:] == [True] or any(word.verb == "snooze" for word in said)
    acted_us = min([*mine, *done], default=None)
    if acted_us is None:
        closed = put_off or now_us - one.at_us > ACT_DAYS * DAY_US
        return Outcome(one.kind, one.at_us, False, put_off, False, False, closed)  # noqa: FBT003 - five of seven say no
    after = [c for c in contacts if 0 <= c.at_us - acted_us <= RESULT_DAYS * DAY_US]
    met = any(c.direction == "both" for c in after)
    answer_us = min((c.at_us for c in after if c.direction == "in"), default=None)
    again = answer_us is not None and any(
        c.direction == "out" and c.at_us > answer_us for c in after
    )
    return Outcome(
        kind=one.kind,
        shown_us=one.at_us,
        acted=True,
        put_off=put_off,
        answered=met or answer_us is not None,
        further=met or again,
        closed=now_us - acted_us > RESULT_DAYS * DAY_US,
    )


@dataclass(frozen=True, slots=True)
class Acted:
    """A suggestion that was followed: of whom, of which kind, and when."""

    identity: str
    kind: str
    at_us: int


def acted_since(book: Book, from_us: int) -> list[Acted]:
    """Return what was followed since then: said to be done, or a contact within a week."""
    first: dict[str, Shown] = {}
    for one in book.decisions.shown(as_of_us=book.as_of_us):
        first.setdefault(one.suggestion, one)
    since_us = from_us - ACT_DAYS * DAY_US
    recent = [one for one in first.values() if one.at_us > since_us]
    contacts = _contacts(book, recent) if recent else {}
    found = [
        Acted(one.identity, one.kind, contact.at_us)
        for one in recent
        for contact in contacts.get(one.identity, ())
        if contact.direction != "in" and 0 < contact.at_us - one.at_us <= ACT_DAYS * DAY_US
    ]
    found += [
        Acted(word.identity, (word.value or {}).get("kind", ""), word.at_us)
        for word in book.decisions.active("done", as_of_us=book.as_of_us)
    ]
    return [one for one in found if one.at_us > from_us]
