"""A draft to somebody, read: its words with what to look at again marked in them, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.routing import Route

from comity.errors import ComityError
from comity.faces.web.advice import on_a_page, what_is_wrong
from comity.faces.web.face import Page, face_of, in_thread, of_my_side, write_route
from comity.operations.draft.check import check_draft
from comity.operations.draft.reading import FILE_BYTES_MAX, draft_in
from comity.operations.draft.tie import passed
from comity.operations.network.directory import listed
from comity.operations.network.own_side import who_got
from comity.operations.person.lookup import find_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.document import Person
    from comity.operations.draft.documents import Finding

_FORM_BYTES_MAX = FILE_BYTES_MAX + (1 << 20)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the draft; ``finding``: the number of what points at it, or 0."""

    text: str
    finding: int


def draft(request: Request) -> Response:
    """Show the field for a draft; ``to``: whom it is for, where the page before knew."""
    face, to = face_of(request), request.query_params.get("to", "").strip()
    person = face.session.look(find_person, to).person if to else None
    if person:  # so that it is known once the draft is written
        face.session.look(passed, person.id)
    return _page(request, person=person)


async def read(request: Request, form: FormData) -> Response:
    """Show the draft with what is found in it; all that was typed stays."""
    typed = str(form.get("text", "")).replace("\r\n", "\n")
    upload = form.get("file")
    to = str(form.get("choose") or form.get("to") or form.get("who") or "")
    try:
        if not typed.strip() and isinstance(upload, UploadFile) and upload.filename:
            typed = draft_in(await upload.read(FILE_BYTES_MAX + 1)).replace("\r\n", "\n")
        shown: Response = await in_thread(_read, request, typed, to)
    except ComityError as error:
        shown = await in_thread(_again, request, typed, to, error)
    return shown


def _read(request: Request, text: str, to: str) -> Response:
    checked = face_of(request).session.ask(check_draft, text, to=to)
    return _page(
        request,
        text=text,
        person=checked.to,
        checked=checked,
        pieces=pieces(text, checked.findings),
    )


def _again(request: Request, text: str, to: str, error: ComityError) -> Response:
    """Show the form as it was sent, what is wrong with it, and whom a word may mean."""
    face, unclear = face_of(request), error.unclear
    person = None if unclear else _meant(face.session, to)
    persons = face.session.ask(listed, unclear.persons) if unclear and unclear.persons else ()
    return _page(
        request,
        person=person,
        text=text,
        to=to,
        told=(unclear and unclear.told) or what_is_wrong(error.message),
        hint="" if unclear else on_a_page(error.hint),
        persons=persons,
    )


def _meant(session: Session, to: str) -> Person | None:
    """Return whom a word means, if that is clear."""
    try:
        return session.ask(find_person, to).person
    except ComityError:
        return None


def _page(
    request: Request,
    *,
    person: Person | None = None,
    **shown: Any,  # noqa: ANN401 - what the page shows
) -> Response:
    blank = {"text": "", "to": "", "told": "", "hint": "", "persons": (), "checked": None}
    around = {**blank, "pieces": (), **shown}
    return face_of(request).page(request, "draft.html", person=person, **around)


def pieces(text: str, findings: Sequence[Finding]) -> list[Piece]:
    """Return the draft in pieces, those that a finding points at with its number.

    Where findings lie within one another the narrower is marked.
    """
    marked: list[tuple[int, int, int]] = []
    numbered = [(one.end - one.start, one.start, n) for n, one in enumerate(findings, 1)]
    for length, start, number in sorted(numbered):
        end = start + length
        if length and all(end <= left or start >= right for left, right, _ in marked):
            marked.append((start, end, number))
    found, at = [], 0
    for start, end, number in sorted(marked):
        found += [Piece(text[at:start], 0), Piece(text[start:end], number)]
        at = end
    return [one for one in (*found, Piece(text[at:], 0)) if one.text]


def get_ready(session: Session) -> None:
    """Read who got which text before a draft is held against them."""
    session.look(who_got)


PAGE = Page(
    routes=[
        Route("/check", of_my_side(draft)),
        write_route("/check", read, bytes_max=_FORM_BYTES_MAX),
    ],
    get_ready=get_ready,
)
