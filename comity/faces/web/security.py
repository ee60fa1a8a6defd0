"""Every request in; those that are the user's own let through, all others turned away.

A page on this machine can be reached by any page the user has open. So: the Host must be ours
(DNS rebinding), the Origin of what writes must be ours, a session is opened by a token that only
the terminal has seen, and every form carries a word that no other site can read (CSRF). What is
answered may not run, embed, frame, sniff or keep anything that is not ours. A token opens one
session: one that is seen later, on a command line or in a history, opens nothing.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
import sys
import threading
from dataclasses import dataclass, field
from hmac import compare_digest
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse

from comity.faces.crash_report import place
from comity.faces.web.correction import is_typed, label

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

START = "/start"
FEED = "/feed/"  # opened by a secret of its own: a calendar program has no cookie
LOOPBACK = "127.0.0.1"
_NEAR = {LOOPBACK, "localhost", "::1"}
_HTTP = 80  # a browser leaves it out
_READS = {"GET", "HEAD"}
_FORM = "application/x-www-form-urlencoded"
_DIGITS_MAX = 8
_NOT_OURS = (
    "This page is private",
    "It opens with the address that comity serve printed, which is good for one run: if this is "  # noqa: ISC004 - one text
    "an older one, look for the newer, or start comity serve again.",
)
_KEPT = (
    "Comity was started again",
    "Open the address that it printed in its terminal, in a new tab of this browser. Then come "  # noqa: ISC004 - one text
    "back here and press the button. What you wrote is kept.",
)
_TYPED_BYTES_MAX = 1 << 16
_USED = (
    "This address has been used",
    "It opens Comity in one browser, once: go on there. To open it in this one, use the address "  # noqa: ISC004 - one text
    "that comity serve printed in its terminal. If that is this one, end comity serve with "
    "Ctrl-C and start it again: it prints a new address.",
)
_COME_IN = ("Comity is open", "Go on")
_TOO_LARGE = (
    "That is more than a form may carry",
    "Go back, and name the file or its folder by its path.",
)
_NOT_HERE = (
    "This address is not mine",
    "Comity answers to the address that comity serve printed, and to no other name.",
)
_NOT_YOU = (
    "Another site asked for this",
    "Nothing was done. Do it on a page of Comity's own, opened in a tab of its own.",
)

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types comity",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
PRIVATE = "no-store"


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens the doors of one run.

    Seen in the terminal, by the browser that Comity itself opens, in the cookie, in every form.
    """

    start: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    own_start: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class SecurityMiddleware:
    """The first thing a request meets, and the last an answer passes."""

    def __init__(
        self, app: ASGIApp, keys: Keys, port: int, host: str = LOOPBACK, *, home: str = "/"
    ) -> None:
        self._app = app
        self._home = home
        self._keys = keys
        self._port = port
        self._beyond_loopback = host not in _NEAR
        names = {LOOPBACK, "localhost", f"[{host}]" if ":" in host else host}
        self._hosts = {f"{name}:{port}" for name in names}
        self._unused = {keys.start.encode(), keys.own_start.encode()}
        self.entered = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn away what is not the user's; set the headers of every answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no web sockets here
            return
        refused = self._refusal(HTTPConnection(scope))
        dressed = _Dressed(send, self._beyond_loopback)
        try:
            await (refused or self._app)(scope, receive, dressed)
        except Exception as error:  # the last place; a traceback may quote somebody's mail
            if os.environ.get("COMITY_TRACEBACK"):
                raise
            words = mistaken(error)
            sys.stderr.write(f"comity: {words[0]}. {words[1]}\n")
            if not dressed.begun:
                await bare(*words, 500)(scope, receive, dressed)

    def _refusal(self, request: HTTPConnection) -> ASGIApp | None:
        headers, method, path = request.headers, request.scope["method"], request.url.path
        if not self.is_our_host(headers.get("host", "")):
            return bare(*_NOT_HERE, 400)
        if method not in _READS and not is_own(headers):
            return bare(*_NOT_YOU, 403)
        if path == START and method == "GET":
            return self._start(request)
        if path.startswith(FEED) and method in _READS:
            return None
        if self._has_session(request):
            return None
        return _kept_typed if _is_typed(headers) else bare(*_NOT_OURS, 403)

    def _has_session(self, request: HTTPConnection) -> bool:
        given = request.cookies.get(self.cookie, "")
        return compare_digest(given.encode(), self._keys.session.encode())

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies are told apart by host, not by port."""
        return f"comity-{self._port}"

    def _start(self, request: HTTPConnection) -> Response:
        """Exchange a token for a cookie, once, and lead away from the address that shows it."""
        given = parse_qs(request.url.query).get("token", [""])[0].encode()
        keys = {self._keys.start.encode(), self._keys.own_start.encode()}
        if not any(compare_digest(given, key) for key in keys):
            return bare(*_NOT_OURS, 403)
        if given not in self._unused and not self._has_session(request):
            return bare(*_USED, 403)
        self._unused.discard(given)
        self.entered.set()
        away: Response = RedirectResponse(self._home, status_code=303)
        if request.headers.get("sec-fetch-site") == "cross-site":
            away = _led_on(self._home)  # a strict cookie does not follow another site's redirect
        away.set_cookie(self.cookie, self._keys.session, httponly=True, samesite="strict", path="/")
        return away

    def is_our_host(self, host: str) -> bool:
        """Tell whether a Host header is one that a browser sends here: a rebound name never is.

        Beyond this machine it may be any address, spelt as browsers do, since which of its own
        others reach is not known here.
        """
        if host in self._hosts or (self._port == _HTTP and f"{host}:{_HTTP}" in self._hosts):
            return True
        name, _, port = host.rpartition(":")
        return self._beyond_loopback and port == str(self._port) and _is_address(name)


def _is_address(name: str) -> bool:
    """Tell whether a name is an address in its one usual spelling."""
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return name == (str(address) if address.version == 4 else f"[{address}]")  # noqa: PLR2004


def is_own(headers: Headers) -> bool:
    """Tell whether what wants to write comes from a page of ours, as far as browsers say."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin == "null":  # so browsers call any page's under no-referrer, ours too
        return site == "same-origin"
    same = origin is None or origin == f"http://{headers.get('host')}"
    return same and site in {None, "same-origin", "none"}


def _is_typed(headers: Headers) -> bool:
    """Tell a form of a size that somebody typed; of which page of ours it was is known before."""
    length, kind = headers.get("content-length", ""), headers.get("content-type", "")
    is_small = length.isdecimal() and len(length) < _DIGITS_MAX and int(length) <= _TYPED_BYTES_MAX
    return is_small and kind.partition(";")[0].strip() == _FORM


async def _kept_typed(scope: Scope, receive: Receive, send: Send) -> None:
    """Show a form that came without a session once more, with all that was written in it."""
    request = Request(scope, receive)
    fields = (await request.form()).multi_items()
    inputs = "".join(
        _written(name, value) if is_typed(name, value) else _along(name, value)
        for name, value in fields
        if isinstance(value, str)
    )
    button = f"{inputs}<button>Send it again</button>"
    form = f'<form method="post" action="{escape(request.url.path)}">{button}</form>'
    await bare(*_KEPT, 403, after=form)(scope, receive, send)


def _written(name: str, value: str) -> str:
    field = f'<textarea name="{escape(name)}" rows="4" cols="60">{escape(value)}</textarea>'
    if "\n" not in value:
        field = f'<input name="{escape(name)}" size="60" value="{escape(value)}">'
    return f"<p><label>{escape(label(name))}<br>{field}</label></p>"


def _along(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def bare(title: str, words: str, status: int, *, after: str = "") -> Response:
    """Return a page that needs nothing but itself: what is the matter, and what to do.

    ``after``: HTML that stands below the words.
    """
    return HTMLResponse(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)} · Comity</title></head>\n"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(words)}</p>{after}</main></body></html>\n",
        status,
    )


def _led_on(home: str) -> Response:
    """Return a page that leads to the first one by itself."""
    title, words = _COME_IN
    to = escape(home)
    return HTMLResponse(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={to}">'
        f'<title>{title}</title></head>\n<body><p><a href="{to}">{words}</a></p></body></html>\n'
    )


def mistaken(error: Exception) -> tuple[str, str]:
    """Return what is said of a mistake of ours: where it is, and nobody's words."""
    return f"A mistake of ours, {place(error)}", "Your book is safe. Go back, and try again."


class _Dressed:
    """A way to send in which every answer has its headers."""

    def __init__(self, send: Send, beyond_loopback: bool) -> None:
        self._send = send
        self._beyond_loopback = beyond_loopback
        self.begun = False
        self._instead: Response | None = None

    async def __call__(self, message: Message) -> None:
        """Send a message of an answer."""
        if message["type"] == "http.response.start":
            self.begun = True
            if message["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # the framework's own word
                self._instead = bare(*_TOO_LARGE, message["status"])
                message["headers"] = self._instead.raw_headers
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if self._beyond_loopback:  # over plain HTTP browsers do not say which site asks
                headers["referrer-policy"] = "same-origin"
            headers.setdefault("cache-control", PRIVATE)
        elif self._instead:
            message["body"] = self._instead.body
        await self._send(message)
