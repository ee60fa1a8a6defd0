"""A text in, its sentences out: wrapped lines joined, list items, greetings and headings apart.

A line was broken on purpose where the first word of the next would still have fitted; elsewhere
the mail program wrapped it. Lines that quote (``>``) are left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_SENTENCES = 400
MAX_SENTENCE_CHARS = 1000
_MAX_TEXT_CHARS = 1 << 16
_MIN_WIDTH = 60  # a mail program wraps no narrower
_MAX_WIDTH = 100  # and a paragraph in one line is not wrapped at all

_ITEM = re.compile(r"(?:[-*+\u2022\u00b7\u2013]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_END = re.compile(  # from where the marks begin, or a long run of them is tried from each
    r"(?<![.!?\u2026])[.!?\u2026]++[\"')\]\u201d\u2019]*+\s++(?=[^a-z])|[。！？]+"  # noqa: RUF001  # CJK
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|cf|no|inc|ltd|co|approx|z\.b|d\.h|u\.a|bzw|ca"
    r"|nr|usw|ggf|evtl|p\.s|sr|sra|mme|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)|\b[A-Z])$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, at most 400 of at most 1,000 characters."""
    return list(split(text))


@lru_cache(maxsize=16)
def split(text: str) -> tuple[str, ...]:
    """Return the sentences as a tuple; several questions are asked of one text in a row."""
    found: list[str] = []
    for passage in _passages(text[:_MAX_TEXT_CHARS]):
        found.extend(_in_passage(passage))
        if len(found) >= MAX_SENTENCES:
            break
    return tuple(found[:MAX_SENTENCES])


def _passages(text: str) -> list[str]:
    """Join wrapped lines; return what stands between breaks that were made on purpose."""
    lines = [line.strip() for line in text.split("\n")]
    width = max((len(line) for line in lines if len(line) <= _MAX_WIDTH), default=0)
    width = max(width, _MIN_WIDTH)
    passages: list[list[str]] = [[]]
    last = ""
    for line in lines:
        if not line or line.startswith(">"):
            passages.append([])
        elif last and _broken_on_purpose(last, line, width):
            passages.append([line])
        else:
            passages[-1].append(line)
        last = line
    return [" ".join(passage) for passage in passages if passage]


def _broken_on_purpose(line: str, following: str, width: int) -> bool:
    if _ITEM.match(following) or len(line) > _MAX_WIDTH:
        return True
    if len(line) + 1 + len(following.split(None, 1)[0]) > width:
        return False
    return line[-1] in ",:;.!?" or not following[0].islower()


def _in_passage(passage: str) -> list[str]:
    found, start = [], 0
    for end in _END.finditer(passage):
        if passage[end.start()] == "." and _ABBREVIATION.search(
            passage[max(0, end.start() - 8) : end.start()]
        ):
            continue
        found.append(passage[start : end.end()].strip()[:MAX_SENTENCE_CHARS])
        start = end.end()
    rest = passage[start:].strip()[:MAX_SENTENCE_CHARS]
    return [sentence for sentence in (*found, rest) if sentence]
