"""``account add``: an address in, an account that is followed from now on out."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from comity.errors import Advice, BadInput, call, option
from comity.model import Notice
from comity.operations.account.account import admitted, asked_secret, kept
from comity.operations.account.documents import AccountAdded
from comity.operations.account.found import followed_paths, found_here
from comity.operations.account.issuers import ISSUERS
from comity.operations.account.providers import (
    BY_NAME,
    Endpoint,
    endpoint_of,
    port_of,
    provider_of,
    usual_host,
)
from comity.operations.account.reaching import FILES, NO_TEXT, accounts_of
from comity.operations.account.secrets import HANDLE, secrets_of
from comity.operations.account.stating import stated
from comity.operations.operation import operation
from comity.operations.upkeep.followed import KINDS
from comity.sources import ACCOUNTS
from comity.sources.accounts import is_loopback
from comity.store.accounts import AccountRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.book import Book
    from comity.operations.account.providers import Provider

Kind = Literal["imap", "caldav", "carddav", "beeper"]
Transport = Literal["tls", "starttls", "plain"]
_HANDLE_BYTES = 8
_PORT_MAX = 65_535
_HOST_CHARS = 253  # RFC 1035


@operation("account add", writes=True)
def account_add(
    book: Book,
    address: str = "",
    *,
    kind: Annotated[Kind, "Mail, calendars, contacts, or Beeper's chats."] = "imap",
    host: Annotated[str, "Its server, where the address does not tell; or a whole https://…"] = "",
    port: Annotated[int, "Its port, where it is not the usual one."] = 0,
    user: Annotated[str, "The name to log in with, where it is not the address."] = "",
    transport: Annotated[Transport, "tls, or starttls; plain is for this machine alone."] = "tls",
    name: Annotated[str, "What to call it; the address by default."] = "",
    provider: Annotated[str, "Whose address it is, for a domain of your own: google, …"] = "",
    client: Annotated[str, "The id of your own OAuth client: sign in in place of a password."] = "",
    tenant: Annotated[str, "Microsoft: consumers, organizations, or your domain."] = "",
    ca_file: Annotated[Path | None, "The certificate of an authority of your own (PEM)."] = None,
    follow: Annotated[list[Path] | None, "A file or folder that grows; several times."] = None,
    found: Annotated[bool, "Follow what mail programs keep on this machine."] = False,
    no_text: Annotated[bool, "Keep headers alone, no texts."] = False,
) -> AccountAdded:
    """Follow an account: its mail, calendars or contacts are read, and never changed.

    Of common providers the address is enough. The password, for most an app password, is asked for
    at the terminal, or read as one line of what is piped in; it is kept in this machine's keyring,
    never in the book. Nothing is kept of an account that refuses the password.
    """
    alone = {NO_TEXT: "yes"} if no_text else {}
    if found or follow:
        return _followed(book, list(follow or ()), alone, found=found)
    row = planned(
        address,
        kind=kind,
        end=Endpoint(host.strip(), port, transport),
        user=user,
        name=name,
        provider=provider,
        client=client,
        tenant=tenant,
        ca_file=ca_file,
    )
    row = replace(row, settings={**row.settings, **alone})
    if book.notify:
        book.notify(Notice(what_it_does(row, provider)))
    return added(book, row, asked_secret(book, row))


def planned(
    address: str,
    *,
    kind: str = "imap",
    end: Endpoint | None = None,
    user: str = "",
    name: str = "",
    provider: str = "",
    client: str = "",
    tenant: str = "",
    ca_file: Path | None = None,
) -> AccountRow:
    """Return an account as it would be added; ``BadInput`` says what is missing."""
    address, end = address.strip(), end or Endpoint("", 0)
    if kind not in ACCOUNTS:
        raise BadInput(f"{KINDS.get(kind, kind)} cannot be followed", hint="export them to a file")
    whose = _whose(address, provider)
    place = _place(address, kind, whose, end)
    if ca_file and not ca_file.is_file():
        raise BadInput(f"there is no {ca_file}", hint="check the path")
    _check(place)
    sign_in = _sign_in(whose, kind, client)
    called = name.strip() or (address if kind == "imap" else f"{address} {KINDS[kind]}").strip()
    settings = {
        "transport": place.transport,
        "sign_in": sign_in,
        "client": client,
        "tenant": tenant,
        "path": place.path,
        "ca_file": str(ca_file.absolute()) if ca_file else "",
        HANDLE: secrets.token_hex(_HANDLE_BYTES),
    }
    return AccountRow(
        called or f"{KINDS[kind]} at {place.host}",
        kind,
        place.host,
        place.port,
        user.strip() or address,
        {key: one for key, one in settings.items() if one},
    )


def added(book: Book, row: AccountRow, secret: str) -> AccountAdded:
    """Keep an account that lets one in by a secret, or that cannot be reached now."""
    accounts = accounts_of(book)
    before = accounts.find(row.name)
    if before and (before.kind, before.host, before.user) != (row.kind, row.host, row.user):
        raise BadInput(
            f"another account is called {row.name!r}",
            hint=Advice("call this one otherwise: ", option("name", "NAME")),
        )
    if before:  # one secret an account: the new one takes the place of the old
        row = replace(row, settings={**row.settings, HANDLE: before.settings.get(HANDLE, "")})
    away = admitted(row, secret, book)
    where = kept(secrets_of(book.ask), row, secret)
    row = replace(row, added_us=book.now_us)
    if before:
        row = replace(
            row,
            added_us=before.added_us,
            succeeded_us=before.succeeded_us,
            new=before.new,
            known=before.known,
        )
    if away:
        row = replace(row, trouble="offline", what=away.what, advice=away.advice)
    accounts.put(row)
    return AccountAdded((stated(row),), where)


def what_it_does(row: AccountRow, provider: str = "") -> str:
    """Return what is asked of whom, before it is."""
    whose = _whose(row.user, provider)
    sign_in = row.settings.get("sign_in", "password")
    said = (
        f"{row.user} at {row.host}, port {row.port}: this reads {KINDS[row.kind]}; nothing there "
        "is changed."
    )
    if sign_in != "password":
        return f"{said} {ISSUERS[sign_in].label} asks you to allow it."
    clicks = whose.clicks if whose else "your own password, or an app password if there is one"
    return f"{said} The password: {clicks}."


def _whose(address: str, provider: str) -> Provider | None:
    if not provider:
        return provider_of(address)
    if provider not in BY_NAME:
        raise BadInput(f"{provider!r} is no provider", hint=f"there are {', '.join(BY_NAME)}")
    return BY_NAME[provider]


def _place(address: str, kind: str, whose: Provider | None, end: Endpoint) -> Endpoint:
    """Return where it lies: as it was given, else as the table has it."""
    if "://" in end.host:
        return _of_url(end)
    if end.host:
        return replace(end, port=end.port or port_of(kind, end.host, end.transport))
    if kind == "beeper":
        return Endpoint("127.0.0.1", end.port or 23_373, "plain")
    found = endpoint_of(whose, kind) if whose else None
    if found:
        return replace(found, port=end.port or found.port)
    if whose and kind == "imap":
        raise BadInput(f"{whose.label}: its mail cannot be followed", hint=whose.clicks)
    if "@" not in address or not address.rpartition("@")[2]:
        raise BadInput(
            "give an address, or a host", hint=Advice(call("account add", "YOU@EXAMPLE.ORG"))
        )
    which = "IMAP" if kind == "imap" else "CalDAV" if kind == "caldav" else "CardDAV"
    guess = usual_host(address) if kind == "imap" else f"https://dav.{usual_host(address)[5:]}/"
    raise BadInput(
        f"nothing is known of where {address} keeps its {KINDS[kind]}",
        hint=Advice(
            f"your provider calls it the {which} server; often it is ",
            option("host", guess),
            "; for a domain of your own at a large provider ",
            option("provider", "google"),
        ),
    )


def _of_url(end: Endpoint) -> Endpoint:
    parts = urlsplit(end.host)
    try:
        port = end.port or parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise BadInput(f"{end.host!r} is no address") from error
    if parts.username or parts.password:
        raise BadInput(
            "leave the name and password out of the address", hint="the password is asked for"
        )
    if parts.scheme not in {"http", "https", "imaps", "imap"} or not parts.hostname:
        raise BadInput(f"{end.host!r} is no address", hint="write it as https://cloud.example/dav")
    if parts.scheme == "imaps":
        return Endpoint(parts.hostname, end.port or parts.port or 993, "tls")
    transport: Transport = "plain" if parts.scheme == "http" else "tls"
    if parts.scheme == "imap":
        transport = end.transport if end.transport != "tls" else "starttls"
        port = end.port or parts.port or 143
    return Endpoint(parts.hostname, port, transport, parts.path)


def _check(place: Endpoint) -> None:
    if place.transport == "plain" and not is_loopback(place.host):
        raise BadInput(
            f"{place.host} would be sent your password in the clear",
            hint="leave the transport out, or give starttls; plain is for this machine alone",
        )
    if not 0 < place.port <= _PORT_MAX:
        raise BadInput(f"{place.port} is no port", hint="IMAP's are 993 and 143")
    bare = place.host.strip("[]")
    if len(bare) > _HOST_CHARS or not all(c.isalnum() or c in "-._:" for c in bare):
        raise BadInput(f"{place.host[:80]!r} is no server", hint="write it as imap.example.org")


def _sign_in(whose: Provider | None, kind: str, client: str) -> str:
    """Return how one gets in: by a password, unless a client of the user's own was named."""
    if client:
        return "microsoft" if whose and whose.name == "microsoft" else "google"
    if whose and whose.name == "google" and kind != "imap":
        raise BadInput(
            "Google opens calendars and contacts to a client of your own alone",
            hint=Advice(
                "register one (docs/accounts.md has the clicks): ",
                option("client", "ID"),
                "; or export a file",
            ),
        )
    if whose and whose.sign_in != "password":
        raise BadInput(
            f"{whose.label}: no password opens the mail there any more",
            hint=Advice(
                "register a client of your own (docs/accounts.md has the clicks): ",
                option("client", "ID"),
            ),
        )
    return "password"


def _followed(
    book: Book, paths: Sequence[Path], settings: Mapping[str, str], *, found: bool
) -> AccountAdded:
    missing = [one for one in paths if not one.exists()]
    if missing:
        raise BadInput(f"there is no {missing[0]}", hint="check the path")
    accounts, known = accounts_of(book), followed_paths(book)
    here = [(one.name, one.path) for one in found_here()] if found else []
    rows = []
    for called, path in [*((str(one), one) for one in paths), *here]:
        where = str(path.expanduser().resolve())
        if where not in known:
            row = AccountRow(called, FILES, "", 0, "", {"path": where, **settings}, book.now_us)
            accounts.put(row)
            rows.append(row)
            known.add(where)
    return AccountAdded(tuple(map(stated, rows)))
