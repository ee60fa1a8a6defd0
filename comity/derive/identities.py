"""From participants, claims and decisions: who is who.

Makes ``identity`` (each identity, its kind and its person), ``person`` (one row a person, the
owner among them), ``merge`` (every link with its evidence) and ``question`` (doubtful pairs).
Each owner's identities are resolved apart from any other's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from comity.derive.owner import owners_identities, strangers
from comity.derive.profiles import NEVER_US, names_one_person, profiles, said_mine
from comity.linkage.names import words
from comity.linkage.resolution import resolve
from comity.linkage.vocabulary import Evidence
from comity.normalise import name as names
from comity.normalise.address import domain_of
from comity.schema import IDENTITY, MERGE, PERSON, QUESTION, identity_id
from comity.sources import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.derive.profiles import Profiles
    from comity.derive.scope import Scope
    from comity.linkage.vocabulary import Profile, Resolution

    Pairs: TypeAlias = list[tuple[str, str]]
    Row: TypeAlias = tuple[object, ...]

_APART_PARTICIPANTS_MAX = 30
_NAMES_COMPARED = 3


def make(scope: Scope) -> None:
    """Resolve identities into persons."""
    by_owner = profiles(scope)
    mine = owners_identities(scope, by_owner)
    _set_bylines(scope, by_owner, mine)
    others = strangers(scope, by_owner, mine)
    together = _pairs(by_owner, _together(scope))
    apart = _pairs(by_owner, _apart(scope, by_owner))
    answered, unanswered = _written_to(scope, by_owner, mine)
    made: defaultdict[str, list[Row]] = defaultdict(list)
    for owner, seen in by_owner.items():
        evidence = Evidence(
            together=[*together[owner], *_said(scope, owner, "remember")],
            apart=apart[owner],
            same=[*_decided(scope, owner, "same"), *_chain(sorted(mine[owner]))],
            different=[*_decided(scope, owner, "different"), *_not_mine(scope, owner, mine[owner])],
            mine=sorted(mine[owner]),
            others=sorted(others[owner]),
            answered=sorted(one.identity for i, one in seen.items() if i in answered),
            unanswered=sorted(one.identity for i, one in seen.items() if i in unanswered),
        )
        resolution = resolve(list(seen.values()), evidence)
        _add(made, owner, seen, resolution, mine[owner])
        made["identity"] += _earlier_rows(scope, owner, seen, resolution, mine[owner])
    for name, columns in _COLUMNS.items():
        scope.write(name, columns, made[name])


_COLUMNS = {"identity": IDENTITY, "person": PERSON, "merge": MERGE, "question": QUESTION}


# Whether anything that anybody may have made is here, and whom it shows without the owner alone.
_PUBLIC = "({})".format(", ".join(f"'{one.name}'" for one in CHANNELS.values() if one.public))
_IS_PUBLIC = f"SELECT 1 FROM fact WHERE channel IN {_PUBLIC} LIMIT 1"
_BYLINES = f"""
    SELECT p.i FROM participant p JOIN fact f USING (n) GROUP BY p.i
    HAVING bool_and(f.channel IN {_PUBLIC}) AND bool_and(
        p.n NOT IN (SELECT n FROM participant SEMI JOIN own USING (i)))
"""


def _set_bylines(scope: Scope, by_owner: dict[str, Profiles], mine: dict[str, set[str]]) -> None:
    """Tell whom nothing but others' works and changes name: nobody the owner has to do with."""
    if not scope.rows(_IS_PUBLIC):
        return
    _bring_own(scope, by_owner, mine)
    bylines = {i for (i,) in scope.rows(_BYLINES)}
    said = scope.decided("remember", "same", "different")
    spoken_of = {identity for one in said for identity in (one.identity, one.other)}
    for seen in by_owner.values():
        for i in bylines & seen.keys():
            if seen[i].kind == "person" and seen[i].identity not in spoken_of:
                seen[i] = replace(seen[i], kind="byline")


def _bring_own(scope: Scope, by_owner: dict[str, Profiles], mine: dict[str, set[str]]) -> None:
    own = [
        (i,)
        for owner, seen in by_owner.items()
        for i, one in seen.items()
        if i >= 0 and one.identity in mine[owner]
    ]
    scope.bring("own", {"i": "hash"}, sorted(own))


# ── evidence ─────────────────────────────────────────────────────────────────────────────


def _pairs(by_owner: dict[str, Profiles], numbers: Iterable[tuple[int, int]]) -> dict[str, Pairs]:
    """Return pairs of numbers as pairs of identities, by the owner in whose book they are."""
    at = {i: (owner, one.identity) for owner, seen in by_owner.items() for i, one in seen.items()}
    found: dict[str, Pairs] = {owner: [] for owner in by_owner}
    for left, right in numbers:
        owner, identity = at[left]
        found[owner].append((identity, at[right][1]))
    return found


def _together(scope: Scope) -> list[tuple[int, int]]:
    """Return pairs that one card or profile says are one person."""
    told = scope.rows("SELECT DISTINCT name FROM participant WHERE role = 'subject' AND name <> ''")
    crowds = [(name,) for (name,) in told if not names_one_person(names.clean(name))]
    scope.bring("crowd", {"name": "string"}, crowds)
    return scope.rows(
        """
        WITH told AS (
            FROM participant WHERE role IN ('subject', 'self') AND name NOT IN (FROM crowd)
        )
        SELECT DISTINCT least(a.i, b.i), greatest(a.i, b.i) FROM (
            SELECT n, role, min(i) AS i FROM told GROUP BY n, role HAVING count(DISTINCT i) > 1
        ) a JOIN told b ON a.n = b.n AND a.role = b.role AND a.i <> b.i
        """
    )


def _apart(scope: Scope, by_owner: dict[str, Profiles]) -> list[tuple[int, int]]:
    """Return pairs seen as different participants of one mail, where a name word is shared.

    Only such pairs could be merged at all, so only they need evidence against.
    """
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for seen in by_owner.values():
        for i, one in seen.items():
            if one.kind == "person" and i >= 0:
                said = {word for name, _ in one.names[:_NAMES_COMPARED] for word in words(name)}
                for word in said:
                    bearers[word].append(i)
    shared = [(i, n) for n, some in enumerate(bearers.values()) if len(some) > 1 for i in some]
    if not shared:
        return []
    scope.bring("name_word", {"i": "hash", "word": "int32"}, shared)
    return scope.rows(
        f"""
        WITH spoken AS (
            SELECT DISTINCT n, i FROM participant SEMI JOIN name_word USING (i)
            WHERE position < {_APART_PARTICIPANTS_MAX}
                AND role IN ('from', 'to', 'cc', 'organizer', 'attendee')
        ),
        worded AS (SELECT s.n, s.i, w.word FROM spoken s JOIN name_word w USING (i))
        SELECT DISTINCT a.i, b.i FROM worded a
        JOIN worded b ON a.n = b.n AND a.word = b.word AND a.i < b.i
        """
    )


def _written_to(
    scope: Scope, by_owner: dict[str, Profiles], mine: dict[str, set[str]]
) -> tuple[set[int], set[int]]:
    """Return whom the owner ever wrote to or met, and the addresses that only ever wrote.

    Of these neither a list, a meeting, a chat, a card nor the mail of somebody known tells. Of an
    owner of whom no mail is seen, nobody can say whom they answered.
    """
    _bring_own(scope, by_owner, mine)
    scope.db.execute(_ANSWERED)
    answered = {i for (i,) in scope.rows("FROM answered")}
    return answered, {i for (i,) in scope.rows(_ONLY_WROTE)}


_SENT = "SELECT n FROM participant WHERE role = 'from' AND i IN (FROM own)"
_ANSWERED = f"""
    CREATE OR REPLACE TEMP TABLE answered AS
    SELECT i FROM participant WHERE role <> 'from' AND n IN ({_SENT}) AND i NOT IN (FROM own)
    UNION
    SELECT p.i FROM reference r JOIN participant p ON p.n = r.parent_n AND p.role = 'from'
    WHERE r.n IN ({_SENT}) AND p.i NOT IN (FROM own)
    UNION
    SELECT i FROM participant SEMI JOIN (FROM fact WHERE kind IN ('event', 'chat')) USING (n)
    WHERE i NOT IN (FROM own)
"""
_ONLY_WROTE = f"""
    WITH known AS (
        FROM answered
        UNION
        SELECT p.i FROM participant p JOIN fact f USING (n)
        WHERE f.kind <> 'mail' OR f.automatic = 'list' OR f.list_id <> ''
    ),
    named AS (
        SELECT i FROM participant WHERE role <> 'from'
            AND n IN (SELECT n FROM participant WHERE role = 'from' AND i IN (FROM known))
    )
    SELECT i FROM who WHERE starts_with(identity, 'email:') AND i NOT IN (FROM own)
        AND i NOT IN (FROM known) AND i NOT IN (FROM named)
        AND owner IN (SELECT owner FROM fact WHERE n IN ({_SENT}))
"""


def _said(scope: Scope, owner: str, verb: str) -> Pairs:
    """Return the pairs of identities a decision is about; decisions are the book's owner's."""
    said = scope.decided(verb) if owner == scope.owner else []
    return [(one.identity, one.other) for one in said if one.other]


def _decided(scope: Scope, owner: str, verb: str) -> Pairs:
    """Return the pairs said to be the same, or different; of each pair the later word counts."""
    said = scope.decided("same", "different") if owner == scope.owner else []
    last = {frozenset((one.identity, one.other)): one for one in said}
    return [(one.identity, one.other) for one in last.values() if one.verb == verb]


def _not_mine(scope: Scope, owner: str, mine: set[str]) -> Pairs:
    denied = said_mine(scope, denied=True) if owner == scope.owner else set()
    return [(one, own) for one in sorted(denied) for own in sorted(mine)]


def _chain(identities: Sequence[str]) -> Pairs:
    return [(identities[0], other) for other in identities[1:]]


# ── the tables ───────────────────────────────────────────────────────────────────────────


def _add(
    made: dict[str, list[Row]],
    owner: str,
    seen: Profiles,
    resolution: Resolution,
    mine: set[str],
) -> None:
    """Add an owner's rows to those of the tables."""
    chief = resolution.representative
    members: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in seen.values():
        members[chief[profile.identity]].append(profile)
    own = {chief[identity] for identity in mine}
    for first, group in members.items():
        made["person"].append(_person_row(owner, first, group, is_me=first in own))
        made["identity"] += [
            (
                owner,
                profile.identity,
                identity_id(profile.identity),
                identity_id(first),
                "me" if first in own else profile.kind,
                profile.names[0][0] if profile.names else "",
                profile.first_us,
                profile.uses,
            )
            for profile in group
        ]
    made["merge"] += [(m.left, m.right, m.rule, m.score, m.text) for m in resolution.merges]
    for q in resolution.questions:
        text, others = q.text, [one for one in (q.left, q.right) if chief[one] not in own]
        if len(others) == 1:
            text = f"Is {others[0].partition(':')[2]} you? {text}"
        if q.held or len(others) > 1:
            made["question"].append((q.left, q.right, q.score, q.settles, text))


def _earlier_rows(
    scope: Scope, owner: str, seen: Profiles, resolution: Resolution, mine: set[str]
) -> list[Row]:
    """Return the identities that the first format of facts had: what was said of them holds.

    Where that format had one for several, whoever is seen most was shown, and is meant.
    """
    by_identity = {profile.identity: profile for profile in seen.values()}
    meant: dict[str, Profile] = {}
    for earlier, identity in scope.rows(_EARLIER.format(**scope.facts)):
        profile = by_identity.get(identity)
        if profile and earlier not in by_identity:
            before = meant.setdefault(earlier, profile)
            meant[earlier] = max(before, profile, key=lambda one: (one.uses, one.identity))
    own = {resolution.representative[identity] for identity in mine}
    return [
        (
            owner,
            earlier,
            identity_id(earlier),
            identity_id(resolution.representative[profile.identity]),
            "me" if resolution.representative[profile.identity] in own else "earlier",
            "",
            NEVER_US,
            0,
        )
        for earlier, profile in sorted(meant.items())
    ]


_EARLIER = """
    SELECT DISTINCT earlier, identity FROM address
    WHERE earlier <> '' AND earlier IN (FROM ({earlier}))
"""


def _person_row(owner: str, first: str, group: list[Profile], *, is_me: bool) -> Row:
    return (
        owner,
        identity_id(first),
        first,
        best_name(group),
        is_me,
        _group_kind(group),
        len(group),
        min(profile.first_us for profile in group),
        " ".join(sorted({domain_of(p.identity) for p in group} - {""})),
        min((profile.died for profile in group if profile.died), default=""),
    )


def _group_kind(group: Iterable[Profile]) -> str:
    """Return "person" when any identity is a person's: a card may list an office address too."""
    kinds = Counter(profile.kind for profile in group)
    return "person" if kinds["person"] else min(kinds, key=lambda kind: (-kinds[kind], kind))


def best_name(group: Iterable[Profile]) -> str:
    """Return the name a person is shown by: the full one used most, else any, else the address."""
    spoken: Counter[str] = Counter()
    for profile in group:
        for name, uses in profile.names:
            spoken[name] += uses
    if len(spoken) > 1:
        return max(spoken, key=lambda name: (_is_full(name), spoken[name], name))
    if spoken:
        return next(iter(spoken))
    identity = min((profile.first_us, profile.identity) for profile in group)[1]
    namespace, _, value = identity.partition(":")
    return value.rpartition("/")[2] if namespace == "name" else value


_is_full = lru_cache(maxsize=1 << 16)(names.is_full)
