"""A book's folder in, a page of it in Debian's Chromium out: served and shown for a benchmark."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PATIENCE_MS = 120_000


@contextmanager
def served(folder: Path) -> Iterator[tuple[Page, str]]:
    """Serve a book; yield a browser's page that may see it, and the address it is served at."""
    from playwright.sync_api import sync_playwright

    words = ["--book", str(folder), "serve", "--port", "0", "--no-browser"]
    server = subprocess.Popen(
        [sys.executable, "-m", "comity", *words], stdout=subprocess.PIPE, text=True
    )
    try:
        start = re.search(r"http://\S+", server.stdout.readline())[0]  # type: ignore[union-attr, index]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(_PATIENCE_MS)
            page.goto(start)
            yield page, start.partition("/start")[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
