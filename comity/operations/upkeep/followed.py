"""How fresh a morning is: until when each account was read, and what keeps one from being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.operations.moment import local
from comity.operations.upkeep.documents import AccountFresh
from comity.operations.words import since
from comity.store.accounts import Accounts

if TYPE_CHECKING:
    from comity.book import Book
    from comity.store.accounts import AccountRow

KINDS = {
    "imap": "mail",
    "caldav": "calendars",
    "carddav": "contacts",
    "beeper": "chats",
    "files": "files",
}
_WHY = {
    "offline": "it cannot be reached now",
    "refused": "it needs you: the password or the permission was refused",
    "broken": "its server does not do what it should",
}


def followed(book: Book) -> tuple[AccountFresh, ...]:
    """Return how fresh what each account told is; nothing of a book as of another day."""
    if book.redact or book.as_of_us is not None:
        return ()
    try:
        rows = Accounts(book.folder).every()
    except BookDamaged:  # `check` says so; a morning needs no accounts
        return ()
    return tuple(_fresh(one, book) for one in rows if not one.paused)


def _fresh(row: AccountRow, book: Book) -> AccountFresh:
    what = KINDS[row.kind]
    if row.succeeded_us:
        then, now = local(row.succeeded_us, book.zone), local(book.now_us, book.zone)
        said = since(then, now)
        until = f"{then:%H:%M}" if said == "today" else said
        text = f"{what} of {row.name} until {until}"
    else:
        text = f"{what} of {row.name} not read yet"
    why = _WHY.get(row.trouble, "")
    return AccountFresh(row.name, f"{text}; {why}" if why else text, row.trouble == "refused")
