"""A CardDAV account in, its cards out (RFC 6352): read as the same book's .vcf file would be.

Read only. The list of everybody on a server, and of whom it thinks the user wrote to, is not used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.sources.accounts import dav
from comity.sources.accounts.collection import Reader
from comity.sources.accounts.discovery import Kind
from comity.sources.cards.vcard import cards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.accounts import Held, Login, Place, Said

name: Final = "carddav"

_KIND = Kind("addressbook", "addressbook-home-set", "carddav")
_READER = Reader("A:addressbook-multiget", "address-data", "<A:address-data/>", cards)


def look(login: Login) -> list[Place]:
    """Return the address books that are read."""
    return dav.look(login, _KIND)


def sync(login: Login, held: Held, *, now_us: int) -> Iterator[Said]:
    """Yield what is new in every address book."""
    yield from dav.sync(login, held, _KIND, _READER, now_us=now_us)
