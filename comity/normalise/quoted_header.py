"""Where another's mail begins inside a text: the block of header lines over it, known by its shape.

Three to eight lines ``Word: …`` in any language and script stand together; one holds a mailbox, one
a date that is not after the mail's own, one perhaps the mail's subject. Words of some forty
languages for From, Sent, To and Subject are one kind of evidence, two mailboxes and a time of day
another, a line of dashes above a third. A person's own list ("When: … Where: … Who: …"), a card of
addresses or a program's settings have none of these together.
"""

# ruff: noqa: RUF001 - letters of many scripts
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.normalise.header_words import is_of_own_list, role_of
from comity.normalise.written_date import written_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DATED_CHARS = 600
_LABELS_MIN = 3  # of a header that stands on one line
_LINES_MAX = 10
_DAY_S = 86_400
_OTHER_CALENDAR_S = 100 * 366 * _DAY_S  # Buddhist years are 543 ahead

_LABEL = r"[*_]{0,2}[^\W\d_][^\n:：@<>|(){}=]{0,30}[:：](?!//)"
_CAPITAL = r"(?=[*_]{0,2}[^\W\d_a-z])"  # programs write their labels with a capital letter
_BLOCK = re.compile(
    rf"\n[ \t]*{_CAPITAL}{_LABEL}[^\n]*(?:(?:\n[^\n:：]{{1,300}}@[^\n:：]{{1,300}}){{0,20}}"
    rf"(?:\n[ \t]*)?\n[ \t]*{_LABEL}[^\n]*){{0,9}}"
)
_COLON, _ANY_COLON = re.compile(":"), re.compile("[:：]")
_LINE = re.compile(
    r"\n[ \t]{0,80}[*_]{0,2}(?P<label>[^\W\d_][^\n:：@<>|(){}=]{0,30}?)[ \t\xa0]*[*_]{0,2}[:：]"
    r"[*_]{0,2}[ \t\xa0]*(?P<value>[^\n]*)"
)
_WITHIN = re.compile(r"(?:^|(?<=\s))[*_]{0,2}([^\W\d_]\w{0,15})[*_]{0,2} ?[:：](?=\s)")
_ABOVE = re.compile(
    r"\n[ \t]*(?:(?P<rule>[-_=—–]{5,80})|[-_=—–*]{2,40} ?[^\n]{2,100}?[-_=—–*]{2,40})[ \t]*"
    r"(?:\n[ \t]*)?\Z"
)
_AUTHOR_AND_DATE = re.compile(
    r"\n(?P<author>[^\W\d_][^\n\d]{2,60})(?:\n[ \t]*){0,2}"
    r"(?P<date>\d[^\n]{6,40})(?:\n[ \t]*){0,3}\Z"
)
_RULES = frozenset("-_=—–*")
_MAILBOX = re.compile(r"@(?<=[^\s<>@]@)[^\s<>@]|/O=")
_YEAR_OR_NUMBERS = re.compile(
    r"\d(?<!\d\d)(?:\d{3}(?!\d)|\d? ?[./-] ?\d{1,2} ?[./-] ?\d{2,4}|\d? ?[年년])"
)
_CLOCK = re.compile(
    r"(?<![\d.])\d{1,2} ?[:.h時时點点시] ?\d\d(?![.\d])|\d ?[時时點点시]|(?i:\d ?[ap]\.?m\b)"
)
_REPLY_MARKS = re.compile(r"^(?:[^\W\d_]{1,8}(?:\[\d{1,3}\]|\(\d{1,3}\))?[:：]\s*)+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the mail a text is from: its subject, when, and to whom it was sent."""

    subject: str = ""
    at_us: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    value: str

    @property
    def role(self) -> str:
        return role_of(self.label)

    @property
    def has_mailbox(self) -> bool:
        return bool(_MAILBOX.search(self.value))


def header_blocks(text: str, setting: Setting) -> Iterator[tuple[int, int]]:
    """Yield where the headers of others' mails stand in a text that begins with a line end."""
    for found in _blocks(text):
        start, ruled = _ruled(text, found.start())
        if not ruled and "\n" not in found[0][1:] and found[0].count(":") < _LABELS_MIN:
            continue
        lines = [_Line(*one) for one in _LINE.findall(found[0])][:_LINES_MAX]
        if len(lines) > 1 and lines[-1].role == "subject" and lines[0].role == "to":
            start, lines = _signed(text, start, lines)
        elif not ruled and not is_dated(found[0]):
            continue
        elif len(lines) == 1:
            lines = _within(found[0])
        if is_header(lines, setting, ruled=ruled, said=bool(text[:start].strip())):
            yield start, found.end()


def _blocks(text: str) -> Iterator[re.Match[str]]:
    """Yield where lines with labels stand; looked at are lines with a colon, which are few."""
    wide = text.count("：")
    if text.count(":") + wide < 2:  # noqa: PLR2004 - too few for any block
        return
    shape, at = _ANY_COLON if wide else _COLON, 0
    while at >= 0 and (colon := shape.search(text, at)):
        start = text.rfind("\n", 0, colon.start())
        found = _BLOCK.match(text, start) if start >= 0 else None
        if found:
            yield found
        at = found.end() if found else text.find("\n", colon.end())


def _signed(text: str, start: int, lines: list[_Line]) -> tuple[int, list[_Line]]:
    """Put what Lotus Notes writes above To, cc and Subject to them: an author and a date."""
    above = _AUTHOR_AND_DATE.search(text, max(0, start - 200), start)
    if not above or not is_dated(above["date"]):
        return start, lines
    return above.start(), [_Line("from", above["author"]), _Line("sent", above["date"]), *lines]


def _ruled(text: str, start: int) -> tuple[int, str]:
    """Return where a header begins with the line of dashes above it, and what that line is."""
    near = text[max(0, start - 200) : start].rstrip(" \t\n")
    if near[-1:] not in _RULES or "8<" in near[-80:]:  # a cut line: something pasted
        return start, ""
    above = _ABOVE.search(text, max(0, start - 200), start)
    return (above.start(), "rule" if above["rule"] else "words") if above else (start, "")


def is_header(lines: Sequence[_Line], setting: Setting, *, ruled: str, said: bool) -> bool:
    """Tell whether lines are the header of another's mail, by what their values are.

    ``ruled``: what stands above them, a line of dashes ("rule") or words between dashes ("words").
    """
    if not lines:
        return False
    roles = {line.role for line in lines} - {"", "cc"}
    mailboxes = sum(line.has_mailbox for line in lines)
    dates = [line.value for line in lines if is_dated(line.value)]
    if any(is_after(date, setting.at_us) for date in dates):
        return False
    if "from" in roles and (
        (ruled and len(roles) > 1)
        or (ruled == "words" and (mailboxes or dates))
        or ("sent" in roles and len(roles) > 2 and (mailboxes or (dates and "subject" in roles)))  # noqa: PLR2004 - and To or Subject
    ):
        return True
    if any(is_of_own_list(line.label) for line in lines):
        return False
    timed = any(has_clock(date) for date in dates)
    if ruled and timed and lines[0].has_mailbox:
        return True
    of_thread = any(is_same_subject(line.value, setting.subject) for line in lines)
    first = lines[1] if len(lines) > 1 and is_dated(lines[0].value) else lines[0]
    enough = len(lines) > 3 and mailboxes > 1 and first.has_mailbox  # noqa: PLR2004 - From to Subject
    return said and timed and (of_thread or enough)


def is_dated(text: str) -> bool:
    """Tell whether a line holds a date, by its numbers."""
    return bool(_YEAR_OR_NUMBERS.search(text[:_DATED_CHARS]))


def has_clock(text: str) -> bool:
    """Tell whether a text holds a time of day, by its numbers."""
    return bool(_CLOCK.search(text))


def is_after(text: str, at_us: int | None) -> bool:
    """Tell whether a date lies after the mail's own: what is quoted was said before."""
    if at_us is None or (written := written_date(text)) is None:
        return False
    later_s = min(written.locals_s) - at_us // 1_000_000
    return _DAY_S < later_s < _OTHER_CALENDAR_S


def is_same_subject(one: str, other: str) -> bool:
    """Tell whether two subjects are of one thread: alike but for their marks of reply."""
    first, second = (
        " ".join(_REPLY_MARKS.sub("", text.strip()[:300]).casefold().split())
        for text in (one, other)
    )
    return bool(first) and first == second


def _within(text: str) -> list[_Line]:
    """Return the header that stands on one line."""
    line = text.strip()
    starts = list(_WITHIN.finditer(line))
    ends = [*(one.start() for one in starts), len(line)][1:]
    return [_Line(one[1], line[one.end() : end]) for one, end in zip(starts, ends, strict=False)]
