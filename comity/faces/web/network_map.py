"""Map: the user in the middle, and everyone around as far as their last contact lies back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.network.map import OTHERS, RINGS, distance, network_map

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.network.documents import NetworkMap, Placed

_NEAREST, _OUT = 40.0, 330.0  # of the picture's units, from the middle
_LABEL = _OUT + 14


class Spot(NamedTuple):
    """Somebody on the picture: their dot, the line to their name, the name and how it is turned."""

    one: Placed
    x: float
    y: float
    out_x: float
    out_y: float
    name_x: float
    name_y: float
    turned: float
    is_left: bool


class Ring(NamedTuple):
    """How far out a time lies."""

    r: float
    words: str


def show(request: Request) -> Response:
    """Show the map, and the same as a table."""
    face = face_of(request)
    found = face.session.look(network_map)
    return face.page(
        request,
        "map.html",
        found=found,
        spots=[_spot(one) for one in found.people],
        rings=_rings(found),
        groups=_rows(found),
        others=OTHERS,
    )


def _rings(found: NetworkMap) -> list[Ring]:
    far = ((distance(days, found.farthest_days), words) for days, words in RINGS)
    return [Ring(round(_radius(out), 1), words) for out, words in far if out <= 1]


def _radius(far: float) -> float:
    return _NEAREST + far * (_OUT - _NEAREST)


def _spot(one: Placed) -> Spot:
    angle = one.turn * 2 * math.pi - math.pi / 2
    across, down, r = math.cos(angle), math.sin(angle), _radius(one.distance)
    is_left = across < 0
    turned = math.degrees(angle) + (180 if is_left else 0)
    x, y, out_x, out_y, name_x, name_y = (
        round(many * way, 1) for many in (r, _OUT, _LABEL) for way in (across, down)
    )
    return Spot(one, x, y, out_x, out_y, name_x, name_y, round(turned, 1), is_left)


def _rows(found: NetworkMap) -> list[tuple[str, list[Placed]]]:
    return [
        (group.name, [one for one in found.people if one.group == n])
        for n, group in enumerate(found.groups)
    ]


def get_ready(session: Session) -> None:
    """Work out the map."""
    session.look(network_map)


PAGE = Page(
    routes=[Route("/map", of_my_side(show))],
    address="/map",
    name="Map",
    get_ready=get_ready,
)
