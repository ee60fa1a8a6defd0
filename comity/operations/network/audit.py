"""``audit``: the honest count, each figure with its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args

from comity.cache import heeds
from comity.errors import BadInput
from comity.operations.decide.me import is_known
from comity.operations.moment import DAY_US, instant_us, iso
from comity.operations.operation import operation
from comity.operations.person.overlay import Circle, Stage
from comity.operations.upkeep.earlier import tell_of_earlier
from comity.operations.upkeep.set_aside import tell_of_aside

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result

RELATIONSHIP_STAGES = ("established", "growing", "resting")
WINDOWS_DAYS = (7, 30, 365)

RULES = {
    "contacts": "everyone seen in your sources: not you, no lists, robots or office addresses",
    "no_exchange_seen": "neither of you addressed the other in these sources; what happened "
    "elsewhere is not denied",
    "one_way": "only one of you has ever addressed the other",
    "relationships": "established, growing or resting: at least 3 days each way",
    "established": "12 or more two-way days, first to last at least 180 days apart",
    "growing": "3 or more two-way days",
    "resting": "was growing or established; silent for 8 times its usual gap, or over 180 days "
    "with less than an even chance of contact in 90",
    "sprouting": "1 or 2 two-way days, within a year",
    "planted": "one side only, within 90 days",
    "interacted": "people addressed by you or addressing you, with words or in presence",
    "reply_rate_by_me": "of what asked you something 30 or more days ago, answered within 30 days",
    "reply_rate_to_me": "of what you asked 30 or more days ago, answered within 30 days",
    "guessed": "of these answers, by a guess: they name no mail that is here, and bear the subject "
    "of one between the same two people within 30 days",
    "initiated": "first messages of a thread, by who wrote them",
    "linkedin": "connections of your LinkedIn export, and how many of them are relationships",
    "invitations_without_a_word": "invitations you sent with no text, ever",
    "questions_unanswered": "put to you or to you and two others, in the last year, more than a "
    "day ago, and nothing from you in that thread since",
    "questions_guessed": "of such questions, those that are counted as answered by a guess: only a "
    "subject says so",
    "thanks_unanswered": "messages that thanked you in the last year, the last word in their "
    "thread",
    "pasted_to_many": "texts of yours that three or more people got in the last year, names and "
    "figures aside",
    "last_asked_advice_at": "when you last asked someone what they think or advise",
}


@heeds("stage", "circle")
@operation("audit")
def audit(
    book: Book,
    *,
    since: Annotated[str, "Set the count beside an earlier day: 2026-01-01."] = "",
) -> Result:
    """Count honestly: how much of the list is a network, by which rule.

    Contacts are a list; relationships are what was exchanged both ways, over time. The count
    comes with the rule of each figure, and with your own side of it.
    """
    tell_of_earlier(book)
    tell_of_aside(book)
    result = figures(book)
    if since:
        result["since"] = _earlier(book, since)
    return {**result, "rules": RULES}


def figures(book: Book) -> Result:
    """Return the figures as of the book's moment."""
    from comity.operations.network.own_side import my_side
    from comity.operations.person.overlay import show_ties

    show_ties(book)
    counts = book.rows(_COUNTS)[0]
    return {
        "me_known": is_known(book),
        "contacts": counts["contacts"],
        "no_exchange_seen": counts["no_exchange_seen"],
        "one_way": {"only_me": counts["only_me"], "only_them": counts["only_them"]},
        "relationships": counts["relationships"],
        "stages": _by("stage", book, where="true", names=get_args(Stage)),
        "circles": _by("circle", book, where=_IS_RELATIONSHIP, names=get_args(Circle)),
        "interacted": _interacted(book),
        "initiated": {"by_me": counts["by_me"], "by_them": counts["by_them"]},
        "reply_rate_by_me": _rate(counts["answered_by_me"], counts["asked_by_them"]),
        "reply_rate_to_me": _rate(counts["answered_by_them"], counts["asked_by_me"]),
        "asked": {"by_me": counts["asked_by_me"], "by_them": counts["asked_by_them"]},
        "guessed": {
            "by_me": counts["guessed_by_me"],
            "by_them": counts["guessed_by_them"],
        },
        "linkedin": book.rows(_LINKEDIN)[0],
        "open_questions": book.rows("SELECT count(*) AS open FROM question")[0]["open"],
        "my_side": my_side(book),
    }


_IS_RELATIONSHIP = f"stage IN {RELATIONSHIP_STAGES}"
_COUNTS = f"""
    SELECT count(*) AS contacts,
        count(*) FILTER (sent = 0 AND received = 0) AS no_exchange_seen,
        count(*) FILTER (sent > 0 AND received = 0) AS only_me,
        count(*) FILTER (sent = 0 AND received > 0) AS only_them,
        count(*) FILTER ({_IS_RELATIONSHIP}) AS relationships,
        CAST(coalesce(sum(initiated_by_me), 0) AS BIGINT) AS by_me,
        CAST(coalesce(sum(initiated_by_them), 0) AS BIGINT) AS by_them,
        CAST(coalesce(sum(asked_by_me), 0) AS BIGINT) AS asked_by_me,
        CAST(coalesce(sum(asked_by_them), 0) AS BIGINT) AS asked_by_them,
        CAST(coalesce(sum(answered_by_me), 0) AS BIGINT) AS answered_by_me,
        CAST(coalesce(sum(answered_by_them), 0) AS BIGINT) AS answered_by_them,
        CAST(coalesce(sum(guessed_by_me), 0) AS BIGINT) AS guessed_by_me,
        CAST(coalesce(sum(guessed_by_them), 0) AS BIGINT) AS guessed_by_them
    FROM tie
"""
_LINKEDIN = f"""
    SELECT count(*) AS connections, count(*) FILTER ({_IS_RELATIONSHIP}) AS relationships
    FROM tie SEMI JOIN connected USING (person)
"""


def _by(column: str, book: Book, *, where: str, names: tuple[str, ...]) -> dict[str, int]:
    sql = f"SELECT {column} AS name, count(*) AS n FROM tie WHERE {where} GROUP BY 1"
    return dict.fromkeys(names, 0) | {one["name"]: one["n"] for one in book.rows(sql)}


def _interacted(book: Book) -> dict[str, int]:
    sql = "SELECT count(*) AS n FROM tie WHERE last_at_us > ? AND last_at_us <= ?"
    now_us = book.moment_us
    return {
        f"{days}d": book.rows(sql, [now_us - days * DAY_US, now_us])[0]["n"]
        for days in WINDOWS_DAYS
    }


def _rate(answered: int, asked: int) -> float | None:
    return answered / asked if asked else None


def _earlier(book: Book, since: str) -> dict[str, Any]:
    """Return the same figures as of an earlier day."""
    from comity.book import open_book

    then_us = instant_us(since, book.zone, now_us=book.now_us)
    if then_us >= book.moment_us:
        raise BadInput(f"{since} is no earlier day", hint="say one before the day of the count")
    with open_book(
        book.folder, now_us=book.now_us, as_of_us=then_us, notify=book.notify, veil=book.veil
    ) as then:
        return {"as_of": iso(then_us), **figures(then)}
