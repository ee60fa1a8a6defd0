"""Killed at random during an evening, resumed: equal to one that nobody cut off."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from comity.operations.event.clock import countdown
from comity.operations.event.evening import told
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, planned
from tests.operations.event.mortal_evening import PRESSES, at_us, play

HOME = Path(__file__).parents[3]
SEEDS = int(os.environ.get("COMITY_EVENINGS", "2"))


def _made(folder: Path) -> EventFile:
    file = EventFile(folder)
    file.make()
    file.append_all(planned(12, 5), at_us=BEGIN_US - 1)
    return file


def _killed_once(folder: Path, seed: int, first: int, rng: Random) -> int:
    """Play in a process that is killed at some moment; return the first press not told as kept."""
    words = [sys.executable, "-m", "tests.operations.event.mortal_evening"]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*words, str(folder), str(seed), str(first)], stdout=subprocess.PIPE, text=True, cwd=HOME
    ) as process:
        assert process.stdout
        last = first - 1
        stop_at = first + rng.randint(0, 8)
        for line in process.stdout:
            last = int(line)
            if last >= stop_at:
                time.sleep(rng.random() * 0.004)
                process.kill()  # SIGKILL
                break
        rest = process.stdout.read().split()
    return int(rest[-1]) + 1 if rest else last + 1


@pytest.mark.parametrize("seed", range(SEEDS))
def test_killed_and_resumed_an_evening_is_as_one_that_went_through(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, cut = _made(tmp_path / "whole"), _made(tmp_path / "cut")
    play(whole.folder, seed)
    capsys.readouterr()
    rng, first = Random(seed), 0  # noqa: S311 - to be had again
    while first < PRESSES:
        first = _killed_once(cut.folder, seed, first, rng)
        # what was kept but not yet told: the act bears the moment of its press
        while first < PRESSES and any(act.at_us == at_us(first) for act in cut.acts()):
            first += 1
    one, other = told(whole.acts()), told(cut.acts())
    assert one == other
    later = at_us(PRESSES + 3)
    assert countdown(one, later) == countdown(other, later)
