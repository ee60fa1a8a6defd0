"""From contacts, the owner's mails to one person alone, and the first back.

``wait`` (owner, person, at_us, back_us): back_us is that of their first later mail, to the
millisecond, or null.
What ``models.asks`` counts of everyone, so that a reader who asks about one person need not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope


def make(scope: Scope) -> None:
    """Make ``wait``."""
    scope.keep(
        "wait",
        """
        WITH mail AS (
            SELECT owner, person, at_us, at_us // 1000 AS at_ms, direction, recipients FROM contact
            WHERE addressed AND interaction = 'mail' AND at_us > 0
        )
        SELECT a.owner, a.person, a.at_us, b.at_ms * 1000 AS back_us
        FROM (FROM mail WHERE direction = 'out' AND recipients = 1) a
        ASOF LEFT JOIN (FROM mail WHERE direction = 'in') b
            ON a.owner = b.owner AND a.person = b.person AND a.at_ms < b.at_ms
        ORDER BY a.at_us, a.person
        """,
    )
