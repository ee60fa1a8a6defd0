"""A text in, the sentences that would have the two meet or talk some day, and name none, out.

"We should have coffee", "let's catch up soon". A question is one that wants an answer, and a
sentence that names a day is a proposal; neither is of these. English, German, French and Spanish.
"""

from __future__ import annotations

import re
from datetime import datetime

from comity.language.asides import holds_patch, is_code_talk
from comity.language.due import due
from comity.language.sentences import split

HINTS = (
    *("coffee", "lunch", "dinner", "drink", "beer", "tea ", "catch up", "catch-up", "get together"),
    *("meet", "talk", "speak", "chat", "kaffee", "treffen", "mittagessen", "telefonieren"),
    *("café", "déjeuner", "se voir", "se parler", "comer", "vernos", "queda", "hablar"),
)
_ANY_DAY = datetime(2001, 1, 1)  # noqa: DTZ001 - whether a day is named does not hang on when
_MEAL = (
    r"(?:(?:have|grab|get|do|go\s+for|share)\s+(?:a\s+|some\s+)?(?:\w+\s+)?(?:coffee|lunch|dinner"
    r"|drinks?|beers?|tea|breakfast))"
)
_TOGETHER = (
    rf"(?:{_MEAL}|catch\s+up|get\s+together|meet(?:\s+up)?(?!\w)|(?:talk|speak|chat)(?:(?=\s*[.!]|$)|\s+(?:soon"
    r"|sometime|some\s+time|properly|again|more|on\s+the\s+phone|in\s+person|about\s+(?:this|it)\s+"
    r"(?:some\s+time|soon|over)))|have\s+a\s+(?:proper\s+|quick\s+|longer\s+)?(?:chat|call|catch-?up"
    r"|talk|conversation)(?!\s+with\s+(?!you)))"
)
_OVERTURE = re.compile(
    rf"""(?:\b(?:we|you\s+and\s+i)\s+(?:really\s+|definitely\s+|must\s+|ought\s+to\s+|should\s+
            |need\s+to\s+|have\s+to\s+|could\s+|all\s+|both\s+){{1,3}}{_TOGETHER}
        | \b(?:let's|let\s+us)\s+(?:definitely\s+|try\s+to\s+|please\s+)?{_TOGETHER}
        | \b(?:i(?:'d|\s+would)\s+(?:\w+\s+)?(?:love|like)\s+to|it\s+would\s+be\s+(?:\w+\s+)?
            (?:great|good|nice|lovely|fun)\s+to|happy\s+to|would\s+love\s+to)\s+{_TOGETHER}
        | \b(?:lass|lasst)\s+uns\s+(?:mal\s+|bald\s+|wieder\s+)*(?:\w+\s+){{0,3}}(?:treffen|kaffee
            \s+trinken|telefonieren|essen\s+gehen|mittagessen)
        | \bwir\s+(?:sollten|müssen)\s+(?:uns\s+)?(?:mal\s+|bald\s+|wieder\s+|unbedingt\s+)*
            (?:\w+\s+){{0,3}}(?:treffen|telefonieren|kaffee\s+trinken|essen\s+gehen)
        | \b(?:il\s+faut|il\s+faudrait|on\s+devrait|on\s+pourrait)\s+(?:qu'on\s+|vraiment\s+)?
            (?:se\s+(?:voir|voie|parler|parle|retrouver)|(?:prendre|prenne|boire|boive)\s+un\s+
            (?:café|verre)|déjeuner|dîner)
        | \b(?:tenemos\s+que|deberíamos|a\s+ver\s+si|hay\s+que)\s+(?:\w+\s+)?(?:vernos|quedar
            |quedamos|tomar(?:nos)?\s+un\s+café|comer\s+juntos|hablar\s+con\s+calma)
    )""",
    re.VERBOSE,
)
_NONE = re.compile(
    r"""\b(?:if\s+(?:you|we|that|not|so|need)|(?:should|could)\s+have\s+(?:been|met|had|talked|\w+ed\b)|instead\s+of|not\s+(?:meet
        |talk)|met\b|requirement|deadline|criteria|goal|standard|halfway|the\s+(?:needs|demand))\b
      | n't\b | \bnot\b | \bmeet\s+(?:the|our|its|their|your|these|those|all|any|every|with\s+(?!
        you|me\b|up)) | \b(?:last|yesterday)\b""",
    re.VERBOSE,
)
_FIXED = re.compile(
    r"""\b(?:at\s+\d{1,2}(?::\d\d|\s*(?:am|pm|h|uhr|o'clock))|\d{1,2}:\d\d|this\s+(?:morning
        |afternoon|evening)|tonight|tomorrow|at\s+(?:the|our)\s+(?:conference|summit|meeting|workshop|session
        |kernel|event|forum|mini)|in\s+(?:january|february|march|april|may|june|july|august|september
        |october|november|december))\b""",
    re.VERBOSE,
)


def overtures(text: str) -> list[str]:
    """Return the sentences that would have the two meet or talk, and set no day."""
    plain = text.replace("\u2019", "'").lower()
    if not any(hint in plain for hint in HINTS) or holds_patch(text):
        return []
    return [sentence for sentence in split(text) if _is_overture(sentence)]


def _is_overture(sentence: str) -> bool:
    plain = sentence.replace("\u2019", "'").lower()
    if plain.rstrip(" \"')*_").endswith("?") or _OVERTURE.search(plain) is None:
        return False
    if _NONE.search(plain) or _FIXED.search(plain) or is_code_talk(sentence):
        return False
    return due(sentence, _ANY_DAY) is None
