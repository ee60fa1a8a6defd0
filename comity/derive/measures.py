"""From contacts, each person's days; and the SQL that readers run as of any moment.

The expressions are Ibis (``comity.measure``), the same for every engine. Ibis takes over a second
to compile them, so their DuckDB text lies beside this module (``python -m tests.derive.compiled``
writes it) and is copied beside the tables: no user's computer imports Ibis to build or to read.
"""

from __future__ import annotations

import shutil
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from comity import schema

if TYPE_CHECKING:
    from comity.derive.scope import Scope


HOME = Path(__file__).parent


def make(scope: Scope) -> None:
    """Make ``person_day``."""
    scope.keep("person_day", (scope.folder / "person_day.sql").read_text("utf-8"))


def write_sql(folder: Path) -> None:
    """Write the expressions as DuckDB SQL into a folder."""
    for name in ("person_day.sql", "relationship.sql"):
        shutil.copyfile(HOME / name, folder / name)


@cache
def compiled() -> dict[str, str]:
    """Return the expressions as DuckDB SQL, by the name of the file."""
    from comity.measure.person_day import person_day, person_day_until
    from comity.measure.relationship import relationship
    from comity.models.activity import forecast
    from comity.store.duckdb_engine import compile_sql, moment, unbound

    contact = unbound("contact", schema.CONTACT)
    days = unbound("person_day", schema.PERSON_DAY)
    exchange = unbound("exchange", schema.EXCHANGE)
    calibration = unbound("calibration", schema.CALIBRATION)
    known = person_day_until(days, contact, moment())
    ties = relationship(known, exchange, moment(), partial(forecast, calibration=calibration))
    return {
        "person_day.sql": compile_sql(person_day(contact)),
        "relationship.sql": compile_sql(ties),
    }
