"""Subjects in, pairs of them that are one mailbox under two tags out: eva@ and eva+news@.

Only a provider known to deliver a tagged address to its owner vouches for a nameless one: others
give each correspondent a tag (RFC 5233 leaves the local part's detail to the receiving host).
There both must be called the same.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from comity.linkage.names import certain, is_widespread, words
from comity.normalise.identity import knows_tags, without_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.linkage.columns.blocking import Pair
    from comity.linkage.subject import Subject

_TAGS_MAX = 200  # of one mailbox that are compared with each other


def tagged(subjects: Sequence[Subject]) -> list[Pair]:
    """Return the pairs, the untagged first."""
    place = {one.identity: one for one in subjects if one.linkable}
    mailboxes: defaultdict[str, list[Subject]] = defaultdict(list)
    for one in subjects:
        if one.linkable and "+" in one.identity and without_tag(one.identity) != one.identity:
            mailboxes[without_tag(one.identity)].append(one)
    return sorted(
        pair for plain, some in mailboxes.items() for pair in _pairs(place.get(plain), some)
    )


def _pairs(plain: Subject | None, some: Sequence[Subject]) -> Iterator[Pair]:
    here = [*([plain] if plain else []), *some[:_TAGS_MAX]]
    for number, one in enumerate(here):
        for other in here[:number]:
            if _are_one(one, other):
                yield min(one.place, other.place), max(one.place, other.place)


def _are_one(one: Subject, other: Subject) -> bool:
    mine, theirs = words(one.called), words(other.called)
    if not mine or not theirs:
        return knows_tags(one.domain)
    if not certain(mine, theirs):
        return False
    return knows_tags(one.domain) or (len(mine) > 1 and not is_widespread(mine))
