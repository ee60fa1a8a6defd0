"""A book's folder in, the web application that shows it out."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from comity import __version__
from comity.errors import ComityError
from comity.faces.web import (
    api,
    console,
    drafting,
    editing,
    evening_after,
    event,
    exchange,
    form_post,
    garden,
    guides,
    history,
    importing,
    ledger,
    loops,
    merging,
    network,
    network_map,
    onboarding,
    people,
    person,
    phone_links,
    questions,
    search,
    settings,
    shell,
    surveying,
    today,
    year,
)
from comity.faces.web.face import HERE, Face, mistake, trouble
from comity.faces.web.readiness import Readiness
from comity.faces.web.security import LOOPBACK, SecurityMiddleware

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from comity.faces.session import Session
    from comity.faces.web.phone_door import Door
    from comity.faces.web.security import Keys

PAGES = (  # as they stand at the top of each, and are worked out before they are asked for
    today.PAGE,
    loops.PAGE,
    people.PAGE,
    network.PAGE,
    garden.PAGE,
    ledger.PAGE,
    year.PAGE,
    event.PAGE,
    exchange.PAGE,
    network_map.PAGE,
    questions.PAGE,
    importing.PAGE,
    settings.PAGE,
    person.PAGE,
    editing.PAGE,
    drafting.PAGE,
    merging.PAGE,
    onboarding.PAGE,
    guides.PAGE,
    history.PAGE,
    search.PAGE,
    shell.PAGE,
    surveying.PAGE,
    form_post.PAGE,
    console.PAGE,
    evening_after.PAGE,
    phone_links.PAGE,
)
STEPS = tuple(page.get_ready for page in PAGES if page.get_ready)


def application(
    session: Session,
    keys: Keys,
    *,
    port: int,
    host: str = LOOPBACK,
    door: Door | None = None,
    home: str = "/",
) -> SecurityMiddleware:
    """Return the application behind its doors."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        ready.start()
        yield
        app.state.face.door.close()
        ready.end()
        session.close()

    app = FastAPI(
        title="Comity",
        version=__version__,
        docs_url=None,  # its pages fetch their scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
        routes=[route for page in PAGES for route in page.routes],
        exception_handlers={ComityError: trouble, HTTPException: trouble, Exception: mistake},
    )
    api.add(app)
    ready = Readiness(session, STEPS)
    entries = [page for page in PAGES if page.name]
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    face = Face(session, keys, session.folder, entries, wake=ready.wake)
    face.door = door or face.door
    app.state.face = face
    return SecurityMiddleware(app, keys, port, host, home=home)
