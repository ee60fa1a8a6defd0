"""How often each person was met at sea: an invented derived table, ``tide`` (person, many)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope


def make(scope: Scope) -> None:
    """Make ``tide``."""
    scope.keep("tide", "SELECT person, count(*) AS many FROM contact GROUP BY person ORDER BY 1")
