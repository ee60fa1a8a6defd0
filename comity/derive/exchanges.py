"""From contacts, threads and texts: who asked whom, and when it was answered (``schema.EXCHANGE``).

What is asked is the last sentence of a message that asks (``language.requests.questions``) and is
put to whom it counts for: addressed to few, not to a list alone, nor to another of them by name.
It is answered by the first later message the other way in the same thread, which may be one by a
guess alone (``guessed``), by a word that way on another channel, or by a meeting or a call.

It is a *first approach* where nothing was said the other way before, and the owner did not write
in the thread, not even by a program that told of an absence; or, of what reads as an offer, where
nothing but pleasantries were said before: no question of its own words, and no message that this
one is not the first of.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from comity.language.addressing import put_to, words_of
from comity.language.pitches import is_pitch
from comity.language.requests import questions

if TYPE_CHECKING:
    from comity.derive.scope import Scope

RECIPIENTS_MAX = 3  # a question to more is a question to nobody in particular
PASTED_PERSONS_MIN = 3  # the same words to so many are words to nobody in particular

_SAID = """
    CREATE OR REPLACE TEMP TABLE said AS
    SELECT c.owner, c.person, c.key, c.at_us, c.direction, c.channel, c.recipients, t.thread_n,
        t.sure_n, CASE c.direction WHEN 'in' THEN 'out' ELSE 'in' END AS back
    FROM contact c JOIN thread t USING (key)
    WHERE c.addressed AND c.interaction IN ('mail', 'message') AND c.direction IN ('in', 'out')
"""
# On a list, put to those alone whom To names.
_MAY_ASK = f"""
    CREATE OR REPLACE TEMP TABLE may_ask AS
    WITH listed AS (
        SELECT DISTINCT f.key FROM fact f LEFT JOIN (
            SELECT DISTINCT p.n FROM participant p JOIN who w USING (i)
            JOIN identity i ON i.owner = w.owner AND i.identity = w.identity
            WHERE i.kind = 'list' AND p.role IN ('to', 'cc')) l USING (n)
        WHERE f.kind = 'mail' AND (f.automatic = 'list' OR f.list_id <> '' OR l.n IS NOT NULL)
    ),
    named AS (
        SELECT DISTINCT f.key, i.person, i.kind FROM fact f JOIN participant p USING (n)
        JOIN who w USING (i) JOIN identity i ON i.owner = w.owner AND i.identity = w.identity
        WHERE p.role = 'to' AND i.kind IN ('me', 'person') AND f.key IN (FROM listed)
    )
    SELECT s.* FROM said s SEMI JOIN (SELECT key FROM wording WHERE asks) USING (key)
    WHERE s.recipients <= {RECIPIENTS_MAX} AND (s.key NOT IN (FROM listed) OR EXISTS (
        FROM named a WHERE a.key = s.key
            AND CASE s.direction WHEN 'in' THEN a.kind = 'me' ELSE a.person = s.person END))
"""
_TEXTS = """
    SELECT r.key, coalesce(o.text, r.text) FROM record r LEFT JOIN own_words o USING (key)
    WHERE r.key IN (SELECT key FROM may_ask)
"""
_NAMES = """
    SELECT f.key, i.kind = 'me', i.person, i.name, p.name FROM fact f JOIN participant p USING (n)
    JOIN who w USING (i) JOIN identity i ON i.owner = w.owner AND i.identity = w.identity
    WHERE p.role IN ('to', 'cc') AND i.kind IN ('me', 'person')
        AND f.key IN (SELECT key FROM may_ask)
"""
_ASKED = f"""
    WITH other_way AS (
        SELECT owner, person, CASE direction WHEN 'in' THEN 'out' ELSE 'in' END AS direction,
            at_us FROM contact WHERE addressed AND direction <> 'both'
        UNION ALL
        SELECT owner, person, unnest(['in', 'out']), at_us FROM contact
        WHERE addressed AND direction = 'both'
    ),
    begun AS (
        SELECT owner, person, direction, min(at_us) AS at_us FROM other_way GROUP BY ALL
    ),
    spoken AS (
        SELECT owner, person, direction, min(at_us) AS at_us FROM said GROUP BY ALL
    ),
    pasted AS (
        SELECT direction, question FROM asking GROUP BY ALL
        HAVING count(DISTINCT person) >= {PASTED_PERSONS_MIN}
    ),
    sought AS (
        SELECT s.owner, s.person, s.back AS direction, min(s.at_us) AS at_us
        FROM asking a JOIN said s USING (key, person, direction)
        ANTI JOIN pasted USING (direction, question) GROUP BY ALL
    ),
    taken_part AS (
        SELECT DISTINCT t.thread_n FROM fact f JOIN thread t USING (key)
        JOIN participant p ON p.n = f.n AND p.role = 'from' JOIN who w USING (i)
        JOIN identity i ON i.owner = w.owner AND i.identity = w.identity AND i.kind = 'me'
    ),
    met AS (
        SELECT owner, person, at_us FROM contact
        WHERE addressed AND direction = 'both' AND interaction IN ('meeting', 'call')
    ),
    asked AS (
        SELECT m.*, a.question, (coalesce(b.at_us >= m.at_us, true)
                AND (m.direction = 'out' OR m.thread_n NOT IN (FROM taken_part)))
            OR (a.pitch AND f.at_us >= m.at_us AND coalesce(q.at_us >= m.at_us, true)) AS first
        FROM may_ask m JOIN asking a USING (key, person, direction)
        LEFT JOIN begun b USING (owner, person, direction)
        LEFT JOIN spoken f USING (owner, person, direction)
        LEFT JOIN sought q USING (owner, person, direction)
    ),
    threaded AS (
        SELECT a.*, b.at_us AS in_thread_us, coalesce(a.sure_n <> b.sure_n, false) AS unsure
        FROM asked a ASOF LEFT JOIN said b
            ON a.owner = b.owner AND a.person = b.person AND a.thread_n = b.thread_n
            AND a.back = b.direction AND a.at_us < b.at_us
    ),
    beside AS (
        SELECT a.owner, a.person, a.key, a.direction, min(b.at_us) AS at_us FROM (
            SELECT t.*, c.channel AS via FROM threaded t
            JOIN (SELECT DISTINCT owner, person, direction AS back, channel FROM said) c
                USING (owner, person, back)
            WHERE c.channel <> t.channel) a
        ASOF JOIN said b ON a.owner = b.owner AND a.person = b.person AND a.back = b.direction
            AND a.via = b.channel AND a.at_us < b.at_us
        GROUP BY ALL
    )
    SELECT t.owner, t.person, t.key, t.at_us, t.direction,
        least(t.in_thread_us, s.at_us, m.at_us) AS answered_us,
        t.unsure AND t.in_thread_us = least(t.in_thread_us, s.at_us, m.at_us) AS guessed,
        t.question, t.first
    FROM threaded t LEFT JOIN beside s USING (owner, person, key, direction)
    ASOF LEFT JOIN met m ON t.owner = m.owner AND t.person = m.person AND t.at_us < m.at_us
    ORDER BY t.owner, t.person, t.at_us, t.key
"""


def make(scope: Scope) -> None:
    """Make ``exchange``."""
    scope.db.execute(_SAID)
    scope.db.execute(_MAY_ASK)
    columns = dict.fromkeys(("key", "person", "direction", "question"), "string")
    scope.bring("asking", columns | {"pitch": "boolean"}, _asking(scope))
    scope.keep("exchange", _ASKED)


def _asking(scope: Scope) -> list[tuple[str, str, str, str, bool]]:
    """Return (key, person, direction, question, reads as an offer) of what asks."""
    texts = {key: text for key, text in scope.rows(_TEXTS) if text}
    asked = {key: found for key, text in texts.items() if (found := questions(text))}
    called: defaultdict[str, list[tuple[bool, str, str, str]]] = defaultdict(list)
    for key, *who in scope.rows(_NAMES) if asked else ():
        if key in asked:
            called[key].append(tuple(who))
    rows = []
    for key, person, direction in scope.rows("SELECT key, person, direction FROM may_ask"):
        found = asked.get(key, [])
        if found and len({one[1] for one in called[key]}) > 1:
            to_me = direction == "in"
            mine = [one for one in called[key] if (one[0] if to_me else one[1] == person)]
            reader = words_of(name for one in mine for name in one[2:])
            others = words_of(name for one in called[key] if one not in mine for name in one[2:])
            found = put_to(found, texts[key], reader=reader, others=others - reader)
        if found:
            pitch = direction == "in" and is_pitch(texts[key])
            rows.append((key, person, direction, found[-1], pitch))
    return rows
