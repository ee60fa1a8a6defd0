"""A line to a server that does what lines do: it is cut, slow, or tells something else."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHUNK = 1 << 16


@dataclass
class Line:
    """A proxy on loopback; ``sent`` is each line that came from the client, in order."""

    to_port: int
    port: int = 0
    cut_at: int | None = None  # this many lines of the client pass, then it is cut
    cut_after_bytes: int | None = None  # of what the server says
    delay_s: float = 0.0  # before each piece of what the server says
    told: Callable[[bytes], bytes] | None = None  # what the server said: what arrives of it
    sent: list[bytes] = field(default_factory=list)
    said_bytes: int = 0

    def up(self, client: socket.socket, server: socket.socket) -> None:
        """Carry what the client sends."""
        rest = b""
        while data := _received(client):
            *lines, rest = (rest + data).split(b"\r\n")
            for line in lines:
                self.sent.append(line)
                if self.cut_at is not None and len(self.sent) > self.cut_at:
                    _shut(client, server)
                    return
            with suppress(OSError):
                server.sendall(data)
        _shut(client, server)

    def down(self, client: socket.socket, server: socket.socket) -> None:
        """Carry what the server says."""
        while data := _received(server):
            if self.delay_s:
                time.sleep(self.delay_s)
            arrives = self.told(data) if self.told else data
            if self.cut_after_bytes is not None:
                left = self.cut_after_bytes - self.said_bytes
                arrives = arrives[: max(left, 0)]
            self.said_bytes += len(arrives)
            with suppress(OSError):
                client.sendall(arrives)
            if self.cut_after_bytes is not None and self.said_bytes >= self.cut_after_bytes:
                break
        _shut(client, server)


@contextmanager
def line_to(
    to_port: int,
    *,
    cut_at: int | None = None,
    cut_after_bytes: int | None = None,
    delay_s: float = 0.0,
    told: Callable[[bytes], bytes] | None = None,
) -> Iterator[Line]:
    """Run a proxy to a port of this machine."""
    line = Line(to_port, 0, cut_at, cut_after_bytes, delay_s, told)
    with socket.create_server(("127.0.0.1", 0)) as door:
        line.port = door.getsockname()[1]
        open_: list[socket.socket] = []
        threading.Thread(target=_admit, args=(door, line, open_), daemon=True).start()
        try:
            yield line
        finally:
            _shut(*open_)


def _admit(door: socket.socket, line: Line, open_: list[socket.socket]) -> None:
    with suppress(OSError):  # the door was closed
        while True:
            client, _ = door.accept()
            server = socket.create_connection(("127.0.0.1", line.to_port))
            open_ += [client, server]
            for carry in (line.up, line.down):
                threading.Thread(target=carry, args=(client, server), daemon=True).start()


def _received(one: socket.socket) -> bytes:
    try:
        return one.recv(_CHUNK)
    except OSError:
        return b""


def _shut(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
