"""``remind``: somebody to be thought of on a day, and why."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, call
from comity.operations.decide.coming_day import coming_day
from comity.operations.decide.documents import Reminded
from comity.operations.decide.log import written
from comity.operations.moment import local, span_days
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import have_died
from comity.operations.person.reminders import AFTER_DEATH
from comity.store.decisions import Said

if TYPE_CHECKING:
    from datetime import date

    from comity.book import Book


@operation("remind", writes=True)
def remind(
    book: Book,
    who: str,
    text: str = "",
    *,
    on: Annotated[str, "The day: 2026-12-12, tomorrow, Friday, the 12th, 12 December."] = "",
    in_: Annotated[str, "In how long: 3d, 2w, 1m."] = "",
) -> Reminded:
    """Be reminded of a person on a day.

    comity remind Ada "ask about the exam" --on "the 12th". On that day they come first in today's
    plan, and stay there until that is done or put off.
    """
    one = find_person(book, who)
    day = reminded_on(book, on, in_)
    value: dict[str, object] = {"day": day.isoformat(), "text": written(text)}
    if have_died(book, [one.person.id]):
        value[AFTER_DEATH] = True
    book.say([Said("remind", one.identity, value=value)])
    return Reminded(one.person, str(value["text"]), day.isoformat())


def reminded_on(book: Book, on: str, in_: str) -> date:
    """Return the day that is meant by one of the two."""
    today = local(book.now_us, book.zone).date()
    if bool(on) == bool(in_):
        raise BadInput(
            "say on which day, or in how long",
            hint=Advice(call("remind", "Ada", "ask about the exam", in_="2w")),
        )
    if on:
        return coming_day(on, today=today)
    return today + timedelta(days=math.ceil(span_days(in_)))
