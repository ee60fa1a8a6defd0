from __future__ import annotations

import pytest

from comity.normalise.likeness import mark
from tests.growth import is_linear

SAID = "Here is the offer for the roof.\n\nBest\nAda"
FOOTERS = [
    "_______________\nDachdecker Mailingliste\nhttps://lists.example/dach",
    "\n__._,_.___\nVisit Your Group\nhttp://groups.example/roofs\n__,_._,___",
    "-=-=-=-=-=-=-\nLinks: https://groups.example/g/roofs",
    "\n########################\n",  # whose text was set apart before
    "=====\nroofs-leave@lists.example",
]
TEXTS = ["\n-- \nAda Lindqvist\nGlas AB", "\n.....\nand so on", "\n-----\nSecond part.", "\n---"]


@pytest.mark.parametrize("footer", FOOTERS)
def test_the_footer_of_a_list_is_left_out(footer: str) -> None:
    assert mark(f"{SAID}\n{footer}") == mark(SAID)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_no_footer_is_part_of_the_text(text: str) -> None:
    assert mark(SAID + text) != mark(SAID)


@pytest.mark.parametrize("run", ["-----\n", "_.", "a@", " \n", "\n-----"])
def test_time_grows_with_the_text(run: str) -> None:
    assert is_linear(lambda times: mark(run * times), 2_000, 20_000)
