"""An account's row in, how to get in out; and what is said where that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.errors import Advice, NotFound, call
from comity.operations.account import oauth
from comity.operations.account.secrets import name_of, secrets_of
from comity.operations.account.vault import Locked
from comity.sources import account_source
from comity.sources.accounts import Login, Refused
from comity.store.accounts import Accounts

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.account.secrets import Secrets
    from comity.store.accounts import AccountRow

FILES = "files"  # the kind of a folder or file of this machine that grows
NO_TEXT = "no_text"  # a setting of an account of which headers alone are kept
LOCKED = Refused(
    "the file that keeps your passwords is locked",
    Advice("run ", call("sync"), " at a terminal: it asks for the passphrase"),
)


def accounts_of(book: Book) -> Accounts:
    """Return the accounts of a book."""
    return Accounts(book.folder)


def account_of(book: Book, name: str) -> AccountRow:
    """Return an account by its name, or by the one name that has the word in it."""
    every = accounts_of(book).every()
    exact = [one for one in every if one.name == name]
    near = exact or [one for one in every if name and name.lower() in one.name.lower()]
    if len(near) == 1:
        return near[0]
    if not every:
        raise NotFound("no account is followed yet", hint=Advice(call("account add", "ADDRESS")))
    raise NotFound(
        f"there is no account {name!r}" if not near else f"{name!r} may be several accounts",
        hint=f"there are {', '.join(one.name for one in every)}",
    )


def login_of(book: Book, row: AccountRow) -> Login:
    """Return how to get into an account; its secret is looked for when it is needed."""
    settings = {name: one for name, one in row.settings.items() if name not in _OURS}
    secrets = secrets_of(book.ask)
    return Login(
        row.name,
        row.host,
        row.port,
        row.user,
        lambda: revealed(secrets, row),
        by="password" if oauth.sign_in_of(row) == "password" else "token",
        transport=row.settings.get("transport", "tls"),  # type: ignore[arg-type]  # as it was written
        settings=settings,
    )


_OURS = {NO_TEXT, "secret", "transport", "sign_in", "client", "tenant"}


def revealed(secrets: Secrets, row: AccountRow) -> str:
    """Return an account's password, or an access token of this hour."""
    try:
        kept = secrets.get(name_of(row))
    except Locked:
        raise LOCKED from None
    if kept is None:
        raise Refused(
            "its password is not on this machine",
            Advice(call("account renew", row.name), " asks for it"),
        )
    return oauth.access(row, kept, keep=lambda newer: secrets.put(name_of(row), newer))


def module_of(row: AccountRow) -> Any:  # noqa: ANN401 - an account source
    """Return the module that reads an account."""
    return account_source(row.kind)
