"""A JSON export of Telegram Desktop in (``result.json``); messages, calls, reactions, contacts out.

The user asks for it under Settings > Advanced > Export Telegram data, or in one chat under its
menu > Export chat history, and chooses the format "machine-readable JSON" each time. The layout is
that of Telegram Desktop's own writer (``export_output_json.cpp``) from 2018 to 2026.

A chat is known by its id, a message by its number in it, and a person by their id. The file tells
its owner: under ``personal_information``, or as whoever writes in a chat of two beside the one it
is with. Bots, broadcast channels, notes to oneself and what Telegram says itself are no contact.
A message that was forwarded is somebody else's words: it is kept without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from comity.model import Claim, Participant, Skipped
from comity.normalise.time import us_of
from comity.sources.chats.conversation import (
    Authors,
    Conversation,
    called,
    handle,
    instant_us,
    owner,
    phone,
    profile,
    said,
)
from comity.sources.guarded import guarded
from comity.sources.json_stream import Fault, head, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from pathlib import Path

    from comity.model import Record

name = "telegram"

_TYPES = (
    "personal_chat|bot_chat|saved_messages|replies|verification_codes|"
    "(?:private|public)_(?:group|supergroup|channel)"
)
_ONE_CHAT = re.compile(
    rf'\s*\{{\s*(?:"name":\s*(?:null|"(?:[^"\\]|\\.){{0,500}}+"),\s*)?"type":\s*"(?:{_TYPES})",'
    r'\s*"id":\s*-?\d+,\s*"messages":\s*\['
)
_ACCOUNT = re.compile(
    r'\s*\{\s*"about":\s*".{0,4000}?"(?:personal_information|profile_pictures|stories|contacts|'
    r'frequent_contacts|sessions|web_sessions|other_data|chats|left_chats)":\s*[\[{]',
    re.DOTALL,
)
_CHATS = ("", "chats.list.*.", "left_chats.list.*.")
_HEADS = tuple(f"{chats}{key}" for chats in _CHATS for key in ("name", "type", "id"))
_MESSAGES = tuple(f"{chats}messages.*" for chats in _CHATS)
_PERSONAL, _GROUPS = "personal_chat", ("private_group", "private_supergroup", "public_supergroup")
_PEER = re.compile(r"(?:user)?(\d{1,20})")
_KIND_BITS = 32  # above the id of a group, in exports before 2021
_ANSWERED = ("hangup", "disconnect")
_CALLS = ("phone_call", "conference_call")
_REACTIONS_MAX = 200


@dataclass(slots=True)
class _Chat:
    """The chat that is being read."""

    name: str = ""
    type: str = ""
    id: int = 0
    talk: Conversation | None = None  # None where nothing that is said there is a contact
    authors: Authors = field(default_factory=Authors)


@dataclass(slots=True)
class _Owner:
    """Whose export it is, as far as the file tells."""

    participant: Participant | None = None
    is_told: bool = False  # by the file's own words
    username: str = "@"  # with its @: this alone is nobody's


def recognise(path: Path) -> bool:
    """Whether a file begins as an export of an account or of one chat does."""
    text = head(path)
    return bool(_ONE_CHAT.match(text) or _ACCOUNT.match(text))


def account(path: Path) -> str:
    """Return the owner's number or name; of one chat, what it is called."""
    for keys, value in pieces(path, "personal_information", "name", "chats"):
        if keys == ("personal_information",) and isinstance(value, dict):
            return said(value.get("phone_number")) or _full_name(value) or name
        if keys == ("name",):
            return said(value) or name
        break
    return name


def read(path: Path, *, tz: tzinfo = UTC) -> Iterator[Record | Skipped]:
    """Yield a record for each message, call, reaction and contact; ``tz`` is of times without."""
    own, chat = _owner(path), _Chat()
    if own.participant and not own.is_told:
        yield owner(name, f"{own.participant.identity}/by chat", path.name, own.participant)
    wanted = ("personal_information", "contacts.list.*", *_HEADS, *_MESSAGES)
    for keys, value in pieces(path, *wanted):
        where = f"{path.name}, {_place(keys, value)}"
        if isinstance(value, Fault):
            yield value.told(where)
        elif len(keys) > 1 and keys[-2] == "messages":
            yield from _items(value, chat, own, where, tz)
        elif keys[0] == "contacts":
            yield guarded(where, _contact, value, where)
        elif keys[0] == "personal_information":
            yield guarded(where, _personal, value, where)
        else:
            _begin(chat, str(keys[-1]), value, own)


def _owner(path: Path) -> _Owner:
    """Return whose export it is: read from its head, else from its first chat of two."""
    own, chat = _Owner(), _Chat()
    for keys, value in pieces(path, "personal_information", *_HEADS, *_MESSAGES):
        if keys == ("personal_information",) and isinstance(value, dict):
            own.participant = handle(name, value.get("user_id"), _full_name(value))
            own.is_told = True
            own.username = said(value.get("username")).casefold() or own.username
        elif len(keys) > 1 and keys[-2] == "messages":
            sender = _peer(value, "from") if isinstance(value, dict) else None
            if chat.type == _PERSONAL and sender and sender.identity != f"handle:{name}/{chat.id}":
                own.participant = sender
        elif keys:
            _begin(chat, str(keys[-1]), value, own)
        if own.participant:
            break
    return own


def _begin(chat: _Chat, key: str, value: object, own: _Owner) -> None:
    """Take in what the head of a chat says; its id is the last that is said."""
    if key == "name":
        chat.name = said(value)
    elif key == "type":
        chat.type = said(value)
    elif isinstance(value, int):
        is_group = chat.type in _GROUPS
        chat.id = value % (1 << _KIND_BITS) if is_group and value >> _KIND_BITS else value
        peer = handle(name, chat.id, chat.name) if chat.type == _PERSONAL else None
        pair = (peer, own.participant) if peer and own.participant else ()
        used = is_group or chat.type == _PERSONAL
        chat.talk = Conversation(name, str(chat.id), pair) if used else None
        chat.authors = Authors()
        chat.name = ""  # the next may have none


def _items(
    value: object, chat: _Chat, own: _Owner, where: str, tz: tzinfo
) -> Iterator[Record | Skipped]:
    """Yield what one entry of a chat is, and each reaction to it."""
    if not isinstance(value, dict):
        yield Fault("it is no message").told(where)
        return
    is_said = value.get("type") == "message"
    sender = _peer(value, "from" if is_said else "actor")
    is_call = value.get("action") in _CALLS and chat.type == _PERSONAL
    if chat.talk is None or sender is None or not (is_said or is_call):
        yield Skipped("not used", where)
        return
    entry = _Entry(value, chat, chat.talk, sender, where, tz)
    if is_call:
        yield guarded(where, entry.call)
        return
    yield guarded(where, entry.message, own)
    for number, (kind, by) in enumerate(_reactions(value.get("reactions"))):
        if number < _REACTIONS_MAX:
            yield guarded(where, entry.reaction, kind, by)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One message or call, with what is known of it."""

    value: dict[str, Any]
    chat: _Chat
    talk: Conversation
    sender: Participant
    where: str
    tz: tzinfo

    def message(self, own: _Owner) -> Record:
        """Return a message, addressed in a group to whom it answers or mentions."""
        value, to = self.value, list[Participant]()
        if not self.talk.pair:
            to += self.chat.authors.of(value.get("reply_to_message_id"))
            to += _mentioned(value.get("text"), own)
            self.chat.authors.note(said(value.get("id")), self.sender)
        is_edited = "edited" in value or "edited_unixtime" in value
        return self.talk.message(
            self._ref(),
            self.where,
            self.sender,
            _instant(value, "date", self.tz),
            text="" if "forwarded_from" in value else _text(value),
            to=to,
            edited_us=_instant(value, "edited", self.tz) if is_edited else None,
        )

    def call(self) -> Record:
        """Return a call, whether it was answered or not."""
        seconds = self.value.get("duration_seconds") or self.value.get("duration")
        if self.value.get("discard_reason", "hangup") not in _ANSWERED:
            seconds = 0
        at_us = _instant(self.value, "date", self.tz)
        lasted_s = float(seconds) if isinstance(seconds, int | float) else 0
        return self.talk.call(self._ref(), self.where, self.sender, at_us, seconds=lasted_s)

    def reaction(self, kind: dict[str, Any], by: dict[str, Any]) -> Record | Skipped:
        """Return a reaction; its time is told by the clock of the message's alone."""
        presser = _peer(by, "from")
        if presser is None:
            return Skipped("not used", self.where)
        at_us = _instant(self.value, "date", self.tz)
        said_us, pressed_us = (_local(one.get("date"), self.tz) for one in (self.value, by))
        if at_us is not None and said_us is not None and pressed_us is not None:
            at_us += max(pressed_us - said_us, 0)
        sign = said(kind.get("emoji")) or said(kind.get("document_id")) or said(kind.get("type"))
        ref = f"{self._ref()}/{sign}/{presser.identity.rpartition('/')[2]}"
        return self.talk.reaction(ref, self.where, presser, at_us, to=self.sender, sign=sign)

    def _ref(self) -> str:
        number = said(self.value["id"])
        if not number:
            raise ValueError
        return f"{name}/{self.chat.id}/{number}"


def _reactions(reactions: object) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each reaction whose author is told: of many Telegram names the latest alone."""
    for kind in reactions if isinstance(reactions, list) else ():
        recent = kind.get("recent") if isinstance(kind, dict) else None
        for by in recent if isinstance(recent, list) else ():
            if isinstance(by, dict):
                yield kind, by


def _peer(value: dict[str, Any], key: str) -> Participant | None:
    """Return a person; None for a channel, a group that speaks itself, and nobody."""
    found = _PEER.fullmatch(said(value.get(f"{key}_id")))
    return handle(name, found[1], said(value.get(key))) if found else None


def _mentioned(parts: object, own: _Owner) -> Iterator[Participant]:
    """Yield whom a text names by their id, and the owner where it has their username."""
    for part in parts if isinstance(parts, list) else ():
        kind = part.get("type") if isinstance(part, dict) else ""
        found = None
        if kind == "mention_name":
            found = handle(name, part.get("user_id"))
        elif kind == "mention" and said(part.get("text")).casefold() == own.username:
            found = own.participant
        if found:
            yield found


def _text(value: dict[str, Any]) -> str:
    """Return what a message says; of a poll what it asks."""
    text = value.get("text")
    if isinstance(text, list):
        parts = (part.get("text") if isinstance(part, dict) else part for part in text)
        text = "".join(part for part in parts if isinstance(part, str))
    poll = value.get("poll")
    if not text and isinstance(poll, dict):
        return said(poll.get("question"), 1_000)
    return text if isinstance(text, str) else ""


def _instant(value: dict[str, Any], key: str, tz: tzinfo) -> int | None:
    """Return an instant, which before 2021 a local clock alone tells."""
    at_us = instant_us(value.get(f"{key}_unixtime"))
    return _local(value.get(key), tz) if at_us is None else at_us


def _local(written: object, tz: tzinfo) -> int | None:
    try:
        moment = datetime.fromisoformat(said(written))
        return instant_us(us_of(moment.replace(tzinfo=moment.tzinfo or tz)), per_second=1_000_000)
    except (ValueError, OverflowError):
        return None


def _personal(value: dict[str, Any], where: str) -> Record | Skipped:
    by_id = handle(name, value.get("user_id"), _full_name(value))
    found = (by_id, phone(value.get("phone_number"), _full_name(value)))
    mine = [one for one in found if one]
    if not by_id:
        return Skipped("not used", where)
    return owner(name, said(value.get("user_id")), where, *mine)


def _contact(value: dict[str, Any], where: str) -> Record | Skipped:
    shown = _full_name(value)
    by_number, by_id = phone(value.get("phone_number")), handle(name, value.get("user_id"))
    identities = [one.identity for one in (by_number, by_id) if one]
    if not identities and (by_name := called(name, shown)):
        identities = [by_name.identity]
    if not identities:
        return Skipped("not used", where)
    claims = (Claim(identities[0], "name", shown),) if shown else ()
    ref = f"contact/{identities[0].partition(':')[2]}"
    return profile(name, ref, where, identities, name=shown, claims=claims)


def _full_name(value: dict[str, Any]) -> str:
    parts = (said(value.get("first_name")), said(value.get("last_name")))
    return " ".join(filter(None, parts))


def _place(keys: tuple[str | int, ...], value: object) -> str:
    """Return where a piece stands, as the user may find it."""
    if len(keys) > 1 and keys[-2] == "messages":
        told = said(value.get("id")) if isinstance(value, dict) else ""
        return f"message {told}" if told else f"entry {keys[-1]}"
    return f"contact {keys[-1]}" if keys[:1] == ("contacts",) else "its beginning"
