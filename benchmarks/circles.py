"""How right the circles are that the data suggest: ``python -m benchmarks.circles``.

Three truths: the demo's (two invented people, seeds 7 and 23), people invented for this file in
English and German (``circles_invented.toml``), and 200 people of two public archives sorted by
hand (``circles_by_hand.tsv``: a hash of the address, and the circle; no address is kept). The
archives are found by ``COMITY_DATA``; without them that part is left out, and it says so.

Precision is of those said to be of a circle, recall of those who are. ``not_sorted`` is no answer:
it counts against recall alone. "unclear" people of the archives have no circle to be right about:
whatever is said of them is wrong, but that nothing says which.
"""

from __future__ import annotations

import gzip
import json
import mailbox
import os
import tarfile
import tempfile
import time
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.book import open_book
from comity.demo.files import write
from comity.demo.truth import truth
from comity.demo.world import make
from comity.operations.operation import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HERE = Path(__file__).parent
CIRCLES = ("professional", "colleague", "personal", "service")
NOW_US = 1_795_163_400_000_000  # 20 November 2026
ME = "robin@vale-freight.example"
SEEDS, CONTACTS = (7, 23), 600
ARCHIVES = (
    ("mail/ksummit.mbox.gz", "rostedt@goodmis.org"),
    ("mail/spamassassin-ham.tar.xz", "yyyy@spamassassin.taint.org"),
)
Pairs = list[tuple[str, str]]  # (true, said) circle of each person


def hashed(address: str) -> str:
    """Return what stands for an address."""
    return blake2b(address.lower().encode(), digest_size=8).hexdigest()


def suggested(paths: Sequence[Path], me: Sequence[str], *, now_us: int) -> dict[str, str]:
    """Return identity -> circle of everybody in a book of these files."""
    with (
        tempfile.TemporaryDirectory() as place,
        open_book(Path(place) / "book", now_us=now_us) as book,
    ):
        find("import").function(book, list(paths), me=list(me))
        people = find("people").function(book, limit=0).people
        return {identity: one.circle for one in people for identity in one.identities}


def demo(seed: int) -> Pairs:
    """Return the demo's people."""
    world = make(seed=seed, now_us=NOW_US, contacts=CONTACTS)
    with tempfile.TemporaryDirectory() as place:
        written = write(world, Path(place))
        said = suggested(written.paths, written.me, now_us=NOW_US)
    return [
        (person["circle"], said[identity])
        for person in truth(world)["people"]
        for identity in [i for i in person["identities"] if i in said][:1]
    ]


def invented() -> tuple[Pairs, list[str]]:
    """Return the people invented here, and what was wrong of whom."""
    people = tomllib.loads((HERE / "circles_invented.toml").read_text("utf-8"))["person"]
    with tempfile.TemporaryDirectory() as place:
        for name in ("Inbox", "Sent"):
            box = mailbox.mbox(Path(place) / f"{name}.mbox")
            for mail in _mails(people, sent=name == "Sent"):
                box.add(mail)
            box.close()
        said = suggested([Path(place)], [ME], now_us=NOW_US)
    pairs = [(one["circle"], said[f"email:{one['address']}"]) for one in people]
    wrong = [
        f"{one['name']}: {true}, said {found}"
        for one, (true, found) in zip(people, pairs, strict=True)
        if true != found
    ]
    return pairs, wrong


def _mails(people: Iterable[dict[str, Any]], *, sent: bool) -> Iterator[EmailMessage]:
    for number, person in enumerate(people):
        for turn, line in enumerate(person["mails"]):
            mine = line.startswith(">")
            subject, _, text = line[1:].partition("|")
            day = datetime(2026, 3, 2, person["at"], 12, tzinfo=UTC) + timedelta(days=number % 4)
            mail = EmailMessage()
            theirs = f"{person['name']} <{person['address']}>"
            mail["From"], mail["To"] = (ME, theirs) if mine else (theirs, ME)
            mail["Subject"] = subject.strip()
            mail["Date"] = format_datetime(day + timedelta(days=7 * turn))
            mail["Message-ID"] = f"<{number}.{turn}@circles.example>"
            mail.set_content(text.strip())
            if mine == sent:
                yield mail


def by_hand() -> Pairs | None:
    """Return the people of the archives that were sorted by hand; None where those are not here."""
    data = os.environ.get("COMITY_DATA")
    if not data:
        return None
    rows = (HERE / "circles_by_hand.tsv").read_text("utf-8").splitlines()
    labels = dict(row.split("\t") for row in rows if not row.startswith("#"))
    pairs: Pairs = []
    for name, me in ARCHIVES:
        with tempfile.TemporaryDirectory() as place:
            said = suggested([_unpacked(Path(data) / name, Path(place))], [me], now_us=NOW_US)
        found = {hashed(i.removeprefix("email:")): circle for i, circle in said.items()}
        pairs += [(labels[key], circle) for key, circle in found.items() if key in labels]
    return pairs


def _unpacked(path: Path, place: Path) -> Path:
    if path.suffix == ".xz":
        with tarfile.open(path) as pack:
            pack.extractall(place, filter="data")
        return place
    mbox = place / path.stem
    with gzip.open(path) as packed, mbox.open("wb") as out:
        while block := packed.read(1 << 20):
            out.write(block)
    return mbox


def figures(pairs: Pairs) -> list[tuple[str, int, int, int]]:
    """Return for each circle how many are of it, are said to be, and rightly so."""
    both = Counter(pairs)
    are, said = Counter(true for true, _ in pairs), Counter(found for _, found in pairs)
    return [(one, are[one], said[one], both[one, one]) for one in CIRCLES]


def show(title: str, pairs: Pairs) -> None:
    """Print a table in Markdown."""
    unsorted = sum(found == "not_sorted" for _, found in pairs)
    print(f"\n{title}: {len(pairs)} people, {unsorted} not sorted\n")
    print("| circle | are | said | right | precision | recall |\n|---|--:|--:|--:|--:|--:|")
    for name, are, said, right in figures(pairs):
        precision = f"{right / said:.2f}" if said else ""
        recall = f"{right / are:.2f}" if are else ""
        print(f"| {name} | {are} | {said} | {right} | {precision} | {recall} |")


def main() -> None:
    """Measure, and print."""
    began = time.monotonic()
    pairs, wrong = invented()
    show("Invented here", pairs)
    print("", *wrong, sep="\n")
    show("The demo", [pair for seed in SEEDS for pair in demo(seed)])
    hand = by_hand()
    if hand is None:
        print("\nCOMITY_DATA is not set: no people of the archives")
    else:
        show("Sorted by hand", hand)
        print(json.dumps(sorted(Counter(hand).items()), ensure_ascii=False))
    print(f"\n{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
