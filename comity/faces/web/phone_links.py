"""Guests' links: phones let in or shut out, a code to scan for each guest, a link made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from comity.errors import BadInput
from comity.faces.web.console import follower_of
from comity.faces.web.face import Page, face_of, in_thread, write_route
from comity.faces.web.following import now_us
from comity.operations.event.calling import alphabetical, called
from comity.operations.event.guest_says import link, unlink

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.operations.event.evening import Evening

_SCALE = 4


def links(request: Request) -> Response:
    """Show a code to scan for every guest, to print or to show at the door."""
    face, follower = face_of(request), follower_of(request)
    evening = follower.look()
    is_open = face.door.is_open(follower.file.folder)
    guests = sorted(evening.guests, key=lambda one: alphabetical(one.name))
    shown = [
        (one, address, code(address))
        for one in guests
        if is_open and (address := _address(face.door.address, evening, one.key))
    ]
    return face.page(
        request,
        "phone_links.html",
        key=request.path_params["key"],
        evening=evening,
        links=shown,
        is_open=is_open,
    )


def _address(door: str, evening: Evening, key: str) -> str:
    token = evening.links.get(key)
    return f"{door}/g/{token}" if token else ""


def code(address: str) -> str:
    """Return the code of an address as SVG (ISO/IEC 18004)."""
    import segno

    return str(
        segno.make(address, micro=False).svg_inline(
            scale=_SCALE, border=2, light="#fff", svgclass="qr", lineclass=None, omitsize=True
        )
    )


async def let_in(request: Request, form: FormData) -> Response:
    """Open the door to phones at the address that was chosen, or shut it."""
    face, follower = face_of(request), await in_thread(follower_of, request)
    host = str(form.get("host", ""))
    if host:
        await in_thread(face.door.open, follower.file, host, _port(follower.look(), host))
        face.say(f"Phones in this network reach their pages at {face.door.address}.")
    else:
        await in_thread(face.door.shut, follower.file)
        face.say("Phones are let in no longer. Their links open again with the door.")
    return RedirectResponse(f"/event/{request.path_params['key']}/console", status_code=303)


def _port(evening: Evening, host: str) -> int | None:
    """Return the port of earlier this evening, so that links that were scanned open again."""
    return evening.door[1] if evening.door and evening.door[0] == host else None


async def change(request: Request, form: FormData) -> Response:
    """Give a guest a new link, or none."""
    face, follower = face_of(request), await in_thread(follower_of, request)
    guest = called(follower.look().guests, str(form.get("who", "")))
    what = str(form.get("link", ""))
    if what not in {"new", "none"}:
        raise BadInput("say whether the link is to be new or none")
    said = link(guest.key) if what == "new" else unlink(guest.key)
    await in_thread(follower.file.append, *said, at_us=now_us())
    face.say(
        f"{guest.name} has a new link; the old one opens nothing."
        if what == "new"
        else f"The link of {guest.name} opens nothing any more."
    )
    return RedirectResponse(f"/event/{request.path_params['key']}/links", status_code=303)


PAGE = Page(
    routes=[
        Route("/event/{key}/links", links),
        write_route("/event/{key}/phones", let_in),
        write_route("/event/{key}/link", change),
    ],
)
