"""The presses that move people by hand: two swap seats, one joins a table, a table breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.event import course
from comity.operations.event.calling import called
from comity.operations.event.demanding import forbidden
from comity.operations.event.pressed import Pressed, number
from comity.operations.event.seats import met_before, placed, swapped, table_of
from comity.operations.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.operations.event.evening import Evening
    from comity.operations.event.seats import Tables

ANYWAY = "press “do it anyway” if it is meant"
_TOLD_MAX = 4


def swap(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Swap the seats of two in one round."""
    one = called(evening.guests, given.get("who", ""))
    other = called(evening.guests, given.get("with", ""))
    at = _round(evening, given)
    tables = evening.seating[at - 1]
    for guest in (one, other):
        if not table_of(evening.tables(at), guest.key):
            raise BadInput(f"{guest.name} has no seat in round {at}", hint="put them at a table")
    if table_of(tables, one.key) == table_of(tables, other.key):
        raise BadInput(f"{one.name} and {other.name} sit at one table", hint="swap with another")
    after = swapped(tables, one.key, other.key)
    body = {"round": at, "one": one.key, "other": other.key}
    _check(evening, at, after, given)
    words = f"{one.name} and {other.name} swap seats in round {at}."
    return Pressed(((course.SWAPPED, body | _anyway(given)),), words)


def place(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Put somebody at a table in one round."""
    guest = called(evening.guests, given.get("who", ""))
    at = _round(evening, given)
    tables = evening.seating[at - 1]
    shown = number(given, "table", 0)
    to = next((n for n in range(1, len(tables) + 2) if evening.number(n) == shown), 0)
    if not to:
        raise BadInput(
            f"there is no table {shown or given.get('table', '')} in round {at}",
            hint=f"name one from 1 to {len(tables) + 1}",
        )
    if guest.key not in evening.there(at):
        raise BadInput(f"{guest.name} is not there in round {at}", hint="say first that they are")
    _check(evening, at, placed(tables, guest.key, to), given)
    body = {"round": at, "guest": guest.key, "table": to}
    words = f"{guest.name} sits at table {shown} in round {at}."
    return Pressed(((course.PLACED, body | _anyway(given)),), words)


def table(evening: Evening, given: Mapping[str, str]) -> Pressed:
    """Say that a table is of no use: its people sit at another place, together as before."""
    shown, last = number(given, "table", 0), course.most_tables(evening)
    places = [evening.number(n) for n in range(1, last + 1)]
    if shown not in places:
        raise BadInput(
            f"there is no table {given.get('table', '')}", hint=f"name one from 1 to {last}"
        )
    to = number(given, "to", max([*places, last]) + 1)
    if to in places or to < 1:
        raise BadInput(f"table {to} is taken", hint="name a place that is free")
    words = f"Who was to sit at table {shown} sits at table {to}; nobody else has to move."
    return Pressed(((course.BROKEN, {"table": shown, "to": to}),), words)


def _round(evening: Evening, given: Mapping[str, str]) -> int:
    at = number(given, "round", max(evening.round, 1))
    if not 1 <= at <= len(evening.seating):
        raise BadInput(f"there is no round {at}", hint=f"there are {len(evening.seating)}")
    if at < evening.round:
        raise BadInput(f"round {at} is over", hint="who met, met")
    return at


def _anyway(given: Mapping[str, str]) -> dict[str, bool]:
    return {"anyway": True} if given.get("anyway") else {}


def _check(evening: Evening, at: int, tables: Tables, given: Mapping[str, str]) -> None:
    """Refuse what makes two meet again or who may not, unless it is meant."""
    if given.get("anyway"):
        return
    names = {one.key: one.name for one in evening.guests}
    after = replace(evening, seating=(*evening.seating[: at - 1], tables, *evening.seating[at:]))
    if course.again(evening, after):
        others = course.settled(evening, len(evening.seating))
        pairs = met_before((*others[: at - 1], *others[at:]), tables)
        some = [f"{names.get(a, a)} and {names.get(b, b)}" for a, b in pairs[:_TOLD_MAX]]
        raise BadInput(f"{listed(some) or 'two'} would meet twice", hint=ANYWAY)
    if wrong := _forbidden(evening, tables, evening.seating[at - 1]):
        raise BadInput(f"{listed(wrong)} are not to share a table", hint=ANYWAY)


def _forbidden(evening: Evening, tables: Tables, before: Tables) -> list[str]:
    banned, row = (
        forbidden(evening.guests, same_organisation=evening.same_organisation),
        {one.key: n for n, one in enumerate(evening.guests)},
    )
    found = []
    for one in set(tables) - set(before):
        keys = [key for key in one if key in row]
        found += [
            f"{evening.guests[row[a]].name} and {evening.guests[row[b]].name}"
            for n, a in enumerate(keys)
            for b in keys[n + 1 :]
            if banned[row[a], row[b]]
        ]
    return sorted(found)[:_TOLD_MAX]
