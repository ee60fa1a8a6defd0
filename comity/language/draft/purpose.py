"""A draft in; whether it sells, seeks a job, answers, thanks or keeps in touch, out.

Selling and seeking are told by phrases in the writer's own cause: a firm that helps firms, one's
own CV. They mean what they say among friends too; what follows is for the reader to weigh.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from comity.language.draft.letter import Span
from comity.language.requests import goals, thanks

if TYPE_CHECKING:
    from comity.language.draft.letter import Letter

Purpose = Literal["networking", "selling", "job_search", "answer", "thanks", "other"]

_SELLS = re.compile(
    r"""\b(?:our|my)\s+(?:\w+[\s-]){0,2}?(?:product|platform|solution|software|services|offering|tool
          |agency|pricing|clients?\s+(?:see|save|get)|customers\s+(?:see|save|get))\b
      | \bwe\s+(?:help|enable|empower|assist|support)\s+(?:\w+\s+){0,3}?(?:companies|businesses
        |teams
          |firms|founders|leaders|agencies|brands|organi[sz]ations|professionals|clients|shops|people\s
          like\s+you|you\b)
      | \b(?:i|we)\s+(?:offer|provide|specialise\s+in|specialize\s+in|sell)\b
      | \b(?:free\s+(?:trial|demo|consultation|audit|strategy\s+call)|(?:a|quick|short|live|free
        |book\s
          a)\s+demo\b|special\s+(?:offer|price|discount)|\d+\s?%\s+(?:off|discount|more|less|increase)
          |(?:save|cut|reduce|boost|increase|grow|double|triple)\s+(?:up\s+to\s+)?(?:your|\d+\s?%)
          |roi\b|qualified\s+leads|lead\s+generation|sales\s+call|case\s+stud(?:y|ies)\s+show
          |companies\s+like\s+yours|came\s+across\s+your\s+profile
          |(?:exciting|great|unique|amazing)\s+(?:\w+\s+)?opportunity\s+(?:with|at|for)|interested\s+in\s+(?:our|learning\s+(?:more\s+)?about\s+our))
      | \bunser(?:e|en|em|er)?\s+(?:\w+\s+){0,2}?(?:produkt|lösung|plattform|angebot|software
          |dienstleistung\w*|tool)\b |
          \bwir\s+(?:helfen|unterstützen)\s+(?:\w+\s+){0,3}?(?:unternehmen
          |firmen|kunden|teams|ihnen)\b | \bkostenlos\w*\s+(?:\w+\s+)?(?:demo|testen|testphase
          |erstgespräch|beratung)\b | \b\d+\s?%\s+rabatt\b""",
    re.VERBOSE,
)
_SEEKS_JOB = re.compile(
    r"""\b(?:i'm|i\s+am|currently)\s+(?:\w+\s+){0,2}?(?:looking|searching|hunting)\s+for\s+(?:\w+[\s-]
          ){0,4}?(?:roles?|jobs?|positions?|internships?|opportunit(?:y|ies)|work|employment)\b
      | \b(?:seeking|exploring|open\s+to)\s+(?:\w+[\s-]){0,3}?(?:roles?|jobs?|positions?
        |internships?
          |opportunit(?:y|ies)|employment)\b
      | \bmy\s+(?:(?:attached|updated|current)\s+)?(?:cv|r[eé]sum[eé]|job\s+search|application
          |cover\s+letter|next\s+(?:role|job|position))\b
      | \b(?:i|i've|i\s+have|i'm|i\s+am)\s+(?:just\s+|recently\s+|also\s+)?(?:applied|applying
        |apply)
          \s+(?:for|to|at)\b | \brefer\s+me\b | \breferral\s+(?:for|to)\s+(?:the|a|your)
      | \b(?:i\s+was|been|got)\s+laid\s+off\b | \bhire\s+me\b | \bjob\s+hunt(?:ing)?\b
      | \b(?:is|are)\s+(?:your\s+(?:team|company|firm)|you(?:\s+guys)?)\s+hiring\b
      | \b(?:bewerb(?:e|ung|en)\b|mein(?:en)?\s+lebenslauf|auf\s+(?:jobsuche|stellensuche)
          |ich\s+suche\s+(?:\w+\s+){0,4}?(?:stelle|job|praktikum|position|anstellung))""",
    re.VERBOSE,
)
_THANKS_WORDS_MAX = 120


def sells(letter: Letter) -> list[Span]:
    """Return the words that sell."""
    return _spans(_SELLS, letter)


def seeks_job(letter: Letter) -> list[Span]:
    """Return the words that seek a job for the writer."""
    return _spans(_SEEKS_JOB, letter)


def purpose(letter: Letter, *, asks: int, answers: bool) -> Purpose:
    """Return what a draft is for; ``answers``: the last word was theirs, or it quotes it."""
    text = letter.of(letter.body)
    if seeks_job(letter):
        return "job_search"
    if sells(letter) and not answers:
        return "selling"
    if not asks and thanks(text) and len(text.split()) <= _THANKS_WORDS_MAX:
        return "thanks"
    if answers:
        return "answer"
    if asks or goals(text):
        return "networking"
    return "other"


def _spans(pattern: re.Pattern[str], letter: Letter) -> list[Span]:
    return [Span(*one.span()) for one in pattern.finditer(letter.plain, *letter.body)]
