"""Active days in, the chance that a tie lives and that it is in touch out: BG/NBD.

Fader, Hardie and Lee, "Counting your customers the easy way", Marketing Science 2005: a tie is in
touch at a rate of its own (gamma r, alpha) and ends after each contact with a chance of its own
(beta a, b). Repeats x, the last at t_x, age T, in days. Known for calling everyone alive who was
in touch on one day alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.baselines.fitting import calibrated, fit_positive, some

if TYPE_CHECKING:
    from comity.evaluate.cases import Cases
    from comity.evaluate.history import History
    from comity.evaluate.metrics import Floats
    from comity.evaluate.trial import Guess, Trial


def alive(trial: Trial) -> Guess:
    """Return P(alive); it is 1 for whoever was in touch on one day alone."""
    numbers = fit(trial)
    return calibrated(trial, lambda cases: p_alive(*_x_tx_age(cases), numbers))


def contact(trial: Trial) -> Guess:
    """Return P(at least one active day ahead), as if nobody left within the window."""
    numbers = fit(trial)

    def score(cases: Cases) -> Floats:
        x, last, age = _x_tx_age(cases)
        r, alpha, _, _ = numbers
        silent = ((alpha + age) / (alpha + age + cases.ahead_days)) ** (r + x)
        return np.asarray(p_alive(x, last, age, numbers) * (1.0 - silent), np.float64)

    return calibrated(trial, score)


def p_alive(x: Floats, last: Floats, age: Floats, numbers: Floats) -> Floats:
    """Return the chance that a tie with x repeats, the last at t_x of its age T, has not ended.

    P = 1 / (1 + [x > 0] a / (b + x - 1) ((alpha + T) / (alpha + t_x))^(r + x)): Fader, Hardie
    and Lee, "Counting your customers the easy way", Marketing Science 2005.
    """
    r, alpha, a, b = numbers
    ended = a / (b + np.maximum(x, 1) - 1) * ((alpha + age) / (alpha + last)) ** (r + x)
    return np.asarray(1.0 / (1.0 + np.where(x > 0, ended, 0.0)), np.float64)


def fit(trial: Trial) -> Floats:
    """Return r, alpha, a, b of greatest likelihood for the active days known by the training."""
    made = [_repeats(one.history, int(one.day.max()) + one.ahead_days) for one in trial.train]
    known = np.concatenate(made, axis=1)
    x, last, age = known[:, some(known.shape[1], seed=trial.seed)]

    def loss(numbers: Floats) -> float:
        return -float(log_likelihood(x, last, age, numbers).mean())

    return fit_positive(loss, np.array([1.0, 30.0, 1.0, 2.0]))


def log_likelihood(x: Floats, last: Floats, age: Floats, numbers: Floats) -> Floats:
    """Return each tie's log-likelihood, equation (6) of Fader, Hardie and Lee 2005."""
    from scipy.special import gammaln

    r, alpha, a, b = numbers
    rate = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    stays = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    lives = -(r + x) * np.log(alpha + age)
    left = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + last)
    return np.asarray(
        rate + stays + np.logaddexp(lives, np.where(x > 0, left, -np.inf)), np.float64
    )


def _x_tx_age(cases: Cases) -> tuple[Floats, Floats, Floats]:
    columns = cases.columns
    spanned = columns["known_days"] - columns["silent_days"]
    return columns["evidence_days"] - 1, spanned, columns["known_days"]


def _repeats(history: History, closed_by: int) -> Floats:
    """Return x, t_x and T of every pair, as known by a day."""
    pair, day = history.active_days
    pair, day = pair[day < closed_by], day[day < closed_by]
    _, starts, sizes = np.unique(pair, return_index=True, return_counts=True)
    first, last = day[starts], day[starts + sizes - 1]
    return np.stack([sizes - 1, last - first, closed_by - first]).astype(np.float64)
