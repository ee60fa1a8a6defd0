"""What is new in one WebDAV collection: by its sync token, else by listing every ETag.

The token (RFC 6578) is of the moment before anything was asked, so what changes meanwhile is told
next time. Tokens are given up, and answers to them are incomplete, on servers of all makers:
whatever goes wrong with one leads to the listing, and once a day it is made all the same. Bodies
come by multiget, some at a time, and one by one where a server fails at that. A thing is known by
the last part of its address: what stands before it, and how it is escaped, servers write as they
like.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

import orjson

from comity.model import Problem, Skipped
from comity.sources.accounts import Gone, Item, Place
from comity.sources.accounts.discovery import path_of
from comity.sources.accounts.multistatus import GONE, MORE, OK, NotMultistatus
from comity.sources.accounts.webdav import Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from comity.model import Record
    from comity.sources.accounts import Said
    from comity.sources.accounts.discovery import Collection
    from comity.sources.accounts.multistatus import Answer
    from comity.sources.accounts.webdav import Client

CHUNK = 40  # bodies asked for at once
_DAY_US = 86_400_000_000
_ROUNDS = 10_000  # of a sync that comes in parts
_BODY_MARK = "body "  # what a thing is known by whose ETag is not told


@dataclass(frozen=True, slots=True)
class Reader:
    """How the bodies of one kind of collection are asked for and read."""

    multiget: str  # the report's name
    data: str  # the property that holds a body
    ask: str  # the same in a request
    read: Callable[[bytes, str], Iterator[Record | Skipped]]


@dataclass(slots=True)
class Token:
    """How far a collection was read, as it is kept."""

    sync: str = ""
    ctag: str = ""
    listed_us: int = 0

    @classmethod
    def of(cls, kept: str) -> Token:
        """Return what was kept; one of another version begins anew."""
        try:
            said = orjson.loads(kept)
            return cls(str(said["sync"]), str(said["ctag"]), int(said["listed_us"]))
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            return cls()

    def kept(self) -> str:
        """Return what is to be kept."""
        said = {"sync": self.sync, "ctag": self.ctag, "listed_us": self.listed_us}
        return orjson.dumps(said).decode()


@dataclass(slots=True)
class _There:
    """What a server says of what lies in a collection; a whole listing names all there is."""

    hrefs: dict[str, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    is_whole: bool = False

    def take(self, answer: Answer, path: str) -> None:
        """Take one answer of a listing, or of a sync."""
        name = _name(answer.href)
        if not name or path_of(answer.href) == path or "collection" in answer.types:
            return
        if answer.status in GONE:
            self.gone.add(name)
            self.hrefs.pop(name, None)
            self.etags.pop(name, None)
        elif answer.status == OK:
            self.gone.discard(name)
            self.hrefs[name] = answer.href
            self.etags[name] = _etag(answer)


def told(
    client: Client,
    there: Collection,
    reader: Reader,
    marks: Mapping[str, str],
    kept: str,
    *,
    now_us: int,
) -> Iterator[Said]:
    """Yield what is new in a collection since it was last told."""
    before = Token.of(kept)
    now = Token(there.token, there.ctag, before.listed_us)
    is_due = now_us - before.listed_us >= _DAY_US
    is_same = (before.sync, before.ctag) == (now.sync, now.ctag) != ("", "")
    if is_same and not is_due:
        yield Place(there.path, kept, len(marks), there.title)
        return
    found = None if is_due or not before.sync else _since(client, there, before.sync)
    if found is None:
        found = _listing(client, there)
        now.listed_us = now_us if found.is_whole else 0
    held = dict(marks)
    for said in _differing(client, there, reader, found, marks):
        if isinstance(said, Item):
            held[said.id] = said.mark
        elif isinstance(said, Gone):
            for id_ in said.ids:
                held.pop(id_, None)
        yield said
    yield Place(there.path, now.kept(), len(held), there.title)


def _since(client: Client, there: Collection, token: str) -> _There | None:
    """Return what a server says changed since a token; None where it does not say it well."""
    found = _There()
    for _ in range(_ROUNDS):
        body = (
            f"<D:sync-token>{escape(token)}</D:sync-token><D:sync-level>1</D:sync-level>"
            "<D:prop><D:getetag/><D:resourcetype/></D:prop>"
        )
        more = False
        try:
            with client.multistatus("REPORT", there.url, "D:sync-collection", body, 1) as reading:
                for answer in reading:
                    more = more or answer.status == MORE
                    found.take(answer, there.path)
        except (Failed, NotMultistatus) as error:
            if isinstance(error, Failed) and not _is_refusal(error):
                raise
            return None
        if not reading.sync_token or (more and reading.sync_token == token):
            return None
        if not more:
            return found
        token = reading.sync_token
    return None


def _is_refusal(error: Failed) -> bool:
    """Tell a report that a server does not answer, from a server that cannot answer now."""
    return error.status not in {401, 429, 503}


def _listing(client: Client, there: Collection) -> _There:
    """Return everything that lies in a collection."""
    found = _There(is_whole=True)
    with client.propfind(there.url, "<D:getetag/><D:resourcetype/>", depth=1) as reading:
        for answer in reading:
            found.is_whole = found.is_whole and answer.status != MORE
            found.take(answer, there.path)
    return found


def _differing(
    client: Client, there: Collection, reader: Reader, found: _There, marks: Mapping[str, str]
) -> Iterator[Said]:
    """Yield what is not as it was told, then what is gone."""
    wanted = {
        name: href
        for name, href in found.hrefs.items()
        if not found.is_whole or not found.etags[name] or marks.get(_id(name)) != found.etags[name]
    }
    bodies = _Bodies(client, there, reader, wanted, found.etags)
    for item in bodies.read():
        if marks.get(item.id) != item.mark or not item.mark:
            yield item
    gone = set(map(_id, found.gone | bodies.gone))
    if found.is_whole:
        gone |= marks.keys() - set(map(_id, found.hrefs))
    if gone & marks.keys():
        yield Gone(there.path, sorted(gone & marks.keys()))


@dataclass(slots=True)
class _Bodies:
    """Bodies being asked for: many at once, as long as a server answers to that."""

    client: Client
    there: Collection
    reader: Reader
    wanted: dict[str, str]
    etags: dict[str, str]
    gone: set[str] = field(default_factory=set)
    at_once: bool = True

    def read(self) -> Iterator[Item]:
        """Yield what each is read as; those that vanished meanwhile are ``gone``."""
        names = iter(self.wanted)
        while chunk := list(islice(names, CHUNK)):
            left = {_id(name): name for name in chunk}
            if self.at_once:
                for item in self._many(chunk):
                    left.pop(item.id, None)
                    yield item
            for name in left.values():
                if name not in self.gone:
                    yield from self._one(name)

    def _many(self, chunk: list[str]) -> Iterator[Item]:
        hrefs = "".join(f"<D:href>{escape(self.wanted[name])}</D:href>" for name in chunk)
        body = f"<D:prop><D:getetag/>{self.reader.ask}</D:prop>{hrefs}"
        asked, url = set(chunk), self.there.url
        try:
            with self.client.multistatus("REPORT", url, self.reader.multiget, body, 1) as reading:
                for answer in reading:
                    name = _name(answer.href)
                    if name not in asked:
                        continue
                    data = answer.says(self.reader.data)
                    if answer.is_cut:
                        yield self._unreadable(name, "it is larger than 32 MB")
                    elif data:
                        asked.discard(name)
                        yield self._item(name, data.encode(), _etag(answer))
        except (Failed, NotMultistatus) as error:
            if isinstance(error, Failed) and not _is_refusal(error):
                raise
            self.at_once = isinstance(error, NotMultistatus)  # one broken body breaks one answer

    def _one(self, name: str) -> Iterator[Item]:
        """Yield one body, asked for by itself."""
        url = self.client.joined(self.there.url, self.wanted[name])
        if not url:
            yield self._unreadable(name, "it lies on another server")
            return
        try:
            data = self._body(url, name)
        except Failed as error:
            if not _is_refusal(error):
                raise
            if error.status in GONE:
                self.gone.add(name)
            else:
                yield self._unreadable(name, f"the server answered with an error ({error.status})")
            return
        if data is None:
            yield self._unreadable(name, "it is larger than 32 MB")
        else:
            yield self._item(name, data, "")

    def _body(self, url: str, name: str) -> bytes | None:
        """Return a body from the address that was told, else from where it has to lie."""
        below = self.there.url + quote(name)
        try:
            return self.client.get(url)
        except Failed as error:
            if not _is_refusal(error) or url == below:
                raise
        return self.client.get(below)

    def _item(self, name: str, data: bytes, etag: str) -> Item:
        read = list(self.reader.read(data, f"{self.there.title}, {name}"))
        mark = (
            etag
            or self.etags.get(name, "")
            or _BODY_MARK + blake2b(data, digest_size=12).hexdigest()
        )
        first, *also = read or [Skipped("not used", f"{self.there.title}, {name}")]
        return Item(self.there.path, _id(name), first, mark, tuple(also))

    def _unreadable(self, name: str, what: str) -> Item:
        """Tell of a thing that did not come; without a mark it is asked for again."""
        where = f"{self.there.title}, {name}"
        problem = Problem(where, what, "it is asked for again when all is listed, once a day")
        return Item(self.there.path, _id(name), Skipped("unreadable", where, problem))


def _name(href: str) -> str:
    return path_of(href).rpartition("/")[2]


def _id(name: str) -> str:
    """Return what a thing is kept by: a server may call a card by the name of whom it is of."""
    return blake2b(name.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _etag(answer: Answer) -> str:
    """Return the version a server tells, weak or strong, however it is quoted."""
    return answer.says("getetag").removeprefix("W/").strip('"')[:200]
