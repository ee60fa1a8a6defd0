"""A chat as WhatsApp exports it (one text file) in; one record a message out.

The user asks for it in the chat: More > Export chat > Without media. Android writes
``12/03/24, 10:15 - Ada: text`` to "WhatsApp Chat with Ada.txt"; iOS writes
``[12/03/24, 10:15:02] Ada: text`` to ``_chat.txt``. Date and clock follow the telephone's region,
so that the order of day and month, and which word stands for the afternoon, are decided over the
whole file (``whatsapp_dates``), and times are local: the caller names the zone.

Lines WhatsApp wrote itself are skipped ``not used``. Android gives them no sender; iOS puts a mark
nobody sees before what it says, also in the group's own name, and before the whole line where it
stands for a picture. A message whose picture or recording was left out, or that was deleted, is
kept with an empty text.

Senders are known by the name they are saved under, or by their number. In a chat of two each
writes to the other; a message to a group is addressed to nobody. There is no published schema;
the shapes are those of 2016 to 2026.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING

from comity.model import Participant, Problem, Skipped
from comity.normalise.phone import phone_identity
from comity.sources.chats import whatsapp_words as words
from comity.sources.chats.conversation import (
    TEXT_BYTES,
    Conversation,
    Repeats,
    called,
    digest,
    of_two,
)
from comity.sources.chats.whatsapp_dates import Reading, clock_of, reading
from comity.sources.chats.whatsapp_lines import header, lines
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from pathlib import Path
    from typing import TextIO

    from comity.model import Record
    from comity.sources.chats.whatsapp_lines import Line

name = "whatsapp"

_HEAD_BYTES = 1 << 14
_HEAD_LINES = 40
_SENDERS_MAX = 5_000
_NOTICE_CHARS = 400  # of a text: enough to tell what WhatsApp says itself
_PAIR = 2


@dataclass(slots=True)
class Chat:
    """What only the whole file tells."""

    title: str
    told: str = ""  # the title, if the file's name or a line of WhatsApp's tells it
    reading: Reading = field(default_factory=Reading)
    is_group: bool = False
    marks_tell: bool = False  # iOS's marks stand where it speaks itself, and only there
    voice: str = ""  # the name under which a group itself speaks
    senders: dict[str, Participant] = field(default_factory=dict)  # as written: who it is
    own: str = ""  # the sender who is the owner, where the chat is named after the other
    talk: Conversation = field(default_factory=lambda: Conversation("whatsapp", ""))


def recognise(path: Path) -> bool:
    """Whether it is a text file that begins as a chat does."""
    if path.suffix.lower() != ".txt" or not path.is_file():
        return False
    try:
        with _open(path) as stream:
            head = [line for line in islice(_physical(stream), _HEAD_LINES) if line.strip()]
    except OSError:
        return False
    found = [(match, rest) for match, rest in map(header, head) if match]
    if _named(path) or _is_plain(path):
        return bool(found)
    spoken = sum(bool(words.spoken(rest)[0]) for match, rest in found if match["close"] != ":")
    return spoken > 1 and 2 * len(found) > len(head) and header(head[0])[0] is not None


def account(path: Path) -> str:
    """Return the chat's title."""
    return _chat(path).title


def read(path: Path, *, tz: tzinfo = UTC) -> Iterator[Record | Skipped]:
    """Yield a record for each message; ``tz`` is the zone of the telephone's clock."""
    chat = _chat(path)
    repeats = Repeats()
    guess_told = not chat.reading.is_guess
    line = None
    for line in _lines(path):
        where = f"{path.name}, line {line.number}"
        record = guarded(where, _item, line, chat, where, tz=tz)
        if isinstance(record, Skipped):
            yield record
            continue
        record = repeats.apart(record, (line.date, line.clock))
        if not guess_told:
            record = replace(record, problems=(*record.problems, _guess(line, where)))
            guess_told = True
        yield record
    if line is None:
        yield Skipped("not recognised", path.name)


def _item(line: Line, chat: Chat, where: str, *, tz: tzinfo) -> Record | Skipped:
    if not line.is_read:
        return _unreadable(where)
    if _is_notice(line, chat):
        return Skipped("not used", where)
    return _record(line, chat, where, tz=tz)


def _record(line: Line, chat: Chat, where: str, *, tz: tzinfo) -> Record:
    moment = chat.reading.moment(line, tz)
    sender = chat.senders.get(line.sender) or _sender(line.sender)
    record = chat.talk.message(
        digest(chat.told, *line.date, *map(str, clock_of(line)), line.sender, line.text),
        where,
        sender,
        int(moment.timestamp()) * 1_000_000 if moment else None,
        text=_text(line, chat),
    )
    if moment:
        return record
    hour, minute, _ = line.clock
    written = f"{'/'.join(line.date)} {hour}:{minute:02}"
    problem = Problem(where, f"there is no time {written}", "kept without a date")
    return replace(record, problems=(problem,))


def _text(line: Line, chat: Chat) -> str:
    """Return what a message says, without what iOS says in its place."""
    own = line.said_by_itself
    if own and chat.marks_tell and (line.is_led or words.is_remark(own)):
        return words.own_text(line.text.replace(own, "", 1))
    return words.own_text(line.text)


def _is_notice(line: Line, chat: Chat) -> bool:
    """Whether a line is WhatsApp's own: by who says it and how, then by its words."""
    if not line.sender or (chat.voice and line.sender == chat.voice):
        return True
    if chat.marks_tell and line.is_marked and not line.is_led:
        return not words.is_about_a_message(line.text)
    return words.is_notice(line.text, is_marked=line.is_marked)


def _chat(path: Path) -> Chat:
    """Read the file once for what only the whole of it tells."""
    found = [replace(one, text=one.text[:_NOTICE_CHARS]) for one in _lines(path) if one.is_read]
    chat = Chat(path.stem, _named(path), reading(found))
    chat.marks_tell = any(one.said_by_itself for one in found) and not all(
        one.is_led for one in found
    )
    for line in found:
        with suppress(Exception):  # what cannot be learnt of is unreadable when it is read
            _learn(chat, line, is_first=line is found[0])
    with suppress(Exception):  # as above
        _find_voice(chat, found)
    _tell_apart(chat)
    if chat.told or _is_plain(path):
        people = sorted(one.name for one in chat.senders.values())[:5]
        chat.title = chat.told or ", ".join(people) or path.stem
    pair = () if chat.is_group else of_two([*chat.senders.values()])
    chat.talk = Conversation("whatsapp", chat.title, pair, chat.senders.get(chat.own))
    return chat


def _learn(chat: Chat, line: Line, *, is_first: bool) -> None:
    if not _is_notice(line, chat):
        if line.sender not in chat.senders and len(chat.senders) < _SENDERS_MAX:
            chat.senders[line.sender] = _sender(line.sender)
        return
    chat.is_group = chat.is_group or bool(words.GROUP.search(line.text))
    first = line.sender if is_first else ""
    chat.told = chat.told or first or words.titled(line.text)


def _find_voice(chat: Chat, found: list[Line]) -> None:
    """Find the name under which a group speaks, where its marks were lost on the way.

    A chat of two is named after one of them; a group, in whose first line WhatsApp speaks, after
    nobody in it.
    """
    first = found[0].sender if found and _is_notice(found[0], chat) else ""
    if first and first in chat.senders and len(chat.senders) > _PAIR and not chat.marks_tell:
        chat.voice = first
        del chat.senders[first]
        chat.is_group = True


def _tell_apart(chat: Chat) -> None:
    """Find out whether two people talk, and which of them the chat is not named after."""
    titled = _sender(chat.told).identity if chat.told else ""
    other = next((key for key, one in chat.senders.items() if one.identity == titled), "")
    if titled and not other and len(chat.senders) == 1 and not chat.is_group:
        other = chat.told  # who never answered
        chat.senders[other] = _sender(chat.told)
    named_for_neither = bool(titled) and not other
    chat.is_group = chat.is_group or len(chat.senders) != _PAIR or named_for_neither
    if other and not chat.is_group:
        chat.own = next(key for key in chat.senders if key != other)


def _guess(line: Line, where: str) -> Problem:
    return Problem(
        where,
        f"the file does not tell which number of {'/'.join(line.date)} is the day",
        "the usual order of such a clock was taken; export the chat again when it is longer",
    )


def _lines(path: Path) -> Iterator[Line]:
    try:
        with _open(path) as stream:
            yield from lines(_physical(stream))
    except OSError:
        return


def _unreadable(where: str) -> Skipped:
    what = "it begins as a message does and cannot be read"
    return Skipped(
        "unreadable", where, Problem(where, what, "look at it, or export the chat again")
    )


def _sender(written: str) -> Participant:
    identity = phone_identity(written) if written[-1:].isdigit() else ""
    by_name = called("whatsapp", written)
    shown = by_name.name if by_name else written
    if identity or by_name is None:
        return Participant("from", identity or f"name:whatsapp/{written}", shown)
    return by_name


def _named(path: Path) -> str:
    """Return the title in the file's name, or in its folder's for iOS's ``_chat.txt``."""
    for named in (path.stem, path.parent.name):
        if match := words.TITLE.search(named):
            return " ".join(match["title"].split())
        if match := words.TITLE_FIRST.search(named):
            return " ".join((match["with"] or match["title"]).split())
    return ""


def _physical(stream: TextIO) -> Iterator[str]:
    """Yield lines, one without end in pieces."""
    return iter(lambda: stream.readline(TEXT_BYTES), "")


def _is_plain(path: Path) -> bool:
    """Whether the file is called what iOS calls every chat."""
    return re.fullmatch(r"_?chat[\s(\d)]*", path.stem, re.IGNORECASE) is not None


def _open(path: Path) -> TextIO:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return path.open(encoding=encoding, errors="replace")
