"""The measure of growth itself: it lets the linear pass, and nothing steeper."""

from __future__ import annotations

from tests.growth import is_linear


def test_a_quadratic_way_is_found_out() -> None:
    assert is_linear(lambda size: sum(range(size)), 20_000, 320_000)

    def every_pair(size: int) -> None:
        for _ in range(size):
            sum(range(size))

    assert not is_linear(every_pair, 400, 4_000, tries=2)
