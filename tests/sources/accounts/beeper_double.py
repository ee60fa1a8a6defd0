"""A double of Beeper Desktop's local API, of its published description: what is asked, it answers.

On loopback, for as long as a test: GET /v1/accounts, /v1/chats and /v1/chats/ID/messages, by pages
with cursors as described at developers.beeper.com (2026). Whatever else is asked is written down.
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "invented-token"
PAGE = 2


def user(id_: str, name: str = "", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a user
    return {"id": id_, "fullName": name or id_, **more}


def chat(id_: str, people: list[dict[str, Any]], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    return {
        "id": id_,
        "accountID": "local-whatsapp_1",
        "network": "WhatsApp",
        "title": "A chat",
        "type": "single",
        "unreadCount": 0,
        "participants": {"items": people, "hasMore": False, "total": len(people)},
        "lastActivity": "2026-03-02T12:00:00Z",
        **more,
    }


def message(id_: str, sender: str, at: str, text: str = "Hi", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    return {
        "id": id_,
        "accountID": "local-whatsapp_1",
        "chatID": "c1",
        "senderID": sender,
        "sortKey": id_,
        "timestamp": at,
        "text": text,
        "type": "TEXT",
        **more,
    }


@dataclass
class Beeper:
    """What the double answers with, and what it was asked."""

    accounts: list[Any] = field(default_factory=list)
    chats: list[Any] = field(default_factory=list)
    messages: dict[str, list[Any]] = field(default_factory=dict)  # by chat, the newest first
    asked: list[str] = field(default_factory=list)
    status: int = 200
    raw: bytes | None = None
    port: int = 0

    def answer(self, path: str, cursor: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what is asked for."""
        parts = [unquote(one) for one in path.strip("/").split("/")]
        if parts == ["v1", "accounts"]:
            return self.accounts
        if parts == ["v1", "chats"]:
            return self._page(self.chats, cursor)
        if parts[:2] == ["v1", "chats"] and parts[3:] == ["messages"]:
            return self._page(self.messages.get(parts[2], []), cursor)
        return None

    def _page(self, every: list[Any], cursor: str) -> dict[str, Any]:
        start = int(cursor or 0)
        end = start + PAGE
        return {
            "items": every[start:end],
            "hasMore": end < len(every),
            "oldestCursor": str(end),
            "newestCursor": str(start),
        }


@contextmanager
def serving(beeper: Beeper) -> Iterator[Beeper]:
    """Answer on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._do("GET")

        def do_POST(self) -> None:
            self._do("POST")

        def _do(self, method: str) -> None:
            asked = urlsplit(self.path)
            beeper.asked.append(f"{method} {asked.path}")
            told = beeper.answer(asked.path, parse_qs(asked.query).get("cursor", [""])[0])
            status = beeper.status
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                status = 401
            data = beeper.raw if beeper.raw is not None else json.dumps(told).encode()
            self.send_response(status if told is not None else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    beeper.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield beeper
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
