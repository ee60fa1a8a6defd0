"""Today: the plan as cards, the week to print, and whom one saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.event.fresh import fresh_events
from comity.operations.person.starters import starters
from comity.operations.plan.today import note_shown, planned
from comity.operations.plan.week import week
from comity.operations.upkeep.followed import followed

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.book import Book
    from comity.faces.session import Session
    from comity.operations.person.documents import Starters
    from comity.operations.plan.documents import Today

MORE_MAX = 20
_DIGITS_MAX = 4


def today(request: Request) -> Response:
    """Show the few people of today; an empty book leads to its beginning."""
    face = face_of(request)
    if face.session.book().is_empty:
        return RedirectResponse("/begin", status_code=303)
    more = _more(request)
    plan, grounds = gather(face.session, more)
    face.session.ask(_note, more)
    fresh = face.session.ask(fresh_events)
    accounts = face.session.ask(followed)
    return face.page(
        request, "today.html", plan=plan, grounds=grounds, fresh=fresh, accounts=accounts
    )


def _more(request: Request) -> int:
    """Return how many more than the day's pace were asked for."""
    given = request.query_params.get("more", "")
    return min(int(given), MORE_MAX) if given.isdecimal() and len(given) < _DIGITS_MAX else 0


def gather(session: Session, more: int = 0) -> tuple[Today, dict[str, Starters]]:
    """Return the plan, and what a message to each could rest on."""
    plan, _ = session.look(planned, more=more)
    persons = [one.person.id for one in plan.suggestions]
    return plan, {one: session.look(starters, one) for one in persons}


def get_ready(session: Session) -> None:
    """Work out today before it is asked for, and those who come next when somebody is done."""
    gather(session)
    for day in session.look(week).days[:2]:
        for one in day.suggestions:
            session.look(starters, one.person.id)


def _note(book: Book, more: int) -> None:
    """Note that the plan was looked at: working it out is not showing it."""
    _, chosen = book.once(planned, more=more)
    note_shown(book, chosen)


def this_week(request: Request) -> Response:
    """Show the working days ahead, to print."""
    face = face_of(request)
    return face.page(request, "week.html", week=face.session.look(week))


PAGE = Page(
    routes=[Route("/", of_my_side(today)), Route("/week", of_my_side(this_week))],
    address="/",
    name="Today",
    under=("week",),
    get_ready=get_ready,
)
