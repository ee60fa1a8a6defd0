from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.phone import is_region, is_settled, phone_identity, region_of


@pytest.mark.parametrize(
    ("written", "region", "identity"),
    [
        ("+44 (0)20 7946 0018", None, "phone:+442079460018"),
        ("020 7946 0018", "GB", "phone:+442079460018"),
        ("020 7946 0018", "gb", "phone:+442079460018"),
        ("020 7946 0018", None, "phone:02079460018"),
        ("0171/555 55-55", None, "phone:01715555555"),
        ("0171 5555555", "DE", "phone:+491715555555"),
        ("4,91512E+12", "DE", ""),
        ("*31#+49 30 123456", None, "phone:+4930123456"),
        ("29384", None, ""),
        ("0049 30 123456", None, "phone:+4930123456"),
        ("tel:+1-212-555-0123", None, "phone:+12125550123"),
        ("\u202a+44 20\u00a07946\u20110018\u202c", None, "phone:+442079460018"),
        ("+1 (212) 555-0123 ext 5", None, "phone:+12125550123;ext=5"),
        ("+39 06 1234567", None, "phone:+39061234567"),
        ("12345", None, ""),
        ("+44 1", None, ""),
        ("call me", "GB", ""),
        ("020 7946 0018", "no such", "phone:02079460018"),
        ("+44 20 7946 0018" + " " * 100, None, ""),
        ("", None, ""),
    ],
)
def test_a_number_is_told_by_its_country(written: str, region: str | None, identity: str) -> None:
    assert phone_identity(written, region=region) == identity


@given(st.text(max_size=80), st.sampled_from([None, "GB", "DE", "US"]))
def test_any_text_gives_an_identity_or_nothing(text: str, region: str | None) -> None:
    identity = phone_identity(text, region=region)
    number = identity.removeprefix("phone:")
    assert not identity or number.removeprefix("+").replace(";ext=", "").isdigit()
    assert phone_identity(number) in {identity, ""}


def test_a_number_tells_its_region() -> None:
    assert region_of("phone:+442079460018") == "GB"
    assert region_of("phone:+80012345678") == ""  # freephone, of no country
    assert region_of("phone:02079460018") == region_of("email:a@b.example") == ""
    assert is_region("GB")
    assert not is_region("XX")
    assert is_settled("phone:+442079460018")
    assert is_settled("email:a@b.example")
    assert not is_settled("phone:02079460018")
