from __future__ import annotations

from comity.linkage.subject import subject
from comity.linkage.tags import tagged
from tests.linkage.invented import one


def _tagged(*named: tuple[str, str]) -> list[tuple[int, int]]:
    profiles = [one(f"email:{address}", name) for address, name in named]
    return tagged([subject(profile, place) for place, profile in enumerate(profiles)])


def test_a_tag_is_its_owners_where_the_provider_knows_tags() -> None:
    assert _tagged(("eva@gmail.com", "Eva Moreaux"), ("eva+news@gmail.com", "")) == [(0, 1)]
    assert _tagged(("eva+a@gmail.com", "Eva"), ("eva+b@gmail.com", "Eva Moreaux")) == [(0, 1)]


def test_elsewhere_both_must_bear_one_name() -> None:
    assert _tagged(("eva@a.example", "Eva Moreaux"), ("eva+x@a.example", "Eva Moreaux")) == [(0, 1)]
    assert _tagged(("inbox@a.example", "Eva Moreaux"), ("inbox+7f@a.example", "")) == []
    assert _tagged(("in+1@a.example", "John Smith"), ("in+2@a.example", "John Smith")) == []


def test_names_that_disagree_are_never_one_mailbox() -> None:
    assert _tagged(("in+7f@gmail.com", "Eva Holm"), ("in+9c@gmail.com", "Finn Berg")) == []
    assert _tagged(("in+7f@gmail.com", "Eva"), ("in+9c@gmail.com", "Finn Berg")) == []


def test_no_other_address_is_a_tag() -> None:
    assert _tagged(("eva@gmail.com", "Eva Moreaux"), ("eva@gmx.de", "Eva Moreaux")) == []
