"""From mails with a person: whether and how soon they wrote back, and how likely they now would.

Of mails that the owner sent to them alone; any mail from them afterwards counts as an answer.
Everything is counted by ``models.asks``, as it is where the reply model is evaluated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.models import reply
from comity.operations.account_of import moving, reason
from comity.operations.wording import count, span

if TYPE_CHECKING:
    import duckdb

    from comity.book import Book
    from comity.models.asks import Asks

P_REPLY_2D = "p_reply_2d"
_MOST = 0.8  # the share of answers by whose time most have come
_LIKELY = ((0.8, "very likely"), (0.5, "likely"), (0.2, "less likely than not"), (0.0, "unlikely"))
_HOURS_MAX = 48
_ASKED_MIN = 3  # before half of them is worth a word

_MAILS = """
    SELECT dense_rank() OVER (ORDER BY person) - 1 AS pair, at_us,
        direction = 'out' AS sent, direction = 'out' AND recipients = 1 AS alone
    FROM contact
    WHERE addressed AND interaction = 'mail' AND direction IN ('in', 'out')
        AND at_us > 0 AND at_us <= ?
    ORDER BY at_us, key
"""
_PAIRS = """
    SELECT DISTINCT person FROM contact
    WHERE addressed AND interaction = 'mail' AND direction IN ('in', 'out')
        AND at_us > 0 AND at_us <= ?
    ORDER BY person
"""


def replies(book: Book, tie: dict[str, Any]) -> dict[str, Any]:
    """Return, of a professional tie, the ``replies`` so far, ``p_reply_2d``, and why.

    What is not known, or of a tie that is none, is None.
    """
    import numpy as np

    asks, mine = _asks(book, tie["person"]) if tie["circle"] == "professional" else (None, None)
    if asks is None or mine is None:
        return {"replies": None, P_REPLY_2D: None, "reasons": []}
    columns = asks.columns(np.array([len(asks.at_us) - 1]))
    chance = 1.0 / (1.0 + float(np.exp(-reply.logits(columns)[0])))
    likely = next(words for least, words in _LIKELY if chance >= least)
    why = moving(reply.reasons(columns))
    text = f"if you wrote to them today, an answer within two days would be {likely} ({why})"
    told = _told(mine, book.moment_us)
    known = [reason("replies", told["answered_2d"], _text(told))] if told else []
    return {
        "replies": told,
        P_REPLY_2D: chance,
        "reasons": [*known, reason(P_REPLY_2D, chance, text)],
    }


def _asks(book: Book, person: str) -> tuple[Asks | None, Asks | None]:
    """Return all mails to one alone with one more, to this person now; and theirs."""
    import numpy as np

    from comity.models.asks import Asks, Mails

    if "mails" not in book.worked_out:  # the same for everyone, until something is imported
        numbered = {who: n for n, (who,) in enumerate(_rows(book, _PAIRS).fetchall())}
        book.worked_out["mails"] = numbered, _rows(book, _MAILS).fetchnumpy()
    numbered, found = book.worked_out["mails"]
    if person not in numbered:
        return None, None
    pairs = np.asarray(found["pair"], np.int64)
    theirs = pairs == numbered[person]
    at_us, sent = np.asarray(found["at_us"], np.int64), np.asarray(found["sent"], np.bool_)
    mails = Mails(np.zeros(pairs.max() + 1, np.int64), pairs, at_us, sent)
    alone = np.asarray(found["alone"], np.bool_)
    to_all = np.append(pairs[alone], pairs[theirs][0])
    with_now = Asks(mails, to_all, np.append(at_us[alone], book.moment_us))
    return with_now, Asks(mails, pairs[alone & theirs], at_us[alone & theirs])


def _rows(book: Book, sql: str) -> duckdb.DuckDBPyConnection:
    return book.db.execute(sql, [book.moment_us])


def _told(asks: Asks, now_us: int) -> dict[str, Any] | None:
    """Return how many mails were answered, within two days and at all, and how soon."""
    from comity.models.asks import WINDOW_US, within_days

    if not len(asks.at_us):
        return None
    closed = asks.at_us + WINDOW_US <= now_us
    days, ended = asks.waits(now_us)
    return {
        "asked": len(asks.at_us),
        "unanswered": int((~ended).sum()),
        "asked_2d": int(closed.sum()),
        "answered_2d": int(asks.answered[closed].sum()),
        "median_days": within_days(0.5, days, ended),
        "most_days": within_days(_MOST, days, ended),
    }


def _text(told: dict[str, Any]) -> str:
    """Return "wrote back to 14 of 19 mails within two days; half within 5 hours"."""
    parts = []
    if told["asked_2d"]:
        mails = count(told["asked_2d"], "mail")
        parts.append(f"wrote back to {told['answered_2d']} of {mails} within two days")
    if told["median_days"] is not None and told["asked"] >= _ASKED_MIN:
        parts.append(f"half within {_wait(told['median_days'])}")
    if told["unanswered"]:
        parts.append(f"no answer yet to {told['unanswered']} of {told['asked']}")
    return "; ".join(parts)


def _wait(days: float) -> str:
    hours = round(days * 24)
    return count(max(hours, 1), "hour") if hours < _HOURS_MAX else span(days)
