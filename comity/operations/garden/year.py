"""``year``: what grew, who was revived, what was given both ways, to print or to share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

from comity.derive.scope import local_day
from comity.errors import BadInput
from comity.operations.document import Person
from comity.operations.garden.documents import Grew, Year
from comity.operations.garden.entries import as_gift, entries
from comity.operations.garden.past import IN_TOUCH, ties, ties_then
from comity.operations.moment import DAY_US, date_of, instant_us
from comity.operations.operation import operation
from comity.operations.words import GIFTS

if TYPE_CHECKING:
    from comity.book import Book, Row
    from comity.operations.garden.gifts import Found

DAYS = 365
_RANKS = {
    name: n for n, name in enumerate(("listed", "planted", "sprouting", "growing", "established"))
}
_QUIET = ("resting", "brief")
_MET = """
    SELECT count(DISTINCT person) AS people, count(DISTINCT key) AS meetings FROM contact
    WHERE interaction IN ('meeting', 'call') AND addressed AND at_us > ? AND at_us <= ?
"""


@operation("year", of_my_side=True)
def year(
    book: Book,
    *,
    since: Annotated[str, "From this day on; a year ago by default: 2026-01-01."] = "",
    figures: Annotated[bool, "Figures alone, to share: no name and no text."] = False,
) -> Year:
    """Tell what a year brought: which ties grew, who was revived, what was given both ways.

    comity year --figures leaves out every name and every text, to be shared.
    """
    from_us = (
        instant_us(since, book.zone, now_us=book.now_us)
        if since
        else book.moment_us - DAYS * DAY_US
    )
    if from_us >= book.moment_us:
        raise BadInput(f"{since} has not come yet", hint="name a day that is over")
    before, now = ties_then(book, from_us), ties(book)
    grew, revived, new = _grew(before, now), _revived(before, now), _new(before, now)
    lately = [one for one in book.once(entries) if one.found.at_us > from_us]
    met = book.rows(_MET, [from_us, book.moment_us])[0]
    counted = {
        "in_touch_then": _in_touch(before),
        "in_touch_now": _in_touch(now),
        "grew": len(grew),
        "revived": len(revived),
        "new": len(new),
        "people_met": met["people"],
        "meetings": met["meetings"],
    }
    kept = [one for one in lately if one.found.kind != "answer" and not figures]
    return Year(
        from_=date_of(local_day(from_us, book.zone)).isoformat(),
        until=date_of(book.today).isoformat(),
        figures=counted,
        gave=_deeds([one.found for one in lately], "given"),
        had=_deeds([one.found for one in lately], "received"),
        grew=() if figures else tuple(grew),
        revived=() if figures else tuple(revived),
        new=() if figures else tuple(new),
        given=tuple(as_gift(one) for one in kept if one.found.way == "given"),
        received=tuple(as_gift(one) for one in kept if one.found.way == "received"),
    )


def _in_touch(found: dict[str, Row]) -> int:
    return sum(one["stage"] in IN_TOUCH for one in found.values())


def _grew(before: dict[str, Row], now: dict[str, Row]) -> list[Grew]:
    """Return the ties that are further than they were, those that go furthest first."""
    found = []
    for person, one in now.items():
        stage = before.get(person, {"stage": "listed"})["stage"]
        if one["stage"] in IN_TOUCH and stage in _RANKS and _RANKS[one["stage"]] > _RANKS[stage]:
            found.append((-one["two_way_days"], Grew(_who(one), stage, one["stage"])))
    return [one for _, one in sorted(found, key=lambda each: (each[0], each[1].person.id))]


def _revived(before: dict[str, Row], now: dict[str, Row]) -> list[Person]:
    return [
        _who(one)
        for person, one in now.items()
        if one["stage"] in IN_TOUCH and person in before and before[person]["stage"] in _QUIET
    ]


def _new(before: dict[str, Row], now: dict[str, Row]) -> list[Person]:
    """Return those with words both ways who were not known at all."""
    return [
        _who(one) for person, one in now.items() if one["two_way_days"] and person not in before
    ]


def _who(one: Row) -> Person:
    return Person(one["person"], one["name"])


def _deeds(found: list[Found], way: str) -> dict[str, int]:
    """Return how many deeds of each kind; the two of one introduction are one."""
    deeds = {(one.kind, one.cause) for one in found if one.way == way}
    counted = Counter(kind for kind, _ in deeds)
    return {kind: counted[kind] for kind in GIFTS if counted[kind]}
