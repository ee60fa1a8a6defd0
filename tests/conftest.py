from __future__ import annotations

import fcntl
import json
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from comity.book import Book
from tests.demo.conftest import CONTACTS, NOW_US
from tests.operations.verbs import do

if TYPE_CHECKING:
    from pathlib import Path

# A run in the background ignores interrupts and would hand that on to the programs it tries.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ |= dict.fromkeys(("LC_ALL", "LC_TELEPHONE", "LANG"), "C.UTF-8")  # of no region
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # never the developer's own
settings.register_profile("quick", max_examples=20, deadline=None)  # machines are busy
settings.load_profile("quick")

LONGEST = ("web/test_browser.py", "store/test_crash.py", "test_patterns.py", "test_readme.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, lest one is left to a single worker at the end."""
    items.sort(key=lambda item: not item.path.as_posix().endswith(LONGEST))


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what making the demo's book said: one book for all tests, which only read it."""
    top = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        top = top.parent  # whichever worker comes first makes it
    said = top / "demo.json"
    with (top / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_text(json.dumps(_demo(top)), "utf-8")
    found: dict[str, Any] = json.loads(said.read_text("utf-8"))
    return found


def _demo(top: Path) -> dict[str, Any]:
    own = Book(top / "own", NOW_US)
    found = do(own, "demo", to=top / "demo", contacts=CONTACTS)
    assert not own.folder.exists()  # it is not touched
    return found
