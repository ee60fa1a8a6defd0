"""``loop``: what the user says of one: it stands, it is done, they let it go, it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from comity.errors import Advice, NotFound, call
from comity.operations.document import Person
from comity.operations.loops.documents import LoopSaid
from comity.operations.loops.rows import found_rows
from comity.operations.operation import operation
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book

LoopWord: TypeAlias = Literal["keep", "done", "let_go", "none"]


@operation("loop", writes=True)
def loop(book: Book, loop: str, said: LoopWord) -> LoopSaid:
    """Say what you know better of a loop: done, let_go, keep, or none.

    done: it is kept. let_go: it need not be any more. keep: it stands, whatever was found. none: it
    is no such thing; of promises, Comity learns from it how sure to be. Your word stands above what
    is found, and one undo takes it back.
    """
    for one in found_rows(book):
        if one.id == loop.strip():
            book.say(closing(book, one.id, said))
            return LoopSaid(one.id, said, one.kind, Person(one.person, one.name))
    raise NotFound(
        f"there is no loop {loop.strip()!r}",
        hint=Advice(call("loops"), " shows each with its id"),
    )


def closing(book: Book, loop: str, said: LoopWord) -> tuple[Said, ...]:
    """Return the decision that says a word of a loop; none where the book has no such loop."""
    return tuple(
        Said("loop", one.identity, one.id, {"said": said, "kind": one.kind, "p": one.p})
        for one in found_rows(book)
        if one.id == loop
    )
