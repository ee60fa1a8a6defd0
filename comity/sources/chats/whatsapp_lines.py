"""A line of an exported chat in; when it was written, by whom, and what follows, out.

A line begins a message when it begins with a date, a clock and a close ("]", " - ", once ": "), in
any order of the date's three numbers, in any script's digits, with whatever words the telephone's
language puts beside its clock. The first such line tells the shape of the whole file: another
shape is text (a chat pasted into a message), and a line of the file's own shape that cannot be
read is told apart from the text before it, never joined to it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.sources.chats import whatsapp_words as words
from comity.sources.chats.conversation import TEXT_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SENDER_CHARS = 100
_HEAD_CHARS = 120
_YEAR_DIGITS = 4

_DATE = r"""(?P<one>\d{1,4})\s?(?P<mark>[./\-年년])\s?(?P<two>\d{1,2})\s?(?:(?P=mark)|[月월])\s?
    (?P<three>\d{1,4})\s?(?:\.|г\.?|日|일)?"""  # noqa: RUF001  # Bulgarian
_CLOCK = r"""(?P<hour>\d{1,2})\s?[:.hH٫]\s?(?P<minute>\d\d)(?:\s?[:.٫]\s?(?P<second>\d\d))?"""  # noqa: RUF001  # Arabic
_WORD = r"[^\W\d_][^\d\[\]:–—-]{0,19}"  # noqa: RUF001  # dashes people see
_CLOSE = r"\s?(?P<close>\]|\s[-–—](?=\s|$)|:(?=\s))\s?(?P<rest>.*)"  # noqa: RUF001
_HEADERS = tuple(
    re.compile(rf"(?P<open>\[?){stamp}{_CLOSE}", re.DOTALL | re.VERBOSE)
    for stamp in (
        rf"{_DATE}(?P<comma>[,،、]?)\s*(?P<before>(?:{_WORD})?)\s?{_CLOCK}\s?(?P<after>(?:{_WORD}?)?)",
        rf"{_CLOCK}\s?(?P<before>(?:{_WORD}?)?)(?P<comma>[,،、]?)\s{_DATE}(?P<after>)",
    )
)
# What begins like a message, though it may not be read further.
_LIKE = re.compile(
    r"(\[?)\d{1,4}\s?([./\-年년])\s?\d{1,4}\s?(?:\2|[月월])\s?\d{1,4}\s?"
    r"(?:\.|г\.?|日|일)?([,،、]?)(.{0,40})",  # noqa: RUF001  # Bulgarian
    re.DOTALL,
)
_LIKE_CLOCK = re.compile(r"\s(?:\D{0,20}\d{1,2}[:.h]\d|.{0,24}?\s[-–—]\s)")  # noqa: RUF001

_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_INVISIBLE = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\0]")
_LEFT_TO_RIGHT = "\u200e"  # before what iOS says itself
_BEGINS = re.compile(rf"\W{{0,8}}\d|{_MARKS.pattern}")

Numbers = tuple[str, str, str]  # of a date, as they stand
Clock = tuple[int, int, int]
Shape = tuple[str, str, bool, int, bool]  # open, mark, comma, place of a long year, close ":"


@dataclass(slots=True)
class Line:
    """A message as it stands in the file; one without sender was written by WhatsApp."""

    number: int
    date: Numbers = ("", "", "")
    mark: str = ""  # between its numbers
    clock: Clock = (0, 0, 0)
    beside: str = ""  # the words beside its clock, each as ``whatsapp_words.plain`` gives it
    is_capital: bool = False  # PM
    sender: str = ""
    text: str = ""
    is_led: bool = False  # a mark stands before the line
    said_by_itself: str = ""  # what follows the first mark of iOS's in its first line
    is_marked: bool = False  # nothing stands before that mark
    is_read: bool = True  # False: of the file's shape, and not to be read


def lines(physical: Iterable[str]) -> Iterator[Line]:
    """Yield messages, continuation lines joined; a pasted chat of another shape is text."""
    shape: Shape | None = None
    line: Line | None = None
    for number, raw in enumerate(physical, 1):
        match, rest = header(raw)
        if match and shape is None:
            shape = _shape(match)
        if match and shape == _shape(match):
            if line:
                yield line
            try:
                line = _line(match, rest, number, is_led=raw.startswith(_LEFT_TO_RIGHT))
            except Exception:  # noqa: BLE001 - it ends this message, and not the chat
                line = Line(number, is_read=False)
        elif shape and not match and _is_like(raw, shape):
            if line:
                yield line
            line = Line(number, is_read=False)
        elif line and len(line.text) < TEXT_BYTES:
            line.text += "\n" + visible(raw.rstrip("\n"))
    if line:
        yield line


def header(raw: str) -> tuple[re.Match[str] | None, str]:
    """Return what a line begins with where a message begins there, and what follows as it is."""
    if not _BEGINS.match(raw):
        return None, ""
    raw = raw.rstrip("\r\n")
    head = _plain(raw[:_HEAD_CHARS])
    for pattern in _HEADERS:
        match = pattern.match(head)
        if match and bool(match["open"]) == (match["close"] == "]"):
            return match, _after(raw, match.start("rest"))
    return None, ""


def visible(text: str) -> str:
    """Return a text without the marks that no one sees."""
    return _INVISIBLE.sub("", text)


def _plain(text: str) -> str:
    """Return a text without marks of direction, its digits those of ASCII."""
    text = _MARKS.sub("", text)
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _after(raw: str, chars: int) -> str:
    """Return what follows the first characters of a line, those it hides not counted."""
    place = 0
    while chars and place < len(raw):
        chars -= not _MARKS.match(raw[place])
        place += 1
    return raw[place:]


def _shape(match: re.Match[str]) -> Shape:
    numbers = match.group("one", "two", "three")
    year = next((place for place, one in enumerate(numbers) if len(one) == _YEAR_DIGITS), -1)
    return match["open"], match["mark"], bool(match["comma"]), year, match["close"] == ":"


def _is_like(raw: str, shape: Shape) -> bool:
    """Whether a line begins like a message of that shape, though it may not be read further."""
    found = _LIKE.match(_plain(raw[:_HEAD_CHARS])) if _BEGINS.match(raw) else None
    if not found or (found[1], found[2], bool(found[3])) != shape[:3]:
        return False
    return bool(shape[0]) or _LIKE_CLOCK.match(found[4]) is not None


def _line(match: re.Match[str], rest: str, number: int, *, is_led: bool) -> Line:
    sender, text = words.spoken(rest.strip(), is_bracketed=bool(match["open"]))
    beside = match["before"], match["after"]
    return Line(
        number,
        (match["one"], match["two"], match["three"]),
        match["mark"],
        (int(match["hour"]), int(match["minute"]), int(match["second"] or 0)),
        " ".join(filter(None, map(words.plain, beside))),
        "".join(beside).isupper(),
        visible(sender).strip()[:SENDER_CHARS],
        visible(text),
        is_led,
        visible(text.partition(_LEFT_TO_RIGHT)[2]),
        text.startswith(_LEFT_TO_RIGHT),
    )
