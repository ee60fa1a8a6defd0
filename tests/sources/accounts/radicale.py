"""A real Radicale on loopback with an account in it, and what stands between it and us."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from comity.sources.accounts import Login

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from comity.sources.accounts import Transport

USER, PASSWORD = "ada", "blue péar"
_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
ssl = {ssl}
{certificate}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/lies
predefined_collections = {{}}
[logging]
level = error
[web]
type = none
"""


@dataclass(frozen=True, slots=True)
class Radicale:
    """A server that runs; what is put into it and taken from it goes by HTTP."""

    folder: Path
    port: int
    ca_file: str = ""

    def login(self, *, port: int = 0, password: str = PASSWORD, path: str = "") -> Login:
        settings = {"ca_file": self.ca_file} if self.ca_file else {}
        if path:
            settings["path"] = path
        transport: Transport = "tls" if self.ca_file else "plain"
        host = "localhost" if self.ca_file else "127.0.0.1"
        return Login(
            "ada", host, port or self.port, USER, lambda: password,
            transport=transport, settings=settings,
        )  # fmt: skip

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> int:
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        there.request(method, path, body.encode(), headers | {"Authorization": _basic()})
        answer = there.getresponse()
        answer.read()
        there.close()
        return answer.status

    def make(self, path: str, kind: str = "calendar", extra: str = "") -> None:
        type_ = '<C:calendar xmlns:C="urn:ietf:params:xml:ns:caldav"/>'
        if kind == "addressbook":
            type_ = '<A:addressbook xmlns:A="urn:ietf:params:xml:ns:carddav"/>'
        body = (
            '<mkcol xmlns="DAV:"><set><prop><resourcetype><collection/>'
            f"{type_}</resourcetype>{extra}</prop></set></mkcol>"
        )
        assert self.ask("MKCOL", path, body) == 201

    def put(self, path: str, body: str) -> None:
        kind = "text/calendar" if body.startswith("BEGIN:VCAL") else "text/vcard"
        body = body.replace("\n", "\r\n")
        assert self.ask("PUT", path, body, Content_Type=f"{kind}; charset=utf-8") in {201, 204}

    def delete(self, path: str) -> None:
        assert self.ask("DELETE", path) == 200

    def state(self) -> dict[str, str]:
        """Return a digest of every file of the user's, as it lies on the disk."""
        lies = self.folder / "lies" / "collection-root"
        files = (one for one in lies.rglob("*") if one.is_file() and ".cache" not in one.name)
        return {
            str(one.relative_to(lies)): sha256(one.read_bytes()).hexdigest()
            for one in files
            if ".Radicale.cache" not in one.parts and ".Radicale.lock" not in one.name
        }


def _basic() -> str:
    return f"Basic {b64encode(f'{USER}:{PASSWORD}'.encode()).decode()}"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def radicale(folder: Path, *, certificate: Path | None = None) -> Iterator[Radicale]:
    """Start a Radicale that knows one user, and end it."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", "utf-8")
    lines = f"certificate = {certificate}\nkey = {certificate}" if certificate else ""
    text = _CONFIG.format(port=port, folder=folder, ssl=bool(certificate), certificate=lines)
    (folder / "config").write_text(text, "utf-8")
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ)  # noqa: S603 - our own server
        try:
            _await(port, running, folder / "log")
            yield Radicale(folder, port, str(certificate) if certificate else "")
        finally:
            running.terminate()
            running.wait(20)


def _await(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(400):
        assert running.poll() is None, log.read_text()
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


@dataclass(slots=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    number: int  # of all requests since the last ``Between.reset``


@dataclass(slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Between:
    """What stands between a server and its client: it counts, cuts off, and lies."""

    port: int
    requests: list[Request] = field(default_factory=list)
    cut: Callable[[Request], str] = lambda _: ""  # "before" the server is asked, or "halfway"
    instead: Callable[[Request], Answer | None] = lambda _: None
    changed: Callable[[Request, Answer], Answer] = lambda _, answer: answer

    def reset(self) -> None:
        """Stand aside again."""
        self.requests = []
        self.cut, self.instead = (lambda _: ""), (lambda _: None)
        self.changed = lambda _, answer: answer


@contextmanager
def between(port: int = 0, *, context: ssl.SSLContext | None = None) -> Iterator[Between]:
    """Stand between a client and the server at a port."""
    stands = Between(0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (ConnectionError, ssl.SSLError):
                self.close_connection = True

        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body, headers = self.rfile.read(size), dict(self.headers.items())
            request = Request(self.command, self.path, headers, body, len(stands.requests) + 1)
            stands.requests.append(request)
            cut = stands.cut(request)
            if cut == "before":
                self.close_connection = True
                return
            answer = stands.instead(request) or _forwarded(request, port)
            answer = stands.changed(request, answer)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            half = len(answer.body) // 2 if cut == "halfway" else len(answer.body)
            self.wfile.write(answer.body[:half])
            self.close_connection = self.close_connection or cut == "halfway"

        do_GET = do_PROPFIND = do_REPORT = do_PUT = do_DELETE = do_OPTIONS = _answer  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    stands.port = server.server_port
    running = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    running.start()
    try:
        yield stands
    finally:
        server.shutdown()
        server.server_close()
        running.join()


def _forwarded(request: Request, port: int) -> Answer:
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    packed = {"accept-encoding"}  # a hook looks for words in what comes
    headers = {name: said for name, said in request.headers.items() if name.lower() not in packed}
    there.request(request.method, request.path, request.body, headers)
    answer = there.getresponse()
    body = answer.read()
    there.close()
    return Answer(answer.status, dict(answer.headers.items()), body)


def event(uid: str, start: str, title: str = "Coffee", *, who: str = "ben", extra: str = "") -> str:
    """Return a calendar of one meeting."""
    return calendar(vevent(uid, start, title, who=who, extra=extra))


def calendar(*events: str) -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\n{''.join(events)}END:VCALENDAR\n"


def vevent(uid: str, start: str, title: str, *, who: str = "ben", extra: str = "") -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T080000Z\nDTSTART:{start}\nDURATION:PT1H\n"
        f"SUMMARY:{title}\nATTENDEE;CN={who.title()} Hart:mailto:{who}@example.com\n"
        f"{extra}END:VEVENT\n"
    )


def card(uid: str, name: str, address: str, *, extra: str = "") -> str:
    given, _, family = name.partition(" ")
    return (
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\nN:{family};{given};;;\n"
        f"EMAIL:{address}\n{extra}END:VCARD\n"
    )
