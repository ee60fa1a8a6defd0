"""Import: files dropped or named, progress as it goes, the account of every record."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, RedirectResponse, StreamingResponse
from starlette.routing import Route

from comity.errors import BadInput, ComityError
from comity.faces.web import uploads
from comity.faces.web.advice import unlinked
from comity.faces.web.face import Page, back, face_of, write_route
from comity.operations.decide.me import me
from comity.operations.decide.who_are_you import who_are_you
from comity.operations.intake.documents import Import
from comity.operations.intake.importing import import_
from comity.operations.intake.left_out import left_out
from comity.operations.intake.tables import CHOICES, is_unclear, said_columns, tables_in
from comity.operations.upkeep.sources import problems, sources
from comity.operations.upkeep.storage_info import storage_info
from comity.operations.words import listed
from comity.sources import CONTAINERS, SOURCES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from comity.book import Book
    from comity.faces.web.face import Face
    from comity.operations.intake.documents import TableShown

_PROBLEMS_SHOWN = 100
_TICK_S = 0.4
_FORM_BYTES_MAX = 4 << 30
_BLOCK_BYTES = 1 << 20


def bring(request: Request) -> Response:
    """Show where to drop files, how far the work is, and what became of the last."""
    face = face_of(request)
    job = replace(face.jobs.job) if face.jobs.job else None  # as it is at this moment
    return face.page(
        request,
        "import.html",
        job=job,
        done=job.result if job and isinstance(job.result, Import) else None,
        left_out=left_out(job.result) if job and isinstance(job.result, Import) else (),
        reads=listed([one.reads for one in (CONTAINERS | SOURCES).values()]),
        where=storage_info(face.session.book()),
        sources=face.session.look(sources).sources,
        problems=face.session.look(problems, limit=_PROBLEMS_SHOWN),
        mine=face.session.look(me).me,
        perhaps=face.session.look(me).perhaps,
        asked=face.session.look(who_are_you),
        waiting=[path.name for path in uploads.waiting(face.session.folder)],
        asked_for=request.query_params,
        looked=_looked(face, request.query_params.get("path", "")),
        choices=CHOICES,
    )


async def progress(request: Request) -> Response:
    """Send how far the work is, a few times a second, until it is done (server-sent events)."""
    face = face_of(request)

    async def events() -> AsyncIterator[str]:
        while not await request.is_disconnected():
            told = face.jobs.job.status() if face.jobs.job else {"running": False}
            yield f"data: {json.dumps(told)}\n\n"
            if not told["running"]:
                return
            await asyncio.sleep(_TICK_S)

    return StreamingResponse(events(), media_type="text/event-stream")


async def take_file(request: Request, _: FormData) -> Response:
    """Store one dropped file, sent as it is."""
    face = face_of(request)
    try:
        if face.jobs.job and face.jobs.job.running:
            raise BadInput("something is being read already", hint="wait until it is done")
        name = request.query_params.get("name", "")
        size = await uploads.store(face.session.folder, name, request.stream())
    except ComityError as error:
        return JSONResponse({"error": error.message, "hint": unlinked(error.hint)}, 400)
    return JSONResponse({"bytes": size})


async def start(request: Request, form: FormData) -> Response:
    """Read what was dropped, what the form carries, or what lies at a path of this machine."""
    face, folder = face_of(request), face_of(request).session.folder
    for upload in form.getlist("files"):
        if isinstance(upload, UploadFile) and upload.filename:
            await uploads.store(folder, upload.filename, _blocks(upload))
    named = str(form.get("path", "")).strip()
    paths = _meant(named, folder)
    mine = str(form.get("me", "")).replace(",", " ").split()
    said = face.session.look(said_columns)
    tables = tables_in(paths, said)
    if not form.get("looked") and any(is_unclear(one, said) for one in tables):
        again = {name: str(form.get(name, "")) for name in ("path", "me", "no_text")}
        return RedirectResponse(f"/import?{urlencode({'look': 1, **again})}#columns", 303)
    words = [*_chosen(tables, form)]

    def work(book: Book) -> Import:
        try:
            return import_(book, paths, me=mine, no_text=bool(form.get("no_text")), column=words)
        finally:
            if not named:
                uploads.clear(folder)

    if not face.jobs.start("Reading", folder, work, face.session.forget):
        raise BadInput("something is being read already", hint="wait until it is done")
    return RedirectResponse("/import", status_code=303)


async def drop_again(request: Request, form: FormData) -> Response:
    """Delete what was dropped and never read."""
    face = face_of(request)
    if not (face.jobs.job and face.jobs.job.running):
        uploads.clear(face.session.folder)
    return back(form, "/import")


def _meant(named: str, folder: Path) -> list[Path]:
    """Return what to read: the path that is named, or all that was dropped."""
    paths = [Path(named).expanduser()] if named else uploads.waiting(folder)
    if not paths:
        raise BadInput("there is nothing to read", hint="choose files, or name a path")
    if not paths[0].exists():
        raise BadInput(f"there is no {named}", hint="check the path")
    return paths


def _looked(face: Face, named: str) -> tuple[TableShown, ...]:
    """Return the tables of people that wait to be read, with what their columns become."""
    paths = [Path(named).expanduser()] if named else uploads.waiting(face.session.folder)
    return tables_in([one for one in paths if one.exists()], face.session.look(said_columns))


def _chosen(tables: Sequence[TableShown], form: FormData) -> Iterator[str]:
    """Yield what the form says of columns, where that is not what they become already."""
    for number, table in enumerate(tables):
        for place, one in enumerate(table.columns):
            field = str(form.get(f"column-{number}-{place}", ""))
            if one.head.strip() and field in CHOICES and field != one.becomes:
                yield f"{one.head}={field}"


async def _blocks(upload: UploadFile) -> AsyncIterator[bytes]:
    while block := await upload.read(_BLOCK_BYTES):
        yield block


PAGE = Page(
    routes=[
        Route("/import", bring),
        Route("/import/progress", progress),
        write_route("/import", start, bytes_max=_FORM_BYTES_MAX),
        write_route("/import/drop", drop_again),
        write_route("/import/file", take_file, bytes_max=uploads.FILE_BYTES_MAX),
    ],
    address="/import",
    name="Import",
    under=("begin", "getting"),
)
