"""*remind*: people the user asked to be reminded of, on the day and from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import QuotingReason, Reason
from comity.operations.moment import date_of
from comity.operations.person.overlay import never_shown
from comity.operations.person.reminders import day_of, standing
from comity.operations.plan.suggestion import Suggestion, SuggestionKind
from comity.operations.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from comity.book import Book
    from comity.operations.document import SomeReason
    from comity.store.decisions import Decision

_WHO = """
    SELECT i.identity, p.person, p.name FROM identity i JOIN person p USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me AND i.identity IN (SELECT unnest(?))
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield every reminder whose day has come and that is not done."""
    today = date_of(book.today)
    said = [one for one in standing(book) if day_of(one) <= today]
    if not said:
        return
    who = {row["identity"]: row for row in book.rows(_WHO, [sorted({o.identity for o in said})])}
    never = never_shown(book)
    for one in said:
        row = who.get(one.identity)
        if row and row["person"] not in never:
            yield Suggestion(
                kind=KIND,
                person=row["person"],
                name=row["name"],
                identity=one.identity,
                cause=one.key,
                weight=float((today - day_of(one)).days),
                why=(_why(one, today),),
                evidence=(),
            )


def _why(one: Decision, today: date) -> SomeReason:
    since = "" if day_of(one) == today else f", for {day(day_of(one))}"
    if one.words:
        return QuotingReason("reminder", one.words, f"you asked to be reminded{since}: {one.words}")
    return Reason("reminder", one.value["day"], f"you asked to be reminded of them{since}")


KIND = SuggestionKind(
    name="remind",
    words="a reminder of yours",
    help="the day you asked to be reminded has come",
    minutes=5,
    find=find,
    owed=True,
    by_word=True,
    recalls=True,
)
