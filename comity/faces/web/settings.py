"""Settings, the ways out (backup, export), and the calendar feed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from comity.faces.web.face import Page, face_of, in_thread, write_route
from comity.faces.web.security import FEED
from comity.operations.decide.me import me
from comity.operations.network.directory import directory
from comity.operations.plan.feed import as_calendar, close_feed, feed, open_feed
from comity.operations.privacy.export import export as export_to
from comity.operations.upkeep.backup import backup as backup_to
from comity.operations.upkeep.settings import every_setting
from comity.operations.upkeep.settings import settings as settings_of
from comity.operations.upkeep.sources import sources
from comity.operations.upkeep.storage_info import storage_info

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from comity.book import Book
    from comity.faces.session import Session
    from comity.operations.document import Document


def settings(request: Request) -> Response:
    """Show how the book is set, and what is in it."""
    face = face_of(request)
    session = face.session
    secret = feed(session.book())
    return face.page(
        request,
        "settings.html",
        settings=every_setting(),
        set_=session.look(settings_of).settings,
        mine=session.look(me).me,
        perhaps=session.look(me).perhaps,
        sources=session.look(sources).sources,
        quiet=session.look(directory, which="quiet", sort="name").people,
        never=session.look(directory, which="never", sort="name").people,
        where=storage_info(session.book()),
        feed=f"http://{request.headers['host']}{FEED}{secret}.ics" if secret else "",
    )


def get_ready(session: Session) -> None:
    """Work out what the settings list."""
    session.look(sources)
    session.look(me)
    session.look(directory, which="quiet", sort="name")
    session.look(directory, which="never", sort="name")


def calendar(request: Request) -> Response:
    """Return the plan to a calendar program that knows the secret."""
    face = face_of(request)
    secret = request.path_params["secret"]
    return Response(
        face.session.ask(as_calendar, secret), media_type="text/calendar; charset=utf-8"
    )


async def open_or_close(request: Request, form: FormData) -> Response:
    """Open the feed under a new secret, or close it."""
    face = face_of(request)
    act = close_feed if form.get("off") else open_feed
    await in_thread(face.session.ask, act)
    face.say("The feed is closed." if form.get("off") else "The feed is open, at a new address.")
    return RedirectResponse("/settings#feed", status_code=303)


async def backup(request: Request, _: FormData) -> Response:
    """Return the whole book as one file."""
    return await in_thread(_file, request, backup_to, "comity-backup.zip")  # type: ignore[no-any-return]


async def export(request: Request, _: FormData) -> Response:
    """Return everything in open formats, zipped."""
    return await in_thread(_file, request, export_to, "comity-export")  # type: ignore[no-any-return]


def _file(request: Request, write: Callable[[Book, Path], Document], name: str) -> Response:
    """Call a verb that writes files, in a folder deleted once they are sent."""
    place = Path(tempfile.mkdtemp(prefix="comity-"))
    try:
        made = place / name
        face_of(request).session.ask(write, made)
        if made.is_dir():
            made = Path(shutil.make_archive(str(made), "zip", made))
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    away = BackgroundTask(shutil.rmtree, place, ignore_errors=True)
    return FileResponse(made, filename=made.name, background=away)


PAGE = Page(
    routes=[
        Route("/settings", settings),
        Route(f"{FEED}{{secret}}.ics", calendar),
        write_route("/settings/feed", open_or_close),
        write_route("/settings/backup", backup),
        write_route("/settings/export", export),
    ],
    address="/settings",
    name="Settings",
    get_ready=get_ready,
)
