"""From decisions, exports' own profiles and Sent folders: which identities are the owner's.

Said by the user, told by an export's own profile, or shown by a Sent folder; where there is none
of these, by the header of delivery, of an address that is also seen as an author (DESIGN "Who I
am"). A list is never the owner, and a role or robot never by inference.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from comity.derive.profiles import said_mine
from comity.normalise import name as names
from comity.normalise.address import domain_of
from comity.normalise.identity import without_tag

if TYPE_CHECKING:
    from comity.derive.profiles import Profiles
    from comity.derive.scope import Scope
    from comity.linkage.vocabulary import Profile

# Of a Sent folder: less is somebody else's mail that was moved there. What the owner handed in
# for another (RFC 5322 "Sender": a delegate's mail, an invitation passed on) tells nothing.
_SENT_SHARE = 0.05
_CLEAR_SHARE = 0.8  # of all mails sent: whoever else is there is moved mail, and not me
_DELIVERED_SHARE = 0.5  # of all mails that say where they were delivered to
_AUTHORS_MIN = 3  # whoever writes a mail may write a header of delivery into it
_NAMED_SHARE = 0.1  # of these, mails that name it in To or Cc: none name an archiver

_UNDER = "name:mail/"
_TOLD = "SELECT DISTINCT i FROM participant WHERE role = 'self'"
_SENT = f"""
    SELECT i, mails FROM (
        SELECT p.i, count(*) AS mails, sum(count(*)) OVER (PARTITION BY f.owner) AS every
        FROM participant p JOIN fact f USING (n)
        WHERE f.sent AND p.role = 'from' AND NOT EXISTS (
            FROM participant s WHERE s.n = p.n AND s.role = 'sender' AND s.i <> p.i)
        GROUP BY f.owner, p.i
    ) WHERE mails >= {_SENT_SHARE} * every
"""
_DELIVERED = f"""
    WITH delivered AS (
        SELECT n, owner, unnest(string_split(delivered_to, chr(10))) AS identity
        FROM fact WHERE delivered_to <> ''
    ),
    every AS (SELECT owner, count(DISTINCT n) AS mails FROM delivered GROUP BY owner),
    named AS (SELECT DISTINCT n, i FROM participant WHERE role IN ('to', 'cc')),
    counted AS (
        SELECT w.i, d.owner, count(*) AS mails, count(p.n) AS named
        FROM delivered d JOIN who w USING (owner, identity)
        LEFT JOIN named p ON p.n = d.n AND p.i = w.i
        WHERE w.i IN (SELECT i FROM participant WHERE role = 'from') GROUP BY w.i, d.owner
    )
    SELECT i FROM counted c JOIN every e USING (owner)
    WHERE c.mails >= {_DELIVERED_SHARE} * e.mails AND c.named >= {_NAMED_SHARE} * c.mails
"""


# Addresses whose every mail was handed in by one and the same (RFC 5322 "Sender"), and who that is.
_HANDED_IN = """
    SELECT p.i, min(s.i), count(DISTINCT p.n) FROM participant p
    LEFT JOIN participant s ON s.n = p.n AND s.role = 'sender'
    WHERE p.role = 'from' AND p.i IN (
        SELECT f.i FROM participant f JOIN participant s ON s.n = f.n AND s.role = 'sender'
        WHERE f.role = 'from')
    GROUP BY p.i HAVING count(DISTINCT s.i) = 1 AND bool_and(s.i IS NOT NULL)
"""
# Mails and meetings that went to no list: who writes there with several addresses names them all.
_PRIVATE = """
    CREATE OR REPLACE TEMP TABLE private AS
    SELECT p.n, p.i, p.role, f.kind FROM participant p JOIN fact f USING (n)
    WHERE f.list_id = '' AND f.automatic <> 'list' AND p.n NOT IN (
            SELECT n FROM participant SEMI JOIN listed USING (i) WHERE role IN ('to', 'cc'))
        AND p.role IN ('from', 'to', 'cc', 'bcc', 'organizer', 'attendee')
"""
# Who took part in one with the owner, as its author or beside them.
_MET = "SELECT DISTINCT i FROM private SEMI JOIN (FROM private SEMI JOIN own USING (i)) USING (n)"
_WROTE = "SELECT DISTINCT i FROM private WHERE role = 'from' AND kind = 'mail'"
# Whom the owner wrote to, and who wrote to the owner, wherever that was.
_ANSWERED = """
    WITH wrote AS (
        SELECT DISTINCT a.i AS author, p.i AS other FROM participant a JOIN participant p USING (n)
        WHERE a.role = 'from' AND p.role = 'to' AND a.i <> p.i
            AND (a.i IN (FROM own) OR p.i IN (FROM own))
    )
    SELECT DISTINCT w.author FROM wrote w JOIN wrote b ON b.author = w.other AND b.other = w.author
"""
# Authors of mail in a Sent folder that did not go to the owner.
_FILED = """
    SELECT DISTINCT p.i FROM participant p SEMI JOIN (FROM fact WHERE sent) USING (n)
    WHERE p.role = 'from' AND p.n NOT IN (
        SELECT n FROM participant SEMI JOIN own USING (i) WHERE role IN ('to', 'cc', 'bcc'))
"""
_ARRIVED = f"""
    WITH delivered AS (
        SELECT n, owner, unnest(string_split(delivered_to, chr(10))) AS identity
        FROM fact WHERE delivered_to <> ''
    )
    SELECT w.i FROM delivered d JOIN who w USING (owner, identity)
    JOIN participant p ON p.n = d.n AND p.role = 'from' AND p.i <> w.i GROUP BY w.i, d.owner
    HAVING count(DISTINCT p.i) >= {_AUTHORS_MIN} AND count(DISTINCT d.n) >= {_SENT_SHARE} * (
        SELECT count(DISTINCT n) FROM delivered e WHERE e.owner = d.owner)
"""
# Mails in which one of these addresses is written to: all who are, and by whom.
_WRITTEN_TO = """
    SELECT p.n, list(DISTINCT p.i), any_value(a.i) FROM participant p
    JOIN (SELECT n, min(i) AS i FROM participant WHERE role = 'from' GROUP BY n) a USING (n)
    WHERE p.role IN ('to', 'cc', 'bcc')
        AND p.n IN (SELECT n FROM participant WHERE i IN (FROM (SELECT unnest(?::UBIGINT[]))))
    GROUP BY p.n
"""


def _aliases(scope: Scope, seen: Profiles, mine: set[str]) -> set[str]:
    """Return the addresses in whose name the owner writes, and nobody else does.

    A colleague's or a superior's is none: it bears another's name, or stands beside the owner's,
    or is written to by the owner; and no other's at the owner's own domain, which may be shared.
    """
    own = {i for i, one in seen.items() if one.identity in mine}
    domains = {domain_of(identity) for identity in mine} - {""}
    handed = {
        i
        for i, sender, _ in scope.rows(_HANDED_IN)
        if sender in own and i in seen and i not in own and seen[i].kind in {"person", "role"}
    }
    answered: set[int] = set()
    written = scope.db.execute(_WRITTEN_TO, [sorted(handed)]).fetchall() if handed else []
    for _, to, author in written:
        alone = len(to) == 1 and author not in own and author not in handed
        answered |= handed.intersection(to) if alone else set()
        if author in own or not own.isdisjoint(to):
            handed -= set(to)
    names_of_mine = _own_names(seen, mine)
    found = set()
    for i in handed:
        alike = _alike(seen[i], names_of_mine)
        elsewhere = domain_of(seen[i].identity) not in domains
        if alike or (alike is None and elsewhere and i in answered):
            found.add(seen[i].identity)
    return found


def _own_names(seen: Profiles, mine: set[str]) -> set[tuple[str, ...]]:
    return {
        names.words(name)
        for one in seen.values()
        if one.identity in mine
        for name, _ in one.names[:1]
        if names.is_full(name)
    }


def _alike(one: Profile, own: set[tuple[str, ...]]) -> bool | None:
    """Whether an address bears a full name of the owner's; None where it bears no person's."""
    if any(names.words(name) in own for name, _ in one.names):
        return True
    return False if any(names.is_full(name) for name, _ in one.names) else None


def owners_identities(scope: Scope, profiles: dict[str, Profiles]) -> dict[str, set[str]]:
    """Return, for each owner, the identities that are theirs."""
    told, delivered = ({i for (i,) in scope.rows(sql)} for sql in (_TOLD, _DELIVERED))
    mails: dict[int, int] = dict(scope.rows(_SENT))
    found = {}
    for owner, seen in profiles.items():
        ours = owner == scope.owner
        said, denied = (said_mine(scope, denied=no) if ours else set() for no in (False, True))
        sure = {
            one.identity
            for i, one in seen.items()
            if one.kind != "list" and (i in told or one.identity in said)
        }
        sent = _people(seen, set(mails))
        one = _one_persons(seen, mails, sent, sure) if len(sent | sure) > 1 else sent
        mine = sure | one or (set() if sent else _people(seen, delivered))
        mine |= {one.identity for one in seen.values() if without_tag(one.identity) in mine}
        mine |= _aliases(scope, seen, mine)
        found[owner] = (mine | _namesakes(scope, seen, mine)) - denied
    return found


def strangers(
    scope: Scope, profiles: dict[str, Profiles], mine: dict[str, set[str]]
) -> dict[str, set[str]]:
    """Return, for each owner, whom nobody takes for the owner unasked, whatever they are called.

    They took part with the owner in a mail or a meeting, or wrote one, that went to no list; or
    wrote and were written to by the owner. And nothing of theirs lies in a Sent folder, nor was a
    fair part of the mail of several others delivered to them.
    """
    return {owner: _strangers(scope, seen, mine[owner]) for owner, seen in profiles.items()}


def _strangers(scope: Scope, seen: Profiles, mine: set[str]) -> set[str]:
    own = {i for i, one in seen.items() if one.identity in mine}
    scope.bring("own", {"i": "hash"}, [(i,) for i in sorted(own) if i >= 0])
    scope.bring("listed", {"i": "hash"}, [(i,) for i, one in seen.items() if one.kind == "list"])
    scope.db.execute(_PRIVATE)
    found = {i for sql in (_MET, _WROTE, _ANSWERED) for (i,) in scope.rows(sql)}
    sure = {i for sql in (_FILED, _ARRIVED) for (i,) in scope.rows(sql)}
    return {seen[i].identity for i in found - sure - own if i in seen}


def _people(seen: Profiles, numbers: set[int]) -> set[str]:
    return {seen[i].identity for i in numbers if i in seen and seen[i].kind == "person"}


def _one_persons(seen: Profiles, mails: dict[int, int], sent: set[str], sure: set[str]) -> set[str]:
    """Return whose of the Sent folders are one person's: nobody's, where two people may be me.

    Two are told apart by full names without a word in common. Mine are those that agree with what
    is sure of me; where nothing is, those of whoever sent nearly all.
    """
    weight = {one.identity: mails.get(i, 0) for i, one in seen.items() if one.identity in sent}
    words = {
        one.identity: {
            word for name, _ in one.names if names.is_full(name) for word in names.words(name)
        }
        for one in seen.values()
        if one.identity in sent | sure
    }
    groups: list[set[str]] = []
    for identity in sorted(words.keys() & (sent | sure), key=lambda one: -weight.get(one, 0)):
        if not words[identity]:
            continue
        near = [some for some in groups if any(words[identity] & words[one] for one in some)]
        groups = [some for some in groups if some not in near]
        groups.append({identity}.union(*near))
    if len(groups) < 2:  # noqa: PLR2004 - one person, whatever the number of addresses
        return sent
    nameless = {identity for identity in sent if not words[identity]}
    if sure:
        agreeing = [some for some in groups if some & sure]
        return nameless.union(*agreeing) & sent if agreeing else sent
    first = max(groups, key=lambda some: sum(weight[one] for one in some))
    clear = sum(weight[one] for one in first) >= _CLEAR_SHARE * sum(weight.values())
    return first | nameless if clear else set()


def _namesakes(scope: Scope, seen: Profiles, mine: set[str]) -> set[str]:
    """Return the chat names and the profile that bear my full name.

    Exports do not mark their owner. One in each place, the one seen most; none where I am known,
    and nobody known by name under an address, who exchanged mail with me.
    """
    own = _own_names(seen, mine)
    placed = {place(identity) for identity in mine}
    alike: defaultdict[str, list[Profile]] = defaultdict(list)
    for one in seen.values():
        where = place(one.identity)
        if where and where not in placed and one.names and names.words(one.names[0][0]) in own:
            alike[where].append(one)
    under = [where for where in alike if where.startswith(_UNDER)]
    met = _strangers(scope, seen, mine) if under else set[str]()
    for where in under:
        alike[where] = [one for one in alike[where] if one.identity not in met]
    return {
        max(found, key=lambda one: (one.uses, one.identity)).identity
        for found in alike.values()
        if found
    }


def place(identity: str) -> str:
    """Return where an identity is known by a name alone, or "linkedin"; "" for any other."""
    namespace, _, value = identity.partition(":")
    source, _, rest = value.partition("/")
    if "/" in rest and source in {"mail", "phone"}:  # a name under an address
        source = f"{source}/{rest.partition('/')[0]}"
    if namespace == "name" and source != "memory":
        return f"name:{source}"
    return "linkedin" if namespace == "linkedin" else ""
