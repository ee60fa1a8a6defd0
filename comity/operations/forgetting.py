"""``forget``: erase one person, and keep them out of every later import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity import build
from comity.errors import BadInput
from comity.normalise.identity import identity_of, name_under
from comity.operations import mentions
from comity.operations.finding import find_person
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result


@operation("forget", writes=True)
def forget(
    book: Book,
    who: str = "",
    *,
    blank: Annotated[
        list[str] | None, "What others wrote that names them: its id, or all; several times."
    ] = None,
) -> Result:
    """Erase a person, and keep them out of every later import.

    Their mails and messages, cards, notes and everything derived are deleted from this book for
    good; this cannot be undone. Only a hash of each address stays, so that no import brings them
    back. What others wrote that names them by full name or address (titles, subjects, texts,
    relations, your notes and tags, files dropped and not read yet) is listed, and stays unless
    you blank it: with --blank all, or afterwards with --blank and the ids listed. What is blanked
    stays blank through every import. Your own backups and the files you imported from are yours
    to clean.
    """
    asked = list(blank or ())
    if not who:
        if not asked or "all" in asked:
            raise BadInput("give WHO to forget, or ids to --blank", hint="comity forget --help")
        mentions.blank(book, asked)
        _leave_current(book)
        return {"forgotten": None, "records": 0, "blanked": len(asked), "named_elsewhere": []}
    one = find_person(book, who)
    if one["is_me"]:
        raise BadInput("that is you", hint="comity me remove ADDRESS takes an address out")
    seen = book.rows("SELECT identity, name FROM identity WHERE person = ?", [one["person"]])
    identities = {row["identity"] for row in seen} | _spelled(book, one["person"])
    names = {one["name"], *(row["name"] for row in seen)}
    with book.facts.writing(on_wait=book.notify) as writer:
        erased = writer.forget(identities, called=names)
    book.decisions.erase(identities)
    _leave_current(book)
    found = mentions.mentions(book, sorted(names), sorted(identities))
    chosen = [each["id"] for each in found if "all" in asked or each["id"] in asked]
    if chosen:
        mentions.blank(book, chosen)
        _leave_current(book)
    return {
        "forgotten": {"id": one["person"], "identities": len(identities)},
        "records": erased,
        "blanked": len(chosen),
        "named_elsewhere": [each for each in found if each["id"] not in chosen],
    }


def _leave_current(book: Book) -> None:
    book.refresh()
    build.drop_earlier(book.folder / "derived", keep=book.derived())


def _spelled(book: Book, person: str) -> set[str]:
    """Return a person's names under addresses that others share, in every spelling."""
    rows = book.rows(
        "SELECT DISTINCT a.written, a.said FROM address a JOIN identity i USING (identity) "
        "WHERE i.person = ? AND a.name IS NOT NULL AND starts_with(a.identity, 'name:')",
        [person],
    )
    return {name_under(identity_of(row["written"]), row["said"]) for row in rows} - {""}
