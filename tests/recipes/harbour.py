"""The harbour: an invented page of an invented table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from comity.faces.web.face import Page, face_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.book import Book
    from comity.faces.session import Session


def tides(book: Book) -> list[dict[str, Any]]:
    """Return each person with how often they were met."""
    return book.rows("SELECT name, many FROM tide JOIN person USING (person) ORDER BY name")


def harbour(request: Request) -> Response:
    """Show who is in."""
    face = face_of(request)
    return face.page(request, "harbour.html", tides=face.session.look(tides))


def get_ready(session: Session) -> None:
    """Look who is in."""
    session.look(tides)


PAGE = Page(
    routes=[Route("/harbour", harbour)], address="/harbour", name="Harbour", get_ready=get_ready
)
