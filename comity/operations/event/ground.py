"""What two guests have in common, in their own words, and a question to begin with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.operations.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.operations.event.attendee import Attendee

LINES = 2
_WORD = re.compile(r"[^\W\d_]{4,}|\d{4,}")
_SAYS_LITTLE = frozenset(
    "about also anyone from help have into know like look looking people some somebody someone "
    "that their them they this what when where which with work working your".split()
)
_NAMED_MAX = 3


def common_ground(one: Attendee, other: Attendee) -> tuple[str, ...]:
    """Return up to two lines that ``one`` reads of what they and another have in common.

    What the other offers of what one seeks comes first, then the reverse, then what both like.
    """
    found = [
        f"They offer {offer}; you seek {ask}" for ask, offer in _answered(one.asks, other.offers)
    ]
    found += [
        f"They seek {ask}; you offer {offer}" for ask, offer in _answered(other.asks, one.offers)
    ]
    liked = _both(one.interests, other.interests)
    if liked:
        found.append(f"You both like {listed(liked[:_NAMED_MAX])}")
    if one.role and one.role.casefold() == other.role.casefold():
        found.append(f"You both are here as {one.role}")
    if one.newcomer and other.newcomer:
        found.append("You both are here for the first time")
    return tuple(found[:LINES])


def opener(one: Attendee, other: Attendee) -> str:
    """Return one question to begin with, on what is the other's own."""
    liked = _both(one.interests, other.interests)
    if other.asks:
        return f"What would help you most with {other.asks[0]}?"
    if liked:
        return f"What got you into {liked[0]}?"
    if other.interests:
        return f"How did you come to {other.interests[0]}?"
    if other.offers:
        return f"Whom did you help last with {other.offers[0]}?"
    return "What are you working on that you would gladly talk about?"


def _both(one: Iterable[str], other: Iterable[str]) -> list[str]:
    theirs = {word.casefold() for word in other}
    return [word for word in one if word.casefold() in theirs]


def _answered(asks: Iterable[str], offers: Iterable[str]) -> list[tuple[str, str]]:
    """Return each ask with an offer that speaks of the same."""
    offered = [(offer, _words(offer)) for offer in offers]
    return [(ask, offer) for ask in asks for offer, words in offered if _words(ask) & words]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _SAYS_LITTLE
