"""The beginning, in three steps: something to look at, who I am and who is what, whom to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from starlette.responses import RedirectResponse
from starlette.routing import Route

from comity.errors import BadInput
from comity.faces.web.face import Page, face_of, in_thread, write_route
from comity.operations.decide.circle import circle
from comity.operations.decide.keep import keep as keep_in_touch
from comity.operations.decide.me import me
from comity.operations.decide.who_are_you import who_are_you
from comity.operations.intake.remember import Known
from comity.operations.network.directory import directory
from comity.operations.network.people import people
from comity.operations.operation import find
from comity.operations.person.overlay import Circle
from comity.operations.words import count

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.book import Book
    from comity.demo.book import Demo

_TOP = 20
_AS_IT_IS = "as-it-is"


def begin(request: Request) -> Response:
    """Show the step asked for, or the first that is open."""
    face = face_of(request)
    empty = face.session.book().is_empty
    step = request.query_params.get("step", "1")
    if empty or step not in {"1", "2", "3"}:
        step = "1"
    top = face.session.look(people, limit=_TOP, sort="strength").people if step != "1" else []
    kept = face.session.look(directory, which="kept") if step == "3" else None
    return face.page(
        request,
        "begin.html",
        step=step,
        empty=empty,
        top=top,
        kept={one.id: one.keep_days for one in kept.people} if kept else {},
        as_it_is=_AS_IT_IS,
        remembered=face.session.look(remembered) if step == "1" else [],
        mine=[] if empty else face.session.look(me).me,
        asked=face.session.look(who_are_you),
        known=get_args(Known),
        circles=get_args(Circle),
        job=face.jobs.job,
    )


def remembered(book: Book) -> list[str]:
    """Return the names of those who were brought in from memory."""
    said = book.decisions.active("remember")
    return list(dict.fromkeys(str(one.value["name"]) for one in said if one.value["name"]))


async def circles(request: Request, form: FormData) -> Response:
    """Keep what the user says of who is what; what they leave as it was is not said."""
    face = face_of(request)
    for field in form:
        who, _, before = field.removeprefix("circle-").partition("-")
        said = str(form[field])
        if field.startswith("circle-") and said in get_args(Circle) and said != before:
            await in_thread(face.session.act, circle, who, said)
    return RedirectResponse("/begin?step=3", status_code=303)


async def keep(request: Request, form: FormData) -> Response:
    """Keep each at the rhythm chosen for them; a rhythm that was left as it was is not said."""
    face, step = face_of(request), 0
    chosen: dict[str, list[str]] = {}
    for field in form:
        if field.startswith("every-") and (every := str(form[field])) not in {"", _AS_IT_IS}:
            chosen.setdefault(every, []).append(field.removeprefix("every-"))
    for every, who in chosen.items():
        _, step = await in_thread(face.act, keep_in_touch, who, every=every)
    if number := sum(map(len, chosen.values())):
        face.say(f"{count(number, 'person', 'people')} kept.", undo=step)
    return RedirectResponse("/", status_code=303)


async def demo(request: Request, _: FormData) -> Response:
    """Write the demo's book, and show it when it is there."""
    face = face_of(request)
    folder = face.session.folder
    shown = folder.with_name(f"{folder.name}-demo")

    def work(book: Book) -> Demo:
        return make_demo(book, to=shown)

    if not face.jobs.start("Inventing", folder, work, lambda: face.show(shown)):
        raise BadInput("something is being read already", hint="wait until it is done")
    return RedirectResponse("/begin", status_code=303)


def make_demo(book: Book, *, to: Path) -> Demo:
    """Write a demo's book."""
    found: Demo = find("demo").function(book, to=to)
    return found


async def own(request: Request, _: FormData) -> Response:
    """Go back from the demo to the user's own book."""
    face = face_of(request)
    face.show(face.home)
    return RedirectResponse("/", status_code=303)


PAGE = Page(
    routes=[
        Route("/begin", begin),
        write_route("/begin/circles", circles),
        write_route("/begin/keep", keep),
        write_route("/begin/demo", demo),
        write_route("/begin/own", own),
    ],
)
