"""A book out of an earlier version: which paths are to be imported again, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Notice
from comity.store.manifest import FORMAT

if TYPE_CHECKING:
    from comity.book import Book

_SHOWN = 3


def tell_of_earlier(book: Book) -> None:
    """Say in one line what was read by an earlier version and is to be read again."""
    if book.notify and (words := of_earlier(book)):
        book.notify(Notice(words))


def of_earlier(book: Book) -> str:
    """Return that line; "" where there is nothing to say."""
    paths = to_read_again(book)
    if not paths:
        return ""
    named = ", ".join(paths[:_SHOWN])
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return (
        f"Import {named}{more} again: an earlier version of Comity read it, which kept one "
        "mail where two people used the same Message-ID, and cut addresses at a plus sign. "
        "Nothing is counted twice; what you decided stays."
    )


def to_read_again(book: Book) -> list[str]:
    """Return the paths whose facts are of an earlier format, in their order."""
    accounts = book.facts.manifest().accounts.values()
    return sorted({one.path for one in accounts if one.format < FORMAT and one.source})
