"""Signal's own export in (main.jsonl), one record a message, call, reaction or person out.

On Signal Desktop and Android (2026): Settings > Chats > Export chat history. Each line is a frame
of Signal's backups as JSON, as ``Backup.proto`` of Signal-Android describes them and libsignal's
``BackupJsonExporter`` writes them (proto3's JSON: numbers of 64 bits and bytes are strings). What a
frame refers to stands before it: people, then chats, then what was said in them.

Disappearing messages are not exported by Signal. A message to a group is addressed to nobody but
whom it answers. Signal's own lines, stories, payments and gift badges are not used.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from comity.model import Attachment, Participant, Problem, Skipped
from comity.normalise.phone import phone_identity
from comity.sources.chats.conversation import (
    Conversation,
    digest,
    handle,
    instant_us,
    owner,
    profile,
    said,
)
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

CHANNEL = "signal"

_BEGINS = re.compile(rb'\{\s*"(?:version|backupTimeMs|mediaRootBackupKey|currentAppVersion)"')
_LINE_BYTES = 1 << 24
_PEOPLE_MAX = 200_000
_ACI_BYTES = 16
OWNER = Participant("from", "handle:signal/owner")
_ACCEPTED = frozenset({"ACCEPTED", "UNKNOWN_STATE"})


@dataclass(slots=True)
class Export:
    """What the frames so far tell, by the numbers they have in the file."""

    people: dict[str, Participant] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)  # chat: number of whom it is with
    groups: dict[str, str] = field(default_factory=dict)  # number: what a group is known by
    selves: set[str] = field(default_factory=set)


def begins(head: bytes) -> bool:
    """Whether a file begins with the frame that says what it is."""
    line = head.partition(b"\n")[0]
    return bool(_BEGINS.match(head)) and b'"backupTimeMs"' in line


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield what each frame tells."""
    export = Export()
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LINE_BYTES), b""), 1):
            if number == 1 or not line.strip():
                continue
            where = f"{path.name}, line {number}"
            try:
                frame = json.loads(line)
            except (ValueError, RecursionError):
                problem = Problem(where, "it is no JSON here", "export it again")
                yield Skipped("unreadable", where, problem)
                continue
            if isinstance(frame, dict):
                yield from _frame(frame, export, where)
            else:
                yield Skipped("not used", where)


def _frame(frame: dict[str, Any], export: Export, where: str) -> Iterator[Record | Skipped]:
    item = _inner(frame, "chatItem")
    if item:
        yield guarded(where, _said, item, export, where)
        for number, one in enumerate(_reactions(item)[:500], 1):
            yield guarded(where, _reaction, one, item, export, f"{where}, reaction {number}")
    elif recipient := _inner(frame, "recipient"):
        yield guarded(where, _recipient, recipient, export, where)
    elif chat := _inner(frame, "chat"):
        if len(export.others) < _PEOPLE_MAX:
            export.others[_id(chat, "id")] = _id(chat, "recipientId")
        yield Skipped("not used", where)
    elif told := _inner(frame, "account"):
        yield guarded(where, _account, told, where)
    else:
        yield Skipped("not used", where)


def _account(told: dict[str, Any], where: str) -> Record:
    full = f"{said(told.get('givenName'))} {said(told.get('familyName'))}".strip()
    return owner(CHANNEL, "owner", where, replace(OWNER, name=full))


def _recipient(told: dict[str, Any], export: Export, where: str) -> Record | Skipped:
    """Take note of somebody a message may be from or in; return what it tells of a person."""
    number = _id(told, "id")
    if len(export.people) >= _PEOPLE_MAX:
        return Skipped("not used", where)
    if "self" in told:
        export.people[number] = OWNER
        export.selves.add(number)
    if group := _inner(told, "group"):
        export.groups[number] = digest(said(group.get("masterKey"), 500) or number)
    contact = _inner(told, "contact")
    if not contact:
        return Skipped("not used", where)
    identities = _identities(contact)
    if not identities:
        return Skipped("not used", where)
    name = _name(contact)
    export.people[number] = Participant("from", identities[0], name)
    return profile(CHANNEL, identities[0], where, identities, name=name)


def _identities(contact: dict[str, Any]) -> list[str]:
    """Return a contact's number, account and username, the plainest first."""
    e164 = _id(contact, "e164")
    number = phone_identity(f"+{e164}") if e164.strip("0") else ""
    by_account = handle(CHANNEL, _aci(contact.get("aci")))
    by_name = handle(CHANNEL, contact.get("username"))
    told = [one.identity for one in (by_account, by_name) if one]
    return [number, *told] if number else told


def _aci(value: object) -> str:
    """Return an account's id as Signal shows it: 16 bytes, in base64, as a UUID."""
    plain = said(value)
    try:
        data = b64decode(plain, validate=True)
        return str(UUID(bytes=data)) if len(data) == _ACI_BYTES else plain
    except ValueError:
        return plain


def _name(contact: dict[str, Any]) -> str:
    """Return what a contact is called: by the user, by their address book, by themselves."""
    nickname = contact.get("nickname") if isinstance(contact.get("nickname"), dict) else {}
    for given, family, told in (
        ("given", "family", nickname),
        ("systemGivenName", "systemFamilyName", contact),
        ("profileGivenName", "profileFamilyName", contact),
    ):
        full = f"{said(told.get(given))} {said(told.get(family))}".strip() if told else ""
        if full:
            return full
    return ""


def _talk(item: dict[str, Any], export: Export) -> Conversation | None:
    """Return where something was said; None where nobody else is there."""
    number = export.others.get(_id(item, "chatId"), "")
    if number in export.groups:
        return Conversation(CHANNEL, export.groups[number], own=OWNER)
    other = export.people.get(number)
    if other is None or number in export.selves:
        return None
    return Conversation(CHANNEL, other.identity, pair=(OWNER, other), own=OWNER)


def _said(item: dict[str, Any], export: Export, where: str) -> Record | Skipped:
    talk, author = _talk(item, export), export.people.get(_id(item, "authorId"))
    if talk is None or author is None:
        return Skipped("not used", where)
    at_us = instant_us(item.get("dateSent"), per_second=1000)
    if update := _inner(item, "updateMessage"):
        return _call(update, item, talk, where)
    message = next((one for key in _MESSAGES if (one := item.get(key)) is not None), None)
    if not isinstance(message, dict) or "directionless" in item:
        return Skipped("not used", where)
    text = _text(message)
    ref = reference(at_us, text, is_mine=author is OWNER)
    quote = _inner(message, "quote")
    answers = export.people.get(_id(quote, "authorId")) if quote else None
    record = talk.message(ref, where, author, at_us, text=text, to=(answers,) if answers else ())
    found = message.get("attachments")
    files = [_inner(one, "pointer") for one in found[:100]] if isinstance(found, list) else []
    named = tuple(Attachment(said(one.get("fileName")) or "attachment", 0) for one in files if one)
    return replace(record, attachments=named)


_MESSAGES = (
    "standardMessage",
    "contactMessage",
    "stickerMessage",
    "remoteDeletedMessage",
    "viewOnceMessage",
)


def _call(
    update: dict[str, Any], item: dict[str, Any], talk: Conversation, where: str
) -> Record | Skipped:
    """Return a call of two; how long it lasted an export does not say."""
    told = _inner(update, "individualCall")
    if not told or not talk.pair:
        return Skipped("not used", where)
    at_us = instant_us(told.get("startedCallTimestamp") or item.get("dateSent"), per_second=1000)
    caller = talk.pair[0] if told.get("direction") == "OUTGOING" else talk.pair[1]
    seconds = 1 if told.get("state", "UNKNOWN_STATE") in _ACCEPTED else 0
    ref = digest(CHANNEL, "call", str(at_us), talk.name)
    return talk.call(ref, where, caller, at_us, seconds=seconds)


def _reaction(told: object, item: dict[str, Any], export: Export, where: str) -> Record | Skipped:
    talk, one = _talk(item, export), told if isinstance(told, dict) else {}
    by, to = export.people.get(_id(one, "authorId")), export.people.get(_id(item, "authorId"))
    if talk is None or by is None:
        return Skipped("not used", where)
    at_us = instant_us(one.get("sentTimestamp"), per_second=1000)
    sign = said(one.get("emoji"))
    ref = digest(CHANNEL, "reaction", str(at_us), by.identity, sign)
    return talk.reaction(ref, where, by, at_us, to=to, sign=sign)


def _reactions(item: dict[str, Any]) -> list[object]:
    message = next((one for key in _MESSAGES if isinstance(one := item.get(key), dict)), {})
    found = message.get("reactions")
    return found if isinstance(found, list) else []


def _text(message: dict[str, Any]) -> str:
    text = _inner(message, "text")
    body = text.get("body") if text else ""
    return body.strip() if isinstance(body, str) else ""


def reference(at_us: int | None, text: str, *, is_mine: bool) -> str:
    """Return what a message is known by, whoever exported it; one tool leaves grave accents out."""
    return digest(CHANNEL, str((at_us or 0) // 1000), str(is_mine), text.replace("`", ""))


def _inner(told: object, key: str) -> dict[str, Any]:
    found = told.get(key) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def _id(told: dict[str, Any], key: str) -> str:
    return said(told.get(key))
