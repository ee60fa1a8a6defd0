"""Signing in by the browser: an authorization code, caught on this machine alone.

RFC 8252 section 7.3 (a loopback redirect at a port of its own), RFC 7636 (PKCE, S256), RFC 6749
section 10.12 (state). One answer is taken, within five minutes.
"""

from __future__ import annotations

import secrets
import time
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from comity.sources.accounts import Broken, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.operations.account.issuers import Issuer

WAIT_S = 300.0
_CONNECTION_S = 5.0
_VERIFIER_BYTES = 64  # 86 letters of the 43 to 128 allowed
_PAGE = (
    '<!doctype html><meta charset="utf-8"><title>Comity</title>'
    "<p>{}</p><p>You may close this page.</p>"
)


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code, and what its exchange needs."""

    code: str
    verifier: str
    redirect: str


def authorized(
    issuer: Issuer,
    *,
    client: str,
    scope: str,
    user: str,
    show: Callable[[str], None],
    wait_s: float = WAIT_S,
) -> Code:
    """Have the user allow it in their browser; ``show`` is given the address to open."""
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(_VERIFIER_BYTES)
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    with _Listener(state) as listener:
        redirect = f"http://127.0.0.1:{listener.server_port}"
        asked = {
            "client_id": client,
            "redirect_uri": redirect,
            "response_type": "code",
            "scope": scope,
            "state": state,
            "login_hint": user,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "access_type": "offline",
            "prompt": "consent",  # else no refresh token comes
        }
        show(f"{issuer.authorize}?{urlencode(asked)}")
        answer = listener.answer(wait_s)
    if answer is None:
        raise Refused("nobody allowed it in time", "run the same again, and open the address")
    if "error" in answer:
        raise Refused("it was not allowed in the browser", "run the same again, and allow it")
    return Code(answer["code"], verifier, redirect)


class _Listener(HTTPServer):
    """Waits on this machine alone, at a port that the system chooses."""

    def __init__(self, state: str) -> None:
        self.state = state
        self.found: dict[str, str] | None = None
        super().__init__(("127.0.0.1", 0), _Answer)

    def answer(self, wait_s: float) -> dict[str, str] | None:
        """Return the one answer that bears our state; whatever else comes is sent away."""
        until = time.monotonic() + wait_s
        while self.found is None and (left_s := until - time.monotonic()) > 0:
            self.timeout = left_s
            with suppress(OSError):  # who hangs up
                self.handle_request()
        return self.found

    def handle_error(self, *_: object) -> None:
        """Say nothing of a visitor who hangs up."""


class _Answer(BaseHTTPRequestHandler):
    server: _Listener
    timeout = _CONNECTION_S  # of who connects and says nothing

    def do_GET(self) -> None:
        """Take the answer, or send the visitor away."""
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        ours = compare_digest(given.get("state", "").encode(), self.server.state.encode())
        if parts.path != "/" or not ours or not {"code", "error"} & given.keys():
            self._say(404, "This is not the answer that Comity waits for.")
            return
        self.server.found = given
        self._say(200, "Comity may read it now." if "code" in given else "It was not allowed.")

    def _say(self, status: int, words: str) -> None:
        body = _PAGE.format(words).encode()
        self.send_response(status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", "default-src 'none'"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing: the address bears the code."""


def checked(answer: dict[str, object], issuer: Issuer) -> dict[str, object]:
    """Return a token answer that has what it must have."""
    if not isinstance(answer.get("access_token"), str):
        raise Broken(f"{issuer.label} gave no access", "run the same again; else report this")
    return answer
