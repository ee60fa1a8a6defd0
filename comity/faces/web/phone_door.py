"""The door for guests' phones: opened to the local network where the organiser says so, and shut.

The pages are served beside the organiser's own, at one address of this machine's that they chose,
in a thread of its own. Nothing else of the book is reached there.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.faces.web.following import Follower, now_us
from comity.faces.web.security import LOOPBACK
from comity.operations.event.course import PHONES
from comity.operations.event.guest_says import links_for_all

if TYPE_CHECKING:
    from pathlib import Path

    import uvicorn

    from comity.store.events import EventFile

PORT = 8712
_GRACE_S = 2
_AT_ONCE_MAX = 2000
_BACKLOG = 512
_SOMEWHERE = ("192.0.2.1", 9)  # RFC 5737: nobody's; no packet is sent to learn the way there


@dataclass
class Door:
    """Where phones are let in, if they are."""

    folder: Path | None = None
    host: str = ""
    port: int = 0
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    def open(self, file: EventFile, host: str, port: int | None = None) -> str:
        """Let the phones of an event in at an address of this machine; return the address."""
        if self._thread and (self.folder, self.host) == (file.folder, host):
            return self.address
        self.close()
        with _listening(host, port) as listener:
            self.port, self.host, self.folder = listener.getsockname()[1], host, file.folder
            evening, said = Follower(file).look(), (PHONES, {"host": host, "port": self.port})
            file.append_all([*links_for_all(evening), said], at_us=now_us())
            self._start(file, listener.dup())
        return self.address

    def _start(self, file: EventFile, listener: socket.socket) -> None:
        import uvicorn

        from comity.faces.web.phones import phones_app

        config = uvicorn.Config(
            phones_app(Follower(file), host=self.host, port=self.port),
            log_config=None,  # a log would hold the links
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_AT_ONCE_MAX,
            timeout_graceful_shutdown=_GRACE_S,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, daemon=True
        )
        self._thread.start()

    @property
    def address(self) -> str:
        """The address that links begin with."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def is_open(self, folder: Path) -> bool:
        """Tell whether the phones of an event are let in."""
        return bool(self._thread) and self.folder == folder

    def shut(self, file: EventFile) -> None:
        """Let phones in no longer, and keep that so."""
        self.close()
        file.append(PHONES, {"host": "", "port": 0}, at_us=now_us())

    def close(self) -> None:
        """End the serving of phones, with the program or before."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(_GRACE_S + 2)
        self._server = self._thread = self.folder = None


def _listening(host: str, port: int | None) -> socket.socket:
    """Return a socket at an address of this machine: never at all of them."""
    if host not in {*addresses(), LOOPBACK}:
        raise BadInput(f"{host} is no address of this machine", hint=_which())
    reason: Exception = OSError()
    for wanted in (port, PORT, 0) if port else (PORT, 0):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, wanted))
            listener.listen(_BACKLOG)
        except (OSError, OverflowError) as error:
            listener.close()
            reason = error
        else:
            return listener
    raise BadInput(f"phones cannot be let in at {host} ({reason})", hint=_which())


def _which() -> str:
    found = addresses()
    if not found:
        return "join a Wi-Fi network first: this machine is in none"
    return f"this machine is reached at {' or '.join(found)}"


def addresses() -> list[str]:
    """Return this machine's addresses in the networks it is in, the likeliest first."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(_SOMEWHERE)
        found.append(asking.getsockname()[0])
    with suppress(OSError):
        for *_, at in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found.append(str(at[0]))
    return [one for one in dict.fromkeys(found) if not one.startswith(("127.", "0."))]
