"""A text in; whether it advises or refers its reader, and whether it tells how that turned out.

English, German, French and Spanish for the commonest phrases.
"""

from __future__ import annotations

import re

from comity.language.asides import holds_patch, is_code_talk
from comity.language.sentences import split

ADVICE_HINTS = (
    "suggest",
    "want to",
    "empfehlen",
    "advi",
    "recommend",
    "you should",
    "rat wäre",
    "conseil",
    "consej",
)
REFERRAL_HINTS = (
    *("mentioned you", "recommended you", "referred you", "your name", "suggested you"),
    *("told them about you", "told him about you", "told her about you", "put you forward"),
    *("vouched for you", "empfohlen", "recommandé", "recomend"),
)
_ADVISES = re.compile(
    r"""\b(?:my\s+(?:\w+\s+)?advice\s+(?:is|would\s+be|to\s+you) | i(?:'d|\s+would)\s+(?:\w+\s+)?
        (?:suggest|advise|recommend)(?!ed)\b(?!\s+against\s+(?:this|the)\s+patch)
      | i\s+(?:suggest|advise|recommend)\s+(?:that\s+you|you\b|to\s+you)
      | you\s+(?:might|may)\s+want\s+to\s+(?:talk|speak|start|ask|try|begin|write)
      | (?:mein\s+rat|ich\s+würde\s+(?:dir|ihnen)\s+(?:empfehlen|raten))
      | (?:mon\s+conseil|je\s+(?:te|vous)\s+conseille) | (?:mi\s+consejo|te\s+aconsej\w+))\b""",
    re.VERBOSE,
)
_REFERS = re.compile(
    r"""\bi(?:'ve|\s+have|\s+had)?\s+(?:just\s+|also\s+|already\s+)?(?:mentioned|recommended|referred
        |suggested|put)\s+you\s+(?:to\b|for\b|as\b|forward)
      | \bi(?:'ve|\s+have)?\s+(?:just\s+|also\s+)?(?:gave|given|passed|mentioned)\s+(?:\w+\s+){0,4}
        your\s+(?:name|number|address|contact)
      | \bi(?:'ve|\s+have)?\s+(?:just\s+|also\s+)?(?:told\s+(?:\w+\s+){1,4}about\s+you|vouched\s+for
        \s+you)
      | \bich\s+habe\s+(?:dich|sie)\s+(?:\w+\s+){0,6}(?:empfohlen|erwähnt)
      | \bje\s+(?:t'|vous\s+)ai\s+(?:recommandé|mentionné)
      | \b(?:te|le)\s+he\s+(?:recomendado|mencionado)""",
    re.VERBOSE,
)
_TURNED_OUT = re.compile(
    r"""\b(?:(?:it|that|this|everything)(?:\s+all)?\s+(?:has\s+)?(?:worked|turned\s+out|paid\s+off
        |went\s+(?:well|fine|great|badly|nowhere)|came\s+to\s+nothing|did\s+not\s+work|didn't\s+work)
      | turned\s+out | worked\s+out | paid\s+off | made\s+(?:all\s+)?the\s+difference
      | (?:took|followed|tried|used|heeded)\s+(?:up\s+)?your\s+(?:advice|tip|suggestion|hint|idea
        |recommendation|lead|introduction)
      | (?:did|tried)\s+(?:what|as)\s+you\s+(?:suggested|advised|said|recommended)
      | as\s+you\s+(?:suggested|advised|recommended)
      | thanks?\s+to\s+(?:you\b|your\s+(?:advice|introduction|intro|tip|recommendation|referral
        |help))
      | (?:we|i)\s+(?:have\s+|'ve\s+)?(?:since\s+)?(?:met|spoke|spoken|talked)\s+(?:\w+\s+){0,6}
        (?:last|since|yesterday|on|this)\b
      | (?:we|i)\s+(?:have\s+|'ve\s+)?(?:just\s+)?(?:agreed\s+on|signed|hired|started\s+working
        |begun|begin\s+together|got\s+the\s+(?:job|offer|contract|project)|been\s+hired)
      | your\s+(?:advice|introduction|intro|tip|suggestion|referral|recommendation)\s+(?:\w+\s+)
        {0,4}(?:worked|helped|paid|saved|led|was\s+(?:right|spot|just|exactly|a\s+(?:great|big)))
      | hat\s+(?:gut\s+)?(?:geklappt|funktioniert) | dank\s+(?:deiner|ihrer)
      | (?:grâce\s+à|ça\s+a\s+marché) | (?:gracias\s+a\s+(?:ti|tu|su)|funcionó|salió\s+bien))\b""",
    re.VERBOSE,
)


def advice(text: str) -> list[str]:
    """Return the sentences that advise the reader what to do."""
    return _found(text, ADVICE_HINTS, _ADVISES)


def referrals(text: str) -> list[str]:
    """Return the sentences by which the writer has named the reader to others."""
    return _found(text, REFERRAL_HINTS, _REFERS)


def tells_outcome(text: str) -> bool:
    """Tell whether a text says what became of something the reader did for its writer."""
    return _TURNED_OUT.search(_plain(text)) is not None


def _found(text: str, hints: tuple[str, ...], pattern: re.Pattern[str]) -> list[str]:
    plain = _plain(text)
    if not any(hint in plain for hint in hints) or holds_patch(text):
        return []
    return [one for one in split(text) if pattern.search(_plain(one)) and not is_code_talk(one)]


def _plain(text: str) -> str:
    return text.replace("\u2019", "'").lower()
