"""An account of calendars or address books followed: its collections found, and each told of."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from comity.model import Skipped
from comity.sources.accounts import Broken, Gone, Item, Place
from comity.sources.accounts.collection import told
from comity.sources.accounts.discovery import collections
from comity.sources.accounts.multistatus import NotMultistatus
from comity.sources.accounts.webdav import Client, Failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.accounts import Held, Login, Said
    from comity.sources.accounts.collection import Reader
    from comity.sources.accounts.discovery import Collection, Kind

_NO_MORE = {403, 404, 410}


def look(login: Login, kind: Kind) -> list[Place]:
    """Return the collections that are read; takes nothing."""
    with closing(Client(login)) as client:
        found = collections(client, kind)
    return [Place(one.path, "", None, one.title) for one in found if one.is_read]


def sync(login: Login, held: Held, kind: Kind, reader: Reader, *, now_us: int) -> Iterator[Said]:
    """Yield what is new in every collection of an account."""
    with closing(Client(login)) as client:
        try:
            found = collections(client, kind)
            yield from _left_out([one for one in found if not one.is_read])
            read = [one for one in found if one.is_read]
            for one in read:
                marks, token = held.marks(one.path), held.token(one.path)
                yield from told(client, one, reader, marks, token, now_us=now_us)
            known = {one.path for one in read} | {_parent(one) for one in found}
            for place in sorted({*held.places()} - known):
                yield from _vanished(client, held, place)
        except Failed as error:
            raise error.trouble() from error
        except NotMultistatus as error:
            what = f"{login.host} sent what cannot be read, in place of a list"
            raise Broken(what, "it is tried again next time") from error


def _parent(one: Collection) -> str:
    return one.path.rpartition("/")[0]


def _left_out(some: list[Collection]) -> Iterator[Said]:
    """Account for collections that are not the user's own: each is one thing not used."""
    for home in sorted({_parent(one) for one in some}):
        names = [one for one in some if _parent(one) == home]
        for one in names:
            id_ = one.path.rpartition("/")[2]
            yield Item(home, id_, Skipped("not used", one.title), one.title)
        yield Place(home, "", len(names), "not your own")


def _vanished(client: Client, held: Held, place: str) -> Iterator[Said]:
    """Tell that a collection is there no more, once its server says so of it by name."""
    try:
        with client.propfind(
            client.joined(client.root, place), "<D:resourcetype/>", depth=0
        ) as said:
            if any("collection" in one.types for one in said):
                return
    except Failed as error:
        if error.status not in _NO_MORE:
            return
    except NotMultistatus:
        return
    yield Gone(place, sorted(held.marks(place)))
    yield Place(place, "", 0)
