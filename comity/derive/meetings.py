"""From events and persons: who met the owner, and who only invited whom (DESIGN "Addressed").

A meeting counts both ways only where the owner was there by what the calendar shows: they
organised it or accepted it (there, or by a mail), or Outlook shows its time as busy where it keeps
no answers, or it is an entry of their own diary, which nobody organised. There, the owner met its
organiser and those who accepted. What the owner left unanswered, or may or may not have gone to,
is an invitation received, once for a whole series; those who left the owner's own unanswered were
sent one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope

AUDIENCE_MIN = 16  # persons beside the owner: more than a meeting's table seats

# Who answered which invitation by mail (``accepted UID``), their last word; what a calendar leaves
# open is as they answered.
_INVITED = """
    CREATE OR REPLACE TEMP TABLE invited AS
    WITH answer AS (
        SELECT f.owner, a.author AS person, split_part(f.answer, ' ', 1) AS response,
            substr(f.answer, length(response) + 2) AS uid
        FROM fact f JOIN author a USING (n) WHERE f.answer <> '' AND f.at_us IS NOT NULL
        QUALIFY row_number() OVER (
            PARTITION BY f.owner, a.author, uid ORDER BY f.at_us DESC, f.key) = 1
    ),
    answered AS (
        SELECT f.n, a.person, a.response FROM fact f JOIN answer a ON a.owner = f.owner
            AND a.uid = regexp_replace(f.event, '/[0-9]{8}(T[0-9]{6}Z)?$', '')
        WHERE f.interaction = 'meeting'
    )
    SELECT p.n, p.role, p.person, p.kind, f.shown_as, f.automatic,
        CASE WHEN p.role = 'attendee' AND p.response IN ('', 'needs-action', 'needs action')
            THEN coalesce(a.response, p.response) ELSE p.response END AS response
    FROM part p JOIN fact f USING (n) LEFT JOIN answered a ON a.n = p.n AND a.person = p.person
    WHERE f.interaction = 'meeting' AND p.role IN ('organizer', 'attendee', 'cc')
"""
# How the owner stands to an event: there, asked, declined, or absent: it does not name them.
_CALL = """
    CREATE OR REPLACE TEMP TABLE call AS
    WITH said AS (
        SELECT p.n, any_value(p.shown_as) AS shown_as,
            bool_or(p.role = 'organizer') OR any_value(p.automatic) = 'service' AS is_hosted,
            bool_or(p.kind = 'me') AS names_me,
            coalesce(bool_or(p.role = 'attendee') FILTER (p.kind = 'me'), false) AS invites_me,
            coalesce(bool_or(p.role = 'organizer') FILTER (p.kind = 'me'), false) AS is_mine,
            coalesce(bool_or(p.response = 'accepted') FILTER (p.kind = 'me'), false) AS accepted,
            coalesce(bool_or(p.response = 'declined') FILTER (p.kind = 'me'), false) AS declined,
            coalesce(bool_and(p.response = '') FILTER (p.kind = 'me'), false) AS is_unsaid,
            bool_or(p.kind = 'list') AS is_posted
        FROM invited p GROUP BY p.n
    )
    SELECT n, is_hosted, is_mine, invites_me,
        CASE WHEN NOT names_me AND NOT is_hosted THEN 'there'
            WHEN NOT names_me THEN if(is_posted, 'asked', 'absent')
            WHEN declined AND NOT accepted THEN 'declined'
            WHEN is_mine OR (NOT is_hosted AND is_unsaid) THEN 'there'
            WHEN accepted THEN if(shown_as IN ('free', 'tentative'), 'asked', 'there')
            ELSE if(is_unsaid AND shown_as = 'busy', 'there', 'asked') END AS standing
    FROM said
"""
_GUEST = """
    CREATE OR REPLACE TEMP TABLE guest AS
    WITH said AS (
        SELECT p.n, p.person, bool_or(p.role = 'organizer') AS organises,
            bool_or(p.response = 'accepted') AS accepted,
            bool_or(p.response = 'declined') AND NOT accepted AS declined,
            bool_or(p.response = '') AND NOT any_value(c.is_hosted) AS was_noted
        FROM invited p JOIN call c USING (n)
        WHERE p.role IN ('organizer', 'attendee') AND p.kind = 'person' GROUP BY p.n, p.person
    )
    SELECT n, person, organises, declined,
        NOT declined AND (organises OR accepted OR was_noted) AS came,
        count(*) FILTER (NOT declined) OVER (PARTITION BY n) AS guests
    FROM said
"""
_START = f"""
    CREATE OR REPLACE TEMP TABLE start AS
    WITH met AS (
        SELECT f.n, f.owner, f.key, f.event, f.at_us, f.channel, f.interaction,
            CASE WHEN g.guests < {AUDIENCE_MIN} THEN f.occurrences_us ELSE '' END AS series
        FROM fact f SEMI JOIN (SELECT n FROM call WHERE standing IN ('there', 'absent')) USING (n)
        JOIN (SELECT DISTINCT n, guests FROM guest) g USING (n)
        WHERE f.at_us IS NOT NULL
    ),
    moved AS (
        SELECT owner, split_part(event, '/', -1) AS recurrence,
            left(event, -1 - length(recurrence)) AS event
        FROM fact WHERE contains(event, '/')
    )
    SELECT n, owner, key, at_us, channel, interaction FROM met WHERE series = ''
    UNION ALL
    SELECT n, owner, key, at_us, channel, interaction FROM (
        SELECT * REPLACE (TRY_CAST(unnest(string_split(series, ' ')) AS BIGINT) AS at_us)
        FROM met WHERE series <> ''
    ) s WHERE at_us IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM moved m WHERE m.owner = s.owner AND m.event = s.event
            AND m.recurrence IN (strftime(make_timestamp(s.at_us), '%Y%m%dT%H%M%SZ'),
                strftime(make_timestamp(s.at_us), '%Y%m%d')))
"""

MET = f"""
    SELECT s.owner, s.key, s.at_us, s.channel, s.interaction, g.person, 'both' AS direction,
        g.came AND g.guests < {AUDIENCE_MIN} AND c.standing = 'there' AS addressed,
        g.guests AS recipients, false AS initiates
    FROM start s JOIN call c USING (n) JOIN guest g USING (n) WHERE g.came OR g.declined
"""

# Events of one series share a name.
INVITED = f"""
    SELECT f.owner, arg_min(f.key, coalesce(f.invited_us, f.at_us)),
        min(coalesce(f.invited_us, f.at_us)), any_value(f.channel), 'invitation', g.person,
        if(c.is_mine, 'out', 'in') AS direction,
        bool_or((c.is_mine OR c.invites_me) AND c.standing <> 'declined'
            AND g.guests < {AUDIENCE_MIN}),
        max(g.guests), true
    FROM fact f JOIN call c USING (n) JOIN guest g USING (n)
    WHERE coalesce(f.invited_us, f.at_us) IS NOT NULL AND (
        (c.is_mine AND NOT g.came AND NOT g.declined)
        OR (c.standing IN ('asked', 'declined') AND g.organises))
    GROUP BY f.owner, f.name, g.person, c.is_mine
"""


def show_meetings(scope: Scope) -> None:
    """Make ``invited``, ``call``, how the owner stands to each event, ``guest`` and ``start``.

    An occurrence that was moved or called off is an event of its own: UID/RECURRENCE-ID. A series
    with an audience is not laid out.
    """
    for sql in (_INVITED, _CALL, _GUEST, _START):
        scope.db.execute(sql)
