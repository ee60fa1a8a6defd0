"""Network or list? The audit as pictures, every number a link to its people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from starlette.routing import Route

from comity.faces.web import charts
from comity.faces.web.face import face_of
from comity.faces.web.wording import STAGES
from comity.operations.network.directory import directory

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from comity.faces.session import Desk

_WIDTH = 340
_WEEK_MAX = 48  # people of the last week who are named
_GARDEN = ("established", "growing", "sprouting", "planted", "resting")


def network(request: Request) -> Response:
    """Show how much of the list is a network."""
    face = face_of(request)
    found = face.desk.read("audit")
    return face.page(
        request,
        "network.html",
        found=found,
        funnel=charts.bars(_funnel(found), width=_WIDTH),
        garden=charts.bars(_garden(found), width=_WIDTH),
        week=_week(face.desk),
    )


def _funnel(found: dict[str, Any]) -> list[charts.Bar]:
    exchange = found["contacts"] - found["no_exchange_seen"]
    both = exchange - sum(found["one_way"].values())
    return [
        _row("on the list", found["contacts"], "", "everyone seen in your sources"),
        _row("any exchange", exchange, "which=exchange", "one of you wrote, called or met"),
        _row("words both ways", both, "which=both_ways", "each addressed the other"),
        _row(
            "relationships",
            found["relationships"],
            "which=relationships",
            "at least 3 days each way, at some time",
        ),
    ]


def _garden(found: dict[str, Any]) -> list[charts.Bar]:
    stages = found["stages"]
    return [_row(name, stages[name], f"stage={name}", STAGES[name]) for name in _GARDEN]


def _week(desk: Desk) -> dict[str, Any]:
    """Return the people of the last seven days, by the day of the last contact."""
    found = desk.look(directory, which="days_7", limit=_WEEK_MAX)
    zone = ZoneInfo(desk.book().zone)
    days: dict[str, list[dict[str, Any]]] = {}
    for one in found["people"]:
        at = datetime.fromisoformat(one["last_at"]).astimezone(zone)
        days.setdefault(at.date().isoformat(), []).append(one)
    named = [{"date": date, "people": people} for date, people in days.items()]
    return {"days": named, "more": found["count"] - len(found["people"])}


def _row(name: str, number: int, query: str, rule: str) -> charts.Bar:
    return charts.Bar(name, number, f"/people?{query}".rstrip("?"), rule)


def get_ready(desk: Desk) -> None:
    """Work out the count, and the last week."""
    desk.read("audit")
    _week(desk)


ROUTES: list[BaseRoute] = [Route("/network", network)]
