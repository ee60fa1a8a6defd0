"""Play a fortnight of mornings in a real browser, as eight invented people would.

    python benchmarks/mornings.py [--days 14] [--only KIND ...] [--seed 1] [--json FILE]

Each morning the page is opened and acted on until it says that the day is over: some is done,
some put off, some never wanted, some left. Told per person: days that ended, suggestions by
kind, days without any, whoever came back within the week though they were done and nothing was
owed, and whoever stood twice in one day. ``--json`` keeps every card, to be read as a careful
person would.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import sys
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import uvicorn

from benchmarks.morning_people import BEGIN, PEOPLE, begun
from comity.book import Book
from comity.faces.session import Session
from comity.faces.web.app import application
from comity.faces.web.security import START, Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

DAY_US, MINUTE_US = 86_400_000_000, 60_000_000
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_ACTS = (*["Done"] * 8, *["Later"] * 4, *["leave"] * 3, "never")
_CARDS_MAX = 20  # a day that has not ended by then does not end


@dataclass(frozen=True, slots=True)
class Card:
    """One suggestion as it stood on the page, and what was done about it."""

    day: int
    kind: str
    name: str
    why: str
    help: str
    act: str


@dataclass
class Fortnight:
    """What one person's mornings were."""

    cards: list[Card] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)  # the heading that each day ended with
    empty_days: int = 0
    leads: list[str] = field(default_factory=list)

    def returned(self) -> list[tuple[Card, Card]]:
        """Return who was done and stood there again within the week, not owing them anything."""
        done = [one for one in self.cards if one.act == "Done"]
        return [
            (first, again)
            for first in done
            for again in self.cards
            if again.name == first.name and 0 <= again.day - first.day < 7
            and again is not first and (again.day == first.day or again.kind == first.kind)
        ]  # fmt: skip


class Clock:
    """The time of day that the pages believe."""

    now_us = round(BEGIN.timestamp()) * 1_000_000

    def __call__(self) -> int:
        """Return now; every look takes a moment."""
        self.now_us += 1_000
        return self.now_us


@contextmanager
def served(folder: Path, clock: Clock) -> Iterator[str]:
    """Serve a book on the loopback by the product's own application, at the clock's time."""
    keys, session = Keys(), Session(folder, clock=clock)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        app = application(session, keys, port=port, host="127.0.0.1")
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}{START}?token={keys.start}"
        finally:
            server.should_exit = True
            thread.join()
            session.close()


@dataclass
class Player:
    """Somebody at the page, who acts by lot."""

    page: Page
    clock: Clock
    rng: Random
    found: Fortnight = field(default_factory=Fortnight)

    def play(self, start: str, days: int) -> Fortnight:
        """Open the page each morning and act until the day is over."""
        self.page.goto(start)
        home, first_us = f"{self.page.url.rstrip('/')}/", self.clock.now_us
        for day in range(days):
            self.clock.now_us = first_us + day * DAY_US
            self.page.goto(home)
            self.found.leads.append(_text(self.page, ".lead"))
            self._morning(home, day)
            self.found.ended.append(_text(self.page, "h1"))
        return self.found

    def _morning(self, home: str, day: int) -> None:
        left: set[str] = set()
        before = len(self.found.cards)
        while len(self.found.cards) - before < _CARDS_MAX:
            shown = self.page.locator("[data-card]").all()
            fresh = [one for one in shown if one.locator("h2").inner_text() not in left]
            if not fresh:
                break
            act = self.rng.choice(_ACTS)
            card = _read(fresh[0], day, act)
            self.found.cards.append(card)
            self.clock.now_us += MINUTE_US
            if act == "leave":
                left.add(card.name)
                continue
            with self.page.expect_navigation():
                words = {"never": "Never this person"}.get(act, act)
                fresh[0].get_by_role("button", name=words).first.click()
            self.page.goto(home)
        self.found.empty_days += len(self.found.cards) == before


def _read(card: Locator, day: int, act: str) -> Card:
    """Return what a card says."""
    quoted = card.locator(".help blockquote")
    return Card(
        day,
        re.sub(r"\s*\d+ min$", "", card.locator(".kind").inner_text()),
        card.locator("h2").inner_text(),
        card.locator(".why").inner_text(),
        quoted.first.inner_text() if quoted.count() else "",
        act,
    )


def _text(page: Page, what: str) -> str:
    """Return the words of the first such element; nothing where there is none."""
    one = page.locator(f"main {what}")
    return one.first.inner_text() if one.count() else ""


def main() -> None:
    """Make each person's book, play their mornings, print what they were."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--only", nargs="*", choices=tuple(PEOPLE), default=tuple(PEOPLE))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="keep every card in this file")
    given = parser.parse_args()
    kept: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        for kind in given.only:
            clock, folder = Clock(), Path(place) / kind / "book"
            book = Book(folder, clock())
            begun(Path(place) / kind / "files", kind, book, given.seed)
            book.refresh()
            book.close()
            rng = Random(given.seed)  # noqa: S311 - the same mornings again
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(60_000)
            with served(folder, clock) as start:
                found = Player(page, clock, rng).play(start, given.days)
            page.close()
            _tell(kind, found, given.days)
            kept[kind] = asdict(found)
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1, ensure_ascii=False), "utf-8")


def _tell(kind: str, found: Fortnight, days: int) -> None:
    over = sum("for today" not in one or one.startswith("That is all") for one in found.ended)
    counted = Counter(card.kind for card in found.cards).most_common()
    kinds = ", ".join(f"{n} {name}" for name, n in counted)
    returned = found.returned()
    told = f"{over} of {days} days over, {found.empty_days} empty; {len(returned)} returned"
    out = [f"{kind}: {len(found.cards)} suggestions ({kinds}); {told}"]
    out += [f"  {a.name}: {a.kind} on day {a.day}, {b.kind} on day {b.day}" for a, b in returned]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
