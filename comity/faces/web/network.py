"""Network or list? The audit as pictures, every number a link to its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import Route

from comity.faces.web import charts
from comity.faces.web.face import Page, face_of, of_my_side
from comity.operations.moment import local_of
from comity.operations.network.audit import audit
from comity.operations.network.counted import PAGE as MESSAGES_A_PAGE
from comity.operations.network.counted import counted
from comity.operations.network.directory import directory
from comity.operations.network.figures import MESSAGES, headline, unsaid
from comity.operations.words import EACH_WAY, STAGES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.network.documents import Audit, Listed

_WIDTH = 340
_WEEK_MAX = 48  # people of the last week who are named
_GARDEN = ("established", "growing", "resting", "brief", "sprouting", "planted")
_KINDS = {  # how a bar is coloured
    "in touch": "core",
    "established": "core",
    "growing": "core",
    "resting": "rest",
}


class Day(NamedTuple):
    """A day, and whom one was last in contact with on it."""

    date: str
    people: list[Listed]


class Lately(NamedTuple):
    """The people of the last seven days, by the day of the last contact, and how many more."""

    days: list[Day]
    more: int


def network(request: Request) -> Response:
    """Show how much of the list is a network."""
    face = face_of(request)
    found = face.session.look(audit)
    return face.page(
        request,
        "network.html",
        found=found,
        funnel=charts.bars(_funnel(found), width=_WIDTH),
        garden=charts.bars(_garden(found), width=_WIDTH),
        week=_week(face.session),
        unsaid=unsaid(found.my_side),
        parts=headline(found),
        named=_named(face.session, found),
    )


def counted_messages(request: Request) -> Response:
    """Show the messages that a figure of the count is made of."""
    face, figure = face_of(request), request.path_params["figure"]
    who, asked = request.path_params.get("who", ""), request.query_params.get("skip", "")
    skip = min(int(asked), 10**9) if asked.isdecimal() else 0
    found = face.session.look(counted, figure, who=who, skip=skip)
    return face.page(
        request,
        "counted.html",
        found=found,
        called=MESSAGES[figure],
        size=MESSAGES_A_PAGE,
        at=request.url.path,
    )


def _funnel(found: Audit) -> list[charts.Bar]:
    exchange = found.contacts - found.no_exchange_seen
    both = exchange - found.one_way.only_me - found.one_way.only_them
    named = _row("by your word", found.by_word, "which=by_word", "named by you, no trace needed")
    return [
        _row("on the list", found.contacts, "", "everyone seen in your sources"),
        _row("any exchange", exchange, "which=exchange", "one of you wrote, called or met"),
        _row("words both ways", both, "which=both_ways", "each addressed the other"),
        _row("in touch", found.in_touch, "which=in_touch", f"{EACH_WAY}, and still so"),
        _row("resting", found.resting, "which=resting", f"{EACH_WAY}, and quiet since"),
        *([named] if found.by_word else []),
    ]


def _named(session: Session, found: Audit) -> list[Listed]:
    """Return those the user named, where no exchange with anybody was read."""
    if found.no_exchange_seen < found.contacts:
        return []
    return [*session.look(directory, which="by_word", sort="name", limit=_WEEK_MAX).people]


def _garden(found: Audit) -> list[charts.Bar]:
    return [_row(name, found.stages[name], f"stage={name}", STAGES[name]) for name in _GARDEN]


def _week(session: Session) -> Lately:
    found = session.look(directory, which="days_7", limit=_WEEK_MAX)
    zone = session.book().zone
    days: dict[str, list[Listed]] = {}
    for one in found.people:
        if one.last_at:  # as all of these have
            day = local_of(one.last_at, zone).date().isoformat()
            days.setdefault(day, []).append(one)
    named = [Day(date, people) for date, people in days.items()]
    return Lately(named, found.count - len(found.people))


def _row(name: str, number: int, query: str, rule: str) -> charts.Bar:
    return charts.Bar(name, number, f"/people?{query}".rstrip("?"), rule, _KINDS.get(name, ""))


def get_ready(session: Session) -> None:
    """Work out the count, and the last week."""
    session.look(audit)
    _week(session)


PAGE = Page(
    routes=[
        Route("/network", of_my_side(network)),
        Route("/network/{figure}", of_my_side(counted_messages)),
        Route("/people/{who}/counted/{figure}", of_my_side(counted_messages)),
    ],
    address="/network",
    name="Network or list?",
    get_ready=get_ready,
)
