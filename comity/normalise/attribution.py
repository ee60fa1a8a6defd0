"""The line that says whom the text below it is from, known by its shape.

It ends with a colon and holds a date that is not after the mail's own, and a mailbox, or a time of
day and a word for writing; beside these and a name it says little. RFC 5322 knows no such line:
every program words it in its own way, in the language of whoever uses it.
"""

# ruff: noqa: RUF001 - letters of many scripts
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise.quoted_header import has_clock, is_after, is_dated

if TYPE_CHECKING:
    from comity.normalise.quoted_header import Setting

_CHARS = 300
_WORDS_MAX = 16
_LAST_WORDS_MAX = 3  # "ha scritto", "tarihinde şunu …"
_WROTE = re.compile(
    r"wrote|writes|said|schrieb|schreibt|geschrieben|écrit|escribió|escribio|escreveu|"
    r"ha[ ]scritto|scrive|schreef|geschreven|skrev|skrifaði|napsal|napísal|napisa|pisze|"
    r"píše|написа|пишет|пише|kirjoitti|kirjutas|yazd\u0131|írta|έγραψε|a[ ]scris|"
    r"va[ ]escriure|ha[ ]escrit|missatge|rašė|parašė|rakstīja|je[ ]pisal|је[ ]написао|"
    r"menulis|viết|เขียน|كتب|نوشت|כתב|写道|寫道|作성|작성|のメール|さん|書き"
)
_OPENING = re.compile(
    r"(?:On|Am|Le|El|Em|Il|Op|Den|At|In|Quoting)\b|[A-Z][a-z]{2},? \w{0,4} ?\d|\d{4}[-/年]|\* "
)
# Without a date: "Ada wrote:", "… <ada@example.org> …:", "Quoting Ada:", "* Ada [2 March]:"
_UNDATED = re.compile(
    rf"""(?:{_WROTE.pattern})\b[^\n:：]{{0,120}}[:：]$
      | <[^<>\n]{{1,100}}@[^<>\n]{{1,100}}>[^\n:：]{{0,60}}[:：]$
      | ^(?:Quoting|Zitat[ ]von|Citando|\*|(?:On|Am|Le|El|Em)[ ][^\n]{{0,40}}\d)
        [^\n]{{2,300}}[:：]$
    """,
    re.VERBOSE,
)
_OF_MINE = frozenset("I We we Ich ich Wir wir Je je Nous nous Yo yo Jag jag Vi vi".split())
_MAILBOX = re.compile(r"[^\s<>()@]{1,64}@[^\s<>()@]{1,255}")
_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[\d@>)\]][^\d@>)\]]*$")
_MARK = re.compile(r"\n([ \t]*[-=*]{0,3}(?:[^\W\d_]{1,12}(?=>))?[>|:}\]]{1,3})[ \t]")
_MARK_WITHIN = 300  # characters
_ENDING = frozenset(".!?:;") | {""}
_QUOTED = (">", "\n>", " >")
_NO_BEGINNING = frozenset(">| \t")
# Marks of direction, which nobody sees.
_TURNS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_COLON_LINES = tuple(re.compile(rf"{colon}[ \t\xa0{_TURNS}]*(?=\n)") for colon in ":：")
_TRAILING = " \t\n\xa0." + _TURNS


def is_attribution(text: str, setting: Setting, *, quoted: bool) -> bool:
    """Tell whether a line, folded or not, says on which date somebody wrote what follows.

    ``quoted``: marks of quotation follow, so that less has to be said.
    """
    text = text[: _CHARS + 1].rstrip(_TRAILING)
    ended = text[-1:] in ":："
    if len(text) > _CHARS or not (ended or quoted) or not is_dated(text):
        return False
    wrote = bool(_WROTE.search(text))
    mailbox = 0 < text.count("@") < 3  # noqa: PLR2004 - one, perhaps twice
    if not (wrote or mailbox or quoted):
        return False
    words = _WORD.findall(_MAILBOX.sub(" ", text) if mailbox else text)
    if len(words) > _WORDS_MAX or not _OF_MINE.isdisjoint(words) or "?" in text or "!" in text:
        return False
    known = (
        (mailbox and (ended or wrote) and (quoted or _ends_soon(text)))
        or (wrote and ended and (bool(_OPENING.match(text)) or has_clock(text)))
        or (quoted and ended and has_clock(text))
    )
    return known and not is_after(text, setting.at_us)


def _ends_soon(text: str) -> bool:
    """Tell whether little more is said after the date and the mailbox."""
    last = _LAST.search(text)
    return last is not None and len(_WORD.findall(last[0])) <= _LAST_WORDS_MAX


def attributions(text: str, setting: Setting) -> list[tuple[int, int]]:
    """Return where lines stand that say whom an unmarked text below is from; two may be folded."""
    found = []
    for shape in _COLON_LINES[: 1 + ("：" in text)]:
        for colon in shape.finditer(text):
            start = text.rfind("\n", 0, colon.start())
            if start < 0 or colon.end() - start > _CHARS or text[start + 1] in _NO_BEGINNING:
                continue
            if text.startswith(_QUOTED, colon.end() + 1):  # without_attribution sees to it
                continue
            before = max(0, text.rfind("\n", 0, start))
            if is_dated(text[before : colon.end()]):
                found += _attribution(text, (start, before), colon.end(), setting)
    return sorted(found)


def _attribution(
    text: str, starts: tuple[int, int], end: int, setting: Setting
) -> list[tuple[int, int]]:
    """Return where the attribution that ends there stands, of one line or else of two."""
    for start in starts:
        line = text[start + 1 : end]
        first, folded, _ = line.partition("\n")
        apart = text[max(0, start - 1) : start] in {"", "\n"} or _WROTE.search(line)
        if line[0] in _NO_BEGINNING or (folded and (not apart or first[-1:] in _ENDING)):
            continue
        if is_attribution(line.replace("\n", " "), setting, quoted=False):
            return [(start, end)]
    return []


def with_marks(text: str, found: list[tuple[int, int]]) -> str:
    """Return a text in which the quotes below an attribution begin with ``>``, however marked.

    ``| text``, ``: text``, ``Ada> text``: what the line below the attribution begins with.
    """
    for _, end in found:
        mark = _MARK.search(text, end, end + _MARK_WITHIN)
        if mark and mark[1] != ">":
            quoting = f"\n{'>'.ljust(len(mark[1]))}"  # as long, so that nothing moves
            return text[:end] + text[end:].replace(f"\n{mark[1]}", quoting)
    return text


def _is_folded(lines: list[str], setting: Setting) -> bool:
    """Tell whether the last two lines are one attribution: a paragraph, its date in the first."""
    *above, first, last = ["", *lines]
    return (
        bool(above)
        and not above[-1].strip()
        and first[-1:] not in _ENDING
        and is_dated(first)
        and not is_dated(last)
        and is_attribution(f"{first} {last}", setting, quoted=True)
    )


def _names_them(line: str, setting: Setting) -> bool:
    """Tell whether a line names in full somebody to whom the mail went, in whatever words."""
    if len(line) > _CHARS or "?" in line or not any(name in line for name in setting.names):
        return False
    words = _WORD.findall(line)
    return len(words) <= _WORDS_MAX and _OF_MINE.isdisjoint(words)


def without_attribution(passage: str, setting: Setting) -> str:
    """Return what stands above a quote, without the one to three lines that say whom it is from."""
    said = passage.rstrip(_TRAILING)
    lines = said.rsplit("\n", 3)
    if said[-1:] in ":：":
        for count in (3, 2, 1):
            quoting = " ".join(lines[-count:])[-600:]
            if len(lines) <= count or "" in lines[-count:]:
                continue
            if (count == 1 or _OPENING.match(quoting)) and _UNDATED.search(quoting):
                folded = count == 1 and _is_folded(lines, setting)
                return "\n".join(lines[: -2 if folded else -count])
        if len(lines) > 1 and _names_them(lines[-1], setting):
            return "\n".join(lines[:-1])
    for count in (1, 2, 3):
        if len(lines) <= count or not lines[-count].strip():
            break
        if is_attribution(" ".join(lines[-count:]), setting, quoted=True):
            return "\n".join(lines[:-count])
    return passage
