"""``forget``: erase one person, and keep them out of every later import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity import build
from comity.errors import BadInput
from comity.operations.finding import find_person
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result


@operation("forget", writes=True)
def forget(book: Book, who: str) -> Result:
    """Erase a person, and keep them out of every later import.

    Their mails and messages, cards, notes and everything derived are deleted from this book for
    good; this cannot be undone. Only a hash of each address stays, so that no import brings them
    back. Your own backups and the files you imported from are yours to clean.
    """
    one = find_person(book, who)
    if one["is_me"]:
        raise BadInput("that is you", hint="comity me remove ADDRESS takes an address out")
    seen = book.rows("SELECT identity, name FROM identity WHERE person = ?", [one["person"]])
    identities = {row["identity"] for row in seen}
    with book.facts.writing(on_wait=book.notify) as writer:
        erased = writer.forget(identities, called={one["name"], *(row["name"] for row in seen)})
    book.decisions.erase(identities)
    book.refresh()
    build.drop_earlier(book.folder / "derived", keep=book.derived())
    return {"forgotten": {"id": one["person"], "identities": len(identities)}, "records": erased}
