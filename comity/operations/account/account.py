"""``account list | test | pause | resume | renew | remove``: the accounts that are followed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comity.errors import Advice, BadInput, ComityError, call
from comity.operations.account import oauth
from comity.operations.account.documents import (
    AccountList,
    AccountPaused,
    AccountRemoved,
    AccountRenewed,
    AccountTested,
    PlaceFound,
)
from comity.operations.account.reaching import (
    FILES,
    LOCKED,
    account_of,
    accounts_of,
    login_of,
    module_of,
)
from comity.operations.account.secrets import name_of, secrets_of
from comity.operations.account.stating import stated
from comity.operations.account.vault import Locked, Vault
from comity.operations.operation import operation
from comity.sources.accounts import AccountError, Offline

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.account.secrets import Secrets
    from comity.sources.accounts import Login
    from comity.store.accounts import AccountRow


@operation("account list")
def account_list(book: Book) -> AccountList:
    """List the accounts that are followed, and how each stands."""
    return AccountList(tuple(stated(one) for one in accounts_of(book).every()))


@operation("account test")
def account_test(book: Book, name: str) -> AccountTested:
    """Knock at an account: it lets you in or says why not. Nothing is read."""
    row = account_of(book, name)
    if row.kind == FILES:
        raise BadInput(f"{row.name} lies on this machine", hint=Advice(call("sync", row.name)))
    return AccountTested(row.name, looked(row, login_of(book, row)))


@operation("account pause", writes=True)
def account_pause(book: Book, name: str) -> AccountPaused:
    """Leave an account alone until you resume it."""
    return _paused(book, name, paused=True)


@operation("account resume", writes=True)
def account_resume(book: Book, name: str) -> AccountPaused:
    """Read an account again that was paused."""
    return _paused(book, name, paused=False)


def _paused(book: Book, name: str, *, paused: bool) -> AccountPaused:
    row = account_of(book, name)
    accounts_of(book).put(replace(row, paused=paused))
    return AccountPaused(row.name, paused)


@operation("account renew", writes=True)
def account_renew(book: Book, name: str) -> AccountRenewed:
    """Give an account's password anew, or sign in again.

    The password is asked for at the terminal, or read as one line of what is piped in; it is
    never an argument.
    """
    row = account_of(book, name)
    return renewed(book, row, _new_secret(book, row))


def renewed(book: Book, row: AccountRow, secret: str) -> AccountRenewed:
    """Keep a new secret of an account that lets one in by it."""
    admitted(row, secret, book)
    where = kept(secrets_of(book.ask), row, secret)
    accounts_of(book).put(replace(row, trouble="", what="", advice=""))
    return AccountRenewed(row.name, where)


@operation("account remove", writes=True)
def account_remove(book: Book, name: str) -> AccountRemoved:
    """Follow an account no longer, and delete its password; what it told stays.

    `sources remove` takes out what it told as well. Nothing on its server changes.
    """
    row = account_of(book, name)
    accounts_of(book).remove(row.name)
    if row.kind == FILES:
        return AccountRemoved(row.name, "")
    try:
        secrets_of(book.ask).drop(name_of(row))
    except (Locked, ComityError):
        return AccountRemoved(row.name, row.source, secret_kept=True)
    return AccountRemoved(row.name, row.source)


def looked(row: AccountRow, login: Login) -> tuple[PlaceFound, ...]:
    """Return what an account shows; its trouble is the user's to mend."""
    try:
        found: list[Any] = module_of(row).look(login)
    except AccountError as error:
        raise _untroubled(row, error) from None
    except OSError as error:
        raise _untroubled(row, offline(error)) from None
    return tuple(PlaceFound(one.place, one.on_server) for one in found)


def offline(error: OSError) -> Offline:
    """Return what is said of a network that fails, in whatever words."""
    return Offline(f"the connection failed ({type(error).__name__})", "try again later")


def _untroubled(row: AccountRow, error: AccountError) -> ComityError:
    return Unreached(f"{row.name}: {error.what}", hint=error.advice, trouble=error)


class Unreached(ComityError):
    """An account that could not be looked into; ``trouble`` says why."""

    def __init__(self, message: str, *, hint: str, trouble: AccountError) -> None:
        """Keep the reason."""
        super().__init__(message, hint=hint)
        self.trouble = trouble


def admitted(row: AccountRow, secret: str, book: Book) -> AccountError | None:
    """Return why an account could not be tried, being offline; raise what else is wrong."""
    login = replace(login_of(book, row), reveal=lambda: oauth.access(row, secret))
    try:
        looked(row, login)
    except Unreached as error:
        if isinstance(error.trouble, Offline):
            return error.trouble
        raise
    return None


def kept(secrets: Secrets, row: AccountRow, secret: str) -> str:
    """Keep a secret; return where, in words."""
    try:
        secrets.put(name_of(row), secret)
    except Locked:
        raise BadInput(LOCKED.what, hint="give its passphrase; nothing was changed") from None
    if isinstance(secrets, Vault):
        return f"an encrypted file, {secrets.path}"
    return "this machine's keyring"


def _new_secret(book: Book, row: AccountRow) -> str:
    if row.kind == FILES:
        raise BadInput(f"{row.name} lies on this machine, and needs no password")
    return asked_secret(book, row)


def asked_secret(book: Book, row: AccountRow) -> str:
    """Ask for a password, or have the user sign in; ``BadInput`` where nobody can be asked."""
    if row.settings.get("sign_in", "password") != "password":
        try:
            return oauth.signed_in(row, notify=book.notify, ask=book.ask)
        except AccountError as error:
            raise _untroubled(row, error) from None
    secret = book.ask(f"Password of {row.user} at {row.host}") if book.ask else None
    if not secret:
        raise BadInput(
            "the password was not given",
            hint="type it where it is asked for, or pipe it in as one line; it is no argument",
        )
    return secret
