"""A text in, the language it is written in out, by its commonest words; "" where too few tell."""

from __future__ import annotations

import re
from collections import Counter

_WORDS_MIN = 4
_COMMON = {
    "en": "the a an and to of in is are you i we it that for on with be have was this your my can "
    "could would do not as at if or me so what when how will just thanks hi dear",
    "de": "der die das und zu von in ist sind du sie ich wir es dass für auf mit hab habe haben "
    "war dein deine ihr ihre ihnen mein meine kann könnte würde nicht als wenn oder mir mich dich "
    "dir was wann wie wird den dem ein eine einen noch auch hallo liebe danke bitte im am",
    "fr": "le la les et de des du est sont vous tu je nous il que pour sur avec être ai avez était "
    "votre vos mon ma ce cette ne pas comme si ou me quoi quand comment une un bonjour merci en au",
    "es": "el la los las y de del es son usted tú yo nosotros que para por con ser he tiene era su "
    "sus mi este esta no como si o me cuando cómo una un hola gracias en al",
    "nl": "de het een en van in is zijn je jij ik wij we dat voor op met ben heb hebt was dit jouw "
    "mijn kan zou niet als of mij wat wanneer hoe",
    "it": "il lo la gli le e di del è sono lei tu io noi che per su con essere ho ha era suo mio "
    "questo non come se o mi quando una un ciao grazie",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
COMMON = frozenset[str]().union(*_WORDS.values())  # they tell a language, and nothing else
_WORD = re.compile(r"[^\W\d_]+")


def tongue(text: str) -> str:
    """Return "en", "de" or another code; "other" for words of none of these, "" for too few."""
    words = _WORD.findall(text[:4_000].lower())
    if len(words) < _WORDS_MIN:
        return ""
    counted = Counter(
        language for word in words for language, known in _WORDS.items() if word in known
    )
    if not counted:
        return "other" if len(words) > 2 * _WORDS_MIN else ""
    language, n = counted.most_common(1)[0]
    return language if n * 8 >= len(words) or len(words) < 2 * _WORDS_MIN else "other"
