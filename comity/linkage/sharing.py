"""The names an address is seen under in; whose it is, and who else is known by name under it, out.

An address that several people sign belongs to none of them: it is a role. Decided by what is
seen: who signs, whom cards name, how many they are. That the address is a word for an office
(``info``, ``tickets``) only says how much it takes to make it a person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from comity.linkage.names import (
    compatible,
    full,
    gendered,
    is_common_given,
    same,
    words,
)
from comity.linkage.spelling import spellings
from comity.normalise.crowd import is_one_person
from comity.normalise.generation import generation
from comity.normalise.name import clean
from comity.normalise.resource import is_resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.linkage.names import Name

_SLIP_SHARE = 0.05  # a name signed less often on a person's own address is a slip
_OWN_SHARE = 0.5  # of what is signed, by the one whose name the address spells
_PET_LETTERS, _PET_END = 2, 4  # that a pet form shares with the name it is of
_SIGNERS_MAX = 2  # more, and nobody calls the address their own


_OF_MEN = frozenset(
    """mr mister herr hr monsieur m señor sr signor signore sig senhor pan pán herra herre dhr
    meneer господин пан κύριος bay""".split()
)
_OF_WOMEN = frozenset(
    """mrs ms miss frau madame mme mademoiselle mlle señora sra señorita srta signora sig.ra
    senhora pani paní rouva fru mevr mevrouw mw госпожа пані κυρία bayan""".split()
)


class Seen(NamedTuple):
    """How often an address was seen under one name."""

    name: str  # as written
    signed: int  # in mail it wrote
    carded: int  # on cards and rows of an address book
    called: int  # by others who wrote to it


@dataclass(slots=True)
class Bearer:
    """One person seen under an address, by all spellings of their name."""

    name: str  # most used
    names: list[str]  # as written
    signed: int = 0
    carded: int = 0
    called: int = 0


@dataclass(frozen=True, slots=True)
class Shared:
    """Whose an address is: nobody's, or one bearer's, and who else is known under it."""

    owner: Bearer | None
    others: Sequence[Bearer]  # people of their own, known by name under the address
    is_role: bool  # nobody's: a role of several, or of none that is known


def whose(identity: str, seen: Iterable[Seen], *, is_office: bool, is_two_way: bool) -> Shared:
    """Return whose the address is.

    ``is_office``: its local part is a word for an office, a queue or nobody. ``is_two_way``: it
    wrote to somebody who wrote to it.
    """
    seen = list(seen)
    bearers = _bearers(seen, is_office=is_office)
    if not bearers:
        return Shared(None, [], is_role=is_office or _is_household(seen))
    signers = [one for one in bearers if one.signed]
    if is_office:
        alone = bearers[0] if len(bearers) == 1 else None
        known = alone and alone.signed and (is_two_way or alone.carded)
        if alone and known:
            return Shared(alone, [], is_role=False)
        others = [one for one in bearers if one.carded or (one.signed and len(bearers) > 1)]
        return Shared(None, others, is_role=True)
    people = [one for one in bearers if one.signed or one.carded]
    if len(people) < 2:  # noqa: PLR2004 - what others call it is their slip
        return Shared((people or bearers)[0], [], is_role=False)
    owner = _owner(identity, people, signers)
    others = [one for one in people if one is not owner]
    return Shared(owner, others, is_role=owner is None)


def _is_household(seen: Sequence[Seen]) -> bool:
    """Tell names of two by their salutations: Mr and Mrs Marsh, or they and the Marsh family."""
    found: dict[str, set[str]] = {}
    for one in seen:
        first, _, family = " ".join(one.name.split()).casefold().rpartition(" ")
        first = first.rstrip(".")
        said = "he" if first in _OF_MEN else "she" if first in _OF_WOMEN else ""
        if said or (first and not is_one_person(clean(one.name))):
            found.setdefault(family, set()).add(said)
    return any(len(said) > 1 for said in found.values())


def _bearers(seen: Iterable[Seen], *, is_office: bool) -> list[Bearer]:
    """Return the people that the names are of, most seen first."""
    found: list[tuple[Name, str, Bearer]] = []
    ranked = sorted(seen, key=lambda one: (-one.signed, -one.carded, -one.called, one.name))
    signed = sum(one.signed for one in ranked)
    for one in ranked:
        shown = clean(one.name)
        name = words(shown)
        if not full(name) or not is_one_person(shown) or is_resource(shown.rstrip(" 0123456789")):
            continue
        born = generation(shown)
        bearer = next(
            (
                bearer
                for other, when, bearer in found
                if (_is_one(name, other, is_office=is_office) or _is_pet(name, other))
                and (not born or not when or born == when)
            ),
            None,
        )
        if bearer is None:
            slipped = 0 < one.signed < _SLIP_SHARE * signed and not one.carded
            if slipped and not is_office:
                continue
            bearer = Bearer(shown, [])
            found.append((name, born, bearer))
        bearer.names.append(one.name)
        bearer.signed += one.signed
        bearer.carded += one.carded
        bearer.called += one.called
    return [bearer for _, _, bearer in found]


def _is_one(name: Name, other: Name, *, is_office: bool) -> bool:
    """Tell one person's names: spelled otherwise, shortened, or with a new family name."""
    renamed = not is_office and len(name[0]) > 1 and same(name[0], other[0])
    return compatible(name, other) or renamed


def _is_pet(name: Name, other: Name) -> bool:
    """Tell a pet form that no table holds, under one address.

    Joss and Jocelyn Dungarth begin alike; Pippa and Philippa Haxmere end alike. Two given names
    that are both common, Anna and Andreas, are two people's.
    """
    given, whole = sorted((name[0], other[0]), key=len)
    if name[-1] != other[-1] or gendered(given, whole):
        return False
    if is_common_given(given) and is_common_given(whole):
        return False
    return len(given) < len(whole) and (
        given[:_PET_LETTERS] == whole[:_PET_LETTERS] or given[-_PET_END:] == whole[-_PET_END:]
    )


def _owner(identity: str, people: list[Bearer], signers: list[Bearer]) -> Bearer | None:
    """Return the one whose an address is that bears several people's names, if it is one's."""
    if len(signers) == 1:
        return signers[0]
    spelled = [one for one in people if _spells(identity, full(words(one.name)))]
    if len(signers) > _SIGNERS_MAX or len(spelled) != 1:
        return None
    total = sum(one.signed for one in signers)
    return spelled[0] if spelled[0].signed >= _OWN_SHARE * total else None


def _spells(identity: str, name: Name) -> bool:
    """Tell a local part that is made of a given name or of both, and not of a family's alone."""
    local = identity.rpartition("@")[0].partition(":")[2]
    letters = "".join(filter(str.isalpha, local))
    patterns = dict(spellings(name)) if name else {}
    return patterns.get(letters, "last") != "last"
