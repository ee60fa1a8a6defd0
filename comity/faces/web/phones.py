"""The pages of guests' phones: an application of its own that holds nothing else of the book.

A guest's page opens with a long random link and shows them alone: their table, whom they meet by
first name and what those chose to show, their ticks. Nobody is listed. What is unknown is not
there (404), in the same time as what is; whoever guesses, or asks too often, is put off (429).
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.responses import StreamingResponse as Streaming
from starlette.routing import Route

from comity.errors import ComityError
from comity.faces.web.face import HERE, templates
from comity.faces.web.following import version
from comity.faces.web.security import HEADERS, PRIVATE, bare, is_own
from comity.operations.event.clock import countdown
from comity.operations.event.evening import Evening
from comity.operations.event.guest_says import digest, show, tick
from comity.operations.event.showing import (
    SHOWABLE,
    SHOWN_UNSAID,
    Room,
    heading,
)
from comity.operations.event.ticks import TICKS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from comity.faces.web.following import Follower, Wish
    from comity.operations.event.evening import Said

_FILES = {
    "follow.js": "text/javascript",
    "phone.css": "text/css",
    "phone.js": "text/javascript",
    "policy.js": "text/javascript",
    "mark.svg": "image/svg+xml",
}
_FORM_BYTES_MAX = 4096
_PER_S, _AT_ONCE = 5.0, 40.0  # requests of one guest
_GUESSES_PER_S, _GUESSES = 0.5, 30.0  # unknown links from one address
_LINES_MAX = 6  # pages of one guest that are told of changes
_BUCKETS_MAX = 5000
_NOT_THERE = ("There is nothing here", "Open the link or the code that the organiser gave you.")
_TOO_OFTEN = ("A moment, please", "That was very often. Wait a little, then look again.")
_NOT_SAVED = ("That was not kept", "Look again, and press once more.")
_POLICY = "; ".join(
    [
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'"),
        *("connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"),
        *("require-trusted-types-for 'script'", "trusted-types comity"),
    ]
)


@dataclass
class Limits:
    """How often each may ask: buckets that fill again as time passes."""

    per_s: float
    at_once: float
    _left: dict[object, tuple[float, float]] = field(default_factory=dict)

    def allows(self, who: object) -> bool:
        """Take one; tell whether there was one to take."""
        now = time.monotonic()
        left, then = self._left.get(who, (self.at_once, now))
        left = min(left + (now - then) * self.per_s, self.at_once)
        if len(self._left) > _BUCKETS_MAX:
            self._left.clear()
        self._left[who] = (max(left - 1, 0), now)
        return left >= 1


@dataclass
class Phones:
    """One event shown to its guests."""

    follower: Follower
    asked: Limits = field(default_factory=lambda: Limits(_PER_S, _AT_ONCE))
    guessed: Limits = field(default_factory=lambda: Limits(_GUESSES_PER_S, _GUESSES))
    lines: Counter[str] = field(default_factory=Counter)
    _latest: int = -1
    _links: dict[bytes, str] = field(default_factory=dict)
    _room: Room = field(default_factory=lambda: Room(Evening()))

    def __post_init__(self) -> None:
        """Read the page once."""
        self._template = templates().get_template("phone.html")

    async def guest(self, request: Request) -> tuple[Evening, str]:
        """Return the evening, and whose link it is."""
        evening = await self.follower.fresh()
        if self._latest != evening.latest:
            self._latest, self._room = evening.latest, Room(evening, self._room)
            self._links = {digest(token): key for key, token in evening.links.items()}
        key = self._links.get(digest(request.path_params["token"]))
        if key is None or evening.guest(key) is None:
            host = request.client.host if request.client else ""
            raise HTTPException(404 if self.guessed.allows(host) else 429)
        if not self.asked.allows(key):
            raise HTTPException(429)
        return evening, key

    async def page(self, request: Request) -> Response:
        """Show a guest their evening."""
        evening, key = await self.guest(request)
        return HTMLResponse(self._page_of(evening, key, request.path_params["token"]))

    def _page_of(self, evening: Evening, key: str, token: str) -> str:
        """Return a guest's page: nothing stands in it of anybody they do not meet."""
        now_us, room = self.follower.clock(), self._room
        clock = countdown(evening, now_us)
        at, is_over = max(clock.round, 1), clock.face == "over"
        now = None if is_over or clock.face == "rung" else room.meeting(key, at)
        then = None if is_over else room.meeting(key, at + 1)
        company = [one for meeting in (now, then) if meeting for one in meeting.company]
        return self._template.render(
            token=token,
            guest=evening.guest(key),
            title=evening.title,
            clock=clock,
            heading=heading(clock),
            version=version(evening, now_us),
            now=now,
            next=then,
            talks={one.key: room.talk(key, one.key) for one in company},
            met=room.so_far(key),
            ticks=TICKS,
            ticked={of: said for (who, of), said in evening.ticks.items() if who == key},
            showable=SHOWABLE,
            shows=evening.shown.get(key, SHOWN_UNSAID),
        )

    async def follow(self, request: Request) -> Response:
        """Tell a guest's page of changes (server-sent events)."""
        _, key = await self.guest(request)
        if self.lines[key] >= _LINES_MAX:
            raise HTTPException(429)
        return Streaming(self._told(key), media_type="text/event-stream")

    async def _told(self, key: str) -> AsyncIterator[str]:
        self.lines[key] += 1
        try:
            async for event in self.follower.events():
                yield event
        finally:
            self.lines[key] -= 1

    async def tick(self, request: Request) -> Response:
        """Keep one tick, or take it away: it stands as the press says, however often."""
        _, key = await self.guest(request)
        form = await request.form()
        of, word, on = (str(form.get(name, "")) for name in ("of", "tick", "on"))
        if both := str(form.get("set", "")):  # of a button: a form carries the one that was pressed
            word, _, on = both.partition(":")
        if word not in TICKS or on not in {"0", "1"}:
            raise HTTPException(400)

        def said(evening: Evening) -> Said | None:
            ticks = set(evening.ticks.get((key, of), ()))
            return tick(evening, key, of, ticks | {word} if on == "1" else ticks - {word})

        return await self._said(request, said)

    async def show(self, request: Request) -> Response:
        """Keep what a guest shows to those they meet."""
        _, key = await self.guest(request)
        fields = [str(one) for one in (await request.form()).getlist("show")]
        return await self._said(request, lambda _: show(key, fields))

    async def _said(self, request: Request, said: Wish) -> Response:
        try:
            await self.follower.say(said)
        except ComityError as error:
            raise HTTPException(400) from error
        if "application/json" in request.headers.get("accept", ""):
            return Response(status_code=204)
        return RedirectResponse(f"/g/{request.path_params['token']}", status_code=303)


def phones_app(follower: Follower, *, host: str, port: int) -> ASGIApp:
    """Return the application, which answers to its own address alone."""
    phones = Phones(follower)
    form = partial(Route, methods=["POST"], max_body_size=_FORM_BYTES_MAX)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(follower.look)
        yield

    app = Starlette(
        routes=[
            Route("/g/{token}", phones.page),
            Route("/g/{token}/follow", phones.follow),
            form("/g/{token}/tick", phones.tick),
            form("/g/{token}/show", phones.show),
            Route("/static/{name}", _static),
        ],
        exception_handlers={HTTPException: _refused, ComityError: _refused, Exception: _mistaken},
        lifespan=lifespan,
    )
    return _Dressed(app, f"[{host}]:{port}" if ":" in host else f"{host}:{port}")


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        raise HTTPException(404)
    kept = {"cache-control": "max-age=600"}
    return FileResponse(HERE / "static" / name, media_type=_FILES[name], headers=kept)


async def _refused(_: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    words = {429: _TOO_OFTEN, 404: _NOT_THERE}.get(status, _NOT_SAVED)
    return bare(*words, status)


async def _mistaken(_: Request, _error: Exception) -> Response:
    return bare(*_NOT_SAVED, 500)


class _Dressed:
    """Turns away what was asked for under another name or by another site; dresses every answer."""

    def __init__(self, app: ASGIApp, name: str) -> None:
        self._app = app
        self._name = name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            return
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [(k, v) for k, v in message["headers"] if k.lower() != b"server"]
                names = {k.lower() for k, _ in given}
                more = [(k.encode(), v.encode()) for k, v in _HEADERS.items()]
                message["headers"] = [*given, *(one for one in more if one[0] not in names)]
            await send(message)

        request = HTTPConnection(scope)
        refused = None
        if request.headers.get("host", "") != self._name:
            refused = bare(*_NOT_THERE, 400)
        elif scope["method"] not in {"GET", "HEAD"} and not is_own(request.headers):
            refused = bare(*_NOT_SAVED, 403)
        await (refused or self._app)(scope, receive, dressed)


_HEADERS = HEADERS | {
    "content-security-policy": _POLICY,
    "referrer-policy": "same-origin",  # over plain HTTP browsers do not say which site asks
    "cache-control": PRIVATE,
}
