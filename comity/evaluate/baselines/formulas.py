"""Cases in, one number each out: the formulas that a model has to beat, none of them fitted.

Higher means likelier to be in touch. What a relationship's columns hold is read there; what they
do not is summed over the history up to the day. Nothing after the day is touched.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.dotalign import dotalign as dotaligns_score
from comity.evaluate.logs import DAY_US

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.evaluate.cases import Cases
    from comity.evaluate.history import History
    from comity.evaluate.metrics import Floats

HALF_LIVES_DAYS = (7, 14, 30, 60, 90, 180, 365, 730)
RANK_HALF_LIVES_DAYS = (7, 30, 90)
SENT_FACTOR = 5.0
_ACTR_DECAY = 0.5
_LEAST_AGE_DAYS = 1 / 24
_DIGITS = 9


def recency(cases: Cases) -> Floats:
    """Return minus the days since the last contact."""
    return -cases.columns["silent_days"]


def frequency(cases: Cases) -> Floats:
    """Return the contacts of the last 365 days."""
    return cases.columns["sent_365d"] + cases.columns["received_365d"]


def active_days(cases: Cases) -> Floats:
    """Return the days with any contact of the last 365."""
    return cases.columns["days_365d"]


def overdue(cases: Cases) -> Floats:
    """Return minus the silence in usual gaps; of ties with no usual gap it says nothing.

    These get the median of the others, so that they are neither overdue nor not.
    """
    ratio = cases.columns["gap_ratio"]
    known = ~np.isnan(ratio)
    usual = float(np.median(ratio[known])) if known.any() else 1.0
    return np.asarray(-np.where(known, ratio, usual), np.float64)


def active_weeks(cases: Cases) -> Floats:
    """Return the calendar weeks with any contact, each halved for every 90 days of age.

    Rounded, for the database adds up in any order, and equals must stay equal.
    """
    return np.asarray(cases.columns["weeks_hl90d"].round(_DIGITS), np.float64)


def decayed(cases: Cases, *, half_life_days: float, sent_factor: float = 1.0) -> Floats:
    """Return the count of contacts, each halved for every half-life of age.

    With a factor of 5 for what was sent it is Interactions Rank (Roth et al., KDD 2010).
    """

    def summed(history: History, seen: slice, at_us: int) -> Floats:
        age_days = (at_us - history.at_us[seen]) / DAY_US
        halved = np.exp2(-age_days / half_life_days)
        return np.asarray(np.where(history.sent[seen], sent_factor * halved, halved), np.float64)

    return over_history(cases, summed)


def act_r(cases: Cases) -> Floats:
    """Return the sum of each contact's age in days to the power of -1/2 (Anderson 1991)."""

    def summed(history: History, seen: slice, at_us: int) -> Floats:
        age_days = np.maximum((at_us - history.at_us[seen]) / DAY_US, _LEAST_AGE_DAYS)
        return np.asarray(age_days**-_ACTR_DECAY, np.float64)

    return over_history(cases, summed)


def dotalign(cases: Cases) -> Floats:
    """Return DotAlign's score, of mail alone: silence counts from when both had written."""
    columns = cases.columns
    last_us = np.minimum(columns["last_sent_us"], columns["last_received_us"])
    silent_days = np.nan_to_num(cases.day - last_us / DAY_US, nan=np.inf)  # one side never wrote
    return dotaligns_score(
        meetings=np.zeros(len(cases)),
        mails_out=columns["sent"],
        mails_in=columns["received"],
        silent_days=silent_days,
    )


def decayed_days(cases: Cases, half_life_days: float) -> Floats:
    """Return the count of active days, each halved for every half-life of age."""
    history, found = cases.history, np.zeros(len(cases))
    pair, seen_day = history.active_days
    for day in cases.days:
        mine, past = cases.day == day, seen_day < day
        halved = np.exp2((seen_day[past] + 0.5 - day) / half_life_days)
        sums = np.bincount(pair[past], weights=halved, minlength=history.pairs)
        found[mine] = sums[cases.pair[mine]]
    return found


def over_history(cases: Cases, terms: Callable[[History, slice, int], Floats]) -> Floats:
    """Return, for each case, the sum of terms over its pair's contacts up to its day."""
    history, found = cases.history, np.zeros(len(cases))
    for day in cases.days:
        at_us, mine = day * DAY_US, cases.day == day
        seen = history.between(-1, at_us)
        sums = np.bincount(
            history.pair[seen], weights=terms(history, seen, at_us), minlength=history.pairs
        )
        found[mine] = sums[cases.pair[mine]]
    return found


FORMULAS: dict[str, Callable[[Cases], Floats]] = {
    "recency": recency,
    "frequency": frequency,
    "active_days": active_days,
    **{f"decayed_{days}d": partial(decayed, half_life_days=days) for days in HALF_LIVES_DAYS},
    **{
        f"interactions_rank_{days}d": partial(decayed, half_life_days=days, sent_factor=SENT_FACTOR)
        for days in RANK_HALF_LIVES_DAYS
    },
    "decayed_weeks_90d": active_weeks,
    "decayed_days_90d": partial(decayed_days, half_life_days=90.0),
    "act_r": act_r,
    "overdue": overdue,
    "dotalign": dotalign,
}
