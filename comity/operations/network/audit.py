"""``audit``: the honest count, each figure with its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

from comity.errors import BadInput
from comity.operations.decide.identity import open_pairs
from comity.operations.decide.me import is_known
from comity.operations.document import extended
from comity.operations.moment import instant_us, iso
from comity.operations.network.counted import begun
from comity.operations.network.documents import (
    Audit,
    EarlierFigures,
    Figures,
    Invitations,
    LinkedIn,
    OneWay,
    Sides,
)
from comity.operations.network.figures import RULES, WHICH, WINDOWS_DAYS
from comity.operations.operation import operation
from comity.operations.person.overlay import SomeCircle, Stage
from comity.operations.upkeep.earlier import tell_of_earlier
from comity.operations.upkeep.set_aside import tell_of_aside

if TYPE_CHECKING:
    from comity.book import Book


@operation("audit", of_my_side=True)
def audit(
    book: Book,
    *,
    since: Annotated[str, "Set the count beside an earlier day: 2026-01-01."] = "",
) -> Audit:
    """Count honestly: how much of the list is a network, by which rule.

    Contacts are a list; relationships are what was exchanged both ways, over time. The count
    comes with the rule of each figure, and with your own side of it.
    """
    tell_of_earlier(book)
    tell_of_aside(book)
    earlier = _earlier(book, since) if since else None
    return extended(figures(book), Audit, rules=RULES, since=earlier)


def figures(book: Book) -> Figures:
    """Return the figures as of the book's moment."""
    from comity.operations.network.own_side import my_side
    from comity.operations.person.overlay import show_ties

    show_ties(book)
    n = book.rows(_COUNTS)[0]
    return Figures(
        me_known=is_known(book),
        contacts=n["contacts"],
        no_exchange_seen=n["no_exchange"],
        one_way=OneWay(n["only_me"], n["only_them"]),
        relationships=n["relationships"],
        in_touch=n["in_touch"],
        resting=n["resting"],
        brief=n["brief"],
        by_word=n["by_word"],
        stages=_by("stage", book, where="true", names=get_args(Stage)),
        circles=_by(
            "circle", book, where=WHICH["relationships"].condition, names=get_args(SomeCircle)
        ),
        interacted={f"{days}d": n[f"days_{days}"] for days in WINDOWS_DAYS},
        initiated=book.once(begun),
        reply_rate_by_me=_rate(n["answered_by_me"], n["asked_by_them"]),
        reply_rate_to_me=_rate(n["answered_by_them"], n["asked_by_me"]),
        asked=Sides(n["asked_by_me"], n["asked_by_them"]),
        guessed=Sides(n["guessed_by_me"], n["guessed_by_them"]),
        linkedin=LinkedIn(n["linkedin"], n["linkedin_relationships"]),
        invitations=_invitations(book),
        open_questions=len(book.once(open_pairs)),
        my_side=book.once(my_side).figures,
    )


_PEOPLE = (
    *("no_exchange", "only_me", "only_them", "linkedin"),
    *("relationships", "in_touch", "resting", "brief", "by_word"),
    *("linkedin_relationships", *(f"days_{days}" for days in WINDOWS_DAYS)),
)
_SUMS = [f"{what}_by_{who}" for what in ("asked", "answered", "guessed") for who in ("me", "them")]
_COUNTS = f"""
    SELECT count(*) AS contacts,
        {", ".join(f"count(*) FILTER ({WHICH[one].condition}) AS {one}" for one in _PEOPLE)},
        {", ".join(f"CAST(coalesce(sum({one}), 0) AS BIGINT) AS {one}" for one in _SUMS)}
    FROM tie WHERE {WHICH["contacts"].condition}
"""
_INVITATIONS = f"""
    SELECT count(*) FILTER ({WHICH["invited"].condition}) AS received,
        count(*) FILTER ({WHICH["invited_noted"].condition}) AS with_note,
        CASE WHEN (SELECT count(*) FROM invitation WHERE accepted IS NOT NULL) > 0
            THEN count(*) FILTER ({WHICH["invited_accepted"].condition}) END AS accepted,
        count(*) FILTER ({WHICH["invited_exchanged"].condition}) AS exchanged
    FROM tie
"""


def _invitations(book: Book) -> Invitations:
    return Invitations(**book.rows(_INVITATIONS)[0])


def _by(column: str, book: Book, *, where: str, names: tuple[str, ...]) -> dict[str, int]:
    sql = (
        f"SELECT {column} AS name, count(*) AS n FROM tie "
        f"WHERE {where} AND {WHICH['contacts'].condition} GROUP BY 1"
    )
    return dict.fromkeys(names, 0) | {one["name"]: one["n"] for one in book.rows(sql)}


def _rate(answered: int, asked: int) -> float | None:
    return answered / asked if asked else None


def _earlier(book: Book, since: str) -> EarlierFigures:
    """Return the same figures as of an earlier day."""
    from comity.book import open_book

    then_us = instant_us(since, book.zone, now_us=book.now_us)
    if then_us >= book.moment_us:
        raise BadInput(f"{since} is no earlier day", hint="say one before the day of the count")
    with open_book(
        book.folder, now_us=book.now_us, as_of_us=then_us, notify=book.notify, redact=book.redact
    ) as then:
        return extended(figures(then), EarlierFigures, as_of=iso(then_us))
