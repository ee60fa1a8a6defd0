"""An address with a token in, the user's browser at it, and the token on no command line.

What a program is started with is everybody's to read on this machine. So the browser is given the
name of a file that only the user can open, and that file leads to the address.
"""

from __future__ import annotations

import threading
import webbrowser
from contextlib import contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE_S = 0.5  # until the server listens
_AT_MOST_S = 60  # from when on nobody waits for the browser
_SNAP = Path("/snap")  # such browsers see the home's own folders, but no temporary one


@contextmanager
def opened(url: str, entered: threading.Event) -> Iterator[None]:
    """Open the user's browser at an address; within, delete the file that leads there once used."""
    with TemporaryDirectory(prefix="comity-start-", dir=_place(), ignore_cleanup_errors=True) as at:
        page = Path(at) / "comity.html"
        with durable.new_file(page) as file:
            file.write(_leading_to(url).encode())
        timer = threading.Timer(_BEFORE_S, webbrowser.open, [page.as_uri()])
        timer.daemon = True
        timer.start()
        threading.Thread(target=_delete, args=(page, entered), daemon=True).start()
        try:
            yield
        finally:
            timer.cancel()


def _place() -> Path | None:
    return Path.home() if _SNAP.is_dir() else None


def _leading_to(url: str) -> str:
    to = escape(url)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0; url={to}"><title>Comity</title></head>\n'
        f'<body><p><a href="{to}">Open Comity</a></p></body></html>\n'
    )


def _delete(page: Path, entered: threading.Event) -> None:
    entered.wait(_AT_MOST_S)
    page.unlink(missing_ok=True)
