"""Histories in, relationship features of every pair as of some days out.

The features are the program's own: contacts become days and days relationships by the very
expressions of ``comity.measure``, compiled to SQL and run by DuckDB, for all owners in one pass.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from comity import schema
from comity.evaluate.logs import DAY_US

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from comity.evaluate.history import History
    from comity.evaluate.metrics import Floats

NOT_NUMBERS = {"owner", "person", "stage"}
COLUMNS = tuple(name for name in schema.RELATIONSHIP if name not in NOT_NUMBERS)
_PAUSE_US = 7 * DAY_US  # after so long a silence, who writes starts anew
_MEMORY = "4GB"

# Every mail is taken to be addressed: a log does not tell To from Cc.
_CONTACT = f"""
    CREATE OR REPLACE TABLE contact AS
    SELECT CAST(owner AS VARCHAR) AS owner, CAST(person AS VARCHAR) AS person,
        concat(CASE WHEN sent THEN owner ELSE person END, ' ', at_us) AS key, at_us,
        CAST(at_us // {DAY_US} AS INTEGER) AS day,
        CASE WHEN sent THEN 'out' ELSE 'in' END AS direction, 'mail' AS channel,
        'mail' AS interaction, true AS addressed, CAST(recipients AS INTEGER) AS recipients,
        coalesce(at_us - lag(at_us) OVER (PARTITION BY pair ORDER BY at_us) > {_PAUSE_US}, true)
            AS initiates, '' AS help
    FROM interaction
"""


class Features:
    """Relationship features of a history, as of one day after another."""

    def __init__(self, history: History) -> None:
        """Make contacts and person-days of the whole history; a moment sees its past alone."""
        from comity.derive.measures import write_sql
        from comity.store.duckdb_engine import connect, view_empty

        self.history = history
        self.db: duckdb.DuckDBPyConnection = connect(memory_limit=_MEMORY)
        with TemporaryDirectory(prefix="comity-evaluate-") as folder:
            write_sql(Path(folder))
            days = (Path(folder) / "person_day.sql").read_text("utf-8")
            self._relationship = (Path(folder) / "relationship.sql").read_text("utf-8")
        self.db.register("interaction", _interactions(history))
        self.db.execute(_CONTACT)
        self.db.unregister("interaction")
        self.db.execute(f"CREATE TABLE person_day AS {days}")
        view_empty(self.db, "exchange", schema.EXCHANGE)
        view_empty(self.db, "calibration", schema.CALIBRATION)

    def as_of(self, day: int) -> Mapping[str, Floats]:
        """Return the columns of all pairs with an event in the 365 days before a day's midnight.

        ``pair`` is their number; what is unknown is nan.
        """
        from comity.store.duckdb_engine import view_moment

        view_moment(self.db, day * DAY_US, as_of_day=day)
        columns = ", ".join(f"CAST({name} AS DOUBLE) AS {name}" for name in COLUMNS)
        found = self.db.execute(
            "SELECT CAST(owner AS BIGINT) AS owner, CAST(person AS BIGINT) AS person, "
            f"{columns} FROM ({self._relationship}) WHERE days_365d > 0 ORDER BY owner, person"
        ).fetchnumpy()
        plain = {name: np.ma.filled(values, np.nan) for name, values in found.items()}
        owners = self.history.owners
        codes = self.history.pair_owner * owners + self.history.pair_person
        code = plain.pop("owner") * owners + plain.pop("person")
        return {"pair": np.searchsorted(codes, code), **plain}


def _interactions(history: History) -> object:
    import pyarrow as pa

    return pa.table(
        {
            "owner": history.owner,
            "person": history.pair_person[history.pair],
            "pair": history.pair,
            "at_us": history.at_us,
            "sent": history.sent,
            "recipients": history.recipients,
        }
    )
