"""A sentence in; whether it asks nobody (rhetoric, an answer in the next breath) or is of code.

Rules of thumb in the manner of ``cues``: patterns for text in lower case with plain apostrophes,
English first, then the commonest phrases of German, French and Spanish.
"""

from __future__ import annotations

import re

_RHETORICAL = re.compile(
    r"""^(?:(?:and|but|so|well|or|then|besides|after\s+all|seriously|honestly)[\s,:]++)*(?:
        who\s+(?:cares|doesn't|wouldn't|hasn't|isn't|can\s+blame|am\s+i\s+to
          |(?:would|could)\s+have\s+(?:thought|guessed|known)
          |on\s+earth|in\s+their\s+right\s+mind|the\s+(?:hell|heck))\b
      | who\s+(?:knew|knows)\s*(?:\?|that\b|it\b) | who\s+needs\s+(?:it|that|them|enemies)\b
      | what(?:'s|\s+is)\s+not\s+to\s+(?:like|love)\b
      | what(?:'s|\s+is|\s+was)\s+the\s+(?:point|harm|use)\s*(?:\?|of\b|in\b)
      | what\s+(?:could|can)\s+(?:possibly\s+)?go\s+wrong\b
      | what\s+(?:more|else)\s+(?:can|could)\s+(?:one|you|anyone|i)\s+(?:want|wish|ask\s+for)\b
      | what\s+else\s+is\s+new\b | what\s+the\s+(?:hell|heck)\b
      | what\s+does\s+it\s+matter\b | what\s+(?:do|did)\s+(?:i|we)\s+know\b | so\s+what\s*\?
      | (?:how|why|what|where)\s+(?:is|are|was)\s+any\s+of\s+(?:this|that|it|these)\b
      | how\s+(?:hard|difficult|bad)\s+(?:can|could)\s+(?:it|that|this)\s+be\b
      | how\s+(?:could|can|dare)\s+(?:i|you|anyone|one|we|they)\s+(?:not\b|possibly|ever|forget
          |resist|refuse|say\s+no|\?)
      | how\s+dare\b
      | how\s+(?:cool|great|nice|good|lucky|sad|weird|funny|exciting|lovely|awesome|crazy|odd
          |amazing|ironic|typical)\s+(?:is|are|was|were)\s+(?:that|this|it|they|we)\b
      | why\s+(?:not|me|oh\s+why)\s*\? | why\s+(?:bother|on\s+earth|in\s+the\s+world)\b
      | why\s+(?:would|should)\s+(?:anyone|anybody|one|people|somebody|someone)\b
      | why\s+should\s+(?:i|we)\s+(?:care|bother)\b
      | (?:is|was)n't\s+(?:it|that|this|life)\s+(?:\w+\s+)?(?:great|funny|odd|ironic|amazing|nice
          |lovely|wonderful|obvious|strange|so|enough|the\s+(?:whole\s+)?point)\b
      | (?:(?:is|was|are|were|do|does|did|has|have|ca|wo|would|should|could)n't)\s+(?:it|that|they
          |he|she|there|we\s+all|everyone)\s*\?
      | (?:is|was)\s+it\s+(?:any|no)\s+wonder\b | is\s+it\s+just\s+me\b | is\s+that\s+so\b
      | am\s+i\s+the\s+only\s+one\b | since\s+when\b | says\s+who\b
      | need\s+i\s+(?:say|go\s+on)\b | dare\s+i\s+say\b | do\s+i\s+need\s+to\s+say\s+more\b
      | (?:can|could|would)\s+you\s+(?:believe|imagine)\b | did\s+you\s+know\s+that\b
      | (?:do|does|did|has|have|is|would|could|can)\s+(?:anyone|anybody|people)\s+(?:really
          |actually|seriously|honestly|even)\b
      | where\s+(?:will|would|does)\s+(?:it|this|that)\s+(?:all\s+)?end\b
      | where\s+(?:did|does|has|have)\s+(?:the\s+)?(?:time|years?|summer|weeks?|months?|days?)\b
      | (?:really|seriously|honestly|says\s+who|remember\s+when)\s*\?
      | (?:the|my|our)\s+(?:\w+\s+)?(?:result|problem|catch|answer|reason|upshot|news|part|outcome
          |lesson|solution|takeaway|verdict|moral)\s*\?
      | (?:tired\s+of|fed\s+up\s+with|sounds?\s+familiar|want\s+to\s+know\s+(?:a\s+secret|why|how
          |more))\b
      | wer\s+(?:weiß|hätte\s+das\s+gedacht)\b | warum\s+(?:auch\s+)?nicht\s*\? | na\s+und\s*\?
      | was\s+soll'?s\b | wozu\s+auch\b
      | qui\s+sait\b | pourquoi\s+pas\s*\? | (?:à|a)\s+quoi\s+bon\b
      | ¿?\s*(?:quién\s+sabe\b|por\s+qué\s+no\s*\?|y\s+qué\s*\?)
    )""",
    re.VERBOSE,
)
_OWN_ANSWER = re.compile(
    r"""(?:because\b|(?:simple|easy)[.:!]|nope\b|not\s+really\b|absolutely\s+not\b|turns\s+out\b
        |of\s+course\s+(?:not|it|they)\b|(?:no|yes)[.!]\s*$|(?:no|yes),\s+(?:it|they|we|i|because
          |that|this)\b(?!\s+(?:will|would)\s+be)|the\s+answer\s+is\b
        |my\s+(?:guess|answer|theory)\s+is\b
        |(?:nobody|no\s+one)\s+knows\b|(?:probably|maybe|perhaps)\s+because\b|exactly[.!]
        |weil\b|nein[.!]|parce\s+que\b|porque\b)""",
    re.VERBOSE,
)
_OPENING, _CLOSING = '"\u201c\u201e\u00ab', '"\u201d\u201c\u00bb'  # marks of quotation
_ASKS_ITSELF = re.compile(
    r"^(?:(?:so|and|but|also|or|well)[\s,]+)?(?:who|what|when|where|which|why|how|do|does|did|is|are"
    r"|was|were|can|could|will|would|have|has|should|shall|may|might)\b"
)

# What stands in a program and in no letter: names_of_things, calls(), operators, hexadecimals.
_CODE = re.compile(
    r"""(?<![\w@./-])[A-Za-z](?=\w*_\w)\w++(?![.@]\w) | \w\(\) | \w\([\w,\s*&]*\);
      | (?:->|::)\w | [=!]= | && | \|\| | ;\s*$ | \#(?:include|define|ifn?def)\b
      | \b0x[0-9a-fA-F]+\b | `[^`]+`
      | (?<![\w/-])[\w/-]++\.(?:c|h|py|rs|go|cpp|hpp|js|ts|java|sh|dtsi?)\b""",
    re.VERBOSE,
)
_OF_CODE = re.compile(
    r"""\b(?:null\s+pointers?|return\s+(?:values?|codes?|types?|statements?)|unsigned\s+(?:int|long
        |char|type)|[km]alloc|mutex(?:es)?|spin\s?locks?|ref\s?count\w*|bit\s?masks?|ioctls?
        |syscalls?|system\s+calls?|structs?|typedefs?|enums?|makefiles?|gcc|clang|kconfig|lockdep
        |segfaults?|segmentation\s+faults?|(?:stack\s?|back)traces?|off-by-one|endian\w*
        |(?:callback|inline|helper)\s+functions?|function\s+(?:pointers?|calls?|arguments?)
        |header\s+files?|git\s+(?:bisect|rebase|blame|log|diff|am|format-patch|send-email)
        |rebas(?:e|ed|ing)|(?:acked|reviewed|signed-off|tested)-by|checkpatch|patch\s?sets?
        |unit\s+tests?|data\s+races?|race\s+conditions?|use-after-free|memory\s+leaks?
        |compil(?:e|es|ed|er|ers|ing)|merge\s+(?:conflicts?|window))\b
      | \breturn\w*\b[^.,]{0,20}\bfunction\b(?!\s+room) | \bfunction\b[^.,]{0,12}\breturn(?:s|ed)\b
    """,
    re.VERBOSE,
)
_PATCH = re.compile(r"^(?:diff --git |@@ -\d|Signed-off-by: )", re.MULTILINE)


def is_rhetorical(plain: str, following: str) -> bool:
    """Tell whether a question asks nobody: by its words, or by what its writer says next.

    ``plain`` and ``following``, the next sentence, are in lower case with plain apostrophes.
    """
    return _RHETORICAL.match(plain) is not None or _OWN_ANSWER.match(following) is not None


def is_reported(plain: str) -> bool:
    """Tell whether what is asked stands in quotation marks within a sentence that asks nothing."""
    said = plain.rstrip()
    asked = said.rstrip(_CLOSING)
    begin = max(asked.rfind(mark) for mark in _OPENING)
    if (
        asked == said
        or not asked.endswith("?")
        or any(mark in asked[begin:] for mark in "\u201d\u00bb")
    ):
        return False
    before = asked[: max(begin, 0)]
    return any(map(str.isalnum, before)) and _ASKS_ITSELF.match(before) is None


def is_code_talk(sentence: str) -> bool:
    """Tell whether a sentence, without web addresses, speaks of the inside of a program."""
    return _CODE.search(sentence) is not None or _OF_CODE.search(sentence.lower()) is not None


def holds_patch(text: str) -> bool:
    """Tell whether a text carries changes to a program, so that all its talk is of them."""
    hinted = "diff --git " in text or "@@ -" in text or "Signed-off-by: " in text
    return hinted and _PATCH.search(text) is not None
