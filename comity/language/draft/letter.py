"""The text of a draft in; its parts out, each by its place in that text.

Whatever is read is read in ``plain``: as long as the text, every character at its place, lower
case, apostrophes straight, and blank where the writer says nothing: header fields (RFC 5322) but
the Subject's words, quotes and signatures (``normalise.body``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from comity.language.cues import GREETING
from comity.language.draft.tongue import tongue
from comity.language.sentences import split
from comity.normalise.body import own_text

_GREETING_CHARS = 60
CHARS_MAX = 10_000  # some twenty minutes of reading: no message is longer

_FIELD = (
    r"(?:subject|betreff|objet|asunto|to|an|cc|bcc|from|von|date|datum|sender|reply-to|message-id"
    r"|in-reply-to|references|mime-version|user-agent|content-[a-z-]{1,40}|x-[a-z0-9-]{1,40})"
)
_HEADER = re.compile(
    rf"\s*(?:^{_FIELD}[ \t]*:[^\n]*\n?(?:[ \t]+\S[^\n]*\n)*+)++", re.IGNORECASE | re.MULTILINE
)
_SUBJECT = re.compile(
    r"^(?:subject|betreff|objet|asunto)[ \t]*:[ \t]*(?P<words>[^\n]*)", re.IGNORECASE | re.MULTILINE
)
_ANSWERS = re.compile(
    r"^(?:in-reply-to[ \t]*:[ \t]*\S"
    r"|(?:subject|betreff)[ \t]*:[ \t]*(?:re|aw|antw|sv|rif|res)\s*:)",
    re.IGNORECASE | re.MULTILINE,
)
_CALLED = re.compile(r"\s*(?P<name>[^\W\d_][\w'.-]{1,30}(?: [^\W\d_][\w'.-]{1,30}){0,2})[,!]\s*\n")
_GREETED = re.compile(
    r"\s*(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day)|greetings|hallo|liebe[rs]?"
    r"|guten\s+(?:tag|morgen|abend)|sehr\s+geehrte[rs]?|moin|servus|grüß\s+gott|bonjour|salut"
    r"|chère?|cher|hola|buenos\s+días|estimad[oa]|querid[oa]|ciao|olá)\b"
)
_CLOSING = re.compile(
    r"\n[ \t]*(?:(?:with\s+)?(?:(?:many|my|all\s+the|kind|best|warm|warmest|kindest)\s+)?"
    r"(?:thanks|thank\s+you|regards|best|wishes|cheers|sincerely|yours(?:\s+\w+)?|cordially|love"
    r"|talk\s+soon|see\s+you)"
    r"|(?:mit\s+)?(?:viele|liebe|beste|herzliche|schöne|freundlichen)\s+grü(?:ß|ss)en?|lg|vg|mfg"
    r"|gruß|bis\s+(?:bald|dann))\b[^\n?]{0,40}(?:\n[^\n?]{0,60}){0,5}\s*$"
)


class Span(NamedTuple):
    """Where words stand: from the first character to the one after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft and its parts; a part that is not there is empty."""

    given: str
    own: str  # what the writer says, at its place, all else blank
    plain: str
    has_subject: bool  # whether there is a line for one, words or none
    subject: Span
    greeting: Span
    body: Span  # after the greeting, before the closing words
    sentences: tuple[Span, ...]  # of the body
    answers: bool  # by its header, or since it quotes what it answers
    language: str

    def of(self, span: Span) -> str:
        """Return the words at a place, as they were written."""
        return self.given[span.start : span.end]

    def read(self, span: Span) -> str:
        """Return the words at a place, as they are read."""
        return self.plain[span.start : span.end]

    @property
    def text(self) -> str:
        """The body as it is read."""
        return self.read(self.body)


def letter(given: str) -> Letter:
    """Return a draft by its parts."""
    given = given[:CHARS_MAX]
    header = _header(given)
    own = _own_words(given, header.end)
    plain = "".join(map(_plain, own))
    subject = _SUBJECT.search(given, 0, header.end)
    greeting = _greeting(own, header.end)
    closing = _CLOSING.search(plain, greeting.end)
    body = _stripped(plain, Span(greeting.end, closing.start() if closing else len(plain)))
    quotes = bool(own[header.end :].strip()) and len(own.split()) < len(given[header.end :].split())
    return Letter(
        given,
        own,
        plain,
        has_subject=subject is not None,
        subject=_stripped(given, Span(*subject.span("words"))) if subject else Span(0, 0),
        greeting=_stripped(own, greeting),
        body=body,
        sentences=_sentences(own, body),
        answers=_ANSWERS.search(given, 0, header.end) is not None
        or (quotes and ">" in given[header.end :]),
        language=tongue(own[body.start : body.end]),
    )


def _header(given: str) -> Span:
    found = _HEADER.match(given)
    return Span(0, found.end() if found else 0)


def _plain(char: str) -> str:
    """Return a character as it is compared: one for one, so that places hold."""
    if char in "\u2019\u2018\u02bc":
        return "'"
    low = char.lower()
    return low if len(low) == 1 else char


def _own_words(given: str, start: int) -> str:
    """Return the text with all but the writer's own lines blank."""
    own = iter([line.strip() for line in own_text(given[start:]).split("\n") if line.strip()])
    wanted = next(own, None)
    kept = []
    for line in given[start:].split("\n"):
        said = line.strip()
        if said and said == wanted:
            kept.append(line)
            wanted = next(own, None)
        else:
            kept.append(" " * len(line))
    whole = "\n".join(kept) if wanted is None else given[start:]
    return _blank(given[:start]) + whole


def _blank(text: str) -> str:
    return "".join("\n" if char == "\n" else " " for char in text)


def _greeting(own: str, start: int) -> Span:
    """Return the words that greet, from where the writer's own begin."""
    at = start + len(own[start:]) - len(own[start:].lstrip())
    if found := GREETING.match(own, at):
        return Span(at, found.end())
    if found := _CALLED.match(own, at):
        return Span(at, found.end("name") + 1)
    found = _GREETED.match(own.lower(), at) if len(own.lower()) == len(own) else None
    line_end = own.find("\n", at)
    if found and 0 < line_end - at <= _GREETING_CHARS:
        return Span(at, line_end)
    return Span(at, at)


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _sentences(own: str, body: Span) -> tuple[Span, ...]:
    """Return where the sentences stand; a wrapped one reaches over its line breaks."""
    found, at = [], body.start
    for sentence in split(own[body.start : body.end]):
        words = r"\s+".join(map(re.escape, sentence.split()))
        if here := re.compile(words).search(own, at, body.end):
            found.append(Span(*here.span()))
            at = here.end()
    return tuple(found)
