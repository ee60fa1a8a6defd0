"""Mail on an IMAP server in, its records out: looked at, and never changed.

A mail fetched is the record that the same mail in a Maildir is, so that neither is told twice.
Reading goes on by UIDVALIDITY and the messages that were told, whatever broke it off.
"""

from __future__ import annotations

import imaplib
import time
from typing import TYPE_CHECKING

from comity.model import Problem, Skipped
from comity.sources.accounts import Broken, Gone, Item, Place
from comity.sources.accounts.imap.access import connected
from comity.sources.accounts.imap.connection import Unheard
from comity.sources.accounts.imap.folders import folders
from comity.sources.accounts.imap.heard import Heard
from comity.sources.accounts.imap.telling import Telling, number_of
from comity.sources.accounts.imap.token import Token
from comity.sources.accounts.imap.trouble import trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.accounts import Held, Login, Said
    from comity.sources.accounts.imap.connection import Connection
    from comity.sources.accounts.imap.folders import Folder

name = "imap"

RETRIES = 2  # of a connection that broke off before anything more was told
PAUSE_S = 2.0
IDLE_S = 240.0  # what forgets idle connections (RFC 5382) waits longer
POLL_S = 120.0
_DAY_US = 86_400_000_000
_CLOSED = "*"  # stands for a mailbox that cannot be opened


def look(login: Login) -> list[Place]:
    """Return the mailboxes that are read, with what each holds."""
    with connected(login) as server:
        try:
            return [
                Place(one.place, "", (one.status or server.status(one.raw)).exists)
                for one in folders(server)
            ]
        except (imaplib.IMAP4.error, OSError) as error:
            raise trouble(error, login.host) from error


def sync(login: Login, held: Held, *, now_us: int) -> Iterator[Said]:
    """Yield what is new; a connection that breaks off is made anew where it had told something."""
    heard, failures = Heard(held), 0
    while True:
        before = heard.count
        try:
            with connected(login) as server:
                for one in _everything(server, heard, now_us // _DAY_US):
                    heard.note(one)
                    yield one
        except (imaplib.IMAP4.error, OSError) as error:
            failures = 1 if heard.count > before else failures + 1
            if failures > RETRIES:
                raise trouble(error, login.host) from error
            time.sleep(PAUSE_S * failures)
        else:
            return


def wait(login: Login, held: Held, *, timeout_s: float) -> bool:
    """Wait until something is new, and no longer than that."""
    ends = time.monotonic() + timeout_s
    with connected(login) as server:
        try:
            while not _moved(server, held):
                left = ends - time.monotonic()
                if left <= 0:
                    return False
                if _waited(server, left):
                    break
        except (imaplib.IMAP4.error, OSError) as error:
            raise trouble(error, login.host) from error
    return True


def _everything(server: Connection, heard: Heard, day: int) -> Iterator[Said]:
    """Yield what is new in every mailbox."""
    found = folders(server)
    copies = None
    if server.is_gmail and not any(one.is_all for one in found):
        marks = (mark for place in heard.places() for mark in heard.marks(place).values())
        copies = {number for number in map(number_of, marks) if number}
    for folder in found:
        if folder.place not in heard.done:
            yield from _folder(server, folder, heard, day, copies)
            heard.done.add(folder.place)
    for place in sorted(set(heard.places()) - {one.place for one in found}):
        if heard.token(place) or heard.marks(place):
            if ids := list(heard.marks(place)):
                yield Gone(place, ids)
            yield Place(place, "", 0)


def _folder(
    server: Connection, folder: Folder, heard: Heard, day: int, copies: set[str] | None
) -> Iterator[Said]:
    """Yield what is new in one mailbox, or that it cannot be opened."""
    place = folder.place
    if _CLOSED in heard.marks(place):
        yield Gone(place, [_CLOSED])
    try:
        yield from Telling(server, folder, heard, day, copies).told()
    except imaplib.IMAP4.abort:
        raise
    except Unheard as error:
        raise Broken(
            f"the server does not give what is in {place}", "ask whoever runs it"
        ) from error
    except imaplib.IMAP4.error:
        problem = Problem(place, "the server does not open it", "see whether your mail program can")
        yield Item(place, _CLOSED, Skipped("unreadable", place, problem))


def _moved(server: Connection, held: Held) -> bool:
    """Tell whether any mailbox is another than the book has it."""
    for one in folders(server):
        token = Token.of(held.token(one.place))
        if not token.is_of(one.status or server.status(one.raw)):
            return True
    return False


def _waited(server: Connection, left_s: float) -> bool:
    """Wait some minutes; True when the mailbox that new mail comes to has changed."""
    if not server.can("IDLE"):
        time.sleep(min(left_s, POLL_S))
        return False
    found = folders(server)
    if found:
        first = next((one for one in found if one.is_all), found[0])
        server.examine(first.raw)
    return server.idle(min(left_s, IDLE_S))
