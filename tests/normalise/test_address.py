from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.address import domain_of, kind_of


@pytest.mark.parametrize(
    ("address", "name", "kind"),
    [
        ("ada@example.org", "Ada Lovelace", "person"),
        ("linux-engine@vger.example.org", "", "list"),
        ("talk@lists.example.org", "Ada Lovelace", "list"),
        ("ada@list.ru", "Ada Lovelace", "person"),
        ("talk@googlegroups.com", "", "list"),
        ("engine-devel@example.org", "", "list"),
        ("engine-talk@example.org", "", "list"),
        ("friedrich.list@example.org", "Friedrich List", "person"),
        ("john.all@example.org", "", "person"),
        ("randall@example.org", "", "person"),
        ("ada_list@gmail.com", "Ada", "person"),
        ("lists@ada.example", "Ada Lovelace", "person"),
        ("lists@example.org", "Engine Users List", "list"),
    ],
)
def test_lists(address: str, name: str, kind: str) -> None:
    assert kind_of(f"email:{address}", name) == kind


@pytest.mark.parametrize(
    ("address", "name", "kind"),
    [
        ("no-reply@example.org", "Ada Lovelace", "robot"),
        ("messages-noreply@example.org", "", "robot"),
        ("do_not_reply@gmail.com", "", "robot"),
        ("mailer-daemon@mx.example.org", "", "robot"),
        ("foonotification@example.org", "", "robot"),
        ("12+ada@users.noreply.example.org", "ada", "robot"),
        ("patchwork@example.org", "", "robot"),
        ("lkp@example.org", "", "robot"),
        ("lkplayer@example.org", "", "person"),
        ("engine-bot@example.org", "", "robot"),
        ("depends[bot]@example.org", "", "robot"),
        ("botha@example.org", "", "person"),
        ("bot.tom@example.org", "", "person"),
        ("bounces+ada=example.org@example.net", "", "robot"),
        ("order-update@example.org", "", "robot"),
        ("invitations@example.org", "", "robot"),
        ("alerts@example.org", "", "robot"),
        ("robert.alerts@example.org", "", "person"),
        ("auto.bahn@example.org", "", "person"),
        ("auto-confirm@example.org", "", "robot"),
        ("ada.update@gmail.com", "", "person"),
        ("tests@example.org", "engine test robot", "robot"),
        ("mx@example.org", "Mail Delivery Subsystem", "robot"),
        ("jan@example.org", "Jan Bot", "person"),
        ("ci@example.org", "Engine Bot", "robot"),
    ],
)
def test_robots(address: str, name: str, kind: str) -> None:
    assert kind_of(f"email:{address}", name) == kind


@pytest.mark.parametrize(
    ("address", "name", "kind"),
    [
        ("info@example.org", "Ada Lovelace", "role"),
        ("webmaster@example.org", "", "role"),
        ("engine-team@example.org", "", "role"),
        ("me@lovelace.example", "", "person"),
        ("hello@adalovelace.example", "Ada Lovelace", "person"),
        ("hello@ada-lovelace.example", "Ada King Lovelace", "person"),
        ("post@alovelace.example", "Ada Lovelace", "person"),
        ("contact@alovelace.example", "Ada King Lovelace", "person"),
        ("contact@adal.example", "Ada Lovelace", "person"),
        ("contact@lovelace.example", "Lovelace Engines", "role"),
        ("hello@engines.example", "Ada Lovelace", "role"),
        ("support@gmail.com", "", "person"),
    ],
)
def test_roles_and_people_at_home(address: str, name: str, kind: str) -> None:
    assert kind_of(f"email:{address}", name) == kind


@pytest.mark.parametrize("namespace", ["linkedin:", "name:mail/", "phone:", "handle:x/"])
def test_other_identities_are_people_unless_their_name_says_otherwise(namespace: str) -> None:
    assert kind_of(f"{namespace}ada", "Ada Lovelace") == "person"
    assert kind_of(f"{namespace}x", "Mail Delivery System") == "robot"


@given(st.text(max_size=60), st.text(max_size=40))
def test_anything_has_a_kind(identity: str, name: str) -> None:
    assert kind_of(identity, name) in {"person", "list", "robot", "role"}


def test_domains() -> None:
    assert domain_of("email:ada@example.org") == "example.org"
    assert domain_of("linkedin:ada@example") == ""
