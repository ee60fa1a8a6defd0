"""A display name as a mail, card or list wrote it, in; the name a person would say, out.

Undone here: encoded words left over by a broken mailer (RFC 2047), UTF-8 read as Latin-1,
quotes, brackets with a company in them, ``Last, First``, ``Name via List``, ``CamelCase``.
``words`` is the form in which two names are compared.
"""

from __future__ import annotations

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import lru_cache

MAX_CHARS = 200
_READ_CHARS = 1000  # what is looked at before the name is cut
_PASSES = 6  # "'Doe, Jane (Acme)' via List" unwraps one layer at a time

_ENCODED = re.compile(r"=\?[\w.-]{1,40}\?[bBqQ]\?[^?\s]{0,400}\?=")
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]")
_VIA = re.compile(r"\s\(?(?:via|über|par l'intermédiaire de)\s.*", re.IGNORECASE)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_OPEN_BRACKET = re.compile(r"\s[(\[{<][^)\]}>]*$")
_ADDRESS = re.compile(r"(?:mailto:|smtp:)?[^\s@]+@[^\s@]+", re.IGNORECASE)
_AFTER_BAR = re.compile(r"(?<=\w\w)\s+[|\u2022\u00b7\u2013\u2014@/-]{1,3}\s.*")
_CAMEL = re.compile(r"(?:[A-Z][a-z]{2,}){2,3}")
_CAMEL_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ONE_WORD = re.compile(
    r"(?:Mc|Mac|Fitz|Van|Von|Del|Des|Git|You|Pay|Face|Linked|Whats|Word|Sales)[A-Z]"
)
_DOTTED = re.compile(r"[a-z]{2,}(?:[._][a-z]{2,}){1,2}")
_HOST = re.compile(r"\.[a-z]{2,3}$|\.info$")
_WORD = re.compile(r"[^\W_]+")
_QUOTES = " \t'\"`\u00b4\u2018\u2019\u201c\u201d\u201a\u201e\u00ab\u00bb\u2039\u203a,;:"
_PAIRS = (("(", ")"), ("[", "]"), ("<", ">"), ("{", "}"))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    """
    dr prof professor mr mrs ms miss mx sir dame rev ing dipl herr frau fru monsieur madame mme
    mlle sr sra srta dott dottor dottssa avv eng drs
    """
)
_SUFFIXES = _set(
    """
    jr sr ii iii iv phd dphil mba msc bsc bsci beng meng llm llb jd esq cfa cpa pmp frcp mbe obe
    facs dds dvm rn pe cissp csm
    """
)
_CREDENTIALS = _SUFFIXES | _TITLES | {"md", "ma", "ba", "ms", "bs", "mph", "do", "v", "hc"}
_COMPANIES = _set(
    "inc ltd llc llp gmbh ag corp co company limited plc sa srl bv nv ab oy as team group"
)
_LATIN = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",  # the dotless i of Turkish
        "ħ": "h",
        "ŋ": "n",
        "ə": "e",
        "'": "",
        "\u2019": "",  # typographic apostrophes: O'Brien in any print
        "\u02bc": "",
    }
)


@lru_cache(maxsize=1 << 16)
def clean(name: str) -> str:
    """Return the name as people write it, at most 200 characters; "" where there is none."""
    name = _decoded(name[:_READ_CHARS])
    for _ in range(_PASSES):
        before = name
        name = _turned(_unwrapped(name))
        if name == before:
            break
    return _split_joined(name)[:MAX_CHARS].rstrip()


def words(name: str) -> tuple[str, ...]:
    """Return the words by which names are compared: ASCII where Latin, without titles."""
    found = _WORD.findall(fold(clean(name)).replace("h.c.", ""))
    first, last = 0, len(found)
    while first < last - 1 and found[first] in _TITLES:
        first += 1
    while last > first + 1 and found[last - 1] in _SUFFIXES:
        last -= 1
    return tuple(found[first:last])


def fold(text: str) -> str:
    """Return the text case-folded, with the accents of Latin letters dropped."""
    if text.isascii():
        return text.lower().replace("'", "")
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LATIN)
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def name_identity(source: str, name: str) -> str:
    """Return ``name:<source>/<name>``, or "" for an empty name."""
    plain = clean(name)
    return f"name:{source}/{plain}" if plain else ""


def is_full(name: str) -> bool:
    """Whether the name has two or more words of at least two letters."""
    return sum(len(word) > 1 and word.isalpha() for word in words(name)) > 1


def _decoded(name: str) -> str:
    """Undo encoded words and UTF-8 read as Latin-1; drop what cannot be seen."""
    name = _ENCODED.sub(lambda m: _decode_word(m[0]), name) if "=?" in name else name
    if name.isascii() and name.isprintable():
        return name
    if _MOJIBAKE.search(name):
        name = _remade(name)
    name = "".join(c if c.isprintable() else _seen(c) for c in name)
    return unicodedata.normalize("NFC", name)


def _decode_word(word: str) -> str:
    try:
        return str(make_header(decode_header(word)))
    except (HeaderParseError, LookupError, ValueError):
        return ""


def _remade(name: str) -> str:
    for charset in ("cp1252", "latin-1"):
        try:
            return name.encode(charset).decode("utf-8")
        except UnicodeError:
            continue
    return name


def _seen(char: str) -> str:
    """White space for white space and control characters, nothing for invisible ones."""
    return " " if char.isspace() or unicodedata.category(char) == "Cc" else ""


def _unwrapped(name: str) -> str:
    """Take off one layer: quotes, brackets, ``via``, an address, what follows a bar."""
    name = " ".join(name.split()).strip(_QUOTES)
    for start, end in _PAIRS:
        if name.startswith(start) and name.endswith(end):
            name = name[1:-1].strip(_QUOTES)
    name = _VIA.sub("", name)
    if "@" in name:
        name = _ADDRESS.sub(" ", name)
    without = _OPEN_BRACKET.sub("", _BRACKETED.sub(" ", name))
    name = without if without.strip(_QUOTES) else name
    bar = _AFTER_BAR.search(name)
    if bar and " " in name[: bar.start()]:
        name = name[: bar.start()]
    return " ".join(name.split()).strip(_QUOTES + "()[]{}<>|")


def _turned(name: str) -> str:
    """Turn ``Last, First`` round and drop credentials after a comma."""
    if "," not in name:
        return name
    parts = [part.strip(_QUOTES) for part in name.split(",")]
    parts = [part for part in parts[1:] if part and not _is_credential(part)][:3]
    last = name.split(",", 1)[0].strip(_QUOTES)
    if len(parts) != 1:
        return ", ".join([last, *parts])
    if " " in last and _is_firm(parts[0]):
        return last
    if not _is_name(last) or not _is_name(parts[0]):
        return f"{last}, {parts[0]}"
    return f"{parts[0]} {last}"


def _is_credential(part: str) -> bool:
    found = fold(part).replace(".", "").split()
    return all(word in _CREDENTIALS for word in found)


def _is_firm(part: str) -> bool:
    """Whether what follows a full name and a comma is where they work."""
    found = fold(part).replace(".", "").split()
    return len(found) > 2 or found[-1] in _COMPANIES  # noqa: PLR2004  # given names are one or two


def _is_name(part: str) -> bool:
    found = fold(part).replace(".", "").split()
    digits = any(c.isdigit() for c in part)
    return 0 < len(found) <= 4 and not digits and found[-1] not in _COMPANIES  # noqa: PLR2004


def _split_joined(name: str) -> str:
    """Split ``AdaLovelace`` and ``ada.lovelace``, which mailers make of account names."""
    if _CAMEL.fullmatch(name) and not _ONE_WORD.match(name):
        return _CAMEL_JOINT.sub(" ", name)
    if _DOTTED.fullmatch(name) and not _HOST.search(name):
        return name.replace(".", " ").replace("_", " ").title()
    return name
