"""From participants by name and address: addresses that are nobody's own, and who is behind them.

Makes ``shared`` (identity, kind): addresses of which the names they are seen under tell more than
the address itself; and adds to ``address`` a row for each name that is another person's than the
address: that of ``name:mail/tickets@acme.example/Ada Marsh``. A form's mail is written by whom its
answers go to.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from comity.linkage.sharing import Seen, whose
from comity.normalise.address import kind_of
from comity.normalise.identity import name_under
from comity.normalise.name import clean

if TYPE_CHECKING:
    from comity.derive.scope import Scope
    from comity.linkage.sharing import Shared

_COUPLE = 2  # people who answer under one name each; more make a queue
SHARED = {"identity": "string", "kind": "string"}


class Behind(NamedTuple):
    """A name under an address that is a person of their own."""

    written: str  # the address
    name: str  # as written
    identity: str  # theirs
    said: str  # the name as a person would say it
    authored: bool  # only what they wrote or what is about them is theirs: the rest is the role's


class _Use(NamedTuple):
    written: str
    name: str
    signed: int
    carded: int
    called: int


def find(scope: Scope, participants: str) -> tuple[list[Behind], list[tuple[str, str]]]:
    """Return who is behind addresses, and the rows of ``shared``."""
    spoken: defaultdict[str, list[_Use]] = defaultdict(list)
    for identity, *use in scope.rows(_SPOKEN.format(participants=participants, mine=_mine(scope))):
        spoken[identity].append(_Use(*use))
    kinds = {identity: kind_of(identity) for identity in spoken}
    offices = [(one,) for one, kind in kinds.items() if kind == "role"]
    scope.bring("office", {"identity": "string"}, offices)
    two_way = scope.rows(_TWO_WAY.format(participants=participants)) if offices else []
    answered = {one for (one,) in two_way}
    behind: list[Behind] = []
    shared: list[tuple[str, str]] = []
    for identity, uses in spoken.items():
        kind = kinds[identity]
        found = whose(
            identity, _seen(uses, kind), is_office=kind != "person", is_two_way=identity in answered
        )
        told = "role" if found.is_role else "person"
        if kind in {"person", "role"} and told != kind:
            shared.append((identity, told))
        is_queue = kind != "person" or len(found.others) > _COUPLE
        behind += _behind(identity, uses, found, is_queue=is_queue and found.owner is None)
    return behind, shared


def find_forms(scope: Scope, participants: str) -> None:
    """Make ``form`` (key, said), for this build: mail of a form, whose Reply-To names its author.

    ``said``: the author's name, where the form writes under it.
    """
    told = dict(scope.rows("SELECT identity, kind FROM shared"))
    scope.db.execute(_REPLIED.format(participants=participants))
    wrote = scope.rows(_FORMAL)
    formal = [(one,) for (one,) in wrote if told.get(one, kind_of(one)) in {"role", "robot"}]
    scope.bring("formal", {"identity": "string"}, formal)
    scope.db.execute(_FORM)


def by_authors(participants: str) -> str:
    """Return a SELECT of participants in which who filled in a form has written it."""
    return f"""
        SELECT p.* EXCLUDE (said) REPLACE (
            CASE WHEN said IS NULL THEN role WHEN role = 'from' THEN 'sender'
                WHEN role = 'reply_to' THEN 'from' ELSE role END AS role,
            CASE WHEN role = 'reply_to' AND name = '' THEN coalesce(said, '') ELSE name END AS name)
        FROM (SELECT p.*, form.said FROM ({participants}) p LEFT JOIN form USING (key)) p
        WHERE NOT (coalesce(said, '') <> '' AND role = 'from')"""


def _mine(scope: Scope) -> str:
    """Return SQL of the identities that are the owner's by their word."""
    said = {one.identity for one in scope.decided("me")}
    scope.bring("told_mine", {"identity": "string"}, [(one,) for one in sorted(said)])
    return "SELECT identity FROM told_mine"


def _seen(uses: list[_Use], kind: str) -> list[Seen]:
    """Return an address's names; robots and lists lend theirs to whom they write about."""
    found: dict[str, list[int]] = {}
    for use in uses:
        counts = found.setdefault(use.name, [0, 0, 0])
        counts[0] += use.signed if kind in {"person", "role"} else 0
        counts[1] += use.carded
        counts[2] += use.called
    return [Seen(name, *counts) for name, counts in found.items()]


def _behind(identity: str, uses: list[_Use], found: Shared, *, is_queue: bool) -> list[Behind]:
    """Return who is behind an address; what is sent to a queue is sent to none of them."""
    theirs = {name: one.name for one in found.others for name in one.names}
    return [
        Behind(
            use.written,
            use.name,
            name_under(identity, theirs[use.name]),
            clean(use.name),
            authored=is_queue,
        )
        for use in uses
        if use.name in theirs
    ]


# The owner's own addresses are theirs, whatever names they write under.
_SPOKEN = """
    WITH spoken AS (
        SELECT identity, written, name, role FROM ({participants})
        WHERE name <> '' AND (starts_with(identity, 'email:') OR starts_with(identity, 'phone:'))
    ),
    owned AS (
        {mine} UNION SELECT identity FROM ({participants}) WHERE role = 'self'
        UNION SELECT p.identity FROM ({participants}) p JOIN record r USING (key)
            WHERE r.folder = 'sent' AND p.role = 'from'
        UNION SELECT unnest(string_split(delivered_to, chr(10))) FROM delivered
    ),
    several AS (
        SELECT identity FROM spoken GROUP BY identity
        HAVING count(DISTINCT name) > 1 OR bool_or(role = 'subject')
            OR regexp_matches(identity, '^email:[a-z.+_-]+@')
    )
    SELECT identity, written, name,
        count(*) FILTER (role = 'from' AND starts_with(identity, 'email:')),
        count(*) FILTER (role = 'subject'),
        count(*) FILTER (role NOT IN ('from', 'subject'))
    FROM spoken SEMI JOIN several USING (identity) ANTI JOIN owned USING (identity)
    GROUP BY ALL ORDER BY ALL
"""
_TWO_WAY = """
    WITH wrote AS (
        SELECT DISTINCT a.identity AS author, p.identity AS other
        FROM ({participants}) a JOIN ({participants}) p USING (key)
        WHERE a.role = 'from' AND p.role IN ('to', 'cc') AND a.identity <> p.identity
            AND (a.identity IN (FROM office) OR p.identity IN (FROM office))
    )
    SELECT DISTINCT w.author FROM wrote w JOIN wrote b ON b.author = w.other AND b.other = w.author
    WHERE w.author IN (FROM office)
"""

# Of mail that nothing marks as a program's or a list's, and that is answered elsewhere.
_REPLIED = """
    CREATE OR REPLACE TEMP TABLE replied AS
        SELECT p.* FROM ({participants}) p SEMI JOIN (
            SELECT key FROM ({participants}) WHERE role = 'reply_to') USING (key)
        SEMI JOIN (FROM record WHERE kind = 'mail' AND automatic = '' AND list_id = '') USING (key)
        WHERE role IN ('from', 'reply_to')
"""
_FORMAL = """
    SELECT DISTINCT CASE WHEN starts_with(identity, 'name:mail/')
        THEN 'email:' || split_part(identity, '/', 2) ELSE identity END FROM replied
"""
_FORM = """
    CREATE OR REPLACE TEMP TABLE form AS WITH told AS (
        SELECT a.key, a.role, a.identity, a.name, f.identity IS NOT NULL AS is_formal
        FROM replied a LEFT JOIN formal f ON f.identity = CASE
            WHEN starts_with(a.identity, 'name:mail/')
            THEN 'email:' || split_part(a.identity, '/', 2) ELSE a.identity END
    )
    SELECT key, coalesce(max(name) FILTER (starts_with(identity, 'name:')), '') AS said
    FROM told GROUP BY key
    HAVING bool_and(is_formal = (role = 'from')) AND count(DISTINCT role) = 2
        AND count(DISTINCT identity) FILTER (role = 'reply_to') = 1
        AND NOT bool_or(role = 'reply_to' AND identity IN (FROM told_mine))
        AND (NOT bool_or(starts_with(identity, 'name:'))
            OR count(DISTINCT lower(name)) FILTER (name <> '') = 1)
"""
