"""What every page needs: the session, the keys, the templates, the notice of what was just done."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import cached_property, wraps
from hmac import compare_digest
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

from comity.errors import Advice, BadInput, ComityError, NotFound
from comity.faces.web.advice import on_a_page, what_is_wrong
from comity.faces.web.correction import correction, with_choice
from comity.faces.web.job import JobRunner
from comity.faces.web.phone_door import Door
from comity.faces.web.security import FEED, bare, mistaken
from comity.faces.web.wording import FILTERS, harmless, sentence
from comity.operations.decide.who_are_you import who_are_you
from comity.operations.network.directory import listed
from comity.operations.upkeep.earlier import of_earlier
from comity.operations.words import FIRST_LINES, GIFT_NOUNS, GIFTS, IN_TIME, YEAR_FIGURES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    import jinja2
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from comity.book import Book
    from comity.faces.session import Session
    from comity.faces.web.security import Keys

    Write = Callable[[Request, FormData], Awaitable[Response]]

T = TypeVar("T")
CSRF = "x-comity-csrf"
_FORM_BYTES_MAX = 1 << 20
KEYS = {  # of a page's cards and rows: the keys, and what each does
    "today.html": (
        *(("d", "done: on the card that has the focus"), ("s", "later")),
        *(("g", "let a promise or a question go"), ("n", "it is none")),
    ),
    "questions.html": (
        *(("s", "one person: on the question that has the focus"), ("d", "two people")),
        ("l", "later"),
    ),
    "loops.html": (
        *(("d", "done: on the one that has the focus"), ("g", "let it go")),
        *(("k", "it stands"), ("n", "it is none")),
    ),
    "people.html": (("Space", "tick the row, to change many at once"),),
}
HERE = Path(__file__).parent
_EARLIER_RUN = BadInput("this form is of an earlier run of Comity", hint="press once more")


def templates() -> jinja2.Environment:
    """Return the templates: everything is escaped, and nothing turns the direction of text."""
    import jinja2

    made = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        undefined=jinja2.StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


@dataclass(frozen=True, slots=True)
class Page:
    """What a module shows; ``app.PAGES`` lists each."""

    routes: Sequence[BaseRoute]
    address: str = ""  # of its entry at the top of every page, where it has one
    name: str = ""  # of that entry
    under: tuple[str, ...] = ()  # first parts of other addresses that belong to the entry
    get_ready: Callable[[Session], object] | None = None  # reads what it shows before one asks


@dataclass(frozen=True, slots=True)
class Notice:
    """What was just done or went wrong, for the next page; the step that takes it back, if any."""

    text: str
    undo: int
    redo: int
    wrong: bool
    hint: str
    undo_to: str = ""  # where taking it back leads, if not to the page it was said on


@dataclass
class Face:
    """One book shown to one person."""

    session: Session
    keys: Keys
    home: Path
    entries: Sequence[Page]
    wake: Callable[[], None] = lambda: None  # told when something was written
    jobs: JobRunner = field(default_factory=JobRunner)
    door: Door = field(default_factory=Door)
    notice: Notice | None = None

    @cached_property
    def templates(self) -> jinja2.Environment:
        """The templates, with what pages of the book say."""
        made = templates()
        made.globals.update(
            in_time=IN_TIME,
            gift_kinds=GIFTS,
            gift_nouns=GIFT_NOUNS,
            year_figures=YEAR_FIGURES,
            first_lines=FIRST_LINES,
        )
        return made

    def page(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        beside: bool = False,
        **shown: Any,  # noqa: ANN401 - what the page shows
    ) -> Response:
        """Return a page; what one opens ``beside`` others, or in part, leaves their notice."""
        notice = None
        if not (beside or "part" in request.query_params):
            notice, self.notice = self.notice, None
        with self.session.held() as book:
            around = {
                "zone": book.zone,
                "moment_us": book.moment_us,
                "is_demo": (book.folder / "demo").exists(),
                "is_away": book.folder != self.home,
                "earlier": _of_earlier(book),
            }
        text = self.templates.get_template(template).render(
            path=request.url.path,
            here=f"{request.url.path}{'?' if request.url.query else ''}{request.url.query}",
            csrf=self.keys.csrf,
            entries=self.entries,
            page_keys=KEYS.get(template, ()),
            notice=notice,
            **around,
            **shown,
        )
        return HTMLResponse(text, status)

    def show(self, folder: Path) -> None:
        """Show another book: the demo's, or the user's own again."""
        self.session.move(folder)
        self.notice = None

    def say(
        self,
        text: str,
        *,
        undo: int = 0,
        redo: int = 0,
        wrong: bool = False,
        hint: str = "",
        undo_to: str = "",
    ) -> None:
        """Keep a notice for the next page; ``undo``: the step it tells of, ``redo``: one undone."""
        self.notice = Notice(text, undo, redo, wrong, hint, undo_to)

    def act(self, function: Callable[..., T], *given: Any, **options: Any) -> tuple[T, int]:  # noqa: ANN401 - whatever it takes
        """Call what writes to the book; return what it returns, and the step it made, or 0."""
        with self.session.held() as book:
            before = book.decisions.last_act()
            result: T = self.session.act(function, *given, **options)
            step = book.decisions.last_act()
        return result, step if step > before else 0

    def say_wrong(self, error: ComityError) -> None:
        """Keep what went wrong for the next page, and what to do."""
        wrong = sentence(what_is_wrong(error.message))
        self.say(f"{wrong}.", wrong=True, hint=on_a_page(error.hint))


def _of_earlier(book: Book) -> str:
    """Return what is to be imported again; what is wrong with the book is told elsewhere."""
    try:
        return of_earlier(book)
    except (ComityError, OSError):
        return ""


def of_my_side(show: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return a page that first asks who the user is, where nothing here names them."""

    @wraps(show)
    def asking(request: Request) -> Response:
        face = face_of(request)
        if asked := face.session.look(who_are_you):
            return face.page(request, "who_are_you.html", asked=asked)
        return show(request)

    return asking


def face_of(request: Request) -> Face:
    """Return the face that a request is shown."""
    found: Face = request.app.state.face
    return found


def back(form: FormData, otherwise: str = "/") -> Response:
    """Lead back to where the form was, if that is a page of ours."""
    return RedirectResponse(_of_ours(str(form.get("next", "")), otherwise), status_code=303)


def _of_ours(wanted: str, otherwise: str) -> str:
    """Return an address, if it is a page of ours."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return otherwise
    return otherwise if urlsplit(wanted).netloc else wanted


def write_route(path: str, handler: Write, *, bytes_max: int = _FORM_BYTES_MAX) -> Route:
    """Return the route of a form: its word is checked before anything is done."""

    async def checked(request: Request) -> Response:
        face = face_of(request)
        form = await request.form()
        again: Response | None
        try:
            given = request.headers.get(CSRF) or str(form.get("csrf", ""))
            if not compare_digest(given.encode(), face.keys.csrf.encode()):
                again = await in_thread(sent_again, request, fields_of(form), _EARLIER_RUN, 403)
                if again:
                    return again
                raise HTTPException(403, str(_EARLIER_RUN.message))
            return await handler(request, form)
        except ComityError as error:
            again = await in_thread(sent_again, request, fields_of(form), error)
            if again:
                return again
            face.say_wrong(error)
            return back(form)
        finally:
            face.wake()
            await form.close()

    return Route(path, checked, methods=["POST"], name=path, max_body_size=bytes_max)


def fields_of(form: FormData) -> dict[str, list[str]]:
    """Return what was written into a form, by field; files aside, and what was chosen in place."""
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    return with_choice(fields)


def sent_again(
    request: Request, fields: Mapping[str, list[str]], error: ComityError, status: int = 200
) -> Response | None:
    """Return the form once more with all that was written; None where nothing was."""
    face = face_of(request)
    shown = correction(fields, error)
    if not shown.typed and not shown.unclear:
        return None
    unclear = error.unclear if shown.unclear else None
    return face.page(
        request,
        "again.html",
        status=status,
        told=(unclear and unclear.told) or what_is_wrong(error.message),
        hint=on_a_page(error.hint),
        unclear=unclear,
        persons=face.session.ask(listed, unclear.persons) if unclear and unclear.persons else (),
        again=shown,
        next=_of_ours(fields.get("next", [""])[0], "/"),
    )


async def in_thread(function: Callable[..., Any], *given: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever it takes
    """Run what reads or writes the book beside the server's own loop."""
    return await run_in_threadpool(function, *given, **options)


def status_of(error: ComityError) -> int:
    """Return the HTTP status of what could not be done."""
    return 404 if isinstance(error, NotFound) else 400 if error.exit_code != 1 else 409


_NOBODY = "it may have been erased, merged or written otherwise: look among the people"
_NO_PAGE = ("there is no such page", "the pages there are stand at the top")


async def trouble(request: Request, error: Exception) -> Response:
    """Return what could not be done: a page, or a document where a program asked."""
    if isinstance(error, ComityError):
        status = status_of(error)
        words, hint = error.message, error.hint
    else:
        status = getattr(error, "status_code", 404)
        words, hint = _NO_PAGE
        if status == HTTPStatus.FORBIDDEN:
            words, hint = getattr(error, "detail", ""), "open the page anew, and try again"
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words, "hint": hint}, status)
    if request.url.path.startswith(FEED):  # anybody may ask there, and a page tells of the book
        return bare(
            sentence(words), "Open a feed in the settings: it has an address of its own.", status
        )
    words = what_is_wrong(words)
    if isinstance(error, NotFound) and (not hint or isinstance(hint, Advice)):
        hint = _NOBODY  # sought by a link, not by a word
    hint = on_a_page(hint) or "go back and try again"
    return await asyncio.to_thread(
        face_of(request).page, request, "trouble.html", status=status, words=words, hint=hint
    )


async def mistake(_: Request, error: Exception) -> Response:
    """Return what is said of a mistake of ours: where it is, and nobody's words."""
    return bare(*mistaken(error), 500)
