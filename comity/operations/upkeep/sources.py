"""``sources``, ``sources remove``, ``problems``: where facts came from, and what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import NotFound
from comity.operations.moment import iso
from comity.operations.operation import limited, operation
from comity.operations.upkeep.documents import (
    Problems,
    SourceRead,
    SourceRemoved,
    Sources,
    Unread,
)
from comity.operations.upkeep.earlier import tell_of_earlier
from comity.operations.upkeep.set_aside import tell_of_aside

if TYPE_CHECKING:
    from comity.book import Book


@operation("sources")
def sources(book: Book) -> Sources:
    """List where the facts came from.

    Each source is an account: how much it holds, and from which paths.
    """
    tell_of_earlier(book)
    tell_of_aside(book)
    return Sources(
        tuple(
            SourceRead(
                source=one.source,
                records=one.records,
                first_import=iso(one.first_us or None),
                last_import=iso(one.last_us or None),
                paths=one.paths,
            )
            for one in book.facts.sources()
        )
    )


@operation("sources remove", writes=True)
def sources_remove(book: Book, source: str) -> SourceRemoved:
    """Take a source out: what another source holds as well stays, and so does all you decided."""
    known = {one.source for one in book.facts.sources()}
    if source not in known:
        hint = f"there are {', '.join(sorted(known))}" if known else "nothing was imported yet"
        raise NotFound(f"there is no source {source!r}", hint=hint)
    with book.facts.writing(on_wait=book.notify) as writer:
        removed = writer.remove_source(source)
    book.refresh()
    return SourceRemoved(source, removed)


@operation("problems")
def problems(book: Book, *, limit: Annotated[int, "How many to show; 0 for all."] = 0) -> Problems:
    """List what could not be read, and what to do about it.

    A path's problems are those of its latest import: mended and imported again, they are gone.
    """
    found = book.facts.problems()
    first = found[: limited(limit)]
    return Problems(
        tuple(Unread(source, one.where, one.what, one.advice) for source, one in first), len(found)
    )
