"""A pure function and many items in, its results out: a forked copy of the process does half.

The copy sees all that the process holds without anything being sent to it; only its results are.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

MANY = 200_000  # items from which a copy is worth its memory


def mapped(
    function: Callable[[Item], Result], items: Sequence[Item], *, many: int = MANY
) -> list[Result]:
    """Return what the function makes of each item, in their order."""
    if len(items) < many or not _can_fork():
        return [function(item) for item in items]
    half = len(items) // 2
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    copy = fork.Process(target=_send, args=(sender, function, items[half:]))
    copy.start()
    sender.close()
    done = [function(item) for item in items[:half]]
    try:
        done += receiver.recv()
    except EOFError:  # the copy was ended, for want of memory say
        done += [function(item) for item in items[half:]]
    copy.join()
    receiver.close()
    return done


def _can_fork() -> bool:
    """Tell a system with a second core, on which copies are cheap and safe: macOS has neither."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _send(sender: Connection, function: Callable[[Item], Result], items: Sequence[Item]) -> None:
    sender.send([function(item) for item in items])
