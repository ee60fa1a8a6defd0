"""The year to print or to share, the book as of a day, and what to talk about with somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from comity.errors import BadInput
from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.garden.agenda import agenda as agenda_of
from comity.operations.garden.rewind import rewind as rewind_to
from comity.operations.garden.year import year as year_of
from comity.operations.moment import local
from comity.operations.person.lookup import find_person

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_DIGITS_MAX = 4
DAYS_BACK = 730  # the slider goes back so far


def year(request: Request) -> Response:
    """Show what a year brought; ``figures``: without a name, to share."""
    face, query = face_of(request), request.query_params
    figures = query.get("figures") == "1"
    found = face.session.look(year_of, figures=figures)
    return face.page(request, "year.html", found=found, figures=figures)


def rewind(request: Request) -> Response:
    """Show the network as of so many days ago, or ask for a day."""
    face, query = face_of(request), request.query_params
    given = query.get("back", "")
    back = int(given) if given.isdecimal() and len(given) <= _DIGITS_MAX else 0
    book = face.session.book()
    today = local(book.moment_us, book.zone).date()
    day = (today - timedelta(days=min(back, 10 * DAYS_BACK))).isoformat() if back else ""
    day, named = query.get("day") or day, query.get("named") == "1"
    try:
        found = face.session.look(rewind_to, day, quick=not named) if day else None
        wrong = ""
    except BadInput as error:
        found, wrong = None, error.message
    return face.page(
        request,
        "rewind.html",
        found=found,
        back=back,
        day=day,
        wrong=wrong,
        most=DAYS_BACK,
        named=named,
    )


def agenda(request: Request) -> Response:
    """Show what to talk about with somebody."""
    face, who = face_of(request), request.path_params["who"]
    meant = face.session.ask(find_person, who).person.id
    if meant != who:
        return RedirectResponse(f"/people/{meant}/agenda", status_code=303)
    return face.page(request, "agenda.html", found=face.session.look(agenda_of, who))


PAGE = Page(
    routes=[
        Route("/year", of_my_side(year)),
        Route("/rewind", of_my_side(rewind)),
        Route("/people/{who}/agenda", of_my_side(agenda)),
    ]
)
