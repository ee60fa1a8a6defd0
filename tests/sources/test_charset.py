from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.sources.charset import decoded, from_base64, text_of, unlabelled


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (b"plain", "", "plain"),
        ("Grüße".encode(), "us-ascii", "Grüße"),
        ("Grüße".encode("cp1252"), "us-ascii", "Grüße"),
        ("“März”".encode("cp1252"), "ISO-8859-1", "“März”"),
        ("Grüße".encode("cp1252"), "x-unknown", "Grüße"),
        ("日本".encode("iso2022_jp"), "", "日本"),
        ("漢字".encode("gb18030"), "gb2312", "漢字"),
        ("Grüße".encode("utf-16"), ' "UTF-16" ', "Grüße"),
        ("Grüße".encode("utf-16"), "", "Grüße"),
        (b"\xfe\xff" + "Grüße".encode("utf-16-be"), "iso-8859-1", "Grüße"),
        ("Grüße".encode("cp850"), "cp-850", "Grüße"),
        ("Grüße".encode("mac-roman"), "X-Mac-Roman", "Grüße"),
        (b"caf\xc3", "utf-8", "caf\ufffd"),
        (b"a\x00b", "", "ab"),
        (b"+2AA-x", "utf-7", "?x"),
        (b"\\u0041", "unicode_escape", "\\u0041"),
        (b"x", "zlib", "x"),
        (b"x", "a\x00b", "x"),
    ],
)
def test_bytes_are_read_as_what_they_are(data: bytes, label: str, text: str) -> None:
    assert text_of(data, label) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("no words here = ? =", "no words here = ? ="),
        ("=?iso-8859-1?Q?J=FCrgen?= =?iso-8859-1?Q?_Schm=FCrgen?= <j>", "Jürgen Schmürgen <j>"),
        ("=?utf-8?Q?=C3?=\r =?utf-8?Q?=A4?=", "ä"),  # a character broken in two
        ("=?utf-8?B?w6Q?= b =?utf-8*en?q?c_d?=", "ä b c d"),
        ("=?utf-8?Q?Really??=", "Really?"),
        ("=?utf-8?Q?with spaces in it?=", "with spaces in it"),
        ("=?ISO-8859-1?Q?J\xfcrgen?=", "Jürgen"),
        ("=?utf-8?B?" + "w6Tk" * 400 + "?=", "ä" * 0 + "ä\ufffd" * 400),
        ("=?utf-8?Q?not closed", "=?utf-8?Q?not closed"),
    ],
)
def test_encoded_words(value: str, text: str) -> None:
    assert decoded(value) == text


def test_what_was_encoded_can_be_told_from_what_was_not() -> None:
    assert decoded("a,=?utf-8?Q?b,c?=,d", spelt={ord(","): ";"}) == "a,b;c,d"


@pytest.mark.parametrize(
    ("data", "held"),
    [
        (b"YWJj\nZGVm", b"abcdef"),
        (b"YWJj*ZGVm!", b"abcdef"),
        (b"YWJjZGU", b"abcde"),
        (b"YWJjZ", b"abc"),
        (b"", b""),
    ],
)
def test_base64_as_far_as_it_goes(data: bytes, held: bytes) -> None:
    assert from_base64(data) == held


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_and_no_charset_are_refused(data: bytes, label: str) -> None:
    text = text_of(data, label)
    assert "\0" not in text
    text.encode("utf-8")
    from_base64(data)


@given(st.text(max_size=200))
def test_no_header_is_refused(value: str) -> None:
    decoded(value.encode("utf-8", "replace").decode()).encode("utf-8")


def test_words_never_closed_take_linear_time() -> None:
    assert decoded("=?a?q?" * 30_000)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("FN:Иван Петров\nFN:Мария Сидорова", "cp1251"),
        ("FN:Γιώργος Παπαδόπουλος\nFN:Μαρία Νικολάου", "cp1253"),
        ("FN:Jörg Müßiggang\nFN:Élodie Gaudé", "cp1252"),
        ("FN:Åse Ødegård", "cp1252"),
    ],
)
def test_what_names_no_charset_is_told_by_its_letters(text: str, charset: str) -> None:
    assert unlabelled(text.encode(charset)) == charset
