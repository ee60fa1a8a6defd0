"""``garden``: whom to plant, water, feed, and where a harvest is fair now; what was done lately.

Whom to tend comes from the very kinds of suggestion that ``today`` chooses from, due as they are
due there. A harvest is an ask that is fair: of somebody in touch, where help went both ways lately,
nothing is owed to them, and no question of one's own is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.operations.document import Person, Reason
from comity.operations.garden.documents import (
    Done,
    Garden,
    Group,
    Ripe,
    told,
)
from comity.operations.garden.entries import as_gift, entries
from comity.operations.loops.rows import open_rows
from comity.operations.moment import DAY_US, iso
from comity.operations.operation import operation
from comity.operations.person.overlay import persons_of
from comity.operations.plan.kinds import BY_NAME, KINDS
from comity.operations.plan.results import acted_since
from comity.operations.plan.today import suggested_of, to_suggest
from comity.operations.plan.waiting import due, names_of
from comity.operations.words import ago

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.garden.documents import (
        Gift,
    )
    from comity.operations.garden.entries import Entry
    from comity.operations.plan.suggestion import Suggestion

SHOWN = 5  # in each bed: what one can do, not all there is
LATELY_DAYS = 30
BOTH_WAYS_DAYS = 180  # help so old is a memory, and no ground for an ask
PLANTED = "follow_up"  # the kind that names whom one has just met

_IN_TOUCH = """
    SELECT person, name FROM candidate
    WHERE stage IN ('growing', 'established') AND may_approach
"""
_GROUPS = """
    SELECT word, list(DISTINCT person) AS persons FROM (
        SELECT unnest(tags) AS word, person FROM tie
        UNION ALL SELECT name, person FROM tie WHERE list_contains(roles, 'group')
    ) GROUP BY word ORDER BY word
"""


@operation("garden", of_my_side=True)
def garden(book: Book) -> Garden:
    """Show whom to tend how: plant, water, feed, and where an ask is fair.

    Plant: newly met, and no word of yours yet. Water: a rhythm or a silence is due. Feed: a help
    that fits, such as their open question. Harvest: an ask would be fair, since help went both
    ways lately. Each with its reason; comity done ID says that it is done.
    """
    ready = _ready(book)
    beds = {
        bed: tuple(suggested_of(book, [one for one in ready if bed_of(one) == bed][:SHOWN]))
        for bed in ("plant", "water", "feed")
    }
    from_us = book.moment_us - LATELY_DAYS * DAY_US
    done, lately = tended(book, from_us), [e for e in book.once(entries) if e.found.at_us > from_us]
    return Garden(
        **beds,
        harvest=_harvest(book, ready),
        planted=tuple(one for one in done if one.kind == PLANTED),
        watered=tuple(one for one in done if one.kind != PLANTED and not BY_NAME[one.kind].owed),
        fed=_weighty(lately, "given"),
        harvested=_weighty(lately, "received"),
        groups=_groups(book),
    )


def _ready(book: Book) -> list[Suggestion]:
    """Return what is due of all there is to suggest, in the order of the plan, one a person."""
    first: dict[str, Suggestion] = {}
    found = due(book, to_suggest(book))
    for one in sorted(found, key=lambda each: (KINDS.index(each.kind), -each.weight, each.person)):
        first.setdefault(one.person, one)
    return list(first.values())


def bed_of(one: Suggestion) -> str:
    """Return where a suggestion stands: fed is what is owed, or rests on a way to help."""
    if one.kind.name == PLANTED:
        return "plant"
    return "feed" if one.help or (one.kind.owed and not one.kind.by_word) else "water"


def tended(book: Book, from_us: int) -> tuple[Done, ...]:
    """Return whom the user tended by a suggestion since then, the latest first."""
    found = acted_since(book, from_us)
    persons = persons_of(book, {one.identity for one in found})
    names = names_of(book, set(persons.values()))
    latest: dict[str, Done] = {}
    for one in sorted(found, key=lambda each: each.at_us, reverse=True):
        person = persons.get(one.identity, "")
        if person in names and one.kind in BY_NAME:
            latest.setdefault(person, Done(Person(person, names[person]), one.kind, iso(one.at_us)))
    return tuple(latest.values())


def _weighty(lately: list[Entry], way: str) -> tuple[Gift, ...]:
    """Return what was given or received, but for answers, of which there are many."""
    return tuple(
        as_gift(one) for one in lately if one.found.way == way and one.found.kind != "answer"
    )


@dataclass(slots=True)
class _Lately:
    """The last help each way with a person, that which weighs more before a mere answer."""

    given: Entry | None = None
    received: Entry | None = None


def _harvest(book: Book, ready: list[Suggestion]) -> tuple[Ripe, ...]:
    """Return those of whom an ask is fair now, who was helped last the first."""
    from_us = book.moment_us - BOTH_WAYS_DAYS * DAY_US
    owed = {one.person for one in ready if one.kind.owed}
    owed |= {one.person for one in open_rows(book, "promise", "their_promise", "thank")}
    asked = {one.person for one in open_rows(book, "my_question")}
    lately: dict[str, _Lately] = {}
    for one in book.once(entries):  # the latest first
        if one.found.at_us > from_us:
            of = lately.setdefault(one.person.id, _Lately())
            before = getattr(of, one.found.way)
            if before is None or (before.found.kind == "answer" and one.found.kind != "answer"):
                setattr(of, one.found.way, one)
    fair = [
        (one, lately[one["person"]])
        for one in book.rows(_IN_TOUCH)
        if one["person"] in lately and one["person"] not in owed | asked
    ]
    both = [_ripe(book, of.given, of.received) for _, of in fair if of.given and of.received]
    return tuple(sorted(both, key=_order, reverse=True)[:SHOWN])


def _order(one: Ripe) -> tuple[bool, str]:
    return one.given.kind != "answer", one.given.at


def _ripe(book: Book, given: Entry, received: Entry) -> Ripe:
    mine, theirs = as_gift(given), as_gift(received)
    why = (
        Reason("given", mine.kind, _said(book, given, mine, "given")),
        Reason("received", theirs.kind, _said(book, received, theirs, "received")),
    )
    return Ripe(given.person, why, (*mine.evidence[:1], *theirs.evidence[:1]), mine)


def _said(book: Book, one: Entry, gift: Gift, way: str) -> str:
    return f"{told(gift, way, named=False).partition(',')[0]} {ago(one.found.at_us, book)}"


def _groups(book: Book) -> tuple[Group, ...]:
    """Return the groups, tags and people who are one, each with what was given there last."""
    last: dict[str, Gift] = {}
    for one in book.once(entries):
        if one.found.way == "given":
            last.setdefault(one.person.id, as_gift(one))
    found = []
    for row in book.rows(_GROUPS):
        gifts = [last[one] for one in row["persons"] if one in last]
        found.append(
            Group(row["word"], len(row["persons"]), max(gifts, key=lambda g: g.at, default=None))
        )
    return tuple(found)
