"""The sheets that are printed for an evening: to invite, to run it, to help first-timers, to sign.

Pure: what the organiser says of the evening in, the text of each file out. The words stand beside
this module, one template a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import jinja2

SHEETS: Final = (
    *("invitation.txt", "run-sheet.html", "tips.html", "organiser.html", "signs.html"),
)
ARRIVING_MINUTES, WELCOME_MINUTES, MOVING_MINUTES = 15, 5, 1
BREAK_MINUTES, CLOSING_MINUTES = 10, 10
_ROUNDS_WITHOUT_BREAK = 8
_PAIR = 2
_SIGNS_MAX = 200


@dataclass(frozen=True, slots=True)
class Programme:
    """What the organiser says of the evening."""

    title: str
    on: date | None = None  # None: not said yet
    starts: time = time(18, 30)
    place: str = ""
    host: str = ""  # who invites
    rounds: int = 8
    round_minutes: int = 5
    size: int = _PAIR
    guests: int = 0  # 0: nobody listed yet

    @property
    def tables(self) -> int:
        """How many tables are set: for the guests there are, or for twenty."""
        return max(1, -(-(self.guests or 20) // self.size))


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the run sheet: from when, for how long, what happens, what the organiser does."""

    at: time
    minutes: int
    what: str
    do: str


def steps(programme: Programme) -> tuple[Step, ...]:
    """Return the evening by the minute; the first is before its start, when the doors open."""
    at = datetime.combine(date(2000, 1, 3), programme.starts) - timedelta(minutes=ARRIVING_MINUTES)
    found = []
    for minutes, what, do in _parts(programme):
        found.append(Step(at.time(), minutes, what, do))
        at += timedelta(minutes=minutes)
    return tuple(found)


def ends(programme: Programme) -> time:
    """Return when the evening is over."""
    last = steps(programme)[-1]
    return (datetime.combine(date(2000, 1, 3), last.at) + timedelta(minutes=last.minutes)).time()


def _parts(programme: Programme) -> list[tuple[int, str, str]]:
    found = [
        (ARRIVING_MINUTES, "Doors open", "Check people in by name and hand each their card."),
        (WELCOME_MINUTES, "Welcome", "Say the three rules, then send everybody to round 1."),
    ]
    half = programme.rounds // 2 if programme.rounds > _ROUNDS_WITHOUT_BREAK else 0
    for number in range(1, programme.rounds + 1):
        is_last = number == programme.rounds
        move = "Ring. Remind them to tick their cards." if is_last else "Ring. People move on."
        minutes = programme.round_minutes + (0 if is_last else MOVING_MINUTES)
        found.append((minutes, f"Round {number}", move))
        if number == half:
            found.append((BREAK_MINUTES, "Break", "Mend the seats of those who left or came late."))
    closing = "Collect the cards. Say when the introductions come: within two days."
    return [*found, (CLOSING_MINUTES, "Closing", closing)]


def sheets(programme: Programme) -> dict[str, str]:
    """Return each file's text by its name: plain text to paste, pages ready to print."""
    made = _templates()
    shown = {
        "evening": programme,
        "steps": steps(programme),
        "ends": ends(programme),
        "is_pairs": programme.size == _PAIR,
        "signs": range(1, min(programme.tables, _SIGNS_MAX) + 1),
        "meets": programme.rounds * (programme.size - 1),
    }
    return {name: made.get_template(name).render(shown) for name in SHEETS}


def _templates() -> jinja2.Environment:
    import jinja2

    made = jinja2.Environment(
        autoescape=jinja2.select_autoescape(),
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["clock"] = lambda at: f"{at:%H:%M}"
    made.filters["day"] = lambda on: f"{on:%A} {on.day} {on:%B %Y}"
    return made
