"""``event new``: start your own: the evening announced, and the sheets for it ready to print."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Annotated, Any

from comity.errors import BadInput
from comity.normalise.name import fold
from comity.operations.decide.coming_day import coming_day
from comity.operations.event.documents import EventMade
from comity.operations.event.evening import ANNOUNCED
from comity.operations.event.plan import ROUNDS_MAX, SIZE_MAX
from comity.operations.event.printing import print_sheets
from comity.operations.moment import local
from comity.operations.operation import operation
from comity.store.events import EventFile

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book

MINUTES_MAX = 120
_TITLE_CHARS = 120
_SAID_CHARS = 200
_KEY_CHARS = 40
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ](\d{2}))? ?(am|pm|uhr|h)?")
_NOON = 12


@operation("event new", writes=True)
def event_new(
    book: Book,
    title: Annotated[str, "what the evening is called"],
    *,
    on: Annotated[str, "Which day: 2026-12-12, Friday, the 12th."] = "",
    at: Annotated[str, "When it begins: 18:30."] = "18:30",
    place: Annotated[str, "Where it is."] = "",
    host: Annotated[str, "Who invites."] = "",
    rounds: Annotated[int, "How many rounds."] = 8,
    minutes: Annotated[int, "How many minutes a round lasts."] = 5,
    size: Annotated[int, "How many sit at a table."] = 2,
) -> EventMade:
    """Start your own evening of speed networking.

    It makes the event and a folder to print from: an invitation, a run sheet by the minute, tips
    for first-timers, your own sheet, and signs. Bring the guests in next, then make the plan.
    """
    title = " ".join(title.split())[:_TITLE_CHARS]
    if not title:
        raise BadInput("the event has no name yet", hint="call it something: Spring evening")
    if not 1 <= rounds <= ROUNDS_MAX or not 2 <= size <= SIZE_MAX:  # noqa: PLR2004 - a pair
        raise BadInput(
            f"{rounds} rounds at tables of {size} cannot be seated",
            hint=f"1 to {ROUNDS_MAX} rounds at tables of 2 to {SIZE_MAX} can",
        )
    if not 1 <= minutes <= MINUTES_MAX:
        raise BadInput(f"a round of {minutes} minutes is none", hint=f"1 to {MINUTES_MAX}")
    today = local(book.now_us, book.zone).date()
    said: dict[str, Any] = {
        "title": title,
        "on": coming_day(on, today=today).isoformat() if on.strip() else "",
        "starts": clock(at),
        "place": place.strip()[:_SAID_CHARS],
        "host": host.strip()[:_SAID_CHARS],
        "rounds": rounds,
        "size": size,
        "round_s": minutes * 60,
        "same_organisation": False,
    }
    file = EventFile(book.folder / EventFile.home / _free_key(book.folder, title))
    file.make()
    file.append(ANNOUNCED, said, at_us=book.now_us)
    folder = print_sheets(file)
    return EventMade(file.folder.name, title, said["on"], str(folder))


def clock(written: str) -> str:
    """Return a time of day as "18:30"."""
    found = _CLOCK.fullmatch(written.strip().lower())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if found and found[3] in {"am", "pm"} and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if found[3] == "pm" else 0)
    try:
        return f"{time(hour, minute):%H:%M}"
    except ValueError as error:
        raise BadInput(f"“{written}” is no time of day", hint="write it as 18:30") from error


def _free_key(book: Path, title: str) -> str:
    """Return a name for the event's folder: the words of its title, and a number where taken."""
    words = re.findall(r"[a-z0-9]+", fold(title).encode("ascii", "ignore").decode())
    plain = "-".join(words)[:_KEY_CHARS].strip("-") or "event"
    key, number = plain, 1
    while (book / EventFile.home / key).exists():
        number += 1
        key = f"{plain}-{number}"
    return key
