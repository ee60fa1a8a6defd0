"""A display name as a mail, card or list wrote it, in; the name a person would say, out.

Undone here: encoded words left over by a broken mailer (RFC 2047), UTF-8 read as Latin-1,
quotes, brackets with a company in them, ``Last, First``, ``Name via List``, ``CamelCase``,
capitals that only shout. Degrees and banners are left out; a generation ("Jr.") is not.
``words`` is the form in which two names are compared.
"""

from __future__ import annotations

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import lru_cache

from comity.normalise.capitals import as_written
from comity.normalise.credential import (
    TITLES,
    is_credential,
    without_banners,
    without_credentials,
)
from comity.normalise.generation import generation, parted, without_generation
from comity.normalise.given import common_given

MAX_CHARS = 200
_READ_CHARS = 1000  # what is looked at before the name is cut
_PASSES = 6  # "'Doe, Jane (Acme)' via List" unwraps one layer at a time

_ENCODED = re.compile(r"=\?[\w.-]{1,40}\?[bBqQ]\?[^?\s]{0,400}\?=")
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]")
# "Bo Nyman on behalf of Ada Lindqvist" is Ada's: Bo pressed the button.
_ON_BEHALF = re.compile(
    r"[^\W\d_]\s(?:on behalf of|im auftrag von|im namen von|de la part de|pour le compte de"
    r"|en nombre de|em nome de|per conto di|namens|in opdracht van|w imieniu|jménem|v mene"
    r"|от имени|від імені|от името на|på vegne a[fv]|εκ μέρους|în numele)\s(?=[^\W\d_])",
    re.IGNORECASE,
)
_VIA = re.compile(r"\s\(?(?:via|über|par l'intermédiaire de)\s.*", re.IGNORECASE)
_BARS = "|/\u2022\u25cf\u00b7\u2013\u2014-"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_OPEN_BRACKET = re.compile(r"\s[(\[{<][^)\]}>]*$")
_ADDRESS = re.compile(r"(?<![^\s@])(?:mailto:|smtp:)?[^\s@]+@[^\s@]+", re.IGNORECASE)
_AFTER_BAR = re.compile(r"[|\u2022\u25cf].*|(?<=\w\w)\s+[\u00b7\u2013\u2014@/-]{1,3}\s.*")
_CAMEL = re.compile(r"(?:[A-Z][a-z]{2,}){2,3}")
_CAMEL_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ONE_WORD = re.compile(
    r"(?:Mc|Mac|Fitz|Van|Von|Del|Des|Git|You|Pay|Face|Linked|Whats|Word|Sales)[A-Z]"
)
_DOTTED = re.compile(r"[a-z]{2,}(?:[._][a-z]{2,}){1,2}")
_HOST = re.compile(r"\.[a-z]{2,3}$|\.info$")
_WORD = re.compile(r"[^\W_]+")
_OTHER_FAMILY = re.compile(
    r"[^\W\d_]\s?\((?:n[ée]e|geb\.?|born|formerly|ex)?\s?"
    r"([^\W\d_][^\W\d_'\u2019-]{2,30}(?:[ -][^\W\d_]{2,30}){0,2})\)$",
    re.IGNORECASE,
)
_BORN = re.compile(  # before the name one was born with
    r"\s(?:n[ée]e|né|geb\.?|geborene|born|z\sdomu|roz\.|rozen[áa]|rod\.|szül\.|født|född"
    r"|nata|nacida|nascida|урожд(?:\.|[её]нная))\s(?=\w)",
    re.IGNORECASE,
)
_QUOTES = " \t'\"`\u00b4\u2018\u2019\u201c\u201d\u201a\u201e\u00ab\u00bb\u2039\u203a,;:"
_PARTNERS = {
    **dict.fromkeys('"', '"'),
    **dict.fromkeys("\u201c\u201d\u201e", "\u201c\u201d\u201e"),
    **dict.fromkeys("\u00ab\u00bb", "\u00ab\u00bb"),
}
_PAIRS = (("(", ")"), ("[", "]"), ("<", ">"), ("{", "}"))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SUFFIXES = _set(
    """
    phd dphil mba msc bsc bsci beng meng llm llb jd esq cfa cpa pmp frcp mbe obe facs dds dvm rn
    pe cissp csm
    """
)
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
    name = without_banners(_decoded(name[:_READ_CHARS]))
    for _ in range(_PASSES):
        before = name
        name = _turned(_unwrapped(name))
        if name == before:
            break
    return as_written(_split_joined(without_credentials(name)))[:MAX_CHARS].rstrip()


def of_columns(given: str, family: str) -> str:
    """Return the name of which a table holds the parts apart: it is never turned round."""
    parts = filter(None, map(_column, (given, family)))
    return as_written(" ".join(parts))[:MAX_CHARS].rstrip()


def other_of_columns(given: str, family: str) -> str:
    """Return the name with the family name that stands in brackets: that before a marriage."""
    found = _OTHER_FAMILY.search(_decoded(family[:_READ_CHARS]).rstrip())
    if not found or found[1][0].islower() or is_credential(found[1], after="X Y"):
        return ""
    return of_columns(given, found[1])


@lru_cache(maxsize=1 << 14)
def _column(text: str) -> str:
    """Return one part of a name, without what follows it: degrees, a company, a banner."""
    text = without_banners(_decoded(text[:_READ_CHARS]), is_column=True)
    text, born = parted(f"x {_unwrapped(text) if '(' in text else text}")
    first, *rest = map(_unquoted, text[2:].split(","))
    first = first or next((one for one in rest if not is_credential(one, after="X Y")), "")
    plain = _unwrapped(first)
    bar = _AFTER_BAR.search(plain)
    plain = plain[: bar.start()] if bar and bar.start() else plain
    plain = without_credentials(plain, keep=1)
    return f"{plain} {born}".strip()


def words(name: str) -> tuple[str, ...]:
    """Return the words by which names are compared: ASCII where Latin, without titles."""
    plain = _BORN.sub(" ", without_generation(clean(name)))
    found = _WORD.findall(fold(plain).replace("h.c.", ""))
    first, last = 0, len(found)
    while first < last - 1 and found[first] in TITLES:
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
    name = _unquoted(name)
    for start, end in _PAIRS:
        if name.startswith(start) and name.endswith(end):
            name = _unquoted(name[1:-1])
    name = _VIA.sub("", name)
    if found := _ON_BEHALF.search(name):
        name = name[found.end() :]
    if "@" in name:
        name = _ADDRESS.sub(" ", name)
    if "(" in name:
        name = _BRACKETED.sub(_kept_generation, name)
    without = _OPEN_BRACKET.sub("", _BRACKETED.sub(" ", name))
    name = without if without.strip(_QUOTES) else name
    bar = _AFTER_BAR.search(name)
    if bar and " " in name[: bar.start()].rstrip() and not _is_another(bar[0]):
        name = name[: bar.start()]
    name = _unquoted(_unquoted(name).strip("()[]{}<>|"))
    ended = name.rstrip(_BARS)
    return ended.rstrip() if ended.endswith(" ") else name


def _is_another(after: str) -> bool:
    """Tell " / Ben Holm" after a person's name, which is a second person's."""
    found = _WORD.findall(after)
    return after.lstrip()[0] == "/" and len(found) > 1 and fold(found[0]) in common_given()


def _kept_generation(bracket: re.Match[str]) -> str:
    """Return "(Jr.)" and "(née Lund)" without their brackets, which would be dropped with them."""
    within = bracket[0][1:-1]
    is_said = generation(f"x y {within}") or _BORN.match(f" {within}")
    return f" {within}" if is_said else bracket[0]


def _unquoted(name: str) -> str:
    """Take quotes and commas off both ends, but not one whose partner stands within."""
    name = " ".join(name.split())
    plain = name.strip(_QUOTES)
    start = name.index(plain) if plain else 0
    before, after = name[:start].rstrip()[-1:], name[start + len(plain) :].lstrip()[:1]
    opened, closed = (
        quote != "" and any(partner in plain for partner in _PARTNERS.get(quote, ""))
        for quote in (before, after)
    )
    if opened != closed:
        plain = f"{before}{plain}" if opened else f"{plain}{after}"
    return plain


def _turned(name: str) -> str:
    """Turn ``Last, First`` round and drop credentials after a comma."""
    if "," not in name:
        return name
    whole, born = parted(name)
    parts = [part for part in (part.strip(_QUOTES) for part in whole.split(",")) if part]
    kept = [
        part
        for place, part in enumerate(parts)
        if not is_credential(part, after=parts[0] if place else "X")
    ]
    last, *rest = kept[:4] or parts[:1] or [""]
    return f"{_joined(last, rest)} {born}".strip()


def _joined(last: str, rest: list[str]) -> str:
    if len(rest) != 1:
        return ", ".join([last, *rest])
    if " " in last and _is_firm(rest[0]):
        return last
    if not _is_name(last) or not _is_name(rest[0]):
        return f"{last}, {rest[0]}"
    return f"{rest[0]} {last}"


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
