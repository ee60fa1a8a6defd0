"""How long what a reading function says of a book holds, for whoever keeps it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Until = Literal["any word", "a word about them", "an import"]
Function = TypeVar("Function", bound="Callable[..., Any]")


def lasts(until: Until) -> Callable[[Function], Function]:
    """Mark a function: until the user says anything, says it of that person, or imports.

    What is marked "a word about them" takes the person's id first.
    """

    def mark(function: Function) -> Function:
        function.__dict__["lasts"] = until
        return function

    return mark


def lasting(function: Callable[..., Any]) -> Until:
    """Return until when what a function said holds; one that is not marked, until any word."""
    until: Until = function.__dict__.get("lasts", "any word")
    return until
