"""What is open between the user and others: by kind and person, each closed by one key."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, get_args

from starlette.routing import Route

from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.loops.loops import LoopKind, loops

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.loops.documents import Loop, Loops

HEADS = {  # each kind, in the order of the page, and what stands above it
    "promise": "Your word",
    "their_question": "They asked you",
    "thank": "Thanks you owe",
    "tell_them": "Tell them how it turned out",
    "never_set": "Never set",
    "their_promise": "Their word",
    "my_question": "You asked them",
    "helped": "You helped, and heard no more",
}
_SHOWN = 4  # of each kind, before one asks for all of it


class Section(NamedTuple):
    """Loops under one head."""

    kind: str
    head: str
    shown: tuple[Loop, ...]
    total: int


def page(request: Request) -> Response:
    """Show what is open, or all of one kind with what became of it."""
    face = face_of(request)
    chosen = request.query_params.get("kind", "")
    kind = chosen if chosen in get_args(LoopKind) else ""
    told = face.session.look(loops, kind=kind, all_=True) if kind else face.session.look(loops)
    return face.page(
        request,
        "loops.html",
        told=told,
        kind=kind,
        sections=tuple(sections(told, most=None if kind else _SHOWN)),
        ended=tuple(one for one in told.loops if one.state in {"kept", "let_go"}),
        heads=HEADS,
    )


def sections(told: Loops, *, most: int | None) -> Iterator[Section]:
    """Yield what is open by kind, and what is unsure apart."""
    for kind, head in HEADS.items():
        found = [one for one in told.loops if one.kind == kind and one.state == "open"]
        if found:
            yield Section(kind, head, tuple(_soonest(found)[:most]), len(found))
    if unsure := [one for one in told.loops if one.state == "unsure"]:
        yield Section("", "Unsure", tuple(unsure), len(unsure))


def _soonest(found: Iterable[Loop]) -> list[Loop]:
    """Return what is due first, the soonest first; what has no day as it stands, by person."""
    whole = list(found)
    dated = sorted((one for one in whole if one.due_at), key=lambda one: one.due_at or "")
    undated = [one for one in whole if not one.due_at]
    by_person = [list(of) for _, of in groupby(undated, key=lambda one: one.person.id)]
    return [*dated, *(one for of in by_person for one in of)]


def get_ready(session: Session) -> None:
    """Work out what is open before it is asked for."""
    session.look(loops)


PAGE = Page(
    routes=[Route("/loops", of_my_side(page))],
    address="/loops",
    name="Promises",
    get_ready=get_ready,
)
