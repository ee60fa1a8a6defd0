"""Measure the pages' server time: on the demo's book, and on one with as many contacts as wished.

    python benchmarks/pages.py [--book DIR] [--contacts 30000] [--json FILE]

Each page is asked for five times over: first of all, when nothing is in memory yet; first after
the start, which reads for the pages in the background; first after a decision, at once and with
nothing read in the background, of seven kinds of decisions the slowest; with no answer kept, of
tables at hand; and again, as a page usually is. Server time from the request to the last byte,
rendering included, the network left out: milliseconds by the clock and, where other programs run,
of processor time (DuckDB's threads included); of the last three columns medians.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any, TypeAlias

from starlette.testclient import TestClient

from comity.book import open_book
from comity.faces.session import Session
from comity.faces.web.app import STEPS, application
from comity.faces.web.readiness import Readiness
from comity.faces.web.security import START, Keys
from comity.operations.operation import find

Took: TypeAlias = tuple[float, float]  # milliseconds by the clock, and of the processor

_PORT = 8710
_TIMES = 9
_COLUMNS = ("nothing read", "first", "after a decision", "nothing kept", "again")
_PAGES = (
    "/",
    "/week",
    "/people",
    "/people?words=an&part=rows",
    "/people?sort=name&skip=1000",
    "/network",
    "/questions",
    "/map",
    "/settings",
    "/import",
)


def main() -> None:
    """Write the books, ask for the pages, print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path, help="measure this book instead")
    parser.add_argument(
        "--contacts", type=int, default=0, help="and one with so many contacts more"
    )
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.book or demo(Path(place) / "demo")
        found = {"demo" if not given.book else str(given.book): pages(folder)}
        if given.contacts:
            add_contacts(folder, given.contacts, Path(place) / "contacts.csv")
            found[f"with {given.contacts} contacts more"] = pages(folder)
    for name, rows in found.items():
        print(f"\n{name}\n" + "".join(f"{column:>18}" for column in _COLUMNS))
        for page, row in rows.items():
            told = (f"{wall_ms:9.1f} ({cpu_ms:6.1f})" for wall_ms, cpu_ms in row)
            print("".join(f"{one:>18}" for one in told), page)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), "utf-8")


def demo(folder: Path) -> Path:
    """Write the demo's book."""
    now_us = time.time_ns() // 1_000
    with open_book(folder.with_name("mine"), now_us=now_us) as book:
        find("demo").function(book, to=folder)
    return folder


def add_contacts(folder: Path, contacts: int, path: Path) -> None:
    """Import an address book of people who never wrote."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["First Name", "Last Name", "E-mail Address", "Company", "Job Title"])
        for n in range(contacts):
            place = f"Company {n % 997}"
            writer.writerow(
                [f"Given{n % 613}", f"Family{n}", f"p{n}@c{n % 997}.example", place, ""]
            )
    with open_book(folder, now_us=time.time_ns() // 1_000) as book:
        find("import").function(book, [path])


def pages(folder: Path) -> dict[str, list[Took]]:
    """Return what each page took: with nothing read, at first, after a decision, and again."""
    keys, session = Keys(), Session(folder)
    client = TestClient(
        application(session, keys, port=_PORT), base_url=f"http://127.0.0.1:{_PORT}"
    )
    client.get(f"{START}?token={keys.start}", follow_redirects=False)
    people = session.look(find("people").function, limit=1).people
    asked = (*_PAGES, *(f"/people/{one.id}" for one in people))
    found: dict[str, list[Took]] = {page: [] for page in asked}
    for page in asked:
        session.close()
        found[page].append(took(client, page))
    session.close()
    Readiness(session, STEPS).get_ready()
    for page in asked:
        found[page].append(took(client, page))
    for page in asked:
        after = [after_word(client, session, page, word) for word in _words(people[0].id)]
        again = [took(client, page) for _ in range(_TIMES)]
        found[page] += [
            max(after),
            without_cache(client, session, page),
            statistics.median_low(again),
        ]
    session.close()
    return found


def _words(who: str) -> tuple[tuple[Any, ...], ...]:
    return (
        ("tag", who, "measured"),
        ("keep", [who]),
        ("never", who),
        ("stage", who, "let_go"),
        ("circle", who, "personal"),
        ("strength", who, "slight"),
        ("note", who, "measured"),
    )


def after_word(client: TestClient, session: Session, page: str, word: tuple[Any, ...]) -> Took:
    """Return the median of what a page took right after a word of the user's."""
    found = []
    for _ in range(3):
        session.act(find(word[0]).function, *word[1:])
        found.append(took(client, page))
        session.act(find("undo").function)
        took(client, page)
    return statistics.median_low(found)


def without_cache(client: TestClient, session: Session, page: str) -> Took:
    """Return the median of what a page takes of tables at hand, where no answer is kept."""
    found = []
    for _ in range(3):
        session.book().cache.clear()
        found.append(took(client, page))
    return statistics.median_low(found)


def took(client: TestClient, page: str) -> Took:
    """Return the milliseconds a page took, by the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = client.get(page)
    elapsed_ms = (time.perf_counter() - wall) * 1_000
    used_ms = (time.process_time() - cpu) * 1_000
    if answer.status_code != 200:
        raise SystemExit(f"{page} gives {answer.status_code}")
    return elapsed_ms, used_ms


if __name__ == "__main__":
    main()
