"""A history in, cases of T4 out: every mail to one person alone, and whether they wrote back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comity.evaluate.cases import Cases
from comity.evaluate.logs import DAY_US
from comity.evaluate.protocol import TRAIN_SHARE
from comity.models.asks import WINDOW_US, Asks, Mails
from comity.models.reply import WINDOW_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from comity.evaluate.history import History


def lone(history: History) -> NDArray[np.bool_]:
    """Return which interactions are mails that the owner sent to one person alone."""
    return np.asarray(history.sent & (history.recipients == 1), np.bool_)


def split_us(history: History) -> int:
    """Return the instant before which three fifths of such mails were sent."""
    at_us = history.at_us[lone(history)]
    return int(at_us[int(TRAIN_SHARE * len(at_us))]) if len(at_us) else 0


def replies(history: History, *, from_us: int, until_us: int) -> Cases:
    """Return the mails to one alone that were sent since an instant, known by another."""
    alone = lone(history)
    mails = Mails(history.pair_owner, history.pair, history.at_us, history.sent)
    asks = Asks(mails, history.pair[alone], history.at_us[alone])
    asked = (asks.at_us >= from_us) & (asks.at_us + WINDOW_US <= until_us)
    chosen = np.flatnonzero(asked)
    return Cases(
        "T4",
        history,
        WINDOW_DAYS,
        asks.pair[chosen],
        asks.at_us[chosen] // DAY_US,
        asks.columns(chosen),
        asks.answered[chosen],
    )
