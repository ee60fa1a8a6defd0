from __future__ import annotations

import os

import pytest

from comity.linkage import forking
from comity.linkage.forking import mapped


def doubled_by(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def test_the_results_come_in_the_order_of_the_items() -> None:
    for size in range(5):
        items = list(range(size))
        assert [result for result, _ in mapped(doubled_by, items, many=0)] == [
            2 * item for item in items
        ]


@pytest.mark.skipif(not forking._can_fork(), reason="one core, or no cheap copies")
def test_of_many_items_a_copy_does_half() -> None:
    by = [process for _, process in mapped(doubled_by, range(10), many=10)]
    assert by[:5] == [os.getpid()] * 5
    assert os.getpid() not in by[5:]
    assert {process for _, process in mapped(doubled_by, range(9), many=10)} == {os.getpid()}


def test_on_one_core_nothing_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "_can_fork", lambda: False)
    assert {process for _, process in mapped(doubled_by, range(10), many=0)} == {os.getpid()}


def test_what_a_copy_that_ended_early_left_is_done_all_the_same() -> None:
    mine = os.getpid()

    def ending(number: int) -> int:
        if os.getpid() != mine:
            os._exit(1)
        return number

    assert mapped(ending, range(10), many=0) == list(range(10))
