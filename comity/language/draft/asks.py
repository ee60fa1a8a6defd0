"""A draft in; what it asks for, and which of the things that make an ask easy to answer it says.

The parts are those that people who answer many such letters name: what is asked, why them, by
when, that a no is fine, what was tried, what is offered in return.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from comity.language.draft.specific import is_vague
from comity.language.requests import cue, questions

if TYPE_CHECKING:
    from comity.language.draft.letter import Letter, Span

_URL = re.compile(r"(?:https?://|www\.|(?<![\w-])[\w-]{1,63}+\.(?:com|org|net|io|de)/)\S*")
_LARGE = re.compile(
    r"""\b(?:introduc\w*|intros?\b|refer(?:ral|ence|\s+me)\b|recommend(?:ation)?\b|vouch|mentor\w*
        |meet(?:ing)?\b|call\b|coffee|lunch|dinner|chat\b|zoom\b|review\b|feedback|proof-?read
        |read\s+(?:my|our|the)|invest\w*|donat\w*|sponsor\w*|speak\s+at|speaker|panel\b|keynote
        |hire\s+me|a\s+job|position|pilot\b|trial\b|demo\b|partner(?:ship)?\b|collaborat\w*
        |pick\s+your\s+brain|help\s+(?:me|us)\s+(?:find|get|with)|advice
        |vorstell\w*|bekannt\s?mach\w*|empfehl\w*|treffen|termin\b|telefon\w*|gespräch|kaffee
        |rückmeldung\s+zu|praktikum|stelle\b|mitmachen|vortrag\s+halten)""",
    re.VERBOSE,
)
# What asks without a question and without a please.
_ASKS_TOO = re.compile(
    r"""\b(?:pick(?:ing)?\s+your\s+brain|(?:i'd|i\s+would|we'd|we\s+would)\s+(?:really\s+)?(?:love|like)
        \s+to\s+(?:connect|catch\s+up|grab|get\s+your|hear\s+your|learn\s+from|chat|talk|meet)
        |(?:würde|würden)\s+(?:mich|uns)\s+(?:gern\w*\s+)?(?:austauschen|vernetzen))\b""",
    re.VERBOSE,
)
_SAID = {
    "why_you": re.compile(
        r"""\b(?:because\s+(?:of\s+)?you|since\s+you|given\s+(?:that\s+)?your?\b
            |you(?:'ve|\s+have)?\s+(?:\w+ly\s+)?(?:wrote|built|led|ran|run|worked|work|know|knew|spoke
              |gave|give|mentioned|said|told|did|made|moved|went|started|taught|teach|published|hired
              |grew|organi[sz]ed|were|was|are\s+the|once|used\s+to|manage[ds]?|advised?|written|seen)\b
            |your\s+(?:\w+[\s-]){0,3}?(?:talk|article|post|paper|book|blog|newsletter|podcast|thread
              |work|experience|advice|time\s+at|years|role|team|lecture|workshop|session|panel|project
              |report|thesis|answer|comment|course|class|eye|judg[e]?ment|view\s+on|take\s+on)\b
            |(?:suggested|recommended|told\s+me|said)\s+(?:that\s+)?(?:i|you)\b|we\s+(?:met|both|worked
              |spoke|talked|sat|discussed)|you\s+and\s+i\b|as\s+(?:a|an|the|someone|somebody)\s+\w+
              |you'?re\s+the\s+(?:one|first|only|person)|nobody\s+(?:else\s+)?i\s+know|of\s+everyone\s+i
            |weil\s+(?:du|sie)|da\s+(?:du|sie)\b|(?:dein|ihr)e?n?\s+(?:\w+\s+){0,2}?(?:vortrag|artikel
              |beitrag|erfahrung\w*|arbeit|buch|text|projekt|team|workshop|rat|blick)\b
            |(?:hast|haben)\s+(?:du|sie)\s+(?:\w+\s+){0,4}?(?:erzählt|erwähnt|gesagt|gesprochen)
            |wir\s+(?:haben|hatten)\s+uns|empfohlen\b|meinte,?\s+(?:du|sie))""",
        re.VERBOSE,
    ),
    "by_when": re.compile(
        r"""\b(?:by|before|until|till|on|at|this|next|in|for|after|from|early|late|mid|end\s+of)\s+
              (?:the\s+)?(?:(?:end|week|middle|beginning)\s+of\s+)?(?:\w+\s+)?
              (?:mon|tues?|wednes|thurs?|fri|satur|sun)day
            |\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b | \b(?:today|tomorrow|tonight)\b
            |\b(?:this|next|coming|following)\s+(?:\w+\s+)?(?:week|month|quarter|year|spring|summer
              |autumn|fall|winter|morning|afternoon|evening)s?\b
            |\b(?:in|within)\s+(?:the\s+next\s+)?(?:a|an|two|three|four|\d+)\s+(?:days?|weeks?|months?
              |hours?)\b
            |\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov
              |dec|mär|mai|okt|dez)\w*
            |\b(?:in|by|before|until|this|early|late|mid|end\s+of)[\s-](?:january|february|march|april
              |may|june|july|august|september|october|november|december)\b
            |\b(?:january|february|march|april|may|june|july|august|september|october|november|december)
              \s+\d{1,2} | \b\d{1,2}[./]\d{1,2}\.? | \b\d{4}-\d\d-\d\d\b
                | \b\d{1,2}(?::\d\d)?\s?(?:am|pm)\b
            |\bno\s+(?:rush|hurry)\b | \bwhenever\b | \bat\s+your\s+(?:own\s+)?(?:pace|convenience)
            |\b(?:bis|vor|am|ab|nächste[nr]?|diese[nr]?|kommende[nr]?|im|mitte|ende|anfang)\s+
              (?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|woche|monat|frühjahr
              |sommer|herbst|winter|januar|februar|märz|april|mai|juni|juli|august|september|oktober
              |november|dezember|zum\s+\d+|\d+\.)
            |\b(?:heute|morgen|keine?\s+eile|eilt\s+nicht)\b""",
        re.VERBOSE,
    ),
    "easy_no": re.compile(
        r"""\b(?:no\s+(?:worries|problem|pressure|need|obligation|hard\s+feelings|stress|big\s+deal)
            |(?:a\s+|simple\s+|quick\s+)?["']?no["']?\s+is\s+(?:\w+\s+)?(?:fine|ok|okay|enough|an?\s)
            |if\s+(?:not|you'?d\s+rather\s+not|you\s+(?:can'?t|cannot|don'?t|would\s+rather\s+not|prefer
              \s+not)|it'?s\s+not|it\s+(?:doesn'?t|isn'?t)|that\s+(?:doesn'?t|isn'?t)|this\s+(?:isn'?t
              |doesn'?t))|feel\s+free\s+to\s+(?:say\s+no|ignore|decline|skip|pass)|happy\s+(?:either\s+way
              |to\s+hear\s+no)|(?:totally|completely|perfectly|absolutely)\s+(?:fine|ok|okay|understand
              |understandable)|(?:i(?:'ll|'d|\s+will|\s+would)?\s+)?(?:fully\s+|totally\s+)?understand\s+if
              |don'?t\s+worry\s+if|just\s+say\s+(?:so|no)|only\s+if\s+(?:you|it)|either\s+way
            |kein\s+(?:problem|ding|stress|muss)|(?:wenn|falls)\s+(?:nicht|es\s+nicht|du\s+nicht|sie\s+nicht
              |dir|ihnen|das\s+nicht)|(?:völlig|absolut|ganz)\s+(?:in\s+ordnung|okay|ok)|ein\s+nein\b
              |auch\s+ein\s+\W?nein)""",
        re.VERBOSE,
    ),
    "tried": re.compile(
        r"""\b(?:i(?:'ve|\s+have)?|we(?:'ve|\s+have)?)\s+(?:already\s+|also\s+|so\s+far\s+)*(?:tried|read
              |asked|looked|spoken|spoke|searched|checked|gone\s+through|went\s+through|contacted|talked
              |compared|tested|written\s+to|drafted|narrowed|built|been\s+through)\b | \bso\s+far\b
            |\bich\s+habe\s+(?:\w+\s+){0,6}?(?:versucht|gelesen|gefragt|gesucht|probiert|geprüft
              |angeschaut|verglichen|gesprochen|geschrieben)\b | \bbisher\b""",
        re.VERBOSE,
    ),
    "offer": re.compile(
        r"""\b(?:in\s+(?:return|exchange)|i(?:'d|'ll|\s+would|\s+will|'m|\s+am)?\s+(?:be\s+)?(?:happy|glad)
              \s+to\b|i\s+(?:can|could)\s+(?:offer|help|share|send|introduce|show|give|put)
              |let\s+me\s+know\s+(?:if|how|what)\s+i\s+can|(?:my\s+treat|on\s+me\b|i'?ll\s+(?:pay|buy|bring
              |send|share|write|draft|come\s+to))|buy\s+you|(?:i|we)\s+(?:will|'ll)\s+(?:pay|send|share)
              |what\s+can\s+i\s+do\s+for\s+you|anything\s+i\s+can
            |im\s+gegenzug|(?:ich\s+)?(?:revanchiere|helfe|teile|schicke)\w*\s+(?:\w+\s+){0,2}?gern\w*
              |gern\w*\s+(?:lade|helfe|revanchiere|teile|zeige|schicke)\w*|ich\s+(?:kann|komme)\s+gern\w*
              |ich\s+lade\s+(?:dich|sie)\s+ein)""",
        re.VERBOSE,
    ),
}


class Ask(NamedTuple):
    """A sentence that asks, whether for more than a line in return, and if it says for what."""

    span: Span
    is_question: bool
    is_large: bool
    is_vague: bool


# A question of fact is answered in a line, whatever it is about; these are none.
_OF_FACT = re.compile(
    r"""^\W*(?:(?:so|and|but|also|well),?\s+)?(?:did|do|does|is|are|was|were|has|have|had|which|who|whose
        |what|when|where|why|how|hat|haben|ist|sind|war|welche[rsn]?|wer|was|wann|wo|warum|wie)\b
        (?!\s+(?:you\s+(?:\w+\s+)?(?:free|available|open|willing|up\s+for|able|have\s+(?:a|an|any|some
            |time|\d+|half))|there\s+(?:a|any)\s+(?:chance|way)|about\b|it\s+(?:possible|ok)))""",
    re.VERBOSE,
)
# What speaks of an ask of before, and how it went.
_OF_BEFORE = re.compile(
    r"\byour\s+(?:\w+\s+)?(?:advice|help|feedback|input|suggestions?|thoughts|comments|introduction)\s+"
    r"(?:[\w\s]{0,40}\s)?(?:paid|helped|worked|saved|was|were|made|got|gave|led|turned|meant)\b"
)


# Kind words at the beginning, "hope the week is treating you kindly", ask for nothing.
_WISHES = re.compile(
    r"^\W*(?:i\s+)?(?:hope|trust)\s+(?:this|that|the|your|you(?!\s+(?:can|will|could|would|might|may)\b)|"
    r"all|everything|things|it)"
)


def asks(letter: Letter) -> list[Ask]:
    """Return the sentences of a draft that ask."""
    found = []
    for span in letter.sentences:
        sentence = letter.of(span)
        is_question = bool(questions(sentence))
        told = not is_question and (
            _OF_BEFORE.search(letter.plain, *span) or _WISHES.match(letter.read(span))
        )
        if not told and (is_question or cue(sentence) or _ASKS_TOO.search(letter.plain, *span)):
            found.append(Ask(span, is_question, is_large(sentence), is_vague(sentence)))
    return found


def said(letter: Letter) -> frozenset[str]:
    """Return which parts of a good ask a draft says: why_you, by_when, easy_no, tried, offer."""
    return frozenset(
        part for part, pattern in _SAID.items() if pattern.search(letter.plain, *letter.body)
    )


def is_large(sentence: str) -> bool:
    """Tell whether a sentence asks for more than a line in return: a meeting, an introduction."""
    plain = _URL.sub("", sentence.lower())
    return _LARGE.search(plain) is not None and _OF_FACT.match(plain) is None
