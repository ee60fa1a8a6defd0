"""``event demo``: from nothing to a seated room, its cards and a repair, of invented guests."""

from __future__ import annotations

import time
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from comity.demo.people import names
from comity.operations.document import (
    Count,
    Figure,
    Flag,
    Key,
    LocalPath,
    Outcome,
    Sentence,
)
from comity.operations.event.attendees import take_list
from comity.operations.event.cards import event_cards
from comity.operations.event.events import event_file
from comity.operations.event.new import event_new
from comity.operations.event.plan import keep_seats, prepared, seat
from comity.operations.event.repair import repair
from comity.operations.operation import operation
from comity.operations.words import count, listed

if TYPE_CHECKING:
    from comity.book import Book

GUESTS, ROUNDS, MISSING = 48, 8, 3
_FIRM_OF = 3  # guests
_SEED = 20
_TOPICS = (
    *("book-keeping", "web design", "a first hire", "pricing", "printing", "school visits"),
    *("grant writing", "public speaking", "photography", "office space", "export rules"),
    *("volunteers", "data protection", "translation", "a mentor", "joinery", "solar panels"),
    *("customer interviews", "newsletters", "local suppliers"),
)
_LIKES = ("choirs", "hiking", "chess", "baking", "cycling", "gardens", "sailing", "old maps")


@dataclass(frozen=True, slots=True)
class EventShown(Outcome):
    """An evening of invented guests: seated, printed, and mended after some did not come."""

    event: Key
    guests: Count
    rounds: Count
    repeats: Flag
    share_of_bound: Figure
    cards: LocalPath
    repaired: Sentence
    seconds: Figure

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        seated = f"{count(self.guests, 'guest')} in {count(self.rounds, 'round')}"
        best = f"It gives {self.share_of_bound:.1%} of the most."
        return (
            f"Seated: {seated}, nobody twice. {best} {self.repaired} It took {self.seconds:.0f} s."
        )


@operation("event demo", writes=True)
def event_demo(book: Book) -> EventShown:
    """Show an evening of invented guests: seated from nothing, its cards printed, then repaired.

    The event stays, to look at in the browser, until it is erased.
    """
    before = time.perf_counter()
    made = event_new(book, "Demo evening", host="Robin", place="The Mill", rounds=ROUNDS)
    file = event_file(book.folder, made.event)
    take_list(file, guest_list_of().encode(), at_us=book.now_us)
    ready = prepared(book, file)
    found, _ = seat(ready.evening.guests, ready.asked, seed=_SEED)
    keep_seats(file, ready, found, seed=_SEED, at_us=book.now_us)
    cards = file.folder / "cards.pdf"
    event_cards(book, made.event, to=cards)
    absent = [one.name for one in ready.evening.guests[:MISSING]]
    mended = repair(book, made.event, missing=absent)
    from comity.rounds.outcome import repeats, value

    return EventShown(
        event=made.event,
        guests=len(ready.evening.guests),
        rounds=ROUNDS,
        repeats=repeats(len(ready.evening.guests), found.seating) > 0,
        share_of_bound=value(ready.asked, found.seating) / found.bound,
        cards=str(cards),
        repaired=f"{listed(absent)} did not come: {count(len(mended.moves), 'seat')} changed.",
        seconds=round(time.perf_counter() - before, 2),
    )


def guest_list_of(guests: int = GUESTS, seed: int = _SEED) -> str:
    """Return a guest list as an organiser has it: CSV, of invented people."""
    rng, taken = Random(seed), set[str]()  # noqa: S311 - a demo, no secret
    rows = ["name,organisation,asks,offers,interests"]
    cultures = names()["culture"]
    while len(taken) < guests:
        one = rng.choice(cultures)
        family = rng.choice(one["stem"]) + rng.choice(one["ending"])
        name = f"{rng.choice(one['given'])} {family}"
        if name in taken:
            continue
        taken.add(name)
        firm = f"Firm {len(taken) // _FIRM_OF + 1}"
        drawn = (_TOPICS, 2), (_TOPICS, 3), (_LIKES, 2)
        said = [";".join(rng.sample(words, many)) for words, many in drawn]
        rows.append(",".join((name, firm, *said)))
    return "\n".join(rows) + "\n"
