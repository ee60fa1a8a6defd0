r"""Text in LaTeX's spelling in, the characters it stands for out: ``M{\"u}ller`` is Müller.

Known are the accents and letters of Lamport's LaTeX (1994, tables 3.1 to 3.3) as bibliographies
have them; of any other command its name goes, and what is in its braces stays.

>>> decoded(r"{\'E}variste \v{S}im\'{a}nek and {\O}rsted~\& S{\o}n")
'Évariste Šimánek and Ørsted & Søn'
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "\u0131",
    "j": "\u0237",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ",
    "NG": "Ŋ",
}
_SIGN = r"\\([`'^~=.\"])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))"
_WORD = r"\\([uvHtcdbkr])(?:\s*\{\s*\\?([A-Za-z])\s*\}|\s+\\?([A-Za-z]))"
_ACCENTED = re.compile(f"{_SIGN}|{_WORD}")
_LETTER = re.compile(rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])\s?")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\s*|.)")
_DASHES = re.compile(r"(?<!-)--(?!-)")


def decoded(text: str) -> str:
    """Return what LaTeX would print, without its braces, on one line."""
    if "\\" in text:
        text = _ACCENTED.sub(_accented, text)
        text = _LETTER.sub(lambda match: _LETTERS[match[1]], text)
        text = _ESCAPED.sub(r"\1", text)
        text = _COMMAND.sub("", text)
    text = _DASHES.sub("–", text.replace("{", "").replace("}", "").replace("~", " "))  # noqa: RUF001 - what LaTeX prints
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _accented(match: re.Match[str]) -> str:
    sign, *letters = (one for one in match.groups() if one)
    letter = letters[0]
    return unicodedata.normalize("NFC", letter + _ACCENTS.get(sign, ""))
