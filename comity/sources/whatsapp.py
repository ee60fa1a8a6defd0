"""A chat as WhatsApp exports it (one text file) in; one record a message out.

The user asks for it in the chat: More > Export chat > Without media. Android writes
``12/03/24, 10:15 - Ada: text`` to "WhatsApp Chat with Ada.txt"; iOS writes
``[12/03/24, 10:15:02] Ada: text`` to ``_chat.txt``. Date and clock follow the telephone's region,
so that the order of day and month is decided over the whole file, and times are local: the
caller names the zone. Lines WhatsApp wrote itself are skipped ``not used``. A message whose
picture or recording was left out, or that was deleted, is kept with an empty text.

Senders are known by the name they are saved under, or by their number. In a chat of two each
writes to the other; a message to a group is addressed to nobody. There is no published schema;
the shapes are those of 2016 to 2026.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from comity.model import Participant, Problem, Record, Skipped
from comity.normalise.name import clean, name_identity
from comity.normalise.phone import phone_identity
from comity.sources import whatsapp_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo
    from pathlib import Path
    from typing import TextIO

name = "whatsapp"

_TEXT_BYTES = 1 << 16
_HEAD_BYTES = 1 << 14
_HEAD_LINES = 40
_SENDER_CHARS = 100
_SENDERS_MAX = 5_000

_HEADER = re.compile(
    r"(?P<open>\[?)(?P<one>\d{1,4})(?P<mark>[./-])\s?(?P<two>\d{1,2})(?P=mark)\s?(?P<three>\d{2,4})"
    r"\.?(?P<comma>,?)\s+(?P<early>上午|下午|午前|午後|오전|오후)?\s?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?(?P<close>\]|\s-)(?:\s(?P<rest>.*))?",
    re.DOTALL,
)
_MARKS = "\u200e\u200f\u202a\u202b\u202c\ufeff"
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\0]")
_LATE = frozenset({"下午", "午後", "오후"})
_NOON = 12
_PAIR = 2
_ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}  # where year, month, day stand

Numbers = tuple[str, str, str]  # of a date, as they stand


@dataclass(slots=True)
class Line:
    """A message as it stands in the file; one without sender was written by WhatsApp."""

    number: int
    date: Numbers
    mark: str  # between its numbers
    clock: tuple[int, int, int]
    half: str  # of the day: "A", "p"
    sender: str
    text: str


@dataclass(slots=True)
class Chat:
    """What only the whole file tells."""

    title: str
    told: str = ""  # the title, if the file's name or a line of WhatsApp's tells it
    order: str = "dmy"
    is_guess: bool = False  # the order of day and month might as well be the other
    is_group: bool = False
    senders: dict[str, Participant] = field(default_factory=dict)  # as written: who it is
    own: str = ""  # the sender who is the owner, where the chat is named after the other


def recognise(path: Path) -> bool:
    """Whether it is a text file that begins as a chat does."""
    if path.suffix.lower() != ".txt" or not path.is_file():
        return False
    try:
        with _open(path) as stream:
            head = [line for line in islice(_physical(stream), _HEAD_LINES) if line.strip()]
    except OSError:
        return False
    found = [match for match in map(_header, head) if match]
    if _named(path) or _is_plain(path):
        return bool(found)
    spoken = sum(bool(words.spoken(match["rest"] or "")[0]) for match in found)
    return spoken > 1 and 2 * len(found) > len(head) and bool(_header(head[0]))


def account(path: Path) -> str:
    """Return the chat's title."""
    return _chat(path).title


def read(path: Path, *, tz: tzinfo = UTC) -> Iterator[Record | Skipped]:
    """Yield a record for each message; ``tz`` is the zone of the telephone's clock."""
    chat = _chat(path)
    repeats: Counter[str] = Counter()
    guess_told = not chat.is_guess
    line = before = None
    for line in _lines(path):
        where = f"{path.name}, line {line.number}"
        if not line.sender:
            yield Skipped("not used", where)
            continue
        if before and (before.date, before.clock) != (line.date, line.clock):
            repeats.clear()
        before = line
        record = _record(line, chat, where, tz=tz)
        repeats[record.ref] += 1
        if repeats[record.ref] > 1:
            record = replace(record, ref=f"{record.ref}-{repeats[record.ref]}")
        if not guess_told:
            record = replace(record, problems=(*record.problems, _guess(line, where)))
            guess_told = True
        yield record
    if line is None:
        yield Skipped("not recognised", path.name)


def _record(line: Line, chat: Chat, where: str, *, tz: tzinfo) -> Record:
    day = _day(line.date, chat.order)
    moment = datetime(day.year, day.month, day.day, *line.clock, tzinfo=tz) if day else None
    sender = chat.senders.get(line.sender) or _sender(line.sender)
    others = () if chat.is_group else tuple(one for one in chat.senders.values() if one != sender)
    own = (replace(chat.senders[chat.own], role="self"),) if chat.own else ()
    text = words.said(line.text).encode("utf-8", "replace")[:_TEXT_BYTES].decode("utf-8", "ignore")
    problem = Problem(where, f"there is no day {'/'.join(line.date)}", "kept without a date")
    return Record(
        kind="chat",
        ref=_digest(chat.told, *line.date, *map(str, line.clock), line.sender, line.text),
        where=where,
        channel="whatsapp",
        interaction="message",
        at_us=int(moment.timestamp()) * 1_000_000 if moment else None,
        participants=(sender, *(replace(one, role="to") for one in others), *own),
        text=text,
        conversation=chat.title,
        problems=() if moment else (problem,),
    )


def _chat(path: Path) -> Chat:
    """Read the file once for what only the whole of it tells."""
    chat = Chat(path.stem, _named(path))
    dates: list[Numbers] = []
    american, mark = False, ""
    for line in _lines(path):
        mark = line.mark
        if not dates or dates[-1] != line.date:
            dates.append(line.date)
            american = american or (line.half.isupper() and min(map(len, line.date[:2])) == 1)
        if line.sender and line.sender not in chat.senders and len(chat.senders) < _SENDERS_MAX:
            chat.senders[line.sender] = _sender(line.sender)
        elif not line.sender:
            chat.is_group = chat.is_group or bool(words.GROUP.search(line.text))
            chat.told = chat.told or words.titled(line.text)
    chat.order, is_open = _order(dates, american=american)
    chat.is_guess = is_open and mark != "."  # no region puts dots after a month
    _tell_apart(chat)
    if chat.told or _is_plain(path):
        people = sorted(one.name for one in chat.senders.values())[:5]
        chat.title = chat.told or ", ".join(people) or path.stem
    return chat


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


def _order(dates: Iterable[Numbers], *, american: bool) -> tuple[str, bool]:
    """Return the order in which every date exists and time runs forward, and whether two do."""
    dates = list(dates)
    orders = ("mdy", "dmy", "ymd") if american else ("dmy", "mdy", "ymd")
    faults: dict[str, tuple[int, int]] = {}
    for order in orders:
        days = [_day(numbers, order) for numbers in dates]
        known = [day for day in days if day]
        backward = sum(later < earlier for earlier, later in pairwise(known))
        faults[order] = (len(days) - len(known), backward)
    best = min(orders, key=lambda order: faults[order])
    is_open = faults["dmy"] == faults["mdy"] and any(one != two for one, two, _ in dates)
    return best, best != "ymd" and is_open


def _day(numbers: Numbers, order: str) -> date | None:
    year, month, day = (numbers[place] for place in _ORDERS[order])
    if len(year) not in {2, 4} or len(month) > _PAIR or len(day) > _PAIR:
        return None
    try:
        return date(int(year) + (2000 if len(year) == _PAIR else 0), int(month), int(day))
    except ValueError:
        return None


def _guess(line: Line, where: str) -> Problem:
    return Problem(
        where,
        f"the file does not tell which number of {'/'.join(line.date)} is the day",
        "the usual order of such a clock was taken; export the chat again when it is longer",
    )


def _lines(path: Path) -> Iterator[Line]:
    """Yield messages, continuation lines joined; a pasted chat of another shape is text."""
    shape: tuple[str, ...] | None = None
    line: Line | None = None
    try:
        with _open(path) as stream:
            for number, raw in enumerate(_physical(stream), 1):
                match = _header(raw)
                if match and shape in {None, match.group("open", "mark", "comma")}:
                    if line:
                        yield line
                    shape = match.group("open", "mark", "comma")
                    line = _line(match, number)
                elif line and len(line.text) < _TEXT_BYTES:
                    line.text += "\n" + _visible(raw.rstrip("\n"))
    except OSError:
        return
    if line:
        yield line


def _line(match: re.Match[str], number: int) -> Line:
    sender, text = words.spoken((match["rest"] or "").strip())
    sender, text = _visible(sender).strip(), _visible(text)
    hour = int(match["hour"])
    if match["half"] or match["early"]:
        is_late = (match["half"] or "").upper() == "P" or match["early"] in _LATE
        hour = hour % _NOON + (_NOON if is_late else 0)
    clock = (hour % 24, int(match["minute"]) % 60, int(match["second"] or 0) % 60)
    numbers = match["one"], match["two"], match["three"]
    return Line(
        number, numbers, match["mark"], clock, match["half"] or "", sender[:_SENDER_CHARS], text
    )


def _header(raw: str) -> re.Match[str] | None:
    match = _HEADER.match(raw.lstrip(_MARKS).rstrip("\r\n"))
    return match if match and bool(match["open"]) == (match["close"] == "]") else None


def _sender(written: str) -> Participant:
    identity = phone_identity(written) if written[-1:].isdigit() else ""
    shown = clean(written) or written
    identity = identity or name_identity("whatsapp", written) or f"name:whatsapp/{written}"
    return Participant("from", identity, shown)


def _named(path: Path) -> str:
    """Return the title in the file's name, or in its folder's for iOS's ``_chat.txt``."""
    match = words.TITLE.search(path.stem) or words.TITLE.search(path.parent.name)
    return " ".join(match["title"].split()) if match else ""


def _physical(stream: TextIO) -> Iterator[str]:
    """Yield lines, one without end in pieces."""
    return iter(lambda: stream.readline(_TEXT_BYTES), "")


def _is_plain(path: Path) -> bool:
    """Whether the file is called what iOS calls every chat."""
    return re.fullmatch(r"_?chat[\s(\d)]*", path.stem, re.IGNORECASE) is not None


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _open(path: Path) -> TextIO:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return path.open(encoding=encoding, errors="replace")


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
