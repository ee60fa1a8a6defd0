"""Files made to break a reader: what they hold is read, in time in proportion to their size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from comity.model import Record
from comity.sources import source
from tests.cases.books import CASES
from tests.growth import is_linear

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Skipped

FILES = sorted((CASES / "breaking").iterdir())
RECORDS = {".csv": 3, ".eml": 1, ".ics": 5}
SMALL, LARGE = 10_000, 40_000
each = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


def read(file: Path) -> list[Record | Skipped]:
    return list(source(file.name.split("-")[1]).read(file))


def stretched(data: bytes, length: int) -> bytes:
    """Return the data with its longest run of one byte so long, white space beside it as it is."""
    run = max(re.finditer(rb"(.)\1*", data, re.DOTALL), key=lambda found: len(found[0]))
    return data[: run.start()] + run[1] * length + data[run.end() :]


@each
def test_every_record_is_read(file: Path) -> None:
    items = read(file)
    assert all(isinstance(item, Record) for item in items)
    assert len(items) == RECORDS[file.suffix] * ("-cc948f-" not in file.name)  # it has no event


@each
def test_what_is_told_of_the_rest_is_what_a_plain_file_says(file: Path, tmp_path: Path) -> None:
    """The record that drags on changes no other."""
    short = tmp_path / file.name
    short.write_bytes(stretched(file.read_bytes(), 2))
    assert len(read(short)) == len(read(file))


@each
def test_it_takes_time_in_proportion(file: Path, tmp_path: Path) -> None:
    data, made = file.read_bytes(), tmp_path / file.name

    def work(length: int) -> None:
        made.write_bytes(stretched(data, length))
        read(made)

    assert is_linear(work, SMALL, LARGE)
