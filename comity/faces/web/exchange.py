"""A page for a buddy: chosen, looked at, saved as a file. Nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from comity.faces.web.face import Page, face_of, fields_of, in_thread, of_my_side, write_route
from comity.operations.garden.buddy import HEADS, prepared

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from comity.operations.garden.documents import BuddyPage


def show(request: Request) -> Response:
    """Show what the page may hold: at first the week in figures, which name nobody."""
    who = request.path_params["who"]
    found = face_of(request).session.ask(prepared, who)
    return _page(request, found, ("week",), "", "")


async def choose(request: Request, form: FormData) -> Response:
    """Show the page as it is chosen, or hand it over as a file."""
    face, who, fields = face_of(request), request.path_params["who"], fields_of(form)
    chosen = tuple(fields.get("choose", ()))
    aim, ask = (fields.get(name, [""])[0] for name in ("aim", "ask"))
    found = await in_thread(face.session.ask, prepared, who, chosen, aim=aim, ask=ask)
    if fields.get("save") and found.html:
        return Response(
            found.html,
            media_type="text/html",
            headers={
                "content-disposition": f'attachment; filename="week-for-{found.person.id}.html"'
            },
        )
    answer: Response = await in_thread(_page, request, found, chosen, aim, ask)
    return answer


def _page(
    request: Request, found: BuddyPage, chosen: tuple[str, ...], aim: str, ask: str
) -> Response:
    taken = [one for one in found.items if one.id in chosen or one.kind in {"aim", "ask"}]
    return face_of(request).page(
        request,
        "exchange.html",
        found=found,
        chosen=chosen,
        taken=taken if found.html else [],
        heads=HEADS,
        aim=aim,
        ask=ask,
    )


PAGE = Page(
    routes=[
        Route("/people/{who}/exchange", of_my_side(show)),
        write_route("/people/{who}/exchange", choose),
    ]
)
