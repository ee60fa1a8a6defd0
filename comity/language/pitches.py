"""A text in; whether it offers something to somebody whom its writer does not know, out.

The phrases are those of sales and recruiting mail in English: a scheduling link, a brief
conversation, a background that stood out. Said by a friend they mean what they say: who writes
is for the reader to weigh.
"""

from __future__ import annotations

import re

_HINTS = (
    *("calendly", "cal.com", "hubspot", "chilipiper", "savvycal", "tidycal", "youcanbook.me"),
    *("doodle.com", "/bookings", "zcal.co", "koalendar", "acuityscheduling", "appointlet"),
    *("brief ", "quick ", "short ", "minute", "-min", " min ", "stood out", "impressive"),
    *("opportunit", "your profile", "learn more about", "someone you know", "like you", "open to"),
    *("book a ", "demo", "fit", "exploring", "your background"),
)
_PITCH = re.compile(
    r"""\b(?:calendly\.com|cal\.com|meetings\.hubspot\.com|chilipiper\.com|savvycal\.com
        |tidycal\.com|youcanbook\.me|zcal\.co|koalendar\.com|acuityscheduling\.com
        |appointlet\.com|doodle\.com/bp)/?\S*
      | /owa/calendar/\S*/bookings
      | \b(?:brief|quick|short|exploratory|introductory)\s+(?:intro(?:ductory)?\s+)?(?:conversation
          |chat|call|demo|question)\b
      | \b(?:10|15|20|25|30)[\s-]min(?:ute)?s?\s+(?:call|chat|demo|conversation|slot|of\s+your)\b
      | \byour\s+(?:background|profile|experience|work)\s+(?:\w+\s+)?(?:stood\s+out|caught
          |(?:is|was|looks)\s+(?:\w+\s+)?(?:impressive|a\s+(?:great|strong|perfect)))
      | \b(?:came|come|stumbled)\s+(?:across|upon)\s+your\s+profile\b
      | \b(?:learn|hear|know)\s+more\s+about\s+your\s+(?:world|business|company|role|team|goals
          |priorities|challenges|needs)\b
      | \byou\s+or\s+(?:someone|anyone)\s+you\s+know\b
      | \b(?:companies|businesses|founders|leaders|teams|firms|executives)\s+like\s+(?:yours?|you)\b
      | \bbook\s+a\s+(?:time|slot|demo|call)\b | \b(?:a|our)\s+(?:quick\s+|free\s+)?demo\s+of\b
      | \bsee\s+if\s+(?:there(?:'s|\s+is)|we(?:'re|\s+are))\s+a\s+(?:good\s+|mutual\s+)?fit\b
      | \bopen\s+to\s+(?:new\s+|exploring\s+|hearing\s+(?:about|more)|a\s+(?:quick|brief|short|chat
          |call|conversation))""",
    re.VERBOSE,
)


def is_pitch(text: str) -> bool:
    """Tell whether a text reads as a stranger's offer."""
    plain = text[: 1 << 13].replace("\u2019", "'").lower()
    return any(hint in plain for hint in _HINTS) and _PITCH.search(plain) is not None
