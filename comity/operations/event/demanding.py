"""What is asked of the rounds that are left: of those who are there, by what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.event.calling import alphabetical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening
    from comity.rounds.demand import Demand


def demand_of(evening: Evening) -> Demand:
    """Return what is asked, with who is there in which round as the evening tells it."""
    import numpy as np

    from comity.rounds.demand import Demand

    guests = evening.guests
    there = [evening.there(one) for one in range(1, len(evening.seating) + 1)]
    present = np.array([[one.key in now for one in guests] for now in there], bool)
    worth = np.ones((len(guests), len(guests)))
    np.fill_diagonal(worth, 0.0)
    return Demand(
        worth=worth,
        present=present.reshape(len(there), len(guests)),
        forbidden=forbidden(guests),
        size=evening.size,
        uneven="larger",  # on the evening itself nobody is left to sit by
    )


def forbidden(guests: tuple[Attendee, ...]) -> NDArray[np.bool_]:
    """Return who never shares a table with whom: (n, n), by the order of the guests."""
    import numpy as np

    found = np.zeros((len(guests), len(guests)), bool)
    for n, one in enumerate(guests):
        for m, other in enumerate(guests):
            found[n, m] |= n != m and _avoids(one, other)
    return found | found.T


def _avoids(one: Attendee, other: Attendee) -> bool:
    words = {alphabetical(word)[0] for word in one.avoid}
    return bool(words) and not words.isdisjoint(
        {alphabetical(other.name)[0], alphabetical(other.organisation)[0]} - {""}
    )
