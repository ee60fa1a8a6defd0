"""Measure the first reading of a mailbox over IMAP beside `comity import` of the same Maildir.

    python -m benchmarks.sync [--messages 20000] [--json FILE]

A Dovecot of its own (Debian's dovecot-imapd) serves the very Maildir that is imported, on loopback.
Every figure is of a whole process and its children, held to two cores.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.invented_mail import OWNER, messages, write_maildir
from benchmarks.measured import COMITY, finish, hold_to_two_cores, measure, show
from tests import dovecot

if TYPE_CHECKING:
    from benchmarks.measured import Measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--one", nargs=2, metavar=("BOOK", "PORT"), help="read once, and end")
    args = parser.parse_args()
    if args.one:
        read_once(Path(args.one[0]), int(args.one[1]))
        return
    hold_to_two_cores()
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as name, dovecot.running() as server:
        runs = _runs(Path(name), server, args.messages, seed=args.seed)
    show(runs)
    first, once, again = (run.seconds for run in runs)
    print(f"the first reading takes {once / first:.2f} times the import; nothing new {again:.2f} s")
    finish(runs, args.json)


def _runs(folder: Path, server: dovecot.Dovecot, count: int, *, seed: int) -> list[Measured]:
    maildir = folder / "maildir"
    write_maildir(maildir, messages(count, seed=seed))
    for path in sorted(maildir.rglob("*")):
        if path.is_file():
            sent = "Sent" if "Sent" in path.parent.parent.name else ""
            server.put(path.read_bytes(), name=path.name.partition(":")[0], mailbox=sent, flags="S")
    imported, synced = folder / "imported", folder / "synced"
    once = [sys.executable, "-m", "benchmarks.sync", "--one", str(synced), str(server.port)]
    imports = [COMITY, "--book", str(imported), "import", str(maildir), "--me", OWNER]
    return [
        measure("comity import of the Maildir", imports, messages=count),
        measure("the first reading by IMAP", once, messages=count),
        measure("a reading with nothing new", once),
    ]


def read_once(folder: Path, port: int) -> None:
    """Read an account into a book, as ``comity sync`` does, and bring the book up to it."""
    from zoneinfo import ZoneInfo

    from comity.book import Book
    from comity.operations.account.syncing import sync
    from comity.operations.intake.reading import Options
    from comity.sources import account_source
    from comity.sources.accounts import Login
    from comity.store.accounts import AccountRow, Accounts
    from comity.store.decisions import Said

    now_us = int(datetime.now(UTC).timestamp() * 1e6)
    book, accounts = Book(folder, now_us), Accounts(folder)
    row = accounts.find(OWNER)
    if row is None:
        row = AccountRow(OWNER, "imap", "127.0.0.1", port, dovecot.USER, added_us=now_us)
        accounts.put(row)
        book.decisions.say([Said("me", f"email:{OWNER}")], at_us=now_us)
    login = Login(row.name, row.host, port, row.user, lambda: dovecot.PASSWORD, transport="plain")
    begun = time.perf_counter()
    done = sync(
        book.facts,
        accounts,
        row,
        login,
        module=account_source("imap"),
        options=Options(book.owner, now_us, tz=ZoneInfo(book.zone)),
    )
    if done.trouble:
        sys.exit(f"{done.trouble.what}: {done.trouble.advice}")
    read_s = time.perf_counter() - begun
    if done.new:
        book.refresh()
    book.close()
    print(f"{done.read} read, {done.new} new: {read_s:.2f} s, and the book", file=sys.stderr)


if __name__ == "__main__":
    main()
