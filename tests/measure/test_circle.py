from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from comity.measure.circle import Signs, suggest

NOBODY = Signs(
    family_name=("hart",),
    domains=("ring.example",),
    addressed=0,
    leisure=0,
    only_chat=False,
    has_profile=False,
    has_employer=False,
    categories="",
)


def circle(**signs: Any) -> str:  # noqa: ANN401 - any sign
    found, sign = suggest(
        replace(NOBODY, **signs),
        my_domains=frozenset({"mill.example"}),
        my_family_names=frozenset({("vale",)}),
    )
    assert sign
    return found


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ({}, "not_sorted"),
        ({"domains": ()}, "not_sorted"),
        ({"domains": ("mail.mill.example", "ring.example")}, "colleague"),
        ({"categories": "kollegen"}, "colleague"),
        ({"categories": "family"}, "personal"),
        ({"categories": "freunde and others"}, "personal"),
        ({"family_name": ("vale",)}, "personal"),
        ({"family_name": ()}, "not_sorted"),
        ({"trade": "vet", "trade_sign": "works at: vet"}, "service"),
        ({"trade": "vet", "trade_sign": "works at: vet", "has_employer": True}, "service"),
        ({"trade": "vet", "trade_sign": "works at: vet", "has_profile": True}, "professional"),
        ({"heard": 4, "served": 2}, "service"),
        ({"heard": 5, "served": 2}, "not_sorted"),
        ({"heard": 1, "served": 1}, "not_sorted"),
        ({"has_employer": True}, "professional"),
        ({"addressed": 5, "leisure": 1}, "professional"),
        ({"addressed": 5, "leisure": 2}, "not_sorted"),
        ({"addressed": 5, "leisure": 1, "domains": ("gmail.com",)}, "not_sorted"),
        ({"met_at_work": 2}, "professional"),
        ({"met_at_work": 2, "domains": ("gmail.com",)}, "not_sorted"),
        ({"addressed": 20, "leisure": 5, "homely": 2}, "personal"),
        ({"addressed": 21, "leisure": 12, "homely": 2}, "not_sorted"),
        ({"addressed": 20, "leisure": 5, "homely": 9, "has_employer": True}, "professional"),
        ({"addressed": 20, "homely": 9, "has_profile": True}, "professional"),
        ({"on_messenger": True}, "not_sorted"),
        ({"on_messenger": True, "has_private_card": True}, "personal"),
        ({"has_private_card": True, "domains": ("gmail.com",)}, "not_sorted"),
        ({"only_chat": True}, "personal"),
        ({"only_chat": True, "has_profile": True}, "professional"),
    ],
)
def test_the_first_sign_that_speaks(signs: dict[str, Any], expected: str) -> None:
    assert circle(**signs) == expected


def test_the_users_own_word_comes_before_the_domain() -> None:
    assert circle(categories="friends", trade="vet", trade_sign="works at: vet") == "personal"


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ({"addressed": 10, "leisure": 7}, "personal"),
        ({"addressed": 10, "leisure": 6}, "not_sorted"),
        ({"addressed": 9, "leisure": 9}, "not_sorted"),
        ({"addressed": 10, "leisure": 10, "has_employer": True}, "professional"),
        ({"addressed": 10, "leisure": 10, "domains": ("ring.example",)}, "not_sorted"),
        ({"addressed": 10, "leisure": 10, "domains": ()}, "not_sorted"),
    ],
)
def test_a_private_address_in_leisure_hours(signs: dict[str, Any], expected: str) -> None:
    assert circle(**{"domains": ("gmail.com",)} | signs) == expected
