"""The demo's book in, the pictures of the pages in ``docs/pictures`` out.

``python -m tests.pictures`` makes them anew, with Debian's Chromium.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests import documents
from tests.faces.web.browser import browsing, launched, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = documents.HOME / "docs" / "pictures"
BYTES_MAX = 170_000
_WIDTH = 1120


def main() -> None:
    """Serve the demo's book, and take the pictures."""
    with tempfile.TemporaryDirectory() as place:
        documents.demo(Path(place))
        with (
            served(Path(place) / "comity-demo", as_of="2026-11-22T08:30:00Z") as start,
            launched() as browser,
        ):
            _take(browser, start, "/", "page-today", "light")
            _take(browser, start, "/network", "page-network", "dark")
            _take(browser, start, "person", "page-person", "light", height=872)
        documents.evening(Path(place))
        with served(Path(place) / "comity") as start, launched() as browser:
            _take(
                browser, start, "/event/demo-evening/projector", "page-evening", "light", height=630
            )


def _take(
    browser: Browser, start: str, path: str, name: str, scheme: str, *, height: int = 800
) -> None:
    size = {"width": _WIDTH, "height": height}
    with browsing(browser, start, viewport=size, color_scheme=scheme) as page:
        if path == "person":
            path = str(page.locator("[data-card] h2 a").first.get_attribute("href"))
        page.goto(start.partition("/start")[0] + path)
        to = PICTURES / f"{name}.png"
        page.screenshot(path=to)
        if to.stat().st_size > BYTES_MAX:
            raise SystemExit(f"{to.name} is larger than {BYTES_MAX:,} bytes")


if __name__ == "__main__":
    main()
