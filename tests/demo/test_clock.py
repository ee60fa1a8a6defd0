from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.demo.clock import DAY_US, HOUR_US, SATURDAY, answered, days, weekday, working
from comity.demo.dice import person_rng

INSTANTS = st.integers(1_400_000_000, 1_900_000_000).map(lambda second: second * 1_000_000)


def test_weekday_knows_a_monday() -> None:
    assert weekday(1_790_000_000_000_000) == 0


@given(INSTANTS, st.integers(0, 999))
def test_work_is_done_on_the_day_or_the_monday_after(at_us: int, seed: int) -> None:
    then = working(person_rng(seed, 0), at_us)
    assert then % 1_000_000 == 0
    assert 0 <= then // DAY_US - at_us // DAY_US <= 2


@given(INSTANTS, st.integers(0, 999), st.sampled_from([-300, 0, 60, 330]))
def test_answers_come_later_and_by_day(at_us: int, seed: int, minutes: int) -> None:
    then = answered(person_rng(seed, 0), at_us, 4, minutes=minutes)
    local = then + minutes * 60_000_000
    assert then > at_us
    assert 7 * HOUR_US <= local % DAY_US < 20 * HOUR_US
    assert weekday(local) < SATURDAY


def test_days_keep_their_distance() -> None:
    found = list(days(person_rng(3, 0), 0, 1_000 * DAY_US, 10))
    assert 85 < len(found) < 115
    assert found[-1] < 1_000 * DAY_US
