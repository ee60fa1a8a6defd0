"""A login in, an open connection out: in TLS that is verified, or not at all."""

from __future__ import annotations

import imaplib
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from comity.sources.accounts import Broken, Refused, is_loopback
from comity.sources.accounts.imap.connection import Connection
from comity.sources.accounts.imap.trouble import refused, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.accounts import Login

_TLS = "choose the transport tls, port 993"


@contextmanager
def connected(login: Login) -> Iterator[Connection]:
    """Yield a connection that is let in; what goes wrong until then is the account's trouble."""
    try:
        server = _open(login)
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise trouble(error, login.host) from error
    try:
        _enter(server, login)
        yield server
    finally:
        server.close()


def _open(login: Login) -> Connection:
    if login.transport == "plain" and not is_loopback(login.host):
        raise Broken("a password may not travel in the clear", _TLS)
    context = _context(login)
    server = Connection(login.host, login.port, context if login.transport == "tls" else None)
    if login.transport == "starttls":
        try:
            _secure(server, context)
        except BaseException:
            server.close()
            raise
    return server


def _secure(server: Connection, context: ssl.SSLContext) -> None:
    try:
        server.client.starttls(context)
    except OSError:
        raise
    except imaplib.IMAP4.error as error:  # not offered, or somebody in between has let it in
        raise Broken("the server offers no STARTTLS, so no password was sent", _TLS) from error


def _context(login: Login) -> ssl.SSLContext:
    """Return what verifies the certificate: by the system's store, or by the user's own file."""
    ca_file = login.settings.get("ca_file")
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise Broken(
            f"the certificates in {ca_file} cannot be read", "name a PEM file as ca_file"
        ) from error


def _enter(server: Connection, login: Login) -> None:
    by_token = login.by == "token"
    if not by_token and server.can("LOGINDISABLED") and not server.can("AUTH=PLAIN"):
        raise Broken("the server takes no password over this connection", _TLS)
    try:
        if by_token:
            server.authenticate(login.user, login.reveal())
        else:
            server.login(login.user, login.reveal())
    except imaplib.IMAP4.abort as error:  # some hang up on a wrong password
        if "closed" in str(error) or "BYE" in str(error):
            raise trouble(error, login.host) from error
        raise refused(error, by_token=by_token) from error
    except imaplib.IMAP4.error as error:
        raise refused(error, by_token=by_token) from error
    except OSError as error:
        raise trouble(error, login.host) from error
    except UnicodeError as error:
        raise Refused("the password cannot be sent", "give it anew") from error
    server.begin()
