"""From Message-ID, In-Reply-To and References: which mails belong together, and what answers what.

Makes ``thread`` (owner, key, parent, thread; by the numbers of ``fact``: n, parent_n, thread_n).
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


def make(scope: Scope) -> None:
    """Find each record's thread and parent."""
    _show_mails(scope)
    _show_roots(scope)
    scope.keep(
        "thread",
        """
        WITH parent AS (
            SELECT m.n, coalesce(a.n, b.n) AS parent_n, coalesce(a.key, b.key) AS parent
            FROM mail m
            LEFT JOIN mail a ON a.name = m.above AND a.n <> m.n
            LEFT JOIN mail b ON b.name = m.last AND b.n <> m.n
            WHERE coalesce(a.n, b.n) IS NOT NULL
        ),
        rooted AS (
            SELECT m.n, m.said, coalesce(r.root, m.name) AS root
            FROM mail m LEFT JOIN root r USING (name)
        ),
        titled AS (SELECT root, min(said) AS thread FROM rooted GROUP BY root),
        placed AS (
            SELECT n, thread FROM rooted JOIN titled USING (root)
            UNION ALL SELECT n, thread FROM chat
        ),
        numbered AS (
            SELECT thread, CAST(row_number() OVER () AS INTEGER) AS thread_n
            FROM (SELECT DISTINCT thread FROM placed)
        )
        SELECT f.owner, f.key, parent.parent, placed.thread, f.n, parent.parent_n, thread_n
        FROM fact f JOIN placed USING (n) JOIN numbered USING (thread) LEFT JOIN parent USING (n)
        """,
    )


def _show_mails(scope: Scope) -> None:
    """Make ``chat`` and ``mail``: a mail's own name, and those of what it answers.

    A name is a hash of owner and Message-ID: names are compared millions of times.
    """
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE mail AS
        SELECT f.n, f.key, coalesce(nullif(r.message_id, ''), f.key) AS said,
            hash(f.owner, coalesce(nullif(r.message_id, ''), f.key)) AS name,
            CASE WHEN r.in_reply_to <> '' THEN hash(f.owner, r.in_reply_to) END AS above,
            CASE WHEN r."references" <> ''
                THEN hash(f.owner, list_last(string_split(r."references", ' '))) END AS last
        FROM record r JOIN fact f USING (key) WHERE r.kind = 'mail'
        """
    )
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE chat AS
        SELECT f.n, r.channel || '/' || coalesce(nullif(r.conversation, ''), r.key) AS thread
        FROM record r JOIN fact f USING (key) WHERE r.kind = 'chat'
        """
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
