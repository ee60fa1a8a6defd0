"""From mails with a person: whether and how soon they wrote back, and how likely they now would.

Of mails that the owner sent to them alone; any mail from them afterwards counts as an answer.
Everything is counted by ``models.asks``, as it is where the reply model is evaluated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from comity.measure.circle import AMONG_PEERS
from comity.measure.stage import RESTING_GAPS, RESTING_SILENT_DAYS
from comity.models import reply
from comity.operations.document import Reason
from comity.operations.person.documents import Replies
from comity.operations.words import count, span

if TYPE_CHECKING:
    from comity.book import Book, Row
    from comity.models.asks import Asks, Owner

P_REPLY_2D = "p_reply_2d"
_MOST = 0.8  # the share of answers by whose time most have come
_LIKELY = ((0.8, "very likely"), (0.5, "likely"), (0.2, "less likely than not"), (0.0, "unlikely"))
_HOURS_MAX = 48
_ASKED_MIN = 3  # before half of them is worth a word

_MAILS = """
    SELECT at_us, direction = 'out' AS sent, direction = 'out' AND recipients = 1 AS alone
    FROM contact
    WHERE addressed AND interaction = 'mail' AND direction IN ('in', 'out')
        AND at_us > 0 AND at_us <= ? AND person = ?
    ORDER BY at_us, key
"""
# To the millisecond, as ``models.asks`` counts.
_ASKED = """
    SELECT count(*), count(*) FILTER (back_us // 1000 - at_us // 1000 <= $window // 1000)
    FROM wait WHERE at_us // 1000 < ($now - $window) // 1000
"""
_RECEIVED = """
    SELECT at_us // $slot % $slots AS slot, count(*) AS n FROM contact
    WHERE addressed AND interaction = 'mail' AND direction = 'in'
        AND at_us > 0 AND at_us // 1000 < $now // 1000
    GROUP BY slot
"""


class Back(NamedTuple):
    """Whether and how soon somebody writes back, how likely they now would, and why."""

    replies: Replies | None
    p_reply_2d: float | None
    reasons: tuple[Reason, ...]


def replies(book: Book, tie: Row) -> Back:
    """Return, of a professional tie, the ``replies`` so far, ``p_reply_2d``, and why.

    What is not known, or of a tie that is none, is None; how likely an answer is, also of a tie
    past its rhythm.
    """
    import numpy as np

    asks, mine = _asks(book, tie["person"]) if tie["circle"] in AMONG_PEERS else (None, None)
    if asks is None or mine is None:
        return Back(None, None, ())
    told = _told(mine, book.moment_us)
    known = [Reason("replies", told.answered_2d, _text(told))] if told else []
    if tie["stage"] == "died" or _is_past(tie):
        return Back(told, None, tuple(known))
    columns = asks.columns(np.array([len(asks.at_us) - 1]))
    chance = 1.0 / (1.0 + float(np.exp(-reply.logits(columns)[0])))
    likely = next(words for least, words in _LIKELY if chance >= least)
    text = f"if you wrote to them today, an answer within two days would be {likely}"
    return Back(told, chance, (*known, Reason(P_REPLY_2D, chance, text)))


def _is_past(tie: Row) -> bool:
    """Whether a tie is past its rhythm: then what was usual says nothing of an answer now."""
    gaps = tie["gap_ratio"]
    return tie["silent_days"] > RESTING_SILENT_DAYS or (gaps is not None and gaps >= RESTING_GAPS)


def _asks(book: Book, person: str) -> tuple[Asks | None, Asks | None]:
    """Return the mails to this person alone with one more, now; and those alone."""
    import numpy as np

    from comity.models.asks import Asks, Mails

    found = book.execute(_MAILS, [book.moment_us, person]).fetchnumpy()
    at_us, sent, alone = (np.asarray(found[name]) for name in ("at_us", "sent", "alone"))
    if not len(at_us):
        return None, None
    pair = np.zeros(len(at_us), np.int64)
    mails = Mails(pair[:1], pair, at_us, sent)
    asks = Asks(mails, pair[alone], at_us[alone])
    now_us = np.append(asks.at_us, book.moment_us)
    return Asks(mails, np.append(asks.pair, 0), now_us, book.once(_known)), asks


def _known(book: Book) -> Owner:
    """Return what the mails with everyone say as of now."""
    import numpy as np

    from comity.models.asks import SLOT_US, WEEK_SLOTS, WINDOW_US, Owner

    now = {"now": book.moment_us}
    asked, answered = book.execute(_ASKED, now | {"window": WINDOW_US}).fetchall()[0]
    received = np.zeros(WEEK_SLOTS, np.int64)
    by_slot = book.execute(_RECEIVED, now | {"slot": SLOT_US, "slots": WEEK_SLOTS})
    for slot, n in by_slot.fetchall():
        received[slot] = n
    return Owner(asked, answered, received)


def _told(asks: Asks, now_us: int) -> Replies | None:
    """Return how many mails were answered, within two days and at all, and how soon."""
    from comity.models.asks import WINDOW_US, within_days

    if not len(asks.at_us):
        return None
    closed = asks.at_us + WINDOW_US <= now_us
    days, ended = asks.waits(now_us)
    return Replies(
        asked=len(asks.at_us),
        unanswered=int((~ended).sum()),
        asked_2d=int(closed.sum()),
        answered_2d=int(asks.answered[closed].sum()),
        median_days=within_days(0.5, days, ended),
        most_days=within_days(_MOST, days, ended),
    )


def _text(told: Replies) -> str:
    """Return "wrote back to 14 of 19 mails within two days; half within 5 hours"."""
    parts = []
    if told.asked_2d:
        mails = count(told.asked_2d, "mail")
        parts.append(f"wrote back to {told.answered_2d} of {mails} within two days")
    if told.median_days is not None and told.asked >= _ASKED_MIN:
        parts.append(f"half within {_wait(told.median_days)}")
    if told.unanswered:
        parts.append(f"no answer yet to {told.unanswered} of {told.asked}")
    return "; ".join(parts)


def _wait(days: float) -> str:
    hours = round(days * 24)
    return count(max(hours, 1), "hour") if hours < _HOURS_MAX else span(days)
