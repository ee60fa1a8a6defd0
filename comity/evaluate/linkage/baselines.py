"""Profiles in, partitions out, by the plain rules that linkage has to beat.

``gambit`` follows Gote and Zingg (MSR 2021): the likeness of two identities is the greatest of
that of their full names, of the worse of first and last name, of their local parts, and 1 where
a local part is spelled from a name; from .95 they are one. Every two are compared.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

from comity.linkage.clustering import Clusters
from comity.linkage.subject import subject
from comity.normalise.name import fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from comity.linkage.vocabulary import Profile

Partition: TypeAlias = dict[str, str]  # identity -> a member of its cluster
Pair: TypeAlias = tuple[int, int]  # places of two profiles, the earlier first
Likeness: TypeAlias = dict[Pair, float]

ALIKE = 0.95
_LONG = 8  # letters of a local part that is hardly chosen twice
_LOCAL_LETTERS = 4
_CHUNK = 256  # values compared with all others at a time


def exact_name(profiles: Sequence[Profile]) -> Partition:
    """Put together those whose main name is the same and has two words or more."""
    return _by_key(profiles, lambda one: " ".join(_name(one)))


def same_local_part(profiles: Sequence[Profile]) -> Partition:
    """Put together those whose addresses share a local part of eight letters or more."""
    return _by_key(profiles, lambda one: local if len(local := _local(one)) >= _LONG else "")


def _by_key(profiles: Sequence[Profile], key: Callable[[Profile], str]) -> Partition:
    heads: dict[str, str] = {}
    return {
        one.identity: heads.setdefault(found, one.identity) if (found := key(one)) else one.identity
        for one in profiles
    }


def gambit(profiles: Sequence[Profile], likeness: Likeness) -> Partition:
    """Put together all that a chain of likeness connects."""
    head = list(range(len(profiles)))

    def root(place: int) -> int:
        while head[place] != place:
            head[place] = place = head[head[place]]
        return place

    for left, right in likeness:
        head[root(left)] = root(right)
    return {one.identity: profiles[root(place)].identity for place, one in enumerate(profiles)}


def gambit_guarded(profiles: Sequence[Profile], likeness: Likeness) -> Partition:
    """Put together what is alike, the likest first, unless the cluster's names conflict."""
    clusters = Clusters([subject(one, place) for place, one in enumerate(profiles)])
    for left, right in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if clusters.admits(left, right):
            clusters.merge(left, right)
    return {one.identity: profiles[clusters.root(at)].identity for at, one in enumerate(profiles)}


def alike(profiles: Sequence[Profile]) -> Likeness:
    """Return the pairs alike from .95 on; the work grows with the square of their number."""
    names, locals_ = [_name(one) for one in profiles], [_local(one) for one in profiles]
    found: Likeness = {}
    _compare([" ".join(name) for name in names], _nearly_equal, found)
    _compare([(name[0], name[-1]) if name else () for name in names], _nearly_equal_ends, found)
    own = [local if len(local) >= _LOCAL_LETTERS else "" for local in locals_]
    _compare(own, _nearly_equal, found)
    bearers = _places([_letters(local) for local in locals_])
    for place, name in enumerate(names):
        for spelling in _spellings(name):
            for other in bearers.get(spelling, ()):
                if other != place:
                    found[min(place, other), max(place, other)] = 1.0
    return found


def _name(one: Profile) -> tuple[str, ...]:
    """Return the words of the main name if there are two."""
    found = words(one.names[0][0]) if one.names else ()
    return found if len(found) > 1 else ()


def _local(one: Profile) -> str:
    namespace, _, value = one.identity.partition(":")
    return fold(value.rpartition("@")[0]) if namespace == "email" else ""


def _letters(local: str) -> str:
    return "".join(filter(str.isalpha, local))


def _spellings(name: tuple[str, ...]) -> set[str]:
    """Return the local parts made of both names, or of one and the other's initial."""
    if not name:
        return set()
    first, last = name[0], name[-1]
    ends = (first, last), (first[0], last), (first, last[0])
    return {one + other for pair in ends for one, other in (pair, pair[::-1])}


def _places(values: Sequence[Any]) -> dict[Any, list[int]]:
    """Return where each value stands; an empty one stands nowhere."""
    places: defaultdict[Any, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        if value:
            places[value].append(place)
    return places


def _compare(
    values: Sequence[Any],
    near: Callable[[list[Any]], Iterator[tuple[int, int, float]]],
    found: Likeness,
) -> None:
    """Add the pairs of profiles whose values are near, each different value compared once."""
    places = _places(values)
    different = list(places)
    for one, other, score in near(different):
        for left, right in product(places[different[one]], places[different[other]]):
            if left != right:
                pair = min(left, right), max(left, right)
                found[pair] = max(score, found.get(pair, 0.0))


def _nearly_equal(values: list[str]) -> Iterator[tuple[int, int, float]]:
    for start in range(0, len(values), _CHUNK):
        yield from _hits(_likeness(values[start : start + _CHUNK], values), start)


def _nearly_equal_ends(values: list[tuple[str, str]]) -> Iterator[tuple[int, int, float]]:
    import numpy as np

    firsts, lasts = [first for first, _ in values], [last for _, last in values]
    for start in range(0, len(values), _CHUNK):
        some = slice(start, start + _CHUNK)
        yield from _hits(
            np.minimum(_likeness(firsts[some], firsts), _likeness(lasts[some], lasts)), start
        )


def _likeness(some: list[str], values: list[str]) -> Any:  # noqa: ANN401 - an array
    """Return the Jaro-Winkler similarity of some values and all; 0 below what counts."""
    import numpy as np
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cdist

    similarity = JaroWinkler.similarity
    return cdist(some, values, scorer=similarity, score_cutoff=ALIKE, dtype=np.float32, workers=-1)


def _hits(matrix: Any, start: int) -> Iterator[tuple[int, int, float]]:  # noqa: ANN401 - an array
    rows, columns = matrix.nonzero()
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if start + row <= column:
            yield start + row, column, float(matrix[row, column])
