"""Questions of who is who, two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from starlette.routing import Route

from comity.faces.web.face import Page, face_of
from comity.operations.decide.identity import Asked
from comity.operations.decide.identity import questions as asked_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session

_ASKED_AT_ONCE = 5


def questions(request: Request) -> Response:
    """Ask who is who, two side by side."""
    face = face_of(request)
    chosen = request.query_params.get("only")
    only = {"only": chosen} if chosen in get_args(Asked) else {}
    asked = face.session.look(asked_of, limit=_ASKED_AT_ONCE, **only)
    return face.page(request, "questions.html", asked=asked, only=only)


def get_ready(session: Session) -> None:
    """Work out the questions."""
    session.look(asked_of, limit=_ASKED_AT_ONCE)


PAGE = Page(
    routes=[Route("/questions", questions)],
    address="/questions",
    name="Questions",
    get_ready=get_ready,
)
