"""Two hundred guests' phones at once, over HTTP on loopback: what takes how long, what is lost.

    python benchmarks/phones.py [--phones 200] [--rounds 3]

Every phone follows (server-sent events); after each round all ask for their page and tick at once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from comity.faces.web.phone_door import Door
from comity.operations.event.evening import told
from comity.operations.event.pressing import press
from comity.store.events import EventFile
from tests.operations.event.acts import circle, guests

_HEARD_S = 10.0


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        print(Door().open(EventFile(Path(asked.serve)), "127.0.0.1", 0), flush=True)
        signal.pause()
    with tempfile.TemporaryDirectory() as place:
        file = _event(Path(place), asked.phones, asked.rounds)
        words = [sys.executable, __file__, "--serve", str(file.folder)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
            try:
                base = server.stdout.readline().strip() if server.stdout else ""
                print(json.dumps(asyncio.run(_evening(file, base, asked.rounds)), indent=1))
            finally:
                server.terminate()


def _event(folder: Path, many: int, rounds: int) -> EventFile:
    file = EventFile(folder / "events" / "hour")
    file.make()
    seating = {"rounds": circle(many, rounds), "size": 2, "seed": 0, "value": 1.0, "bound": 1.0}
    file.append_all(
        [
            ("announced", {"title": "Hour of power", "on": "2026-03-05"}),
            ("listed", {"guests": [one.as_json() for one in guests(many)]}),
            ("seated", seating),
        ],
        at_us=_now_us(),
    )
    return file


def _now_us() -> int:
    return time.time_ns() // 1000


async def _evening(file: EventFile, base: str, rounds: int) -> dict[str, Any]:
    host = base.removeprefix("http://")
    links = dict(told(file.acts()).links)
    heard: dict[str, list[str]] = {key: [] for key in links}
    pages: list[float] = []
    ticks: list[float] = []
    bad: list[bytes] = []
    lines = [asyncio.create_task(_follow(host, f"/g/{links[key]}", heard[key])) for key in links]
    await _all_heard(heard, 1)
    for round_ in range(1, rounds + 1):
        for what in ("start",) if round_ == 1 else ("next", "start"):
            press(file, what, {}, now_us=_now_us())
            await _until(heard, file.latest())
        await asyncio.gather(
            *(_asked(host, f"GET /g/{token}", "", pages, bad) for token in links.values())
        )
        met = {a: b for table in told(file.acts()).tables(round_) for a, b in (table, table[::-1])}
        await asyncio.gather(
            *(
                _asked(host, f"POST /g/{links[k]}/tick", f"of={met[k]}&tick=again&on=1", ticks, bad)
                for k in links
            )
        )
    for line in lines:
        line.cancel()
    kept = told(file.acts()).ticks
    return {
        "phones": len(links),
        "page_s": _spread(pages),
        "tick_s": _spread(ticks),
        "refused": len(bad),
        "ticks_sent": len(ticks),
        "ticks_kept": len(kept),
        "ticks_lost": len(ticks) - len(kept),
    }


def _request(host: str, what: str, body: str) -> bytes:
    """Return a request as a phone sends it, over a connection of its own."""
    form = f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n"
    head = f"{what} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n"
    return f"{head}{form if body else ''}\r\n{body}".encode()


async def _asked(host: str, what: str, body: str, spans: list[float], bad: list[bytes]) -> None:
    name, _, port = host.partition(":")
    before = time.perf_counter()
    reader, writer = await asyncio.open_connection(name, int(port))
    writer.write(_request(host, what, body))
    answer = await reader.read(-1)
    spans.append(time.perf_counter() - before)
    writer.close()
    if answer[9:12] not in {b"200", b"303"}:
        bad.append(answer[9:12])


async def _follow(host: str, path: str, heard: list[str]) -> None:
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    writer.write(_request(host, f"GET {path}/follow", ""))
    try:
        async for line in reader:
            if line.startswith(b"data: "):
                heard.append(str(json.loads(line.removeprefix(b"data: "))["v"]))  # noqa: PERF401 - as it is told
    finally:
        writer.close()


async def _all_heard(heard: dict[str, list[str]], many: int) -> None:
    until = time.monotonic() + _HEARD_S
    while any(len(one) < many for one in heard.values()):
        if time.monotonic() > until:
            raise TimeoutError(f"{sum(len(one) < many for one in heard.values())} heard nothing")
        await asyncio.sleep(0.02)


async def _until(heard: dict[str, list[str]], latest: int) -> None:
    """Wait until every phone was told of an act."""
    until = time.monotonic() + _HEARD_S
    while any(int(one[-1].partition("-")[0]) < latest for one in heard.values()):
        if time.monotonic() > until:
            raise TimeoutError("some were not told")
        await asyncio.sleep(0.02)


def _spread(spans: list[float]) -> dict[str, float]:
    ordered = sorted(spans)
    return {
        "median": round(ordered[len(ordered) // 2], 3),
        "p99": round(ordered[int(len(ordered) * 0.99)], 3),
        "most": round(ordered[-1], 3),
    }


if __name__ == "__main__":
    main()
