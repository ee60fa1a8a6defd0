"""From identities and threads: whom the owner's mail to an address that several share addresses.

It addresses who is named in To; else who wrote the mail it answers; else who signed last in the
thread, at that address; else who answers it. Where none is known, or another is named who wrote
nothing there, it addresses nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.derive.profiles import names_one_person
from comity.normalise import name as names

if TYPE_CHECKING:
    from comity.derive.scope import Scope

# Numbers of the address and of who is behind it by name (``derive.shared``), and their person.
_DESK = """
    CREATE OR REPLACE TEMP TABLE desk AS
    SELECT a.i, m.i AS member, b.person FROM (
        SELECT owner, identity, person, 'email:' || split_part(identity, '/', 2) AS address
        FROM identity WHERE starts_with(identity, 'name:mail/') AND kind = 'person'
    ) b
    JOIN identity r ON r.owner = b.owner AND r.identity = b.address AND r.kind = 'role'
    JOIN who a ON a.owner = b.owner AND a.identity = b.address
    JOIN who m ON m.owner = b.owner AND m.identity = b.identity
"""
_DROPPED = """
    CREATE OR REPLACE TEMP TABLE dropped AS
    SELECT p.n, p.i, p.name, f.owner, f.at_us, t.thread_n, t.parent_n
    FROM participant p SEMI JOIN desk USING (i)
    SEMI JOIN (SELECT n FROM author WHERE author_kind = 'me') USING (n)
    JOIN fact f USING (n) JOIN thread t USING (n)
    WHERE p.role = 'to' AND f.kind = 'mail'
"""
_CALLED = """
    CREATE OR REPLACE TEMP TABLE called AS
    WITH sent AS (FROM dropped WHERE name NOT IN (FROM elsewhere)), signed AS (
        SELECT d.i, d.person, p.n, f.key, f.at_us, t.thread_n, t.parent_n
        FROM participant p JOIN desk d ON d.member = p.i JOIN fact f USING (n)
        JOIN thread t USING (n) WHERE p.role = 'from'
    ),
    found AS (
        SELECT s.n, s.i, d.person, 1 AS place, 0 AS after_us FROM dropped s
        JOIN (SELECT DISTINCT lower(name) AS name, identity FROM address WHERE name IS NOT NULL) a
            ON a.name = lower(s.name)
        JOIN who w ON w.owner = s.owner AND w.identity = a.identity
        JOIN desk d ON d.i = s.i AND d.member = w.i
        UNION ALL
        SELECT s.n, s.i, g.person, 2, 0 FROM sent s JOIN signed g ON g.n = s.parent_n AND g.i = s.i
        UNION ALL
        SELECT s.n, s.i, g.person, 3, s.at_us - g.at_us FROM sent s
        JOIN signed g ON g.thread_n = s.thread_n AND g.i = s.i AND g.at_us < s.at_us
        UNION ALL
        SELECT s.n, s.i, g.person, 4, g.at_us - s.at_us FROM sent s
        JOIN signed g ON g.parent_n = s.n AND g.i = s.i AND g.at_us >= s.at_us
    )
    SELECT n, i, arg_min(person, (place, after_us, person)) AS person FROM found GROUP BY n, i
"""
_PART = """
    INSERT INTO part
    SELECT s.n, s.role, s.position, s.response, c.person, 'person' FROM called c
    JOIN participant s ON s.n = c.n AND s.i = c.i AND s.role = 'to'
    WHERE NOT EXISTS (FROM part p WHERE p.n = c.n AND p.person = c.person AND p.role = 'to')
"""


def show_desks(scope: Scope) -> bool:
    """Make ``desk`` (i, member, person), for this build; tell whether there is any."""
    scope.db.execute(_DESK)
    return bool(scope.rows("SELECT 1 FROM desk LIMIT 1"))


def show_called(scope: Scope) -> None:
    """Add to ``part`` whom the owner's mails to desks address."""
    if show_desks(scope):
        scope.db.execute(_DROPPED)
        called = scope.rows("SELECT DISTINCT name FROM dropped")
        people = [(one,) for (one,) in called if names.is_full(one) and names_one_person(one)]
        scope.bring("elsewhere", {"name": "string"}, people)
        for sql in (_CALLED, _PART):
            scope.db.execute(sql)
