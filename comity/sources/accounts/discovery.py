"""The calendars or address books of an account, found from its server's name alone.

By the address the user gave, or the well-known one (RFC 6764 5), to the current user's principal
(RFC 5397), to its home sets (RFC 4791 6.2.1, RFC 6352 7.1.1), to what lies there. Where a server
leaves out a step, what it does say is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from comity.sources.accounts import Broken
from comity.sources.accounts.multistatus import NotMultistatus
from comity.sources.accounts.webdav import Failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.accounts import AccountError
    from comity.sources.accounts.multistatus import Answer
    from comity.sources.accounts.webdav import Client

_PROPERTIES = (
    "<D:resourcetype/><D:displayname/><D:current-user-principal/><D:sync-token/><S:getctag/>"
    "<C:calendar-home-set/><A:addressbook-home-set/><C:supported-calendar-component-set/>"
    "<S:source/>"
)
# Kinds of collection that hold nothing of the user's own.
_NOT_OWN = set(
    "subscribed schedule-inbox schedule-outbox notification directory trash-bin "
    "deleted-calendar dropbox-home proxy-read proxy-write".split()
)
# What servers make by themselves: birthdays of the address book, holidays, everybody on the server.
_MADE = (
    "contact_birthdays",
    "app-generated--",
    "z-server-generated--",
    "z-app-generated--",
    "#contacts@group.v.calendar.google.com",
    "#holiday@group.v.calendar.google.com",
    "#weather@group.v.calendar.google.com",
    "#weeknum@group.v.calendar.google.com",
)
_TRIES = {400, 403, 404, 405, 406, 410, 500, 501}  # another address may be the right one


@dataclass(frozen=True, slots=True)
class Kind:
    """What an account is asked for."""

    collection: str  # its resource type
    home_set: str
    well_known: str
    component: str = ""  # what it is to hold, where its server tells


@dataclass(frozen=True, slots=True)
class Collection:
    """A calendar or an address book; ``token`` and ``ctag`` are as it stood when it was found."""

    url: str
    path: str  # decoded, without the last slash: what it is called in the book
    title: str
    token: str = ""
    ctag: str = ""
    is_read: bool = True


def path_of(url: str) -> str:
    """Return the path of an address in one form, however it is escaped."""
    return unquote(urlsplit(url).path).rstrip("/")


def collections(client: Client, kind: Kind) -> list[Collection]:
    """Return all collections of that kind, those among them that are not to be read as well."""
    trouble: AccountError | None = None
    for start in _starts(client, kind):
        try:
            found = _from(client, kind, start)
        except Failed as error:
            if error.status not in _TRIES:
                raise error.trouble() from error
            trouble = trouble or error.trouble()
        except NotMultistatus:
            what = f"{client.login.host} answers, but not as a calendar or address book would"
            trouble = trouble or Broken(what, "check the address; is a login page in the way?")
        else:
            if found:
                return found
    raise trouble or Broken(
        f"{client.login.host} names no {kind.collection} of {client.login.user}",
        "make one there first, or give the address of the one you mean",
    )


def _starts(client: Client, kind: Kind) -> Iterator[str]:
    """Yield the addresses to begin at: the one the user gave, else those every server has."""
    said = client.login.settings.get("path", "").replace("{user}", quote(client.login.user))
    if said:
        url = client.joined(client.root, said)
        if not url:
            raise Broken(f"{said} is on another server", "give that server for this account")
        yield url
        return
    yield client.joined(client.root, f"/.well-known/{kind.well_known}")
    yield client.root


def _from(client: Client, kind: Kind, start: str) -> list[Collection]:
    """Return the collections that are found from one address."""
    here = _one(client, start)
    if kind.collection in here.types:
        return [_collection(kind, here, start)]
    homes = [client.joined(start, href) for href in here.hrefs(kind.home_set)]
    principals = [client.joined(start, href) for href in here.hrefs("current-user-principal")]
    if not homes and any(principals):
        principal = next(filter(None, principals))
        homes = [client.joined(principal, h) for h in _one(client, principal).hrefs(kind.home_set)]
    found: dict[str, Collection] = {}
    for home in filter(None, homes or [start]):
        found |= {one.path: one for one in _below(client, kind, home)}
    return list(found.values())


def _one(client: Client, url: str) -> Answer:
    with client.propfind(url, _PROPERTIES, depth=0) as reading:
        answers = list(reading)
    if not answers:
        raise NotMultistatus("empty")
    return answers[0]


def _below(client: Client, kind: Kind, home: str) -> Iterator[Collection]:
    """Yield the collections of that kind below a home, or the home itself where it is one."""
    with client.propfind(home, _PROPERTIES, depth=1) as reading:
        for answer in reading:
            url = client.joined(home, answer.href)
            if url and kind.collection in answer.types:
                yield _collection(kind, answer, url)


def _collection(kind: Kind, answer: Answer, url: str) -> Collection:
    path = path_of(url)
    title = " ".join(answer.says("displayname").split())[:200] or path.rpartition("/")[2]
    return Collection(
        url if url.endswith("/") else f"{url}/",
        path,
        title,
        answer.says("sync-token"),
        answer.says("getctag"),
        is_read=_is_read(kind, answer, path),
    )


def _is_read(kind: Kind, answer: Answer, path: str) -> bool:
    """Tell the user's own from subscriptions, others' calendars, and what servers make."""
    types = answer.types
    if types & _NOT_OWN or ("shared" in types and "shared-owner" not in types):
        return False
    name = path.rpartition("/")[2]
    if answer.hrefs("source") or name.startswith(_MADE) or name.endswith(_MADE):
        return False
    held = answer.properties.get("supported-calendar-component-set")
    names = [one.attributes.get("name", "").upper() for one in held.all("comp")] if held else []
    return not (kind.component and names) or kind.component in names
