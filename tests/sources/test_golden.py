from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.sources import source
from tests.sources.golden import (
    ALL,
    EXPECTED,
    PRESENT,
    SAMPLES,
    expected,
    identifier,
    load,
    observed,
    samples,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("name", "sample"), ALL, ids=identifier)
def test_a_sample_reads_as_expected(name: str, sample: Path) -> None:
    assert observed(name, sample) == load(sample)


@pytest.mark.parametrize(("name", "sample"), ALL, ids=identifier)
def test_exactly_the_right_source_recognises_a_sample(name: str, sample: Path) -> None:
    assert [other for other in PRESENT if source(other).recognise(sample)] == [name]


@pytest.mark.parametrize("name", PRESENT)
def test_every_source_has_samples(name: str) -> None:
    assert samples(name)


def test_samples_ran() -> None:
    assert ALL


def test_every_expected_file_has_its_sample() -> None:
    here = {expected(sample) for _, sample in ALL}
    assert {p for p in SAMPLES.glob(f"*/*{EXPECTED}") if p.parent.name in PRESENT} == here
