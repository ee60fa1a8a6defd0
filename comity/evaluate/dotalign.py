"""What passed between two in, the one score out that a vendor has published (DotAlign)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from comity.evaluate.metrics import Floats

YEAR_DAYS = 365.25


def dotalign(
    *, meetings: Floats, mails_out: Floats, mails_in: Floats, silent_days: Floats
) -> Floats:
    """Return DotAlign's score, 1 to 100 (US patent 9,785,781).

    ``1 + 3 * events + min(out, in)``, at most 100, times a recency of which three quarters fall
    to 0 in two years and one quarter in six, since the last event, or the last day by which both
    had written if that is later.

    >>> dotalign(meetings=np.array([2.0]), mails_out=np.array([9.0]), mails_in=np.array([5.0]),
    ...     silent_days=np.array([365.25])).tolist()
    [7.0]
    """
    years = silent_days / YEAR_DAYS
    recency = 0.75 * np.maximum(1 - years / 2, 0) + 0.25 * np.maximum(1 - years / 6, 0)
    points = np.minimum(1 + 3 * meetings + np.minimum(mails_out, mails_in), 100)
    return np.asarray(np.maximum(points * recency, 1), np.float64)
