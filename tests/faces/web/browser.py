"""A real browser at a real server, as a person has it; its pictures are left in build/pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

HOME = Path(__file__).parents[3]
PICTURES = HOME / "build" / "pages"
AXE = HOME / "build" / "node_modules" / "axe-core" / "axe.min.js"
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
_PATIENCE_MS = 15_000
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


def axe() -> str:
    """Return the accessibility checker, installed once from the npm registry."""
    if not AXE.is_file():
        if not shutil.which("npm"):
            missing("npm is not installed, which fetches axe-core")
        AXE.parents[2].mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [
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


@contextmanager
def served(book: Path, *, as_of: str = "") -> Iterator[str]:
    """Serve a book as a user does; yield the start address."""
    when = ["--as-of", as_of] if as_of else []
    words = ["--book", str(book), *when, "serve", "--port", "0", "--no-browser"]
    process = subprocess.Popen(
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
def browsing(start: str, **kind: Any) -> Iterator[Page]:  # noqa: ANN401 - Playwright's own options
    """Open a browser at the start address; whatever acts that is not ours fails the test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        page = browser.new_context(**kind).new_page()
        page.set_default_timeout(_PATIENCE_MS)
        base = start.partition("/start")[0]
        wrong: list[str] = []
        page.on(
            "console", lambda said: said.type in {"error", "warning"} and wrong.append(said.text)
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss())
        )
        page.on(
            "request",
            lambda asked: asked.url.startswith(base) or wrong.append(f"request {asked.url[:99]}"),
        )
        page.goto(start)
        yield page
        browser.close()
        assert not [one for one in wrong if "404" not in one], wrong[:5]


def picture(page: Page, name: str) -> None:
    """Leave a picture of the page, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def barriers(page: Page) -> list[str]:
    """Return what axe finds serious or critical on the page."""
    page.evaluate(axe())
    asked = f"axe.run({{runOnly: {json.dumps(_RULES)}}}).then(found => found.violations)"
    return [
        f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:150]}"
        for one in page.evaluate(asked)
        if one["impact"] in {"serious", "critical"}
    ]
