"""A book in, a page in the user's browser out, at an address only this machine reaches."""

from __future__ import annotations

import socket
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import uvicorn

from comity.errors import BadInput
from comity.faces.session import Session
from comity.faces.web.app import application
from comity.faces.web.opening import opened
from comity.faces.web.security import LOOPBACK, START, Keys

if TYPE_CHECKING:
    from pathlib import Path

    from comity.faces.web.phone_door import Door

PORT = 8710
_GRACE_S = 2


def serve(
    folder: Path,
    *,
    as_of_us: int | None,
    port: int | None,
    host: str,
    browser: bool,
    door: Door | None = None,
    home: str = "/",
) -> None:
    """Serve the book's pages until interrupted; print one address, with its token.

    ``door``: where phones are let in already; ``home``: the page that the address leads to.
    """
    with _listening(host, port) as listener:
        bound = listener.getsockname()[1]
        keys, session = Keys(), Session(folder, as_of_us)
        app = application(session, keys, port=bound, host=host, door=door, home=home)
        start = f"http://{_shown(host)}:{bound}{START}?token="
        sys.stdout.write(f"Comity is at  {start}{keys.start}\nCtrl-C ends it.\n")
        sys.stdout.flush()
        with opened(f"{start}{keys.own_start}", app.entered) if browser else nullcontext():
            _run(app, listener)


def _run(app: object, listener: socket.socket) -> None:
    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_config=None,  # a log would hold names, searches and the token
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int | None) -> socket.socket:
    """Return a socket at the port asked for; at the usual one, or any if that is taken."""
    for wanted in (PORT, 0) if port is None else (port,):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, wanted))
            listener.listen()
        except (OSError, OverflowError) as error:
            listener.close()
            reason = error
        else:
            return listener
    raise BadInput(f"port {port} cannot be used ({reason})", hint="name another: --port 8711")


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - asked for; the user is told the near address
        return LOOPBACK
    return f"[{host}]" if ":" in host else host
