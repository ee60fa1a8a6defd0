"""Display names in, comparable words out; and whether two names can be one person's.

Compatible names differ by initials, nicknames, order, alphabet, spelling or left-out words: the
name rules of gambit (Gote and Zingg, MSR 2021), used here to refuse as well as to find.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import JaroWinkler

from comity.normalise import name as normalise

Name = tuple[str, ...]  # words in the order written, folded, initials included

_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіїєґё", "abvgdeziiklmnoprstufyeiiege", strict=True))
    | dict(zip("жхцчшщюяъь", (*"zh kh ts ch sh shch yu ya".split(), "", ""), strict=True))
)
_WIDESPREAD = frozenset(  # family names that millions bear
    """ahmed ali anderson begum bai brown chang chen choi cho chowdhury chung das davis
    devi diaz fernandez ferreira garcia gao gomez gonzalez guo han he hernandez hoang hu huang
    hussain ivanov jackson jiang johnson jones jung kang khan kim kumar lee li liang lim lin liu
    lopez luo ma martin martinez meier miller mohamed moore muller murphy ng nguyen oliveira park
    patel perez pereira pham ramirez rao reddy rodriguez sanchez santos schmidt schneider shah
    sharma silva singh smith smirnov song souza sun takahashi tan tanaka tang taylor thomas thompson
    torres tran wang white williams wilson wong wu xie xu yadav yamamoto yang yilmaz yu zhang zhao
    zheng zhou zhu""".split()
)
_SOUNDS = (("ue", "u"), ("oe", "o"), ("ae", "a"), ("ks", "x"), ("y", "i"))
_WORDS_MAX = 6  # more is a sentence
_SLIP = 0.92  # Jaro-Winkler of two spellings of one word
_SLIP_LETTERS = 5
_STEM_LETTERS = 3  # "alex" is "alexander", "al" may be anybody


def words(name: str) -> Name:
    """Return the words of a cleaned display name: folded, in Latin letters, no numbers."""
    plain = name.lower().split() if name.isascii() else ()
    if len(plain) > 1 and all(map(str.isalpha, plain)) and _ends(plain[0]) and _ends(plain[-1]):
        return tuple(plain[:_WORDS_MAX])
    found = normalise.words(name)
    if not name.isascii():
        found = tuple(word.translate(_CYRILLIC) for word in found)
    return tuple(word for word in found if not word.isdigit())[:_WORDS_MAX]


@lru_cache(maxsize=1 << 16)
def _ends(word: str) -> bool:
    """Tell whether a name may begin or end with the word: with "ada", not with "dr" or "phd"."""
    return normalise.words(f"{word} {word}") == (word, word)


def full(name: Name) -> Name:
    """Return the words of two letters or more if there are two of them, else nothing."""
    if len(name) > 1 and min(map(len, name)) > 1:
        return name
    long = tuple(word for word in name if len(word) > 1)
    return long if len(long) > 1 else ()


def is_widespread(name: Name) -> bool:
    """Tell a name whose family name says little."""
    return name[0] in _WIDESPREAD or name[-1] in _WIDESPREAD


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
def other_forms(word: str) -> frozenset[str]:
    """Return the other common forms of a given name: of "robert" also "bob"."""
    mine = _given().get(word)
    if mine is None:
        return frozenset()
    return frozenset(form for form, given in _given().items() if given & mine) - {word}


@lru_cache(maxsize=1 << 16)
def alike(left: str, right: str) -> bool:
    """Tell whether two words can be one word of a name."""
    shorter = min(len(left), len(right))
    if left.startswith(right) or right.startswith(left):
        return left == right or shorter == 1 or shorter >= _STEM_LETTERS
    given, other = _given().get(left), _given().get(right)
    if given and other and given & other:
        return True
    if left[0] != right[0]:
        return False
    left, right = _sound(left), _sound(right)
    if shorter < _SLIP_LETTERS:
        return left == right
    return JaroWinkler.similarity(left, right) >= _SLIP


@lru_cache(maxsize=1 << 16)
def _sound(word: str) -> str:
    """Return the word with umlauts, ks and y written one way: mueller as muller."""
    for written, one in _SOUNDS:
        word = word.replace(written, one)
    return word


@lru_cache(maxsize=1 << 16)
def compatible(left: Name, right: Name) -> bool:
    """Tell whether two names can be one person's: each word of the shorter is in the longer."""
    if left == right or "".join(left) == "".join(right):
        return True
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    rest = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = word if word in rest else _alike_of(word, rest)
        if match is None:
            return False
        rest.remove(match)
    return bool(shorter)


def _alike_of(word: str, others: list[str]) -> str | None:
    for other in others:
        if alike(word, other):
            return other
    return None


def nicknames() -> frozenset[str]:
    """Return all given names and forms of them in the table."""
    return frozenset(_given())
