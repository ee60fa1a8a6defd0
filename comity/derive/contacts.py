"""From facts and persons: every contact between the owner and a person (``schema.CONTACT``).

Who is addressed (DESIGN "Addressed"): outside lists the persons in To, never those in Cc; a mail
that names no recipient, whoever it was delivered to, as one of several; on a list the author of
the message answered, or, where that message is not here, the persons in To; a post to all is
addressed to nobody. Clicks (a receipt, a calendar's answer, a reaction, an endorsement, an
invitation without a word) and words under what somebody posted are seen but address nobody. A
meeting addresses those who took part with the owner, unless so many were there that it was an
audience (``meetings``). A call that was answered is a contact of both, whoever made it; one that
was not is something received or tried. A change to a program concerns its author, and the owner
where either had a part in the other's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.derive.desks import show_called
from comity.derive.meetings import INVITED, MET, show_meetings

if TYPE_CHECKING:
    from comity.derive.scope import Scope

_SILENT = "('auto_reply', 'bounce', 'bulk', 'service')"
UNDISCLOSED = 4  # recipients nobody names: more than can be asked in particular (``exchanges``)
_PAUSE_US = 7 * 86_400_000_000  # after so long a silence, who writes in a chat starts anew


def make(scope: Scope) -> None:
    """Make ``contact``."""
    _show_parts(scope)
    _show_talk(scope)
    _show_addressed(scope)
    _show_introduced(scope)
    show_meetings(scope)
    _show_logged(scope)
    parts = (_SENT, _RECEIVED, _ROWS, _NAMED, MET, INVITED, _LOGGED, _MEMOED)
    every = " UNION ALL ".join(parts)
    scope.keep(
        "contact",
        f"""
        WITH every AS ({every})
        SELECT e.owner, e.person, e.key, e.at_us,
            CAST(floor((e.at_us + z.offset_us) / 86400000000) AS INTEGER) AS day,
            e.direction, e.channel, e.interaction, e.addressed,
            CAST(greatest(e.recipients, 1) AS INTEGER) AS recipients,
            e.addressed AND e.initiates AS initiates,
            CASE WHEN i.key IS NULL
                AND e.interaction NOT IN ('endorsement', 'recommendation', 'introduction')
                THEN '' WHEN e.direction = 'out' THEN 'given'
                WHEN e.direction = 'in' THEN 'received' ELSE '' END AS help
        FROM every e ASOF JOIN zone_offset z ON e.at_us >= z.from_us
        LEFT JOIN introduced i ON i.key = e.key AND e.addressed
        ORDER BY e.owner, e.person, e.at_us, e.key
        """,
    )


def _show_parts(scope: Scope) -> None:
    """Make ``part``, participants with their persons; ``writer``, who wrote; and ``author``.

    An office writes nothing: what the owner hands in for one, the owner wrote. Of several who
    wrote a record together its author is the owner, else the first person among them.
    """
    for sql in (_PART, _WRITER, _AUTHOR):
        scope.db.execute(sql)
    show_called(scope)


_PART = """
    CREATE OR REPLACE TEMP TABLE part AS
    SELECT p.n, p.role, p.position, p.response, i.person, i.kind
    FROM participant p JOIN who w USING (i) JOIN identity i USING (owner, identity)
"""
_WRITER = """
    CREATE OR REPLACE TEMP TABLE writer AS
    WITH wrote AS (SELECT n, person, kind, position FROM part WHERE role = 'from')
    SELECT n, person, any_value(kind) AS kind, min(position) AS position FROM (
        FROM wrote UNION ALL
        SELECT n, person, kind, position FROM part WHERE role = 'sender' AND kind = 'me'
            AND n NOT IN (SELECT n FROM wrote WHERE kind IN ('me', 'person'))
    ) GROUP BY n, person
"""
_AUTHOR = """
    CREATE OR REPLACE TEMP TABLE author AS
    SELECT n, arg_min(person, place) AS author, arg_min(kind, place) AS author_kind FROM (
        SELECT *, position + CASE kind WHEN 'me' THEN 0 WHEN 'person' THEN 1000000
            ELSE 2000000 END AS place FROM writer
    ) GROUP BY n
"""


def _show_talk(scope: Scope) -> None:
    """Make ``talk``: whatever was written or clicked, by whom, in answer to what.

    ``speaks``: a person's words that can be addressed to someone.
    """
    scope.db.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE talk AS
        WITH pause AS (
            SELECT f.n, f.at_us - lag(f.at_us) OVER (
                PARTITION BY t.thread_n ORDER BY f.at_us, f.key) AS gap_us
            FROM fact f JOIN thread t USING (n) WHERE f.kind = 'chat' AND f.at_us IS NOT NULL
        ),
        posted AS (SELECT DISTINCT n FROM part WHERE kind = 'list' AND role IN ('to', 'cc'))
        SELECT f.n, f.owner, f.key, f.kind, f.at_us, f.channel, f.interaction, a.author,
            a.author_kind, t.parent_n, coalesce(m.automatic, f.automatic) IN {_SILENT} AS silent,
            f.interaction NOT IN ('endorsement', 'reaction', 'comment')
                AND coalesce(m.automatic, f.automatic) <> 'click'
                AND (f.has_words OR f.interaction <> 'invitation') AS speaks,
            f.automatic = 'list' OR f.list_id <> '' OR l.n IS NOT NULL AS on_list,
            CASE f.kind WHEN 'mail' THEN f.opens AND t.parent_n IS NULL
                WHEN 'chat' THEN coalesce(p.gap_us > {_PAUSE_US}, true)
                ELSE f.interaction = 'invitation' END AS initiates
        FROM fact f LEFT JOIN author a USING (n) LEFT JOIN thread t USING (n)
        LEFT JOIN automatic m USING (n)
        LEFT JOIN pause p USING (n) LEFT JOIN posted l USING (n)
        WHERE f.at_us IS NOT NULL AND f.interaction NOT IN ('', 'meeting')
        """
    )


def _show_addressed(scope: Scope) -> None:
    """Make ``addressed`` (n, person, kind, recipients) for all that speaks."""
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE addressed AS
        WITH named AS (
            SELECT t.n, p.person, p.kind, p.role FROM talk t JOIN part p USING (n)
            WHERE p.role IN ('to', 'bcc') AND p.kind IN ('person', 'me') AND t.speaks
                AND NOT t.silent AND NOT (t.on_list AND t.parent_n IS NOT NULL)
                AND NOT EXISTS (FROM writer w WHERE w.n = t.n AND w.person = p.person)
        ),
        blind AS (
            SELECT p.n, p.person, p.kind FROM named p SEMI JOIN (
                SELECT n FROM talk WHERE NOT on_list) USING (n)
            ANTI JOIN (SELECT n FROM named WHERE role = 'to') USING (n)
        ),
        answered AS (
            SELECT t.n, a.person, a.kind FROM talk t JOIN writer a ON a.n = t.parent_n
            WHERE t.on_list AND t.speaks AND NOT t.silent AND a.kind IN ('person', 'me')
                AND NOT EXISTS (FROM writer w WHERE w.n = t.n AND w.person = a.person)
        ),
        every AS (
            SELECT n, person, kind FROM named WHERE role = 'to'
            UNION SELECT * FROM blind UNION SELECT * FROM answered
        )
        SELECT n, person, kind, count(*) OVER (PARTITION BY n) AS recipients FROM every
        """
    )
    scope.db.execute(_UNDISCLOSED)


# A mail that names no recipient was delivered to the owner: one of several who are not told.
_UNDISCLOSED = f"""
    INSERT INTO addressed
    SELECT DISTINCT t.n, i.person, i.kind, {UNDISCLOSED} FROM talk t
    JOIN (
        SELECT n, owner, unnest(string_split_regex(delivered_to, '\\s')) AS identity
        FROM fact WHERE delivered_to <> '' AND kind = 'mail'
    ) d USING (n, owner)
    JOIN identity i USING (owner, identity)
    WHERE i.kind = 'me' AND t.author_kind = 'person' AND t.speaks AND NOT (t.silent OR t.on_list)
        AND t.n NOT IN (SELECT n FROM part WHERE role IN ('to', 'cc', 'bcc'))
"""


def _show_introduced(scope: Scope) -> None:
    """Make ``introduced`` (key): mails that open a thread with two persons to introduce them.

    Help received by the owner who is one of the two, and given by the owner who wrote it.
    """
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE introduced AS
        SELECT DISTINCT t.key FROM talk t JOIN wording w USING (key) JOIN addressed d USING (n)
        WHERE w.introduces AND t.initiates AND NOT t.on_list AND d.recipients = 2
        """
    )


# What the owner wrote: to each person named in it, and to the one it answers.
_SENT = """
    SELECT t.owner, t.key, t.at_us, t.channel, t.interaction, m.person,
        if(t.interaction = 'call', 'both', 'out') AS direction,
        m.recipients > 0 AS addressed, m.recipients, t.initiates
    FROM talk t JOIN (
        SELECT n, person, max(recipients) AS recipients FROM (
            SELECT n, person, 0 AS recipients FROM part ANTI JOIN writer USING (n, person)
            WHERE kind = 'person' AND role IN ('to', 'cc', 'bcc')
            UNION ALL SELECT n, person, recipients FROM addressed WHERE kind = 'person'
        ) GROUP BY n, person
    ) m USING (n)
    WHERE t.author_kind = 'me' AND NOT t.silent
"""

# What persons wrote. An export's row that names its sender alone was sent to the owner; what others
# did for another's change concerns the owner in nothing.
_RECEIVED = """
    SELECT t.owner, t.key, t.at_us, t.channel, t.interaction, w.person,
        if(t.interaction = 'call', 'both', 'in'),
        d.n IS NOT NULL OR (t.speaks AND t.kind = 'row' AND o.n IS NULL), d.recipients, t.initiates
    FROM talk t JOIN writer w ON w.n = t.n AND w.kind = 'person'
    LEFT JOIN (SELECT n, max(recipients) AS recipients FROM addressed WHERE kind = 'me' GROUP BY n)
        d ON d.n = t.n
    LEFT JOIN (SELECT DISTINCT n FROM part WHERE role = 'to') o ON o.n = t.n
    WHERE t.author_kind = 'person' AND NOT t.silent
        AND (t.interaction <> 'commit' OR d.n IS NOT NULL)
"""

# An export's row that names its recipient alone was sent by the owner.
_ROWS = """
    SELECT DISTINCT t.owner, t.key, t.at_us, t.channel, t.interaction, p.person, 'out', t.speaks,
        1, t.initiates
    FROM talk t JOIN part p USING (n)
    WHERE t.kind = 'row' AND t.author IS NULL AND p.role = 'to' AND p.kind = 'person'
"""

# A service's notification is a fact about the person it names.
_NAMED = """
    SELECT DISTINCT t.owner, t.key, t.at_us, t.channel, t.interaction, p.person, 'in', t.speaks, 1,
        t.interaction = 'invitation'
    FROM talk t JOIN part p USING (n) WHERE p.role = 'about' AND p.kind = 'person'
"""

_LOGGED = """
    SELECT l.owner, l.key, l.at_us, 'log', l.interaction, i.person, 'both', true,
        count(*) OVER (PARTITION BY l.key), false
    FROM logged l JOIN identity i USING (owner, identity) WHERE i.kind <> 'me'
    GROUP BY l.owner, l.key, l.at_us, l.interaction, i.person
"""

_MEMOED = """
    SELECT f.owner, f.key, f.at_us, 'log', 'meeting', m.person, 'both', true,
        count(*) OVER (PARTITION BY m.key), false
    FROM memo m JOIN fact f USING (key) WHERE f.at_us IS NOT NULL
"""


def _show_logged(scope: Scope) -> None:
    """Make ``logged``: what the user noted by hand, each act one interaction."""
    rows = [
        (
            scope.owner,
            one.contact_key,
            one.value["at_us"],
            one.value["interaction"],
            one.identity,
        )
        for one in scope.decided("log")
    ]
    texts = dict.fromkeys(("owner", "key", "interaction", "identity"), "string")
    names = ("owner", "key", "at_us", "interaction", "identity")
    scope.bring("logged", {name: texts.get(name, "int64") for name in names}, rows)
