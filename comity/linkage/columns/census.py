"""People and what names claim in; how often names and local parts occur out: rare says more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.linkage.columns.blocks import strings
from comity.linkage.columns.coding import is_in, some
from comity.linkage.names import nicknames, other_forms

if TYPE_CHECKING:
    from comity.linkage.columns.blocking import Claims
    from comity.linkage.columns.blocks import Floats, Ints, Mask
    from comity.linkage.columns.namelist import NameList
    from comity.linkage.columns.people import People

_COMMON = 0.1  # expected namesakes in the book from which a name alone settles nothing
_NAMES_LEAST = 500  # in a smaller book frequencies say nothing
_CROWD = 12  # identities of one name; nobody has more addresses
_SHARED_WORDS = strings(
    """openstack anonymous username firstname lastname firstlast developer development opensource
    unknown mailinglist newsletter undisclosed nobody-else github gitlab notreally private personal
    business myself example testuser student postmaster webmaster launchpad review reviews code
    patches public lists mailing kernel linux android google email contact hello office gmail
    company engineer software security support service system""".split()
)


@dataclass(frozen=True, slots=True)
class Census:
    """How often what the people of a book are called and write occurs in it."""

    common: Mask  # of each name: two people of the book may well share it
    profiles: Ints  # of each name: its bearers in networks that keep one profile a person
    bearers: Ints  # of each local part's letters and digits
    personal: Mask  # of each such: one person chose it; it is no word that anyone may use
    words: Mask  # of each local part's letters: they are part of somebody's name, no account's own
    shared: Mask  # of each such: a word that anyone may use
    claims: tuple[Floats, Floats]  # of each such: weight of the names, in full and in all
    own: Mask  # of each account's name: one person's, and no name


def census(people: People, claims: Claims) -> Census:
    """Count over people that may be linked."""
    names, handle, account = people.names, people.handle, people.account.values
    carriers = np.bincount(people.fulls.values, minlength=len(names.names))
    words, namesakes = _words(names, carriers > 0)
    bearers = np.bincount(handle.numbers, minlength=len(handle.values))
    crowded = handle.values.filter(pa.array(_contested(people) | (bearers > _CROWD)))
    anyones = pa.concat_arrays([_SHARED_WORDS, people.site.values, crowded])
    letters = people.letters.values
    return Census(
        common=(carriers > _CROWD) | (namesakes > _COMMON),
        profiles=_profiles(people),
        bearers=bearers,
        personal=~is_in(handle.values, anyones),
        words=is_in(letters, words),
        shared=is_in(letters, _SHARED_WORDS),
        claims=_claims(letters, claims),
        own=~is_in(account, anyones) & ~is_in(account, words),
    )


def _words(names: NameList, carried: Mask) -> tuple[pa.Array, Floats]:
    """Return the words of which names are made, and how many namesakes each name should have.

    That many others of the name the book would hold if the words of names mixed freely.
    """
    first, last = (
        np.bincount(end[carried], minlength=len(names.words)) for end in (names.first, names.last)
    )
    often = np.maximum(first, last)
    pairs = (often[names.first] - 1) * (often[names.last] - 1)
    words = names.words.filter(pa.array(often > 0))
    forms = strings(sorted(word for word in nicknames() if other_forms(word)))
    return pa.concat_arrays([words, forms]), pairs / max(int(carried.sum()), _NAMES_LEAST)


def _profiles(people: People) -> Ints:
    networked = (people.network >= 0) & ~people.is_under
    count = len(people.names.names)
    bearer = np.repeat(networked, people.fulls.sizes)
    return np.bincount(people.fulls.values[bearer], minlength=count)


def _contested(people: People) -> Mask:
    """Tell which local parts two people bear whose names do not go together."""
    named = np.flatnonzero(people.has_name)
    handle, name = people.handle.numbers[named], people.aliases.nth(named, 0)
    _, first, which = np.unique(handle, return_index=True, return_inverse=True)
    denied = ~people.names.compatible(name[first][which], name)
    return some(handle[denied], len(people.handle.values))


def _claims(letters: pa.Array, claims: Claims) -> tuple[Floats, Floats]:
    place = np.asarray(pc.fill_null(pc.index_in(letters, value_set=claims.letters), -1), np.int64)
    everyone, full = (np.append(weights, 0.0)[place] for weights in (claims.all, claims.full))
    return full, everyone
