"""What was set aside of the book's facts: what it held, and what brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import Advice, call
from comity.model import Notice
from comity.operations.upkeep.documents import SetAside
from comity.store import asides

if TYPE_CHECKING:
    from comity.book import Book
    from comity.store.asides import Aside

_SHOWN = 3


def set_aside(book: Book) -> tuple[SetAside, ...]:
    """Return what was set aside and is not in the book again."""
    folder = book.facts.folder
    return tuple(
        SetAside(
            folder=str(one.path),
            records=one.records or None,
            sources=one.sources,
            import_again=one.paths,
            what=_what(one),
            remedy=_remedy(one),
        )
        for one in asides.waiting(folder, book.facts.manifest())
    )


def tell_of_aside(book: Book) -> None:
    """Say of each folder that was set aside what it held and what brings it back."""
    for one in set_aside(book) if book.notify else ():
        if book.notify:
            book.notify(Notice(f"{one.what}: {one.remedy}"))


def _what(one: Aside) -> str:
    records = f"{one.records:,} records" if one.records > 1 else "records"
    of = f" of {_some(one.sources)}" if one.sources else ""
    return f"Set aside, and not in the book: {records}{of} ({one.path})"


def _remedy(one: Aside) -> str:
    if not one.looked_through:
        return Advice(call("check mend"), " takes back what can be read")
    last = f"or delete {one.path.name} there to hear no more of it"
    if one.paths:
        return f"import again {_some(one.paths)}; {last}"
    again = f"what {_some(one.sources)} came from" if one.sources else "what you imported"
    return f"import again {again}; nothing is counted twice; {last}"


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
