from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.profile import linkedin_identity


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/ada-lovelace",
        "http://linkedin.com/in/ada-lovelace/",
        "linkedin.com/in/Ada-Lovelace",
        "www.linkedin.com/in/ada-lovelace?trk=nav",
        "https://de.linkedin.com/in/ada-lovelace/de",
        "https://www.linkedin.com/in/ada-lovelace/en-us/#top",
        "https://www.linkedin.com/in/ada%2Dlovelace?originalSubdomain=uk",
        "https://www.linkedin.com/comm/in/ada-lovelace?midToken=AQ&trk=eml",
        "https://www.linkedin.com/mwlite/in/ada-lovelace",
        "https://www.linkedin.com/pub/ada-lovelace",
        "  https://m.linkedin.com/in/ada-lovelace/detail/recent-activity/",
    ],
)
def test_every_form_of_a_profile_url_is_one_identity(url: str) -> None:
    assert linkedin_identity(url) == "linkedin:ada-lovelace"


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://uk.linkedin.com/pub/ada-lovelace/5a/706/981", "linkedin:ada-lovelace-9817065a"),
        ("https://uk.linkedin.com/pub/ada-lovelace/5/6/98/de", "linkedin:ada-lovelace-9800605"),
        ("https://www.linkedin.com/in/zo%C3%AB-brandt", "linkedin:zoë-brandt"),
        ("https://www.linkedin.com/in/zoe%CC%88-brandt", "linkedin:zoë-brandt"),
        ("https://www.linkedin.com/in/ACoAAB1cDe-f", "linkedin:acoaab1cde-f"),
        ("urn:li:fsd_profile:ACoAAB1cDe-f", "linkedin:acoaab1cde-f"),
        ("https://www.linkedin.com/sales/lead/ACoAAB1cDe-f,NAME_SEARCH,x", "linkedin:acoaab1cde-f"),
    ],
)
def test_old_member_and_foreign_forms(url: str, identity: str) -> None:
    assert linkedin_identity(url) == identity


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ada-lovelace",
        "https://www.linkedin.com/company/analytical-engines",
        "https://www.linkedin.com/pub/dir/ada/lovelace",
        "https://www.linkedin.com/in/me",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com.evil.example/in/ada",
        "https://evil-linkedin.com/in/ada",
        "https://example.com/?u=linkedin.com/in/ada",
        "https://www.linkedin.com/in/" + "a" * 500,
    ],
)
def test_what_is_no_profile_has_no_identity(url: str) -> None:
    assert linkedin_identity(url) == ""


@given(st.text(max_size=40))
def test_any_name_gives_one_plain_word_or_nothing(name: str) -> None:
    identity = linkedin_identity(f"https://www.linkedin.com/in/{name}")
    value = identity.removeprefix("linkedin:")
    assert identity == "" or (value and "/" not in value and value == value.lower())
    assert (
        linkedin_identity(f"https://www.linkedin.com/in/{value}") in ("", identity) or "%" in value
    )
