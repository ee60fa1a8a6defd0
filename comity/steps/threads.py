"""From Message-ID, In-Reply-To and References: which mails belong together, and what answers what.

Makes ``thread`` (owner, key, parent, thread; by the numbers of ``fact``: n, parent_n, thread_n),
where a thread is called by the least key of its records.
A thread is a connected component of the graph of references (RFC 5322, 3.6.4), those to mails
that are not here included, so cycles and giant criss-crossing threads cost no more than others.
The parent is the mail that In-Reply-To names, else the last of References. A chat's thread is its
conversation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.steps.scope import Scope

    Names: TypeAlias = NDArray[np.uint64]


_LATER_US = 4_000_000_000_000_000_000
# Several mails may bear one Message-ID: the last before the answer is meant, else the first after.
_PARENT = f"""
    arg_max(p.n, (CASE WHEN p.at_us <= f.at_us THEN p.at_us
        ELSE coalesce(-p.at_us, 0) - {_LATER_US} END, p.key)) AS parent_n,
    arg_max(p.key, (CASE WHEN p.at_us <= f.at_us THEN p.at_us
        ELSE coalesce(-p.at_us, 0) - {_LATER_US} END, p.key)) AS parent
"""


def make(scope: Scope) -> None:
    """Find each record's thread and parent."""
    _show_roots(scope)
    scope.keep(
        "thread",
        f"""
        WITH answered AS (
            SELECT f.n, {_PARENT} FROM fact f
            JOIN fact p ON p.name = f.above AND p.kind = 'mail'
            WHERE f.kind = 'mail' AND p.n <> f.n GROUP BY f.n
        ),
        referred AS (
            SELECT f.n, {_PARENT} FROM fact f
            JOIN fact p ON p.name = f.last_above AND p.kind = 'mail'
            WHERE f.kind = 'mail' AND p.n <> f.n AND f.last_above IS DISTINCT FROM f.above
                AND f.n NOT IN (SELECT n FROM answered) GROUP BY f.n
        ),
        rooted AS (
            SELECT f.owner, f.key, f.n, r.root FROM fact f
            LEFT JOIN root r ON r.name = f.name AND f.kind = 'mail' WHERE f.kind = 'mail'
            UNION ALL SELECT owner, key, n, name FROM fact WHERE kind = 'chat'
        ),
        titled AS (
            SELECT root, min(key) AS thread FROM rooted WHERE root IS NOT NULL GROUP BY root
        )
        SELECT f.owner, f.key, p.parent, coalesce(t.thread, f.key) AS thread, f.n, p.parent_n,
            coalesce(f.root, f.n) AS thread_n
        FROM rooted f LEFT JOIN titled t USING (root) LEFT JOIN (
            SELECT * FROM answered UNION ALL SELECT * FROM referred) p USING (n)
        """,
    )


# The way from the root to a mail, two names at a time; most ways share most of their steps.
_STEPS = """
    WITH way AS (
        SELECT list_transform(
            list_filter(list_concat(string_split("references", ' '),
                [in_reply_to, coalesce(nullif(message_id, ''), key)]), lambda said: said <> ''),
            lambda said: hash(owner, said)) AS names
        FROM record WHERE kind = 'mail' AND (in_reply_to <> '' OR "references" <> '')
    )
    SELECT DISTINCT one, other FROM (
        SELECT unnest(names[:-2]) AS one, unnest(names[2:]) AS other FROM way
    ) WHERE one <> other
"""


def _show_roots(scope: Scope) -> None:
    """Make ``root``: each name that is linked to others, with the one that stands for them all."""
    import pyarrow as pa

    links = scope.db.execute(_STEPS).fetchnumpy()
    names, roots = components(np.asarray(links["one"]), np.asarray(links["other"]))
    scope.db.register("root_rows", pa.table({"name": names, "root": roots}))
    scope.db.execute("CREATE OR REPLACE TEMP TABLE root AS SELECT * FROM root_rows")
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
