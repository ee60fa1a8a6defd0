"""From days, each owner's own intercept and slope for ``p_active_90d`` (``schema.CALIBRATION``).

People differ, and base rates drift: an owner's newest closed quarter, the 90 days up to the last
message, shows by how much their ties outlast or fall short of what is forecast for everyone. The
two numbers are kept only where they lower the log loss on people left out of the fit.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from comity import schema
from comity.models.logistic import LEAST_CASES

if TYPE_CHECKING:
    import duckdb

    from comity.derive.scope import Scope


# With how many people there was any contact by the window's first instant.
_MET = "SELECT count(DISTINCT (owner, person)) FROM contact WHERE at_us <= {start_us}"

# Forecasts as of the window's first instant, and what came of them.
_CLOSED = """
    WITH forecast AS ({relationship}),
    happened AS (SELECT DISTINCT owner, person FROM contact
        WHERE addressed AND at_us > {start_us} AND at_us <= {end_us})
    SELECT f.owner, ln(f.p_active_90d / (1 - f.p_active_90d)) AS logit,
        (h.person IS NOT NULL)::DOUBLE AS label
    FROM forecast f LEFT JOIN happened h USING (owner, person)
    WHERE f.p_active_90d > 0 AND f.p_active_90d < 1
    ORDER BY f.owner, f.person
"""


def make(scope: Scope) -> None:
    """Make ``calibration``."""
    end_us = _last_message_us(scope)
    relationship = (scope.folder / "relationship.sql").read_text("utf-8")
    rows = [] if end_us is None else fitted(scope.db, relationship, end_us=end_us, zone=scope.zone)
    scope.write("calibration", schema.CALIBRATION, rows)


def fitted(
    db: duckdb.DuckDBPyConnection, relationship: str, *, end_us: int, zone: str
) -> list[tuple[str, float, float, int]]:
    """Return each owner's numbers (``schema.CALIBRATION``) from the quarter up to an instant.

    The connection shows ``contact``, ``exchange`` and ``person_day``; its views ``calibration``
    and ``moment`` are made anew where there are ties enough.
    """
    import numpy as np

    from comity.derive.scope import local_day
    from comity.models import logistic
    from comity.models.activity import ACTIVE_90D, HORIZON_DAYS
    from comity.store.duckdb_engine import view_empty, view_moment

    start_us = end_us - HORIZON_DAYS[ACTIVE_90D] * 86_400_000_000
    met = db.execute(_MET.format(start_us=start_us)).fetchall()
    if met[0][0] < LEAST_CASES:  # spares planning the long query for nothing
        return []
    view_empty(db, "calibration", schema.CALIBRATION)
    view_moment(db, start_us, as_of_day=local_day(start_us, zone))
    sql = _CLOSED.format(relationship=relationship, start_us=start_us, end_us=end_us)
    found = db.execute(sql).fetchnumpy()
    rows = []
    owners, starts = np.unique(found["owner"].astype(str), return_index=True)  # in their order
    bounds = pairwise([*starts, len(found["owner"])])
    for owner, (start, end) in zip(owners, bounds, strict=True):
        numbers = logistic.refit(found["logit"][start:end], found["label"][start:end])
        if numbers:
            rows.append((str(owner), *numbers, int(end - start)))
    return rows


def _last_message_us(scope: Scope) -> int | None:
    """Return when the last message was written; a calendar reaches ahead of what has happened."""
    sql = "SELECT max(at_us) FROM contact WHERE addressed AND interaction <> 'meeting'"
    found: int | None = scope.rows(sql)[0][0]
    return found
