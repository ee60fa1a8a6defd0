"""What a meeting of two is worth: whom each can help, what they share, whom they do not know yet.

Where nothing is known of anybody, every meeting is worth the same, and no score is made up.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from comity.normalise.name import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from comity.operations.event.attendee import Attendee

ReasonKind: TypeAlias = Literal["helps", "helped", "shared", "newcomer"]
_LIKE_MIN = 0.3  # of an ask and an offer; below it they have a common word by chance
_MATCHES_MAX = 3  # reasons told of one kind
_STOP = frozenset(
    """a an and any are as at be by can could do find for from get give have help hint how i im in
    into is it just like looking me meet more my need new of on one or our out people please some
    someone somebody start started that the their them there to want we what who with would you your
    about advice ideas tips good great other others seek seeking offer offering introduction intro
    und oder ein eine einen einer der die das den dem mit fur von zu zum zur ich suche biete wie wer
    le la les un une des du de d l et ou pour avec je cherche el los las una y o para con busco
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_ENDS = (
    "isation",
    "ization",
    "ations",
    "ation",
    "ings",
    "ing",
    "ers",
    "ies",
    "ment",
    "ed",
    "er",
    "es",
    "s",
)
_STEM_MIN = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """What the organiser holds dear: how much each kind counts."""

    help: float = 3.0  # an ask that the other can meet
    both_ways: float = 2.0  # more where each can help the other
    interests: float = 1.0
    newcomers: float = 0.5  # somebody new with a regular
    strangers: float = 1.0  # how much less those who know each other are worth meeting
    meeting: float = 0.2  # any two at all


@dataclass(frozen=True, slots=True)
class MeetingReason:
    """Why two should meet: ``helps``: the first offers what the other seeks; ``helped``: back.

    ``theirs``: the words of the one who seeks, or both's; ``met_by``: those of the one who offers.
    """

    kind: ReasonKind
    theirs: str = ""
    met_by: str = ""


@lru_cache(50_000)
def stems(phrase: str) -> frozenset[str]:
    """Return the words of a phrase by which it is compared: their stems, small words left out."""
    found = _WORD.findall(fold(phrase))
    telling = [word for word in found if word not in _STOP] or found
    return frozenset(map(_stem, telling))


def _stem(word: str) -> str:
    if len(word) <= _STEM_MIN:
        return word.removesuffix("s") if len(word) == _STEM_MIN else word
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= _STEM_MIN:
            return word.removesuffix(end).removesuffix("e").rstrip("y")
    return word.removesuffix("e").rstrip("y")


class Room:
    """Those at one event, by what they said: how like two phrases are hangs on all of them."""

    def __init__(self, guests: Sequence[Attendee], weights: Weights | None = None) -> None:
        self.guests, self.weights = guests, weights or Weights()
        count = Counter(word for one in guests for word in _words_of(one))
        self._rare = {word: math.log(1 + len(guests) / often) for word, often in count.items()}

    @property
    def knows_nothing(self) -> bool:
        """Whether nobody said what they seek, offer or like, or that they are new."""
        return not any(
            one.asks or one.offers or one.interests or one.newcomer is not None
            for one in self.guests
        )

    def like(self, one: str, other: str) -> float:
        """Return how like two phrases are, from 0 to 1: rare words in common count most."""
        return _cosine(stems(one), stems(other), self._rare)

    def reasons(self, one: Attendee, other: Attendee) -> tuple[MeetingReason, ...]:
        """Return why these two should meet, by what they said, the best first."""
        helps = self._met(one.offers, other.asks, "helps")
        helped = self._met(other.offers, one.asks, "helped")
        shared = [
            MeetingReason("shared", here, there)
            for _, here, there in self._likest(one.interests, other.interests)
        ]
        new = [MeetingReason("newcomer")] if {one.newcomer, other.newcomer} == {True, False} else []
        return (*helps, *helped, *shared[:_MATCHES_MAX], *new)

    def _met(
        self, offers: Sequence[str], asks: Sequence[str], kind: ReasonKind
    ) -> list[MeetingReason]:
        found = self._likest(asks, offers)
        return [MeetingReason(kind, ask, offer) for _, ask, offer in found[:_MATCHES_MAX]]

    def _likest(self, left: Sequence[str], right: Sequence[str]) -> list[tuple[float, str, str]]:
        """Return each phrase of one side with the likest of the other, the likest first."""
        best = (
            max(((self.like(one, other), one, other) for other in right), default=(0.0, "", ""))
            for one in left
        )
        return sorted((one for one in best if one[0] >= _LIKE_MIN), key=lambda one: -one[0])

    def worth(self, known: Mapping[frozenset[str], float] | None = None) -> NDArray[np.float64]:
        """Return what each meeting is worth to both together: (n, n), symmetric, never negative.

        ``known``: by two keys, how well they know each other, from 0 to 1 (1: they met at an
        earlier event).
        """
        import numpy as np

        many = len(self.guests)
        if self.knows_nothing:
            total = np.ones((many, many))
        else:
            met = self._helped()
            back, weights = met.T, self.weights
            total = weights.meeting + weights.help * (met + back)
            total += weights.both_ways * np.minimum(met, back)
            total += weights.interests * self._shared()
            new = np.array([one.newcomer is True for one in self.guests])
            old = np.array([one.newcomer is False for one in self.guests])
            mixed = np.outer(new, old)
            total += weights.newcomers * (mixed | mixed.T)
        for pair, how_well in (known or {}).items():
            places = [n for n, one in enumerate(self.guests) if one.key in pair]
            left, right = places if len(places) > 1 else (0, 0)
            less = max(1 - min(self.weights.strangers, 1.0) * how_well, 0.0)
            total[left, right] = total[right, left] = total[left, right] * less
        np.fill_diagonal(total, 0.0)
        return np.asarray(total)

    def _helped(self) -> NDArray[np.float64]:
        """Return how far each (row) is helped by each (column): their asks met, one by one."""
        return self._matched([one.asks for one in self.guests], [one.offers for one in self.guests])

    def _shared(self) -> NDArray[np.float64]:
        interests = [one.interests for one in self.guests]
        found = self._matched(interests, interests)
        return (found + found.T) / 2

    def _matched(
        self, sought: Sequence[tuple[str, ...]], given: Sequence[tuple[str, ...]]
    ) -> NDArray[np.float64]:
        """Return, by who seeks and who gives, the sum over what is sought of the likest given."""
        import numpy as np

        asks = sorted({one for many in sought for one in many})
        offers = sorted({one for many in given for one in many})
        if not asks or not offers:
            return np.zeros((len(sought), len(given)))
        like = self._like_all(asks, offers)
        like[like < _LIKE_MIN] = 0.0
        place = {one: n for n, one in enumerate(offers)}
        best = np.zeros((len(asks), len(given)))
        for column, many in enumerate(given):
            if many:
                best[:, column] = like[:, [place[one] for one in many]].max(axis=1)
        row = {one: n for n, one in enumerate(asks)}
        return np.array([best[[row[one] for one in many]].sum(axis=0) for many in sought])

    def _like_all(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
        from scipy.sparse import csr_array

        words = {word: n for n, word in enumerate(self._rare)}

        def vectors(phrases: Sequence[str]) -> csr_array:
            cells = [
                (n, words[word], self._rare[word] / _length(stems(one), self._rare))
                for n, one in enumerate(phrases)
                for word in stems(one)
            ]
            rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
            return csr_array((values, (rows, columns)), shape=(len(phrases), len(words)))

        found: NDArray[np.float64] = (vectors(left) @ vectors(right).T).toarray()
        return found


def _words_of(guest: Attendee) -> set[str]:
    return {w for one in (*guest.asks, *guest.offers, *guest.interests) for w in stems(one)}


def _length(words: Collection[str], rare: Mapping[str, float]) -> float:
    return math.sqrt(sum(rare[word] ** 2 for word in words)) or 1.0


def _cosine(one: Collection[str], other: Collection[str], rare: Mapping[str, float]) -> float:
    common: Iterable[str] = set(one) & set(other)
    dot = sum(rare[word] ** 2 for word in common)
    return dot / (_length(one, rare) * _length(other, rare)) if dot else 0.0
