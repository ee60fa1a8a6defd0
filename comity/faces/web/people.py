"""People: everyone to look through, and one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from comity.errors import BadInput
from comity.faces.arguments import arguments
from comity.faces.plain import plain
from comity.faces.web.face import Page, back, face_of, fields_of, in_thread, of_my_side, write_route
from comity.operations.decide.change import change
from comity.operations.intake.remember import Known, remember
from comity.operations.network.directory import EVERYONE, directory, known_words
from comity.operations.network.directory import PAGE as ROWS_MAX
from comity.operations.network.filters import filters
from comity.operations.operation import find
from comity.operations.person.overlay import Circle
from comity.operations.words import count
from comity.schema import identity_id

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.network.documents import Listed

_CHOICES = ("words", "stage", "circle", "tag", "organisation", "channel", "which", "sort")
_NAMES_MAX = 8
_ANOTHER = Markup('Somebody else? <a href="{}">Add another {}</a>')


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
    saved = face.session.look(filters).filters
    chosen_as = next((one.name for one in saved if one.query == given), "")
    here = f"/people?{urlencode(given | ({'skip': str(skip)} if skip else {}))}"
    template = "people_rows.html" if query.get("part") == "rows" else "people.html"
    return face.page(
        request,
        template,
        found=found,
        chosen=chosen,
        pages=pages,
        given=given,
        back=here,
        whole=urlencode(given),
        saved=saved,
        chosen_as=chosen_as,
        circles=get_args(Circle),
    )


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


def newcomer(request: Request) -> Response:
    """Ask for somebody new; a name sought and not found stands in its field."""
    query = request.query_params
    return face_of(request).page(
        request,
        "newcomer.html",
        known=get_args(Known),
        called=query.get("name", ""),
        another="another" in query,
    )


async def add(request: Request, form: FormData) -> Response:
    """Add somebody, and lead to their page."""
    face = face_of(request)
    given = arguments(find("remember"), fields_of(form))
    added, step = await in_thread(face.act, remember, **given)
    (one,) = added.remembered
    again = f"/people/new?{urlencode({'name': one.name, 'another': 1})}"
    face.say(
        added.in_words(""),
        undo=step,
        undo_to="/people",
        hint=_ANOTHER.format(again, one.name) if one.known else "",
    )
    return RedirectResponse(f"/people/{identity_id(one.identity)}", status_code=303)


async def change_all(request: Request, form: FormData) -> Response:
    """Change everybody who answers to the choices, the rows that are not shown too, as one step."""
    face, fields = face_of(request), fields_of(form)
    seen, _, query = str(form.get("all", "")).partition("?")
    given = {name: value for name, value in parse_qsl(query) if name in _CHOICES}
    found = await in_thread(face.session.look, directory, limit=EVERYONE, **given)
    if seen != str(found.count):
        said = count(found.count, "person answers", "people answer")
        raise BadInput(f"{said} to that now", hint="look through them once more")
    fields["who"] = [one.id for one in found.people]
    result, step = await in_thread(face.act, change, **arguments(find("change"), fields))
    face.say(result.in_words(""), undo=step)
    return back(form, "/people")


def get_ready(session: Session) -> None:
    """Work out the list as it is first asked for."""
    session.look(directory, skip=0)
    session.look(known_words)


PAGE = Page(
    routes=[
        Route("/people", of_my_side(people)),
        Route("/people/names", names),
        Route("/people/new", newcomer),
        write_route("/people/new", add),
        write_route("/people/change", change_all),
    ],
    address="/people",
    name="People",
    under=("records",),
    get_ready=get_ready,
)
