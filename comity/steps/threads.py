"""From Message-ID, In-Reply-To and References: which mails belong together, and what answers what.

Makes ``thread`` (key, thread, parent): a thread is a connected component of the graph of
references, found by union-find in near-linear time, so cycles and giant criss-crossing threads
cost no more than others. A chat's thread is its conversation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.steps.scope import Scope


def make(scope: Scope) -> None:
    """Find each record's thread and parent."""
    _show_links(scope)
    links = scope.db.execute("SELECT here, there FROM link").fetchall()
    _show_roots(scope, roots(links))
    scope.keep(
        "thread",
        """
        WITH parent AS (
            SELECT f.key, p.key AS parent FROM fact f
            JOIN fact p ON p.kind = 'mail' AND p.message_id = coalesce(nullif(f.in_reply_to, ''),
                list_last(string_split(nullif(f."references", ''), ' ')))
            WHERE f.kind = 'mail' AND p.message_id <> '' AND p.key <> f.key
        )
        SELECT f.owner, f.key, parent.parent,
            CASE WHEN f.conversation <> '' THEN f.channel || '/' || f.conversation
                ELSE coalesce(root.root, f.message_id, f.key) END AS thread
        FROM fact f
        LEFT JOIN root ON f.kind = 'mail' AND f.message_id <> '' AND root.name = f.message_id
        LEFT JOIN parent ON parent.key = f.key
        WHERE f.kind IN ('mail', 'chat')
        """,
    )


def _show_links(scope: Scope) -> None:
    """Make ``link``: from each mail to what it answers and to the root its references name.

    Every reference of a mail lies in its thread; the first and the last tie it to the rest.
    """
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE link AS
        WITH named AS (
            SELECT message_id AS here, in_reply_to AS above,
                string_split("references", ' ') AS line
            FROM fact WHERE kind = 'mail' AND message_id <> ''
        )
        SELECT DISTINCT here, there FROM (
            SELECT here, above AS there FROM named
            UNION ALL SELECT here, line[1] FROM named
            UNION ALL SELECT here, line[len(line)] FROM named
        ) WHERE there IS NOT NULL AND there <> '' AND there <> here
        """
    )


def roots(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for every name in an undirected graph the least name of its component."""
    parent: dict[str, str] = {}
    for here, there in links:
        first, second = _find(parent, here), _find(parent, there)
        if first != second:
            low, high = (first, second) if first < second else (second, first)
            parent[high] = low
    return {name: _find(parent, name) for name in parent}


def _find(parent: dict[str, str], name: str) -> str:
    """Return the root of a name, halving the path on the way."""
    parent.setdefault(name, name)
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name


def _show_roots(scope: Scope, found: dict[str, str]) -> None:
    import pyarrow as pa

    columns = {"name": list(found), "root": list(found.values())}
    table = pa.table(columns, schema=pa.schema([("name", pa.string()), ("root", pa.string())]))
    scope.db.register("root_rows", table)
    scope.db.execute("CREATE OR REPLACE TEMP TABLE root AS SELECT * FROM root_rows")
    scope.db.unregister("root_rows")
