"""From participants, claims and decisions: what the facts show of each identity, by owner.

Whether it is a person, a list, a robot or an office is told by its mails first, then by its
address and name (``normalise.address.kind_of``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias

from comity.linkage.names import words
from comity.linkage.vocabulary import Profile
from comity.normalise import name as names
from comity.normalise import organisation
from comity.normalise.address import kind_of
from comity.normalise.crowd import is_one_person
from comity.normalise.resource import is_resource

if TYPE_CHECKING:
    from comity.derive.scope import Scope

NEVER_US = 2**62  # first sight of what no dated record shows
_LIST_AUTHORS_MIN = 5  # an address this many people wrote to alone, that never wrote itself
_CLAIM_USES = 3  # a name the user's own address book gives counts like three mails

Profiles: TypeAlias = dict[int, Profile]  # by the number of the identity in ``who``
Names: TypeAlias = defaultdict[int, Counter[str]]
Days: TypeAlias = defaultdict[int, set[str]]


def profiles(scope: Scope) -> dict[str, Profiles]:
    """Return each owner's profiles.

    Identities that the user named and no record shows are numbered below 0.
    """
    lists, spoken, employers = _lists(scope), _names(scope), _organisations(scope)
    (born, died), told = _days(scope), dict(scope.rows("SELECT identity, kind FROM shared"))
    remembered = _remembered(scope)
    found: dict[str, Profiles] = {scope.owner: {}}
    for i, owner, identity, first_us, uses, authored, by_program in scope.rows(_USES):
        if owner == scope.owner and remembered.get(identity):
            spoken[i][remembered[identity]] += _CLAIM_USES
        ranked = _ranked(spoken[i])
        kind = "list" if i in lists else _kind(identity, ranked, told.get(identity, ""))
        by_name = identity.startswith("name:")
        if kind == "person" and authored and authored == by_program and not by_name:
            kind = "robot"
        works, days = tuple(sorted(employers[i])), tuple(sorted(born[i]))
        found.setdefault(owner, {})[i] = Profile(
            identity, ranked, kind, works, first_us, uses, days, min(died[i], default="")
        )
    found[scope.owner] |= _unseen(scope, found[scope.owner], remembered)
    return found


# A meeting names its organizer as an attendee too; a mail names hardly anyone twice.
_USES = f"""
    SELECT w.i, w.owner, w.identity, coalesce(u.first_us, {NEVER_US}), u.uses, u.authored,
        u.by_program
    FROM who w JOIN (
        SELECT p.i, min(f.at_us) AS first_us,
            count(*) FILTER (f.kind <> 'event')
                + count(DISTINCT p.n) FILTER (f.kind = 'event') AS uses,
            count(*) FILTER (p.role = 'from') AS authored,
            count(*) FILTER (p.role = 'from' AND f.automatic IN ('bulk', 'service', 'bounce'))
                AS by_program
        FROM participant p JOIN fact f USING (n) GROUP BY p.i
    ) u USING (i)
"""


def _kind(identity: str, ranked: tuple[tuple[str, int], ...], told: str) -> str:
    """Return what an identity is: as its names tell, else by its address and main name.

    What is known by the name of a couple, a firm or a room alone is no person.
    """
    kind = told or kind_of(identity, ranked[0][0] if ranked else "")
    if kind == "person" and ranked and not any(names_one_person(name) for name, _ in ranked):
        return "role"
    return kind


def names_one_person(name: str) -> bool:
    """Tell a cleaned name that is a person's, and no couple's, firm's, room's or list's.

    Address books number namesakes: "Bob 2" is a person, "Projector 2" a thing by its word.
    """
    return is_one_person(name) and not is_resource(name.rstrip(" 0123456789"))


def _ranked(spoken: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(spoken.items(), key=lambda each: (-each[1], each[0])))


def _unseen(scope: Scope, seen: Profiles, remembered: dict[str, str]) -> Profiles:
    """Return the identities given from memory, or as the owner's, that no record shows."""
    known = {profile.identity for profile in seen.values()}
    given = dict.fromkeys(said_mine(scope), "") | remembered
    return {
        -number: Profile(
            identity, ((name, _CLAIM_USES),) if name else (), "person", (), NEVER_US, 0
        )
        for number, (identity, name) in enumerate(sorted(given.items()), 1)
        if identity not in known
    }


def _remembered(scope: Scope) -> dict[str, str]:
    """Return the identities the user gave, with the name of each; "" where that was not said."""
    found: dict[str, str] = {}
    for one in scope.decided("remember"):
        if one.value.get("not"):
            found.pop(one.identity, None)
            continue
        found[one.identity] = str(one.value["name"]) or found.get(one.identity, "")
    return found


def said_mine(scope: Scope, *, denied: bool = False) -> set[str]:
    """Return the identities that the user said are theirs, or are not; the later word counts."""
    last = {one.identity: bool((one.value or {}).get("not")) for one in scope.decided("me")}
    return {identity for identity, no in last.items() if no == denied}


def _names(scope: Scope) -> Names:
    """Return the display names of each identity with their uses."""
    found: Names = defaultdict(Counter)
    told = "SELECT i, name, count(*) FROM participant WHERE name <> '' GROUP BY i, name"
    for i, name, count in scope.rows(told):
        found[i][name] += count
    claimed = "SELECT i, value, count(*) FROM claim WHERE attribute = 'name' GROUP BY i, value"
    for i, name, count in scope.rows(claimed):
        if cleaned := names.clean(name):
            found[i][cleaned] += count * _CLAIM_USES
    _add_other_names(scope, found)
    for i, spoken in found.items():
        if len(spoken) > 1 and (own := [name for name in spoken if names_one_person(name)]):
            found[i] = Counter({name: spoken[name] for name in own})
    return found


def _add_other_names(scope: Scope, found: Names) -> None:
    """Add the full names beside those one is called by: of before a marriage, or at home."""
    beside = "SELECT i, value FROM claim WHERE attribute = 'nickname' AND contains(value, ' ')"
    for i, value in scope.rows(beside):
        other = names.clean(value)
        known = {word for name in found[i] for word in words(name)}
        if len(known & set(words(other))) > 0 and other not in found[i]:
            found[i][other] = 1


def _days(scope: Scope) -> tuple[Days, Days]:
    """Return the birthdays of each identity, and what tells that they died."""
    born, died = Days(set), Days(set)
    sql = "SELECT DISTINCT i, attribute, value FROM claim WHERE attribute IN ('birthday', 'died')"
    for i, attribute, value in scope.rows(sql):
        (born if attribute == "birthday" else died)[i].add(value)
    return born, died


def _organisations(scope: Scope) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    claimed = "SELECT DISTINCT i, value FROM claim WHERE attribute = 'organisation'"
    for i, value in scope.rows(claimed):
        if key := organisation.key(value):
            found[i].add(key)
    return found


def _lists(scope: Scope) -> set[int]:
    """Return the addresses of lists: those a List-Id names, and those many write to."""
    found = {i for (i,) in scope.rows(_NAMED_LISTS)}
    own = said_mine(scope)
    return found | {i for i, identity in scope.rows(_WRITTEN_TO) if identity not in own}


# List-Id: talk.lists.example (RFC 2919) is mostly talk@lists.example; else it is the address its
# posts are sent to that has the same local part.
_NAMED_LISTS = """
    WITH ids AS (SELECT DISTINCT owner, list_id FROM fact WHERE list_id <> '')
    SELECT w.i FROM who w JOIN ids ON ids.owner = w.owner
        AND ids.list_id = replace(w.identity[7:], '@', '.')
    WHERE starts_with(w.identity, 'email:')
    UNION
    SELECT w.i FROM participant p JOIN fact f USING (n) JOIN who w USING (i)
    WHERE f.automatic = 'list' AND p.role IN ('to', 'cc') AND starts_with(w.identity, 'email:')
        AND starts_with(f.list_id, split_part(w.identity[7:], '@', 1) || '.')
        AND ends_with(f.list_id, regexp_extract(w.identity, '[^@.]+\\.[^@.]+$'))
        AND p.i NOT IN (SELECT i FROM participant WHERE role = 'from')
"""

# Old archives lack List-Id. A list is written to alone by many and writes to nobody; so is the
# mailbox the mail was delivered to, and a silent person with a full name, here or in the address.
_WRITTEN_TO = f"""
    WITH author AS (SELECT n, i FROM participant WHERE role = 'from'),
    alone AS (
        SELECT n, any_value(i) AS i, any_value(name) AS name FROM participant
        SEMI JOIN (SELECT n FROM fact WHERE kind = 'mail') USING (n)
        WHERE role = 'to' GROUP BY n HAVING count(*) = 1
    ),
    written_to AS (
        SELECT s.i FROM alone s JOIN author a USING (n)
        WHERE s.i NOT IN (SELECT i FROM author)
        GROUP BY s.i
        HAVING count(DISTINCT a.i) >= {_LIST_AUTHORS_MIN} AND NOT bool_or(contains(s.name, ' '))
    )
    SELECT w.i, w.identity FROM written_to t JOIN who w USING (i)
    WHERE NOT regexp_matches(w.identity, '^email:[a-z]+[._][a-z]+@')
        AND w.identity NOT IN (
            SELECT unnest(string_split(delivered_to, chr(10))) FROM fact WHERE delivered_to <> '')
        AND w.i NOT IN (SELECT i FROM participant WHERE role = 'self')
"""
