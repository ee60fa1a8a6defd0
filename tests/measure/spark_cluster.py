"""A real Spark standalone master with two workers on this machine, for as long as a test lasts."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCAL = "127.0.0.1"
PATIENCE_SECONDS = 90
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def require() -> None:
    """Skip where Spark cannot run; fail where it must."""
    missing = "" if shutil.which("java") else "Java 17 or later (java on the path)"
    if importlib.util.find_spec("pyspark") is None:
        missing = "pyspark (the extra 'firm')"
    if missing and os.environ.get("COMITY_CI"):
        pytest.fail(f"install {missing}: this test must run here")
    if missing:
        pytest.skip(f"install {missing} to compare Spark with DuckDB")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a master and two workers; give the master's address; end them by their pids."""
    with ExitStack() as stack:
        log = stack.enter_context(_daemon(folder, "master.Master", "--webui-port", "0"))
        address = _wait_for(log, r"spark://[\d.]+:\d+", times=1)
        for name in ("one", "two"):
            work = folder / name
            work.mkdir()
            options = ("--cores", "1", "--memory", "700m", "--work-dir", str(work), address)
            stack.enter_context(_daemon(work, "worker.Worker", "--webui-port", "0", *options))
        _wait_for(log, r"Registering worker", times=2)
        yield address


@contextmanager
def _daemon(folder: Path, name: str, *options: str) -> Iterator[Path]:
    spec = importlib.util.find_spec("pyspark")
    assert spec
    assert spec.origin
    home = Path(spec.origin).parent
    log = folder / f"{name}.log"
    settings = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": LOCAL,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": QUICK_START,
        "SPARK_LAUNCHER_OPTS": QUICK_START,
    }
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}"]
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603  # the package's own script
            [*command, "--host", LOCAL, "--port", "0", *options],
            env={**os.environ, **settings},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield log
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and, should it leave any, the executors of its own session."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _wait_for(log: Path, pattern: str, *, times: int) -> str:
    """Return what the pattern matched once the log holds it that many times."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = re.findall(pattern, log.read_text("utf-8", "replace"))
        if len(found) >= times:
            return str(found[0])
        time.sleep(0.1)
    pytest.fail(f"no {pattern!r} after {PATIENCE_SECONDS} s:\n{log.read_text()[-2000:]}")
