"""What each person said in, how many people said each word out: people, never occurrences."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.language.definition.lexicon import Tone
    from comity.language.definition.said import Said

EXPRESSION_PEOPLE_MIN = 3  # said by fewer, an expression is counted by its words


@dataclass(frozen=True, slots=True)
class Counted:
    """A word or expression, under the form that people used most, and who said it.

    ``people`` are places in the answers, from 0.
    """

    key: str
    form: str
    tone: Tone
    people: tuple[int, ...]
    forms: tuple[str, ...]  # all that were joined, the commonest first


def tally(answers: Sequence[Sequence[Said]]) -> list[Counted]:
    """Return what was said, what most people said first; ties by the alphabet."""
    often = _often(answers)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    tones: defaultdict[str, Counter[Tone]] = defaultdict(Counter)
    people: defaultdict[str, list[int]] = defaultdict(list)
    for person, answer in enumerate(answers):
        for key, one in _of_one(answer, often).items():
            forms[key][one.form] += 1
            tones[key][one.tone] += 1
            people[key].append(person)
    found = [
        Counted(key, shown[0], tones[key].most_common(1)[0][0], tuple(people[key]), shown)
        for key, counted in forms.items()
        if (shown := _by_use(counted))
    ]
    return sorted(found, key=lambda one: (-len(one.people), one.form))


def _often(answers: Sequence[Sequence[Said]]) -> frozenset[str]:
    """Return the expressions that enough people said."""
    counted = Counter(one.key for answer in answers for one in answer if one.parts)
    return frozenset(key for key, n in counted.items() if n >= EXPRESSION_PEOPLE_MIN)


def _of_one(answer: Sequence[Said], often: frozenset[str]) -> dict[str, Said]:
    """Return what one person said by key, an expression that few said taken by its words."""
    found: dict[str, Said] = {}
    for one in answer:
        for each in one.parts if one.parts and one.key not in often else (one,):
            found.setdefault(each.key, each)
    return found


def _by_use(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(form for form, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0])))
