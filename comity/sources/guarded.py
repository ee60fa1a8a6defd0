"""What makes a record in, the record out or that it is unreadable, whatever was raised.

The boundary of failure is the record: a source finds its pieces (messages, cards, rows) by code
that looks at little of them, and each is made into a record here. What nobody foresaw in a
stranger's data costs one record, told as one Problem, and reading goes on at the next piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

from comity.model import Problem, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.model import Record

Arguments = ParamSpec("Arguments")


def guarded(
    where: str,
    make: Callable[Arguments, Record | Skipped],
    /,
    *args: Arguments.args,
    **options: Arguments.kwargs,
) -> Record | Skipped:
    """Return what is made of the arguments; where that fails, that the record is unreadable."""
    try:
        return make(*args, **options)
    except Exception as error:  # noqa: BLE001 - the one place that owns a record's failure
        return failed(where, error)


def failed(where: str, error: Exception) -> Skipped:
    """Return what stands for a record whose making failed: the kind of error, never its text."""
    what = f"it cannot be read ({type(error).__name__})"
    return Skipped("unreadable", where, Problem(where, what, "please report this"))
