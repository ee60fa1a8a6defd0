from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage.subject import accepted_names, site_of, subject
from comity.linkage.vocabulary import Profile

if TYPE_CHECKING:
    from comity.linkage.subject import Subject


def made(identity: str, *names: tuple[str, int], kind: str = "person") -> Subject:
    return subject(Profile(identity, names, kind, (), 0, 1), 0)


def test_a_seldom_used_foreign_name_is_dropped() -> None:
    uses = (("Ada Lovelace", 96), ("Charles Babbage", 4))
    assert accepted_names(uses) == (("ada", "lovelace"),)


def test_a_seldom_used_name_like_the_main_one_is_kept() -> None:
    uses = (("Ada Lovelace", 99), ("Ada King Lovelace", 1))
    assert accepted_names(uses) == (("ada", "lovelace"), ("ada", "king", "lovelace"))


def test_a_mailbox_of_several_people_is_not_linked() -> None:
    shared = made("email:desk@example.org", ("Ada Lovelace", 10), ("Charles Babbage", 9))
    renamed = made("email:ada@example.org", ("Ada Byron", 10), ("Ada Lovelace", 9))
    assert not shared.linkable
    assert renamed.linkable


def test_only_people_are_linkable() -> None:
    assert not made("email:dev@lists.example.org", kind="list").linkable


def test_local_parts_of_each_namespace() -> None:
    assert made("email:ada.lovelace66@example.org").letters == "adalovelace"
    assert made("email:ada.lovelace66@example.org").handle == "adalovelace66"
    assert made("linkedin:ada-lovelace-4b2a1c").handle == "adalovelace"
    assert made("handle:matrix/@ada:hs.example.org").handle == "ada"
    assert made("phone:+441632960961").handle == ""
    assert made("name:whatsapp/Ada L").handle == ""


def test_a_dotted_local_part_implies_a_name_only_where_none_is_known() -> None:
    assert made("email:ada.lovelace@example.org").implied == ("ada", "lovelace")
    assert made("email:ada.lovelace@example.org", ("Ada King", 1)).implied == ()
    assert made("email:a.l@example.org").implied == ()
    assert made("email:adalovelace@example.org").implied == ()


def test_free_mail_names_no_employer() -> None:
    assert site_of("gmail.com") == ""
    assert site_of("mail.analytical-engines.co.uk") == "analyticalengines"


def test_hostile_profiles_are_read() -> None:
    for identity in (
        "email:@",
        "email:",
        "",
        "name:",
        "linkedin:-1-2-3",
        "email:..@..",
        "handle:/",
    ):
        assert subject(Profile(identity, (("\x00" * 999, 1), ("", 0)), "person", ("",), 0, 0), 0)


def test_names_used_as_often_are_told_by_the_alphabet() -> None:
    uses = (("Ada Lovelace", 2), ("Ada King", 2))
    assert made("email:a@x", *uses) == made("email:a@x", *reversed(uses))
