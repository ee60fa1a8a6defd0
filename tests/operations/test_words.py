from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from comity.operations import words
from comity.operations.person.overlay import Stage
from comity.operations.words import (
    between,
    by_channel,
    channel,
    count,
    did,
    percent,
    rhythm,
    since,
    span,
    usual,
)
from tests.records import us


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
        ("missed call", "in", "they tried to call"),
        ("missed call", "out", "you tried to call"),
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
        (1, "1 day", "every day"),
        (7, "7 days", "every week"),
        (10, "10 days", "every ten days"),
        (13.4, "13 days", "every 13 days"),
        (14, "2 weeks", "every two weeks"),
        (28, "4 weeks", "every four weeks"),
        (30, "4 weeks", "every month"),
        (45, "6 weeks", "every 45 days"),
        (60, "2 months", "every two months"),
        (90, "3 months", "every three months"),
        (91.3125, "3 months", "every three months"),
        (100, "3 months", "every 100 days"),
        (365, "12 months", "every year"),
        (365.25, "12 months", "every year"),
        (730.5, "2.0 years", "every two years"),
    ],
)
def test_a_span_and_a_rhythm(days: float, said: str, every: str) -> None:
    assert span(days) == said
    if days >= 1:  # as every rhythm is
        assert rhythm(days) == every


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2022-05-03", "2022-05-03T23:00", "on 3 May 2022"),
        ("2022-05-03", "2022-05-31", "in May 2022"),
        ("2022-03-31", "2022-05-01", "between March and May 2022"),
        ("2021-12-31", "2022-01-01", "between December 2021 and January 2022"),
    ],
)
def test_from_when_to_when(first: str, last: str, said: str) -> None:
    assert between(us(first), us(last), "UTC") == said


@pytest.mark.parametrize(
    ("days", "gap", "silent", "said"),
    [
        (6, 9.0, 1650.0, "quiet for 4.5 years"),  # five gaps say nothing of what is usual
        (7, 9.0, 71.0, "you are in touch every 9 days on average, quiet for 2 months"),
        (7, 9.0, 72.0, "you were in touch every 9 days on average, quiet for 2 months"),
        (9, 1.2, 3.0, "you are in touch nearly every day, quiet for 3 days"),
    ],
)
def test_what_is_usual(days: int, gap: float, silent: float, said: str) -> None:
    assert usual(days, gap, silent) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0%"), (0.004, "under 1%"), (0.01, "1%"), (0.996, "over 99%"), (1.0, "100%")],
)
def test_what_is_not_all_is_never_told_as_all(share: float, said: str) -> None:
    assert percent(share) == said


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
    worked_out = set(get_args(Stage)) - {"listed", "let_go", "died"}
    assert set(words.STAGES) == set(words.STAGE_RULES) == worked_out
    assert "12 days" in words.STAGES["established"]
    assert "12 or more" in words.STAGE_RULES["established"]
