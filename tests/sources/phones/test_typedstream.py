from __future__ import annotations

from random import Random

import pytest

from comity.sources.phones.typedstream import text_of
from tests.sources.phones.databases import archive

PLAIN = (
    b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@"
    b"\x84\x84\x84\x08NSString\x01\x84\x84\x08NSObject\x00\x85\x84\x01+"
)


@pytest.mark.parametrize("is_mutable", [False, True])
@pytest.mark.parametrize(
    "text", ["", "Hi", "x" * 127, "x" * 128, "é" * 64, "😀" * 100, "x" * 70_000, "a\n\0b"]
)
def test_what_is_archived_is_read(text: str, *, is_mutable: bool) -> None:
    assert text_of(archive(text, is_mutable=is_mutable)) == text


def test_a_string_by_itself_is_read() -> None:
    assert text_of(PLAIN + b"\x05Hello\x86") == "Hello"


def test_bytes_that_are_no_text_stand_as_such() -> None:
    assert text_of(PLAIN + b"\x03a\xffb\x86") == "a\ufffdb"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x04",
        b"\x04\x0bstreamtyped",
        b"\x04\x0bstreamtypes\x81\xe8\x03" + PLAIN[16:] + b"\x01a",
        PLAIN,
        PLAIN + b"\x05Hi",  # longer than there is
        PLAIN + b"\x82\xff\xff\xff\xffHi",
        PLAIN + b"\x84",
        PLAIN[:-1] + b"i\x01",  # another type
        PLAIN.replace(b"NSString", b"NSNumber") + b"\x02Hi",
        PLAIN[:19] + b"\x84" + b"\x84\x84\x01A\x00" * 10_000,
        b"bplist00" * 9,
    ],
)
def test_what_is_no_archive_of_a_string_is_none(data: bytes) -> None:
    assert text_of(data) is None


def test_damage_is_never_raised_about() -> None:
    whole, random = archive("Meet me at the mill"), Random(7)  # noqa: S311 - places, not secrets
    for _ in range(3000):
        data = bytearray(whole[: random.randrange(len(whole) + 1)])
        for _ in range(random.randrange(4)):
            if data:
                data[random.randrange(len(data))] = random.randrange(256)
        text_of(bytes(data))
