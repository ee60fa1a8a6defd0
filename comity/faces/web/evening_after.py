"""What an evening gives out and what became of it: cards and lists, introductions, the report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from comity.errors import NotFound
from comity.faces.web.face import Page, face_of, in_thread, write_route
from comity.operations.event.cards import pdf_of
from comity.operations.event.evening import told
from comity.operations.event.events import event_file
from comity.operations.event.follow_up import cards_for, event_follow_up
from comity.operations.event.introductions import drafts
from comity.operations.event.lists import as_csv, as_text, as_xlsx, zoom_rooms
from comity.operations.event.paper.report import report_pdf
from comity.operations.event.report import event_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from comity.operations.event.evening import Evening

_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_SEATS: dict[str, Callable[[Evening], bytes]] = {
    "xlsx": as_xlsx,
    "csv": as_csv,
    "txt": lambda evening: as_text(evening).encode("utf-8", "replace"),
}


def _evening(request: Request) -> Evening:
    file = event_file(face_of(request).session.folder, request.path_params["key"])
    return told(file.acts())


def after(request: Request) -> Response:
    """Show what there is to print, who is to be introduced, and what became of the evening."""
    face, evening, key = face_of(request), _evening(request), request.path_params["key"]
    has_begun = bool(evening.played)
    return face.page(
        request,
        "evening_after.html",
        key=key,
        evening=evening,
        found=face.session.ask(event_follow_up, key) if has_begun else None,
        report=face.session.ask(event_report, key) if has_begun else None,
    )


def given(request: Request) -> Response:
    """Hand over a file of the evening, by the name it is asked for."""
    evening, what = _evening(request), request.path_params["file"]
    letter = request.query_params.get("paper") == "letter"
    if what == "report.pdf":
        return _file(
            report_pdf(face_of(request).session.ask(event_report, request.path_params["key"])), what
        )
    if what in {"cards.pdf", "signs.pdf"}:
        return _file(pdf_of(evening, letter=letter, signs=what == "signs.pdf").raw, what)
    if what in {"seats.xlsx", "seats.csv", "seats.txt"}:
        return _file(_SEATS[what.rpartition(".")[2]](evening), what)
    name, _, number = what.removesuffix(".csv").partition("-")
    if name == "rooms" and number.isdecimal() and int(number[:4]) <= len(evening.seating):
        return _file(zoom_rooms(evening, int(number[:4])).csv, what)
    raise NotFound(f"nothing here is called {what!r}")


def card(request: Request) -> Response:
    """Hand over the card of one of two who said the same, for the other."""
    evening = _evening(request)
    made = drafts(evening)
    at, side = request.path_params["at"], request.path_params["side"]
    if not (1 <= at <= len(made) and side in {1, 2}):
        raise NotFound("there is no such card")
    name, raw = cards_for(evening, made[at - 1][0])[side - 1]
    return _file(raw, f"{name}.vcf")


def _file(raw: bytes, name: str) -> Response:
    kind = _TYPES[name.rpartition(".")[2]]
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='.')}"}
    return Response(raw, media_type=kind, headers=headers)


async def kept(request: Request, _: FormData) -> Response:
    """Keep in the book whom its owner met."""
    face, key = face_of(request), request.path_params["key"]
    done = await in_thread(face.session.act, event_follow_up, key, keep_=True)
    many = len(done.kept)
    face.say(
        f"Kept as met that day: {many}. Undo on History takes it back."
        if many
        else "Nobody new: you are no guest of it by an address of yours, or all are kept."
    )
    return RedirectResponse(f"/event/{key}/after", status_code=303)


PAGE = Page(
    routes=[
        Route("/event/{key}/after", after),
        Route("/event/{key}/file/{file}", given),
        Route("/event/{key}/card/{at:int}-{side:int}.vcf", card),
        write_route("/event/{key}/keep", kept),
    ],
)
