"""An evening told in a test: guests, a seating in which nobody meets twice, acts in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.operations.event.attendee import Attendee
from comity.operations.event.evening import ANNOUNCED, LISTED, SEATED, told
from comity.store.events import Act, EventFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from comity.operations.event.evening import Evening
    from comity.operations.event.seats import Keys

NAMES = "Ada Bo Cy Di Ed Fay Gus Hal Ivy Jo Kit Lou Mia Ned Ola Pia Quin Ros Sam Tia".split()
S_US = 1_000_000
BEGIN_US = 1_700_000_000 * S_US


def guests(many: int) -> tuple[Attendee, ...]:
    """Return so many guests."""
    return tuple(
        Attendee(key=f"g{n}", name=f"{NAMES[n % 20]} {n}", organisation=f"Firm {n % 3}")
        for n in range(many)
    )


def circle(many: int, rounds: int) -> Keys:
    """Return pairs by the circle method: nobody meets twice."""
    ring = list(range(many))
    found = []
    for _ in range(rounds):
        pairs = [(ring[n], ring[many - 1 - n]) for n in range(many // 2)]
        found.append(tuple(tuple(f"g{one}" for one in sorted(pair)) for pair in pairs))
        ring = [ring[0], ring[-1], *ring[1:-1]]
    return tuple(found)


def planned(many: int = 8, rounds: int = 4) -> list[tuple[str, dict[str, Any]]]:
    """Return what was said before the evening."""
    return [
        (ANNOUNCED, {"title": "Hour of power", "on": "2026-03-05"}),
        (LISTED, {"guests": [one.as_json() for one in guests(many)]}),
        (
            SEATED,
            {"rounds": circle(many, rounds), "size": 2, "seed": 0, "value": 1.0, "bound": 1.0},
        ),
    ]


def acts(*said: tuple[str, dict[str, Any]], every_s: int = 60) -> list[Act]:
    """Return acts, one every so many seconds."""
    return [
        Act(n, BEGIN_US + n * every_s * S_US, kind, body)
        for n, (kind, body) in enumerate(said, start=1)
    ]


def evening(*said: tuple[str, dict[str, Any]], many: int = 8, rounds: int = 4) -> Evening:
    """Return the evening after these acts, each a minute after the last."""
    return told(acts(*planned(many, rounds), *said))


def keep_event(
    book: Path, key: str, names: Sequence[str], *more: tuple[str, dict[str, Any]], title: str = "T"
) -> EventFile:
    """Keep an event in a book: these guests, all at one table in the one round that runs."""
    said: list[tuple[str, dict[str, Any]]] = [
        (ANNOUNCED, {"title": title, "on": "2026-03-05"}),
        (LISTED, {"guests": [{"key": f"g{n}", "name": name} for n, name in enumerate(names)]}),
        (SEATED, {"rounds": [[[f"g{n}" for n in range(len(names))]]], "size": len(names)}),
        ("started", {"round": 1}),
    ]
    file = EventFile(book / "events" / key)
    file.make()
    file.append_all([*said, *more], at_us=BEGIN_US)
    return file
