"""What tells a promise from a plan, a habit, a condition, a quotation: patterns with names.

For English text in lower case with plain apostrophes. ``UNDERTAKES`` finds what may be a promise
at all; a fitted model weighs the ``MARKS`` of it (``promises``). The marks follow what Lampert,
Dale and Paris (NAACL 2010) and Azarbonyad, Sim and White (WSDM 2019) report of commitments in mail:
who undertakes, what kind of deed, for whom, by when, and what takes it back.
"""

from __future__ import annotations

import re

_SOFTLY = r"(?:(?:also|just|now|then|definitely|certainly|gladly|happily|probably|\w+ly)\s+){0,2}"
_HEDGED = r"(?:(?:try|be\s+sure|make\s+sure|do\s+my\s+best|go\s+ahead|attempt)\s+(?:to|and)\s+)?"
_I_WILL = (
    r"\bi(?:'ll|\s+will|\s+shall|'m\s+going\s+to|\s+am\s+going\s+to|'m\s+gonna|\s+promise\s+(?:to|i"
    r"(?:'ll|\s+will))|\s+intend\s+to|\s+plan\s+to)\s+"
)
_WE_WILL = r"\bwe(?:'ll|\s+will|\s+shall|'re\s+going\s+to|\s+are\s+going\s+to)\s+"
_WILL = (
    r"^(?:(?:ok(?:ay)?|yes|sure|thanks|great|and|so|but)[,.!]?\s+)*will\s+(?=(?:send|check|try|fix"
    r"|call|look|get|let|keep|ask|follow|forward|share|write|update|add|change|do\s+so|resend|make"
    r"|take|put|test|review|post|reply|find|include|drop|remove)\b)"
)
_LET_ME = (
    r"(?:^|[,;-]\s+|\b(?:so|but|and|ok|okay)\s+)let\s+me\s+(?:\w+ly\s+)?(?=(?:check|see\s+(?:if|what"
    r"|whether)|ask|find|look|get\s+back|dig|work|confirm|investigate|verify)\b)"
)
_YOU_GET = (
    r"\byou(?:'ll|\s+will)\s+(?=(?:have|get|receive)\s+(?:it|them|this|the|my|a)\b"
    r"|hear\s+from\s+me\b)"
)
_DONE = (
    r"(?:\bi\s+owe\s+you\b|\bconsider\s+it\s+done\b|\bleave\s+(?:it|that|this)\s+(?:with|to)\s+me\b"
    r"|^(?:i'?m\s+)?on\s+it\b)"
)
UNDERTAKES = re.compile(
    f"(?P<i_will>{_I_WILL})|(?P<we_will>{_WE_WILL})|(?P<will>{_WILL})|(?P<let_me>{_LET_ME})"
    f"|(?P<you_get>{_YOU_GET})|(?P<done>{_DONE})"
)
# Words without one of which there is none, to be looked for in a line of single spaces.
HINTS = (
    *("i'll ", "we'll ", "i will ", "we will ", "i shall ", "we shall ", "i'm going to ", "gonna "),
    *("am going to ", "are going to ", "we're going to ", " let me ", "i promise ", "i intend "),
    *("i plan ", "i owe you", "consider it done", "m on it", " on it", "leave it ", "leave that "),
    *("leave this ", "you'll ", "you will ", ". will ", "! will ", ", will ", " ok will "),
    *("yes will ", "sure will ", "okay will "),
)
DEED = re.compile(
    _SOFTLY + _HEDGED + _SOFTLY + r"(?:be\s+(?=\w+ing\b))?(?P<deed>[a-z'-]+)(?P<rest>.*)", re.DOTALL
)

_KINDS = {
    "hand": "send forward give share provide mail email e-mail e:mail fax ship return pay attach"
    " post upload resend submit deliver bring lend pass transmit hand",
    "tell": "let call ring phone write reply respond answer tell update notify inform text ping"
    " contact confirm advise report explain describe keep remind cc",
    "find": "check find look ask investigate review read dig verify test see research inquire"
    " double-check study examine",
    "make": "fix add make prepare draft set schedule arrange book put change remove include write"
    " clean drop update move merge apply push organise organize order create rework respin queue"
    " finish complete do take handle buy print sign document provide work",
    "link": "introduce connect invite refer recommend mention put talk speak reach follow discuss"
    " bring raise",
    "get": "get come circle have",
    "go": "be go meet join see attend arrive leave stay visit drive fly travel sit wait stop pass"
    " stop await hang",
    "feel": "like love want need enjoy hope miss remember appreciate consider think believe agree"
    " admit say guess assume note start begin quote illustrate repeat argue bet confess"
    " acknowledge support refrain ignore happily never not continue",
}
KIND_OF: dict[str, str] = {}
for _kind, _verbs in _KINDS.items():
    for _verb in _verbs.split():
        KIND_OF.setdefault(_verb, _kind)

LONG_WORDS = 30
VETOES = frozenset({"asks_first", "if_reader", "quoted", "not", "asks", "code", "parts"})
MARKS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.VERBOSE)
    for name, pattern in {
        # by when, for whom, what
        "when": r"""\b(?:today|tonight|tomorrow|this\s+(?:morning|afternoon|evening|week(?:end)?)
            |next\s+(?:week|month|monday|tuesday|wednesday|thursday|friday)|(?:on|by|before)
            \s+(?:\w+\s+)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|lunch)
            |first\s+thing|end\s+of\s+(?:the\s+)?(?:day|week|month)|eod|asap|shortly|soon|later
            |(?:with)?in\s+(?:a|the\s+next)\s+(?:few|couple|little|while|day|week|bit)
            |right\s+away|immediately|over\s+the\s+weekend)\b""",
        "to_reader": r"""\b(?:will|'ll|shall|going\s+to|me)\s+(?:\w+\s+){1,3}(?:you|u|ya|your)\b
            |\b(?:to|for|with|at)\s+(?:you|your|u|this\s+(?:list|thread)|the\s+list|everyone)\b
            |\b(?:get|be|come|circle|go|write|call|report)\s+back\b|\bback\s+(?:to|with)\b
            |\blet\s+(?:you|u|them|him|her|everyone)\s+(?:all\s+)?know\b
            |\bin\s+the\s+(?:post|mail)\b
            |\b(?:separate|another)\s+(?:e-?mail|mail|note|message|thread)s?\b
            |\b(?:cc|keep)\s+you\b|\b(?:reply|respond|notify|post|send)\b.{0,20}\b(?:here|there
            |this\s+thread|separately|again)\b""",
        "looks_into": r"""\b(?:look\s+(?:at|into)|take\s+a(?:nother)?\s+look|check\s+(?:with|on|if
            |whether|it)|find\s+out|see\s+(?:if|whether|what)|have\s+a\s+look)\b""",
        "what": r"""\b(?:send|forward|post|share|give|get|provide|resend|submit|mail|write|add|fix
            |review|update|set|work\s+on|take|bring|clean|remove|include|make|test|check|prepare
            |return|put|pay|order|print|book|deliver|pass|raise|scan|finish|pick|find|correct)\s+
            (?:\w+\s+){0,2}(?:an?|the|my|our|your|some|any|another|more|both|all|it|this|that|these
            |those|them|details|comments|results|notes|copies|docs?)\b""",
        "to_other": r"""\b(?:talk|speak|write|mention|pass|reach\s+out|get|follow\s+up|raise
          |bring|say
            |discuss)\s+(?:\w+\s+){0,4}(?:to|with|on|at)\s+\w
            |\b(?:ask|tell|contact|call|ping|notify|cc|phone|email|warn|remind)\s+
            (?!you\b|me\b|it\b|for\b)\w""",
        "result": r"""\b(?:make\s+sure|see\s+to|set\s+up|take\s+care|work\s+on|get\s+(?:\w+\s+){1,5}
            (?:done|ready|fixed|sorted|copied|repaired|set\s+up)|keep\s+\w+\s+(?:posted|informed
            |up\s+to\s+date)|follow\s+up|report\s+back)\b""",
        # what takes it back
        "if": r"(?<!see\s)(?<!check\s)(?<!know\s)(?<!out\s)\b(?:if|unless|in\s+case|provided"
        r"|assuming|otherwise)\b|\bshould\s+(?:you|the|it|he|she|they)\b|\bbarring\b",
        "if_reader": r"(?<!see\s)\b(?:if|unless|when(?:ever)?|once|until)\s+"
        r"(?!you(?:'re|\s+are)\s+(?:around|there)\b)"
        r"(?:you|u|anyone|someone|somebody)\b"
        r"|\bshould\s+you\b|\bas\s+soon\s+as\s+you\b|\bif\s+at\s+any\b|(?<!see\s)\bif\s+i\b",
        "asks_first": r"""^(?:\W*\w+[,:]\s+)?(?:let\s+me\s+know|let\s+us\s+know|(?:send|give
          |call|tell
            |show|e?mail|leave|fax|drop)\s+(?:me|us)|just|please|could\s+you|can\s+you|would\s+you
            |why\s+don't\s+you|(?:\w+\s+){0,8}and\s+let\s+me\s+know)\b
            .*\b(?:and|so|then|&)\s+(?:i|we)\b""",
        "elsewhere": r"""\b(?:in\s+(?:this|the|that|my|our)\s+(?:talk|session|paper|case|book
          |series)
            |with\s+(?:this|the)\s+talk|in\s+(?:these|such|those)\s+\w+|depending\s+on
            |or\s+(?:will|i'?ll|i\s+will)|always|usually|normally|every|each\s+time|whenever
            |any\s*time|never|from\s+now\s+on|generally|stars\s+align|from\s+time\s+to\s+time)\b
            |:\s*$|\b(?:here|below|above)\s*[:.]?$""",
        "hedged": r"""\b(?:maybe|perhaps|likely|possibly|might|hope\s+to|hopefully
            |at\s+some\s+point|sooner\s+or\s+later|some\s?day|one\s+day|eventually
            |no\s+guarantees?|no\s+promises?|if\s+time|time\s+permits|carve\s+out|where\s+i\s+can
            |going\s+to\s+try|intend|plan\s+to|free\s+time)\b""",
        "quoted": r"""\b(?:said|says|thought|think\s+that|asked|told|wrote|claim\w*)\b.{0,20}
            [\"\u201c]|[\"\u201c][^\"\u201d]*\b(?:i(?:'ll|\s+will)|let\s+me)\b[^\"\u201d]*[\"\u201d]
            |^[\"\u201c]""",
        "not": r"\b(?:will|'ll|shall|to)\s+(?:not|never)\b|\bwon'?t\b",
        "who_i": r"\b(?:what|who|where|how|when|since|hope|fear|afraid|believe|looks\s+like|assume"
        r"|thinking|means|not\s+to\s+say)\s+(?:i|we)(?:'ll|\s+will|'m|\s+am|\s+shall|\s+promise)\b",
        "passive": r"\b(?:will|'ll|to)\s+(?:get|be)\s+(?:\d|emails?|cc'?d|\w+ed\b|to\s+the|stuck"
        r"|lost"
        r"|there|much|more|used|a\s+lot|in\b|at\b|on\b|out\b|away|back\s+(?:in|on|at)\b|off)",
        "of_saying": r"\b(?:will|'ll|me|to|shall)\s+(?:\w+ly\s+)?(?:say|add\s+(?:here|that)|admit"
        r"|quote"
        r"|illustrate|start|begin|repeat|be\s+repeating|try\s+(?:better|harder|too|it)"
        r"|respond\s+anyway"
        r"|now\s+cc|only\s+mention|take\s+you|leave|let\s+(?!you|u\b|him|her|them\b)|wait|keep\s+an"
        r"|make\s+(?:it\s+up|it\s+to|the)|spend|refrain)\b|\badd\s+here\b",
        "together": r"\b(?:together|lunch|dinner|drinks?|coffee|beer|party|meet\s+you|see\s+you"
        r"|join\s+you|in\s+town|office)\b",
        "offers": r"\b(?:happy|glad|pleased|delighted|gladly)\b",
        "firm": r"""\b(?:customers?|products?|account|subscri\w+|newsletters?|click|visit\s+our
            |members?|app|free|reminding|beta|faith|lord|conference|individuals|slots)\b""",
        "parts": r"\b(?:will|'ll|shall|going\s+to)\s+(?:\w+\s+)?see"
        r"\s+(?:you|ya|u|y'all|them|him|her)\b"
        r"|\byou(?:'ll|\s+will)\s+have\s+(?:an?\s+(?:\w+\s+)?(?:time|day|chance|look)|fun)\b",
        "asks": r"\?\W*$",
    }.items()
}
