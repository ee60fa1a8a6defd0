"""``forget``: erase one person, and keep them out of every later import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from comity import build
from comity.errors import Advice, BadInput, call, option
from comity.normalise.identity import identity_of, name_under, unnamed_under
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.privacy import mentions
from comity.operations.privacy.documents import Erased, Forgotten, WouldForget
from comity.operations.privacy.forget_guest import forget_guest

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.privacy.documents import Mention
    from comity.operations.privacy.phrases import Phrases

ALL = "all"


@operation("forget", writes=True)
def forget(
    book: Book,
    who: str = "",
    *,
    blank: Annotated[
        list[str] | None, "What others wrote that names them: its id, or all; several times."
    ] = None,
    dry_run: Annotated[bool, "Only list what others wrote that names them."] = False,
) -> Forgotten | WouldForget:
    """Erase a person, and keep them out of every later import.

    Their mails and messages, cards, notes and everything derived are deleted from this book for
    good; this cannot be undone. Only a hash of each address stays, so that no import brings them
    back. What others wrote that names them by a full name or address (titles, subjects, texts,
    relations, your notes and tags, files dropped and not read yet) is listed, by --dry-run and at
    a terminal before anything is erased. It stays unless you blank it: with --blank all, or with
    --blank and the ids listed, also afterwards. A name that somebody else here bears too is marked,
    and not part of all. What is blanked stays blank through every import. Mails that others sent
    from an address of theirs stay. Your own backups and the files you imported from are yours to
    clean.
    """
    asked = list(blank or ())
    if not who:
        if not asked or ALL in asked or dry_run:
            raise BadInput(
                Advice("give WHO to forget, or ids to ", option("blank")),
                hint=Advice(call("forget", help="")),
            )
        mentions.blank(book, asked)
        _leave_current(book)
        return Forgotten(None, 0, len(asked), ())
    them = _found(book, who)
    if dry_run:
        return WouldForget(None, 0, 0, them.named(book), them.document)
    with book.facts.writing(on_wait=book.notify) as writer:
        erased = writer.forget(them.erased, called=them.names)
    book.decisions.erase(them.identities | them.erased)
    forget_guest(book, them.person, them.identities)
    _leave_current(book)
    found = them.named(book)
    chosen = {one.id for one in found if one.id in asked or (ALL in asked and not one.namesake)}
    if chosen:
        mentions.blank(book, sorted(chosen))
        _leave_current(book)
    left = tuple(one for one in found if one.id not in chosen)
    return Forgotten(them.document, erased, len(found) - len(left), left)


def preview(book: Book, who: str) -> tuple[Mention, ...]:
    """Return what others wrote that names a person, before they are erased."""
    return _found(book, who).named(book)


@dataclass(frozen=True, slots=True)
class _Them:
    """Who is to be forgotten."""

    person: str
    identities: set[str]  # theirs
    erased: set[str]  # by which they are told in the facts
    names: set[str]
    phrases: Phrases

    @property
    def document(self) -> Erased:
        return Erased(self.person, len(self.erased))

    def named(self, book: Book) -> tuple[Mention, ...]:
        return mentions.mentions(book, self.person, self.identities | self.erased, self.phrases)


def _found(book: Book, who: str) -> _Them:
    one = find_person(book, who)
    if one.is_me:
        raise BadInput(
            "that is you", hint=Advice(call("me remove", "ADDRESS"), " takes an address out")
        )
    person = one.person.id
    seen = book.rows("SELECT identity, name FROM identity WHERE person = ?", [person])
    identities = {row["identity"] for row in seen}
    shared = _shared(book, person) & identities
    own = identities - shared
    names = mentions.names_of(book, person)
    return _Them(
        person,
        identities,
        own | _spelled(book, person, shared),
        {one.person.name, *(row["name"] for row in seen)},
        mentions.sought(book, person, names, own),
    )


def _leave_current(book: Book) -> None:
    book.refresh()
    build.drop_earlier(book.folder / "derived", keep=book.derived())


def _shared(book: Book, person: str) -> set[str]:
    """Return the addresses under which others than this person are known by name."""
    rows = book.rows(
        "SELECT DISTINCT a.written FROM address a JOIN identity i USING (identity) "
        "WHERE i.person <> ? AND a.name IS NOT NULL AND starts_with(a.identity, 'name:')",
        [person],
    )
    return {identity_of(row["written"]) for row in rows}


def _spelled(book: Book, person: str, shared: set[str]) -> set[str]:
    """Return a person's names under addresses that others share, in every spelling.

    Of an address of theirs that is shared it is also what bears no name.
    """
    rows = book.rows(
        "SELECT DISTINCT a.written, unnest([a.said, a.name]) AS name FROM address a "
        "JOIN identity i USING (identity) "
        "WHERE i.person = ? AND a.name IS NOT NULL AND starts_with(a.identity, 'name:')",
        [person],
    )
    if shared:
        book.show_facts()
        rows += book.rows(
            "SELECT DISTINCT p.written, p.name FROM participant p JOIN identity i USING (identity) "
            "WHERE i.person = ? AND i.identity IN (SELECT unnest(?)) AND p.name <> ''",
            [person, sorted(shared)],
        )
    spelled = {name_under(identity_of(row["written"]), row["name"]) for row in rows}
    return (spelled - {""}) | set(map(unnamed_under, shared))
