"""Reminders that stand: what the user wants to be reminded of, of whom, and on which day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from comity.operations.person.documents import Reminder
from comity.operations.person.overlay import have_died, persons_of
from comity.schema import suggestion_id

if TYPE_CHECKING:
    from collections.abc import Collection

    from comity.book import Book
    from comity.store.decisions import Decision, Verb

KIND: Verb = "remind"
AFTER_DEATH = "after_death"  # asked for of somebody who was known to have died


def standing(book: Book, about: Collection[str] | None = None) -> list[Decision]:
    """Return the reminders that are not done, by day; of whoever has these identities, or all.

    Those of somebody who has died rest, but for what was asked for when that was known.
    """
    said = book.decisions.active(KIND, "done", as_of_us=book.as_of_us, about=about)
    done = {one.other for one in said if one.verb == "done"}
    left = [one for one in said if one.verb == KIND and reminder_id(one) not in done]
    resting = [one for one in left if not one.value.get(AFTER_DEATH)]
    persons = persons_of(book, {one.identity for one in resting})
    died = have_died(book, set(persons.values()), about)
    rest = {one.id for one in resting if persons.get(one.identity) in died}
    return sorted(
        (one for one in left if one.id not in rest), key=lambda one: (one.value["day"], one.id)
    )


def reminder_id(one: Decision) -> str:
    """Return the id of the suggestion that a reminder becomes on its day."""
    return suggestion_id(KIND, one.identity, one.key)


def day_of(one: Decision) -> date:
    """Return the day of a reminder."""
    return date.fromisoformat(one.value["day"])


def as_document(one: Decision) -> Reminder:
    """Return a reminder as it is shown."""
    return Reminder(f"{KIND}:{one.id}", one.value["day"], one.words)
