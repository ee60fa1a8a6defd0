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
from typing import TYPE_CHECKING, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

Daemon: TypeAlias = tuple[subprocess.Popen[bytes], Path]

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
    """Start a master and two workers; give the master's address; end them by their pids.

    The workers may still be joining: a session waits for its share of them.
    """
    with ExitStack() as stack:
        master = stack.enter_context(_daemon(folder, "master.Master", "--webui-port", "0"))
        address = _wait_for(master, r"spark://[\d.]+:\d+")
        for name in ("one", "two"):
            work = folder / name
            work.mkdir()
            options = ("--cores", "1", "--memory", "700m", "--work-dir", str(work), address)
            stack.enter_context(_daemon(work, "worker.Worker", "--webui-port", "0", *options))
        yield address


@contextmanager
def _daemon(folder: Path, name: str, *options: str) -> Iterator[Daemon]:
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
            yield process, log
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


def _wait_for(daemon: Daemon, pattern: str) -> str:
    """Return what the pattern matched once the log holds it."""
    process, log = daemon
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(pattern, log.read_text("utf-8", "replace")):
            return found[0]
        time.sleep(0.1)
    pytest.fail(f"never saw {pattern!r}:\n{log.read_text()[-2000:]}")
