"""One person: what happened, what follows from it, what I said of them, what I hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from comity.faces.web import charts
from comity.faces.web.editing import fields
from comity.faces.web.face import Page, back, face_of, in_thread, of_my_side, write_route
from comity.faces.web.loops import HEADS
from comity.normalise.subject import title
from comity.operations.decide.circle import Strength
from comity.operations.decide.log import first_line
from comity.operations.decide.photo import has_photo
from comity.operations.document import extended
from comity.operations.garden.ledger import stories
from comity.operations.loops.loops import loops
from comity.operations.network.directory import directory
from comity.operations.person.documents import Line
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import Circle, Stage
from comity.operations.person.person import person as person_page
from comity.operations.person.profile import mine, profile
from comity.operations.person.record import record
from comity.operations.plan.week import week
from comity.operations.privacy.data_held import as_file, held_counts
from comity.operations.privacy.forget import preview
from comity.operations.words import DAYS, FIRST_LINES, shown_reasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from comity.book import Book
    from comity.faces.session import Session
    from comity.faces.web.editing import Field
    from comity.operations.document import SomeReason
    from comity.operations.garden.documents import Line as GiftLine
    from comity.operations.loops.documents import Loop
    from comity.operations.person.documents import (
        Company,
        Decided,
        FirstLine,
        PersonPage,
        Profile,
    )
    from comity.operations.privacy.documents import HeldCounts

_READY = 10
_NAMED_MAX = 200  # of what others wrote, on the page before a person is erased


def person(request: Request) -> Response:
    """Show one person; any id or address of theirs leads to the page of the one they are."""
    face, who = face_of(request), request.path_params["who"]
    one = face.session.look(person_page, who)
    if one.id != who:
        return RedirectResponse(f"/people/{one.id}", status_code=303)
    return face.page(
        request,
        "person.html",
        **vars(gather(face.session, who)),
        kinds=DAYS,
        stages=get_args(Stage),
        circles=get_args(Circle),
        strengths=get_args(Strength),
        first_lines=FIRST_LINES,
        heads=HEADS,
    )


@dataclass(frozen=True)
class Shown:
    """What the page of one person shows."""

    one: PersonPage
    shown: Profile
    said: Decided
    in_common: tuple[Company, ...]
    lines: dict[str, FirstLine]
    fields: dict[str, Field]
    seen_name: str
    has_photo: bool
    reasons: list[SomeReason]
    years: tuple[charts.YearChart, ...]
    happened: list[Happened]
    notes: list[Line]
    gifts: tuple[GiftLine, ...]
    held: HeldCounts
    between: tuple[Loop, ...]


def gather(session: Session, who: str) -> Shown:
    """Return what the page of one person shows."""
    one, shown, words = (
        session.look(person_page, who),
        session.look(profile, who),
        session.look(mine, who),
    )
    lines = shown.first_lines | words.first_lines  # own words come before others
    return Shown(
        one=one,
        shown=shown,
        said=words.said,
        in_common=words.in_common,
        lines=lines,
        fields=fields(words.details, shown),
        seen_name=words.seen_name,
        has_photo=session.look(has_photo, who),
        reasons=shown_reasons(one.reasons),
        years=session.look(drawn, who),
        happened=happened(one.timeline),
        notes=notes(one.timeline, lines),
        gifts=next((told.lines for told in session.look(stories, one.id)), ()),
        held=session.look(held_counts, who),
        between=session.look(loops, person=who).loops,
    )


@dataclass(frozen=True, slots=True)
class Happened(Line):
    """A line of the timeline, and for how many of its kind it stands."""

    times: int


def happened(timeline: Sequence[Line]) -> list[Happened]:
    """Return the timeline with what was written to others too in one thread and month as one."""
    found: list[tuple[Line, int]] = []
    before: tuple[str, ...] = ()
    for line in timeline:
        by = not line.addressed and line.interaction in {"mail", "message"}
        month = (line.at or "")[:7]
        alike = (line.direction, line.interaction, title(line.subject), month) if by else ()
        if by and alike == before:
            first, times = found.pop()
            found.append((first, times + 1))
        elif line.interaction not in {"", "note"}:
            found.append((line, 1))
            before = alike
    return [extended(line, Happened, times=times) for line, times in found]


def notes(timeline: Sequence[Line], lines: Mapping[str, FirstLine]) -> list[Line]:
    """Return the user's notes, the latest first, but for those that stand as a first line."""
    standing = {one.key for one in lines.values()}
    return [one for one in timeline if one.interaction == "note" and one.key not in standing]


def drawn(book: Book, person: str) -> tuple[charts.YearChart, ...]:
    """Return the years with a person as pictures."""
    return tuple(charts.year(year) for year in book.once(profile, person).calendar)


def message(request: Request) -> Response:
    """Show one message, meeting or card: the evidence behind a line."""
    face = face_of(request)
    return face.page(
        request, "record.html", one=face.session.look(record, request.path_params["key"])
    )


def held(request: Request) -> Response:
    """Return all that the book holds about a person, as one file."""
    face, who = face_of(request), request.path_params["who"]
    text = face.session.ask(as_file, who)
    name = f'attachment; filename="held-{face.session.ask(find_person, who).person.id}.json"'
    return Response(text, media_type="application/json", headers={"content-disposition": name})


def forget(request: Request) -> Response:
    """Ask once more before a person is erased, and show what others wrote that names them."""
    face, who = face_of(request), request.path_params["who"]
    one = face.session.look(person_page, who)
    with face.session.held() as book, book.plainly():
        named = preview(book, one.id)
    return face.page(
        request,
        "forget.html",
        one=one,
        held=face.session.look(held_counts, one.id),
        named=named,
        shown=_NAMED_MAX,
    )


async def keep_line(request: Request, form: FormData) -> Response:
    """Keep one of the first three lines."""
    face, who = face_of(request), request.path_params["who"]
    line, text = str(form.get("line")), str(form.get("text", ""))
    _, step = await in_thread(face.act, first_line, who, line, text)
    face.say("Noted.", undo=step)
    return back(form, f"/people/{who}")


def get_ready(session: Session) -> None:
    """Work out the pages of today's people, and of those one had to do with last."""
    today = [one.person.id for one in session.look(week).days[0].suggestions]
    latest = [one.id for one in session.look(directory, skip=0).people[:_READY]]
    for who in dict.fromkeys([*today, *latest]):
        gather(session, who)


PAGE = Page(
    routes=[
        Route("/people/{who}", of_my_side(person)),
        Route("/people/{who}/held.json", held),
        Route("/people/{who}/forget", forget),
        Route("/records/{key}", message),
        write_route("/people/{who}/line", keep_line),
    ],
    get_ready=get_ready,
)
