"""No string makes a regular expression of the program cost more than its share of time."""

from __future__ import annotations

import re
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from tests.patterns import Found, called_in_functions, found, is_nested, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SMALL, LARGE, HUGE = 500, 2_000, 16_000
CHEAP_S = 0.00015  # of a large one: even the quickest quadratic way takes longer
GROWING = (12, 18, 24, 36, 60, 120, 250)
STEEP_S = 0.05  # of so few characters: steeper than quadratic
SUSPECT = 5  # times the cost at four times the size: 4 is linear, 16 is quadratic
GUILTY = 22  # times the cost at eight times the size: 8 is linear, 64 is quadratic
TRIES = 3


def text(one: Found, at: tuple[str, str, str], size: int) -> str | bytes:
    start, run, end = at
    made = start + run * (size // len(run)) + end
    return made.encode() if isinstance(one.pattern.pattern, bytes) else made


def ways(one: Found) -> list[Callable[[Any], object]]:
    pattern, empty = one.pattern, one.pattern.pattern[:0]
    calls: dict[str, Callable[[Any], object]] = {
        "search": pattern.search,
        "match": pattern.match,
        "fullmatch": pattern.fullmatch,
        "sub": lambda text: pattern.sub(empty, text),
    }
    throughout = {"subn", "split", "findall", "finditer"}  # they find what sub finds
    used = {"sub" if method in throughout else method for method in one.methods}
    if "sub" in used:  # begins to search wherever it may
        used -= {"search", "match"}
    elif "search" in used:
        used -= {"match"}
    return [calls[name] for name in sorted(used)]


def cost_s(call: Callable[[Any], object], made: str | bytes) -> float:
    start = process_time()
    call(made)
    return process_time() - start


def least_s(call: Callable[[Any], object], made: str | bytes) -> float:
    """Return the least of several tries: what else runs only adds to one."""
    return min(cost_s(call, made) for _ in range(TRIES))


def is_steep(
    one: Found, call: Callable[[Any], object], at: tuple[str, str, str], growing: Sequence[int]
) -> bool:
    """Return whether the cost grows faster than the string."""
    if any(cost_s(call, text(one, at, size)) > STEEP_S for size in growing):
        return True
    cost = cost_s(call, large := text(one, at, LARGE))
    if cost < CHEAP_S:
        return False
    small, huge = (text(one, at, size) for size in (SMALL, HUGE))
    if cost < SUSPECT * least_s(call, small):  # one try of the large: more in it only accuses
        return False
    if least_s(call, large) < SUSPECT * least_s(call, small):
        return False
    return least_s(call, huge) > GUILTY * least_s(call, large)


def steep(one: Found) -> tuple[str, str, str] | None:
    """Return a string it stumbles over: its beginning, what is repeated, its end."""
    calls, growing = ways(one), GROWING if is_nested(one.pattern) else GROWING[-1:]
    for at in runs(one.pattern):
        if any(is_steep(one, call, at, growing) for call in calls):
            return at
    return None


def test_every_pattern_takes_time_in_proportion() -> None:
    assert {one.where: strings for one in found() if (strings := steep(one))} == {}


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s*@[^:]*:", "sub"),
        (r"\s*:::\s*", "split"),
        (r"[ \t]+$", "sub"),
        (r"please.*now", "search"),
        (rb"\w+:", "search"),
        (r"(?:a+)+b", "match"),
        (r"(\w+\s?)*:", "fullmatch"),
    ],
)
def test_a_pattern_that_does_not_is_found_out(pattern: str | bytes, method: str) -> None:
    assert steep(Found("here", re.compile(pattern), {method}))


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"\s*@[^:]*:", "match"), (r"\s+", "split"), (r"please", "search"), (r"\w+:", "match")],
)
def test_a_pattern_that_does_is_let_pass(pattern: str, method: str) -> None:
    assert not steep(Found("here", re.compile(pattern), {method}))


def test_patterns_are_found_wherever_they_stand() -> None:
    everywhere = {one.where for one in found()}
    assert len(everywhere) > 200
    assert {
        "comity.sources.mail.mime._UNFOLDED",  # a method
        "comity.sources.cards.header_words._COMPILED",  # within what holds them
        "comity.language.cues.REQUEST",
    } <= everywhere
    assert any(where.endswith(".py") or ", line " in where for where in everywhere)
    assert list(called_in_functions())
