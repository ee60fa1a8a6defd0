"""What is said while an event runs: who is there, the rounds and their clock, seats by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from comity.operations.event.clock import left_us
from comity.operations.event.seats import placed, repeated, swapped, table_of
from comity.operations.event.ticks import TICKED, ticked

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.operations.event.evening import Evening
    from comity.operations.event.seats import Keys, Tables
    from comity.store.events import Act

CHECKED_IN: Final = "checked_in"  # guest: is here
MISSING: Final = "missing"  # guest, from_round: is not there from that round on
BACK: Final = "back"  # guest, from_round: is there again
BROKEN: Final = "broken"  # table, to: whoever sat there sits at the other place
REPAIRED: Final = "repaired"  # from_round, rounds: the seats from then on, of the keys
SWAPPED: Final = "swapped"  # round, one, other, anyway: they exchange seats in that round
PLACED: Final = "placed"  # round, guest, table, anyway: sits at that table in that round
TIMED: Final = "timed"  # seconds: how long a round is
STARTED: Final = "started"  # round: its clock runs
PAUSED: Final = "paused"
RESUMED: Final = "resumed"
EXTENDED: Final = "extended"  # round, seconds: so much longer
NEXT: Final = "next"  # round: people move to its seats; its clock does not run yet
ENDED: Final = "ended"  # the evening is over
RANG: Final = "rang"  # round, late: its time is up, and whether nothing ran when it was
AT_ONCE: Final = "at_once"  # on: repair without asking first
LINKED: Final = "linked"  # guest, token: of the page on their phone
UNLINKED: Final = "unlinked"  # guest: the page is gone
SHOWN: Final = "shown"  # guest, fields: what they show to those they meet
PHONES: Final = "phones"  # host, port: phones are let in there; no host: no longer

LAST_ROUND = 10_000


def _checked_in(evening: Evening, act: Act) -> Evening:
    return replace(evening, here=evening.here | {act.body["guest"]})


def _missing(evening: Evening, act: Act) -> Evening:
    key, first = act.body["guest"], act.body["from_round"]
    if not evening.is_there(key, max(first, _first(evening, key))):
        return evening
    away = (*evening.away, (key, first, LAST_ROUND))
    return replace(evening, away=away, here=evening.here - {key}, unsettled=bool(evening.seating))


def _first(evening: Evening, key: str) -> int:
    guest = evening.guest(key)
    return guest.from_round if guest else 1


def _back(evening: Evening, act: Act) -> Evening:
    key, first = act.body["guest"], act.body["from_round"]
    spans = [
        (k, a, first - 1) if k == key and b == LAST_ROUND else (k, a, b) for k, a, b in evening.away
    ]
    away = tuple((k, a, b) for k, a, b in spans if a <= b)
    if away == evening.away:
        return evening
    return replace(evening, away=away, here=evening.here | {key}, unsettled=bool(evening.seating))


def _broken(evening: Evening, act: Act) -> Evening:
    """Move a table to another place: who sits together stays together."""
    at, to = act.body["table"], act.body["to"]
    places = {place: evening.number(place) for place in range(1, most_tables(evening) + 1)}
    found = [place for place, shown in places.items() if shown == at]
    if not found or to in places.values():
        return evening
    return replace(evening, moved={**evening.moved, found[0]: to})


def most_tables(evening: Evening) -> int:
    """Return the number of the last table of any round."""
    return max(map(len, evening.seating), default=0)


def _repaired(evening: Evening, act: Act) -> Evening:
    first = act.body["from_round"]
    rounds = tuple(tuple(tuple(table) for table in tables) for tables in act.body["rounds"])
    if not evening.seated_until < first <= len(evening.seating) + 1:
        return evening
    if repeated((*settled(evening, first - 1), *rounds)):
        return evening
    return replace(evening, seating=(*evening.seating[: first - 1], *rounds), unsettled=False)


def _swapped(evening: Evening, act: Act) -> Evening:
    one, other = act.body["one"], act.body["other"]
    tables = _round(evening, act)
    if not (table_of(tables, one) and table_of(tables, other)):
        return evening
    return _by_hand(evening, act, swapped(tables, one, other))


def _placed(evening: Evening, act: Act) -> Evening:
    tables, at = _round(evening, act), act.body["table"]
    if not (tables and 1 <= at <= len(tables) + 1 and evening.guest(act.body["guest"])):
        return evening
    return _by_hand(evening, act, placed(tables, act.body["guest"], at))


def _round(evening: Evening, act: Act) -> Tables:
    at = act.body["round"]
    return evening.seating[at - 1] if 1 <= at <= len(evening.seating) else ()


def _by_hand(evening: Evening, act: Act, tables: Tables) -> Evening:
    at = act.body["round"]
    seating = (*evening.seating[: at - 1], tables, *evening.seating[at:])
    changed = replace(evening, seating=seating)
    if not act.body.get("anyway") and again(evening, changed):
        return evening
    return changed


def settled(evening: Evening, until: int) -> Keys:
    """Return the seats up to a round: who sat there, and who is to sit there should they come."""
    stands = min(evening.seated_until, until)
    return (*evening.played[:stands], *evening.seating[stands:until])


def again(before: Evening, after: Evening) -> bool:
    """Tell whether a change of seats makes some meet twice who did not."""
    until = len(before.seating)
    return repeated(settled(after, until)) and not repeated(settled(before, until))


def _timed(evening: Evening, act: Act) -> Evening:
    return replace(evening, round_s=act.body["seconds"])


def _started(evening: Evening, act: Act) -> Evening:
    at = act.body["round"]
    fits = at == max(evening.round, 1) <= len(evening.seating)
    if evening.stage != "waiting" or not fits:
        return evening
    return replace(
        evening, round=at, stage="running", since_us=act.at_us, left_us=evening.round_s * 1_000_000
    )


def _paused(evening: Evening, act: Act) -> Evening:
    left = left_us(evening, act.at_us)
    if evening.stage != "running" or left <= 0:
        return evening
    return replace(evening, stage="paused", left_us=left)


def _resumed(evening: Evening, act: Act) -> Evening:
    if evening.stage != "paused":
        return evening
    return replace(evening, stage="running", since_us=act.at_us)


def _extended(evening: Evening, act: Act) -> Evening:
    if evening.stage not in {"running", "paused"} or act.body["round"] != evening.round:
        return evening
    left = max(left_us(evening, act.at_us), 0) + act.body["seconds"] * 1_000_000
    return replace(evening, left_us=left, since_us=act.at_us, rang=False, rang_late=False)


def _next(evening: Evening, act: Act) -> Evening:
    at = act.body["round"]
    if evening.stage == "over" or at != evening.round + 1 or at > len(evening.seating):
        return evening
    return replace(evening, round=at, stage="waiting", left_us=0, rang=False, rang_late=False)


def _ended(evening: Evening, _: Act) -> Evening:
    """End it; a round that never began was not met in."""
    return replace(evening, round=evening.seated_until, stage="over", left_us=0)


def _rang(evening: Evening, act: Act) -> Evening:
    if evening.stage != "running" or act.body["round"] != evening.round or evening.rang:
        return evening
    return replace(evening, rang=True, rang_late=act.body["late"])


def _at_once(evening: Evening, act: Act) -> Evening:
    return replace(evening, at_once=act.body["on"])


def _linked(evening: Evening, act: Act) -> Evening:
    return replace(evening, links={**evening.links, act.body["guest"]: act.body["token"]})


def _unlinked(evening: Evening, act: Act) -> Evening:
    gone = act.body["guest"]
    return replace(evening, links={k: v for k, v in evening.links.items() if k != gone})


def _shown(evening: Evening, act: Act) -> Evening:
    return replace(evening, shown={**evening.shown, act.body["guest"]: tuple(act.body["fields"])})


def _phones(evening: Evening, act: Act) -> Evening:
    host = act.body["host"]
    return replace(evening, door=(host, act.body["port"]) if host else None)


TELLERS: dict[str, Callable[[Evening, Act], Evening]] = {
    CHECKED_IN: _checked_in,
    MISSING: _missing,
    BACK: _back,
    BROKEN: _broken,
    REPAIRED: _repaired,
    SWAPPED: _swapped,
    PLACED: _placed,
    TIMED: _timed,
    STARTED: _started,
    PAUSED: _paused,
    RESUMED: _resumed,
    EXTENDED: _extended,
    NEXT: _next,
    ENDED: _ended,
    RANG: _rang,
    AT_ONCE: _at_once,
    LINKED: _linked,
    UNLINKED: _unlinked,
    SHOWN: _shown,
    PHONES: _phones,
    TICKED: ticked,
}
"""Of each kind of act, how it changes what is."""

BY_HAND = frozenset(TELLERS) - {RANG, SHOWN, LINKED, UNLINKED, PHONES, TICKED}
"""What the organiser says, and may take back."""
