"""A text in, how politely it asks out: the probability that its readers would call it polite.

Fitted on requests between editors of Wikipedia, each of a sentence or two, of which the politest
and the least polite quarter by five readers' scores were told apart (Danescu-Niculescu-Mizil et
al., ACL 2013). It does not transfer to every place: on the same authors' requests from a site of
programmers it is right three times in five. English alone.
"""

from __future__ import annotations

from itertools import pairwise

from comity.language.features import length, phrases, places, spellings, words
from comity.language.sentences import split
from comity.models.phrases import load, sigmoid

_SENTENCES_MAX = 60


def politeness(text: str) -> float:
    """Return the probability that a text is polite, over its sentences two by two; else 0.5."""
    said = split(text)[:_SENTENCES_MAX]
    if not said:
        return 0.5
    pairs = [" ".join(two) for two in pairwise(said)] or [said[0]]
    model = load("politeness")
    return sigmoid(sum(model.log_odds(features(pair)) for pair in pairs) / len(pairs))


def features(request: str) -> set[str]:
    """Return what the model weighs: words, their places and their spelling."""
    said = words(request)
    return phrases(said) | places(said) | spellings(said) | {length(said)}
