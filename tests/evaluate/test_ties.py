"""``comity evaluate ties``, end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.evaluate.baselines import TIES
from comity.evaluate.documents import Paired
from comity.faces.cli.shown.ties import _reading
from tests.evaluate.invented_log import rows, write
from tests.faces.terminal import run

if TYPE_CHECKING:
    from pathlib import Path


TASKS = ("T1", "T2", "T3", "T4", "T5")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("log") / "invented.txt", rows(people=25))


def test_the_document(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "evaluate", "ties", log, "--draws", "20", "--json", book=tmp_path / "book")
    assert (done.code, done.err) == (0, "")
    assert done.document["schema"] == "comity.evaluate_ties/1"
    (found,) = done.document["logs"]
    assert found["log"] == "invented.txt"
    assert not found["model"]["has_seen_this_log"]
    assert tuple(found["tasks"]) == TASKS
    for task in found["tasks"].values():
        check(task)
    names = set(found["tasks"]["T1"]["baselines"])
    assert {f"decayed_{days}d" for days in (7, 14, 30, 60, 90, 180, 365, 730)} < names
    assert {f"interactions_rank_{days}d" for days in (7, 30, 90)} < names
    assert {"random", "recency", "frequency", "active_days", "act_r", "overdue"} < names
    assert {"bg_nbd_p_alive", "bg_nbd_p_contact", "hawkes", "dotalign"} < names
    assert {"lightgbm", "hindsight"} < names
    assert names == {*found["tasks"]["T3"]["baselines"], "model_without_refit"}


def check(task: dict[str, Any]) -> None:
    assert {"model", "baselines", "paired", "owners", "cases"} <= task.keys()
    assert {"base_rate", "test_days", "train"} <= task.keys()
    absent = {name for name, each in task["baselines"].items() if "note" in each}
    assert task["paired"].keys() == task["baselines"].keys() - absent
    for name, paired in task["paired"].items():
        each, metric = task["baselines"][name], paired["metric"]
        assert each.keys() == task["model"].keys(), name
        low, high = paired["interval"]
        assert low <= high
        assert paired["difference"] == pytest.approx(task["model"][metric] - each[metric], abs=2e-6)
        assert paired.keys() == {"metric", "difference", "interval"}


def test_what_is_learnt_elsewhere_and_what_of_the_log_itself(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write(tmp_path / "other.txt", rows(people=20, seed=8))
    words = ("evaluate", "ties", log, "--tasks", "t3,t1,T5", "--draws", "5", "--json")
    done = run(capsys, *words, "--train", other, "--train", log, book=tmp_path / "book")
    (found,) = done.document["logs"]
    assert list(found["tasks"]) == ["T1", "T3", "T5"]
    assert [one["log"] for one in found["model"]["fitted_on"]] == ["other.txt", "invented.txt"]
    assert found["model"]["has_seen_this_log"]
    for task, ahead in (("T1", 60), ("T3", 7)):
        one = found["tasks"][task]
        elsewhere, own = one["train"]
        assert [elsewhere["log"], own["log"]] == ["other.txt", "invented.txt"]
        assert max(own["days"]) + ahead <= min(one["test_days"])
        assert max(elsewhere["days"]) > min(one["test_days"])
    assert max(found["tasks"]["T5"]["train"][1]["days"]) < min(found["tasks"]["T5"]["test_days"])


def test_a_run_comes_out_the_same_every_time(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("evaluate", "ties", log, "--tasks", "T1", "--draws", "5", "--json")
    runs = [run(capsys, *words, book=tmp_path / "book").document["logs"] for _ in range(2)]
    assert runs[0] == runs[1]


def test_the_page(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("evaluate", "ties", log, "--tasks", "T1,T5", "--draws", "20", "--until", "250")
    done = run(capsys, *words, book=tmp_path / "book")
    assert (done.code, done.err) == (0, "")
    assert "250 days" in done.out
    assert "after the end" in done.out
    model, *rivals = done.out.partition("T5:")[0].partition("interval")[2].splitlines()[1:]
    assert model.split()[0] == "model"
    assert (
        sum(line.startswith("  ") for line in rivals) == len(TIES) + 1
    )  # and the model without its refit
    assert done.out.count("the best of the others") == 2


def test_a_task_that_a_log_cannot_answer_says_so_and_the_others_are_measured(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one_way = tmp_path / "one_way.txt"
    said = [(min(one, other), max(one, other), at) for one, other, at in rows(people=12)]
    write(one_way, said)
    words = ("evaluate", "ties", one_way, log, "--until", "150", "--tasks", "T2,T3", "--draws", "5")
    done = run(capsys, *words, "--json", book=tmp_path / "book")
    assert done.code == 0
    for found in done.document["logs"]:
        lapses = found["tasks"]["T2"]
        assert lapses["model"] is None
        assert (lapses["baselines"], lapses["paired"], lapses["owners"]) == ({}, {}, 0)
        assert "T2" in lapses["note"]
        check(found["tasks"]["T3"])
    page = run(capsys, *words, book=tmp_path / "book")
    assert "Left out: " in page.out
    assert page.out.count("T2: ") == 2


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--tasks", "T9"), 2, "there is no task T9"),
        (("--until", "0"), 2, "cannot end on day 0"),
        (("--draws", "-1"), 2, "less than nothing"),
        (("--until", "60", "--tasks", "T1"), 2, "too short to learn T1"),
        (("--train", "nowhere.txt"), 1, "there is no file"),
    ],
)
def test_what_cannot_be_done_is_said(
    log: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    words: tuple[str, ...],
    code: int,
    says: str,
) -> None:
    done = run(capsys, "evaluate", "ties", log, *words, book=tmp_path / "book")
    assert done.code == code
    assert says in done.err


@pytest.mark.parametrize(
    ("interval", "says"),
    [
        ((-0.01, 0.02), "No better than recency, the best of the others: the interval holds 0."),
        ((0.01, 0.02), "Better than recency, the best of the others, by +0.010 to +0.020."),
        ((-0.03, -0.02), "Worse than recency, the best of the others, by -0.030 to -0.020."),
        ((None, None), "No better than recency, the best of the others: the interval holds 0."),
    ],
)
def test_a_result_is_read_honestly(interval: tuple[float | None, float | None], says: str) -> None:
    assert _reading("recency", Paired("auc", 0.0, interval)) == says
