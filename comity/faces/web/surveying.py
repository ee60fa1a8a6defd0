"""Surveys: made, answered at the laptop or on paper, read from a file, and seen as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse
from starlette.routing import Route

from comity.errors import BadInput, ComityError
from comity.faces.web.advice import on_a_page, what_is_wrong
from comity.faces.web.face import Page, back, face_of, fields_of, in_thread, of_my_side, write_route
from comity.operations.survey.answers import QUESTION
from comity.operations.survey.file import survey_of
from comity.operations.survey.layout import Word, picture
from comity.operations.survey.reading import read_answers
from comity.operations.survey.survey import survey, survey_answer, survey_show
from comity.operations.survey.what import what
from comity.sources.cards.sheet import BYTES_MAX

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.book import Book
    from comity.operations.survey.answers import Survey
    from comity.operations.survey.documents import AnswersRead, SurveyPage
    from comity.operations.survey.layout import Picture

_FORM_BYTES_MAX = BYTES_MAX + (1 << 20)
_WORDS_MAX = 60
_MOST = 12  # words shown at once, and on paper
_WIDE, _NARROW = (720.0, 0.56), (350.0, 1.35)
_DIGITS_MAX = 6


def surveys(request: Request) -> Response:
    """Show the surveys, and the form that makes one."""
    face = face_of(request)
    return face.page(
        request, "surveys.html", found=face.session.ask(survey).surveys, question=QUESTION
    )


def show(request: Request) -> Response:
    """Show a survey: the picture, the words, the groups."""
    return _page(request, request.path_params["key"])


def form(request: Request) -> Response:
    """Show the form for the next to answer; what is the user's own is not on it."""
    thanks = "thanks" in request.query_params
    return _form(request, request.path_params["key"], thanks=thanks)


def paper(request: Request) -> Response:
    """Show the form to print."""
    face = face_of(request)
    one = face.session.ask(_survey, request.path_params["key"])
    return face.page(request, "survey_paper.html", one=one)


async def answer(request: Request, form: FormData) -> Response:
    """Keep one answer; what is wrong with it is said beside what was typed."""
    face, key, fields = face_of(request), request.path_params["key"], fields_of(form)
    text, group = (fields.get(name, [""])[0] for name in ("text", "group"))
    more = fields.get("more", [])
    try:
        await in_thread(face.act, survey_answer, key, text, more=more, group=group)
    except ComityError as error:
        wrong = f"{what_is_wrong(error.message)}. {on_a_page(error.hint)}".strip()
        shown: Response = await in_thread(
            _form, request, key, text=text, more=more, group=group, wrong=wrong
        )
        return shown
    return RedirectResponse(f"/survey/{key}/form?thanks=1", status_code=303)


async def read(request: Request, form: FormData) -> Response:
    """Read a file of answers: first shown what each column becomes, then kept."""
    face, key, fields = face_of(request), request.path_params["key"], fields_of(form)
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise BadInput("no file was chosen", hint="choose the file of answers first")
    data = await upload.read(BYTES_MAX + 1)
    answer, group = (fields.get(name, [""])[0] for name in ("answer", "group"))
    found, _ = await in_thread(
        face.act,
        read_answers,
        key,
        data,
        upload.filename,
        preview="preview" in fields,
        answer=answer,
        group=group,
    )
    if not found.preview:
        face.say(found.in_words(face.session.book().zone))
        if not found.skipped:
            return back(form, f"/survey/{key}")
    shown: Response = await in_thread(_page, request, key, read=found)
    return shown


def show_what(request: Request) -> Response:
    """Show what networking is and is not, on the user's own figures."""
    face = face_of(request)
    return face.page(request, "what.html", found=face.session.look(what))


def _survey(book: Book, key: str) -> Survey:
    return survey_of(book, key)[1]


def _form(
    request: Request,
    key: str,
    *,
    text: str = "",
    more: list[str] | None = None,
    group: str = "",
    wrong: str = "",
    thanks: bool = False,
) -> Response:
    face = face_of(request)
    one = face.session.ask(_survey, key)
    said = [*(more or []), "", ""]
    return face.page(
        request,
        "survey_form.html",
        one=one,
        text=text,
        more=said,
        group=group,
        wrong=wrong,
        thanks=thanks,
    )


def _page(request: Request, key: str, *, read: AnswersRead | None = None) -> Response:
    face, asked = face_of(request), request.query_params.get("seed", "")
    seed = int(asked) if asked.isdecimal() and len(asked) <= _DIGITS_MAX else 0
    found = face.session.ask(survey_show, key)
    return face.page(
        request,
        "survey.html",
        found=found,
        read=read,
        wide=_picture(found, _WIDE, seed),
        narrow=_picture(found, _NARROW, seed),
        seed=seed,
        most=_MOST,
    )


def _picture(found: SurveyPage, frame: tuple[float, float], seed: int) -> Picture:
    """Return the picture; of many answers, of words that two people said at least."""
    least = 2 if found.concluded and sum(one.people > 1 for one in found.words) > 5 else 1  # noqa: PLR2004 - else there is hardly a picture
    words = [
        Word(one.word, one.people, one.tone)
        for one in found.words[:_WORDS_MAX]
        if one.people >= least
    ]
    return picture(words, width=frame[0], ratio=frame[1], seed=seed)


PAGE = Page(
    routes=[
        Route("/survey", surveys),
        Route("/survey/{key}", show),
        Route("/survey/{key}/form", form),
        Route("/survey/{key}/paper", paper),
        write_route("/survey/{key}/form", answer),
        write_route("/survey/{key}/answers", read, bytes_max=_FORM_BYTES_MAX),
        Route("/what", of_my_side(show_what)),
    ],
)
