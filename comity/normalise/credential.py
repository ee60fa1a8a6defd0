"""A name in; the name without degrees, certificates, pronouns, banners and pictures, out.

They are told by how they are written first (a registered mark, capitals that spell no word,
``P.Eng``), and by a list only where they could be a name or its initials.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = "®™©℠"
_GAP = re.compile(r"([\s,]+)")
_PRONOUN = "(?:s?he|him|hers?|his|they|them|theirs|xe|xem|ze|zir|hir|any|it|its)"
_PRONOUNS = re.compile(
    rf"\b{_PRONOUN} ?/ ?{_PRONOUN}(?: ?/ ?{_PRONOUN})?\b(?: pronouns)?"
    r"|\b(?:er ?/ ?ihm|sie ?/ ?ihr|elle|il|iel|él|ella|ela|ele|lei|lui) ?/ ?"
    r"(?:elle|lui|iels?|él|ella|ela|ele|dela|dele|la|lo)\b|\b(?:er/ihm|sie/ihr)\b",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"#\w.*|\b(?:we(?:['\u2019 ]a?re| are) |i['\u2019]m |is |now |currently )?hiring\b.*"
    r"|\bopen ?to ?work\b.*|\b(?:available|looking) for \w.*",
    re.IGNORECASE,
)
_BANNERS = ("#", "hiring", "open to", "opento", "available for", "looking for")
_WORD = re.compile(r"[^\W_]+")
_DEGREE = re.compile(  # P.Eng, M.Sc., B.Tech, Dr.-Ing., Dipl.-Kfm., Ph.D.: a rank and a subject
    r"(?:[bmdpc]|dr|ph|ll|ed|psy|pharm|lic|mag|cand|dip|dipl)\.?[-. ]*"
    r"(?:eng|sc|tech|ed|com|comm|phil|arch|ing|psych?|med|jur|phys|chem|math|inf|kfm|kff|wirt|agr"
    r"|theol|oec|rer|nat|pol|paed|hons|acc|mus|stat|des|pharm|hum|lit|env|bio|biol|geol|d)\.?",
    re.IGNORECASE,
)
_DIPLOMA = re.compile(r"dipl\b\W*\w{0,12}\.?|\W?(?:fh|hons?|univ)\W?", re.IGNORECASE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Those that the way they are written does not tell from a name.
_KNOWN = _set(
    """
    phd dphil drph mba emba msc bsc bsci beng meng llm llb jd esq cfa cpa ca pmp frcp mbe obe cbe
    facs facp dds dvm rn lpn np pe eit cissp csm csp cspo psm pspo safe aca acca acma cima cipd cipp
    cips fca fcca iccp icp cia cisa cism ceh oscp aws gcp itil togaf cobit prince2 md ma ba ms bs
    bed med mph mfa bfa mpa mpp mha mhs ded edd dnp msn bsn mbbs mbchb bds mrics frics frsa riba aia
    faia leed ap rd rdn ldn lcsw lmsw lmft lpc bcba otr pt dpt slp ccc do od pharmd psyd dba cma cfe
    cfp cfm chfc clu cpcu cpcc pcc acc mcc icf phr sphr gphr shrm cphr chrp chrl asa fsa fias fia
    maaa frm caia cams scp cscp cpim cpsm hons bcom mcom btech mtech bca mca mbcs fbcs ceng ieng
    miet fiet csci cenv fellow ret retd qc kc vcp ccna ccnp ccie mcse mct mvp ieee esg ceo cto cfo
    coo cmo cio ciso cpo evp svp vp
    """
)
TITLES = _set(
    """
    dr prof professor mr mrs ms miss mx sir dame rev ing dipl herr frau fru monsieur madame mme
    mlle sr sra srta dott dottor dottssa avv eng drs
    """
)
_TWO, _LONGEST = 2, 12  # letters
_VOWELS = frozenset("AEIOUY")
_PICTURE = "\x1f"


def without_banners(name: str, *, is_column: bool = False) -> str:
    """Return a name without registered marks, pronouns, banners, pictures and fancy letters.

    A picture after a whole name ends it; a column of one name is whole with its first word.
    """
    if not name.isascii():
        if any(mark in name for mark in _MARKS):
            pieces = _GAP.split(name)
            name = "".join(" " if set(_MARKS) & set(piece) else piece for piece in pieces)
        name = _before_pictures("".join(map(_plain, name)), is_column=is_column)
    if "/" in name:
        name = _PRONOUNS.sub(" ", name)
    lower = name.lower()
    if any(banner in lower for banner in _BANNERS):
        name = _BANNER.sub("", name)
    return name


def _before_pictures(name: str, *, is_column: bool) -> str:
    if _PICTURE not in name:
        return name
    whole = ""
    for piece in filter(None, (piece.strip() for piece in name.split(_PICTURE))):
        if whole and (is_column or " " in whole):
            break
        whole = f"{whole} {piece}".strip()
    return whole


@lru_cache(maxsize=1 << 12)
def _plain(char: str) -> str:
    """Return a mathematical, circled or wide letter as a plain one; a picture as their mark."""
    if char.isascii():
        return char
    kind = unicodedata.category(char)
    if char in "\ufe0e\ufe0f\u200d\u20e3" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return ""
    if unicodedata.decomposition(char).startswith(("<font>", "<circle>", "<square>", "<wide>")):
        plain = unicodedata.normalize("NFKC", char)
        return plain if plain.isalnum() else char
    return _PICTURE if kind == "So" else char


def is_credential(part: str, *, after: str = "") -> bool:
    """Tell what may follow a name and a comma, and is no given name: ``MSc, FRSA``, ``he/him``.

    After a family name alone, "Ed" and "JD" are given names.
    """
    tokens = part.replace("&", " ").replace("/", " ").replace("|", " ").split()
    if not tokens:
        return True
    alone, shouted = " " not in after.strip(), after.isupper()
    return all(_is_letters(token, alone=alone, shouted=shouted) for token in tokens)


def _is_letters(token: str, *, alone: bool, shouted: bool) -> bool:
    plain = _folded(token)
    if not plain or plain in TITLES or _is_degree(token):
        return True
    capitals = sum(map(str.isupper, token))
    if len(plain) <= _TWO and alone:
        return plain in _KNOWN and "." in token.rstrip(".")
    if plain in _KNOWN and (capitals >= _TWO or "." in token or not alone):
        return True
    is_short = _TWO < len(plain) <= _LONGEST
    return is_short and not shouted and token.isupper() and not _is_initials(token)


def without_credentials(name: str, *, keep: int = 2) -> str:
    """Return a name of no comma without the credentials among its words, all but so many."""
    tokens = name.split()
    if len(tokens) <= keep or not any(map(_is_odd, tokens)):
        return name
    shouted = name.upper() == name  # so that capitals tell nothing
    last = len(tokens) - 1
    for place in range(last, -1, -1):
        is_last = place == len(tokens) - 1
        told = _is_shouted if shouted else _is_sure
        if len(tokens) > keep and told(tokens[place], is_last=is_last):
            del tokens[place]
    return " ".join(tokens)


def _is_odd(token: str) -> bool:
    """Tell what is not written as most people write a word of their name."""
    return not token.isalpha() or sum(map(str.isupper, token)) > 1


def _is_shouted(token: str, *, is_last: bool) -> bool:
    """Tell a credential in a name of capitals alone."""
    plain = _folded(token)
    return is_last and (len(plain) > _TWO and plain in _KNOWN)


def _is_sure(token: str, *, is_last: bool) -> bool:
    """Tell a credential within a name, where a family name may stand in capitals."""
    if _is_degree(token):
        return True
    plain = _folded(token)
    if sum(map(str.isupper, token)) < _TWO:
        return False
    if plain in _KNOWN:
        return is_last or len(plain) > _TWO
    return _is_unspoken(token)


@lru_cache(maxsize=1 << 12)
def _is_degree(token: str) -> bool:
    """Tell P.Eng, M.Sc., CEng, PhD and Dipl.-Ing. from names such as Ced, Ming and McDonald."""
    plain = _folded(token)
    if _DIPLOMA.fullmatch(token):
        return True
    if not _DEGREE.fullmatch(token) or len(plain) <= _TWO:
        return False
    letters = [c for c in token if c.isalpha()]
    mixed = (letters[0].isupper() and letters[1].isupper()) or letters[-1].isupper()
    return mixed or "." in token.rstrip(".") or "-" in token


def _is_initials(token: str) -> bool:
    """Tell J.R.R. and K.-H.: single letters with stops."""
    return all(len(piece) == 1 for piece in _WORD.findall(token))


@lru_cache(maxsize=1 << 12)
def _is_unspoken(token: str) -> bool:
    """Tell capitals of three letters or more of which a piece has no vowel: SHRM-SCP."""
    return token.upper() == token and any(
        len(piece) > _TWO and piece.isascii() and piece.isalpha() and not _VOWELS & set(piece)
        for piece in _WORD.findall(token)
    )


def _folded(token: str) -> str:
    return "".join(c for c in token if c.isalnum()).casefold()
