from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from comity.sources.contentline import TEXT_BYTES, capped, components, unescaped

if TYPE_CHECKING:
    from comity.sources.contentline import Component


def only(text: str | bytes) -> Component:
    data = text if isinstance(text, bytes) else text.encode()
    (found,) = components(b"BEGIN:X\n" + data + b"\nEND:X\n")
    return found


def test_parameters_are_told_from_the_value() -> None:
    (found,) = only('item1.TEL;VALUE=uri;TYPE="work,voice";type=pref:tel:+1;ext=2').all("TEL")
    assert found.value == "tel:+1;ext=2"
    assert found.parameters == {"VALUE": "uri", "TYPE": "work,voice,pref"}


def test_what_a_parameter_holds_may_be_quoted_or_careted() -> None:
    (found,) = only('A;CN="Doe; Jane: x";N=a^nb^^^\'c:mailto:j@example.org').all("A")
    assert found.parameters == {"CN": "Doe; Jane: x", "N": 'a\nb^"c'}
    assert found.value == "mailto:j@example.org"


def test_unnamed_parameters_are_types_or_an_encoding() -> None:
    (found,) = only("TEL;WORK;VOICE:1").all("TEL")
    assert found.parameters["TYPE"] == "WORK,VOICE"
    assert only("N;QUOTED-PRINTABLE:=41=\n=42").value("N") == "AB"


def test_folds_are_undone_within_a_character() -> None:
    assert only(b"N:\xc3\n \xa4 and\n\t tabs").value("N") == "ä and tabs"


def test_folds_of_old_cards_keep_their_space() -> None:
    assert only("VERSION:2.1\nN:one\n two").value("N") == "one two"
    assert only("VERSION:3.0\nN:one\n two").value("N") == "onetwo"


def test_line_breaks_left_unescaped_are_kept() -> None:
    assert only("N:one\nand two: three\nM:four").value("N") == "one\nand two: three"


def test_any_line_ending_and_any_charset() -> None:
    for ending in ("\n", "\r\n", "\r"):
        data = ending.join(("BEGIN:X", "N:Zoë", "END:X", ""))
        for charset in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
            (found,) = components(data.encode(charset))
            assert found.value("N") == "Zoë", (ending, charset)


def test_only_character_sets_are_decoded_from() -> None:
    assert only(b"N;CHARSET=ISO-8859-1:\xe9").value("N") == "é"
    assert only(b"N;CHARSET=unicode_escape:\\x41").value("N") == "x41"
    assert only(b"N;CHARSET=no-such-set:\xc3\xa9").value("N") == "é"


def test_missing_and_spare_ends() -> None:
    text = b"BEGIN:A\nBEGIN:B\nN:1\nBEGIN:B\nN:2\nEND:B\nEND:B\nEND:A\nEND:A\nBEGIN:C\nN:3"
    found = [(c.name, c.value("N"), c.complete) for c in components(text)]
    assert found == [("B", "1", True), ("B", "2", True), ("A", "", True), ("C", "3", False)]


def test_an_agent_is_a_card_within_a_card() -> None:
    inner, outer = components(b"BEGIN:V\nAGENT:\nBEGIN:V\nN:in\nEND:V\nN:out\nEND:V\n")
    assert (inner.value("N"), outer.value("N")) == ("in", "out")
    assert inner.parent is outer


def test_photographs_are_cut() -> None:
    data = "PHOTO:" + "\n ".join(["A" * 70] * 20_000)
    assert len(only(data).all("PHOTO")[0].value) < 300_000


def test_depth_is_bounded() -> None:
    found = list(components(b"".join(b"BEGIN:X%d\n" % n for n in range(5000))))
    assert len(found) < 100


def test_backslashes() -> None:
    assert unescaped(r"a\, b\; c\\n \N d\:") == "a, b; c\\n \n d:"


@given(st.text(max_size=400).map(lambda text: text * 200))
def test_capped_text_is_a_prefix_within_64_kb(text: str) -> None:
    kept = capped(text)
    assert text.startswith(kept)
    assert TEXT_BYTES - 4 < len(kept.encode()) <= TEXT_BYTES or kept == text


@given(st.binary(max_size=400))
def test_no_bytes_are_raised_about(data: bytes) -> None:
    for component in components(b"BEGIN:VCARD\n" + data):
        assert component.value("N") is not None
