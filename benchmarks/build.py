"""Measure the build, and the start of reading verbs, on invented facts of a large book.

    python benchmarks/build.py [--interactions 1000000] [--people 50000] [--json FILE]

Facts are written by the store itself, not imported; that is no part of what is measured. One in
ten people has two addresses. A few are written to often, most seldom.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from invented_mail import OWNER, word
from measured import finish, hold_to_two_cores, measure, show, start_ups

from comity.book import open_book
from comity.model import Participant, Record
from comity.store.columns import to_batch
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_US = int(datetime(2018, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
_LAST_US = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
_OWNER = Participant("from", f"email:{OWNER}", "Robin Vale")
_BATCH_RECORDS = 10_000
_BUILD = """
import sys, pathlib
from comity.book import open_book
with open_book(pathlib.Path(sys.argv[1]), now_us=int(sys.argv[2])) as book:
    book.derived()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interactions", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the book lies; else temporary")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    hold_to_two_cores()
    with tempfile.TemporaryDirectory(prefix="comity-bench-", dir=args.folder) as name:
        book = Path(name) / "book"
        rng = random.Random(args.seed)  # noqa: S311 - invented people, no secret
        people = _people(rng, args.people)
        write(book, records(rng, people, args.interactions))
        command = [sys.executable, "-c", _BUILD, str(book), str(_LAST_US)]
        runs = [measure("build", command, messages=args.interactions)]
        runs.append(measure("build, unchanged", command))
        often = people[0][0].identity.removeprefix("email:")
        verbs = (["today"], ["people"], ["person", often], ["audit"])
        runs += start_ups(book, verbs)
    show(runs)
    finish(runs, args.json)


def records(rng: random.Random, people: list[list[Participant]], count: int) -> Iterator[Record]:
    """Yield mails between the owner and people, in order of time, half of them replies."""
    last: dict[int, str] = {}
    for number in range(count):
        chosen = int(len(people) ** rng.random()) - 1
        person = rng.choice(people[chosen])
        sent = rng.random() < 0.4
        message_id = f"{number}@mail.example"
        parent = last.get(chosen, "") if rng.random() < 0.5 else ""
        last[chosen] = message_id
        said = (
            (_OWNER, replace(person, role="to")) if sent else (person, replace(_OWNER, role="to"))
        )
        yield Record(
            kind="mail",
            ref=message_id,
            where="",
            channel="mail",
            interaction="mail",
            at_us=_FIRST_US + (_LAST_US - _FIRST_US) * number // count,
            participants=said,
            subject=f"Re: plan {chosen}" if parent else f"plan {chosen}",
            text="Could you send me the draft?" if rng.random() < 0.2 else "Here is the draft.",
            message_id=message_id,
            in_reply_to=parent,
            references=(parent,) if parent else (),
        )


def write(book: Path, some: Iterator[Record]) -> None:
    """Write records as facts of a new book, whose user has said who they are."""
    start = time.perf_counter()
    with open_book(book, now_us=_LAST_US) as opened:
        with opened.facts.writing() as writer:
            waiting: list[Record] = []
            for record in some:
                waiting.append(record)
                if len(waiting) == _BATCH_RECORDS:
                    writer.add("mbox/invented", to_batch(waiting, owner=opened.owner))
                    waiting = []
            if waiting:
                writer.add("mbox/invented", to_batch(waiting, owner=opened.owner))
        opened.decisions.say([Said("me", f"email:{OWNER}")], at_us=_LAST_US)
    print(f"  facts written: {time.perf_counter() - start:.0f} s", flush=True)


def _people(rng: random.Random, count: int) -> list[list[Participant]]:
    """Return the addresses of each person, under one name."""
    firsts = [word(rng).capitalize() for _ in range(400)]
    lasts = [word(rng).capitalize() for _ in range(4_000)]
    people = []
    for number in range(count):
        first, last = rng.choice(firsts), rng.choice(lasts)
        hosts = [f"firm{number % 3_000}.example", "home.example"][: 2 if rng.random() < 0.1 else 1]
        people.append(
            [
                Participant(
                    "from", f"email:{first}.{last}{number}@{host}".lower(), f"{first} {last}"
                )
                for host in hosts
            ]
        )
    return people


if __name__ == "__main__":
    main()
