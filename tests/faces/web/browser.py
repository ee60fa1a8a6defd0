"""A real browser at a real server, as a person has it.

COMITY_PICTURES=1 leaves pictures of the pages in build/pages, to be looked at.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, StorageState

HOME = Path(__file__).parents[3]
PICTURES = HOME / "build" / "pages"
AXE = HOME / "build" / "node_modules" / "axe-core" / "axe.min.js"
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
_PATIENCE_MS = 60_000
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def need_browser() -> None:
    """Skip where there is no browser; where all must run, fail."""
    if not Path(_CHROMIUM).exists():
        missing("chromium is not installed: apt-get install chromium")


def missing(what: str) -> None:
    """Skip, saying what is missing; on a build machine that is a failure."""
    if os.environ.get("COMITY_CI"):
        pytest.fail(what)
    pytest.skip(what)


@cache
def axe() -> str:
    """Return the accessibility checker, installed once from the npm registry."""
    if not AXE.is_file():
        if not shutil.which("npm"):
            missing("npm is not installed, which fetches axe-core")
        AXE.parents[2].mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603 - a package named here
            [  # noqa: S607 - whichever npm there is
                "npm",
                "install",
                "--no-save",
                "--no-audit",
                "--prefix",
                str(HOME / "build"),
                "axe-core@4",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if not AXE.is_file():
            missing(f"axe-core cannot be fetched: {done.stderr.strip()[-200:]}")
    return AXE.read_text("utf-8")


_SESSIONS: dict[str, StorageState] = {}


@contextmanager
def served(book: Path, *, as_of: str = "") -> Iterator[str]:
    """Serve a book as a user does; yield the start address."""
    when = ["--as-of", as_of] if as_of else []
    words = ["--book", str(book), *when, "serve", "--port", "0", "--no-browser"]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "comity", *words], stdout=subprocess.PIPE, text=True, cwd=HOME
    )
    assert process.stdout
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        process.stdout.close()


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser."""
    from playwright.sync_api import sync_playwright

    need_browser()
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS) as browser,
    ):
        yield browser


@contextmanager
def browsing(browser: Browser, start: str, **kind: Any) -> Iterator[Page]:  # noqa: ANN401 - Playwright's own options
    """Open a window at the start address; whatever acts that is not ours fails the test.

    The address is good once: further windows go on with the session of the first.
    """
    base = start.partition("/start")[0]
    with browser.new_context(storage_state=_SESSIONS.get(start), **kind) as context:
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        wrong = _watched(page, base)
        page.goto(base if start in _SESSIONS else start)
        _SESSIONS[start] = context.storage_state()
        yield page
    assert not [one for one in wrong if "404" not in one], wrong[:5]


def _watched(page: Page, base: str) -> list[str]:
    """Return what will have gone wrong on the page: errors, dialogs, requests to elsewhere."""
    wrong: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith(base):
            wrong.append(f"request {request.url[:99]}")

    def opened(dialog: Dialog) -> None:
        wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("console", said)
    page.on("request", asked)
    page.on("dialog", opened)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return wrong


def picture(page: Page, name: str) -> None:
    """Leave a picture of the page, to be looked at by who asks for it."""
    if "COMITY_PICTURES" not in os.environ:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def barriers(page: Page, *rules: str) -> list[str]:
    """Return what axe finds serious or critical on the page, by these rules alone or by all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    asked = json.dumps({"runOnly": rules or _RULES})
    return [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:150]}"
        for one in page.evaluate(f"axe.run({asked}).then(found => found.violations)")
        if one["impact"] in {"serious", "critical"}
    ]
