"""A small book for the faces: mail, a meeting, a profile, somebody who was never written to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.operations.document import as_json
from comity.operations.operation import find
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, card, mail, meeting, post, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.faces.session import Session
    from comity.model import Record

NOW = "2025-06-01"


def records() -> Iterator[Record]:
    """Yield a year with Ada, a question of Ben's, one side of Cleo, a card of Dan's."""
    for number in range(14):
        day = f"2024-{number % 12 + 1:02}-{3 + number:02}"
        yield mail(f"ada-{number}", f"{day}T10:00", sender=ADA, to=(ME,), text="Any news?")
        yield mail(
            f"to-ada-{number}", f"{day}T12:00", sender=ME, to=(ADA,), answers=f"ada-{number}"
        )
    yield mail("ben", "2025-05-28T09:00", sender=BEN, to=(ME,), text="Could you send the plan?")
    yield mail("ben-back", "2025-02-01T09:00", sender=ME, to=(BEN,))
    yield mail("cleo", "2025-05-20T09:00", sender=ME, to=(CLEO,), text="Hello Cleo.")
    yield meeting("Review", "2025-03-03T10:00", guests=(ME, ADA))
    yield meeting("Coffee with Dan", "2025-05-05T10:00", organizer="", guests=(), automatic="alone")
    yield post("hello", "2025-01-01T10:00", sender=DAN)
    yield card(DAN, name="Dan Frost")
    yield row("invited", "invitation", "2025-05-01", sender=ME, to=("linkedin:eve-stone",))


def book(folder: Path) -> Book:
    """Return the book of those records."""
    return book_of(records(), folder, now=NOW)


def told(session: Session, verb: str, *given: Any, **options: Any) -> Any:  # noqa: ANN401 - JSON
    """Return what a verb says of the book that a session holds open."""
    return as_json(session.look(find(verb).function, *given, **options))
