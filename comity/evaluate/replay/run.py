"""Days of contact in; whom a plan would have named each day, and which lapses it met, out.

A *two-way tie* has three contacts or more, in both directions. It *lapses* when it is then
silent for the whole horizon; the silence is known to be one when the horizon has passed before
the history ends. A lapse is *named in time* when the plan names the tie in that silence, before
the silence exceeds 8 times the tie's usual gap so far, or the horizon: later, by Navarro et al.
(2017), the tie is most likely gone. It is named *by the horizon* when it is named at all before
the horizon has passed.

Every plan has the same budget: on a planning day it names at most one tie of each owner, none
that it named in the 30 days before, out of the two-way ties silent for no longer than the
horizon. It is made in the morning and knows the days before. Nobody acted on these names, so a
named tie that is in touch again within the horizon *would have been anyway*: naming it was
nagging. What naming would have changed, no history can tell; the replay says whether there was
a chance to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.replay.policies import Morning
from comity.evaluate.replay.state import State
from comity.operations.plan.lapse import CONTACTS_MIN, days_to_save

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from comity.evaluate.metrics import Floats, Integers
    from comity.evaluate.replay.history import History

REST_DAYS = 30  # before a tie is named again
_SPAN = 1 << 24  # more days than any history has


@dataclass(frozen=True, slots=True)
class Lapses:
    """Silences that reached the horizon, each by its tie and its last day of contact."""

    tie: Integers
    last: Integers
    left_days: Floats  # days of silence in which naming is in time
    two_way_days: Integers  # what the tie was worth by then

    def place(self, tie: Integers, last: Integers) -> Integers:
        """Return which lapse a silence is, or -1."""
        if not len(self.tie):
            return np.full(len(tie), -1)
        own, wanted = self.tie * _SPAN + self.last, tie * _SPAN + last
        found = np.minimum(np.searchsorted(own, wanted), len(own) - 1)
        return np.where(own[found] == wanted, found, -1)


@dataclass(frozen=True, slots=True)
class Named:
    """Who was named, when, and how long the tie had been silent by then."""

    tie: Integers
    day: Integers
    last: Integers


def lapses(history: History, *, horizon_days: int) -> Lapses:
    """Return every lapse of a two-way tie that is known to be one, by tie and day."""
    order = np.lexsort((history.day, history.tie))
    tie, day, sent, received = (
        column[order] for column in (history.tie, history.day, history.sent, history.received)
    )
    begins = np.diff(tie, prepend=-1) != 0
    start = np.maximum.accumulate(np.where(begins, np.arange(len(tie)), 0)) if len(tie) else order

    def so_far(values: Integers) -> Integers:
        total = np.cumsum(values)
        return np.asarray(total - (total - values)[start])

    contacts, days = so_far(sent + received), so_far(np.ones_like(day))
    two_way = np.minimum(so_far((sent > 0) * 1), so_far((received > 0) * 1))
    after = np.append(np.where(tie[1:] == tie[:-1], day[1:], _SPAN), _SPAN)[: len(tie)]
    lapsed = (contacts >= CONTACTS_MIN) & (two_way > 0) & (after - day > horizon_days)
    kept = np.flatnonzero(lapsed & (day + horizon_days < history.days))
    gap = (day - day[start]) / np.maximum(days - 1, 1)
    gap = np.where(days >= CONTACTS_MIN, gap, np.nan)
    return Lapses(
        tie[kept], day[kept], days_to_save(gap, horizon_days=horizon_days)[kept], two_way[kept]
    )


def replay(
    history: History,
    policies: Mapping[str, Callable[[Morning], Floats]],
    *,
    known: Lapses,
    horizon_days: int,
    every_days: int,
    rng: np.random.Generator,
) -> dict[str, Named]:
    """Return whom each policy names, from the day on when a horizon has passed."""
    state = State(history)
    rested = {name: np.zeros(len(history.owner), np.int64) for name in policies}
    made: dict[str, list[tuple[Integers, int]]] = {name: [] for name in policies}
    seen: dict[str, Integers] = {name: np.full(len(history.owner), -1) for name in policies}
    while state.day < history.days - 1:
        state.advance()
        if state.day < horizon_days:
            continue
        due = (state.day + history.owner) % every_days == 0
        pool = _pool(state, horizon_days=horizon_days)
        pool = pool[due[pool]]
        morning = _morning(state, pool, known, horizon_days=horizon_days, rng=rng)
        for name, policy in policies.items():
            score = policy(morning)
            awake = np.isfinite(score) & (rested[name][pool] <= state.day)
            if name == "best":  # a silence named once needs no other
                awake &= seen[name][pool] != state.last[pool]
            at = np.flatnonzero(awake)
            tie = pool[at[first_of_each(history.owner[pool[at]], score[at], morning.lot[at])]]
            rested[name][tie] = state.day + REST_DAYS
            seen[name][tie] = state.last[tie]
            made[name].append((tie, state.day))
    return {name: _named(found, history) for name, found in made.items()}


def _pool(state: State, *, horizon_days: int) -> Integers:
    """Return the two-way ties silent for no longer than the horizon."""
    mutual = (state.sent > 0) & (state.received > 0)
    known = state.sent + state.received >= CONTACTS_MIN
    return np.flatnonzero(mutual & known & (state.silent_days <= horizon_days))


def _morning(
    state: State, pool: Integers, known: Lapses, *, horizon_days: int, rng: np.random.Generator
) -> Morning:
    gap, silent = state.usual_gap_days[pool], state.silent_days[pool]
    return Morning(
        silent_days=silent,
        gap_ratio=silent / gap,
        two_way_days=state.two_way_days[pool],
        p_active=state.p_active(pool),
        left_days=days_to_save(gap, horizon_days=horizon_days) - silent,
        horizon_days=horizon_days,
        lapses=(known.place(pool, state.last[pool]) >= 0) * 1,
        lot=rng.random(len(pool)),
    )


def first_of_each(owner: Integers, score: Floats, lot: Floats) -> Integers:
    """Return the place of each owner's highest score; equals by lot."""
    order = np.lexsort((lot, -score, owner))
    own = owner[order]
    return np.asarray(order[np.flatnonzero(np.diff(own, prepend=-1) != 0)], np.int64)


def _named(found: list[tuple[Integers, int]], history: History) -> Named:
    """Return the names with the last day of contact before each."""
    tie = np.concatenate([ties for ties, _ in found]) if found else np.zeros(0, np.int64)
    day = np.concatenate([np.full(len(t), d) for t, d in found]) if found else tie
    return Named(tie, day, _contact(history, tie, day, back=1))


def _contact(history: History, tie: Integers, day: Integers, *, back: int) -> Integers:
    """Return the last day of contact before a day, or with back 0 the first not before it."""
    own = np.sort(history.tie * _SPAN + history.day)
    place = np.searchsorted(own, tie * _SPAN + day) - back
    inside = (place >= 0) & (place < len(own))
    found = own[np.clip(place, 0, len(own) - 1)] if len(own) else np.zeros(len(tie), np.int64)
    return np.where(inside & (found // _SPAN == tie), found % _SPAN, _SPAN)


def next_contact(history: History, named: Named) -> Integers:
    """Return the first day of contact from each naming on; far away when there is none."""
    return _contact(history, named.tie, named.day, back=0)
