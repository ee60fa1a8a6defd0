"""Bytes of an IMAP server in, its responses out: what a server may send at once is capped.

Beneath ``imapclient`` stands Python's ``imaplib``, which takes a server at its word: of a literal
the size it names, of a line all there is, for as long as it takes. Here a literal too large is
passed over and reads as empty, a line too long or an answer too slow ends the connection, and
nothing of the conversation is kept or logged.
"""

from __future__ import annotations

import imaplib
import select
import socket
import ssl
import time
from typing import Any

CONNECT_S = 20.0
READ_S = 120.0  # without a byte
COMMAND_S = 900.0
LITERAL_MAX = 2 << 20  # bytes; nothing larger is asked for
PASSED_OVER_MAX = 256 << 20
LINE_MAX = 16 << 20  # the numbers of two million mails
_AT_ONCE = 1 << 16

for _name, _states in (("IDLE", ("SELECTED",)), ("ID", ("NONAUTH", "AUTH", "SELECTED"))):
    imaplib.Commands.setdefault(_name, _states)


class Wire(imaplib.IMAP4):
    """One connection, in TLS from the start where a context is given."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        self._context = context
        self._ahead = bytearray()
        self._until = time.monotonic() + CONNECT_S
        super().__init__(host, port, CONNECT_S)
        self.sock.settimeout(READ_S)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect; the system is to notice a connection that is dead."""
        self.host, self.port = host, port
        self.sock: socket.socket = socket.create_connection((host, port), timeout)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._context:
            try:
                self.sock = self._context.wrap_socket(self.sock, server_hostname=host)
            except BaseException:
                self.sock.close()
                raise

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[Any, list[Any]]:
        """Go on in TLS; what came in the clear behind the server's answer is a stranger's."""
        self.ask("STARTTLS")
        if self._ahead or ssl_context is None:
            raise self.abort("bytes in the clear after STARTTLS")
        self.sock = ssl_context.wrap_socket(self.sock, server_hostname=self.host)
        self._get_capabilities()
        return "OK", [b""]

    def ask(self, name: str, *args: str | bytes) -> dict[str, list[Any]]:
        """Give one command and return what came untagged with its OK."""
        self.untagged_responses.clear()
        kind, said = self._simple_command(name, *args)
        if kind != "OK":
            raise self.error(f"{name}: {kind} {said[-1]!r}"[:500])
        found: dict[str, list[Any]] = dict(self.untagged_responses)
        return found

    def read(self, size: int) -> bytes:
        """Return a literal; an empty one in place of one that is too large."""
        if size > PASSED_OVER_MAX:
            raise self.abort("a literal too large")
        if size > LITERAL_MAX:
            self._pass_over(size)
            return b""
        while len(self._ahead) < size:
            self._receive()
        return self._taken(size)

    def readline(self) -> bytes:
        """Return one line."""
        looked_at = 0
        while (end := self._ahead.find(b"\n", looked_at)) < 0:
            looked_at = len(self._ahead)
            if looked_at > LINE_MAX:
                raise self.abort("a line too long")
            self._receive()
        return self._taken(end + 1)

    def send(self, data: Any) -> None:  # noqa: ANN401 - bytes of some kind
        """Send a command, which is to be answered in time."""
        self._until = time.monotonic() + COMMAND_S
        self.sock.sendall(data)

    def shutdown(self) -> None:
        """Close the connection."""
        self.sock.close()

    def has_line(self, timeout_s: float) -> bool:
        """Wait for something to come without being asked for; True when a line is there."""
        ends = time.monotonic() + timeout_s
        self._until = ends + READ_S
        while b"\n" not in self._ahead:
            left = ends - time.monotonic()
            pending = isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()
            if not pending and (left <= 0 or not select.select([self.sock], [], [], left)[0]):
                return False
            self._receive()
        return True

    def _pass_over(self, size: int) -> None:
        while size:
            if not self._ahead:
                self._receive()
            size -= len(self._taken(min(size, len(self._ahead))))

    def _taken(self, size: int) -> bytes:
        data = bytes(self._ahead[:size])
        del self._ahead[:size]
        return data

    def _receive(self) -> None:
        if time.monotonic() > self._until:
            raise self.abort("the answer took too long")
        data = self.sock.recv(_AT_ONCE)
        if not data:
            raise self.abort("the connection was closed")
        self._ahead += data

    def _log(self, _line: object) -> None:
        """Keep nothing of what was said."""
