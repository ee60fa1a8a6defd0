"""From the texts, the little of them that other steps read, so that they are read once.

Makes ``wording`` (key, asks, memo): ``asks`` says that the text holds a question mark that ends
something; ``memo`` is the beginning of what starts with "met". Texts that say neither have no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.steps.scope import Scope


def make(scope: Scope) -> None:
    """Make ``wording``."""
    scope.keep(
        "wording",
        r"""
        SELECT * FROM (
            SELECT key, regexp_matches(text, '\?(?:["'')\]]|\s|$)') AS asks,
                CASE WHEN kind = 'mail'
                    AND regexp_matches(left(subject, 9) || ' ' || left(text, 9), '(?i)^\s*met\s')
                    THEN left(subject || ' ' || text, 500) ELSE '' END AS memo
            FROM record WHERE interaction <> ''
        ) WHERE asks OR memo <> ''
        """,
    )
