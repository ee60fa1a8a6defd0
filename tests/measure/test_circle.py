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
        ({}, "professional"),
        ({"domains": ()}, "professional"),
        ({"domains": ("mail.mill.example", "ring.example")}, "colleague"),
        ({"categories": "kollegen"}, "colleague"),
        ({"categories": "family"}, "personal"),
        ({"categories": "freunde and others"}, "personal"),
        ({"family_name": ("vale",)}, "personal"),
        ({"family_name": ()}, "professional"),
        ({"domains": ("zahnarzt-moss.example",)}, "service"),
        ({"domains": ("zahnarzt-moss.example",), "has_profile": True}, "professional"),
        ({"domains": ("gymnasium.example",)}, "professional"),
        ({"only_chat": True}, "personal"),
        ({"only_chat": True, "has_profile": True}, "professional"),
    ],
)
def test_the_first_sign_that_speaks(signs: dict[str, Any], expected: str) -> None:
    assert circle(**signs) == expected


def test_the_users_own_word_comes_before_the_domain() -> None:
    assert circle(categories="friends", domains=("zahnarzt-moss.example",)) == "personal"


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ({"addressed": 10, "leisure": 7}, "personal"),
        ({"addressed": 10, "leisure": 6}, "professional"),
        ({"addressed": 9, "leisure": 9}, "professional"),
        ({"addressed": 10, "leisure": 10, "has_employer": True}, "professional"),
        ({"addressed": 10, "leisure": 10, "domains": ("ring.example",)}, "professional"),
        ({"addressed": 10, "leisure": 10, "domains": ()}, "professional"),
    ],
)
def test_a_private_address_in_leisure_hours(signs: dict[str, Any], expected: str) -> None:
    assert circle(**{"domains": ("gmail.com",)} | signs) == expected
