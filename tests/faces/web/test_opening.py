"""The user's own browser is led in, and nobody who looks at what runs on this machine."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, build_opener, url2pathname

import pytest

from comity.faces.web import opening
from tests.faces.web.browser import launched

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 60


def file_of(started_with: Path) -> Path:
    """Return the file that a browser was started with, once it was."""
    end = time.monotonic() + PATIENCE_S
    while not (started_with.exists() and (line := started_with.read_text().strip())):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert "token" not in line
    assert line.startswith("file:///")
    return Path(url2pathname(urlsplit(line).path))


def visit(address: str) -> int:
    """Open an address with a browser that was never here, and return how that ended."""
    with build_opener(HTTPCookieProcessor()).open(address, timeout=PATIENCE_S) as answer:
        return int(answer.status)


def is_gone(path: Path) -> bool:
    end = time.monotonic() + PATIENCE_S
    while path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    return not path.exists()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address printed, and where a browser that only notes what it is given notes it."""
    browser, notes = tmp_path / "browser", tmp_path / "started-with"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >"{notes}"\n')
    browser.chmod(0o755)
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "comity", "--book", str(tmp_path / "b"), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "BROWSER": str(browser)},
        cwd=Path(__file__).parents[3],
    )
    assert process.stdout
    try:
        printed = re.search(r"http://\S+", process.stdout.readline())
        assert printed
        yield printed[0], notes
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
        process.stdout.close()


def test_the_browser_is_started_with_a_private_file_that_is_used_once(
    serving: tuple[str, Path],
) -> None:
    printed, notes = serving
    page = file_of(notes)
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    found = re.search(r'url=(http://[^"]+)"', page.read_text())
    assert found
    assert found[1] != printed  # each lets in once
    assert visit(found[1]) == 200
    assert is_gone(page)
    with pytest.raises(HTTPError, match="403"):
        visit(found[1])
    assert visit(printed) == 200


def test_a_browser_gets_in_by_such_a_file(serving: tuple[str, Path]) -> None:
    _, notes = serving
    with launched() as browser:
        page = browser.new_page()
        page.goto(file_of(notes).as_uri())
        page.wait_for_url("http://127.0.0.1:*/begin")
        assert "token" not in page.url
        assert page.title()


def test_nothing_is_left_where_nobody_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(opening, "_SNAP", tmp_path / "none")
    with opening.opened("http://127.0.0.1:1/start?token=a&b", threading.Event()):
        (page,) = tmp_path.glob("*/*.html")
        assert "token=a&amp;b" in page.read_text()
    assert not list(tmp_path.iterdir())
