"""Measure the map in a real browser: what a frame takes while it is dragged and zoomed.

    python benchmarks/map_frames.py [--people 5000] [--json FILE]

A book of so many people in communities of twenty is served, and Debian's Chromium, without a GPU,
opens its map. For three seconds each it is zoomed and dragged with every frame, at first with all
of it in sight, then near enough for names. Said are the frames a second, and of the time from one
frame to the next the median and the 95th percentile; and what drawing alone takes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

from browsing import served

from comity.book import open_book
from comity.operations.operation import find

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMUNITY = 20
_ME = "me@home.example"
_MEASURED = """
async (near) => {
  const { zoom, draw, all } = globalThis.comityMap;
  const canvas = document.getElementById("map");
  const box = canvas.getBoundingClientRect();
  const drag = (kind, n) => canvas.dispatchEvent(new PointerEvent(kind, {
    pointerId: 1, clientX: box.x + 400 + 90 * Math.sin(n / 9), clientY: box.y + 250 + n % 50 }));
  canvas.setPointerCapture = () => {};
  all();
  if (near) zoom(60);
  drag("pointerdown", 0);
  const frames = [], drawn = [], until = performance.now() + 3000;
  let last = await new Promise(requestAnimationFrame);
  for (let n = 0; last < until; n++) {
    if (n % 2) drag("pointermove", n);
    else zoom(n % 8 < 4 ? 1.03 : 1 / 1.03);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  drag("pointercancel", 0);
  for (let n = 0; n < 60; n++) {
    const start = performance.now();
    draw();
    canvas.getContext("2d").getImageData(0, 0, 1, 1);
    drawn.push(performance.now() - start);
  }
  return { frames, drawn };
}
"""


def main() -> None:
    """Write the book, serve it, move its map, print what the frames took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "book"
        write_book(folder, given.people)
        found = measured(folder)
    for name, row in found.items():
        print(f"{name:12}", *(f"{what} {value:7.1f}" for what, value in row.items()))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), "utf-8")


def write_book(folder: Path, people: int) -> None:
    """Import an invented mailbox in which so many people stand in communities."""
    now_s = time.time()
    path = folder.with_suffix(".mbox")
    with path.open("wb") as file:
        for n, message in enumerate(_messages(people)):
            message["Date"] = time.strftime(
                "%a, %d %b %Y %H:%M:%S +0000", time.gmtime(now_s - 86_400 - 600 * n)
            )
            message["Message-ID"] = f"<{n}@home.example>"
            file.write(b"From x Thu Jan  1 00:00:00 2026\n" + message.as_bytes() + b"\n")
    with open_book(folder, now_us=int(now_s * 1e6)) as book:
        find("import").function(book, [path], me=[_ME])


def _messages(people: int) -> Iterator[EmailMessage]:
    """Yield mails of mine to each community, four of it at a time, and two of its own each."""
    for first in range(0, people, _COMMUNITY):
        members = range(first, min(first + _COMMUNITY, people))
        for start in range(0, len(members), 3):
            message = EmailMessage()
            message["From"] = _ME
            message["To"] = ", ".join(_address(n) for n in members[start : start + 4])
            message["Subject"] = f"Plan {start}"
            message.set_content("Here is the plan.\n")
            yield message


def _address(n: int) -> str:
    return f"Given{n % 611} Family{n} <p{n}@c{n // _COMMUNITY}.example>"


def measured(folder: Path) -> dict[str, dict[str, float]]:
    """Return the figures, far and near."""
    with served(folder) as (page, address):
        page.goto(f"{address}/map")
        page.wait_for_selector("canvas[data-drawn]")
        return {
            "all in sight": _row(page.evaluate(_MEASURED, False)),  # noqa: FBT003 - JavaScript's
            "names": _row(page.evaluate(_MEASURED, True)),  # noqa: FBT003 - as above
        }


def _row(found: dict[str, Any]) -> dict[str, float]:
    frames, drawn = sorted(found["frames"]), sorted(found["drawn"])
    return {
        "frames a second": 1_000 * len(frames) / sum(frames),
        "median ms": frames[len(frames) // 2],
        "p95 ms": frames[int(0.95 * len(frames))],
        "drawing, median ms": drawn[len(drawn) // 2],
    }


if __name__ == "__main__":
    main()
