"""What a page says of words that name what to call."""

from __future__ import annotations

import re

import pytest

from comity.errors import Advice, call, option
from comity.faces.web import app
from comity.faces.web.advice import PLACES, on_a_page, unlinked, what_is_wrong
from comity.operations.operation import VERBS


def test_what_a_page_does_is_linked() -> None:
    advice = Advice(call("people"), " lists who is <known>")
    assert on_a_page(advice) == '<a href="/people">People</a> lists who is &lt;known&gt;'
    assert unlinked(advice) == "People lists who is <known>"


@pytest.mark.parametrize(
    "advice",
    [
        Advice(call("check mend"), ", or a backup"),
        Advice(option("help"), " shows the words"),
        Advice("look into it: ", call("people", book="elsewhere")),
    ],
)
def test_what_no_page_does_is_left_unsaid(advice: Advice) -> None:
    assert on_a_page(advice) == ""
    assert unlinked(advice) == ""


def test_plain_words_stay_and_are_still_to_be_escaped() -> None:
    assert on_a_page("wait -- then <try>") == "wait -- then <try>"
    assert not hasattr(on_a_page("wait"), "__html__")


def test_an_option_is_called_by_its_name() -> None:
    message = Advice("give a stage, or ", option("off"), " to take yours back")
    assert what_is_wrong(message) == "give a stage, or “off” to take yours back"
    assert what_is_wrong("give a stage") == "give a stage"


def test_every_place_is_a_page() -> None:
    routes = {getattr(route, "path", "") for page in app.PAGES for route in page.routes}
    paths = {re.sub(r"\{.*?\}", "{}", route) for route in routes}
    assert {re.split("[#?]", href)[0] for href, _ in PLACES.values()} <= paths
    assert set(PLACES) <= set(VERBS)
