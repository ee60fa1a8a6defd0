"""Today: the plan as cards, the week to print, and whom one saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from comity.faces.web.face import face_of
from comity.operations.ingredients import ingredients
from comity.operations.week import week

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute


def today(request: Request) -> Response:
    """Show the few people of today; an empty book leads to its beginning."""
    face = face_of(request)
    if face.desk.book().is_empty:
        return RedirectResponse("/begin", status_code=303)
    plan = face.desk.read("today")
    grounds = {
        one["person"]["id"]: face.desk.look(ingredients, one["person"]["id"])
        for one in plan["suggestions"]
    }
    addresses = {
        one["person"]["id"]: face.desk.read("person", one["person"]["id"])["identities"]
        for one in plan["suggestions"]
    }
    return face.page(request, "today.html", plan=plan, grounds=grounds, addresses=addresses)


def this_week(request: Request) -> Response:
    """Show the working days ahead, to print."""
    face = face_of(request)
    return face.page(request, "week.html", week=face.desk.look(week))


ROUTES: list[BaseRoute] = [Route("/", today), Route("/week", this_week)]
