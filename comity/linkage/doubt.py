"""Pairs that would be linked without asking in; which of them leave a doubt, so that one asks, out.

A doubt is what a person who knows neither of the two would stop at: names that are one only if a
pet form or another order is meant, a name that thousands bear, a generation that only one names,
a student's address beside a professor's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.linkage.columns.coding import once, some
from comity.linkage.columns.match_features import NUMBER, RULES
from comity.linkage.names import is_common_given, widespread
from comity.linkage.spelling import loosely, spellings

if TYPE_CHECKING:
    from comity.linkage.columns.blocks import Ints, Mask
    from comity.linkage.columns.comparison import Compared
    from comity.linkage.columns.people import People
    from comity.linkage.names import Name

_BY_LETTERS = np.array([rule.endswith("local part") or rule == "letters" for rule in RULES])
_ACCOUNT = NUMBER["account name"]
_INITIALS = 2  # letters before or after a family name that make it no rarer


def doubtful(people: People, pairs: Compared, backed: Mask) -> Mask:
    """Tell which pairs should be asked about.

    A widespread name is ``backed`` by a shared employer, or by being the owner's.
    """
    left, right, _ = pairs
    asked = _uncertain(people, left, right)
    asked |= ~backed & _widespread(people, pairs)
    one_sided = people.is_generation[left] ^ people.is_generation[right]
    asked |= one_sided & people.has_name[left] & people.has_name[right]
    return asked | _of_two_roofs(people, left, right) | _are_numbered(people, left, right)


def _uncertain(people: People, left: Ints, right: Ints) -> Mask:
    """Tell pairs of whose names none are one without a doubt."""
    pair, mine, theirs = people.aliases.across(left, right)
    certain = some(pair[people.names.certain(mine, theirs)], len(left))
    return (people.aliases.sizes[left] > 0) & (people.aliases.sizes[right] > 0) & ~certain


def _of_two_roofs(people: People, left: Ints, right: Ints) -> Mask:
    """Tell a student's address from that of somebody who works there."""
    one_site = people.has_site[left] & people.site.same(left, right)
    return one_site & (people.is_student[left] ^ people.is_student[right])


def _are_numbered(people: People, left: Ints, right: Ints) -> Mask:
    """Tell ada.marsh@ from ada.marsh2@ of one organisation, which numbers its namesakes."""
    one_roof = people.has_site[left] & people.domain.same(left, right)
    alike = people.letters.same(left, right) & ~people.handle.same(left, right)
    return one_roof & alike & (people.has_digits[left] | people.has_digits[right])


def _widespread(people: People, pairs: Compared) -> Mask:
    """Tell pairs that agree in nothing but a name that thousands bear, or in letters made of it."""
    left, right, found = pairs
    asked = np.zeros(len(left), bool)
    by_letters = _BY_LETTERS[found["rule"]]
    for named, other in ((left, right), (right, left)):
        some_named = np.flatnonzero(people.aliases.sizes[named] > 0)
        name = people.aliases.nth(named[some_named], 0)
        common = people.names.widespread[name]
        some_named, name = some_named[common], name[common]
        letters = people.letters.numbers[other[some_named]]
        made = once(_is_made, name, letters, (people.names.at, people.letters.at)) > 0
        asked[some_named] |= (found["rule"][some_named] != _ACCOUNT) & (
            ~by_letters[some_named] | made
        )
    bare = by_letters & (people.aliases.sizes[left] == 0) & (people.aliases.sizes[right] == 0)
    for pair in np.flatnonzero(bare):
        asked[pair] = is_anyones(people.subjects[left[pair]].letters)
    return asked


def _is_made(name: Name, letters: str) -> bool:
    return letters in spellings(name) or bool(loosely(name, letters))


def is_anyones(letters: str) -> bool:
    """Tell a widespread family name with an initial or a common given name: jsmith, wanglei."""
    families = widespread()
    if letters in families:
        return True
    return any(
        (end in families and _is_given(start)) or (start in families and _is_given(end))
        for start, end in ((letters[:size], letters[size:]) for size in range(1, len(letters)))
    )


def _is_given(word: str) -> bool:
    return len(word) <= _INITIALS or is_common_given(word)
