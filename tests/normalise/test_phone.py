from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.phone import phone_identity


@pytest.mark.parametrize(
    ("written", "region", "identity"),
    [
        ("+44 (0)20 7946 0018", None, "phone:+442079460018"),
        ("020 7946 0018", "GB", "phone:+442079460018"),
        ("020 7946 0018", "gb", "phone:+442079460018"),
        ("020 7946 0018", None, ""),
        ("0049 30 123456", None, "phone:+4930123456"),
        ("tel:+1-212-555-0123", None, "phone:+12125550123"),
        ("\u202a+44 20\u00a07946\u20110018\u202c", None, "phone:+442079460018"),
        ("+1 (212) 555-0123 ext 5", None, ""),
        ("+39 06 1234567", None, "phone:+39061234567"),
        ("12345", None, ""),
        ("+44 1", None, ""),
        ("call me", "GB", ""),
        ("020 7946 0018", "no such", ""),
        ("+44 20 7946 0018" + " " * 100, None, ""),
        ("", None, ""),
    ],
)
def test_a_number_is_told_by_its_country(written: str, region: str | None, identity: str) -> None:
    assert phone_identity(written, region=region) == identity


@given(st.text(max_size=80), st.sampled_from([None, "GB", "DE", "US"]))
def test_any_text_gives_an_identity_or_nothing(text: str, region: str | None) -> None:
    identity = phone_identity(text, region=region)
    assert not identity or identity.removeprefix("phone:+").isdigit()
    assert phone_identity(identity.removeprefix("phone:")) in {identity, ""}
