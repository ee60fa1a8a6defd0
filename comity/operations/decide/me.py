"""``me``: which identities are the owner's. Without them nobody is written to or heard from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import Advice, BadInput, NotFound, call
from comity.model import Notice
from comity.normalise.address import kind_of
from comity.operations.decide.documents import Me, MeAdded, MeRemoved, MyIdentity
from comity.operations.decide.who_are_you import perhaps_mine
from comity.operations.operation import operation
from comity.operations.person.lookup import identity_meant
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book


# What is spelled almost so: a letter more, less or another, or two.
_NEAR = """
    SELECT identity FROM identity WHERE uses > 0 AND levenshtein(identity, ?) <= 2
    ORDER BY levenshtein(identity, ?), uses DESC, identity LIMIT 1
"""


@operation("me")
def me(book: Book) -> Me:
    """Show which addresses and profiles are yours.

    Given with --me at import, told by an export's own profile, or seen in a Sent folder; other
    addresses that are surely yours are found by the same rules as anybody's. Wrong or missing:
    comity me add ADDRESS, comity me remove ADDRESS. Nothing needs to be imported again.
    """
    said = _said(book)
    found = book.rows(
        "SELECT identity, name, uses FROM identity WHERE kind = 'me' ORDER BY uses DESC, identity"
    )
    mine = tuple(MyIdentity(**one, given=said.get(one["identity"], False)) for one in found)
    return Me(mine, perhaps_mine(book))


@operation("me add", writes=True)
def me_add(book: Book, addresses: list[str]) -> MeAdded:
    """Say that addresses, numbers or profile links are yours."""
    said = said_mine(book, addresses)
    book.say(said)
    return MeAdded(me(book).me, tuple(one.identity for one in said))


@operation("me remove", writes=True)
def me_remove(book: Book, address: str) -> MeRemoved:
    """Say that an address is not yours."""
    identity = identity_of(book, address)
    if identity not in {one.identity for one in me(book).me}:
        raise NotFound(f"{address} is not among yours", hint=Advice(call("me"), " lists them"))
    book.say([Said("me", identity, value={"not": True})])
    return MeRemoved(me(book).me, identity)


def is_known(book: Book) -> bool:
    """Tell whether any identity that is the owner's occurs in anything that was read or logged."""
    found = book.rows("SELECT coalesce(sum(uses), 0) AS uses FROM identity WHERE kind = 'me'")
    return bool(found[0]["uses"])


def tell_of_unseen(book: Book, addresses: Sequence[str]) -> None:
    """Say which of these addresses occur in nothing that was read, and what may be meant."""
    for address in dict.fromkeys(addresses):
        identity = identity_of(book, address)
        sql = "SELECT 1 AS one FROM identity WHERE identity = ? AND uses > 0"
        if book.notify and not book.rows(sql, [identity]):
            near = book.rows(_NEAR, [identity, identity])
            meant = near[0]["identity"].partition(":")[2] if near else ""
            instead = f"; {meant} does: {call('me add', meant)}" if meant else ""
            book.notify(Notice(f"{address} occurs in nothing that was read{instead}"))


def said_mine(book: Book, addresses: Sequence[str]) -> list[Said]:
    """Return the decisions that make addresses the owner's, leaving out those already made."""
    standing = _said(book)
    identities = dict.fromkeys(identity_of(book, address) for address in addresses)
    return [Said("me", identity) for identity in identities if not standing.get(identity)]


def identity_of(book: Book, text: str) -> str:
    """Return the identity a user means by an address, a number or a profile link."""
    kind, _, value = text.partition(":")
    identity = identity_meant(book, value if kind in {"email", "phone"} else text)
    if not identity and text.partition(":")[0] in {"name", "handle", "linkedin"}:
        identity = text
    if not identity:
        hint = "give an e-mail address, a +44 number or a LinkedIn profile link"
        raise BadInput(f"{text!r} is no address", hint=hint)
    if kind_of(identity) == "list":
        raise BadInput(f"{text} is a mailing list's address, not a person's", hint="give your own")
    return identity


def _said(book: Book) -> dict[str, bool]:
    """Return identity -> whether it is mine, as the user said last."""
    return {one.identity: not (one.value or {}).get("not") for one in book.decisions.active("me")}
