"""Beeper Desktop on this machine in, by its local API: a record for each message of its networks.

In Beeper Desktop: Settings > Developers, start the API and make a token, for reading alone. Read is
what developers.beeper.com describes (2026), by its own client, ``beeper-desktop-api`` (the extra
``beeper``): the chats, and the messages of those in which something happened since they were last
read. Nothing but GET is ever asked, of this very machine alone, and through no proxy.

A place is a chat; its token is the instant of its newest message. Who is who is told by number or
address where Beeper knows one, else by its own id. A network that has a channel of its own here is
told as that. LinkedIn's chats are left out: of LinkedIn the official export alone is read.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from comity.model import Attachment, Participant, Skipped
from comity.normalise.identity import as_written
from comity.normalise.name import clean
from comity.normalise.time import us_of
from comity.sources import CHANNELS
from comity.sources.accounts import Broken, Item, Offline, Place, Refused, is_loopback
from comity.sources.chats.conversation import Conversation, digest, handle, phone, said
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beeper_desktop_api import BeeperDesktop
    from httpx import Request

    from comity.model import Record
    from comity.sources.accounts import Held, Login, Said

name = "beeper"
CHANNEL = "beeper"

_TIMEOUT_S = 30
_CHATS_A_PAGE = 200
_CHATS_MAX = 100_000
_OVERLAP = timedelta(hours=1)  # a network may tell late of what was written before
_LEFT_OUT = "linkedin"
_NO_WORDS = frozenset({"NOTICE", "REACTION"})  # a program's, and what stands at another message
_BY_LABEL = {one.label.casefold(): one.name for one in CHANNELS.values()}


def look(login: Login) -> list[Place]:
    """Return the chats there are."""
    with _opened(login) as client:
        return [Place(said(one.id), "", None) for one in _chats(client)]


def sync(login: Login, held: Held, *, now_us: int) -> Iterator[Said]:  # noqa: ARG001 - of the contract
    """Yield the messages that are new since what is held, chat by chat."""
    with _opened(login) as client:
        owners = {said(one.account_id): one.user for one in client.accounts.list()}
        for chat in _chats(client):
            place = said(chat.id)
            if not place or chat.merge is not None:
                continue
            newest = _instant(chat.last_activity)
            since = _instant_of(held.token(place))
            if newest and since and newest <= since:
                continue
            yield from _of_chat(client, chat, owners.get(said(chat.account_id)), since)


def _of_chat(
    client: BeeperDesktop,
    chat: Any,  # noqa: ANN401 - as Beeper has it, unchecked
    user: Any,  # noqa: ANN401 - the same
    since: datetime | None,
) -> Iterator[Said]:
    """Yield a chat's messages, the newest first, and then that all of them were told."""
    place = said(chat.id)
    if _LEFT_OUT in str(chat.network).casefold():
        yield Item(place, place, Skipped("not used", f"{name}, {said(chat.title)}"))
        yield Place(place, _token(_instant(chat.last_activity)), None)
        return
    talk = _Talk(chat, user)
    page, latest = client.messages.list(place), since
    while True:
        instants = [one for message in page.items or () if (one := _instant(message.timestamp))]
        latest = max([*instants, *([latest] if latest else [])], default=None)
        for message in page.items or ():
            edited = _instant(message.edited_timestamp)
            where = f"{name}, {said(chat.title) or place}"
            what = guarded(where, talk.message, message, where)
            yield Item(place, said(message.id, 500), what, mark=_token(edited))
        is_reached = since is not None and min(instants, default=since) < since - _OVERLAP
        if is_reached or not page.items or not page.has_next_page():
            break
        page = page.get_next_page()
    reached = max([one for one in (latest, _instant(chat.last_activity)) if one], default=None)
    yield Place(place, _token(reached), None)


class _Talk:
    """What the messages of a chat share."""

    def __init__(self, chat: Any, user: Any) -> None:  # noqa: ANN401 - as Beeper has them, unchecked
        """Take who is in it, and who of them is the owner."""
        items = list(getattr(chat.participants, "items", None) or ())
        mine = [one for one in items if one.is_self]
        self.bots = {said(one.id) for one in items if getattr(one, "is_network_bot", None)}
        self.people = {said(one.id): who for one in items if (who := _person(one))}
        own = next((who for one in [*mine, user] if one and (who := _person(one))), None)
        self.own = own or Participant("from", "handle:beeper/owner")
        for one in mine:
            self.people[said(one.id)] = self.own
        others = [
            who for id_, who in self.people.items() if who is not self.own and id_ not in self.bots
        ]
        pair = (self.own, others[0]) if chat.type == "single" and len(others) == 1 else ()
        self.key = f"{said(chat.account_id)}/{said(chat.id, 500)}"
        channel = _BY_LABEL.get(str(chat.network).casefold(), CHANNEL)
        self.talk = Conversation(channel, digest(self.key), pair=pair, own=self.own)

    def message(self, one: Any, where: str) -> Record | Skipped:  # noqa: ANN401 - the same
        """Return one message."""
        sender = said(one.sender_id)
        if one.is_hidden or one.type in _NO_WORDS or sender in self.bots:
            return Skipped("not used", where)
        author = self.own if one.is_sender else self.people.get(sender)
        author = author or handle(CHANNEL, sender, said(one.sender_name))
        if author is None:
            return Skipped("not used", where)
        at, edited = _instant(one.timestamp), _instant(one.edited_timestamp)
        named = [self.people[said(who)] for who in one.mentions or () if said(who) in self.people]
        text = one.text if isinstance(one.text, str) and not one.is_deleted else ""
        record = self.talk.message(
            digest(CHANNEL, self.key, said(one.id, 500)),
            where,
            author,
            us_of(at) if at else None,
            text=text,
            to=named,
            edited_us=us_of(edited) if edited else None,
        )
        files = tuple(
            Attachment(said(file.file_name) or "attachment", _size(file.file_size))
            for file in (one.attachments or ())[:100]
        )
        return replace(record, attachments=files)


def _person(user: Any) -> Participant | None:  # noqa: ANN401 - the same
    """Return who somebody is: by number, by address, or as Beeper numbers them."""
    full = clean(said(user.full_name))
    if found := phone(user.phone_number, full):
        return found
    if isinstance(user.email, str) and (identity := as_written(user.email)):
        return Participant("from", identity, full)
    return handle(CHANNEL, user.id, full)


def _chats(client: BeeperDesktop) -> Iterator[Any]:
    """Yield every chat, the one with the latest message first."""
    page = client.chats.list(limit=_CHATS_A_PAGE)
    seen = 0
    while True:
        for one in page.items or ():
            seen += 1
            yield one
        if seen >= _CHATS_MAX or not page.items or not page.has_next_page():
            return
        page = page.get_next_page()


@contextmanager
def _opened(login: Login) -> Iterator[BeeperDesktop]:
    """Open the API of this machine; what goes wrong is told in words of its user's."""
    if not is_loopback(login.host):
        what = f"{login.host} is not this machine, and Beeper is read on this machine alone"
        raise Broken(what, "leave the host out: it is 127.0.0.1")
    try:
        import beeper_desktop_api as api
        import httpx
    except ImportError as error:
        what = "the client of Beeper's API is not installed"
        raise Broken(what, "install comity with its extra: comity[beeper]") from error
    host = f"[{login.host}]" if ":" in login.host else login.host
    http = httpx.Client(
        trust_env=False,
        follow_redirects=False,
        timeout=_TIMEOUT_S,
        event_hooks={"request": [_only_get]},
    )
    try:
        with api.BeeperDesktop(
            access_token=login.reveal(),
            base_url=f"http://{host}:{login.port}",
            http_client=http,
            max_retries=1,
        ) as client:
            yield client
    except api.APIConnectionError as error:
        advice = "open Beeper Desktop, and in its Settings, Developers, start the API"
        raise Offline("Beeper Desktop does not answer", advice) from error
    except (api.AuthenticationError, api.PermissionDeniedError) as error:
        advice = "make a new token in Beeper's Settings, Developers, and add the account again"
        raise Refused("Beeper refused the token", advice) from error
    except (api.APIError, AttributeError, LookupError, TypeError, ValueError) as error:
        what = f"Beeper's API did not do what it should ({type(error).__name__})"
        raise Broken(what, "update Beeper Desktop, and try again") from error


def _only_get(request: Request) -> None:
    """Refuse whatever could change something there."""
    if request.method != "GET":
        raise Broken("something but reading was about to be asked of Beeper", "please report this")


def _instant(told: object) -> datetime | None:
    """Return an instant, where it is one with a zone."""
    return told if isinstance(told, datetime) and told.tzinfo else None


def _instant_of(token: str) -> datetime | None:
    try:
        return _instant(datetime.fromisoformat(token)) if token else None
    except ValueError:
        return None


def _token(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""


def _size(told: object) -> int:
    return int(told) if isinstance(told, int | float) and 0 <= told < 1 << 50 else 0
