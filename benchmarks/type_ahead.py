"""Measure the search of people in a real browser: from a key to the rows it brings.

    python benchmarks/type_ahead.py [--contacts 30000] [--json FILE]

The demo's book with an address book of so many more is served, and Debian's Chromium, without a
GPU, opens its people. Words are typed a key at a time, each after the rows of the one before are
shown; then again as fast as one types. Said are the milliseconds from a key to the frame in which
its rows stand, the page's own wait for the next key included; and what showing the whole list
takes, from the address to the frame in which it stands.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from browsing import served
from pages import add_contacts, demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

_WORDS = ("family29999", "given612", "company 99", "lindenhorst", "zz")
_KEY_S = 0.09  # between two keys of a quick typist
_PATIENCE_S = 20
_WATCH = """
() => {
  globalThis.shown = [];
  let key = 0;
  addEventListener("keydown", () => { key = performance.now(); }, true);
  const rows = document.getElementById("rows");
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(
    () => globalThis.shown.push(performance.now() - key)))).observe(rows, { childList: true });
}
"""
_OPENED = """
() => new Promise((told) => requestAnimationFrame(() => setTimeout(() => told(performance.now()))))
"""


def main() -> None:
    """Write the book, serve it, type, print what the keys took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=30_000)
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = demo(Path(place) / "demo")
        add_contacts(folder, given.contacts, Path(place) / "contacts.csv")
        found = measured(folder)
    for name, row in found.items():
        print(f"{name:22}", *(f"{what} {value:7.1f}" for what, value in row.items()))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), "utf-8")


def measured(folder: Path) -> dict[str, dict[str, float]]:
    """Return what opening the list, a key by itself and a word in one go take."""
    with served(folder) as (page, address):
        opened = [_opened(page, f"{address}/people") for _ in range(5)]
        page.evaluate(_WATCH)
        return {
            "the list opened": _row(opened),
            "each key by itself": _row([ms for word in _WORDS for ms in _slowly(page, word)]),
            "the last key of a word": _row([_quickly(page, word) for word in _WORDS * 3]),
        }


def _opened(page: Page, address: str) -> float:
    page.goto(address)
    return float(page.evaluate(_OPENED))


def _slowly(page: Page, word: str) -> Iterator[float]:
    """Type a word into the empty field, waiting for the rows of each key."""
    _empty(page)
    for letter in word:
        if letter != " ":  # a space changes nothing
            yield _pressed(page, letter)
        else:
            page.keyboard.press("Space")


def _quickly(page: Page, word: str) -> float:
    """Type a word as one types; return what its last key took."""
    _empty(page)
    for letter in word[:-1]:
        page.keyboard.type(letter)
        time.sleep(_KEY_S)
    return _pressed(page, word[-1], settle_s=0.5)


def _empty(page: Page) -> None:
    page.get_by_label("Words").fill("")
    time.sleep(1)


def _pressed(page: Page, letter: str, *, settle_s: float = 0.0) -> float:
    """Press a key; return the milliseconds until the last rows that it brings are shown."""
    before = page.evaluate("shown.length")
    page.keyboard.type(letter)
    until = time.monotonic() + _PATIENCE_S
    while page.evaluate("shown.length") == before:
        if time.monotonic() > until:
            raise SystemExit(f"{letter!r} brings no rows")
        time.sleep(0.005)
    time.sleep(settle_s)
    return float(page.evaluate("shown.at(-1)"))


def _row(found: list[float]) -> dict[str, float]:
    ranked = sorted(found)
    return {
        "median ms": statistics.median(ranked),
        "p95 ms": ranked[int(0.95 * len(ranked))],
        "longest ms": ranked[-1],
    }


if __name__ == "__main__":
    main()
