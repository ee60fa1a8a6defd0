"""A Subject and a text in; whether a program wrote them in a person's stead, out.

Programs set words of their own before the Subject of the mail they answer ("Automatic reply:
Budget", "Gelesen: Budget", "Accepté : Budget") in the language of their user. No word is enough
by itself: "Out of office: who covers the desk?" is a person's. It takes the Subject of a mail
that went the other way, or a text that says what such a mail says and nothing of one's own.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from comity.normalise.subject import is_answer, title

if TYPE_CHECKING:
    from comity.model import Automatic

_SUBJECT_CHARS = 1_000
_TEXT_CHARS = 4_000  # the beginning says it
_RESIDUE_MAX = 4  # words beside those of absence: a name, a date
_WORDS_MAX, _GREETING_WORDS = 150, 25  # of a notice, and of how it begins
_SIGNS_AT_ONCE, _SIGNS = 2, 3  # of three: thanks for a message, who else reads it, until when
_FEW_WORDS, _NOTICE_WORDS = 2, 60  # what a receipt says at most is some lines
_BRACKETED = re.compile(r"[\[(【]([^\[\]()【】]{1,40})[\])】]\s*[:：-]?\s*")  # noqa: RUF001  # CJK
_BEFORE = re.compile(r"([^:：]{1,60}?)\s?[:：]\s?")  # noqa: RUF001  # CJK
_DASHED = re.compile(r"(.{1,60}?)\s[-–—|]\s")  # noqa: RUF001  # dashes people see
_BRACKETED_AFTER = re.compile(r"[\[(【]([^\[\]()【】]{1,40})[\])】]$")
_DASHED_AFTER = re.compile(r"\s[-–—|]\s([^-–—|]{1,40})$")  # noqa: RUF001  # dashes people see
_PUNCTUATION = re.compile(r"[\s\-_()\[\]\"'“”„«»!*./。！]+")  # noqa: RUF001  # CJK
_NOTE = re.compile(r"\s[(\[][^()\[\]]{1,40}[)\]]$")
_UNTIL = re.compile(
    r"\b(?:until|till?|thru|through|from|since|back|returning|bis|ab|vom|seit|zurück|jusqu|du|hasta"
    r"|del?|fino|dal|até|tot|van|t m|fra|från|asti|saakka|do|od|až|kadar|до|по|від|până|έως|hingga)"
    r"\b|\d|まで|至|까지"
)
_ASKS = re.compile(r"[?？؟\u037e](?=[\"'”»)\]]*(?:\s|$))")  # noqa: RUF001  # other scripts
_WORD = re.compile(r"\w+")
_BEFORE_A_QUOTE, _AFTER_A_QUOTE = ":：\"'“„«", "\"'”“»"  # noqa: RUF001  # or the line's own ends
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


REACTION_CHARS = 200
# "Ada Hart reacted to your message", as Outlook and Gmail write for those who cannot show it.
REACTED = (
    r"(?i)react|r[ée]agi|reag|reaccion|reaktion|tepki|отреагир|відреаг|реагира|αντέδρασ|αντιδρ"
    r"|リアクション|反应|反應|回应|回應|반응"  # other alphabets
)
_REACTED = re.compile(REACTED)


@dataclass(frozen=True, slots=True)
class Shape:
    """A Subject taken apart: what the words before a title are known to stand for."""

    kind: Automatic  # "" for words no program is known to write
    sure: bool  # nobody else writes them
    title: str  # what stands behind them
    marked: bool = False  # a mark of answers stands before them


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the book knows of a mail to one person alone."""

    titled: bool = (
        False  # its title is that of a mail that went the other way, and which it answers
    )
    soon: bool = False  # it came within minutes of that mail
    repeated: bool = False  # the same words by the same author under another title
    attached: bool = False  # it carries files
    at_once: bool = False  # it came within a minute of that mail
    numbered: bool = False  # its Subject is that mail's, and a number more


def shape(subject: str) -> Shape | None:
    """Return a Subject's shape; None for a Subject without words before a title."""
    subject = " ".join(subject[:_SUBJECT_CHARS].split())
    if (found := _BRACKETED.match(subject)) and (kind := _kind(found[1]))[0]:
        return Shape(*kind, title(subject[found.end() :]))
    marked, bare = is_answer(subject), title(subject)
    for pattern in (_BEFORE, _DASHED):
        if found := pattern.match(bare):
            rest = bare[found.end() :]
            kind = _kind(found[1])
            if pattern is _BEFORE and not kind[1] and _is_alone(found[1]) and is_answer(rest):
                kind = ("auto_reply", True)  # "Auto: Re: Budget"
            if kind[0] or pattern is _BEFORE:
                return Shape(*kind, title(rest), marked or (not kind[0] and is_answer(rest)))
    kind = _whole(bare)
    return Shape(*kind, "", marked) if kind[0] else None


def written_by(said: Shape, text: str | None, seen: Circumstances) -> Automatic:
    """Return what wrote a mail of that shape; ``text`` is None where none was kept."""
    asks = bool(text and _ASKS.search(text)) or (not seen.titled and "?" in said.title)
    if said.kind == "auto_reply":
        return said.kind if _is_absence(said, text, seen, asks=asks) else ""
    if said.kind:
        return said.kind if not (said.marked or asks) and _is_notice(said, text, seen) else ""
    if not seen.titled or said.marked or asks:
        return ""
    if text == "":
        return "" if seen.attached else "click"
    return "auto_reply" if seen.soon or seen.repeated else ""


def is_notice(text: str, seen: Circumstances) -> bool:
    """Whether a text that answers at once, or always alike, tells of an absence or of a ticket.

    No word settles it: a person is away too, and says thank you. A program says several of these
    things, asks nothing, and takes no time to write them.
    """
    said = " ".join(text[:_TEXT_CHARS].split())
    words = said.casefold().split(" ", _WORDS_MAX)
    if len(words) > _WORDS_MAX or _ASKS.search(said):
        return False
    folded, found = " ".join(words), _patterns()
    beginning = " ".join(words[:_GREETING_WORDS])
    thanks = found["thanks"].search(beginning) and found["notice"].search(beginning)
    if seen.numbered or seen.soon:
        told = bool(found["no_reply"].search(folded)), bool(found["arrived"].search(folded))
        if all(told) or (any(told) and seen.numbered and seen.soon):
            return True
    if not found["absence"].search(folded):
        return False
    elsewhere, dated = found["elsewhere"].search(folded), _UNTIL.search(folded)
    signs = sum(map(bool, (thanks, elsewhere, dated)))
    if seen.at_once or seen.repeated:
        return signs >= _SIGNS_AT_ONCE
    return seen.soon and bool(thanks) and signs >= _SIGNS


def is_called_off(title: str) -> bool:
    """Whether a meeting's title says that it did not take place: "Canceled: Budget"."""
    title = " ".join(title[:_SUBJECT_CHARS].split())
    before = (pattern.match(title) for pattern in (_BRACKETED, _BEFORE, _DASHED))
    after = _DASHED_AFTER.search(title) or _BRACKETED_AFTER.search(title)
    parts = [found[1] for found in (*before, after) if found]
    return any(map(_says_called_off, parts or [title]))


@lru_cache(maxsize=1 << 10)
def _says_called_off(words: str) -> bool:
    said = _folded(words)
    if said in _words("cancelled"):
        return True
    found = _patterns()
    left = found["notice"].sub(" ", found["called"].sub(" ", said)).strip()
    return left != said and " ".join(left.split()) in _words("cancelled")


def is_reaction(text: str, author: str) -> bool:
    """Whether a text only tells that its own author, called by name, reacted."""
    said = " ".join(text.split())
    at = said.casefold().find(author.casefold()) if author else -1
    before, after = said[:at], said[at + len(author) :]
    return (
        at >= 0
        and len(said) <= REACTION_CHARS
        and not any(letter.isalpha() for letter in before)
        and bool(_REACTED.search(after))
        and not _ASKS.search(said)
    )


def _is_absence(said: Shape, text: str | None, seen: Circumstances, *, asks: bool) -> bool:
    away = bool(text) and bool(_patterns()["away"].search(_casefolded(text[:_TEXT_CHARS])))  # type: ignore[index]
    if said.marked:  # else a person answers what a program wrote
        return away and not asks
    if said.sure:
        return away or not asks
    return (seen.titled or away) if not asks else (seen.titled and away)


def _is_notice(said: Shape, text: str | None, seen: Circumstances) -> bool:
    """Whether a receipt, a calendar's answer or a failure says nothing of one's own."""
    if text is None:
        return seen.titled
    words = _WORD.findall(_casefolded(text[:_TEXT_CHARS]))
    if len(words) <= _FEW_WORDS:
        return True
    if len(words) > _NOTICE_WORDS or not _words("own").isdisjoint(words):
        return False
    if (seen.titled and said.sure) or _patterns()["notice"].search(" ".join(words)):
        return True
    return _is_quoted(said.title, text[:_TEXT_CHARS])


def _is_quoted(title: str, text: str) -> bool:
    """Whether a text has a title on a line by itself, behind a colon or in quotation marks."""
    wanted = " ".join(title.casefold().split())
    for line in text.casefold().splitlines() if wanted else ():
        plain, at = " ".join(line.split()), -1
        while (at := plain.find(wanted, at + 1)) >= 0:
            end = at + len(wanted)
            before = plain[max(at - 2, 0) : at].rstrip()[-1:]
            if before in _BEFORE_A_QUOTE and plain[end : end + 2].lstrip()[:1] in _AFTER_A_QUOTE:
                return True
    return False


# ── words ────────────────────────────────────────────────────────────────────────────────


def _kind(words: str) -> tuple[Automatic, bool]:
    """Return what the words before a title stand for, and whether they are surely a program's."""
    said = _folded(words)
    for whole in (said, _folded(_NOTE.sub("", words))):  # "Return Receipt (displayed)"
        if whole in _notices():
            return _notices()[whole]
    found = _patterns()
    auto, absent = found["auto"].search(said), found["absence"].search(said)
    answers = found["answer"].search(said)
    on_leave = answers and (auto or absent or found["leave"].search(said))
    if not (auto or absent or on_leave):
        return "", False
    left = _residue(said)
    if on_leave:
        return "auto_reply", not left
    if auto and answers is None and not left and _is_alone(said):
        return "auto_reply", False
    return ("auto_reply", False) if absent and len(left) <= _RESIDUE_MAX else ("", False)


def _whole(subject: str) -> tuple[Automatic, bool]:
    """Return the same of a Subject that is nothing else: "Vacation reply", "Away until Monday"."""
    kind, sure = _kind(subject)
    if sure:
        return kind, sure
    said = _folded(subject)
    absent = _patterns()["absence"].search(said)
    if not absent or len(left := _residue(said)) > 2 * _RESIDUE_MAX:
        return "", False
    plain = not left or absent.end() == len(said) or _UNTIL.search(said, absent.end())
    return ("auto_reply", False) if plain else ("", False)


def _is_alone(words: str) -> bool:
    """Whether these are "Auto" and nothing else."""
    return " " not in words.strip() and bool(_patterns()["auto"].match(_folded(words)))


def _residue(said: str) -> list[str]:
    """Return the words that belong neither to absence nor to an answer nor between them."""
    found = _patterns()
    for name in ("absence", "phrase", "auto", "leave"):
        said = found[name].sub(" ", said)
    between, answer = _words("between"), found["answer"]
    return [word for word in said.split() if word not in between and not answer.search(word)]


def _folded(words: str) -> str:
    return _PUNCTUATION.sub(" ", _casefolded(words)).strip()


def _casefolded(text: str) -> str:
    """Return a text without case; the dot that Turkish leaves on an i parts no word."""
    return text.casefold().replace("i\u0307", "i")


@cache
def _lists() -> dict[str, list[str]]:
    return {
        name: [word for one in said.split(",") if (word := _folded(one))]
        for name, said in _toml().items()
    }


def whole_subjects() -> str:
    """Return a pattern (RE2) of what a Subject that is nothing else may hold, in lower case."""
    plain = "auto|absen|away|office|ooo|abwes|urlaub|vacation|undeliver|failure|returned|delivery"
    written = (word.strip().lower() for word in _toml()["absence"].split(","))
    return "|".join([plain, *(re.escape(word) for word in written if word)])


@cache
def _toml() -> dict[str, str]:
    return tomllib.loads(files("comity.language").joinpath("automatic.toml").read_text("utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_lists()[name])


@cache
def _notices() -> dict[str, tuple[Automatic, bool]]:
    """Return what a program says with a word; whether people hardly say it."""
    kinds: dict[str, tuple[Automatic, bool]] = {
        "calendar": ("click", False),
        "cancelled": ("click", False),
        "recall": ("click", False),
        "receipt": ("click", True),
        "bounce": ("bounce", True),
    }
    return {word: kind for name, kind in kinds.items() for word in _lists()[name]}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return patterns of the beginnings of words; where words have no spaces, of any place."""
    lists = _lists()
    answer = "|".join(map(re.escape, lists["answer"]))
    made = {name: _starting(lists[name]) for name in ("absence", "leave")}
    made["answer"] = re.compile(answer)
    before = rf"(?:{'|'.join(lists['auto_before'])})(?=\W|$|{answer})"
    made["auto"] = _starting(lists["auto"], before)
    made["away"] = _starting([*lists["absence"], *lists["returns"]])
    made["notice"] = _starting(lists["notice"])
    for name in ("thanks", "elsewhere", "arrived", "no_reply"):
        made[name] = _starting(lists[name])
    made["called"] = _starting(lists["called"])
    made["phrase"] = re.compile("|".join(re.escape(x) for x in lists["answer"] if " " in x))
    return made


def _starting(words: list[str], *patterns: str) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    spaced = "|".join([*patterns, *(re.escape(x) for x in longest if not _SPACELESS.search(x))])
    other = "|".join(re.escape(one) for one in longest if _SPACELESS.search(one))
    return re.compile(rf"(?<!\w)(?:{spaced})\w*" + (f"|{other}" if other else ""))
