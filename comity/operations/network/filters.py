"""``filters``: choices of people that the user gave a name, to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call
from comity.operations.network.directory import found_by
from comity.operations.network.documents import Filter, FilterRemoved, Filters, FilterSaved
from comity.operations.operation import operation
from comity.operations.person.overlay import (
    Circle,  # noqa: TC001 - read from the signature when the command is made
    Stage,  # noqa: TC001 - as Circle
)
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book

_NAME_MAX = 80


@operation("filters")
def filters(book: Book) -> Filters:
    """List the filters you saved, with how many people each finds now.

    comity filters save "Old clients" --tag client --stage resting saves one; comity people
    --saved "Old clients" lists its people.
    """
    saved = saved_filters(book)
    return Filters(
        tuple(
            Filter(name, query, found_by(book, query, limit=1).count)
            for name, query in saved.items()
        )
    )


@operation("filters save", writes=True)
def filters_save(
    book: Book,
    name: str,
    *,
    words: Annotated[str, "In their name, address or work."] = "",
    stage: Annotated[Stage | None, "Only those at this stage."] = None,
    circle: Annotated[Circle | None, "Only those of this circle."] = None,
    tag: Annotated[str, "Only those with this tag of yours."] = "",
    organisation: Annotated[str, "Only those who work there."] = "",
    channel: Annotated[str, "Only those you had to do with there."] = "",
    which: Annotated[str, "Only those whom a figure of the count is of."] = "",
    sort: Annotated[str, "recent, or name."] = "",
) -> FilterSaved:
    """Save a choice of people under a name; the name saved before is changed."""
    name = " ".join(name.split())
    if not name or len(name) > _NAME_MAX:
        raise BadInput("give the filter a short name", hint=Advice(call("filters")))
    given = {
        "words": words,
        "stage": stage,
        "circle": circle,
        "tag": tag,
        "organisation": organisation,
        "channel": channel,
        "which": which,
        "sort": sort,
    }
    query = {field: str(value).strip() for field, value in given.items() if value}
    if not query.keys() - {"sort"}:
        raise BadInput("a filter of everyone says nothing", hint="choose something first")
    found = found_by(book, query, limit=1).count
    if saved_filters(book).get(name) != query:
        book.say([Said("filter", other=name, value=query)])
    return FilterSaved(Filter(name, query, found))


@operation("filters remove", writes=True)
def filters_remove(book: Book, name: str) -> FilterRemoved:
    """Take a saved filter out; nobody it found is changed."""
    find_filter(book, name)
    book.say([Said("filter", other=name, value=None)])
    return FilterRemoved(name)


def saved_filters(book: Book) -> dict[str, dict[str, str]]:
    """Return name -> query of each filter that stands, by name."""
    said = book.decisions.active("filter", as_of_us=book.as_of_us)
    latest = {one.other: one.value for one in said}
    return {name: latest[name] for name in sorted(latest, key=str.casefold) if latest[name]}


def find_filter(book: Book, name: str) -> dict[str, str]:
    """Return the query of a saved filter."""
    saved = saved_filters(book)
    if name not in saved:
        raise NotFound(f"there is no filter {name!r}", hint=Advice(call("filters"), " lists them"))
    return saved[name]
