"""From Message-ID, In-Reply-To and References: which mails belong together, and what answers what.

Makes ``reference`` (key, parent; by the numbers of ``fact``: n, parent_n, sure_n): a mail's parent,
and the number of its thread.
A thread is a connected component of the graph of references (RFC 5322, 3.6.4), those to mails
that are not here included, so cycles and giant criss-crossing threads cost no more than others.
The parent is the mail that In-Reply-To names, else the last of References, else the one whose
place in Outlook's Thread-Index is above (MS-OXOMSG 2.2.1.3). A chat's thread is its conversation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from comity.derive.facts import identifier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.derive.scope import Scope

    Names: TypeAlias = NDArray[np.uint64]


def make(scope: Scope) -> None:
    """Make ``reference``."""
    scope.db.execute(_PARENTS)
    show_roots(scope, "root", _STEPS)
    scope.keep("reference", _REFERENCE)


_LATER_US = 4_000_000_000_000_000_000
# Several mails may bear one Message-ID: the last before the answer is meant, else the first after.
_NAMED = f"""
    arg_max(p.n, (CASE WHEN p.at_us <= f.at_us THEN p.at_us
        ELSE coalesce(-p.at_us, 0) - {_LATER_US} END, p.key))
"""
_PARENTS = f"""
    CREATE OR REPLACE TEMP TABLE parent AS
    WITH answered AS (
        SELECT f.n, {_NAMED} AS parent_n FROM fact f
        JOIN fact p ON p.name = f.above AND p.kind = 'mail'
        WHERE f.kind = 'mail' AND p.n <> f.n GROUP BY f.n
    ),
    referred AS (
        SELECT f.n, {_NAMED} AS parent_n FROM fact f
        JOIN fact p ON p.name = f.last_above AND p.kind = 'mail'
        WHERE f.kind = 'mail' AND p.n <> f.n AND f.last_above IS DISTINCT FROM f.above
            AND f.n NOT IN (SELECT n FROM answered)
        GROUP BY f.n
    ),
    placed AS (
        SELECT f.n, arg_max(p.n, p.at_us) AS parent_n FROM fact f
        JOIN fact p ON p.place = f.place_above AND p.at_us <= f.at_us
        WHERE p.n <> f.n AND f.n NOT IN (SELECT n FROM answered UNION SELECT n FROM referred)
        GROUP BY f.n
    )
    SELECT *, false AS placed FROM answered UNION ALL SELECT *, false FROM referred
    UNION ALL SELECT *, true FROM placed
"""
_REFERENCE = """
    SELECT f.n, f.key, q.key AS parent, p.parent_n, coalesce(r.root, f.n) AS sure_n FROM fact f
    LEFT JOIN root r ON r.name = f.name LEFT JOIN parent p ON p.n = f.n
    LEFT JOIN fact q ON q.n = p.parent_n WHERE f.kind = 'mail'
    UNION ALL SELECT n, key, NULL, NULL, name FROM fact WHERE kind = 'chat'
"""
# The way from the root to a mail, two names at a time; most ways share most of their steps.
_STEPS = f"""
    WITH way AS (
        SELECT list_transform(
            list_filter(list_concat(string_split("references", ' '),
                [in_reply_to, coalesce(nullif(message_id, ''), key)]), lambda said: said <> ''),
            lambda said: hash(owner, {identifier("said")})) AS names
        FROM record WHERE kind = 'mail' AND (in_reply_to <> '' OR "references" <> '')
    )
    SELECT DISTINCT one, other FROM (
        SELECT unnest(names[:-2]) AS one, unnest(names[2:]) AS other FROM way
        UNION ALL
        SELECT f.name, q.name FROM parent p JOIN fact f USING (n)
        JOIN fact q ON q.n = p.parent_n WHERE p.placed
    ) WHERE one <> other
"""


def show_roots(scope: Scope, table: str, links: str) -> None:
    """Make a table of each name that links bind to others, with the one that stands for all."""
    import pyarrow as pa

    found = scope.db.execute(links).fetchnumpy()
    names, roots = components(np.asarray(found["one"]), np.asarray(found["other"]))
    scope.db.register("root_rows", pa.table({"name": names, "root": roots}))
    scope.db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM root_rows")
    scope.db.unregister("root_rows")


def components(left: Names, right: Names) -> tuple[Names, Names]:
    """Return every name that is linked to another, and the least name linked to it.

    Each round hooks every label to the least label beside it, then shortens all paths to one
    step: at worst O(log² n) rounds (Liu and Tarjan, Simple Concurrent Labeling Algorithms for
    Connected Components, SOSA 2019).
    """
    names, place = np.unique(np.concatenate((left, right)), return_inverse=True)
    one, other = place[: len(left)], place[len(left) :]
    label = np.arange(len(names))
    while len(one):
        low, high = np.minimum(label[one], label[other]), np.maximum(label[one], label[other])
        apart = low != high
        np.minimum.at(label, high[apart], low[apart])
        while not np.array_equal(label, shorter := label[label]):
            label = shorter
        one, other = one[apart], other[apart]
    return names, names[label]
