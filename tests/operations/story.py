"""A source for tests: one JSON object a line, with what is to happen there."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

from comity.model import Decided, Participant, Problem, Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

name = "story"


def recognise(path: Path) -> bool:
    if path.name == "spoils-recognition":
        raise ValueError
    return path.suffix == ".story"


def account(path: Path) -> str:
    return path.parent.name


def read(path: Path) -> Iterator[Record | Skipped]:
    for number, said in enumerate(_lines(path)):
        if said.get("do") not in {"decide", "break"}:
            yield _item(said, f"{path.name}, line {number}")


def decided(path: Path) -> Iterator[Decided]:
    for said in _lines(path):
        if said.get("do") == "break":
            raise RuntimeError
        if said.pop("do", "") == "decide":
            yield Decided(**said)  # type: ignore[arg-type]


def _lines(path: Path) -> list[dict[str, str | int]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def _item(said: dict[str, str | int], where: str) -> Record | Skipped:
    match said.pop("do", ""):
        case "raise":
            raise RuntimeError
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "skip":
            return Skipped("draft", where)
        case "spoil":
            return Skipped("unreadable", where, Problem(where, "spoilt", "mend it"))
        case "huge":
            said["at_us"] = 1 << 80
    ref = str(said.pop("ref", where))
    people = (Participant("attendee", "email:me@a.example"), Participant("attendee", "email:b@b.c"))
    return Record("event", ref, where, "calendar", participants=people, **said)  # type: ignore[arg-type]
