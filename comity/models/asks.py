"""Mails in; what an owner knows as each is written to one person alone, and the wait for an answer.

The columns of ``models.reply``. An answer is any mail from that person afterwards, which is looser
than a threaded one: a log knows no threads. What an owner has learnt of someone's answering at a
time is from mails whose 2 days were over by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from comity.models.reply import WINDOW_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

PRIOR_MAILS = 3.0  # how many mails one's overall rate counts for, before a person has a rate
WINDOWS_DAYS = (7, 30, 365)
SLOT_HOURS = 3
WEEK_SLOTS = 7 * 24 // SLOT_HOURS
WINDOW_SLOTS = WINDOW_DAYS * 24 // SLOT_HOURS
PRIOR_SLOT = 0.6  # mails that every slot of the week is taken to have held before any came
DAY_US = 86_400_000_000
WINDOW_US = WINDOW_DAYS * DAY_US
_HOUR_US = DAY_US // 24
SLOT_US = SLOT_HOURS * _HOUR_US
_MS_US = 1_000
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Timeline:
    """Instants of groups, each group's in order, to be counted up to any instant."""

    keys: Integers  # group and instant in one number, sorted
    span_ms: int

    def before(self, group: Integers, at_us: Integers) -> Integers:
        """Return the place of the first instant of the group that is not before an instant."""
        clipped_ms = np.clip(at_us // _MS_US, 0, self.span_ms - 1)
        return np.searchsorted(self.keys, group * self.span_ms + clipped_ms, side="left")

    def count(self, group: Integers, after_us: Integers, before_us: Integers) -> Floats:
        """Return how many instants of the group are at or after one and before another."""
        number = self.before(group, before_us) - self.before(group, after_us)
        return np.asarray(number, np.float64)

    def last(self, group: Integers, at_us: Integers) -> Floats:
        """Return the group's last instant before an instant, in microseconds; nan without."""
        if not len(self.keys):
            return np.full(len(group), np.nan)
        key = self.keys[self.before(group, at_us) - 1]  # place -1 is the last key, and of no group
        found = np.where(key // self.span_ms == group, key % self.span_ms * _MS_US, np.nan)
        return np.asarray(found, np.float64)

    def next(self, group: Integers, at_us: Integers) -> Floats:
        """Return the group's first instant that is not before an instant; nan without."""
        place = self.before(group, at_us)
        key = np.append(self.keys, -1)[place]
        found = np.where(key // self.span_ms == group, key % self.span_ms * _MS_US, np.nan)
        return np.asarray(found, np.float64)


def timeline(group: Integers, at_us: Integers) -> Timeline:
    """Return the timeline of groups with their instants, none before 1970."""
    span_ms = int(at_us.max(initial=0)) // _MS_US + 2  # later instants stand after all of a group
    return Timeline(np.sort(group * span_ms + at_us // _MS_US), span_ms)


@dataclass(frozen=True, slots=True)
class Mails:
    """Mails between owners and people, in order of time; a pair is an owner and a person."""

    pair_owner: Integers  # one a pair
    pair: Integers  # one a mail, as all below
    at_us: Integers
    sent: NDArray[np.bool_]  # by the owner, else to them


@dataclass(frozen=True, slots=True)
class Owner:
    """What one owner's mails with everyone say as of an instant."""

    asked: int  # mails to one alone whose window was over
    answered: int  # of them, within it
    received: Integers  # mails, by slot of the week


@dataclass(frozen=True)
class Asks:
    """Mails of owners to one person alone, in order of time.

    Where not all are at hand, ``known`` says of the others what the one chosen mail needs.
    """

    mails: Mails
    pair: Integers
    at_us: Integers
    known: Owner | None = None

    @cached_property
    def received(self) -> Timeline:
        """What owners were sent, by pair."""
        theirs = ~self.mails.sent
        return timeline(self.mails.pair[theirs], self.mails.at_us[theirs])

    @cached_property
    def answered(self) -> Floats:
        """1 where a mail came back within the window."""
        after_us = self.at_us + _MS_US
        came = self.received.count(self.pair, after_us, after_us + WINDOW_US) > 0
        return np.asarray(came, np.float64)

    def waits(self, until_us: int) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the days to the first mail back, else to an instant; and which came."""
        came_us = self.received.next(self.pair, self.at_us + _MS_US)
        ended = came_us <= until_us
        days = (np.where(ended, came_us, until_us) - self.at_us) / DAY_US
        return np.asarray(days, np.float64), np.asarray(ended, np.bool_)

    def columns(self, chosen: Integers) -> dict[str, Floats]:
        """Return what the owner knows when writing each chosen mail."""
        mails, sent = self.mails, self.mails.sent
        line = timeline(mails.pair[sent], mails.at_us[sent])
        owner = mails.pair_owner[self.pair]
        of_all, answered = self._resolved_of_all(owner, chosen)
        of_pair, answered_of_pair = self._resolved(self.pair, chosen)
        owner_rate = (answered + 1.0) / (of_all + 2.0)
        last_sent = line.last(self.pair, self.at_us)
        received = self.received.last(self.pair, self.at_us)
        last_received = np.nan_to_num(received, nan=-1).astype(np.int64)
        turn = (last_received > np.nan_to_num(last_sent, nan=-1)).astype(np.int64)
        of_turn, answered_of_turn = self._resolved(2 * self.pair + turn, chosen)
        pair, at_us, turn = self.pair[chosen], self.at_us[chosen], turn[chosen]
        last_sent, last_received = last_sent[chosen], last_received[chosen]
        found = {
            "owner_asked": of_all,
            "owner_rate": owner_rate,
            "asked": of_pair,
            "pair_rate": (answered_of_pair + PRIOR_MAILS * owner_rate) / (of_pair + PRIOR_MAILS),
            "turn_rate": (answered_of_turn + PRIOR_MAILS * owner_rate) / (of_turn + PRIOR_MAILS),
            "my_turn": turn * 1.0,
            "since_sent_days": (at_us - last_sent) / DAY_US,
            "since_received_days": np.where(
                last_received >= 0, (at_us - last_received) / DAY_US, np.nan
            ),
            "streak": line.count(pair, last_received + _MS_US, at_us),
            "waking_share": self._waking_share(owner[chosen], at_us),
            "hour": at_us // _HOUR_US % 24 * 1.0,
            "weekday": at_us // DAY_US % 7 * 1.0,
        }
        for days in WINDOWS_DAYS:
            since_us = at_us - days * DAY_US
            found[f"sent_{days}d"] = line.count(pair, since_us, at_us)
            found[f"received_{days}d"] = self.received.count(pair, since_us, at_us)
        return {name: np.asarray(values, np.float64) for name, values in found.items()}

    def _waking_share(self, owner: Integers, at_us: Integers) -> Floats:
        """Return how much of an owner's week of mail comes in the window, to its share of a week.

        By what the owner was sent before, at whatever hours their world is awake.
        """
        ahead = np.arange(WEEK_SLOTS)[:, np.newaxis]
        slot = (at_us // SLOT_US + ahead) % WEEK_SLOTS
        if self.known:
            counts = self.known.received[slot] + PRIOR_SLOT
        else:
            counts = self._received_by_slot(owner, slot, at_us) + PRIOR_SLOT
        share = counts[:WINDOW_SLOTS].sum(axis=0) / counts.sum(axis=0)
        return np.asarray(share * WEEK_SLOTS / WINDOW_SLOTS, np.float64)

    def _received_by_slot(self, owner: Integers, slot: Integers, at_us: Integers) -> Floats:
        """Return the mails that owners were sent in slots of the week, before each instant."""
        theirs = ~self.mails.sent
        received_us = self.mails.at_us[theirs]
        group = self.mails.pair_owner[self.mails.pair[theirs]] * WEEK_SLOTS
        line = timeline(group + received_us // SLOT_US % WEEK_SLOTS, received_us)
        return line.count(owner * WEEK_SLOTS + slot, np.zeros_like(at_us), at_us)

    def _resolved_of_all(self, owner: Integers, chosen: Integers) -> Floats:
        """Return of an owner's earlier mails to anyone what ``_resolved`` does."""
        if self.known:
            return np.array([[self.known.asked], [self.known.answered]], np.float64)
        return self._resolved(owner, chosen)

    def _resolved(self, group: Integers, chosen: Integers) -> Floats:
        """Return of the group's earlier mails those past their window, and of them the answered."""
        line = timeline(group, self.at_us)
        order = np.argsort(group, kind="stable")  # and in order of time within each
        answered = np.append(0.0, np.cumsum(self.answered[order]))
        start = line.before(group[chosen], np.zeros_like(chosen))
        end = line.before(group[chosen], self.at_us[chosen] - WINDOW_US)
        found = np.stack([end - start, answered[end] - answered[start]])
        return np.asarray(found, np.float64)


def within_days(share: float, days: Floats, ended: NDArray[np.bool_]) -> float | None:
    """Return in how many days such a share of waits ends; None where it is not known to.

    By the product-limit estimate (Kaplan and Meier, JASA 1958): a wait that goes on counts for as
    long as it is known to have lasted.
    """
    order = np.lexsort((~ended, days))  # of waits of one length, the ended ones first
    waiting = len(days) - np.arange(len(days))
    lasting = np.cumprod(np.where(ended[order], 1 - 1 / waiting, 1.0))
    reached = np.flatnonzero(lasting <= 1 - share + _CLOSE)
    return float(days[order][reached[0]]) if len(reached) else None
