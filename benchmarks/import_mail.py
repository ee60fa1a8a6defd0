"""Measure `comity import` beside `notmuch new` and `mu index` on the same invented mail.

    python benchmarks/import_mail.py [--messages 50000] [--skip-peers] [--json FILE]

Every figure is of a whole process and its children, held to two cores. The same messages lie in
a Maildir, which all three read, and in an mbox, which Comity reads too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING

from invented_mail import OWNER, messages, write_maildir, write_mbox
from measured import COMITY, finish, hold_to_two_cores, measure, show, start_ups

if TYPE_CHECKING:
    from measured import Measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip-peers", action="store_true", help="leave out notmuch and mu")
    parser.add_argument("--skip-comity", action="store_true", help="leave out Comity")
    parser.add_argument("--folder", type=Path, help="where mail and indexes lie; else temporary")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    hold_to_two_cores()
    with tempfile.TemporaryDirectory(prefix="comity-bench-", dir=args.folder) as name:
        folder = Path(name)
        mbox, maildir = _generate(folder, args.messages, seed=args.seed)
        runs: list[Measured] = []
        if not args.skip_peers:
            runs += _peers(folder, maildir, args.messages)
        if not args.skip_comity:
            runs += _comity(folder, mbox, maildir, args.messages, seed=args.seed)
    show(runs)
    _compare(runs)
    finish(runs, args.json)


def _generate(folder: Path, count: int, *, seed: int) -> tuple[Path, Path]:
    mbox, maildir = folder / "mail.mbox", folder / "maildir"
    size = write_mbox(mbox, messages(count, seed=seed))
    write_maildir(maildir, messages(count, seed=seed))
    print(f"{count:,} messages, {size / 1e6:,.0f} MB as mbox, {os.cpu_count()} cores", flush=True)
    return mbox, maildir


def _peers(folder: Path, maildir: Path, count: int) -> list[Measured]:
    runs = []
    if shutil.which("notmuch"):
        config = folder / "notmuch-config"
        config.write_text(
            f"[database]\npath={maildir}\n[user]\nname=Robin Vale\nprimary_email={OWNER}\n"
            "[new]\ntags=unread\n[maildir]\nsynchronize_flags=false\n"
        )
        environment = {"NOTMUCH_CONFIG": str(config)}
        runs += _twice("notmuch new", ["notmuch", "new"], messages=count, env=environment)
        shutil.rmtree(maildir / ".notmuch")
    if shutil.which("mu"):
        home = f"--muhome={folder / 'mu'}"
        init = ["mu", "init", home, f"--maildir={maildir}", f"--my-address={OWNER}"]
        subprocess.run(init, check=True, stdout=subprocess.DEVNULL)
        runs += _twice("mu index", ["mu", "index", "--quiet", home], messages=count)
    return runs


def _comity(folder: Path, mbox: Path, maildir: Path, count: int, *, seed: int) -> list[Measured]:
    runs = []
    for path in (mbox, maildir):
        book = folder / f"book-{path.name}"
        command = [COMITY, "--book", str(book), "import", str(path), "--me", OWNER]
        runs += _twice(f"comity import {path.name}", command, messages=count)
    first = next(one for one in messages(count, seed=seed) if not one.sent)
    sender = parseaddr(message_from_bytes(first.data)["From"])[1]
    verbs = (["--help"], ["today"], ["people"], ["person", sender], ["audit"])
    return runs + start_ups(book, verbs)


def _twice(
    what: str, command: list[str], *, messages: int, env: dict[str, str] | None = None
) -> list[Measured]:
    return [measure(one, command, messages=messages, env=env) for one in (what, f"{what}, again")]


def _compare(runs: list[Measured]) -> None:
    rates = {run.what: run.rate for run in runs if not run.exit_code}
    for ours in ("comity import mail.mbox", "comity import maildir"):
        pairs = [(ours, "notmuch new"), (ours, "mu index"), (f"{ours}, again", ours)]
        for fast, slow in pairs:
            if fast in rates and slow in rates:
                print(f"{fast} is {rates[fast] / rates[slow]:.2f} times as fast as {slow}")


if __name__ == "__main__":
    main()
