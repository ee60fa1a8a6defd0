"""Names in, each with a number; which two of them can be one person's, in columns, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from comity.linkage.columns.blocks import SPAN, cut, joined, strings
from comity.linkage.columns.coding import is_in, lengths, once, texts
from comity.linkage.names import (
    alike,
    certain,
    compatible,
    gendered,
    is_widespread,
    nicknames,
    script,
    sounds_one,
)
from comity.linkage.spelling import ends
from comity.linkage.writing import beginning, skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from comity.linkage.columns.blocks import Floats, Ints, Mask
    from comity.linkage.columns.coding import Texts
    from comity.linkage.names import Name
    from comity.linkage.spelling import Ends

_TWO = 2


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of a book, each once."""

    names: Sequence[Name]
    words: pa.Array  # that begin or end a name, each once
    first: Ints  # number of each name's first word
    last: Ints
    ends: Ends  # those words
    sizes: Ints  # words
    turned: Texts  # the words in alphabetical order
    glued: Ints  # one number for the same letters, however divided
    initials: Ints  # of each word: one number for the same first letter, however spelled
    sounds: Ints  # one number for the consonants of the first and last word
    letters: Ints  # of each word
    nicknames: Mask  # of each word: it has other forms, which may begin otherwise
    scripts: Ints  # one number for the same writing
    widespread: Mask  # of each name: thousands bear it

    @property
    def plain(self) -> Mask:
        """Tell names of two words without other forms."""
        plain: Mask = (self.sizes == _TWO) & ~self.nicknames[self.first]
        return plain

    def at(self, numbers: Ints) -> list[Name]:
        """Return the names of those numbers."""
        return list(map(self.names.__getitem__, numbers.tolist()))

    def compatible(self, left: Ints, right: Ints) -> Mask:
        """Tell which names can be one person's; see ``names.compatible``."""
        found: Mask = (left == right) | (self.glued[left] == self.glued[right])
        short = (self.sizes[left] == _TWO) & (self.sizes[right] == _TWO)
        rest = np.flatnonzero(~found & short)
        found[rest] = self._of_two(left[rest], right[rest])
        rest = rest[found[rest]]
        found[rest] = ~self._two_given(left[rest], right[rest])
        rest = np.flatnonzero(~found & ~short)
        found[rest] = once(compatible, left[rest], right[rest], (self.at, self.at))
        return found

    def sounding(self, left: Ints, right: Ints) -> Mask:
        """Tell which names may be one, written by the ear; see ``names.sounds_one``."""
        found: Mask = self.sounds[left] == self.sounds[right]
        rest = np.flatnonzero(found)
        found[rest] = once(sounds_one, left[rest], right[rest], (self.at, self.at))
        return found

    def certain(self, left: Ints, right: Ints) -> Mask:
        """Tell which names are one without a doubt; see ``names.certain``."""
        found: Mask = (left == right) | (self.glued[left] == self.glued[right])
        rest = np.flatnonzero(~found)
        found[rest] = once(certain, left[rest], right[rest], (self.at, self.at))
        return found

    def _two_given(self, left: Ints, right: Ints) -> Mask:
        """Tell which names are a man's and a woman's; see ``names.two_given``."""
        words = self._words, self._words
        found = once(gendered, self.first[left], self.first[right], words)
        return (found | once(_gendered_family, self.last[left], self.last[right], words)) > 0

    def _of_two(self, left: Ints, right: Ints) -> Mask:
        """Tell which names of two words go together: the longer of the left one's is met first."""
        one, two = self.first[left], self.last[left]
        one, two = np.where(self.letters[two] > self.letters[one], (two, one), (one, two))
        first, last = self.first[right], self.last[right]
        near = self._near(one, first) & self._near(two, last)
        near |= self._near(one, last) & self._near(two, first)
        one, two, first, last = (words[near] for words in (one, two, first, last))
        straight, crossed = self.alike(two, last), self.alike(two, first)
        met = np.where(self.alike(one, first), straight, self.alike(one, last) & crossed)
        met = np.where(one == last, crossed, met)
        found = np.zeros(len(left), bool)
        found[near] = np.where(one == first, straight, met)
        return found

    def alike(self, left: Ints, right: Ints) -> Mask:
        """Tell which two words can be one word of a name; see ``names.alike``."""
        found: Mask = left == right
        rest = np.flatnonzero(~found & self._near(left, right))
        found[rest] = once(alike, left[rest], right[rest], (self._words, self._words))
        return found

    def resembling(self, left: Ints, right: Ints, *, least: float) -> Mask:
        """Tell which names are as alike as that: Jaro-Winkler of the whole, or of both ends."""
        found = self._close(self.first[left], self.first[right], least)
        found[found] = self._close(self.last[left[found]], self.last[right[found]], least)
        rest = np.flatnonzero(~found)
        wholes = ([" ".join(name) for name in self.at(side[rest])] for side in (left, right))
        found[rest] = _likenesses(*wholes) >= least
        return found

    def _close(self, left: Ints, right: Ints, least: float) -> Mask:
        """Tell which words are as alike as that."""
        both, which = np.unique(left * SPAN + right, return_inverse=True)
        close = _likenesses(self._words(both // SPAN), self._words(both % SPAN)) >= least
        return np.asarray(close[which], bool)

    def _near(self, left: Ints, right: Ints) -> Mask:
        """Tell which two words may be alike: none is that begins otherwise and is no nickname."""
        same: Mask = self.initials[left] == self.initials[right]
        return same | (self.nicknames[left] & self.nicknames[right])

    def _words(self, numbers: Ints) -> list[str]:
        found: list[str] = self.words.take(numbers).to_pylist()
        return found


def name_list(names: Sequence[Name]) -> NameList:
    """Return names, of which each is given once, as columns."""
    both = texts([name[0] for name in names] + [name[-1] for name in names])
    words = both.values
    first, last = np.split(both.numbers, 2)
    heard = _heard(words, first, last)
    return NameList(
        names=names,
        words=words,
        first=first,
        last=last,
        ends=ends(words, first, last),
        sizes=np.fromiter(map(len, names), np.int64, len(names)),
        turned=texts([" ".join(sorted(name)) for name in names]),
        glued=texts(["".join(name) for name in names]).numbers,
        initials=_initials(words),
        sounds=np.asarray(pc.dictionary_encode(heard).indices, np.int64),
        letters=lengths(words),
        nicknames=is_in(words, strings(sorted(nicknames()))),
        scripts=texts([script(name) for name in names]).numbers,
        widespread=np.array([is_widespread(name) for name in names], bool),
    )


def _heard(words: pa.Array, first: Ints, last: Ints) -> pa.Array:
    """Return what is heard of names that begin and end with some of the words."""
    heard = strings([skeleton(word) for word in words.to_pylist()])
    return joined(heard.take(first), " ", heard.take(last))


def _initials(words: pa.Array) -> Ints:
    """Return one number for words that may begin alike: Carl and Karl, Philip and Filip."""
    begun = pc.dictionary_encode(cut(words, 2))
    letters = texts([beginning(two) for two in begun.dictionary.to_pylist()]).numbers
    found: Ints = letters[np.asarray(begun.indices, np.int64)]
    return found


def _gendered_family(left: str, right: str) -> bool:
    return gendered(left, right, family=True)


def _likenesses(left: Sequence[str], right: Sequence[str]) -> Floats:
    """Return the Jaro-Winkler similarity of texts, the first with the first and so on."""
    found: Floats = cpdist(left, right, scorer=JaroWinkler.similarity, dtype=np.float64, workers=-1)
    return found
