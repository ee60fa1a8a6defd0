"""Each formula against its definition, written out over single contacts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.evaluate.baselines import formulas
from comity.evaluate.logs import DAY_US
from tests.evaluate.baselines.trials import trial

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.cases import Cases

Contact = tuple[float, bool]  # age in days, whether sent


def contacts(cases: Cases, at: int) -> list[Contact]:
    """Return what the owner of a case had seen of the person by its day."""
    history, day_us = cases.history, int(cases.day[at]) * DAY_US
    mine = (history.pair == cases.pair[at]) & (history.at_us <= day_us)
    ages = (day_us - history.at_us[mine]) / DAY_US
    return list(zip(ages.tolist(), history.sent[mine].tolist(), strict=True))


def _overdue(seen: list[Contact], day: int) -> float:
    days = sorted({int(day - age) for age, _ in seen})
    if len(days) < 3:
        return math.nan
    return -min(age for age, _ in seen) / ((days[-1] - days[0]) / (len(days) - 1))


def _dotalign(seen: list[Contact], day: int) -> float:
    del day
    out, in_ = ([age for age, sent in seen if sent is way] for way in (True, False))
    if not (out and in_):
        return 1.0
    years = max(min(out), min(in_)) / 365.25
    points = min(100, 1 + min(len(out), len(in_)))
    return max(1, points * (0.75 * max(0, 1 - years / 2) + 0.25 * max(0, 1 - years / 6)))


def _decayed(half_life: float, factor: float = 1.0) -> Callable[[list[Contact], int], float]:
    return lambda seen, _: sum(
        (factor if sent else 1.0) * 0.5 ** (age / half_life) for age, sent in seen
    )


def _decayed_weeks(seen: list[Contact], day: int) -> float:
    days = sorted(math.floor(day - age) for age, _ in seen)
    last_of = {(one + 3) // 7: one for one in days}  # the first day of all was a Thursday
    return math.fsum(0.5 ** ((day - one) / 90) for one in last_of.values())


def _decayed_days(seen: list[Contact], day: int) -> float:
    days = {math.floor(day - age) for age, _ in seen}
    return math.fsum(0.5 ** ((day - one - 0.5) / 90) for one in days)


NAIVE: dict[str, Callable[[list[Contact], int], float]] = {
    "recency": lambda seen, _: -min(age for age, _ in seen),
    "frequency": lambda seen, _: len(seen),
    "active_days": lambda seen, day: len({math.floor(day - age) for age, _ in seen}),
    "act_r": lambda seen, _: sum(max(age, 1 / 24) ** -0.5 for age, _ in seen),
    "overdue": _overdue,
    "dotalign": _dotalign,
    **{f"decayed_{days}d": _decayed(days) for days in formulas.HALF_LIVES_DAYS},
    **{f"interactions_rank_{days}d": _decayed(days, 5.0) for days in (7, 30, 90)},
    "decayed_weeks_90d": _decayed_weeks,
    "decayed_days_90d": _decayed_days,
}


@pytest.mark.parametrize("name", NAIVE)
def test_a_formula_is_its_definition(name: str) -> None:
    cases = trial("T1").test
    rng = np.random.default_rng(2)
    found = formulas.FORMULAS[name](cases)
    assert not np.isnan(found).any()
    for at in rng.choice(len(cases), 60, replace=False):
        expected = NAIVE[name](contacts(cases, int(at)), int(cases.day[at]))
        if math.isnan(expected):  # says nothing: neither overdue nor not
            assert found[at] == pytest.approx(
                np.median(found[~np.isnan(cases.columns["gap_ratio"])])
            )
        else:
            assert found[at] == pytest.approx(expected)


def test_every_formula_has_a_definition_here() -> None:
    assert set(NAIVE) == set(formulas.FORMULAS)
