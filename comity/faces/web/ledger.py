"""Given and received: what happened, told per person, each put right in a press."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from starlette.routing import Route

from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.garden.ledger import Kind, gift, stories

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session

_PEOPLE = 15
_DIGITS_MAX = 6


def ledger(request: Request) -> Response:
    """Show what was given and received, of all or of one kind, so many people a page."""
    face, query = face_of(request), request.query_params
    asked, skip = query.get("kind", ""), query.get("skip", "")
    kind = asked if asked in get_args(Kind) else None
    first = int(skip) if skip.isdecimal() and len(skip) <= _DIGITS_MAX else 0
    found = face.session.look(stories, kind=kind)
    return face.page(
        request,
        "ledger.html",
        people=found[first : first + _PEOPLE],
        kind=kind,
        before=max(first - _PEOPLE, 0) if first else None,
        after=first + _PEOPLE if first + _PEOPLE < len(found) else None,
    )


def correct(request: Request) -> Response:
    """Show one gift with what it rests on, to put it right."""
    face = face_of(request)
    way, one = face.session.look(gift, request.path_params["gift"])
    return face.page(request, "gift.html", way=way, one=one)


def get_ready(session: Session) -> None:
    """Read what was given and received."""
    session.look(stories, kind=None)


PAGE = Page(
    routes=[Route("/ledger", of_my_side(ledger)), Route("/ledger/{gift}", of_my_side(correct))],
    get_ready=get_ready,
)
