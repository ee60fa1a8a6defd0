"""What a guest is called in the room, and whom a typed name means."""

from __future__ import annotations

import re
from collections import Counter
from itertools import dropwhile
from typing import TYPE_CHECKING

from comity.errors import Ambiguous, NotFound
from comity.normalise.credential import TITLES
from comity.normalise.name import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.operations.event.attendee import Attendee

_NAMED_MAX = 4
_NUMBER = re.compile(r" \(\d+\)$")  # as guests of one name are told apart: "Ada Marsh (2)"


def short_names(guests: Sequence[Attendee]) -> dict[str, str]:
    """Return by key what each is called in the room: as little of the name as tells them apart."""
    ways = [[_first(one.name), _with_initial(one.name), one.name] for one in guests]
    often = [Counter(way[n].casefold() for way in ways) for n in range(2)]
    return {
        one.key: next((way[n] for n in range(2) if often[n][way[n].casefold()] == 1), way[2])
        for one, way in zip(guests, ways, strict=True)
    }


def _first(name: str) -> str:
    return next(iter(_words(name)), name)


def _with_initial(name: str) -> str:
    words = _words(name)
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else name


def _words(name: str) -> list[str]:
    """Return the words of a name without titles before it and the number that tells namesakes."""
    words = _NUMBER.sub("", name).split()
    return list(dropwhile(lambda one: one.casefold().strip(".") in TITLES, words)) or words


def alphabetical(name: str) -> tuple[str, str]:
    """Return what a name is sorted by: accents, strokes, apostrophes and case aside."""
    return fold(name), name


def called(guests: Sequence[Attendee], word: str) -> Attendee:
    """Return the guest a typed name means: the whole name, or as much of it as is nobody else's."""
    wanted = " ".join(word.split())
    if not wanted:
        raise NotFound("no name was given", hint="type the name of a guest")
    sought = alphabetical(wanted)[0]
    names = [(alphabetical(one.name)[0], one) for one in guests]
    exact = [one for name, one in names if name == sought] or [
        one for one in guests if one.key == wanted
    ]
    near = [one for name, one in names if _begins(name, sought)]
    found = exact or near
    if not found:
        raise NotFound(f"no guest is called {wanted}", hint="add them as a latecomer")
    if len(found) > 1:
        some = ", ".join(one.name for one in found[:_NAMED_MAX])
        raise Ambiguous(
            f"{wanted} may be {some}{' or others' if len(found) > _NAMED_MAX else ''}",
            hint="type more of the name",
        )
    return found[0]


def _begins(name: str, sought: str) -> bool:
    """Tell whether the words of a name begin, in order, with the words that were typed."""
    left = iter(name.split())
    return all(any(word.startswith(one) for word in left) for one in sought.split())
