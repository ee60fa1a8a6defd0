"""Active days in, the chance of a contact out: a self-exciting process with five numbers for all.

Hawkes, "Spectra of some self-exciting and mutually exciting point processes", Biometrika 1971,
with an exponential kernel and one jump ahead, which has a closed form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.baselines.fitting import calibrated, fit_positive, some
from comity.evaluate.baselines.formulas import decayed_days

if TYPE_CHECKING:
    from comity.evaluate.cases import Cases
    from comity.evaluate.metrics import Floats
    from comity.evaluate.trial import Guess, Trial

HALF_LIVES_DAYS = (7, 14, 30, 60, 90, 180)
_START = np.array([0.1, 0.5, 30.0, 0.3])  # r, c, b, alpha
_LEAST_EXPECTED = 1e-9


def p_contact(trial: Trial) -> Guess:
    """Return P(contact ahead), calibrated; the half-life is the one of least loss in training.

    P = 1 - exp(-(mu H + alpha S (1 - 2^(-H / hl)))), mu = (r + c days) / (b + T), S the count of
    active days with half-life hl.
    """
    few = [one.take(some(len(one), seed=trial.seed)) for one in trial.train]
    active = np.concatenate([one.active for one in few])
    fits = []
    for half_life in HALF_LIVES_DAYS:
        terms = np.concatenate([_terms(one, half_life) for one in few], axis=1)

        def loss(numbers: Floats, terms: Floats = terms) -> float:
            expected = np.maximum(_expected(terms, numbers), _LEAST_EXPECTED)
            said = np.where(active > 0, np.log(-np.expm1(-expected)), -expected)
            return -float(said.mean())

        numbers = fit_positive(loss, _START)
        fits.append((loss(numbers), half_life, numbers))
    _, half_life, numbers = min(fits, key=lambda one: one[0])
    return calibrated(trial, lambda cases: _expected(_terms(cases, half_life), numbers))


def _terms(cases: Cases, half_life_days: float) -> Floats:
    excited = decayed_days(cases, half_life_days)
    falls = excited * (1.0 - 2.0 ** (-cases.ahead_days / half_life_days))
    ahead = np.full(len(cases), float(cases.ahead_days))
    return np.stack([cases.columns["evidence_days"], cases.columns["known_days"], ahead, falls])


def _expected(terms: Floats, numbers: Floats) -> Floats:
    """Return how many contacts are expected; the chance of one rises with it."""
    days, age, ahead, falls = terms
    r, c, b, alpha = numbers
    return np.asarray((r + c * days) / (b + age) * ahead + alpha * falls, np.float64)
