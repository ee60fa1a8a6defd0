"""A command in, what running it took out: wall time, and the peak memory of it and its children.

Memory is the proportional set size of the processes together, so that shared pages count once;
``anonymous`` leaves out pages of mapped files, which the system may take back at any time. It is
looked at ten times a second, by Linux's ``/proc``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CORES = 2
COMITY = str(Path(sys.executable).with_name("comity"))
_SAMPLE_SECONDS = 0.1
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


def hold_to_two_cores() -> None:
    """Hold this process, and all it starts, to two cores."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def measure(
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


def start_ups(book: Path, verbs: Sequence[list[str]]) -> list[Measured]:
    """Run reading verbs on a book, each several times, and return the median run of each."""
    medians = []
    for verb in verbs:
        command = [COMITY, "--book", str(book), *verb]
        tries = [measure(f"comity {verb[0]}", command) for _ in range(_START_UPS)]
        medians.append(sorted(tries, key=lambda run: run.seconds)[_START_UPS // 2])
    return medians


def show(runs: Sequence[Measured]) -> None:
    """Print a table of runs."""
    print(f"\n{'':<40}{'seconds':>9}{'msg/s':>9}{'peak MB':>9}{'anon MB':>9}")
    for run in runs:
        rate = f"{run.rate:,.0f}" if run.messages else ""
        failed = f"  exit {run.exit_code}" if run.exit_code else ""
        memory = f"{run.peak_mb:>9,.0f}{run.anonymous_mb:>9,.0f}"
        print(f"{run.what:<40}{run.seconds:>9.2f}{rate:>9}{memory}{failed}")


def finish(runs: Sequence[Measured], path: Path | None) -> None:
    """Write the figures as JSON if a file is named; exit 1 if a run failed."""
    if path:
        path.write_text(json.dumps([asdict(run) for run in runs], indent=1) + "\n")
    sys.exit(any(run.exit_code for run in runs))
