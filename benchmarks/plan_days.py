"""Sixty mornings of ``comity today``: what it names, how often the same, and which days are empty.

Of the demo's book, made for the purpose, and of a public list read as one of its authors; each
once with nobody acting, and once with each suggestion done, put off for a week or left, by a
seed. The days are those before the book's last message, so that mail comes in as they pass.

    COMITY_DATA=FOLDER python benchmarks/plan_days.py
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from comity.book import Book, open_book
from comity.operations.moment import DAY_US
from comity.operations.operation import find
from comity.operations.plan.kinds import KINDS
from comity.operations.plan.today import done, snooze, today

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DAYS = 60
REPEAT_DAYS = 7
ACTS = (("done", 0.6), ("put off", 0.2), ("left", 0.2))
LIST = "ksummit.mbox.gz"  # read as its most frequent author
NOW_US = 1_796_029_200_000_000  # 30 November 2026, nine in the morning


@dataclass
class Mornings:
    """What a run of mornings named."""

    of: str
    acting: bool
    kinds: Counter[str] = field(default_factory=Counter)
    repeats: int = 0  # the same person within a week
    again: int = 0  # the same line as the day before
    empty: int = 0
    ended: int = 0  # days that said they had ended, after what was done
    lines: list[str] = field(default_factory=list)

    @property
    def named(self) -> int:
        """How many suggestions there were."""
        return sum(self.kinds.values())


def mornings(folder: Path, of: str, *, last_us: int, acting: bool, seed: int) -> Mornings:
    """Look at the plan each morning, and act on it where ``acting``."""
    found, rng = Mornings(of, acting), Random(seed)  # noqa: S311 - a repeatable user, no secret
    seen: dict[str, int] = {}
    before: set[tuple[str, str]] = set()
    for day in range(DAYS):
        book = Book(folder, last_us - (DAYS - 1 - day) * DAY_US)
        plan = today(book)
        lines = set()
        for one in plan.suggestions:
            found.kinds[one.kind] += 1
            found.repeats += day - seen.get(one.person.id, -REPEAT_DAYS - 1) <= REPEAT_DAYS
            seen[one.person.id] = day
            said = "; ".join(why.text for why in one.why)
            lines.add((one.id, one.help.quote if one.help else ""))
            help_ = f" [{one.help.kind}: {one.help.quote}]" if one.help else ""
            found.lines.append(f"{day} {one.kind} | {one.person.name} | {said}{help_}")
            if acting:
                _act(book, one.id, rng)
        found.again += len(lines & before)
        before = lines
        found.empty += not plan.suggestions
        found.ended += acting and today(book).ended
        book.close()
    return found


def _act(book: Book, suggestion: str, rng: Random) -> None:
    word = rng.choices([name for name, _ in ACTS], [share for _, share in ACTS])[0]
    if word == "done":
        done(book, suggestion)
    elif word == "put off":
        snooze(book, suggestion)


def main() -> None:
    """Run all four and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--lines", type=Path, help="where to write every suggestion, to be read")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = []
    with TemporaryDirectory(prefix="comity-plan-days-") as place:
        for of, folder, last_us in _books(Path(place)):
            for acting in (False, True):
                copy = Path(place) / f"{of}-{acting}"
                shutil.copytree(folder, copy)
                told = mornings(copy, of, last_us=last_us, acting=acting, seed=given.seed)
                found.append(told)
                print(_row(told), flush=True)
    if given.lines:
        given.lines.write_text("\n".join(line for one in found for line in one.lines), "utf-8")
    if given.json:
        given.json.write_text(json.dumps([vars(one) for one in found]), "utf-8")
    print("\n" + table(found))


def _books(place: Path) -> Iterator[tuple[str, Path, int]]:
    """Yield what it is, the folder, and the morning after the last message."""
    folder = place / "demo"
    with open_book(place / "none", now_us=NOW_US) as book:
        find("demo").function(book, to=folder)
    yield "demo", folder, NOW_US
    data = os.environ.get("COMITY_DATA")
    if not data:
        print("COMITY_DATA is not set: without the public list", file=sys.stderr)
        return
    mbox = place / "list.mbox"
    mbox.write_bytes(gzip.decompress((Path(data) / "mail" / LIST).read_bytes()))
    author = _most_frequent(mbox.read_bytes())
    with open_book(place / "list", now_us=NOW_US) as book:
        find("import").function(book, [mbox], me=[author])
        last = book.rows("SELECT max(at_us) AS at_us FROM contact WHERE addressed")[0]["at_us"]
    yield "list", place / "list", int(last) + DAY_US // 4


def _most_frequent(mbox: bytes) -> str:
    found = Counter(re.findall(rb"(?im)^from: .*?<([^<>\s]+@[^<>\s]+)>", mbox))
    return found.most_common(1)[0][0].decode()


def _row(told: Mornings) -> list[str]:
    """Return a run as a row: how many of each kind, repeats, and days."""
    of = f"{told.of}, {'acting' if told.acting else 'looking on'}"
    kinds = [told.kinds[kind.name] for kind in KINDS]
    figures = [told.named, *kinds, told.repeats, told.again, told.empty, told.ended]
    return [of, *map(str, figures)]


def table(found: Iterable[Mornings]) -> str:
    """Return all runs as a table of Markdown."""
    head = ["book", "named", *(kind.name.replace("_", " ") for kind in KINDS)]
    head += ["again within a week", "the same line next day", "empty days", "days ended"]
    rows = [head, ["---"] * len(head), *map(_row, found)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()
