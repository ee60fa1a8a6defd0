"""The garden: whom to tend how, each a press away from done; the week back and ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.garden.beds import garden as garden_of
from comity.operations.garden.review import review as review_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session


def garden(request: Request) -> Response:
    """Show whom to plant, water and feed, where a harvest is fair, and what was done."""
    face = face_of(request)
    return face.page(request, "garden.html", found=face.session.look(garden_of))


def review(request: Request) -> Response:
    """Show the week back and ahead."""
    face = face_of(request)
    return face.page(request, "review.html", found=face.session.look(review_of))


def get_ready(session: Session) -> None:
    """Work out the garden and the week."""
    session.look(garden_of)
    session.look(review_of)


PAGE = Page(
    routes=[Route("/garden", of_my_side(garden)), Route("/review", of_my_side(review))],
    address="/garden",
    name="Garden",
    under=("ledger", "review", "year", "rewind"),
    get_ready=get_ready,
)
