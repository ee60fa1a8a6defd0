"""From facts and who holds them: where each source ends, and how long it is usually silent.

Makes ``freshness`` (source, medium, last_us, days, gap_days): of the mail and the messages of each
source the latest instant, the days that have any in its last year, and the gap between two such
days that nineteen in twenty stay below. Calendars and cards have no such end: they tell of days
to come, or of none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope

_YEAR_DAYS = 365
_USUAL = 0.95  # of the gaps

_FRESHNESS = f"""
    WITH held AS (SELECT DISTINCT key, source FROM ({{holding}})),
    day AS (
        SELECT h.source, CASE f.kind WHEN 'mail' THEN 'mail' ELSE f.channel END AS medium,
            f.at_us // 86_400_000_000 AS day, max(f.at_us) AS last_us
        FROM held h JOIN fact f USING (key)
        WHERE f.at_us IS NOT NULL
            AND (f.kind IN ('mail', 'chat') OR f.interaction IN ('message', 'invitation'))
        GROUP BY ALL
    ),
    gap AS (
        SELECT *, day - lag(day) OVER each AS gap,
            max(day) OVER (PARTITION BY source, medium) AS last
        FROM day WINDOW each AS (PARTITION BY source, medium ORDER BY day)
    )
    SELECT source, medium, max(last_us) AS last_us, count(*) AS days,
        quantile_cont(gap, {_USUAL}) AS gap_days
    FROM gap WHERE day > last - {_YEAR_DAYS} GROUP BY source, medium ORDER BY source, medium
"""


def make(scope: Scope) -> None:
    """Make ``freshness``."""
    scope.keep("freshness", _FRESHNESS.format(**scope.facts))
