from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.sources.mail.rtf import decompressed, rtf_to_text
from tests.growth import is_linear


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\pard Hello\par Ada}", "Hello\nAda"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\*\generator x;}Hi}", "Hi"),
        (rb"{\rtf1\ansicpg1252 caf\'e9 \{x\} \\}", "café {x} \\"),
        (rb"{\rtf1\ansicpg1251 \'c0\'e4\'e0}", "Ада"),
        (rb"{\rtf1\ansicpg932 \'82\'a0}", "あ"),
        (rb"{\rtf1\uc1 \u8364?5}", "€5"),
        (rb"{\rtf1 \u-10179?\u-8704?}", "\U0001f600"),
        (rb"{\rtf1\uc0 \u8364 5}", "€5"),
        (rb"{\rtf1\fromhtml1 {\*\htmltag64 <p>}Hi\htmlrtf \par\htmlrtf0 you}", "Hi\nyou"),
        (rb'{\rtf1{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt the page}}}', "the page"),
        (rb"{\rtf1 a" + b"\r\n" + rb"b\line c}", "ab\nc"),
        (rb"{\rtf1\ansicpg99999 a}", "a"),
        (b"no rtf", ""),
    ],
)
def test_rtf_as_text(rtf: bytes, text: str) -> None:
    assert rtf_to_text(rtf) == text


EXAMPLE = (  # MS-OXRTFCP, section 3.1.1
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a"
    "800fa0"
)
RUNS = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"  # section 3.1.2


def test_what_compresses_rtf() -> None:
    plain = rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"
    assert decompressed(bytes.fromhex(EXAMPLE)) == plain
    assert decompressed(bytes.fromhex(RUNS)) == rb"{\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert decompressed(bytes(8) + b"MELA" + bytes(4) + plain) == plain
    assert decompressed(b"something else, of some length") == b""


@given(st.binary(max_size=300))
def test_any_bytes_are_taken(data: bytes) -> None:
    assert isinstance(rtf_to_text(rb"{\rtf1" + data), str)
    assert isinstance(decompressed(bytes(8) + b"LZFu" + bytes(4) + data), bytes)


@pytest.mark.parametrize("piece", [b"{", b"}", rb"\'e9", rb"\u8364?", b"a ", rb"{\*", b"\\", b"\n"])
def test_time_grows_with_the_text(piece: bytes) -> None:
    assert is_linear(
        lambda n: rtf_to_text(rb"{\rtf1 " + piece * (n // len(piece))), 1 << 11, 1 << 16
    )
    head = bytes(8) + b"LZFu" + bytes(4)
    assert is_linear(lambda n: decompressed(head + piece * (n // len(piece))), 1 << 11, 1 << 15)
