"""A visitor of the pages: with a session or without, and what a page is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from starlette.testclient import TestClient

from comity.faces.session import Session
from comity.faces.web.app import application
from comity.faces.web.security import START, Keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PORT = 8710
HOME = f"http://127.0.0.1:{PORT}"
KEYS = Keys(
    start="start-token", own_start="own-start-token", session="session-word", csrf="form-word"
)


@dataclass
class Visitor:
    """Someone with a browser, at one book."""

    client: Any  # starlette's TestClient, of whichever httpx it runs on
    session: Session

    def get(self, path: str, **more: Any) -> Any:  # noqa: ANN401 - a response
        """Return the answer to a page asked for."""
        return self.client.get(path, **more)

    def page(self, path: str) -> Page:
        """Return a page that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:200])
        return read(answer.text)

    def post(self, path: str, /, *, csrf: str = KEYS.csrf, **fields: Any) -> Any:  # noqa: ANN401 - a form
        """Send a form as a page of ours does, and return what the browser is led to."""
        data = {name.rstrip("_"): value for name, value in fields.items()}
        return self.client.post(path, data=data | {"csrf": csrf}, headers={"origin": HOME})


def visit(
    folder: Path, *, clock: Callable[[], int] | None = None, as_of_us: int | None = None
) -> Visitor:
    """Return a visitor with a session."""
    visitor = stranger(folder, clock=clock, as_of_us=as_of_us)
    visitor.get(f"{START}?token={KEYS.start}", follow_redirects=False)
    return visitor


def stranger(
    folder: Path, *, clock: Callable[[], int] | None = None, as_of_us: int | None = None
) -> Visitor:
    """Return a visitor without a session."""
    session = Session(folder, as_of_us, clock) if clock else Session(folder, as_of_us)
    return Visitor(TestClient(application(session, KEYS, port=PORT), base_url=HOME), session)


@dataclass
class Page:
    """What a page is made of."""

    text: str = ""
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def links(self) -> set[str]:
        """Return the addresses it leads to."""
        return {str(given["href"]) for tag, given in self.tags if tag == "a" and "href" in given}

    def forms(self) -> set[str]:
        """Return where its forms are sent."""
        forms = (given for tag, given in self.tags if tag == "form")
        return {str(given["action"]) for given in forms if "action" in given}

    def queries(self, path: str) -> list[dict[str, str]]:
        """Return the queries of the links to a path."""
        split = [urlsplit(link) for link in self.links()]
        return [dict(parse_qsl(one.query)) for one in split if one.path == path]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.tags.append((tag, dict(attrs)))
        self.silent += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.page.text += data


def read(html: str) -> Page:
    """Return what an HTML text is made of."""
    reader = _Reader()
    reader.feed(html)
    reader.page.text = " ".join(reader.page.text.split())
    return reader.page
