"""The pace of the plan: so many people a day, or so many minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.upkeep.settings import Setting, chosen_by_user

if TYPE_CHECKING:
    from comity.book import Book

_PEOPLE_DEFAULT = 3

PEOPLE = Setting(
    name="people",
    label="People a day",
    meaning=f"how many people a day's plan names ({_PEOPLE_DEFAULT})",
    default=lambda _: _PEOPLE_DEFAULT,
    instead_of="minutes",
)
MINUTES = Setting(
    name="minutes",
    label="Or minutes a day",
    meaning="how many minutes a day's plan may take; instead of a number of people",
    default=lambda _: None,
    instead_of="people",
)


def pace(book: Book, *, people: int | None, minutes: int | None) -> dict[str, int | None]:
    """Return the pace: what this call asks for, else the setting, else three people."""
    if people is None and minutes is None:
        given = chosen_by_user(book)
        people, minutes = _number(given.get("people")), _number(given.get("minutes"))
    if people is None and minutes is None:
        people = _PEOPLE_DEFAULT
    return {"people": people, "minutes": minutes}


def _number(value: int | str | None) -> int | None:
    return value if isinstance(value, int) else None
