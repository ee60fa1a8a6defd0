"""A text in; which of its sentences ask, thank, seek advice or state a goal, out.

Rules of thumb after the cues of Lampert, Dale and Paris, "Detecting Emails Containing Requests
for Action" (NAACL 2010) and of Cohen, Carvalho and Mitchell, "Learning to Classify Email into
Speech Acts" (EMNLP 2004): each is a phrase, so that a sentence found can be shown with the words
that gave it away (``cue``). English well; German, French and Spanish for the commonest phrases.
The text is what its writer wrote: quotes and signatures are set apart before
(``normalise.body``).
"""

from __future__ import annotations

import re
from hashlib import blake2b

from comity.language.asides import holds_patch, is_code_talk, is_reported, is_rhetorical
from comity.language.cues import (
    ADVICE,
    ADVICE_HINTS,
    BULK,
    CLOSING_THANKS,
    GOAL,
    GOAL_HINTS,
    GREETING,
    IMPERATIVE,
    NO_ADVICE,
    NO_GOAL,
    REQUEST,
    SMALL_TALK,
    STATEMENT,
    THANKS,
    UNMARKED_QUESTION,
)
from comity.language.features import length, places, words
from comity.language.features import phrases as runs
from comity.language.sentences import sentences, split
from comity.models import phrases

__all__ = [
    "asks_advice",
    "cue",
    "features",
    "goals",
    "is_pasted_key",
    "questions",
    "request_probability",
    "requests",
    "sentences",
    "thanks",
]

MIN_PASTED_CHARS = 40
_SHORT = 120  # characters: a question without its mark is brief

_BEGINNINGS = {"=begins": IMPERATIVE, "=states": STATEMENT, "=unmarked": UNMARKED_QUESTION}
_ANYWHERE = {"=bulk": BULK, "=greets": SMALL_TALK, "=advice": ADVICE}

_URL = re.compile(r"(?:https?://|www\.)\S+")
_QUOTED = re.compile(r"\s*[\"\u201c\u201e\u00ab][^\"\u201d\u201c\u00bb]*[\"\u201d\u201c\u00bb]\s*")
_PUNCTUATION = "\"'([{<*_-\u201c\u2018\u201e\u00ab"


def questions(text: str) -> list[str]:
    """Return the sentences that ask the reader something.

    Greetings, quotations, rhetoric and talk of the inside of programs are left out.
    """
    if holds_patch(text):
        return []
    said = split(text)
    return [
        sentence
        for sentence, following in zip(said, (*said[1:], ""), strict=False)
        if _is_question(sentence, following)
    ]


def requests(text: str) -> list[str]:
    """Return the sentences that ask for something to be done, with or without a question mark."""
    return [sentence for sentence in split(text) if cue(sentence)]


def request_probability(sentence: str) -> float:
    """Return the probability that a sentence asks its reader to do or to say something.

    English by a fitted model (``models/request.json``).
    """
    return phrases.load("request").probability(features(sentence))


def features(sentence: str) -> set[str]:
    """Return what the model of requests weighs: words, their places, the rules that hold."""
    said = words(sentence)
    found = runs(said) | places(said) | {length(said)}
    plain = _plain(sentence)
    found.update(f"={one.lastgroup}" for one in REQUEST.finditer(plain))
    found.update(name for name, rule in _BEGINNINGS.items() if rule.match(plain))
    found.update(name for name, rule in _ANYWHERE.items() if rule.search(plain))
    if cue(sentence):
        found.add("=cue")
    if _is_question(sentence, ""):
        found.add("=question")
    return found


def cue(sentence: str) -> str:
    """Return the name of the rule by which a sentence is a request; "" when it is none."""
    plain = _plain(sentence)
    if BULK.search(plain) or STATEMENT.match(plain):
        return ""
    found = REQUEST.search(plain) or IMPERATIVE.match(plain)
    return (found.lastgroup or "") if found else ""


def goals(text: str) -> list[str]:
    """Return the sentences in which the writer says what they want to get done, or need."""
    plain = text.lower()
    if not any(hint in plain for hint in GOAL_HINTS):
        return []
    return [sentence for sentence in split(text) if _is_goal(sentence)]


def thanks(text: str) -> bool:
    """Whether the text thanks; a mere "Thanks," below a request does not."""
    plain = text.replace("\u2019", "'").lower()
    closing = CLOSING_THANKS.search(plain)
    if closing and THANKS.search(plain[: closing.start()]) is None:
        return not (requests(text[: closing.start()]) or questions(text[: closing.start()]))
    return THANKS.search(plain) is not None


def asks_advice(text: str) -> list[str]:
    """Return the sentences that seek advice, feedback or an opinion."""
    plain = text.lower()
    if not any(hint in plain for hint in ADVICE_HINTS):
        return []
    return [sentence for sentence in split(text) if _seeks_advice(_plain(sentence))]


def is_pasted_key(text: str) -> str:
    """Return a hash that one text sent to many people has in common; "" for a short text.

    The greeting, addresses, numbers and capitalised words (names of people and firms) are left
    out of it.
    """
    text = text[: 1 << 16]
    greeting = GREETING.match(text)
    body = text[greeting.end() :] if greeting else text
    kept = " ".join(word for word in body.split() if not _is_changing(word)).casefold()
    if len(kept) < MIN_PASTED_CHARS:
        return ""
    return blake2b(kept.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _plain(sentence: str) -> str:
    """Return the sentence in lower case, with plain apostrophes and without addresses."""
    return _URL.sub("", sentence.replace("\u2019", "'").lower())


def _is_question(sentence: str, following: str) -> bool:
    plain = _plain(sentence)
    ends = plain.rstrip(" \"')*_\u201d")
    if ends.endswith(("?", "\uff1f")):
        asks = any(map(str.isalpha, ends)) and not BULK.search(ends)
    else:
        asks = len(ends) < _SHORT and UNMARKED_QUESTION.match(ends) is not None
    return asks and not _is_aside(sentence, plain, following)


def _is_aside(sentence: str, plain: str, following: str) -> bool:
    """Tell whether what looks like a question wants no answer."""
    return (
        SMALL_TALK.search(plain.rstrip(" \"')*_\u201d")) is not None
        or _QUOTED.fullmatch(sentence) is not None
        or is_reported(plain)
        or is_rhetorical(plain, _plain(following))
        or is_code_talk(_URL.sub("", sentence))
    )


def _is_goal(sentence: str) -> bool:
    plain = _plain(sentence)
    stated = GOAL.search(plain) is not None and NO_GOAL.search(plain) is None
    return stated and not is_code_talk(_URL.sub("", sentence))


def _seeks_advice(plain: str) -> bool:
    if not any(hint in plain for hint in ADVICE_HINTS):
        return False
    return ADVICE.search(plain) is not None and NO_ADVICE.search(plain) is None


def _is_changing(word: str) -> bool:
    """Whether a word is likely to differ between two copies of one text."""
    if "@" in word or "://" in word or any(map(str.isdigit, word)):
        return True
    return word.lstrip(_PUNCTUATION)[:1].isupper()
