"""Measure `comity import` beside `notmuch new` and `mu index` on the same invented mail.

    python benchmarks/import_mail.py [--messages 50000] [--skip-peers] [--json FILE]

Every figure is of a whole process and all its children, held to two cores: wall time, and the
peak of their memory together (proportional set size, so that shared pages count once;
`anonymous` leaves out pages of mapped files, which the system may take back at any time).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from invented_mail import OWNER, messages, write_maildir, write_mbox

CORES = 2
_SAMPLE_SECONDS = 0.1
_COMITY = Path(sys.executable).with_name("comity")
_READING = (["--help"], ["today"], ["people"], ["person", "Ines Dahl"], ["audit"])
_START_UPS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took."""

    what: str
    seconds: float
    messages: int  # 0 for runs that read none
    peak_mb: float
    anonymous_mb: float
    exit_code: int

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip-peers", action="store_true", help="leave out notmuch and mu")
    parser.add_argument("--skip-comity", action="store_true", help="leave out Comity")
    parser.add_argument("--folder", type=Path, help="where mail and indexes lie; else temporary")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    with tempfile.TemporaryDirectory(prefix="comity-bench-", dir=args.folder) as name:
        folder = Path(name)
        mbox, maildir = _generate(folder, args.messages, seed=args.seed)
        runs: list[Measured] = []
        if not args.skip_peers:
            runs += _peers(folder, maildir, args.messages)
        if not args.skip_comity:
            runs += _comity(folder, mbox, maildir, args.messages)
    _show(runs)
    if args.json:
        args.json.write_text(json.dumps([asdict(run) for run in runs], indent=1) + "\n")
    sys.exit(any(run.exit_code for run in runs))


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


def _comity(folder: Path, mbox: Path, maildir: Path, count: int) -> list[Measured]:
    runs = []
    for path in (mbox, maildir):
        book = str(folder / f"book-{path.suffix or path.name}")
        command = [str(_COMITY), "--book", book, "import", str(path), "--me", OWNER]
        runs += _twice(f"comity import {path.name}", command, messages=count)
    for verb in _READING:
        command = [str(_COMITY), "--book", book, *verb]
        tries = [_measure(f"comity {' '.join(verb)}", command) for _ in range(_START_UPS)]
        runs.append(sorted(tries, key=lambda run: run.seconds)[_START_UPS // 2])
    return runs


def _twice(
    what: str, command: list[str], *, messages: int, env: dict[str, str] | None = None
) -> list[Measured]:
    return [_measure(one, command, messages=messages, env=env) for one in (what, f"{what}, again")]


def _measure(
    what: str, command: list[str], *, messages: int = 0, env: dict[str, str] | None = None
) -> Measured:
    """Run a command and watch its memory, its children's with it."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    peak = [0.0, 0.0]
    watch = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watch.start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - start
    watch.join()
    if process.returncode:
        print(f"{what}: {errors.decode(errors='replace')[-2000:]}", file=sys.stderr)
    print(f"  {what}: {seconds:.2f} s", flush=True)
    return Measured(what, seconds, messages, peak[0], peak[1], process.returncode)


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        totals = [0.0, 0.0]
        for pid in _tree(process.pid):
            for place, kilobytes in enumerate(_memory(pid)):
                totals[place] += kilobytes / 1000
        peak[:] = map(max, peak, totals)
        time.sleep(_SAMPLE_SECONDS)


def _tree(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _memory(pid: int) -> tuple[int, int]:
    """Return the proportional set size of a process and its anonymous part, in kB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {words[0]: int(words[1]) for line in lines[1:] if len(words := line.split()) > 2}
    return sizes.get("Pss:", 0), sizes.get("Pss_Anon:", 0)


def _show(runs: list[Measured]) -> None:
    rates = {run.what: run.rate for run in runs}
    print(f"\n{'':<40}{'seconds':>9}{'msg/s':>9}{'peak MB':>9}{'anon MB':>9}")
    for run in runs:
        rate = f"{run.rate:,.0f}" if run.messages else ""
        failed = f"  exit {run.exit_code}" if run.exit_code else ""
        memory = f"{run.peak_mb:>9,.0f}{run.anonymous_mb:>9,.0f}"
        print(f"{run.what:<40}{run.seconds:>9.2f}{rate:>9}{memory}{failed}")
    for ours in ("comity import mail.mbox", "comity import maildir"):
        for theirs in ("notmuch new", "mu index"):
            if ours in rates and theirs in rates:
                print(f"{ours} / {theirs}: {rates[ours] / rates[theirs]:.1f} times as fast")
        if f"{ours}, again" in rates:
            print(f"{ours}, again: {rates[f'{ours}, again'] / rates[ours]:.1f} times as fast")


if __name__ == "__main__":
    main()
