"""People: everyone to look through, and one person."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import JSONResponse
from starlette.routing import Route

from comity.faces.plain import plain
from comity.faces.web.face import Page, face_of
from comity.operations.network.directory import PAGE as ROWS_MAX
from comity.operations.network.directory import directory

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.network.documents import Listed

_CHOICES = ("words", "stage", "circle", "tag", "organisation", "channel", "which", "sort")
_NAMES_MAX = 8


def people(request: Request) -> Response:
    """Show a page of those who answer to the words and choices; the rows alone, where asked."""
    face, query = face_of(request), request.query_params
    chosen = {name: query.get(name, "").strip() for name in _CHOICES}
    given = {name: value for name, value in chosen.items() if value}
    skip = int(query["skip"]) if query.get("skip", "").isdecimal() else 0
    found = face.session.look(directory, skip=min(skip, 10**9), **given)
    pages = {
        "before": urlencode(given | {"skip": str(max(skip - ROWS_MAX, 0))}) if skip else "",
        "after": urlencode(given | {"skip": str(skip + ROWS_MAX)})
        if skip + ROWS_MAX < found.count
        else "",
    }
    template = "people_rows.html" if query.get("part") == "rows" else "people.html"
    return face.page(request, template, found=found, chosen=chosen, pages=pages)


def names(request: Request) -> Response:
    """Return the few who answer to words half typed: what to write for each, and what is shown."""
    words = request.query_params.get("words", "").strip()
    found = face_of(request).session.look(directory, words=words, limit=_NAMES_MAX).people
    called = [one.name for one in found]
    told = [
        [one.id if called.count(one.name) > 1 else plain(one.name), plain(_described(one))]
        for one in found
    ]
    return JSONResponse({"names": told})


def _described(one: Listed) -> str:
    return ", ".join(filter(None, (one.name, one.title, one.organisation)))


def get_ready(session: Session) -> None:
    """Work out the list as it is first asked for."""
    session.look(directory, skip=0)


PAGE = Page(
    routes=[Route("/people", people), Route("/people/names", names)],
    address="/people",
    name="People",
    under=("records",),
    get_ready=get_ready,
)
