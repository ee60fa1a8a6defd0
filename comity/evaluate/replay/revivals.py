"""Contacts in; whether the order of *revive* tells who answers a first word after half a year, out.

A case is a word of an owner's, to one person alone, after 180 days of silence with somebody they
had been in touch with both ways. It counts as answered when something comes back within 14 days.
The order is the very one of ``today``, as of that word; beside it stands the one it replaced, by
the days both ways and the silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from comity.evaluate.documents import Revivals
from comity.evaluate.logs import DAY_US
from comity.evaluate.metrics import Ordering
from comity.evaluate.resampling import draw_owners, estimate, resampled_curve, resampled_mean
from comity.operations.plan.openings import ANSWER_DAYS, OPENINGS, owner_share, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from comity.book import Book
    from comity.evaluate.logs import Log
    from comity.evaluate.metrics import Floats, Integers

SILENT_DAYS = 180

_COLUMNS = "owner, person, key, at_us, day, direction, interaction, recipients, addressed"
_OF_LOG = f"""
    CREATE OR REPLACE TABLE contact AS
    SELECT {_COLUMNS} FROM (
        SELECT *, concat(sender, ' ', at_us) AS key, CAST(at_us // {DAY_US} AS INTEGER) AS day,
            'mail' AS interaction, true AS addressed
        FROM (SELECT sender, at_us, recipients, sender AS owner, recipient AS person,
                'out' AS direction FROM mail
            UNION ALL SELECT sender, at_us, recipients, recipient, sender, 'in' FROM mail))
"""
_CASES = f"""
    CREATE OR REPLACE TEMP TABLE late AS
        SELECT *, row_number() OVER () AS n FROM opening
        WHERE silent_us > {SILENT_DAYS * DAY_US} AND at_us <= $until_us - {ANSWER_DAYS * DAY_US};
"""
_KNOWN = f"""
    WITH theirs AS (
        SELECT l.n, count(*) AS asked, count(*) FILTER (o.answered) AS answered
        FROM late l JOIN opening o ON o.owner = l.owner AND o.person = l.person
            AND o.at_us <= l.at_us - {ANSWER_DAYS * DAY_US} GROUP BY l.n
    ),
    mine AS (
        SELECT l.n, count(*) AS asked, count(*) FILTER (o.answered) AS answered
        FROM late l JOIN opening o ON o.owner = l.owner
            AND o.at_us <= l.at_us - {ANSWER_DAYS * DAY_US} GROUP BY l.n
    ),
    past AS (
        SELECT l.n, least(count(DISTINCT c.day) FILTER (c.direction <> 'in'),
            count(DISTINCT c.day) FILTER (c.direction <> 'out')) AS two_way_days
        FROM late l JOIN contact c ON c.owner = l.owner AND c.person = l.person
            AND c.at_us < l.at_us WHERE c.addressed GROUP BY l.n
    )
    SELECT dense_rank() OVER (ORDER BY l.owner) - 1 AS owner, l.answered::INTEGER AS label,
        l.silent_us / {DAY_US} AS silent_days, p.two_way_days,
        coalesce(t.asked, 0) AS asked, coalesce(t.answered, 0) AS answered,
        coalesce(m.asked, 0) AS my_asked, coalesce(m.answered, 0) AS my_answered
    FROM late l JOIN past p USING (n) LEFT JOIN theirs t USING (n) LEFT JOIN mine m USING (n)
    WHERE p.two_way_days > 0 ORDER BY l.n
"""


class Cases(NamedTuple):
    """First words after a long silence, one place each."""

    owner: Integers
    label: Floats  # 1 where it was answered
    order: Floats  # as ``today`` has it
    before: Floats  # as it had it once


def of_log(log: Log) -> Cases:
    """Return the cases of a log, in which everybody is an owner of their own."""
    import pyarrow as pa

    from comity.store.duckdb_engine import connect

    db = connect()
    columns = {name: getattr(log, name) for name in ("sender", "recipient", "at_us", "recipients")}
    db.register("mail", pa.table(columns))
    db.execute(_OF_LOG)
    return _cases(db, until_us=log.days * DAY_US)


def of_books(books: Sequence[Book]) -> Cases:
    """Return the cases of books, whose owners stand side by side."""
    found = []
    for owner, book in enumerate(books):
        cases = _cases(book.db.cursor(), until_us=book.moment_us)
        found.append(cases._replace(owner=cases.owner + owner))  # one a book
    return Cases(*(np.concatenate(of) for of in zip(*found, strict=True)))


def _cases(db: duckdb.DuckDBPyConnection, *, until_us: int) -> Cases:
    until = {"until_us": until_us}
    db.execute(f"CREATE OR REPLACE TEMP TABLE opening AS {OPENINGS}", until)
    db.execute(_CASES, until)
    found = db.execute(_KNOWN).fetchnumpy()
    one = {name: np.asarray(values, np.float64) for name, values in found.items()}
    mine = owner_share(one["my_answered"], one["my_asked"])
    return Cases(
        one["owner"].astype(np.int64),
        one["label"],
        standing(one["answered"], one["asked"], mine, one["two_way_days"]),
        np.log1p(one["two_way_days"]) - one["silent_days"] / 730,
    )


def revivals(cases: Cases, *, seed: int, draws: int) -> Revivals:
    """Return how well each order tells the answered from the others, with a paired interval."""
    owner = cases.owner if len(set(cases.owner.tolist())) > 1 else np.arange(len(cases.owner))
    drawn = draw_owners(max(owner, default=0) + 1, draws=draws, rng=np.random.default_rng(seed))
    orders = [Ordering(cases.label, scores) for scores in (cases.order, cases.before)]
    told = [one.auc() if _both(cases.label) else float("nan") for one in orders]
    over = [resampled_curve(one, "auc", owner, drawn) for one in orders]
    share = float(cases.label.mean()) if len(cases.label) else float("nan")
    return Revivals(
        cases=len(cases.label),
        answered=estimate(share, resampled_mean(cases.label, owner, drawn)),
        order=estimate(told[0], over[0]),
        before=estimate(told[1], over[1]),
        more=estimate(told[0] - told[1], over[0] - over[1]),
    )


def _both(label: Floats) -> bool:
    return bool(len(label)) and 0 < label.sum() < len(label)
