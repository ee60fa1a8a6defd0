"""From the segments, what the other steps read of them: no texts, and numbers for keys.

Makes ``fact`` (a row a record, numbered ``n``), ``who`` (a row an identity of an owner, numbered
``i``), ``participant`` (by these numbers) and ``claim``. Joins on numbers cost a fraction of joins
on keys, and what one owner's book says of an identity stays apart from what another's says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.steps.scope import Scope

_EARLIEST_US, _LATEST_US = -62_135_596_800_000_000, 253_402_300_799_000_000  # years 1 and 9999
_ANSWER = r"(?i)^\s*(?:re|aw|sv|vs|antw|odp|rif)(?:\[\d+\])?\s*:"  # of a mailer without references


def make(scope: Scope) -> None:
    """Make ``fact``, ``who``, ``participant`` and ``claim``."""
    scope.keep(
        "fact",
        f"""
        SELECT CAST(row_number() OVER () AS INTEGER) AS n, owner, key, kind, channel, interaction,
            CASE WHEN at_us BETWEEN {_EARLIEST_US} AND {_LATEST_US} THEN at_us END AS at_us,
            automatic, list_id, folder = 'sent' AS sent, delivered_to,
            text_length > 0 AS has_words, occurrences_us,
            CASE WHEN kind = 'event' THEN ref ELSE '' END AS event,
            in_reply_to = '' AND "references" = ''
                AND NOT regexp_matches(left(subject, 20), '{_ANSWER}') AS opens
        FROM record
        """,
    )
    scope.keep(
        "who",
        f"""
        SELECT CAST(row_number() OVER () AS INTEGER) AS i, owner, identity FROM (
            SELECT DISTINCT owner, identity FROM ({scope.facts["participant"]})
            WHERE identity <> '')
        """,
    )
    scope.keep(
        "participant",
        f"""
        SELECT f.n, w.i, p.role, p.position, p.name, p.response
        FROM ({scope.facts["participant"]}) p
        JOIN who w ON w.identity = p.identity AND w.owner = p.owner
        JOIN fact f ON f.key = p.key
        """,
    )
    until = "" if scope.until_us is None else f"AND coalesce(c.at_us, 0) <= {scope.until_us}"
    scope.keep(
        "claim",
        f"""
        SELECT w.i, c.attribute, c.value, c.at_us
        FROM ({scope.facts["claim"]}) c
        JOIN who w ON w.identity = c.identity AND w.owner = c.owner
        SEMI JOIN fact f ON f.key = c.key WHERE true {until}
        """,
    )
