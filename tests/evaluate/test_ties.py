"""``comity evaluate ties``, end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.evaluate.invented_log import rows, write
from tests.faces.terminal import run

if TYPE_CHECKING:
    from pathlib import Path

TASKS = ("T1", "T2", "T3")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("log") / "invented.txt", rows())


def test_the_document(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "evaluate", "ties", log, "--draws", "20", "--json", book=tmp_path / "book")
    assert (done.code, done.err) == (0, "")
    assert done.document["schema"] == "comity.evaluate_ties/1"
    (found,) = done.document["logs"]
    assert found["log"] == "invented.txt"
    assert set(found["tasks"]) == set(TASKS)
    for task in found["tasks"].values():
        check(task)


def check(task: dict[str, Any]) -> None:
    assert {"model", "baselines", "paired", "owners", "cases"} <= task.keys()
    assert {"base_rate", "test_days", "train"} <= task.keys()
    assert task["paired"].keys() == task["baselines"].keys()
    for name, each in task["baselines"].items():
        assert each.keys() == task["model"].keys(), name
        paired = task["paired"][name]
        low, high = paired["interval"]
        metric = paired["metric"]
        assert low <= high
        assert paired["difference"] == pytest.approx(task["model"][metric] - each[metric], abs=2e-6)
