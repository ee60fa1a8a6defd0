"""A sentence that asks in; whether its reader would first have to ask what is wanted, out.

An ask is specific where the reader could do it, or say yes or no to it, from the sentence alone: it
names the act and what it is done to. "Any help", "your thoughts", "a chat sometime" leave that to
the reader. What is vague is told by such phrases; a number, a day, a name or a place in a text
takes it back. ``evaluate asks`` measures it.
"""

from __future__ import annotations

import re

_VAGUE = re.compile(
    r"""\b(?:pick(?:ing)?\s+your\s+brain
      | (?:any|some|more|your|a\s+little|a\s+bit\s+of)\s+(?:\w+\s+)?(?:help|advice|thoughts?
        |feedback
          |ideas?|suggestions?|leads?|tips?|insights?|guidance|input|pointers|support|perspective
          |experience|wisdom|expertise|time\s+for)\b(?!\s+(?:to|with)\b)
      | (?:any|some|more)\s+(?:\w+\s+)?(?:contacts?|introductions?|intros?|examples?|opportunit\w+
          |questions?|comments?|investors?|recommendations?)\b
      | (?:advice|guidance|feedback|help)\s+(?:on|with|for|about)\s+(?:my|our|the|this)\b
          (?!\s+(?:cv|resume|draft|slides?|report))
      | what\s+(?:do\s+)?you\s+think | what\s+are\s+your\s+thoughts
        | what\s+would\s+you\s+do(?:\s+in\s+my\s+\w+)?\s*\?
      | (?:keep|bear|have)\s+(?:me|us)\s+in\s+mind | keep\s+an?\s+(?:eye|ear)\s+out
      | (?:hear|know)\s+of\s+(?:any\w*|some\w*) | anyone\s+who\s+(?:might|could|may)
      | (?:to\s+|and\s+|let's\s+|let\s+us\s+|we\s+)(?:\w+\s+){0,2}?(?:connect|catch\s+up
        |touch\s+base
          |get\s+together|brainstorm|collaborate|network|meet\s+up|hang\s+out|explore)\b
      | (?:reach(?:ing)?\s+out|get\s+in\s+touch|stay\s+in\s+touch)\b(?!\s+w(?:ith\b|/))
        | spread\s+the\s+word
      | (?:interested|consider)\s+(?:in\s+)?(?:collaborat|partner|work)\w*
      | partner(?:ing)?\s+with\s+(?:us|me) | work(?:ing)?\s+together | do\s+something\s+together
      | (?:right|some)\s+direction | foot\s+in\s+the\s+door | get\s+involved | pass\s+my\s+name
      | (?:quick|short|brief|little|informal)\s+(?:chat|call|word|conversation)
      | (?:a|the)\s+(?:chat|conversation)\b | jump\s+on\s+a\s+call | synerg\w+
      | (?:support|assist|help|back|mentor|hire)\s+(?:us|me)\b(?:\s+out|\s+in\s+any|\s+with|
          \s+find|\s*[?.!])
      | be\s+able\s+to\s+(?:assist|help|support) | (?:a|your)\s+hand\b | count\s+on\s+you
      | (?:something|anything|whatever|someone|somebody|people\s+in|relevant\s+people
          |decision[\s-]makers)\b
      | at\s+your\s+(?:\w+\s+)?convenience | when(?:ever)?\s+you\s+(?:get\s+a\s+chance|have\s+time)
      | (?:discuss|talk\s+about|talk\s+through)\s+(?:things?|this|it|that|my|our|the\s+future
        |working)
          \b(?!\s+(?:at|in|on|over)\b)
      | (?:take|have)\s+a\s+look\b\s*[?.!]* | ask\s+(?:you\s+)?(?:a\s+few|some)\s+questions
      | ask\s+around | ask\s+you\s+about
      | (?:more\s+)?about\s+(?:what\s+you|your\s+(?:work|world|business|company|job|role))
      | (?:how\s+(?:can|should|could)\s+(?:i|we)|best\s+way\s+to)\b | how\s+i\s+can\b
      | see\s+where\s+things | where\s+do\s+you\s+see | do\s+the\s+needful | please\s+advise
      | time\s+to\s+talk | time\s+for\s+(?:me|us) | spare\s+(?:some|a\s+little)\s+time
      | be\s+grateful\s+for\s+any | there\s+might\s+be | your\s+(?:company|team)\s*\?
      | review\s+and\s+let\s+me\s+know | opportunity\s+to\s+(?:discuss|speak|talk|meet)
      | present\s+our | my\s+situation | better\s+idea | about\s+this\b | this\s+to\s+me
      | support\s+the\b | explore\s+\w+ | expand\s+my\s+network)
      | ^\W*(?:thoughts|ideas|feedback|advice|help)\s*\??$
      | ^\W*(?:can|could|shall|should)\s+we\s+(?:meet|talk|speak|chat|call)\s*\?*$
      | ^\W*are\s+you\s+(?:available|free|around|open\s+to\b.*)\s*\?*$
      | ^\W*(?:can|could|would)\s+you\s+(?:help|mentor\s+me|hire\s+me|assist)\s*\?*$""",
    re.VERBOSE,
)
_EXACT = re.compile(
    r"""\d | \b(?:mon|tues|wednes|thurs|fri|satur|sun)day | \b(?:today|tonight|tomorrow|noon
      |weekend)\b
      | \b(?:january|february|march|april|june|july|august|september|october|november|december)\b
      | \b(?:one|two|three|four|five|six|ten|fifteen|twenty)\s+(?:\w+\s+)?(?:minutes?|lines?|pages?
          |hours?|people|sentences?|slides?|questions?|weeks?|names?|dates?)\b
      | \b(?:the|your|this|attached)\s+(?:\w+\s+){0,2}(?:page|row|section|slide|chapter|paragraph
          |invoice|contract|minutes|template|list|draft|letter|table|schedule|figures?)\b
      | \b(?:whether|which\s+of)\b | ^\W*(?:which|why|when|who)\b""",
    re.VERBOSE,
)
_NAME = re.compile(r"(?<=[a-z,;:] )(?!AI\b|CV\b|IT\b|HR\b|I\b|ASAP\b|I')[A-Z][\w'-]+")


def is_vague(sentence: str) -> bool:
    """Tell whether an ask leaves it to its reader to find what is wanted."""
    plain = sentence.replace("\u2019", "'").lower()
    if _VAGUE.search(plain) is None:
        return False
    return _EXACT.search(plain) is None and _NAME.search(sentence) is None
