"""What comes before the evening: events, the guest list, the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from comity.errors import BadInput, NotFound
from comity.faces.web.face import Page, back, face_of, fields_of, in_thread, write_route
from comity.faces.web.following import now_us
from comity.operations.event.attendees import (
    event_attendees,
    guest_told,
    take_list,
    undo_list,
)
from comity.operations.event.columns import FORGET, Field
from comity.operations.event.evening import told
from comity.operations.event.events import event_file
from comity.operations.event.ground import common_ground
from comity.operations.event.listing import event_erase, event_list
from comity.operations.event.new import event_new
from comity.operations.event.plan import keep_seats, prepared, seat
from comity.operations.event.printing import programme
from comity.operations.event.seats import table_of
from comity.operations.event.sheets import SHEETS, sheets
from comity.operations.event.worth import Room
from comity.sources.cards.sheet import BYTES_MAX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from comity.operations.event.evening import Evening
    from comity.store.events import EventFile

_DROPPED = "list"  # a list that was brought and is not kept yet
_SAID = ("organisation", "role", "asks", "offers", "interests", "avoid", "must_meet", "from_round",
         "to_round", "table", "newcomer", "address")  # fmt: skip
_ROWS_MAX = 200
_NAMES = {
    "invitation.txt": "The invitation",
    "run-sheet.html": "The run sheet, by the minute",
    "tips.html": "Tips for first-timers",
    "organiser.html": "Your own sheet",
    "signs.html": "Signs for the tables",
}


def events(request: Request) -> Response:
    """List the events, and how to start one's own."""
    face = face_of(request)
    return face.page(request, "events.html", found=face.session.ask(event_list).events)


async def new(request: Request, form: FormData) -> Response:
    """Make an event, and go to its guests."""
    face, given = face_of(request), _given(form)
    numbers = {name: _number(given, name) for name in ("rounds", "minutes", "size")}
    words = {name: given.get(name, "") for name in ("on", "place", "host")}
    made = await in_thread(
        face.session.act,
        event_new,
        given.get("title", ""),
        at=given.get("at") or "18:30",
        **words,
        **{name: number for name, number in numbers.items() if number is not None},
    )
    face.say(made.in_words(face.session.book().zone))
    return RedirectResponse(f"/event/{made.event}", status_code=303)


def guests(request: Request) -> Response:
    """Show an event: its guests, and what is next."""
    file, evening = _event(request)
    return face_of(request).page(
        request,
        "event.html",
        key=file.folder.name,
        evening=evening,
        guests=[guest_told(one) for one in evening.guests],
        sheets=_NAMES,
        waiting=(file.folder / _DROPPED).is_file(),
    )


async def bring(request: Request, form: FormData) -> Response:
    """Keep a list beside the event until its columns were looked at."""
    file, _ = _event(request)
    upload = form.get("file")
    data = await upload.read(BYTES_MAX + 1) if isinstance(upload, UploadFile) else b""
    data = data or str(form.get("text", "")).encode()
    if not data.strip():
        raise BadInput("no list was chosen", hint="choose a file, or paste the rows")
    await in_thread(take_list, file, data, preview=True, at_us=now_us())  # refuses what is none
    (file.folder / _DROPPED).write_bytes(data)
    return RedirectResponse(f"/event/{file.folder.name}/list", status_code=303)


def preview(request: Request) -> Response:
    """Show what each column of a list becomes, and every row."""
    file, evening = _event(request)
    said = request.query_params.getlist("column")
    found = take_list(file, _dropped(file), said, preview=True, at_us=now_us())
    rows = [one for one in found.rows if one.became == "skipped" or one.why]
    return face_of(request).page(
        request,
        "event_list.html",
        key=file.folder.name,
        evening=evening,
        found=found,
        said=said,
        rows=rows[:_ROWS_MAX],
        more=max(len(rows) - _ROWS_MAX, 0),
        fields=[*get_args(Field)],
        forget=FORGET,
    )


async def keep(request: Request, form: FormData) -> Response:
    """Keep the guests of a list, or leave it, or look at it with other columns."""
    file, _ = _event(request)
    face, fields = face_of(request), fields_of(form)
    home = f"/event/{file.folder.name}"
    said = [one for one in fields.get("column", ()) if not one.endswith("=")]
    if fields.get("leave"):
        (file.folder / _DROPPED).unlink(missing_ok=True)
        return RedirectResponse(home, status_code=303)
    if fields.get("look"):
        from urllib.parse import urlencode

        query = urlencode([("column", one) for one in said])
        return RedirectResponse(f"{home}/list?{query}", status_code=303)
    found = await in_thread(
        take_list, file, _dropped(file), said, instead=bool(fields.get("instead")), at_us=now_us()
    )
    (file.folder / _DROPPED).unlink(missing_ok=True)
    face.say(found.in_words(face.session.book().zone))
    return RedirectResponse(home, status_code=303)


def guest(request: Request) -> Response:
    """Show what is said of one guest, to be changed."""
    file, evening = _event(request)
    one = evening.guest(request.path_params["guest"])
    if one is None:
        raise NotFound("there is no such guest", hint="they may have been taken off the list")
    return face_of(request).page(
        request, "event_guest.html", key=file.folder.name, evening=evening, one=guest_told(one)
    )


async def say(request: Request, form: FormData) -> Response:
    """Add, change or take out a guest, or bring people of the book in."""
    face, given = face_of(request), _given(form)
    file, evening = _event(request)
    words = [f"{name}={form.get(name)}" for name in _SAID if name in form]
    who = evening.guest(given.get("guest", ""))
    name = who.name if who else ""
    how: dict[str, Any] = {"add": given.get("name", ""), "say": words}
    if given.get("tag") or given.get("person"):
        how = {n: [given[n]] for n in ("tag", "person") if given.get(n)}
    elif who and given.get("remove"):
        how = {"remove": name}
    elif who:
        how = {"change": name, "say": [*words, f"name={given.get('name', name)}"]}
    found = await in_thread(face.session.act, event_attendees, file.folder.name, **how)
    face.say(found.in_words(face.session.book().zone))
    return RedirectResponse(f"/event/{file.folder.name}", status_code=303)


async def undo(request: Request, form: FormData) -> Response:
    """Take back what was last said of guests or seats."""
    file, _ = _event(request)
    await in_thread(undo_list, file, at_us=now_us())
    face_of(request).say("Taken back.")
    return back(form, f"/event/{file.folder.name}")


async def plan(request: Request, form: FormData) -> Response:
    """Seat everybody: what the book knows is read first, then the seats are sought beside it."""
    file, _ = _event(request)
    face, given = face_of(request), _given(form)
    ready = await in_thread(
        face.session.ask,
        prepared,
        file,
        rounds=_number(given, "rounds"),
        size=_number(given, "size"),
        same_organisation=bool(given.get("same_organisation")),
        larger=bool(given.get("larger")),
    )
    seed = _number(given, "seed") or 0
    found, _ = await in_thread(seat, ready.evening.guests, ready.asked, seed=seed)
    await in_thread(keep_seats, file, ready, found, seed=seed, at_us=now_us())
    face.say("Everybody has their seats.")
    return RedirectResponse(f"/event/{file.folder.name}/plan", status_code=303)


def seats(request: Request) -> Response:
    """Show who sits where, whom each meets and why."""
    file, evening = _event(request)
    names = {one.key: one.name for one in evening.guests}
    return face_of(request).page(
        request,
        "event_plan.html",
        key=file.folder.name,
        evening=evening,
        rounds=[
            [[names[key] for key in table if key in names] for table in evening.tables(at)]
            for at in range(1, len(evening.seating) + 1)
        ],
        cards=_meetings(evening),
        worst=names.get(evening.worst, ""),
        flat=Room(evening.guests).knows_nothing,
    )


def _meetings(evening: Evening) -> list[tuple[str, list[tuple[int, int, str, str]]]]:
    """Return of each guest the rounds: round, table, with whom, and why."""
    room, found = Room(evening.guests), []
    by_key = {one.key: one for one in evening.guests}
    for guest in evening.guests:
        rows = []
        for at in range(1, len(evening.seating) + 1):
            tables = evening.tables(at)
            number = table_of(tables, guest.key)
            others = [by_key[k] for k in tables[number - 1] if k != guest.key] if number else []
            lines = [common_ground(room.reasons(guest, other))[:1] for other in others]
            why = "; ".join(line for said in lines for line in said)
            rows.append((at, number, ", ".join(one.name for one in others), why))
        found.append((guest.name, rows))
    return found


def sheet(request: Request) -> Response:
    """Hand a sheet over as a file to print."""
    file, evening = _event(request)
    name = request.path_params["name"]
    if name not in SHEETS:
        raise NotFound("there is no such sheet", hint="the event's page lists them")
    text = sheets(programme(evening))[name]
    return Response(
        text,
        media_type="text/html" if name.endswith("html") else "text/plain",
        headers={"content-disposition": f'attachment; filename="{file.folder.name}-{name}"'},
    )


def erase(request: Request) -> Response:
    """Ask whether all of an event is to go."""
    file, _ = _event(request)
    would = face_of(request).session.ask(event_erase, file.folder.name, dry_run=True)
    return face_of(request).page(request, "event_erase.html", key=file.folder.name, would=would)


async def erased(request: Request, _: FormData) -> Response:
    """Erase all of an event."""
    face, (file, _evening) = face_of(request), _event(request)
    found = await in_thread(face.session.act, event_erase, file.folder.name)
    face.say(found.in_words(face.session.book().zone))
    return RedirectResponse("/event", status_code=303)


def _event(request: Request) -> tuple[EventFile, Evening]:
    file = event_file(face_of(request).session.folder, request.path_params["key"])
    return file, told(file.acts())


def _dropped(file: EventFile) -> bytes:
    path = file.folder / _DROPPED
    if not path.is_file():
        raise NotFound("no list waits here", hint="bring one in on the event's page")
    return path.read_bytes()


def _given(form: FormData) -> dict[str, str]:
    return {name: values[0] for name, values in fields_of(form).items() if values}


def _number(given: Mapping[str, str], name: str) -> int | None:
    said = given.get(name, "").strip()
    if not said:
        return None
    if not said.isdecimal() or len(said) > 6:  # noqa: PLR2004 - digits
        raise BadInput(f"“{said}” is no number of {name}", hint="write a number")
    return int(said)


PAGE = Page(
    routes=[
        Route("/event", events),
        write_route("/event", new),
        Route("/event/{key}", guests),
        write_route("/event/{key}/list", keep),
        Route("/event/{key}/list", preview),
        write_route("/event/{key}/bring", bring, bytes_max=BYTES_MAX + (1 << 20)),
        Route("/event/{key}/guest/{guest}", guest),
        write_route("/event/{key}/guest", say),
        write_route("/event/{key}/undo", undo),
        Route("/event/{key}/plan", seats),
        write_route("/event/{key}/plan", plan),
        Route("/event/{key}/sheets/{name}", sheet),
        Route("/event/{key}/erase", erase),
        write_route("/event/{key}/erase", erased),
    ],
    address="/event",
    name="Events",
)
