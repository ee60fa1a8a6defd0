"""The running evening: the organiser's console, the projector, and what both are told by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, StreamingResponse
from starlette.routing import Route

from comity.errors import BadInput, ComityError, NotFound
from comity.faces.web.face import Page, face_of, fields_of, in_thread, write_route
from comity.faces.web.following import Follower, now_us, version
from comity.faces.web.phone_door import addresses
from comity.operations.event.events import event_file
from comity.operations.event.moving import ANYWAY
from comity.operations.event.pressing import PRESSES, press
from comity.operations.event.repairing import alone, in_words, proposal
from comity.operations.event.showing import board, seats
from comity.operations.event.ticks import TICKS

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.operations.event.evening import Evening
    from comity.operations.event.showing import Seat

_SIZES = {"few": 10, "some": 24, "many": 36}  # the names that fit, as room.css sets each
_WAYS = ("light", "dark")


def follower_of(request: Request) -> Follower:
    """Return who follows the event that an address names."""
    file = event_file(face_of(request).session.folder, request.path_params["key"])
    known: dict[object, Follower] = request.app.state.__dict__.setdefault("followers", {})
    return known.setdefault(file.folder, Follower(file))


def console(request: Request) -> Response:
    """Show the organiser the evening, and all there is to press."""
    return _console(request)


def _console(request: Request, refused: dict[str, object] | None = None) -> Response:
    follower = follower_of(request)
    evening = follower.look()
    key = request.path_params["key"]
    return face_of(request).page(
        request,
        "console.html",
        key=key,
        evening=evening,
        board=board(evening, follower.clock()),
        proposed=_proposed(evening),
        alone=[one.name for key in alone(evening) if (one := evening.guest(key))],
        waited=[one for one in evening.guests if _is_waited_for(evening, one.key)],
        missing=[one for one in evening.guests if one.key not in _counted_on(evening)],
        tables=_tables(evening),
        ticks=TICKS,
        refused=refused,
        door=face_of(request).door.address if _is_open(request, follower) else "",
        addresses=addresses(),
        version=version(evening, follower.clock()),
        home=f"/event/{key}/console",
    )


def _is_open(request: Request, follower: Follower) -> bool:
    return face_of(request).door.is_open(follower.file.folder)


def _counted_on(evening: Evening) -> frozenset[str]:
    return evening.there(max(evening.round, 1)) | evening.there(evening.seated_until + 1)


def _is_waited_for(evening: Evening, key: str) -> bool:
    return key not in evening.here and key in _counted_on(evening)


def _proposed(evening: Evening) -> str:
    """Return how the seats could be mended, in words; "" where they stand."""
    if not (evening.unsettled and evening.seating) or evening.stage == "over":
        return ""
    try:
        found = proposal(evening)
    except BadInput as error:
        return f"Seats cannot be mended: {error.message}."
    return in_words(evening, found) if found else ""


def _tables(evening: Evening) -> list[tuple[int, list[str]]]:
    """Return who sits at which table in the round at hand."""
    found: dict[int, list[str]] = {}
    for one in seats(evening, max(evening.round, 1)) if evening.seating else ():
        found.setdefault(one.table, []).append(one.name)
    return sorted(found.items(), key=lambda one: (not one[0], one[0]))


def projector(request: Request) -> Response:
    """Show the room the round, the clock and the seats, huge."""
    follower = follower_of(request)
    evening = follower.look()
    shown = board(evening, follower.clock())
    pages = _pages(shown.seats)
    text = request.query_params.get("page", "")
    page = int(text) % len(pages) if text.isdecimal() and len(text) < 5 else 0  # noqa: PLR2004
    look = request.query_params.get("look", "")
    return face_of(request).page(
        request,
        "projector.html",
        beside=True,
        key=request.path_params["key"],
        board=shown,
        version=version(evening, follower.clock()),
        pages=pages,
        page=page,
        look=look if look in _WAYS else "",
        other="light" if look == "dark" else "dark",
    )


def _pages(seats: tuple[Seat, ...]) -> list[tuple[str, tuple[Seat, ...]]]:
    """Return pages of names, each whole on the screen, about as many on each, and their size."""
    count = max(1, -(-len(seats) // _SIZES["many"]))
    each = max(1, -(-len(seats) // count))
    size = next(one for one, names in _SIZES.items() if each <= names)
    return [(size, seats[at : at + each]) for at in range(0, len(seats), each)] or [(size, ())]


async def follow(request: Request) -> Response:
    """Send what changes as it does (server-sent events)."""
    follower = await in_thread(follower_of, request)
    return StreamingResponse(follower.events(), media_type="text/event-stream")


async def pressed(request: Request, form: FormData) -> Response:
    """Do what was pressed, and lead back to the console with a sentence that says what was done."""
    what, key = request.path_params["what"], request.path_params["key"]
    if what not in PRESSES and what != "undo":
        raise NotFound(f"nothing here is called {what!r}")
    face = face_of(request)
    given = {name: values[0] for name, values in fields_of(form).items()}
    file = await in_thread(event_file, face.session.folder, key)
    try:
        face.say(await in_thread(press, file, what, given, now_us=now_us()))
    except ComityError as error:
        if error.hint == ANYWAY:
            again = {"words": error.message, "what": what, "given": _again(given)}
            shown: Response = await in_thread(_console, request, again)
            return shown
        raise
    return RedirectResponse(f"/event/{key}/console", status_code=303)


def _again(given: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if name not in {"csrf", "next"}}


PAGE = Page(
    routes=[
        Route("/event/{key}/console", console),
        Route("/event/{key}/projector", projector),
        Route("/event/{key}/follow", follow),
        write_route("/event/{key}/press/{what}", pressed),
    ],
)
