"""Paths of mail in, its records out: any source of ours, packed or not, into no book at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.model import Problem, Record
from comity.operations.intake.archives import unpacked
from comity.operations.intake.recognising import survey
from comity.sources import source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.operations.intake.recognising import Survey


def records(paths: Sequence[Path]) -> Iterator[Record]:
    """Yield the records of files and folders; a path without any is wrong usage."""
    for path in paths:
        if not path.exists():
            raise BadInput(f"there is no {path}", hint="check the path")
        with tempfile.TemporaryDirectory(prefix="comity-evaluate-") as place:
            empty = True
            for one in _read(survey(path, str(path)), Path(place)):
                empty = False
                yield one
        if empty:
            raise BadInput(
                f"there is no mail in {path}", hint="give an mbox, a Maildir, .eml files"
            )


def _read(found: Survey, place: Path) -> Iterator[Record]:
    for unit in found.units.values():
        for each in unit.found:
            for item in source(unit.reader).read(each.path):
                if isinstance(item, Record):
                    yield item
    for archive, shown in found.archives:
        made = unpacked(archive, into=place)
        if isinstance(made, Problem):
            raise BadInput(f"{shown}: {made.what}", hint=made.advice)
        yield from _read(survey(made, shown, unpack=False), place)
