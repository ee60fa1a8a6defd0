"""A reply's text and that of the mail it answers in; what of the reply is its author's own out.

Some programs quote without any mark. Words that stand in the parent in the same order are quoted,
however the lines are broken now, if they are many together or all of the parent; so is the line or
the header that says whom they are from. What stands before such words on their line is the reply's
own mark of quoting (``# ``, ``AL> ``): then all lines with it are quoted. Taken in one pass over
both texts, by their runs of words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise.attribution import without_attribution
from comity.normalise.quoted_header import header_blocks

if TYPE_CHECKING:
    from comity.normalise.quoted_header import Setting

_SEED = 5  # words that must be alike for a run to begin
_RUN_MIN_CHARS = 60  # about a line; less is quoted only where it is all of the parent
_MIN_CHARS = 24
_WORD = re.compile(r"\S+")
_MARK = re.compile(  # apart from the words, or grown together with the first
    r"[ \t]{0,40}(?:([^\s>]{0,12}[>|:#}\]%])[ \t]{0,40}|([^\w\s]{0,5}[>|:#}\]%])\w\S{0,40}[ \t])"
)
_MARKED_LINE = re.compile(r"[ \t]{0,40}([^\w\s]{1,5})(?=\s|$)")
_LABELS_MAX = 8
_LABELLED = re.compile(r"[*_]{0,2}[^\W\d_][^\n:：՝?!]{0,30}[:：՝]\s*\S")  # noqa: RUF001  # other scripts
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")


def own_words(reply: str, parent: str, setting: Setting) -> str:
    """Return a reply without the words of its parent; the reply itself where it holds none."""
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(reply)]
    runs = _runs([word for word, _, _ in words], parent.split(), len(parent))
    marks = {mark for first, _ in runs if (mark := _mark(reply, words[first][1]))}
    marks |= _marks_of_lines(reply, parent)
    if marks:
        return _unmarked(reply, tuple(marks))
    kept: list[str] = []
    at = 0
    for first, last in runs:
        start, end = words[first][1], words[last][2]
        kept.append(_above(reply[at:start], setting))
        at = end
    return _BLANK_LINES.sub("\n\n", "".join([*kept, reply[at:]])).strip() if at else reply


def _mark(reply: str, at: int) -> str:
    """Return the mark a quoted line begins with, one that only this reply's program uses."""
    found = _MARK.fullmatch(reply, reply.rfind("\n", 0, at) + 1, at)
    return found[1] or found[2] if found else ""


def _marks_of_lines(reply: str, parent: str) -> set[str]:
    """Return the marks that whole lines of the parent stand behind, and no other line."""
    theirs = {" ".join(line.split()) for line in parent.split("\n")} | {""}
    chars: dict[str, int] = {}
    for line in reply.split("\n"):
        if found := _MARKED_LINE.match(line):
            mark, rest = found[1], " ".join(line[found.end() :].split())
            is_theirs = rest in theirs and chars.get(mark, 0) >= 0
            chars[mark] = chars.get(mark, 0) + len(rest) if is_theirs else -1
    return {mark for mark, count in chars.items() if count >= _MIN_CHARS}


def _unmarked(reply: str, marks: tuple[str, ...]) -> str:
    """Return a reply without the lines that begin with its marks."""
    lines = [line for line in reply.split("\n") if not line.lstrip().startswith(marks)]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _runs(words: list[str], others: list[str], other_chars: int) -> list[tuple[int, int]]:
    """Return the first and last word of each stretch of words that stands in the other text."""
    seed = min(_SEED, len(others))
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - seed, -1, -1):  # of several the first
        places[tuple(words[at : at + seed])] = at
    found: list[tuple[int, int]] = []
    here, there = 0, 0
    while seed and there + seed <= len(others):
        at = places.get(tuple(others[there : there + seed]), -1)
        if at < here:
            there += 1
            continue
        count = _alike(words, others, at, there)
        chars = sum(map(len, words[at : at + count])) + count
        if chars >= _RUN_MIN_CHARS or (count == len(others) and other_chars >= _MIN_CHARS):
            found.append((at, at + count - 1))
            here = at + count
        there += count
    return found


def _alike(words: list[str], others: list[str], at: int, there: int) -> int:
    """Return how many words from two places on are the same."""
    count = 0
    for one, other in zip(words[at:], others[there:], strict=False):
        if one != other:
            break
        count += 1
    return count


def _above(text: str, setting: Setting) -> str:
    """Return what stands above a quote, without the line or header that says whom it is from."""
    for start, end in header_blocks("\n" + text, setting):
        if not text[end:].strip():
            return text[: max(0, start - 1)]
    start = _labelled(text, setting)
    return text[:start] if start >= 0 else without_attribution("\n" + text, setting)[1:]


def _labelled(text: str, setting: Setting) -> int:
    """Return where lines ``Word: …`` begin that end a text, one of which names the parent's author.

    Blank lines may stand between them, as where each was a paragraph of HTML. -1 for none.
    """
    start, named, end = -1, False, len(text.rstrip())
    for _ in range(_LABELS_MAX):
        at = text.rfind("\n", 0, end) + 1
        if not at or not _LABELLED.match(text, at, end):
            break
        named = named or any(name in text[at:end] for name in setting.names)
        start, end = at, len(text[: at - 1].rstrip())
    return start if named else -1
