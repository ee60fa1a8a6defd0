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
    form_post,
    guides,
    importing,
    network,
    network_map,
    onboarding,
    people,
    person,
    settings,
    today,
)
from comity.faces.web.face import HERE, Face, mistake, trouble
from comity.faces.web.readiness import Readiness
from comity.faces.web.security import LOOPBACK, Doors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from comity.faces.session import Desk
    from comity.faces.web.security import Keys

_PAGES = (
    today,
    people,
    person,
    network,
    importing,
    onboarding,
    guides,
    settings,
    network_map,
    form_post,
)
STEPS = (  # what is worked out for the pages before they are asked for
    today.get_ready,
    people.get_ready,
    network.get_ready,
    network_map.get_ready,
    settings.get_ready,
    person.get_ready,
)


def application(desk: Desk, keys: Keys, *, port: int, host: str = LOOPBACK) -> Doors:
    """Return the application behind its doors."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        ready.start()
        yield
        ready.end()
        desk.close()

    app = FastAPI(
        title="Comity",
        version=__version__,
        docs_url=None,  # its pages fetch their scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
        routes=[route for page in _PAGES for route in page.ROUTES],
        exception_handlers={ComityError: trouble, HTTPException: trouble, Exception: mistake},
    )
    api.add(app)
    ready = Readiness(desk, STEPS)
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    app.state.face = Face(desk, keys, desk.folder, wake=ready.wake)
    return Doors(app, keys, port, host)
