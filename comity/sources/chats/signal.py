"""Chats of Signal as it exports them itself, or as two tools do; one record a message, call, tap.

    main.jsonl       Signal's own: Settings > Chats > Export chat history (``signal_frames``)
    NAME/data.json   signal-export (a package of PyPI): a message a line, of a chat
    NAME.json        sigtop export-messages -f json: an array of messages, of a chat

The two tools write chat by chat, as Signal Desktop's own rows have it. signal-export calls people
by name alone, and its owner "Me"; its times are the telephone's zone's. sigtop names the chat in
the file's name, with a number where one is known, and authors by number or account.

The backup of Signal's own on Android (signal-….backup) is encrypted and not read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from comity.model import Attachment, Skipped
from comity.normalise.time import us_of
from comity.sources.chats import signal_frames
from comity.sources.chats.conversation import (
    Conversation,
    called,
    handle,
    instant_us,
    phone,
    said,
)
from comity.sources.chats.signal_frames import OWNER, reference
from comity.sources.guarded import guarded
from comity.sources.json_stream import Fault, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from pathlib import Path

    from comity.model import Participant, Record

name = "signal"
CHANNEL = "signal"

_HEAD_BYTES = 1 << 14
_LINE_BYTES = 1 << 24
_LOOKED_AT = 5_000  # messages in which it is seen who takes part
_LINE = re.compile(rb'\{"date": ?"[\dT:.-]{10,40}", ?"sender": ?"')
_ROW = re.compile(rb'"(?:sourceServiceId|sourceUuid|sent_at|conversationId)" ?:')
_ROW_TYPE = re.compile(rb'"type" ?: ?"(?:incoming|outgoing|call-history|keychange|profile-change)"')
_DETAIL = re.compile(r"^(?P<name>.*?)(?: \((?P<number>\+\d{6,15})\))?$")
_SPAN = re.compile(r"(?:(\d{1,4})m )?(\d{1,5})s")
_WORDS = frozenset({"incoming", "outgoing"})


def recognise(path: Path) -> bool:
    """Whether a file begins as one of the three does."""
    if path.suffix.lower() not in {".json", ".jsonl"} or not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES).lstrip()
    return signal_frames.begins(head) or bool(_LINE.match(head)) or _is_rows(head)


def _is_rows(head: bytes) -> bool:
    return head[:1] == b"[" and bool(_ROW.search(head) and _ROW_TYPE.search(head))


def account(path: Path) -> str:
    """Return what a file is of: a whole account, or the chat it is named for."""
    if path.suffix.lower() == ".jsonl":
        return "signal"
    return path.parent.name if path.stem == "data" else path.stem


def read(path: Path, *, tz: tzinfo = UTC) -> Iterator[Record | Skipped]:
    """Yield a record for each message; ``tz`` is the zone of signal-export's clock."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES).lstrip()
    if head[:1] == b"[":
        yield from _rows(path)
    elif _LINE.match(head):
        yield from _lines(path, tz)
    else:
        yield from signal_frames.read(path)


# ── signal-export ────────────────────────────────────────────────────────────────────────


def _json_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each line's place, and what it holds; a Fault for what cannot be read."""
    with path.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LINE_BYTES), b""), 1):
            if line.strip():
                where = f"{path.name}, line {number}"
                try:
                    yield where, json.loads(line)
                except (ValueError, RecursionError):
                    yield where, Fault("it is no JSON here")


def _lines(path: Path, tz: tzinfo) -> Iterator[Record | Skipped]:
    title = path.parent.name
    talk, people = _talk_of(path, title)
    for where, one in _json_lines(path):
        if isinstance(one, Fault):
            yield one.told(where)
        elif isinstance(one, dict):
            yield guarded(where, _line, one, talk, people, where=where, tz=tz)
        else:
            yield Skipped("not used", where)


def _talk_of(path: Path, title: str) -> tuple[Conversation, dict[str, Participant]]:
    """Return the conversation of a file, and who writes in it, by the names it gives them."""
    names = dict.fromkeys(
        said(one.get("sender"))
        for _, one in islice(_json_lines(path), _LOOKED_AT)
        if isinstance(one, dict)
    )
    people = {
        written: who
        for written in names
        if written not in {"Me", "No-Sender"} and (who := called(CHANNEL, written))
    }
    if not people and (other := called(CHANNEL, title)):
        people[title] = other
    pair = (OWNER, *people.values()) if len(people) == 1 else ()
    return Conversation(CHANNEL, title, pair=pair, own=OWNER), people


def _line(
    one: dict[str, Any],
    talk: Conversation,
    people: dict[str, Participant],
    *,
    where: str,
    tz: tzinfo,
) -> Record | Skipped:
    sender = said(one.get("sender"))
    author = OWNER if sender == "Me" else people.get(sender)
    if author is None:
        return Skipped("not used", where)
    moment = datetime.fromisoformat(str(one.get("date")))
    at_us = us_of(moment if moment.tzinfo else moment.replace(tzinfo=tz))
    text = str(one.get("body") or "").strip()
    ref = reference(at_us, text, is_mine=author is OWNER)
    if one.get("call"):
        seconds = 0 if one.get("missed") else _seconds(text)
        return talk.call(ref, where, author, at_us, seconds=seconds)
    record = talk.message(ref, where, author, at_us, text="" if one.get("deleted") else text)
    return _with(record, one.get("attachments"), "name")


def _seconds(text: str) -> int:
    """Return how long a call lasted that signal-export words: "(accepted, 3m 2s)"."""
    found = _SPAN.search(text)
    if found:
        return int(found[1] or 0) * 60 + int(found[2])
    return 1 if "accepted" in text else 0


# ── sigtop ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Chat:
    talk: Conversation
    other: Participant | None  # of a talk of two


def _rows(path: Path) -> Iterator[Record | Skipped]:
    chat = _chat(path)
    for number, (_, one) in enumerate(pieces(path, "*"), 1):
        where = f"{path.name}, message {number}"
        if isinstance(one, Fault):
            yield one.told(where)
        elif isinstance(one, dict):
            yield guarded(where, _row, one, chat, where)
        else:
            yield Skipped("not used", where)


def _chat(path: Path) -> _Chat:
    """Return whom the messages of a file are between: one other, or several."""
    found: dict[str, Participant] = {}
    for _, one in islice(pieces(path, "*"), _LOOKED_AT):
        if isinstance(one, dict) and one.get("type") == "incoming":
            author = _author(one)
            if author:
                found[author.identity] = author
    named = _DETAIL.match(path.stem)
    title, number = (named["name"], named["number"]) if named else (path.stem, "")
    other = phone(number, title) or called(CHANNEL, title)
    if len(found) == 1:
        author = next(iter(found.values()))
        told = other if other and other.identity.startswith("phone:") else author
        other = replace(told, name=title if not title.startswith("+") else "")
    own = OWNER
    pair = (own, other) if len(found) <= 1 and other else ()
    talk = Conversation(CHANNEL, path.stem, pair=pair, own=own)
    return _Chat(talk, other if pair else None)


def _author(one: dict[str, Any]) -> Participant | None:
    return phone(one.get("source")) or handle(
        CHANNEL, one.get("sourceServiceId") or one.get("sourceUuid")
    )


def _row(one: dict[str, Any], chat: _Chat, where: str) -> Record | Skipped:
    kind = one.get("type")
    if kind not in _WORDS:
        return Skipped("not used", where)
    author = OWNER if kind == "outgoing" else chat.other or _author(one)
    if author is None:
        return Skipped("not used", where)
    at_us = instant_us(one.get("sent_at") or one.get("timestamp"), per_second=1000)
    body = one.get("body")
    text = body.strip() if isinstance(body, str) else ""
    ref = reference(at_us, text, is_mine=author is OWNER)
    record = chat.talk.message(ref, where, author, at_us, text=text)
    return _with(record, one.get("attachments"), "fileName")


def _with(record: Record, attachments: object, key: str) -> Record:
    if not isinstance(attachments, list):
        return record
    named = [
        said(one.get(key)) or "attachment" for one in attachments[:100] if isinstance(one, dict)
    ]
    return replace(record, attachments=tuple(Attachment(one, 0) for one in named))
