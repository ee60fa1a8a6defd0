"""What a function of a book heeds of what the user says in; how long what it returned holds out.

A function that is not marked heeds every word. Facts and a new day change whatever there is, so
they are nobody's to name here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable
    from collections.abc import Set as AbstractSet

    from comity.store.decisions import Verb

Asked: TypeAlias = "tuple[Callable[..., Any], tuple[Hashable, ...], tuple[Any, ...]]"
Function = TypeVar("Function", bound="Callable[..., Any]")
_ID = re.compile(r"[0-9a-f]{12}")
_ANSWERS_MAX = 400


def heeds(*verbs: Verb, of_them: Collection[Verb] = ()) -> Callable[[Function], Function]:
    """Mark a function: words by these verbs change what it returns, and no others do.

    Those ``of_them`` change it when they are about the person whose id it is given first.
    """

    def mark(function: Function) -> Function:
        function.__dict__["heeds"] = frozenset(verbs), frozenset(of_them)
        return function

    return mark


def moves(function: Callable[..., Any], verbs: AbstractSet[str]) -> bool:
    """Tell whether a word by one of these verbs changes what a function returns of any book."""
    heeded: tuple[frozenset[str], frozenset[str]] | None = function.__dict__.get("heeds")
    return heeded is None or bool(heeded[0] & verbs)


@dataclass
class Answers:
    """What functions of one book returned, while it holds."""

    _found: dict[Asked, Any] = field(default_factory=dict)

    def of(self, asked: Asked, work_out: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the function returns
        """Return what was asked: as it was returned before, else worked out."""
        if asked not in self._found:
            found = work_out()
            if len(self._found) >= _ANSWERS_MAX:
                self._keep(lambda one: not (one[1] or one[2]))
            self._found[asked] = found
        return self._found[asked]

    def heed(self, verbs: AbstractSet[str], persons: Callable[[], AbstractSet[str]]) -> None:
        """Let go of what words by these verbs change; ``persons`` tells whom they are about."""
        if self._found:
            ids = persons()
            self._keep(lambda one: not (moves(one[0], verbs) or _is_about(one, verbs, ids)))

    def clear(self) -> None:
        """Let go of everything."""
        self._found.clear()

    def _keep(self, holds: Callable[[Asked], bool]) -> None:
        self._found = {asked: found for asked, found in self._found.items() if holds(asked)}


def _is_about(asked: Asked, verbs: AbstractSet[str], ids: AbstractSet[str]) -> bool:
    """Tell whether what was asked of somebody heeds these words; a name may mean any of them."""
    function, given, _ = asked
    if not function.__dict__["heeds"][1] & verbs:
        return False
    who = given[0] if given else None
    return who in ids or not (isinstance(who, str) and _ID.fullmatch(who))
