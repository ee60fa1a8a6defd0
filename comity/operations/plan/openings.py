"""Contacts in; my first words to each after a silence, and who answers such words, out.

A *first word* is mine, to one person alone, with nothing between us for two weeks before; it is
answered by whatever comes back within two weeks, a meeting or call too. Who answered before
answers again: of what one person's own log shows, nothing tells better who will (docs/science.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from comity.operations.moment import DAY_US

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

Number = TypeVar("Number", float, "Floats")

SILENT_DAYS = 14
ANSWER_DAYS = 14
PRIOR = 3  # first words' worth of the owner's own share, beside each person's

# Of all owners in ``contact``, up to $until_us.
OPENINGS = f"""
    WITH passed AS (
        SELECT owner, person, at_us, direction, interaction, recipients,
            at_us - lag(at_us) OVER (PARTITION BY owner, person ORDER BY at_us, key) AS silent_us
        FROM contact WHERE addressed AND at_us <= $until_us
    ),
    opening AS (
        FROM passed WHERE direction = 'out' AND recipients = 1
            AND interaction IN ('mail', 'message') AND silent_us > {SILENT_DAYS * DAY_US}
    )
    SELECT o.owner, o.person, o.at_us, o.silent_us,
        coalesce(b.at_us - o.at_us <= {ANSWER_DAYS * DAY_US}, false) AS answered
    FROM opening o ASOF LEFT JOIN (FROM passed WHERE direction <> 'out') b
        ON o.owner = b.owner AND o.person = b.person AND o.at_us < b.at_us
"""


def owner_share(answered: Number, asked: Number) -> Number:
    """Return the share of an owner's first words that were answered, half where there are none."""
    return (answered + 1) / (asked + 2)


def standing(answered: Number, asked: Number, mine: Number, two_way_days: Number) -> Number:
    """Return by what ties at rest are ordered: the share answered, then the days both ways.

    The share is drawn to the owner's own, the more the fewer first words there were (Beta prior).
    Numbers or arrays of them.
    """
    share = (answered + PRIOR * mine) / (asked + PRIOR)
    return share + two_way_days / 1e6  # days settle equal shares
