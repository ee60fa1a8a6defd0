"""From contacts and connections: who invited the owner on a network, and what came of it.

``invitation`` (person, at_us, noted, accepted, alone, exchanged_us), one row a person: the first
invitation; whether any bore a note; whether the network lists them as a connection, null where no
list of connections is here; whether nothing else is known of them, so that a pending invitation
is all there is; and when both had addressed each other after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope


def make(scope: Scope) -> None:
    """Make ``invitation``."""
    scope.keep(
        "invitation",
        """
        WITH invited AS (
            SELECT person, min(at_us) AS at_us, bool_or(addressed) AS noted FROM contact
            WHERE interaction = 'invitation' AND direction = 'in' GROUP BY person
        ),
        later AS (
            SELECT c.person,
                greatest(min(c.at_us) FILTER (c.direction IN ('out', 'both')),
                    min(c.at_us) FILTER (c.direction IN ('in', 'both'))) AS exchanged_us,
                count(*) FILTER (c.direction IN ('out', 'both')) > 0
                    AND count(*) FILTER (c.direction IN ('in', 'both')) > 0 AS exchanged
            FROM contact c JOIN invited v USING (person)
            WHERE c.addressed AND c.interaction <> 'invitation' AND c.at_us >= v.at_us
            GROUP BY c.person
        ),
        known AS (
            SELECT DISTINCT i.person FROM participant p JOIN who w USING (i)
            JOIN identity i USING (owner, identity) JOIN fact f ON f.n = p.n
            WHERE i.person IN (SELECT person FROM invited) AND f.interaction <> 'invitation'
            UNION SELECT person FROM contact WHERE direction = 'out'
        )
        SELECT v.person, v.at_us, v.noted,
            CASE WHEN c.listed THEN n.person IS NOT NULL END AS accepted,
            c.listed AND n.person IS NULL AND k.person IS NULL AS alone,
            CASE WHEN l.exchanged THEN l.exchanged_us END AS exchanged_us
        FROM invited v CROSS JOIN (SELECT count(*) > 0 AS listed FROM connected) c
        LEFT JOIN connected n USING (person) LEFT JOIN known k USING (person)
        LEFT JOIN later l USING (person) ORDER BY v.person
        """,
    )
