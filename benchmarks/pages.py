"""Measure the pages' server time: on the demo's book, and on one with as many contacts as wished.

    python benchmarks/pages.py [--book DIR] [--contacts 30000] [--json FILE]

Each page is asked for thrice over: first, when nothing is in memory yet; after a decision, which
makes it worked out anew; and again, as a page usually is. Milliseconds from the request to the
last byte, rendering included, the network left out; of "after" and "again" the median.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from comity.book import open_book
from comity.faces.web.app import application
from comity.faces.web.desk import Desk
from comity.faces.web.doors import START, Keys
from comity.operations.operation import find

_PORT = 8710
_TIMES = 9
_PAGES = (
    "/",
    "/week",
    "/people",
    "/people?words=an&part=rows",
    "/people?sort=name&skip=1000",
    "/network",
    "/questions",
    "/map",
    "/map/data",
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
        print(f"\n{name}\n{'first':>9} {'after':>9} {'again':>9}  ms")
        for page, (first, after, again) in rows.items():
            print(f"{first:9.1f} {after:9.1f} {again:9.1f}  {page}")
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


def pages(folder: Path) -> dict[str, tuple[float, float, float]]:
    """Return each page's milliseconds: at first, after a decision, and again."""
    keys, desk = Keys(), Desk(folder)
    client = TestClient(application(desk, keys, port=_PORT), base_url=f"http://127.0.0.1:{_PORT}")
    client.get(f"{START}?token={keys.start}", follow_redirects=False)
    people = desk.read("people", limit=1)["people"]
    desk.close()
    asked = (*_PAGES, *(f"/people/{one['id']}" for one in people))
    found = {}
    for page in asked:
        desk.close()
        first = took(client, page)
        after = []
        for n in range(3):
            desk.act("tag", people[0]["id"], f"measured {n}")
            after.append(took(client, page))
            desk.act("undo")
        took(client, page)
        again = statistics.median(took(client, page) for _ in range(_TIMES))
        found[page] = (first, statistics.median(after), again)
    desk.close()
    return found


def took(client: TestClient, page: str) -> float:
    """Return the milliseconds a page took."""
    start = time.perf_counter()
    answer = client.get(page)
    elapsed_ms = (time.perf_counter() - start) * 1_000
    if answer.status_code != 200:
        raise SystemExit(f"{page} gives {answer.status_code}")
    return elapsed_ms


if __name__ == "__main__":
    main()
