"""Real processes: killed at random moments, and two at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from comity.store.facts import Facts
from tests.operations.intake.test_intake import NOW_US, mails, run, write
from tests.store.invented import everything

IMPORT = """
import sys
from pathlib import Path
from comity.operations.intake import readers
from comity.operations.intake.intake import take_in
from comity.sources.mail import mbox
from comity.store import writer
from comity.store.facts import Facts
writer.SEGMENT_RECORDS, mbox.PART_BYTES, readers.POOL_BYTES = 50, 20_000, 0
done = take_in(Facts(Path(sys.argv[1])), [Path(sys.argv[2])], now_us=int(sys.argv[3]),
    workers=int(sys.argv[4]), notify=lambda text: print(text, flush=True),
    progress=lambda state: print(state.read, flush=True))
print("done", done.read, done.new, flush=True)
"""


def importing(facts: Path, given: Path, workers: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", IMPORT, str(facts), str(given), str(NOW_US), str(workers)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    refs = [*range(600), *range(100, 300)]
    return write(tmp_path_factory.mktemp("given") / "a.mbox", mails(refs))


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_while_it_writes(workers: int, given: Path, tmp_path: Path) -> None:
    clean = Facts(tmp_path / "clean")
    run(clean, given)
    moments = random.Random(workers)  # noqa: S311 - moments, not secrets
    for _ in range(3):
        facts = Facts(tmp_path / f"facts-{moments.random()}")
        with importing(facts.folder, given, workers) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.2))
            process.send_signal(signal.SIGKILL)
        everything(facts)
        assert run(facts, given).read == 800
        assert everything(facts) == everything(clean)


def test_two_imports_at_once(given: Path, tmp_path: Path) -> None:
    facts = Facts(tmp_path / "facts")
    with importing(facts.folder, given, 1) as one, importing(facts.folder, given, 1) as two:
        said = [one.communicate()[0], two.communicate()[0]]
    assert (one.returncode, two.returncode) == (0, 0)
    assert sorted(text.splitlines()[-1] for text in said) == ["done 800 0", "done 800 600"]
    clean = Facts(tmp_path / "clean")
    run(clean, given)
    assert everything(facts) == everything(clean)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_workers_end_with_the_import_that_was_killed(given: Path, tmp_path: Path) -> None:
    with importing(tmp_path / "facts", given, 2) as process:
        assert process.stdout
        process.stdout.readline()
        workers = children(process.pid)
        process.kill()
    assert workers
    end = time.monotonic() + 20
    while any(map(running, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(running, workers))


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def running(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
