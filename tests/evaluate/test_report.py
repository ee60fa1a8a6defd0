from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from comity.evaluate.protocol import TASKS

ROOT = Path(__file__).parents[2]
SHARE = re.compile("[\N{MINUS SIGN}+]?[0-9][.][0-9]{3}")


class Numbers:
    """Figures no two of which are alike, and which no template could know."""

    def __init__(self) -> None:
        self.last = 100

    def __call__(self) -> float:
        self.last += 1
        return self.last / 1000 + 0.0002


def _ties(task: str, made: Numbers) -> dict[str, Any]:
    keys = ["auc", "ap", "log_loss", "ece", "log_likelihood"]
    names = ["recency", "decayed_90d", "lightgbm", "hindsight", "model_without_refit", "random"]
    baselines: dict[str, Any] = {name: {key: made() for key in keys} for name in names}
    baselines["hawkes"] = {"note": "not installed"}
    told = {
        "asks": TASKS[task].asks,  # type: ignore[index]
        "model": {key: made() for key in keys},
        "baselines": baselines,
        "paired": {
            name: {"metric": "auc", "difference": -made(), "interval": [-made(), made()]}
            for name in names
        },
        "cases": 4321,
        "base_rate": made(),
    }
    bins = [{"from": 0.1, "to": 0.2, "n": 40, "came_true": 7, "mean_forecast": 0.17}]
    return {
        "log": "invented.txt", "people": 8, "interactions": 765, "days": 432, "horizon_days": 90,
        "tasks": {task: told},
        "reliability": {"target": "p_active_90d", "horizon_days": 90, "bins": bins},
    }  # fmt: skip


def _plan(made: Numbers) -> dict[str, Any]:
    def estimates(*keys: str) -> dict[str, Any]:
        return {key: {"value": made(), "low": made(), "high": made()} for key in keys}

    plans = {
        name: estimates("in_time", "by_horizon", "needless", "active_anyway") | {"named": 987}
        for name in ("plan", "random")
    }
    budget = {"every_days": 7, "horizon_days": 90, "owners": 8, "lapses": 55, "plans": plans}
    revivals = {"cases": 3456} | estimates("answered", "order", "before", "more")
    one = {"budgets": [budget], "revivals": revivals}
    return {"sets": [one], "plans": {"plan": "as today", "random": "by lot"}}


def _linkage(made: Numbers) -> dict[str, Any]:
    def figures() -> dict[str, float]:
        return {key: made() for key in ("precision", "recall", "f1")}

    return {
        "automatic": figures(), "all": figures(), "addresses": 1234, "pairs": 56,
        "questions": {"asked": 21, "recall_after": made()},
        "baselines": {"exact_name": figures(), "gambit_guarded": figures(), "splink": None},
    }  # fmt: skip


def _tried(made: Numbers) -> dict[str, Any]:
    told = {"metric": "auc", "difference": made(), "interval": [-made(), made()]}
    return {"task": "T1", "figure": "auc", "candidates": {"turn": {"paired": told}}}


def _results() -> dict[str, dict[str, Any]]:
    made = Numbers()
    steps = {
        f"ties-{log}-{origin}-{task}": _ties(task, made)
        for log in ("eu", "man")
        for origin in ("own", "other")
        for task in TASKS
    }
    steps |= {f"tried-{log}-T1": _tried(made) for log in ("eu", "man")}
    steps |= {"plan-eu": _plan(made), "linkage-linux": _linkage(made)}
    about = {"date": "2031-02-03", "version": "9.8.7", "draws": 17}
    return {name: about | told for name, told in steps.items()}


def _rendered(folder: Path, results: dict[str, dict[str, Any]]) -> str:
    kept = folder / "results"
    kept.mkdir()
    for name, told in results.items():
        (kept / f"{name}.json").write_text(json.dumps(told), "utf-8")
    command = [sys.executable, "benchmarks/science.py", "--render"]
    where = ["--results", str(kept), "--docs", str(folder / "docs")]
    subprocess.run([*command, *where], cwd=ROOT, check=True, timeout=60)  # noqa: S603 - our own
    return (folder / "docs" / "science.md").read_text("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report")
    _rendered(made, _results())
    return made


def _numbers(told: object) -> set[float]:
    if isinstance(told, dict):
        return set().union(*map(_numbers, told.values())) if told else set()
    if isinstance(told, list):
        return set().union(*map(_numbers, told)) if told else set()
    return {told} if isinstance(told, float) else set()


def test_every_figure_in_a_table_stands_in_the_results(folder: Path) -> None:
    text = (folder / "docs" / "science.md").read_text("utf-8")
    shown = {
        one.replace("\N{MINUS SIGN}", "-").removeprefix("+")
        for line in text.splitlines()
        if line.startswith("|")
        for one in SHARE.findall(line)
    }
    known = {f"{one:.3f}" for one in _numbers(_results())}
    assert len(shown) > 200
    assert shown <= known


def test_the_model_and_the_best_formula_stand_in_their_row(folder: Path) -> None:
    told = _results()["ties-eu-own-T1"]["tasks"]["T1"]
    text = (folder / "docs" / "science.md").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| Eu | own past | 4,321"))
    best = told["baselines"]["decayed_90d"]["auc"]
    assert f"**{told['model']['auc']:.3f}**" in row
    assert f"{best:.3f} (decayed count, half-life 90 days)" in row
    assert f"\N{MINUS SIGN}{-told['paired']['lightgbm']['difference']:.3f} [" in row


def test_old_ties_stand_in_their_row(folder: Path) -> None:
    told = _results()["plan-eu"]["sets"][0]["revivals"]
    text = (folder / "docs" / "science.md").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| Eu | 3,456 |"))
    assert all(f"{told[key]['value']:.3f}" in row for key in ("answered", "order", "before"))


def test_it_says_when_by_which_version_how_often_drawn_and_what_was_not_run(folder: Path) -> None:
    text = (folder / "docs" / "science.md").read_text("utf-8")
    assert "Measured on 2031-02-03 with version 9.8.7." in text
    assert "17 times" in text
    assert "`plan-man`" in text
    assert "`ties-eu-shipped-T1`" in text
    assert "`ties-eu-own-T1`" not in text


@pytest.mark.parametrize("log", ["eu", "man"])
def test_the_pictures_can_be_read_aloud(folder: Path, log: str) -> None:
    text = (folder / "docs" / "pictures" / f"reliability-{log}.svg").read_text("utf-8")
    described = ET.fromstring(text).findtext("{http://www.w3.org/2000/svg}desc")  # noqa: S314 - our own
    assert described
    assert "of 40 at 17 %, 7 came true" in described


def test_nothing_measured_is_said_to_be_so(tmp_path: Path) -> None:
    text = _rendered(tmp_path, {})
    assert "Not run." in text
    assert not [one for line in text.splitlines() if line[:1] == "|" for one in SHARE.findall(line)]


def test_the_report_that_is_kept_says_how_to_repeat_it() -> None:
    text = (ROOT / "docs" / "science.md").read_text("utf-8")
    assert re.search(r"Measured on \d{4}-\d\d-\d\d with version \d+\.\d+\.\d+", text)
    assert "COMITY_DATA=FOLDER python benchmarks/science.py" in text
    for picture in re.findall(r"\]\((pictures/[^)]*)\)", text):
        assert (ROOT / "docs" / picture).exists(), picture
