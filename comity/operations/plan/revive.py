"""*revive*: a resting tie that was good, one a day at most: first who answers, then who lasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason
from comity.operations.moment import DAY_US
from comity.operations.plan.openings import ANSWER_DAYS, OPENINGS, owner_share, standing
from comity.operations.plan.quiet_ties import READ, mutual, suggestion
from comity.operations.plan.suggestion import SuggestionKind
from comity.operations.words import on_day, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book, Row
    from comity.operations.plan.suggestion import Suggestion

TWO_WAY_DAYS_MIN = 4
SILENT_DAYS = (180, 5 * 365)
POOL = 14  # the best take turns by the day, so one that is skipped makes way

_RESTING = f"""
    SELECT {READ} FROM candidate
    WHERE stage = 'resting' AND may_approach AND two_way_days >= ?
        AND silent_days > ? AND silent_days <= ?
    ORDER BY person
"""
_ANSWERED = f"""
    SELECT person, count(*) AS asked, count(*) FILTER (answered) AS answered FROM ({OPENINGS})
    WHERE at_us <= $until_us - {ANSWER_DAYS * DAY_US} GROUP BY person
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield resting ties that were good, today's first; the plan names one of them a day."""
    resting = book.rows(_RESTING, [TWO_WAY_DAYS_MIN, *SILENT_DAYS])
    if not resting:
        return
    told = {one["person"]: one for one in book.rows(_ANSWERED, {"until_us": book.moment_us})}
    answered, asked = (
        sum(float(one[name]) for one in told.values()) for name in ("answered", "asked")
    )
    mine = owner_share(answered, asked)

    def rank(one: Row) -> float:
        of = told.get(one["person"], {})
        days = float(one["two_way_days"])
        return standing(float(of.get("answered", 0)), float(of.get("asked", 0)), mine, days)

    pool = sorted(resting, key=rank, reverse=True)[:POOL]
    turn = book.today % len(pool)
    for place, one in enumerate([*pool[turn:], *pool[:turn]]):
        why = (mutual(one, book), _silence(one, book), *_answers(told.get(one["person"])))
        yield suggestion(KIND, one, *why, weight=1.0 - place / POOL)


def _silence(one: Row, book: Book) -> Reason:
    text = f"silent for {span(one['silent_days'])}, since {on_day(one['last_at_us'], book)}"
    return Reason("silent_days", round(one["silent_days"], 1), text)


def _answers(told: Row | None) -> Iterator[Reason]:
    """Yield how often they answered a first word after a silence, where they ever did."""
    if told and told["answered"]:
        asked = told["asked"]
        which = "your one" if asked == 1 else f"{told['answered']} of your {asked:,}"
        text = f"answered {which} first word{'s' * (asked > 1)} after a silence"
        yield Reason("openings_answered", told["answered"], text)


KIND = SuggestionKind(
    name="revive",
    words="an old tie",
    help="was good, has gone quiet; one a day",
    minutes=10,
    find=find,
    fades=True,
    recalls=True,
    every_days=1,
)
