"""How long a draft is, how long it takes to say, and who is spoken of: plain counts.

Read aloud, English goes at 183 words a minute (Brysbaert, Journal of Memory and Language 2019: 77
studies) and German at 179 (Trauzettel-Klosinski and Dietz, IOVS 2012).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.language.draft.letter import Letter

WORDS_A_MINUTE = {"de": 179}
_WORDS_A_MINUTE = 183
_WORD = re.compile(r"[^\W_]+(?:['.@/:-]+[^\W_]+)*")
_OF_ME = frozenset(
    "i i'm i've i'd i'll me my mine myself we we're we've we'd we'll us our ours "
    "ich mich mir mein meine meinen meinem meiner wir uns unser unsere unseren".split()
)
_OF_YOU = frozenset(
    "you you're you've you'd you'll your yours yourself u "
    "du dich dir dein deine deinen deinem deiner sie ihnen ihr ihre ihren ihrem ihrer euch euer "
    "eure".split()
)


@dataclass(frozen=True, slots=True)
class Balance:
    """The words of a draft, its seconds read aloud, words of its writer and of its reader."""

    words: int
    seconds: int
    of_me: int
    of_you: int


def balance(letter: Letter) -> Balance:
    """Return the counts of a draft's body."""
    words = _WORD.findall(letter.text)
    a_minute = WORDS_A_MINUTE.get(letter.language, _WORDS_A_MINUTE)
    return Balance(
        words=len(words),
        seconds=round(60 * len(words) / a_minute),
        of_me=sum(word in _OF_ME for word in words),
        of_you=sum(word in _OF_YOU for word in words),
    )
