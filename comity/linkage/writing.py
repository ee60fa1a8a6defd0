"""One word of a name in; how it is written in Latin letters, by one spelling, or heard, out.

What one language or passport office writes otherwise than another. ``spelled`` holds what leaves no
doubt; ``sound`` long vowels too; ``skeleton`` the consonants alone, which only suggest.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїєґё", "abvgdeziiklmnoprstufyeiiege", strict=True))
    | dict(zip("жхцчшщюяъь", (*"zh kh ts ch sh shch yu ya".split(), "", ""), strict=True))
)
_CYRILLIC |= str.maketrans(  # of Serbian, Macedonian and Kazakh
    dict(zip("јћѕәғқңөұүһ", "jczagknouuh", strict=True))
    | dict(zip("ђљњџќ", "dj lj nj dz k".split(), strict=True))
)
_UKRAINIAN = re.compile(r"[єіїґ]")
_IS_GREEK = re.compile(r"[\u03ac-\u03ce]")
_GREEK_TWO = (("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("μπ", "b"), ("γγ", "ng"), ("γκ", "gk"))  # noqa: RUF001 - Greek
_GREEK = str.maketrans(  # ELOT 743
    dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstyfo", strict=True))
    | dict(zip("θξχψ", "th x ch ps".split(), strict=True))
)
_SOUNDS = (("aa", "a"), ("ue", "u"), ("oe", "o"), ("ae", "a"), ("ks", "x"), ("y", "i"))
_SPELLINGS = (  # one sound, as one or another language or passport office writes it
    *_SOUNDS,
    *(("sch", "sh"), ("ph", "f"), ("th", "t"), ("kh", "k"), ("ck", "k")),
    *(("w", "v"), ("j", "i"), ("ei", "i"), ("ii", "i")),
)
_HARD = str.maketrans({"c": "k", "z": "s"})  # but for ch and zh, which are other sounds
_SOUND = re.compile(r"[cz]h|.")
_DOUBLED = re.compile(r"(.)\1")
_SKELETON = (  # one consonant, as one or another language writes it
    *(("tsch", "sh"), ("tch", "sh"), ("sch", "sh"), ("ch", "sh"), ("cz", "sh"), ("sz", "sh")),
    *(("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ks", "x")),
)
_SILENT = re.compile(r"[aeiouyjh]+")
_HARDER = str.maketrans("qcvwz", "kkvvs")
_ROMAJI = re.compile(  # syllables of Japanese
    r"(?:(?:[kgsztdnhbpmr]y?|[wyfj]|ch|sh|ts|)[aiueo](?:h(?![aiueoy]))?"
    r"|n(?![aiueoy])|[kstp](?=[kstpc]))+"
)
_LONG_VOWEL = re.compile(r"(o)(?:u|o|h(?![aiueoy]))|(u)u")


def romanised(word: str) -> str:
    """Return a Cyrillic or Greek word in Latin letters."""
    if _IS_GREEK.match(word):
        for two, latin in _GREEK_TWO:
            word = word.replace(two, latin)
        return word.translate(_GREEK)
    if _UKRAINIAN.search(word):
        word = word.replace("\u0433", "h")
    return word.translate(_CYRILLIC)


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """Return one spelling for all of a word: erik for eric, sara for sarah."""
    word = word[:-1] if word.endswith("ah") else word
    word = word[1:] if word.startswith("ye") else word
    for written, one in _SPELLINGS:
        word = word.replace(written, one)
    pieces = (
        piece if piece in {"ch", "zh"} else piece.translate(_HARD) for piece in _SOUND.findall(word)
    )
    return _DOUBLED.sub(r"\1", "".join(pieces))


def beginning(word: str) -> str:
    """Return the first letter of one spelling for all of a word: k for carl."""
    return spelled(word)[:1]


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Return the word with umlauts, long vowels, ks and y written one way: mueller as muller."""
    if _ROMAJI.fullmatch(word):
        word = _LONG_VOWEL.sub(r"\1\2", word)
    for written, one in _SOUNDS:
        word = word.replace(written, one)
    return word


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Return the consonants that are heard: shkr of Choucair and Shuqair."""
    for written, one in _SKELETON:
        word = word.replace(written, one)
    heard = _SILENT.sub("", word.replace("sh", "$").translate(_HARDER))
    return _DOUBLED.sub(r"\1", heard)
