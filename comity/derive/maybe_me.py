"""From facts and identities: who may be the owner, where nothing names an identity of theirs.

Makes ``unclaimed`` (records, at most one row): how many mails there are, or where there is no mail
how many messages and meetings, none of which an identity of the owner's takes part in; and for
these ``maybe_me`` (identity, sign, n, of, others), the likeliest by each sign:

    sent       wrote n of the ``of`` mails in Sent folders
    account    a source is named for it
    delivered  n of the ``of`` mails that say so were delivered to it
    addressed  n of the ``of`` mails that went to no list went to it, from ``others`` people
    met        takes part in n of ``of`` meetings
    chats      takes part in n of ``of`` conversations
    wrote      wrote n of all ``of`` mails

Where the owner is known, ``maybe_me`` holds what may be theirs beside: ``forwarded``, an address
whose mail came to them though it names them nowhere, from ``others`` people, and that never wrote
nor was written to by them (an alias, a catch-all domain); and ``chats`` none of which has them.

A list or a robot is never the owner; an office may be, since its holder says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope

_TOP = 12  # by each sign
_FORWARDED_MIN = 3  # authors of mail to one address, or addresses of one domain
_NAMED_SHARE = 0.1  # of what was delivered to it: none names an archiver (``derive.owner``)
_COLUMNS = {
    **dict.fromkeys(("identity", "sign"), "string"),
    **dict.fromkeys(("n", "of", "others"), "int64"),
}

_OWN = """
    CREATE OR REPLACE TEMP TABLE mine AS
    SELECT w.i FROM who w JOIN identity USING (owner, identity) WHERE kind = 'me'
"""
_KNOWN = """
    SELECT DISTINCT f.kind = 'mail' AS is_mail
    FROM participant p SEMI JOIN mine USING (i) JOIN fact f USING (n)
    UNION
    SELECT true FROM (
        SELECT owner, unnest(string_split(delivered_to, chr(10))) AS identity FROM fact
        WHERE delivered_to <> ''
    ) JOIN identity USING (owner, identity) WHERE kind = 'me'
"""
_RECORDS = """
    SELECT count(*) FILTER (kind = 'mail'), count(*) FILTER (kind IN ('chat', 'event')) FROM fact
    SEMI JOIN (FROM participant WHERE role IN ('from', 'to', 'organizer', 'attendee')) USING (n)
"""
_MAYBE = """
    CREATE OR REPLACE TEMP TABLE maybe AS
    SELECT w.i, w.identity FROM who w JOIN identity i USING (owner, identity)
    WHERE i.kind IN ('person', 'role')
"""
_SENT = """
    SELECT i, 'sent', count(DISTINCT n) AS n,
        (SELECT count(*) FROM fact WHERE sent AND kind = 'mail'), 0
    FROM participant SEMI JOIN (FROM fact WHERE sent AND kind = 'mail') USING (n)
    WHERE role = 'from' GROUP BY i
"""
_DELIVERED = f"""
    WITH delivered AS (
        SELECT n, owner, unnest(string_split(delivered_to, chr(10))) AS identity
        FROM fact WHERE delivered_to <> ''
    ),
    counted AS (
        SELECT w.i, count(DISTINCT d.n) AS n, count(DISTINCT p.n) AS named
        FROM delivered d JOIN who w USING (owner, identity)
        LEFT JOIN participant p ON p.n = d.n AND p.i = w.i AND p.role IN ('to', 'cc') GROUP BY w.i
    )
    SELECT i, 'delivered', n, (SELECT count(DISTINCT n) FROM delivered), 0 FROM counted
    WHERE named >= {_NAMED_SHARE} * n OR i IN (SELECT i FROM participant WHERE role = 'from')
"""
_ADDRESSED = """
    WITH post AS (SELECT n FROM fact WHERE kind = 'mail' AND list_id = '' AND automatic <> 'list')
    SELECT p.i, 'addressed', count(DISTINCT p.n) AS n, (SELECT count(*) FROM post),
        count(DISTINCT a.i)
    FROM participant p SEMI JOIN post USING (n)
    JOIN participant a ON a.n = p.n AND a.role = 'from' AND a.i <> p.i
    WHERE p.role IN ('to', 'cc') GROUP BY p.i
"""
_WROTE = """
    SELECT i, 'wrote', count(DISTINCT n) AS n, (SELECT count(*) FROM fact WHERE kind = 'mail'), 0
    FROM participant SEMI JOIN (FROM fact WHERE kind = 'mail') USING (n)
    WHERE role = 'from' GROUP BY i
"""
_MET = """
    SELECT i, 'met', count(DISTINCT n) AS n, (SELECT count(*) FROM fact WHERE kind = 'event'), 0
    FROM participant SEMI JOIN (FROM fact WHERE kind = 'event') USING (n)
    WHERE role IN ('organizer', 'attendee') GROUP BY i
"""
_CHATS = """
    SELECT p.i, 'chats', count(DISTINCT f.name) AS n,
        (SELECT count(DISTINCT name) FROM fact WHERE kind = 'chat'), 0
    FROM participant p JOIN fact f USING (n) WHERE f.kind = 'chat' GROUP BY p.i
"""
_ACCOUNT = """
    SELECT i, 'account', 1 AS n, 1, 0 FROM maybe JOIN (
        SELECT DISTINCT lower(source) AS source FROM ({holding}) WHERE contains(source, '@')
    ) ON contains(source, identity[7:]) WHERE starts_with(identity, 'email:')
"""
# Conversations that nobody of mine takes part in, and who is in all of them.
_OTHER_CHATS = """
    WITH chat AS (
        SELECT DISTINCT f.channel, f.name, p.i FROM participant p JOIN fact f USING (n)
        WHERE f.kind = 'chat'
    ),
    apart AS (FROM chat WHERE name NOT IN (SELECT name FROM chat SEMI JOIN mine USING (i)))
    SELECT i, 'chats', count(DISTINCT name) AS n, of, 0 FROM apart
    JOIN (SELECT channel, count(DISTINCT name) AS of FROM apart GROUP BY channel) USING (channel)
    GROUP BY i, of HAVING n = of AND of >= 2
"""
_FORWARDED = f"""
    WITH came AS (
        SELECT DISTINCT n FROM (
            SELECT n, owner, unnest(string_split(delivered_to, chr(10))) AS identity FROM fact
            WHERE delivered_to <> '' AND kind = 'mail' AND list_id = '' AND automatic <> 'list'
        ) JOIN identity USING (owner, identity) WHERE kind = 'me'
    ),
    alone AS (
        SELECT n, any_value(i) AS i FROM participant SEMI JOIN came USING (n)
        WHERE role IN ('to', 'cc', 'bcc') GROUP BY n HAVING count(DISTINCT i) = 1
    ),
    written AS (
        SELECT i FROM participant WHERE role = 'from'
        UNION SELECT p.i FROM participant p SEMI JOIN (
            FROM participant SEMI JOIN mine USING (i) WHERE role = 'from') USING (n)
        WHERE p.role <> 'from'
    ),
    one AS (
        SELECT a.i, count(*) AS n, count(DISTINCT f.i) AS others,
            split_part(any_value(w.identity), '@', 2) AS domain
        FROM alone a JOIN participant f ON f.n = a.n AND f.role = 'from' JOIN who w ON w.i = a.i
        WHERE a.i NOT IN (FROM mine) AND a.i NOT IN (FROM written) GROUP BY a.i
    )
    SELECT i, 'forwarded', n, (SELECT count(*) FROM came), others FROM one
    QUALIFY others >= {_FORWARDED_MIN} OR count(*) OVER (PARTITION BY domain) >= {_FORWARDED_MIN}
"""
_BESIDE = (_FORWARDED, _OTHER_CHATS)
_MAIL_SIGNS = (_SENT, _ACCOUNT, _DELIVERED, _ADDRESSED, _MET, _WROTE)
_OTHER_SIGNS = (_ACCOUNT, _MET, _CHATS)


def make(scope: Scope) -> None:
    """Make ``unclaimed`` and ``maybe_me``."""
    scope.db.execute(_OWN)
    known = {is_mail for (is_mail,) in scope.rows(_KNOWN)}
    mails, others = scope.rows(_RECORDS)[0]
    is_known = True in known if mails else bool(known)
    unclaimed = 0 if is_known else mails or others
    scope.write("unclaimed", {"records": "int64"}, [(unclaimed,)] if unclaimed else [])
    asked = _MAIL_SIGNS if mails else _OTHER_SIGNS
    scope.write("maybe_me", _COLUMNS, _found(scope, asked if unclaimed else _BESIDE))


def _found(scope: Scope, signs: tuple[str, ...]) -> list[tuple[object, ...]]:
    scope.db.execute(_MAYBE)
    found: list[tuple[object, ...]] = []
    for sql in signs:
        counted = sql.format(**scope.facts) if sql is _ACCOUNT else sql
        found += scope.rows(
            f"SELECT m.identity, c.* EXCLUDE (i) FROM ({counted}) c JOIN maybe m USING (i) "
            f"ORDER BY n DESC, m.identity LIMIT {_TOP}"
        )
    return found
