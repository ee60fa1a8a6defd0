from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from comity.operations import words
from comity.operations.person.overlay import Stage
from comity.operations.words import by_channel, channel, count, did, rhythm, since, span


@pytest.mark.parametrize(
    ("name", "label", "by"),
    [
        ("whatsapp", "WhatsApp", "on WhatsApp"),
        ("linkedin", "LinkedIn", "on LinkedIn"),
        ("mail", "mail", "by mail"),
        ("another", "another", "by another"),  # of a source that this version does not know
    ],
)
def test_a_channel_is_written_as_its_makers_write_it(name: str, label: str, by: str) -> None:
    assert (channel(name), by_channel(name)) == (label, by)


@pytest.mark.parametrize(
    ("interaction", "direction", "said"),
    [
        ("mail", "out", "you wrote"),
        ("mail", "in", "they wrote"),
        ("meeting", "both", "you met"),
        ("call", "both", "you spoke"),
        ("call", "in", "they called"),
        ("invitation", "out", "you invited"),
        ("note", "", "note"),
        ("contact", "both", "contact"),
        ("another", "in", "they another"),
    ],
)
def test_who_did_what(interaction: str, direction: str, said: str) -> None:
    assert did(interaction, direction) == said


@pytest.mark.parametrize(
    ("days", "said", "every"),
    [
        (0.2, "1 day", ""),
        (1, "1 day", "every 1 day"),
        (13.4, "13 days", "every 13 days"),
        (14, "2 weeks", "every 14 days"),
        (30, "4 weeks", "every 30 days"),
        (59.9, "9 weeks", "every 9 weeks"),
        (60, "2 months", "every 2 months"),
        (91.3125, "3 months", "every 3 months"),
        (729, "24 months", "every 24 months"),
        (730.5, "2.0 years", "every 2.0 years"),
    ],
)
def test_a_span_and_a_rhythm(days: float, said: str, every: str) -> None:
    assert span(days) == said
    if days >= 1:  # as every rhythm is
        assert rhythm(days) == every


def test_how_many() -> None:
    assert [count(n, "day") for n in (0, 1, 2, 1_204)] == [
        "0 days",
        "1 day",
        "2 days",
        "1,204 days",
    ]
    assert [count(n, "person", "people") for n in (1, 2)] == ["1 person", "2 people"]


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("2025-06-04T00:00", "today"),
        ("2025-06-05T09:00", "today"),  # a clock that went ahead
        ("2025-06-03T23:59", "yesterday"),
        ("2025-06-02T00:00", "2 days ago"),
        ("2025-05-20T12:00", "2 weeks ago"),
    ],
)
def test_how_long_ago(then: str, said: str) -> None:
    assert since(datetime.fromisoformat(then), datetime.fromisoformat("2025-06-04T08:00")) == said


def test_every_stage_that_is_worked_out_has_its_words_and_its_rule() -> None:
    worked_out = set(get_args(Stage)) - {"listed", "let_go"}
    assert set(words.STAGES) == set(words.STAGE_RULES) == worked_out
    assert "12 days" in words.STAGES["established"]
    assert "12 or more" in words.STAGE_RULES["established"]
