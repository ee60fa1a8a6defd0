"""Seeded contacts and questions of several owners, with ties, nulls, meetings and a future."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.measure.tables import DAY_US

if TYPE_CHECKING:
    from tests.measure.tables import Row

LAST_DAY = 900
REGULARS = 2  # people met all along
KINDS = ("mail", "mail", "mail", "message", "meeting", "call", "invitation", "reaction")


def contacts(seed: int, *, count: int, people: int = 12, owners: int = 3) -> list[Row]:
    """Return contacts in bursts, so that some people go quiet and some share their days.

    The first few are met again and again, so that some ties are long and steady.
    """
    random = Random(seed)  # noqa: S311  # a repeatable world, no secret
    starts = {person: random.randrange(LAST_DAY) for person in range(people)}
    rows = []
    for number in range(count):
        person = min(random.randrange(people), random.randrange(people))
        if person < REGULARS:
            day = random.randrange(LAST_DAY)
        else:
            day = min(LAST_DAY, starts[person] + random.choice((0, 1, 2, 7, 30, 200, 500)))
        at_us = day * DAY_US + random.randrange(DAY_US)
        kind = random.choice(KINDS)
        rows.append(
            {
                "owner": f"owner{random.randrange(owners)}",
                "person": f"person{person}",
                "key": f"{number:08x}",
                "at_us": at_us if number % 50 else None,
                "day": day if number % 50 else None,
                "direction": "both"
                if kind in ("meeting", "call")
                else random.choice(("in", "out")),
                "channel": "mail",
                "interaction": kind,
                "addressed": random.random() < 0.8,
                "recipients": random.choice((1, 1, 2, 5)),
                "initiates": random.random() < 0.3,
                "help": random.choice(("", "", "", "given", "received")),
            }
        )
    return rows


def questions(seed: int, met: list[Row]) -> list[Row]:
    """Return questions on some of the contacts, answered early, late or never."""
    random = Random(seed)  # noqa: S311  # a repeatable world, no secret
    asking = [row for row in met if row["at_us"] is not None and row["direction"] != "both"]
    return [
        {
            **{name: row[name] for name in ("owner", "person", "key", "at_us", "direction")},
            "answered_us": random.choice((None, row["at_us"] + random.randrange(60 * DAY_US))),
            "guessed": random.random() < 0.2,
            "question": "When?",
            "first": random.random() < 0.2,
        }
        for row in asking
        if random.random() < 0.5
    ]
