"""``what``: what networking is and is not, each word with the user's own figure beside it.

Every figure is another verb's: nothing is computed here a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.operations.decide.me import is_known
from comity.operations.garden.ledger import ledger
from comity.operations.garden.year import year
from comity.operations.loops.kept import kept_in_words
from comity.operations.network.audit import audit
from comity.operations.network.directory import directory
from comity.operations.network.figures import unsaid
from comity.operations.operation import operation
from comity.operations.survey.documents import OwnFigure, Term, WhatItIs
from comity.operations.words import ANSWERED, count, percent

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.network.documents import Audit

DEFINITION: Final = (
    "Consistently establishing, building and maintaining mutual trust and respect with "
    "professional peers."
)
_UNKNOWN: Final = "Nothing here tells yet: import what does."


@operation("what", of_my_side=True)
def what(book: Book) -> WhatItIs:
    """Say what networking is and is not, each word with your own figure beside it.

    A figure that nothing here tells is said to be unknown, and never shown as none.
    """
    found = audit(book)
    tells = is_known(book) and found.no_exchange_seen < found.contacts
    told = (
        "Each figure opens what it counts."
        if tells
        else "No exchange of yours is read yet, so your side of it is open: import mail, a "
        "calendar or a chat, or name people from memory."
    )
    return WhatItIs(DEFINITION, told, _is(book, found, tells=tells), _is_not(found, tells=tells))


def _is(book: Book, found: Audit, *, tells: bool) -> tuple[Term, ...]:
    grew = year(book).figures if tells else {}
    return (
        _consistently(found, tells=tells),
        _establishing(grew.get("new")),
        _building(found, grew.get("grew"), tells=tells),
        _maintaining(book),
        Term("Mutual", "Each answers the other, and each gives.", _mutual(found, tells=tells)),
        Term(
            "Trust and respect",
            "What was said is done, and help comes before an ask.",
            (*_given(book, tells=tells), *_promises(kept_in_words(book))),
        ),
        _with_peers(found, tells=tells),
        Term(
            "A specific ask, and the garden",
            "Say what, why them and by when; plant and water long before the harvest.",
            (
                OwnFigure(None, "Have a draft read before you send it.", "/check"),
                OwnFigure(None, "Whom to plant, water and feed.", "/garden"),
            ),
        ),
    )


def _consistently(found: Audit, *, tells: bool) -> Term:
    n = found.interacted["7d"]
    told = f"In contact with {count(n, 'person', 'people')} in the last week."
    return Term(
        "Consistently",
        "Not once, and not when something is needed: a word to somebody every week.",
        (_figure(n if tells else None, told, "/people?which=days_7"),),
    )


def _establishing(new: int | None) -> Term:
    told = f"{count(new or 0, 'new person', 'new people')} with words both ways in a year."
    return Term(
        "Establishing",
        "New people become more than a name when words go both ways.",
        (_figure(new, told, "/year"),),
    )


def _building(found: Audit, grew: int | None, *, tells: bool) -> Term:
    in_touch = f"{count(found.in_touch, 'person', 'people')} in touch."
    return Term(
        "Building",
        "A tie grows by exchange, not by the day it was made.",
        _distinct(
            _figure(grew, f"{count(grew or 0, 'tie')} grew in a year.", "/year"),
            _figure(found.in_touch if tells else None, in_touch, "/people?which=in_touch"),
        ),
    )


def _maintaining(book: Book) -> Term:
    kept = directory(book, which="kept", limit=1).count
    figure = _figure(
        kept or None,
        f"{count(kept, 'person', 'people')} you keep at a rhythm of your own.",
        "/people?which=kept" if kept else "/people",
        unknown="You named nobody to keep yet: choose among your people.",
    )
    return Term("Maintaining", "People are kept by a rhythm, before they are needed.", (figure,))


def _with_peers(found: Audit, *, tells: bool) -> Term:
    relationships = found.relationships if tells else None
    told = (
        f"{count(found.contacts, 'contact')}, of them {found.relationships:,} in touch or resting."
    )
    return Term(
        "With professional peers",
        "People, one by one. A list is not a network.",
        (_figure(relationships, told, "/network"),),
    )


def _mutual(found: Audit, *, tells: bool) -> tuple[OwnFigure, ...]:
    sides = (
        (found.reply_rate_by_me, found.asked.by_them, "what they asked you", "asked_by_them"),
        (found.reply_rate_to_me, found.asked.by_me, "what you asked them", "asked_by_me"),
    )
    return tuple(
        _figure(
            times if tells and rate is not None else None,
            f"{ANSWERED.capitalize()}: {percent(rate or 0)} of {times:,} times {words}.",
            f"/network/{figure}" if rate is not None else "/import",
            unknown=f"Nothing here tells yet how often {words} was answered.",
        )
        for rate, times, words, figure in sides
    )


def _given(book: Book, *, tells: bool) -> tuple[OwnFigure, ...]:
    helped = ledger(book)
    given, received = len(helped.given), len(helped.received)
    return (
        _figure(
            given + received if tells and given + received else None,
            f"Help that is seen or noted: {given:,} given, {received:,} received.",
            "/ledger",
            unknown="No help given or received is seen here yet; what happened elsewhere counts.",
        ),
    )


def _promises(told: str) -> tuple[OwnFigure, ...]:
    """Return how promises were kept, in words alone."""
    if not told:
        return ()
    return (OwnFigure(None, f"{told[0].upper()}{told[1:]}.", "/loops?kind=promise"),)


def _is_not(found: Audit, *, tells: bool) -> tuple[Term, ...]:
    mine = {one.figure: one for one in unsaid(found.my_side)} if tells else {}

    def own(figure: str, clean: str) -> OwnFigure:
        one = mine.get(figure)
        if one:
            return OwnFigure(one.n, f"{count(one.n, one.noun)} {one.words}.", f"/network/{figure}")
        return _figure(0 if tells else None, clean, "/network")

    return (
        Term(
            "Collecting",
            "A connection with no word behind it is an entry on a list.",
            _distinct(
                _figure(
                    found.no_exchange_seen if tells else None,
                    f"{count(found.no_exchange_seen, 'person', 'people')} on your list with no "
                    "exchange in these sources.",
                    "/people?which=no_exchange",
                ),
                own("invitations_without_a_word", "No invitation without a word is seen."),
            ),
        ),
        Term(
            "Pitching",
            "One text sent to many is a circular, whoever's name stands above it.",
            (own("pasted_to_many", "No text of yours that went to many is seen."),),
        ),
        Term(
            "Keeping score",
            "Help is no debt. An answer that was asked for is a courtesy, and may be late.",
            (own("questions_unanswered", "No question to you is seen left open."),),
        ),
    )


def _distinct(*figures: OwnFigure) -> tuple[OwnFigure, ...]:
    """Return figures, of those that are not known one."""
    return tuple(dict.fromkeys(figures))


def _figure(number: int | None, told: str, page: str, *, unknown: str = _UNKNOWN) -> OwnFigure:
    """Return a figure; of what is not known, that it is not, and where that may change."""
    if number is None:
        return OwnFigure(None, unknown, "/import" if unknown is _UNKNOWN else page)
    return OwnFigure(number, told, page)
