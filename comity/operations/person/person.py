"""``person``: what happened between us, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import extended
from comity.operations.moment import iso
from comity.operations.operation import operation
from comity.operations.person.documents import PersonPage, Summary
from comity.operations.person.lookup import find_person, no_person

if TYPE_CHECKING:
    from comity.book import Book, Row

_TIMELINE_MAX = 200


@operation("person", of_my_side=True)
def person(book: Book, who: str) -> PersonPage:
    """Show one person: what happened, when, and what follows from it.

    WHO is an id, an address, or a name or part of one.
    """
    from comity.operations.person.details import details
    from comity.operations.person.overlay import tie_of
    from comity.operations.person.reminders import as_document, standing
    from comity.operations.person.replies import replies
    from comity.operations.person.timeline import identities_of, reasons, timeline

    found = find_person(book, who)
    identities = identities_of(book, found.person.id)
    tie = tie_of(book, found.person.id, identities)
    if tie is None:
        raise no_person(book, found)
    seen, back = summary(tie, tuple(identities)), replies(book, tie)
    return extended(
        seen,
        PersonPage,
        replies=back.replies,
        p_reply_2d=back.p_reply_2d,
        timeline=tuple(timeline(book, found.person.id, limit=_TIMELINE_MAX)),
        reasons=(*reasons(book, tie), *back.reasons),
        reminders=tuple(map(as_document, standing(book, identities))),
        details=details(book, identities),
    )


def summary(tie: Row, identities: tuple[str, ...]) -> Summary:
    """Return what a list says of one person."""
    has_died = tie["stage"] == "died"
    return Summary(
        id=tie["person"],
        name=tie["name"],
        identities=identities,
        stage=tie["stage"],
        circle=tie["circle"],
        strength=tie["strength"],
        evidence_days=tie["evidence_days"],
        two_way_days=tie["two_way_days"],
        last_at=iso(tie["last_at_us"]),
        sent=tie["sent"],
        received=tie["received"],
        p_contact_7d=None if has_died else tie["p_contact_7d"],
        p_active_90d=None if has_died else tie["p_active_90d"],
    )
