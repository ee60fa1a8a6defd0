"""From contacts and threads: who asked whom, and when it was answered (``schema.EXCHANGE``).

A message asks when its own words hold a question mark that ends something, and it was addressed
to few. It is answered by the first later message the other way in the same thread, which may be
one by a guess alone (``guessed``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope

RECIPIENTS_MAX = 3  # a question to more is a question to nobody in particular


def make(scope: Scope) -> None:
    """Make ``exchange``."""
    scope.keep(
        "exchange",
        f"""
        WITH said AS (
            SELECT c.owner, c.person, c.key, c.at_us, c.direction, c.recipients, t.thread_n,
                t.sure_n
            FROM contact c JOIN thread t USING (key)
            WHERE c.addressed AND c.interaction IN ('mail', 'message')
                AND c.direction IN ('in', 'out')
        ),
        asked AS (
            SELECT s.*, CASE s.direction WHEN 'in' THEN 'out' ELSE 'in' END AS back
            FROM said s SEMI JOIN (SELECT key FROM wording WHERE asks) USING (key)
            WHERE s.recipients <= {RECIPIENTS_MAX}
        )
        SELECT a.owner, a.person, a.key, a.at_us, a.direction, b.at_us AS answered_us,
            coalesce(a.sure_n <> b.sure_n, false) AS guessed
        FROM asked a ASOF LEFT JOIN said b
            ON a.owner = b.owner AND a.person = b.person AND a.thread_n = b.thread_n
            AND a.back = b.direction AND a.at_us < b.at_us
        ORDER BY a.owner, a.person, a.at_us, a.key
        """,
    )
