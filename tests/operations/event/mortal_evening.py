"""An evening of presses in a process of its own, to be killed at any moment.

``python -m tests.operations.event.mortal_evening FOLDER SEED FROM``: presses of that seed, from
the number of the one that was not kept yet; each is told on standard output once it is kept.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from random import Random

from comity.errors import ComityError
from comity.operations.event.pressing import press
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, NAMES, S_US

PRESSES = 30


def presses(seed: int) -> list[tuple[str, dict[str, str]]]:
    """Return the presses of one evening."""
    rng = Random(seed)  # noqa: S311 - to be had again
    found: list[tuple[str, dict[str, str]]] = [("at-once", {"on": str(seed % 2)})]
    for n in range(1, PRESSES):
        who = rng.choice(NAMES[:12])
        ways: list[tuple[str, dict[str, str]]] = [
            ("start", {}),
            ("next", {}),
            ("pause", {}),
            ("extend", {"seconds": "60"}),
            ("here", {"who": who}),
            ("missing", {"who": who}),
            ("back", {"who": who}),
            ("late", {"who": f"Late {n}"}),
            ("repair", {}),
            ("undo", {}),
            ("swap", {"who": who, "with": rng.choice(NAMES[:12])}),
            ("table", {"table": str(rng.randint(1, 6))}),
        ]
        found.append(rng.choice(ways))
    return found


def at_us(n: int) -> int:
    """Return when a press of an evening is made."""
    return BEGIN_US + n * 40 * S_US


def play(folder: Path, seed: int, first: int = 0) -> None:
    """Press, from one on, and tell each that is kept."""
    file = EventFile(folder)
    for n, (what, given) in enumerate(presses(seed)):
        if n < first:
            continue
        with suppress(ComityError):  # refused: so it is when it is pressed again
            press(file, what, given, now_us=at_us(n))
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    play(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
