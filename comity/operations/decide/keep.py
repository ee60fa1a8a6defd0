"""``keep``, ``never``, ``quiet``: how often the plan names a person, and until when it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, Ambiguous, BadInput, NotFound, call
from comity.operations.decide.decision import TAKE_BACK, decide
from comity.operations.decide.documents import Kept, NeverSaid, QuietSaid
from comity.operations.moment import DAY_US, instant_us, iso, span_days
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.person.lookup import Meant

_RHYTHM_DEFAULT = "30d"


@operation("keep", writes=True)
def keep(
    book: Book,
    who: list[str],
    *,
    every: Annotated[str, "The rhythm: 2w, 30d, 3m, 1y."] = _RHYTHM_DEFAULT,
    off: Annotated[bool, TAKE_BACK] = False,
) -> Kept:
    """Name a person to keep, at a rhythm of your choice.

    Ten to thirty people is what one can tend. They are named when their own rhythm is due,
    counted from the last real contact; nobody else is, until they have been quiet for unusually
    long.
    """
    days = span_days(every)
    value = None if off else {"rhythm_days": days, "at_us": book.now_us}
    persons = _meant(book, who)
    book.say([Said("keep", one.identity, value=value) for one in persons])
    named = tuple(one.person for one in persons)
    return Kept((), named, None) if off else Kept(named, (), days)


@operation("never", writes=True)
def never(book: Book, who: str, *, off: Annotated[bool, TAKE_BACK] = False) -> NeverSaid:
    """Never suggest this person again."""
    said = None if off else True
    return NeverSaid(decide(book, "never", who, said), said)


@operation("quiet", writes=True)
def quiet(
    book: Book,
    who: str,
    *,
    until: Annotated[str, "The day it ends: 2027-01-31."] = "",
    for_: Annotated[str, "How long: 3m."] = "",
    off: Annotated[bool, TAKE_BACK] = False,
) -> QuietSaid:
    """Pause a person until a date: no suggestion names them.

    For bereavement, leave, a new child.
    """
    if off:
        return QuietSaid(decide(book, "quiet", who, None), None, None)
    if bool(until) == bool(for_):
        raise BadInput(
            "say until when, or for how long", hint=Advice(call("quiet", "Ada", for_="3m"))
        )
    if for_:
        until_us = book.now_us + round(span_days(for_) * DAY_US)
    else:
        until_us = instant_us(until, book.zone, now_us=book.now_us)
    return QuietSaid(decide(book, "quiet", who, until_us), until_us, iso(until_us))


def _meant(book: Book, who: list[str]) -> list[Meant]:
    """Return the people meant by the words; by all of them, where one alone means nobody."""
    try:
        found = [find_person(book, word) for word in who]
    except (NotFound, Ambiguous):
        if len(who) == 1:
            raise
        found = [find_person(book, " ".join(who))]
    return list({one.person.id: one for one in found}.values())
