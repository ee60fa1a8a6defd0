"""A message in; the sentences that speak of help given or had, and whose it was, out.

Only what the words themselves say counts: that advice was taken or thanked for, that somebody was
mentioned or recommended to others, that an introduction is thanked for, that something to read is
sent because its sender thought of the reader. Wishes, plans, conditions and denials are none. Rules
of thumb in the manner of ``cues``, English first, then the commonest German, French and Spanish.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from comity.language.sentences import split

Giver: TypeAlias = Literal["writer", "reader"]

# Words without which no rule below matches: looked for first, being cheap. RE2 reads them as well.
HINTS = (
    r"advice|suggested|advised|suggestion|\btips?\b|guidance|recommend|mentioned you|referr|"
    r"your name|you forward|introduc|\bintro\b|connecting (?:us|me)|putting (?:us|me) in touch|"
    r"thought of you|think of you|interest you|interest to you|useful to you|useful for you|"
    r"thought you|you might (?:like|enjoy)|\brat\b|ratschl|empf[eo]hl|conseil|consejo|vorstell"
)


class Told(NamedTuple):
    """A sentence that speaks of help: of which kind, whose it was, in which words."""

    kind: str
    giver: Giver
    sentence: str


_THANKS = r"(?:thank(?:s|\s+you)|thx|grateful|appreciate[sd]?)\b[^.?!]{0,40}\b"
_ADVICE_TAKEN = re.compile(
    rf"""\b(?:i|we)(?:'ve|\s+have)?\s+(?:just\s+)?(?:did|tried|used|followed|took|taken)\s+
          (?:exactly\s+)?(?:what|as|the\s+\w+)\s+you\s+(?:suggested|advised|recommended|said|told\s+(?:me|us))
      | \b(?:i|we)(?:'ve|\s+have)?\s+(?:took|taken|followed|used|acted\s+on|heeded)\s+(?:up\s+)?
          your\s+(?:\w+\s+)?(?:advice|tips?|suggestions?|recommendations?|pointers?)\b
      | \byour\s+(?:\w+\s+)?(?:advice|tips?|suggestions?|guidance)\s+(?:[\w\s-]{{1,40}}\s+)?
          (?:paid\s+off|worked|helped|saved|made\s+(?:all\s+the|a)\b|was\s+(?:spot\s+on|right|good
          |excellent|invaluable|(?:so|very|really)\s+(?:helpful|useful)|helpful|useful))
      | {_THANKS}(?:for\s+)?(?:your|the|all\s+your|all\s+the)\s+(?:\w+\s+){{0,2}}
          (?:advice|guidance|suggestions?|tips?)\b
      | \bdanke\b[^.?!]{{0,30}}\b(?:rat|ratschl[aä]g\w*|tipps?)\b
      | \bmerci\b[^.?!]{{0,30}}\bconseils?\b | \bgracias\b[^.?!]{{0,30}}\bconsejos?\b""",
    re.VERBOSE,
)
_REFERRED = re.compile(
    r"""\b(?:i|we)(?:'ve|\s+have)?\s+(?:just\s+|also\s+)*
          (?:mentioned|recommended|referred)\s+you\s+to\s+
          (?:an?|the|my|our|his|her|their|him|them|some(?:one|body)|two|three|several|[A-Z])
      | \b(?:i|we)(?:'ve|\s+have)?\s+(?:just\s+|also\s+)*
          (?:passed|gave|given)\s+(?:on\s+|along\s+)?your\s+
          (?:name|number|details|contact(?:\s+details)?)\s+(?:on\s+|along\s+)?to\b
      | \b(?:i|we)(?:'ve|\s+have)?\s+(?:just\s+|also\s+)*put\s+(?:your\s+name|you)\s+forward\b
      | \b(?i:ich)\s+habe\s+(?:dich|Sie)\s+[^.?!]{0,40}\b(?:empfohlen|erwähnt)\b""",
    re.VERBOSE,
)
_REFERRAL_THANKED = re.compile(
    rf"""{_THANKS}for\s+(?:\w+ly\s+)?(?:referring|recommending|mentioning)\s+(?:me|us)\b
      | {_THANKS}for\s+(?:passing\s+(?:on\s+)?(?:my|our)\s+(?:name|details)
          |putting\s+(?:my\s+name|me|us)\s+forward|the\s+referral)\b""",
    re.VERBOSE,
)
_INTRODUCTION_THANKED = re.compile(
    rf"""{_THANKS}for\s+(?:(?:the|your|this|that|a)\s+)(?:\w+\s+)?(?:e-?intro(?:duction)?
          |intro(?:duction)?)\b(?!\s+to\s+(?:the|a|an|this|that|your|our|my)\b)
      | {_THANKS}for\s+(?:connecting\s+(?:us|me)|introducing\s+(?:us|me)\b
          |putting\s+(?:us|me)\s+in\s+touch)""",
    re.VERBOSE,
)
_TO_READ = re.compile(
    r"""\b(?:and|so|i)\s+(?:immediately\s+|instantly\s+)?thought\s+of\s+you\b
      | \bmade\s+me\s+think\s+of\s+you\b
      | \b(?:this|it|which|that|article|paper|piece|report|talk|podcast)\s+(?:might|may|could|will)
          \s+(?:also\s+)?(?:interest\s+you|be\s+of\s+(?:some\s+)?(?:interest|use)\s+to\s+you
          |be\s+(?:useful|interesting)\s+(?:to|for)\s+you)\b
      | \bthought\s+(?:that\s+)?you(?:'d|\s+(?:would|might|may))\s+(?:like|enjoy|find\s+(?:this|it)
          |be\s+interested)\b
      | \byou\s+might\s+(?:like|enjoy|be\s+interested\s+in)\s+(?:this|the\s+attached|it)\b""",
    re.VERBOSE,
)
_SOMETHING_TO_READ = re.compile(
    r"https?://\S|www\.\w|\b(?:attached|article|paper|podcast|book|essay|blog\s?post|newsletter)\b"
)
_NOT_SO = re.compile(
    r"""\b(?:if|unless|should|would\s+(?:like|love|welcome|appreciate)|could|please|hoping|n't|not
        |never|without|wish(?:ed)?|instead\s+of|will|'ll|shall|going\s+to|before|in\s+advance)\b""",
    re.VERBOSE,
)


def help_told(text: str) -> list[Told]:
    """Return what a message says of help, each kind once."""
    found: dict[tuple[str, Giver], Told] = {}
    for sentence in split(text):
        for kind, giver in _kinds(sentence, text):
            found.setdefault((kind, giver), Told(kind, giver, sentence))
    return list(found.values())


def _kinds(sentence: str, text: str) -> list[tuple[str, Giver]]:
    said = sentence.replace("\u2019", "'")
    plain = said.lower()
    if plain.rstrip(" \"')").endswith("?"):
        return []
    found: list[tuple[str, Giver]] = []
    if _says(_ADVICE_TAKEN, plain):
        found.append(("advice", "reader"))
    if _says(_REFERRED, said[:1].lower() + said[1:].replace(" I ", " i ")):
        found.append(("referral", "writer"))
    if _says(_REFERRAL_THANKED, plain):
        found.append(("referral", "reader"))
    if _says(_INTRODUCTION_THANKED, plain):
        found.append(("introduction", "reader"))
    if _TO_READ.search(plain) and _SOMETHING_TO_READ.search(text.lower()):
        found.append(("article", "writer"))
    return found


def _says(rule: re.Pattern[str], said: str) -> bool:
    """Tell whether a sentence says so, with nothing before it that makes it a wish or a denial."""
    found = rule.search(said)
    return found is not None and _NOT_SO.search(said[: found.end()].lower()) is None


def is_of_an_hour(question: str) -> bool:
    """Tell whether a question asks when or whether to meet, so that its answer is no help."""
    return _OF_AN_HOUR.search(question.lower().replace("\u2019", "'")) is not None


_OF_AN_HOUR = re.compile(
    r"""\b(?:suit|works?\s+for|free|available|availability|coffee|lunch|dinner|meet(?:ing)?|call|chat
        |catch\s+up|o'clock|calendar|time\s+works|what\s+time|which\s+day|when\s+(?:are|can|could|do
        |shall|should|will|would)|half\s+an\s+hour|come\s+(?:over|along|by)|join\s+us
        |(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|tonight|next\s+week|you\s+there
        |passt\s+(?:es|dir|ihnen)|hast\s+du\s+zeit|haben\s+sie\s+zeit|wann|quand|disponible|cuándo)\b""",
    re.VERBOSE,
)
