"""From references and the Subjects of answers: which mails belong together.

Makes ``thread`` (owner, key, parent, thread, guessed; by the numbers of ``fact``: n, parent_n,
thread_n, sure_n), where a thread is called by the least key of its records.
Where no identifier names a mail that is here, an answer's Subject tells one: a mark of answers, or
a short word as these are, stands before a title; the mail answered bears that title, went the
other way between the owner and the same person, and is at most 30 days older; of several it is
the latest. Where several threads bear a title that tells nothing ("Hi", "Meeting"), it is the one
nobody has answered yet, by an identifier or that title, or none. Such a parent is ``guessed``;
without guesses the mail would lie in the thread ``sure_n``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.derive.desks import show_desks
from comity.derive.references import show_roots

if TYPE_CHECKING:
    from comity.derive.scope import Scope

_WINDOW_US = 30 * 86_400_000_000
# What people wrote to one another, outside lists.
_SPOKEN = """
    CREATE OR REPLACE TEMP TABLE spoken AS
    SELECT f.n, f.owner, f.at_us, f.title, f.short_title,
        f.telling, f.marked, w.person AS author, w.kind AS author_kind
    FROM fact f JOIN (
        SELECT p.n, i.person, i.kind FROM participant p JOIN who w USING (i)
        JOIN identity i USING (owner, identity)
        WHERE p.role = 'from' AND i.kind IN ('me', 'person')
    ) w USING (n)
    LEFT JOIN automatic m USING (n)
    WHERE f.kind = 'mail' AND f.at_us IS NOT NULL AND f.list_id = ''
        AND coalesce(m.automatic, f.automatic) = ''
"""
_HEARD = """
    CREATE OR REPLACE TEMP TABLE heard AS
    SELECT DISTINCT p.n, i.person, i.kind, p.role = 'to' AS addressed
    FROM participant p SEMI JOIN spoken USING (n) JOIN who w USING (i)
    JOIN identity i USING (owner, identity)
    WHERE p.role IN ('to', 'cc') AND i.kind IN ('me', 'person')
"""
# Whoever is behind an address that several share, where the owner wrote to that.
_HEARD_AT_DESK = """
    INSERT INTO heard
    SELECT DISTINCT p.n, d.person, 'person', true FROM participant p JOIN desk d USING (i)
    SEMI JOIN (SELECT n FROM spoken WHERE author_kind = 'me') USING (n)
    WHERE p.role = 'to' AND NOT EXISTS (FROM heard h WHERE h.n = p.n AND h.person = d.person)
"""
_GUESS = f"""
    CREATE OR REPLACE TEMP TABLE guess AS
    WITH answer AS (
        SELECT s.n, s.owner, s.at_us, coalesce(s.short_title, s.title) AS title, s.telling,
            s.author, s.author_kind
        FROM spoken s ANTI JOIN (SELECT n FROM reference WHERE parent_n IS NOT NULL) USING (n)
        WHERE s.marked OR s.short_title IS NOT NULL
    ),
    other_way AS (
        SELECT a.n, a.author, a.at_us, a.telling, q.n AS parent_n, q.at_us AS asked_us, r.sure_n
        FROM answer a JOIN heard h ON h.n = a.n AND h.addressed
        JOIN spoken q ON q.owner = a.owner AND q.title = a.title AND q.author = h.person
            AND q.at_us < a.at_us AND q.at_us >= a.at_us - {_WINDOW_US}
        JOIN heard b ON b.n = q.n AND b.person = a.author
        JOIN reference r ON r.n = q.n
        WHERE (a.author_kind = 'me') <> (h.kind = 'me')
    ),
    several AS (
        SELECT n FROM other_way WHERE telling IS NOT true
        GROUP BY n HAVING count(DISTINCT sure_n) > 1
    ),
    tried AS (
        SELECT *, min(at_us) OVER (PARTITION BY parent_n, author) AS tried_us FROM other_way
    ),
    open AS (
        SELECT * FROM tried o WHERE o.n NOT IN (SELECT n FROM several)
            OR (o.tried_us = o.at_us AND NOT EXISTS (
                SELECT 1 FROM reference p JOIN spoken s USING (n)
                WHERE p.parent_n = o.parent_n AND s.author = o.author AND s.at_us < o.at_us))
    )
    SELECT n, arg_max(parent_n, asked_us) AS parent_n FROM open
    GROUP BY n HAVING n NOT IN (SELECT n FROM several) OR count(DISTINCT sure_n) = 1
"""


_LINKED = """
    SELECT a.sure_n AS one, b.sure_n AS other FROM guess g
    JOIN reference a ON a.n = g.n JOIN reference b ON b.n = g.parent_n
    WHERE a.sure_n <> b.sure_n
"""
_THREAD = """
    WITH joined AS (
        SELECT r.n, r.parent_n, r.sure_n, coalesce(g.root, r.sure_n) AS thread_n FROM reference r
        LEFT JOIN guessed_root g ON g.name = r.sure_n
    ),
    called AS (
        SELECT j.*, f.owner, f.key, min(f.key) OVER (PARTITION BY j.thread_n) AS thread
        FROM joined j JOIN fact f USING (n)
    )
    SELECT c.owner, c.key, q.key AS parent, c.thread, c.n,
        coalesce(c.parent_n, g.parent_n) AS parent_n, c.thread_n, c.sure_n,
        g.parent_n IS NOT NULL AS guessed
    FROM called c LEFT JOIN guess g USING (n)
    LEFT JOIN fact q ON q.n = coalesce(c.parent_n, g.parent_n)
"""


def make(scope: Scope) -> None:
    """Make ``thread``."""
    for sql in (_SPOKEN, _HEARD):
        scope.db.execute(sql)
    if show_desks(scope):
        scope.db.execute(_HEARD_AT_DESK)
    scope.db.execute(_GUESS)
    show_roots(scope, "guessed_root", _LINKED)
    scope.keep("thread", _THREAD)
