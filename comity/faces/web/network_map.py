"""Map: the people in beds, drawn on a canvas, and the same as a table."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import JSONResponse
from starlette.routing import Route

from comity.faces.plain import plain
from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.network.map import LONE, network_map

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.network.documents import NetworkMap, Placed

_ROWS_MAX = 60
_NAMES_MAX = 12


class Row(NamedTuple):
    """A community in the table, with the latest of its people."""

    name: str
    size: int
    people: list[Placed]


def show(request: Request) -> Response:
    """Show the map, and the communities with their people as a table."""
    face = face_of(request)
    found = face.session.look(network_map)
    rows = [
        Row(group.name, group.count, _members(found, n))
        for n, group in enumerate(found.communities)
        if group.name
    ][:_ROWS_MAX]
    return face.page(
        request,
        "map.html",
        rows=rows,
        count=len(found.people),
        groups=len(found.communities),
        alone=sum(group.count for group in found.communities if group.name == LONE),
    )


def _members(found: NetworkMap, community: int) -> list[Placed]:
    of = (one for one in found.people if one.community == community)
    return list(islice(of, _NAMES_MAX))


def data(request: Request) -> Response:
    """Return what the canvas draws."""
    found = face_of(request).session.look(network_map)
    people = [[one.id, plain(one.name), one.x, one.y, one.community] for one in found.people]
    groups = [[plain(one.name), one.x, one.y, one.r] for one in found.communities]
    return JSONResponse({"people": people, "ties": found.ties, "communities": groups})


def get_ready(session: Session) -> None:
    """Work out the map."""
    session.look(network_map)


PAGE = Page(
    routes=[Route("/map", of_my_side(show)), Route("/map/data", data)],
    address="/map",
    name="Map",
    get_ready=get_ready,
)
