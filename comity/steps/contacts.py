"""From facts and persons: every contact between the owner and a person (``schema.CONTACT``).

Who is addressed (DESIGN "Addressed"): outside lists the persons in To, never those in Cc; on a
list the author of the message answered, or, where that message is not here, the persons in To; a
post to all is addressed to nobody. Clicks (a reaction, an endorsement, an invitation without a
word) are seen but address nobody. A meeting addresses all who took part, unless so many were
there that it was an audience.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.steps.scope import Scope

AUDIENCE_MIN = 16  # persons beside the owner: more than a meeting's table seats
_SILENT = "('auto_reply', 'bounce', 'bulk', 'service')"


def make(scope: Scope) -> None:
    """Make ``contact``."""
    _show_parts(scope)
    _show_addressed(scope)
    _show_logged(scope)
    every = " UNION ALL ".join(f"({part})" for part in (_MAILED, _NAMED, _MET, _LOGGED, _MEMOED))
    scope.keep(
        "contact",
        f"""
        WITH every AS ({every})
        SELECT e.owner, e.person, e.key, e.at_us,
            CAST(floor((e.at_us + z.offset_us) / 86400000000) AS INTEGER) AS day,
            e.direction, e.channel, e.interaction, e.addressed,
            CAST(greatest(e.recipients, 1) AS INTEGER) AS recipients, e.initiates,
            CASE WHEN e.interaction NOT IN ('endorsement', 'recommendation', 'introduction')
                THEN '' WHEN e.direction = 'out' THEN 'given' ELSE 'received' END AS help
        FROM every e ASOF JOIN zone_offset z ON e.at_us >= z.from_us
        ORDER BY e.owner, e.person, e.at_us
        """,
    )


def _show_parts(scope: Scope) -> None:
    """Make ``part``: participants with their persons; ``author``: the first From of a record."""
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE part AS
        SELECT p.key, p.role, p.position, p.response, i.person, i.kind
        FROM participant p JOIN identity i USING (identity)
        """
    )
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE author AS
        SELECT key, arg_min(person, position) AS person, arg_min(kind, position) AS kind
        FROM part WHERE role = 'from' GROUP BY key
        """
    )
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE talk AS
        SELECT f.owner, f.key, f.kind, f.at_us, f.channel, f.interaction, f.automatic,
            f.has_words, a.person AS author, a.kind AS author_kind, t.parent, t.thread,
            f.in_reply_to = '' AND f."references" = '' AS opens,
            f.automatic = 'list' OR f.list_id <> '' OR EXISTS (
                SELECT 1 FROM part p WHERE p.key = f.key AND p.kind = 'list'
                AND p.role IN ('to', 'cc')) AS on_list
        FROM fact f LEFT JOIN author a USING (key) LEFT JOIN thread t USING (key)
        WHERE f.at_us IS NOT NULL AND f.interaction <> ''
        """
    )


def _show_addressed(scope: Scope) -> None:
    """Make ``addressed`` (key, person, recipients) for everything that has an author."""
    scope.db.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE addressed AS
        WITH named AS (
            SELECT DISTINCT t.key, p.person FROM talk t JOIN part p USING (key)
            WHERE p.role = 'to' AND p.kind IN ('person', 'me')
                AND p.person IS DISTINCT FROM t.author
                AND NOT (t.on_list AND t.parent IS NOT NULL)
        ),
        blind AS (
            SELECT DISTINCT t.key, p.person FROM talk t JOIN part p USING (key)
            WHERE p.role = 'bcc' AND p.kind IN ('person', 'me') AND NOT t.on_list
                AND t.key NOT IN (SELECT key FROM named)
        ),
        answered AS (
            SELECT t.key, a.person FROM talk t JOIN author a ON a.key = t.parent
            WHERE t.on_list AND a.kind IN ('person', 'me')
                AND a.person IS DISTINCT FROM t.author
        ),
        every AS (
            SELECT * FROM named UNION SELECT * FROM blind UNION SELECT * FROM answered
        )
        SELECT e.key, e.person, count(*) OVER (PARTITION BY e.key) AS recipients
        FROM every e JOIN talk t USING (key)
        WHERE t.automatic NOT IN {_SILENT}
            AND (t.has_words OR t.interaction NOT IN ('invitation', 'endorsement', 'reaction'))
            AND t.interaction NOT IN ('endorsement', 'reaction')
        """
    )


# What has an author: mails, messages, invitations, endorsements, recommendations.
_MAILED = f"""
    WITH mine AS (
        SELECT DISTINCT t.key, p.person FROM talk t JOIN part p USING (key)
        WHERE t.author_kind = 'me' AND p.kind = 'person' AND p.role IN ('to', 'cc', 'bcc')
        UNION
        SELECT t.key, d.person FROM talk t JOIN addressed d USING (key)
        WHERE t.author_kind = 'me'
    ),
    unnamed AS (  -- an export's row that names only the other side
        SELECT t.key FROM talk t WHERE t.kind = 'row'
            AND NOT EXISTS (SELECT 1 FROM part p WHERE p.key = t.key AND p.role = 'to')
    ),
    mailed AS (
        SELECT t.*, m.person, 'out' AS direction, d.person IS NOT NULL AS addressed,
            coalesce(d.recipients, 1) AS recipients
        FROM talk t JOIN mine m USING (key)
        LEFT JOIN addressed d ON d.key = m.key AND d.person = m.person
        UNION ALL
        SELECT t.*, t.author AS person, 'in' AS direction,
            d.person IS NOT NULL OR (u.key IS NOT NULL AND (t.interaction = 'recommendation'
                OR (t.has_words AND t.interaction IN ('message', 'invitation')))) AS addressed,
            coalesce(d.recipients, 1) AS recipients
        FROM talk t LEFT JOIN unnamed u USING (key)
        LEFT JOIN (SELECT a.key, a.person, a.recipients FROM addressed a
            SEMI JOIN identity i ON i.person = a.person AND i.kind = 'me') d ON d.key = t.key
        WHERE t.author_kind = 'person'
        UNION ALL
        SELECT t.*, p.person, 'out', t.has_words AND t.interaction <> 'endorsement', 1
        FROM talk t JOIN part p USING (key)
        WHERE t.kind = 'row' AND t.author IS NULL AND p.role = 'to' AND p.kind = 'person'
    )
    SELECT owner, key, at_us, channel, interaction, person, direction, addressed, recipients,
        addressed AND CASE WHEN kind = 'mail' THEN opens
            ELSE interaction = 'invitation' OR coalesce(at_us - lag(at_us) OVER (
                PARTITION BY thread ORDER BY at_us, key) > 7 * 86400000000, true) END AS initiates
    FROM mailed WHERE interaction <> 'meeting' AND automatic NOT IN {_SILENT}
"""

# A service's notification is a fact about the person it names.
_NAMED = """
    SELECT t.owner, t.key, t.at_us, t.channel, t.interaction, p.person, 'in' AS direction,
        t.has_words AND t.interaction IN ('message', 'invitation', 'recommendation') AS addressed,
        1 AS recipients, t.interaction = 'invitation' AS initiates
    FROM talk t JOIN part p USING (key) WHERE p.role = 'about' AND p.kind = 'person'
"""

_MET = f"""
    WITH starts AS (
        SELECT owner, key, at_us, channel, interaction FROM fact
        WHERE interaction = 'meeting' AND at_us IS NOT NULL AND occurrences_us = ''
        UNION ALL
        SELECT owner, key, CAST(unnest(string_split(occurrences_us, ' ')) AS BIGINT), channel,
            interaction
        FROM fact WHERE interaction = 'meeting' AND occurrences_us <> ''
    ),
    guest AS (
        SELECT key, person, bool_and(response = 'declined') AS declined FROM part
        WHERE role IN ('organizer', 'attendee') AND kind = 'person' GROUP BY key, person
    ),
    size AS (SELECT key, count(*) AS guests FROM guest WHERE NOT declined GROUP BY key),
    refused AS (
        SELECT key FROM part WHERE kind = 'me' AND role = 'attendee' GROUP BY key
        HAVING bool_and(response = 'declined')
    )
    SELECT s.owner, s.key, s.at_us, s.channel, s.interaction, g.person, 'both' AS direction,
        NOT g.declined AND z.guests < {AUDIENCE_MIN} AND r.key IS NULL AS addressed,
        z.guests AS recipients, false AS initiates
    FROM starts s JOIN guest g USING (key) JOIN size z USING (key)
    LEFT JOIN refused r USING (key)
"""

_LOGGED = """
    SELECT l.owner, l.key, l.at_us, 'log' AS channel, l.interaction, i.person,
        'both' AS direction, true AS addressed, l.recipients, false AS initiates
    FROM logged l JOIN identity i USING (identity) WHERE i.kind <> 'me'
"""

_MEMOED = """
    SELECT f.owner, f.key, f.at_us, 'log' AS channel, 'meeting' AS interaction, m.person,
        'both' AS direction, true AS addressed, count(*) OVER (PARTITION BY m.key) AS recipients,
        false AS initiates
    FROM memo m JOIN fact f USING (key) WHERE f.at_us IS NOT NULL
"""


def _show_logged(scope: Scope) -> None:
    """Make ``logged``: what the user noted by hand, each act one interaction."""
    said = scope.said("log")
    together = {one.act: sum(other.act == one.act for other in said) for one in said}
    scope.db.execute(
        "CREATE OR REPLACE TEMP TABLE logged (owner VARCHAR, key VARCHAR, at_us BIGINT, "
        "interaction VARCHAR, identity VARCHAR, recipients BIGINT)"
    )
    for one in said:
        row = (
            scope.owner,
            f"log:{one.at_us}:{one.act}",
            one.value["at_us"],
            one.value["interaction"],
            one.identity,
            together[one.act],
        )
        scope.db.execute("INSERT INTO logged VALUES (?, ?, ?, ?, ?, ?)", row)
