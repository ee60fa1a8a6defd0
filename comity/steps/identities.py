"""From participants, claims and decisions: who is who.

Makes ``identity`` (each identity, its kind and its person), ``person`` (one row a person, the
owner among them), ``merge`` (every link with its evidence) and ``question`` (doubtful pairs).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from comity.linkage import Evidence, Profile, resolve
from comity.normalise import name as names
from comity.normalise import organisation
from comity.normalise.address import domain_of, kind_of
from comity.schema import IDENTITY, MERGE, PERSON, QUESTION, identity_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.linkage import Resolution
    from comity.steps.scope import Scope

NEVER_US = 2**62  # first sight of what no dated record shows
_LIST_AUTHORS_MIN = 5  # an address this many people wrote to, that never wrote itself
_CLAIM_USES = 3  # a name the user's own address book gives counts like three mails
_APART_PARTICIPANTS_MAX = 30


def make(scope: Scope) -> None:
    """Resolve identities into persons."""
    remembered = _remembered(scope)
    profiles = _profiles(scope, remembered)
    mine = _mine(scope, profiles)
    evidence = Evidence(
        together=[*_together(scope), *_remembered_pairs(scope)],
        apart=_apart(scope, profiles),
        same=[*_decided(scope, "same"), *_chain(sorted(mine))],
        different=_decided(scope, "different"),
    )
    resolution = resolve(profiles, evidence)
    _write(scope, profiles, resolution, mine)


def _profiles(scope: Scope, remembered: dict[str, str]) -> list[Profile]:
    uses = _rows(
        scope,
        """
        SELECT p.identity, coalesce(min(f.at_us), 4611686018427387904), count(DISTINCT p.key),
            count(*) FILTER (p.role = 'from'),
            count(*) FILTER (p.role = 'from' AND f.automatic IN ('bulk', 'service', 'bounce')),
            bool_or(l.identity IS NOT NULL)
        FROM participant p JOIN fact f USING (owner, key)
        LEFT JOIN list_address l ON l.identity = p.identity
        WHERE p.identity <> '' GROUP BY p.identity
        """,
    )
    spoken, employers = _names(scope, remembered), _organisations(scope)
    made = [
        Profile(
            identity=identity,
            names=tuple(spoken[identity].most_common()),
            kind=_kind(identity, spoken[identity], authored, by_program, is_list=is_list),
            organisations=tuple(sorted(employers[identity])),
            first_us=first_us,
            uses=count,
        )
        for identity, first_us, count, authored, by_program, is_list in uses
    ]
    known = {profile.identity for profile in made}
    return made + [
        Profile(identity, tuple(spoken[identity].most_common()), "person", (), NEVER_US, 0)
        for identity in sorted(remembered.keys() - known)
    ]


def _kind(
    identity: str, spoken: Counter[str], authored: int, by_program: int, *, is_list: bool
) -> str:
    """Return what an identity is: by its mails first, then by its address and name."""
    if is_list:
        return "list"
    name = spoken.most_common(1)[0][0] if spoken else ""
    kind = kind_of(identity, name)
    if kind == "person" and authored and authored == by_program:
        return "robot"
    return kind


def show_lists(scope: Scope) -> None:
    """Make ``list_address``: what a List-Id names, or many write to and nobody writes from."""
    scope.db.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE list_address AS
        WITH ids AS (SELECT DISTINCT list_id FROM fact WHERE list_id <> ''),
        author AS (SELECT key, identity FROM participant WHERE role = 'from'),
        addressed AS (
            SELECT p.identity, count(DISTINCT a.identity) AS authors,
                max(length(p.name) - length(replace(p.name, ' ', ''))) AS spaces
            FROM participant p JOIN author a USING (key)
            JOIN fact f ON f.key = p.key AND f.kind = 'mail'
            WHERE p.role IN ('to', 'cc') GROUP BY p.identity
        )
        SELECT DISTINCT p.identity FROM participant p
        JOIN ids ON replace(p.identity[7:], '@', '.') = ids.list_id
        WHERE starts_with(p.identity, 'email:')
        UNION
        SELECT d.identity FROM addressed d
        WHERE d.authors >= {_LIST_AUTHORS_MIN} AND d.spaces = 0
            AND d.identity NOT IN (SELECT identity FROM author)
            AND d.identity NOT IN (
                SELECT unnest(string_split(delivered_to, ' ')) FROM fact WHERE folder = 'sent')
        """
    )


def _names(scope: Scope, remembered: dict[str, str]) -> defaultdict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spoken = """
        SELECT identity, name, count(*), 1 FROM participant WHERE name <> '' GROUP BY ALL
        UNION ALL
        SELECT identity, value, count(*), 3 FROM claim
        WHERE attribute = 'name' AND value <> '' GROUP BY ALL
    """
    for identity, name, count, factor in _rows(scope, spoken):
        cleaned = names.clean(name) if factor == _CLAIM_USES else name
        if cleaned:
            found[identity][cleaned] += count * factor
    for identity, name in remembered.items():
        found[identity][name] += _CLAIM_USES
    return found


def _organisations(scope: Scope) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    claimed = "SELECT DISTINCT identity, value FROM claim WHERE attribute = 'organisation'"
    for identity, value in _rows(scope, claimed):
        if key := organisation.key(value):
            found[identity].add(key)
    return found


# ── who I am ─────────────────────────────────────────────────────────────────────────────


def _mine(scope: Scope, profiles: Sequence[Profile]) -> set[str]:
    """Return my identities: said, told by an export's own profile, or shown by a Sent folder."""
    said = {one.identity for one in scope.said("me") if not (one.value or {}).get("not")}
    denied = {one.identity for one in scope.said("me") if (one.value or {}).get("not")}
    told = "SELECT DISTINCT identity FROM participant WHERE role = 'self'"
    sent = """
        SELECT DISTINCT p.identity FROM participant p JOIN fact f USING (owner, key)
        WHERE f.folder = 'sent' AND p.role = 'from'
    """
    mine = said | {row[0] for row in _rows(scope, told)}
    people = {profile.identity for profile in profiles if profile.kind == "person"}
    mine |= {row[0] for row in _rows(scope, sent)} & people
    if not mine:
        mine = _delivered(scope) & people
    return (mine | _namesakes(profiles, mine)) - denied


def _delivered(scope: Scope) -> set[str]:
    """Return the address most mails were delivered to, if it is also seen as an author."""
    rows = _rows(
        scope,
        """
        WITH delivered AS (
            SELECT unnest(string_split(delivered_to, ' ')) AS identity FROM fact
            WHERE delivered_to <> ''
        )
        SELECT identity, count(*) FROM delivered
        WHERE identity IN (SELECT identity FROM participant WHERE role = 'from')
        GROUP BY identity HAVING count(*) * 2 >= (
            SELECT count(*) FROM fact WHERE delivered_to <> '')
        """,
    )
    return {identity for identity, _ in rows}


def _namesakes(profiles: Sequence[Profile], mine: set[str]) -> set[str]:
    """Return profiles and chat names that bear my full name: exports do not mark their owner."""
    own = {
        names.words(name)
        for profile in profiles
        if profile.identity in mine
        for name, _ in profile.names[:1]
        if names.is_full(name)
    }
    alike: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        namespace = profile.identity.partition(":")[0]
        if namespace not in {"name", "linkedin"} or not profile.names:
            continue
        if names.words(profile.names[0][0]) in own:
            within = profile.identity.rpartition("/")[0] if namespace == "name" else namespace
            alike[within].append(profile)
    return {max(found, key=lambda profile: profile.uses).identity for found in alike.values()}


# ── evidence ─────────────────────────────────────────────────────────────────────────────


def _together(scope: Scope) -> list[tuple[str, str]]:
    rows = _rows(
        scope,
        """
        SELECT min(identity), list(DISTINCT identity) FROM participant
        WHERE role IN ('subject', 'self') AND identity <> '' GROUP BY owner, key, role
        HAVING count(DISTINCT identity) > 1
        """,
    )
    return [(first, other) for first, others in rows for other in others if other != first]


def _apart(scope: Scope, profiles: Sequence[Profile]) -> list[tuple[str, str]]:
    """Return pairs seen as different participants of one mail, where a name word is shared.

    Only such pairs could be merged at all, so only they need evidence against.
    """
    tokens = [
        (profile.identity, word)
        for profile in profiles
        if profile.kind == "person"
        for word in {word for name, _ in profile.names[:3] for word in names.words(name)}
    ]
    if not tokens:
        return []
    _show_pairs(scope, "name_word", tokens)
    return _rows(
        scope,
        f"""
        WITH small AS (
            SELECT key FROM participant GROUP BY key
            HAVING count(*) BETWEEN 2 AND {_APART_PARTICIPANTS_MAX}
        ),
        spoken AS (
            SELECT DISTINCT p.key, p.identity, w.word FROM participant p
            SEMI JOIN small USING (key) JOIN name_word w ON w.identity = p.identity
            WHERE p.role IN ('from', 'to', 'cc', 'organizer', 'attendee')
        )
        SELECT DISTINCT a.identity, b.identity FROM spoken a
        JOIN spoken b ON a.key = b.key AND a.word = b.word AND a.identity < b.identity
        """,
    )


def _show_pairs(scope: Scope, name: str, pairs: Sequence[tuple[str, str]]) -> None:
    import pyarrow as pa

    left, right = zip(*pairs, strict=True)
    table = pa.table({"identity": pa.array(left), "word": pa.array(right)})
    scope.db.register(f"{name}_rows", table)
    scope.db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {name}_rows")
    scope.db.unregister(f"{name}_rows")


def _decided(scope: Scope, verb: str) -> list[tuple[str, str]]:
    return [(one.identity, one.other) for one in scope.said(verb)]


def _chain(identities: Sequence[str]) -> list[tuple[str, str]]:
    return [(identities[0], other) for other in identities[1:]]


def _remembered(scope: Scope) -> dict[str, str]:
    """Return the identities the user gave from memory, with the name they gave."""
    return {one.identity: str(one.value["name"]) for one in scope.said("remember")}


def _remembered_pairs(scope: Scope) -> list[tuple[str, str]]:
    said = scope.said("remember")
    return [(one.identity, one.other) for one in said if one.other]


# ── the tables ───────────────────────────────────────────────────────────────────────────


def _write(
    scope: Scope, profiles: Sequence[Profile], resolution: Resolution, mine: set[str]
) -> None:
    chief = resolution.representative
    members: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        members[chief[profile.identity]].append(profile)
    owners = {chief.get(identity, identity) for identity in mine}
    scope.write("identity", IDENTITY, _identity_rows(scope, members, owners))
    scope.write("person", PERSON, _person_rows(scope, members, owners))
    merges = [(m.left, m.right, m.rule, m.score, m.text) for m in resolution.merges]
    scope.write("merge", MERGE, merges)
    doubtful = [
        (q.left, q.right, q.score, q.text)
        for q in resolution.questions
        if not {chief[q.left], chief[q.right]} & owners
    ]
    scope.write("question", QUESTION, doubtful)


def _identity_rows(
    scope: Scope, members: dict[str, list[Profile]], owners: set[str]
) -> list[tuple[object, ...]]:
    return [
        (
            scope.owner,
            profile.identity,
            identity_id(profile.identity),
            identity_id(chief),
            "me" if chief in owners else profile.kind,
            profile.names[0][0] if profile.names else "",
            profile.first_us,
            profile.uses,
        )
        for chief, group in members.items()
        for profile in group
    ]


def _person_rows(
    scope: Scope, members: dict[str, list[Profile]], owners: set[str]
) -> list[tuple[object, ...]]:
    return [
        (
            scope.owner,
            identity_id(chief),
            chief,
            best_name(group),
            chief in owners,
            _group_kind(group),
            len(group),
            min(profile.first_us for profile in group),
            " ".join(sorted({domain_of(p.identity) for p in group} - {""})),
        )
        for chief, group in members.items()
    ]


def _group_kind(group: Iterable[Profile]) -> str:
    """Return "person" when any identity is a person's: a card may list an office address too."""
    kinds = Counter(profile.kind for profile in group)
    return "person" if kinds["person"] else kinds.most_common(1)[0][0]


def best_name(group: Iterable[Profile]) -> str:
    """Return the name a person is shown by: the full one used most, else any, else the address."""
    spoken: Counter[str] = Counter()
    for profile in group:
        for name, uses in profile.names:
            spoken[name] += uses
    if spoken:
        return max(spoken, key=lambda name: (names.is_full(name), spoken[name], name))
    identity = min((profile.first_us, profile.identity) for profile in group)[1]
    namespace, _, value = identity.partition(":")
    return value.rpartition("/")[2] if namespace == "name" else value


def _rows(scope: Scope, sql: str) -> list[Any]:
    return scope.db.execute(sql).fetchall()
