"""Display names in, comparable words out; and whether two names can be one person's.

Compatible names differ by initials, nicknames, order, alphabet, spelling or left-out words: the
name rules of gambit (Gote and Zingg, MSR 2021), used here to refuse as well as to find.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import JaroWinkler

from comity.linkage.writing import romanised, skeleton, sound, spelled
from comity.normalise import name as normalise
from comity.normalise.given import common_given, listed

Name = tuple[str, ...]  # words in the order written, folded, initials included

_SPELLED_LETTERS = 4  # of a word of which another spelling can be told
_FEMALE = ("a", "e", "ine", "ina", "ette", "etta", "elle", "ella", "le", "la", "ne", "na")
_VOWELS = frozenset("aeiou")
_SOUND_LETTERS = 6  # of a word that is known by its consonants
_PET_ENDS = ("ie", "i", "y")
_ARTICLES = frozenset("al el ul as es ad ed ar er".split())  # of Arabic
_BOTH_FEMALE = frozenset("ae")  # Helena, Helene
_SLAVIC = (
    "ov",
    "ev",
    "in",
    "yn",
    "ak",
    "ek",
    "ik",
    "sk",
    "ck",
    "zk",
    "ny",
    "ky",
)  # Novak, Novakova
PARTICLES = frozenset(
    "de den der di da do dos das du del dela della la van von zu ter ten al el bin ibn e y".split()
)
_ANYONES = frozenset("singh kaur nguyen khan kumar begum devi bibi".split())  # with any given name
INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"  # of a syllable of Chinese in pinyin
FINAL = (
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ui|ao|ou|iu|ie|ue|er|an|en|in|un"
    "|ia|ua|uo|a|o|e|i|u)"
)
_WORDS_MAX = 6  # more is a sentence
_SLIP = 0.92  # Jaro-Winkler of two spellings of one word
_SLIP_LETTERS = 5
_UNSPACED = re.compile(r"[\u3400-\u9fff]{3,6}|[\uac00-\ud7af]{3,4}")
_LONG_UNSPACED = 4  # characters or more, of which two are the family's
_LAST_ALPHABET = "\u2e80"  # what comes later are characters, and one is a word and no initial
_STEM_LETTERS = 3  # "alex" is "alexander", "al" may be anybody


def words(name: str) -> Name:
    """Return the words of a cleaned display name: folded, in Latin letters, no numbers."""
    plain = name.lower().split() if name.isascii() else ()
    if len(plain) > 1 and all(map(str.isalpha, plain)) and _ends(plain[0]) and _ends(plain[-1]):
        return tuple(plain[:_WORDS_MAX])
    found = normalise.words(name)
    if not name.isascii():
        found = _divided(found[0]) if len(found) == 1 else tuple(map(romanised, found))
    return tuple(word for word in found if not word.isdigit())[:_WORDS_MAX]


def _divided(word: str) -> Name:
    """Return a name in Han or Hangul, written without a space, as family and given name."""
    if not _UNSPACED.fullmatch(word):
        return (romanised(word),)
    family = 2 if len(word) >= _LONG_UNSPACED else 1
    return word[:family], word[family:]


@lru_cache(maxsize=1 << 16)
def _ends(word: str) -> bool:
    """Tell whether a name may begin or end with the word: with "ada", not with "dr" or "phd"."""
    return normalise.words(f"{word} {word}") == (word, word)


def full(name: Name) -> Name:
    """Return the words of two letters or more if there are two of them, else nothing."""
    if len(name) > 1 and min(map(len, name)) > 1:
        return name
    long = tuple(word for word in name if len(word) > 1 or word > _LAST_ALPHABET)
    return long if len(long) > 1 else ()


@cache
def widespread() -> frozenset[str]:
    """Return family names that very many people bear."""
    return listed(__package__, "family_names.txt")


@cache
def _common_given() -> frozenset[str]:
    return common_given() | nicknames()


def is_widespread(name: Name) -> bool:
    """Tell a full name that two people may well share, in either order: Wang Wei, Jan de Vries.

    Of names in other writings than ours nobody here knows how many bear them.
    """
    if script(name) or not _ANYONES.isdisjoint((name[0], name[-1])):
        return True
    return _is_widespread(name[0], name[1:]) or _is_widespread(name[-1], name[:-1])


def _is_widespread(given: str, family: Name) -> bool:
    if not is_common_given(given):
        return False
    words = [word for word in family if word not in PARTICLES]
    families = widespread()
    if "".join(family) in families:
        return True
    return not families.isdisjoint(words) and all(
        word in families or is_common_given(word) for word in words
    )


def is_common_given(word: str) -> bool:
    """Tell a given name of many, or an initial."""
    return len(word) == 1 or word in _common_given()


@cache
def _given() -> dict[str, frozenset[str]]:
    """Return, of each form in the table, the given names it may stand for."""
    text = resources.files(__package__).joinpath("nicknames.txt").read_text("utf-8")
    given: dict[str, set[str]] = {}
    for line in text.splitlines():
        whole, colon, forms = line.partition(":")
        for form in (whole, *forms.split()) if colon and not line.startswith("#") else ():
            given.setdefault(form, set()).add(whole)
    return {form: frozenset(whole) for form, whole in given.items()}


@cache
def _forms() -> dict[str, set[str]]:
    """Return, of each given name in the table, its forms, itself among them."""
    forms: dict[str, set[str]] = {}
    for form, given in _given().items():
        for whole in given:
            forms.setdefault(whole, set()).add(form)
    return forms


@cache
def other_forms(word: str) -> frozenset[str]:
    """Return the other common forms of a given name: of "robert" also "bob"."""
    forms = (_forms()[whole] for whole in _given().get(word, ()))
    return frozenset[str]().union(*forms) - {word}


@lru_cache(maxsize=1 << 16)
def alike(left: str, right: str) -> bool:
    """Tell whether two words can be one word of a name."""
    given, other = _given().get(left), _given().get(right)
    if given and other and given & other:
        return True
    shorter = min(len(left), len(right))
    if left.startswith(right) or right.startswith(left):
        return left == right or shorter == 1 or shorter >= _STEM_LETTERS
    if same(left, right) or _is_pet_form(left, right):
        return True
    if left[0] != right[0]:
        return False
    left, right = sound(left), sound(right)
    ends = {left[-1], right[-1]}
    if shorter < _SLIP_LETTERS or (len(ends) > 1 and ends != _BOTH_FEMALE):  # Patrick, Patricia
        return left == right
    return JaroWinkler.similarity(left, right) >= _SLIP


def _is_pet_form(left: str, right: str) -> bool:
    """Tell a given name cut after a consonant, with a fond ending: Zsuzsi of Zsuzsanna."""
    short, whole = sorted((left, right), key=len)
    end = next((end for end in _PET_ENDS if short.endswith(end)), "")
    stem = short.removesuffix(end)
    if not end or len(stem) < _STEM_LETTERS or stem[-1] in _VOWELS:
        return False
    return whole.startswith(stem) and len(whole) > len(short)


@lru_cache(maxsize=1 << 16)
def same(left: str, right: str) -> bool:
    """Tell whether two words are one word of a name, however spelled or shortened to a letter."""
    shorter = min(len(left), len(right))
    if left == right or (left[0] == right[0] and shorter == 1):
        return True
    if left in _ARTICLES and right in _ARTICLES:
        return True
    if shorter < _SPELLED_LETTERS:
        return sound(left) == sound(right)
    return spelled(left) == spelled(right)


@lru_cache(maxsize=1 << 16)
def gendered(left: str, right: str, *, family: bool = False) -> bool:
    """Tell a man's name from a woman's that is made of it: Jan and Jana, Mario and Maria.

    Of a family name that goes with its bearer, Ivanov and Ivanova, both may be one person's.
    """
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < _STEM_LETTERS or (_given().get(left, {left}) & _given().get(right, {right})):
        return False
    if len(shorter) == len(longer):
        ends = {shorter[-1], longer[-1]}
        made = len(ends) > 1 and ends <= _VOWELS and shorter[:-1] == longer[:-1]
        made = made and ends != _BOTH_FEMALE
        return made and not (family and shorter[:-1].endswith(_SLAVIC))
    made = longer.startswith(shorter) and longer[len(shorter) :] in _FEMALE
    if shorter[-1] in _VOWELS:  # Marco, Marcella; Nicola, Nicole
        made = made or (longer.startswith(shorter[:-1]) and longer[len(shorter) - 1 :] in _FEMALE)
    return made and not (family and shorter.endswith(_SLAVIC))


@lru_cache(maxsize=1 << 16)
def sounds_one(left: Name, right: Name) -> bool:
    """Tell whether two names may be one, written by the ear: enough to ask, never to say so."""
    if len(left) != len(right) or two_given(left[0], right[0], left[-1], right[-1]):
        return False
    return all(one == other or _sounds(one, other) for one, other in zip(left, right, strict=True))


def _sounds(left: str, right: str) -> bool:
    long = min(len(left), len(right)) >= _SOUND_LETTERS
    alike_ended = (left[-1] in _VOWELS) == (right[-1] in _VOWELS)
    return long and alike_ended and skeleton(left) == skeleton(right)


@lru_cache(maxsize=1 << 16)
def compatible(left: Name, right: Name) -> bool:
    """Tell whether two names can be one person's: each word of the shorter is in the longer."""
    if left == right or "".join(left) == "".join(right):
        return True
    if two_given(left[0], right[0], left[-1], right[-1]):
        return False
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    rest = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = word if word in rest else _alike_of(word, rest)
        if match is None:
            return False
        rest.remove(match)
    return bool(shorter)


def two_given(first: str, other_first: str, last: str, other_last: str) -> bool:
    """Tell by the words that begin and end them that two names are a man's and a woman's."""
    return gendered(first, other_first) or gendered(last, other_last, family=True)


@lru_cache(maxsize=1 << 16)
def certain(left: Name, right: Name) -> bool:
    """Tell whether two names are one but for spelling, initials and names left out.

    A given name that is shortened, a pet form or turned round leaves a doubt.
    """
    if left == right or "".join(left) == "".join(right):
        return True
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    if not shorter or not same(shorter[0], longer[0]):
        return False
    rest = list(longer[1:])
    for word in shorter[1:]:
        match = next((other for other in rest if same(word, other)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


@lru_cache(maxsize=1 << 16)
def script(name: Name) -> str:
    """Return the writing of a name; "" for Latin, in which Cyrillic names are compared too."""
    letter = name[0][:1]
    if letter < "\u0250":
        return ""
    writing = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if writing in {"HIRAGANA", "KATAKANA"} else writing


def _alike_of(word: str, others: list[str]) -> str | None:
    for other in others:
        if alike(word, other):
            return other
    return None


def nicknames() -> frozenset[str]:
    """Return all given names and forms of them in the table."""
    return frozenset(_given())
