"""History: what the user said and brought in, each step with its undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from comity.faces.web.face import Page, face_of
from comity.operations.decide.history import history

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_STEPS = 50
_DIGITS_MAX = 9


def show(request: Request) -> Response:
    """Show the steps, the latest first; those about one person, where one is named."""
    face, query = face_of(request), request.query_params
    given = query.get("skip", "")
    skip = int(given) if given.isdecimal() and len(given) <= _DIGITS_MAX else 0
    who = query.get("who", "")
    found = face.session.look(history, who, limit=_STEPS, skip=skip)
    return face.page(
        request,
        "history.html",
        found=found,
        who=who,
        before=max(skip - _STEPS, 0) if skip else None,
        after=skip + _STEPS if skip + _STEPS < found.count else None,
    )


PAGE = Page(routes=[Route("/history", show)])
