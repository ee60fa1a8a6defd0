"""Two people side by side, with what speaks for their being one and what against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from comity.errors import ComityError
from comity.faces.web.advice import what_is_wrong
from comity.faces.web.face import Page, face_of
from comity.operations.decide.pair import pair
from comity.operations.network.directory import listed
from comity.operations.person.person import person as person_page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.operations.network.documents import Listed


def merging(request: Request) -> Response:
    """Show two people, or ask who else is meant."""
    face, who = face_of(request), request.path_params["who"]
    also = request.query_params.get("also", "")
    one = face.session.look(person_page, who)
    shown, told = None, "Name somebody"
    persons: tuple[Listed, ...] = ()
    try:
        shown = face.session.ask(pair, one.id, also) if also.strip() else None
    except ComityError as error:
        unclear = error.unclear
        told = (unclear and unclear.told) or what_is_wrong(error.message)
        if unclear and unclear.persons:
            persons = face.session.ask(listed, unclear.persons)
    return face.page(
        request, "merge.html", one=one, also=also, pair=shown, told=told, persons=persons
    )


PAGE = Page(routes=[Route("/people/{who}/merge", merging)])
