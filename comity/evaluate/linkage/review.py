"""A sample and the program's questions in; who is who after perfect answers to them out.

As in a book: answers are decisions, and after a round of them everything is resolved anew, which
links more and may ask more. Within a round a question settled by earlier answers is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from comity.linkage.resolution import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.evaluate.linkage.truth import Sample
    from comity.linkage.vocabulary import Resolution

Pair: TypeAlias = tuple[str, str]

_ROUNDS_MAX = 20


class Answers:
    """What was answered, and what follows from it."""

    def __init__(self) -> None:
        """Start with nothing answered."""
        self.same: list[Pair] = []
        self.different: list[Pair] = []
        self._head: dict[str, str] = {}

    def __len__(self) -> int:
        """Return how many questions were answered."""
        return len(self.same) + len(self.different)

    def take(self, pair: Pair, chief: Mapping[str, str], *, is_same: bool) -> None:
        """Keep an answer about two identities, and so about their clusters."""
        (self.same if is_same else self.different).append(pair)
        if is_same:
            left, right = self._roots(pair, chief)
            self._head[left] = right

    def settle(self, pair: Pair, chief: Mapping[str, str]) -> bool:
        """Tell whether earlier answers say already if two clusters are one."""
        roots = self._roots(pair, chief)
        apart = (set(self._roots(each, chief)) for each in self.different)
        return roots[0] == roots[1] or set(roots) in apart

    def _roots(self, pair: Pair, chief: Mapping[str, str]) -> Pair:
        return self._root(chief[pair[0]]), self._root(chief[pair[1]])

    def _root(self, one: str) -> str:
        while one in self._head:
            one = self._head[one]
        return one


def review(sample: Sample, linked: Resolution, *, questions_max: int) -> tuple[int, dict[str, str]]:
    """Return how many questions were answered, and each identity's representative after.

    Only questions about two identities that the truth knows are asked.
    """
    same: list[Pair] = []
    different: list[Pair] = []
    for _ in range(_ROUNDS_MAX):
        answers = _answered(sample, linked, questions_max - len(same) - len(different))
        if not len(answers):
            break
        same += answers.same
        different += answers.different
        linked = resolve(sample.profiles, sample.evidence(same, different))
    return len(same) + len(different), linked.representative


def _answered(sample: Sample, linked: Resolution, budget: int) -> Answers:
    """Answer the questions of one round."""
    answers, chief, truth = Answers(), linked.representative, sample.truth
    for question in linked.questions:
        left, right = question.left, question.right
        if len(answers) == budget:
            break
        if left in truth and right in truth and not answers.settle((left, right), chief):
            answers.take((left, right), chief, is_same=truth[left] == truth[right])
    return answers
