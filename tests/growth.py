"""How work grows with its input: a linear way is told from a quadratic one, whatever else runs."""

from __future__ import annotations

import gc
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LEEWAY = 4  # a quadratic way exceeds it as soon as the sizes lie further apart
_LEAST_S = 0.002  # what is over sooner says nothing about growth


def is_linear(work: Callable[[int], object], small: int, large: int, *, tries: int = 12) -> bool:
    """Return whether work of the large size costs no more than its share of processor time.

    A busy machine may spoil a try, so one is enough: a quadratic way fails them all.
    """
    allowed = _LEEWAY * large / small
    work(small)
    return any(
        _seconds(work, large) <= allowed * max(_seconds(work, small), _LEAST_S)
        for _ in range(tries)
    )


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # what else the process holds is not looked through meanwhile
    try:
        start = process_time()
        work(size)
        return process_time() - start
    finally:
        gc.enable()
