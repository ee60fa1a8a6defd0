"""Properties of MAPI objects: text in every charset, numbers, instants, names."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest

from comity.normalise.time import us_of
from comity.sources.mapi import Properties, charset, names_of, text
from tests.sources.outlook.made import APPOINTMENT, STRINGS, Names, filetime


def of(**values: tuple[int, bytes]) -> Properties:
    return Properties({int(tag[1:], 16): (kind, (data,)) for tag, (kind, data) in values.items()})


@pytest.mark.parametrize(
    ("page", "data", "said"),
    [
        (1252, b"K\xf6ln", "Köln"),
        (1251, "Мост".encode("cp1251"), "Мост"),
        (932, "橋".encode("cp932"), "橋"),
        (50220, "橋".encode("iso-2022-jp"), "橋"),
        (28592, "Łódź".encode("iso-8859-2"), "Łódź"),
        (65001, "Łódź".encode(), "Łódź"),
        (20127, b"Koeln", "Koeln"),
        (99999, b"K\xf6ln", "Köln"),
        (0, "Большое спасибо за мост".encode("cp1251"), "Большое спасибо за мост"),
        (950, "橋".encode("cp950"), "橋"),
    ],
)
def test_text_in_eight_bits_is_in_the_code_page_of_its_message(
    page: int, data: bytes, said: str
) -> None:
    properties = of(x3FFD=(3, struct.pack("<I", page)), x0037=(0x1E, data))
    assert properties.text(0x37) == said


def test_the_first_text_that_says_something_counts() -> None:
    properties = of(
        x0037=(0x1F, b""), x0070=(0x1F, "Lunch".encode("utf-16-le")), x0071=(0x102, b"x")
    )
    assert properties.text(0x37, 0x71, 0x70) == "Lunch"
    assert properties.text(0x72) == ""
    assert text(0x1F, "a\0\ud800".encode("utf-16-le", "surrogatepass"), "") == "a\ufffd"


@pytest.mark.parametrize(
    ("kind", "data", "number"),
    [
        (3, b"\2\0\0\0\3\0\0\0", 2),
        (3, b"\xff\xff\xff\xff", -1),
        (11, b"\1\0", 1),
        (2, b"\5\0\xff\xff", 5),
        (5, b"\1\0\0\0\0\0\0\0", 0),
        (3, b"", 0),
    ],
)
def test_numbers_are_as_long_as_their_type_says(kind: int, data: bytes, number: int) -> None:
    assert of(x0017=(kind, data)).number(0x17) == number


def test_an_instant_that_stands_for_none_is_none() -> None:
    at = datetime(2024, 5, 6, 9, tzinfo=UTC)
    none = filetime(datetime(4501, 1, 1, tzinfo=UTC))
    properties = of(x0039=(0x40, none), x0E06=(0x40, filetime(at)), x3007=(0x40, bytes(8)))
    assert properties.at_us(0x39, 0x3007) is None
    assert properties.at_us(0x39, 0x0E06) == us_of(at)
    born = datetime(1931, 2, 3, tzinfo=UTC)
    assert of(x3A42=(0x40, filetime(born))).at_us(0x3A42) == us_of(born)


def test_named_properties_are_found_by_set_and_name() -> None:
    names = Names()
    numbers = [names.number(tag) for tag in ((APPOINTMENT, 0x820D), (STRINGS, "Keywords"))]
    found = names_of(*names.streams())
    assert [found[APPOINTMENT, 0x820D], found[STRINGS, "Keywords"]] == numbers
    assert names_of(b"", b"\1\0\0", b"") == {}
    assert names_of(b"", struct.pack("<IHH", 0xFFFFFFFF, 9, 1), b"x") == {("", ""): 0x8001}


def test_code_pages_have_the_names_of_charsets() -> None:
    assert [charset(page) for page in (28605, 1250, 54936, 0)] == [
        "iso-8859-15",
        "cp1250",
        "gb18030",
        "",
    ]
