"""A stretch of correspondence for plans to be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.operations.verbs import do
from tests.records import ADA, DAY_US, ME, mail, us

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.model import Record


def correspondence(
    *, start: str, every_days: float, rounds: int, who: str = ADA, subject: str = "Re: The mill"
) -> Iterator[Record]:
    """Yield rounds of a mail from them and my answer an hour later."""
    for number in range(rounds):
        at_us = us(start) + round(number * every_days * DAY_US)
        name = f"{who}-{start}-{number}"
        yield mail(name, sender=who, to=(ME,), at_us=at_us, subject=subject)
        yield mail(
            f"{name}-back",
            sender=ME,
            to=(who,),
            answers=name,
            at_us=at_us + DAY_US // 24,
            subject=subject,
        )


def known(*who: str) -> Iterator[Record]:
    """Yield an old word of mine to each, without which nobody is owed an answer."""
    for one in who or (ADA,):
        yield mail(f"known-{one}", "2024-01-10", sender=ME, to=(one,))


def plan(book: Book, **given: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the verb's own options
    """Return today's suggestions."""
    found: list[dict[str, Any]] = do(book, "today", **given)["suggestions"]
    return found


def kinds(book: Book, **given: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - as plan
    """Return (kind, name) of today's suggestions."""
    return [(one["kind"], one["person"]["name"]) for one in plan(book, **given)]
