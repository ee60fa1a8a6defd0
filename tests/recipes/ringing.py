"""A log of an invented messenger in, one record a message out: ``2025-05-30 Ada Hart: Ahoy.``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from comity.model import Participant, Record
from comity.normalise.name import name_identity
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Skipped

name = "ringing"


def recognise(path: Path) -> bool:
    """Tell such a log by its suffix."""
    return path.suffix == ".ring" and path.is_file()


def account(path: Path) -> str:
    """Return the log's name."""
    return path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record a line."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            where = f"{path.name}, line {number}"
            yield guarded(where, _record, line.strip(), where)


def _record(line: str, where: str) -> Record:
    day, _, rest = line.partition(" ")
    who, _, text = rest.partition(": ")
    return Record(
        kind="chat",
        ref=line,
        where=where,
        channel=name,
        interaction="message",
        at_us=round(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) * 1_000_000,
        participants=(Participant("from", name_identity(name, who), who),),
        text=text,
        conversation=who,
    )
