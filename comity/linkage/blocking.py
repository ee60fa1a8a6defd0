"""Subjects in, pairs worth comparing out: those that share a name, a local part or a spelling.

Every block is an exact key looked up in a table, so the work grows with the number of
subjects and not with its square. A block larger than its cap is divided by a rarer key; what
is then still too large says nothing about anyone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING, TypeVar

from comity.linkage.names import compatible, likeness, other_forms
from comity.linkage.spelling import spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from comity.linkage.names import Name
    from comity.linkage.subject import Subject

Pair = tuple[int, int]  # indices, the earlier first
Claims = tuple[dict[str, float], dict[str, float]]  # of all spellings, and of full ones alone

Key = TypeVar("Key")

_BLOCK_MAX = 24  # identities that share a key; more are divided by a rarer one
_LETTERS_LEAST = 3
_LONG_KEY = 8  # letters
_ACROSS_MAX = 6
_PART_MAX = 4
_LOOSE = 5  # letters that begin or end a local part
_SIMILAR_MAX = 8  # where more names are nearly one, likeness says little
WORTH = 0.25  # probability from which a pair is looked at
FUZZY = 0.95  # likeness of two spellings of a full name
PATTERNS = {  # share of true pairs among addresses without a name that a name spells
    "full": 0.985,
    "f last": 0.96,
    "first l": 0.93,
    "cut": 0.85,
    "last f": 0.6,
    "last": 0.5,
    "l first": 0.4,
    "first": 0.35,
    "initials": 0.12,
    "syllables": 0.6,
}


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pairs worth comparing, and how contested each spelling is."""

    pairs: set[Pair]
    claims: Claims  # letters of a local part -> weight of the names that spell it


def candidates(subjects: Sequence[Subject]) -> Candidates:
    """Return the pairs worth comparing, each once."""
    place = {one.place: one for one in subjects}
    by_name = _blocks((name, one.place) for one in subjects for name in one.fulls)
    families = {name[-1] for name in by_name}
    by_letters = _blocks(
        (key, one.place) for one in subjects for key in _letter_keys(one, families)
    )
    by_handle = _blocks((key, one.place) for one in subjects for key in _handle_keys(one))
    by_written = _blocks((name, one.place) for one in subjects for name in one.written)
    found = Candidates(set(), ({}, {}))
    spelled = chain(by_letters.items(), by_handle.items())
    sized = chain(
        ((members, _cap(key)) for key, members in spelled),
        ((members, _BLOCK_MAX) for members in by_name.values()),
    )
    for members, cap in sized:
        if len(members) > 1:
            found.pairs.update(_within(members, place, cap=cap))
    by_part = _blocks((p, one.place) for one in subjects if not one.written for p in one.parts)
    for part, members in by_part.items():
        if part in by_letters and len(members) + len(by_letters[part]) <= _cap(part):
            found.pairs.update(_across(members, by_letters[part]))
    _spell(by_written, by_letters, by_part, found)
    found.pairs.update(_similar(by_name))
    found.pairs.update(_loose(subjects, by_written))
    return found


def _blocks(keyed: Iterable[tuple[Key, int]]) -> dict[Key, list[int]]:
    blocks: dict[Key, list[int]] = {}
    for key, index in keyed:
        blocks.setdefault(key, []).append(index)
    return blocks


def _letter_keys(one: Subject, families: set[str]) -> tuple[str, ...]:
    """Return the letters of the local part; with a family's own domain: ada@lovelace.example."""
    if len(one.letters) < _LETTERS_LEAST:
        return ()
    return (one.letters, one.letters + one.site) if one.site in families else (one.letters,)


def _handle_keys(one: Subject) -> tuple[str, ...]:
    account = (f"={one.account}",) if one.account else ()
    same = one.handle == one.letters or len(one.handle) < _LETTERS_LEAST
    return account if same else (one.handle, *account)


def _within(members: list[int], place: dict[int, Subject], *, cap: int) -> Iterator[Pair]:
    """Yield the pairs of a block; of a large one, those that also share something rarer."""
    if len(members) <= cap:
        yield from combinations(members, 2)
        return
    finer: dict[str, list[int]] = defaultdict(list)
    for index in members:
        one = place[index]
        for key in (f"/{one.handle}", *one.employers, *map(" ".join, one.fulls)):
            finer[key].append(index)
    for group in finer.values():
        if len(group) <= cap:
            yield from combinations(group, 2)


def _spell(
    by_written: dict[Name, list[int]],
    by_letters: dict[str, list[int]],
    by_part: dict[str, list[int]],
    found: Candidates,
) -> None:
    """Add named subjects with those whose local part spells their name and hardly another's."""
    hits: list[tuple[Name, str, str]] = []
    seen: set[tuple[str, Name]] = set()  # a name turned round claims nothing anew
    everyone, in_full = found.claims
    known = by_letters.keys() | by_part.keys()
    for name, members in by_written.items():
        for spelling, pattern in _known(name, known):
            if spelling in by_part and len(by_part[spelling]) <= _PART_MAX:
                found.pairs.update(_across(members, by_part[spelling]))
            if spelling in by_letters and len(by_letters[spelling]) <= _cap(spelling):
                hits.append((name, spelling, pattern))
    for name, spelling, pattern in hits:
        if pattern == "full":
            claim = (spelling, tuple(sorted(name)))
            if claim in seen:
                continue
            seen.add(claim)
            in_full[spelling] = in_full.get(spelling, 0.0) + PATTERNS[pattern]
        everyone[spelling] = everyone.get(spelling, 0.0) + PATTERNS[pattern]
    for name, spelling, pattern in hits:
        if PATTERNS[pattern] / share(spelling, pattern, found.claims) >= WORTH:
            found.pairs.update(_across(by_written[name], by_letters[spelling]))


def _known(name: Name, known: set[str]) -> list[tuple[str, str]]:
    """Return the spellings of a name that somebody uses, with their patterns."""
    patterns = spellings(name)
    return [(spelling, patterns[spelling]) for spelling in known.intersection(patterns)]


def _loose(subjects: Sequence[Subject], by_written: dict[Name, list[int]]) -> Iterator[Pair]:
    """Yield subjects whose local parts begin or end alike, or like a spelling of a name."""
    locals_ = _blocks(
        (key, one.place)
        for one in subjects
        if not one.fulls and len(one.letters) >= _LOOSE
        for key in (f"{one.letters[:_LOOSE]}<", f">{one.letters[-_LOOSE:]}")
    )
    few = {key: members for key, members in locals_.items() if len(members) <= _SIMILAR_MAX}
    named: dict[str, list[Name]] = {}
    for name in by_written:
        for key in _loose_keys(name) & few.keys():
            named.setdefault(key, []).append(name)
    for key, members in few.items():
        yield from combinations(members, 2)
        names = named.get(key, ())
        if len(names) <= _SIMILAR_MAX:
            for name in names:
                yield from _across(by_written[name], members)


def _loose_keys(name: Name) -> set[str]:
    """Return how the spellings of a name may begin or end."""
    first, last = name[0], name[-1]
    whole, turned = first + last, last + first
    return {
        whole[:_LOOSE] + "<",
        turned[:_LOOSE] + "<",
        first[0] + last[:4] + "<",
        first[:2] + last[:3] + "<",
        first[:3] + last[:2] + "<",
        first[:4] + last[0] + "<",
        ">" + whole[-_LOOSE:],
        ">" + turned[-_LOOSE:],
    }


def share(letters: str, pattern: str, claims: Claims) -> float:
    """Return among how many the letters that a name spells are shared: itself and its rivals."""
    weight = PATTERNS[pattern]
    return max(claims[pattern == "full"].get(letters, weight) / weight, 1.0)


def _similar(by_name: dict[Name, list[int]]) -> Iterator[Pair]:
    """Yield subjects whose names are the same words in another order or nearly the same."""
    names = list(by_name)
    for block in _groups(names):
        for left, right in combinations(block, 2):
            one, other = names[left], names[right]
            if likeness(one, other) >= FUZZY or compatible(one, other):
                yield from _across(by_name[one], by_name[other])


def _groups(names: list[Name]) -> Iterator[list[int]]:
    """Yield the places of names that share a key; hashes are sorted, as tables would not fit."""
    import numpy as np

    keyed = [(hash(key), place) for place, name in enumerate(names) for key in _keys(name)]
    table = np.array(keyed, dtype=np.int64).reshape(-1, 2)
    table = table[np.lexsort((table[:, 1], table[:, 0]))]
    starts = np.flatnonzero(np.r_[True, np.diff(table[:, 0]) != 0])
    sizes = np.diff(np.r_[starts, len(table)])
    fit = (sizes > 1) & (sizes <= _SIMILAR_MAX)
    for start, size in zip(starts[fit].tolist(), sizes[fit].tolist(), strict=True):
        yield table[start : start + size, 1].tolist()


def _keys(name: Name) -> Iterator[str]:
    """Yield what a name shares with its likely variants: spelling, order, pet names."""
    first, last = name[0], name[-1]
    yield " ".join(sorted(name))
    yield f"{first[:2]}*{len(name)} {last}"
    yield f"{first} {last[:4]}*"
    if len(name) > 2:  # noqa: PLR2004 - a middle name
        yield from {" ".join(sorted((first, last))), " ".join(sorted((first, name[1])))}
    for form in other_forms(first):
        yield f"{min(form, first)}/{max(form, first)} {last}"


def _cap(key: str) -> int:
    """Return how many may share a key: few a short one, which is nobody's own."""
    return _BLOCK_MAX if len(key) >= _LONG_KEY else 1 + len(key) // 2


def _across(lefts: Sequence[int], rights: Sequence[int]) -> Iterator[Pair]:
    """Yield the pairs between the earliest of two groups; the rest follow by their own names."""
    for left in lefts[:_ACROSS_MAX]:
        for right in rights[:_ACROSS_MAX]:
            if left != right:
                yield (left, right) if left < right else (right, left)
