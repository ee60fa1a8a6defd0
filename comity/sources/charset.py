"""Bytes in whatever charset they claim to be, and encoded words (RFC 2047), in; text out.

What is claimed is often wrong, so nothing here fails: ASCII and Latin-1 are read as what they
are in practice (UTF-8 where it is that, else Windows-1252), unknown names like ASCII.
"""

from __future__ import annotations

import binascii
import re
from functools import lru_cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WINDOWS = "cp1252"
_ALIASES = {
    "us-ascii": "",
    "ascii": "",
    "iso-8859-1": WINDOWS,
    "latin1": WINDOWS,
    "latin-1": WINDOWS,
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso8859_8",
    "windows-874": "cp874",
    "x-mac-roman": "mac-roman",
}
# Codecs of Python that are no charsets of mail; the first two take quadratic time.
_NO_CHARSETS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"}
_SPELT_OTHERWISE = re.compile(r"^(cp|ibm)[-_ ](\d)")  # "cp-850"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LABEL_CHARS = 40
_GUESSED_BYTES = 64 * 1024
_HIGH = re.compile(rb"[\x80-\xff]+")
_WORD_BYTES = 3  # letters beyond ASCII side by side: rare where the others are Latin
_CYRILLIC, _GREEK = b"\xee\xe0\xe8", b"\xe1\xef\xe9\xf4"  # the commonest letters of each
_SHIFTED = (b"\x1b$", b"\x1b(")  # ISO-2022-JP is ASCII but for its escapes
_WORD = re.compile(
    r"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?"
    r"((?:[^?=]|=(?!\?[^=])|\?(?!=))*+)\?=(?:\s*(?==\?))?"  # up to the end or the next word
)
_NOT_BASE64 = bytes({*range(256)} - {*f"{ascii_letters}{digits}+/".encode()})


def unlabelled(data: bytes) -> str:
    """Return the charset of bytes that are no UTF-8 and name none: of Windows, by its letters."""
    runs = _HIGH.findall(data[:_GUESSED_BYTES])
    letters = b"".join(runs)
    words = sum(len(run) for run in runs if len(run) >= _WORD_BYTES)
    beyond = sum(byte >= 0xC0 for byte in letters)  # noqa: PLR2004 - where their alphabets begin
    if 2 * words < len(letters) or 20 * beyond < 19 * len(letters):
        return WINDOWS
    cyrillic, greek = (sum(map(letters.count, some)) for some in (_CYRILLIC, _GREEK))
    return "cp1251" if cyrillic >= greek else "cp1253"


@lru_cache(maxsize=1024)
def _codec(label: str) -> str:
    """Return Python's name for a charset, "" for ASCII and for what is none."""
    label = label.strip(" \"'").lower()[:_LABEL_CHARS]
    label = _SPELT_OTHERWISE.sub(r"\1\2", label)
    if label in _ALIASES:
        return _ALIASES[label]
    if label.replace("_", "-") in _NO_CHARSETS:
        return ""
    try:
        b"a".decode(label)
    except UnicodeError:
        return label  # of two bytes a character
    except (LookupError, ValueError):
        return ""
    return label


def text_of(data: bytes, label: str = "") -> str:
    """Return the text of bytes, without NULs and lone surrogates; never raises."""
    codec = _codec(label)
    if data[:2] in _BYTE_ORDER_MARKS:  # UTF-16, whatever was claimed; nothing else begins so
        codec = "utf-16"
    elif not codec and data.isascii() and any(shift in data for shift in _SHIFTED):
        codec = "iso2022_jp"
    try:
        text = data.decode(codec or "utf-8")
    except UnicodeError:
        text = data.decode(codec or WINDOWS, "replace")
    if not text.isascii() and "utf-7" in codec.replace("_", "-"):
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\0", "") if "\0" in text else text


def from_base64(data: bytes) -> bytes:
    """Return what base64 holds, as far as it goes (RFC 2045, 6.8: other characters are ignored)."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        data = data.translate(None, _NOT_BASE64)
        data = data[: len(data) - (len(data) % 4 == 1)]
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def decoded(value: str, *, spelt: Mapping[int, str] | None = None) -> str:
    """Return a header value with its encoded words decoded; those side by side are one.

    What was encoded can be spelt otherwise, to be told from what stands there openly.
    """
    if "=?" not in value:
        return value
    made: list[str] = []
    end, label, held = 0, "", b""
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if held and (between or word[1].lower() != label):
            made.append(text_of(held, label).translate(spelt or {}))
            held = b""
        made.append(between)
        label, end = word[1].lower(), word.end()
        held += _word_bytes(word[2], word[3], label)
    made += [text_of(held, label).translate(spelt or {}), value[end:]]
    return "".join(made)


def _word_bytes(encoding: str, coded: str, label: str) -> bytes:
    if encoding in "bB":
        return from_base64(coded.encode("ascii", "ignore"))
    raw = coded.encode() if coded.isascii() else coded.encode(_codec(label) or "utf-8", "replace")
    return binascii.a2b_qp(raw, header=True)
