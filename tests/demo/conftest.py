from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.demo.files import write
from comity.demo.truth import truth
from comity.demo.world import make

if TYPE_CHECKING:
    from pathlib import Path

    from comity.demo.files import Written
    from comity.demo.world import World

NOW_US = 1_790_000_000_000_000  # a Monday in September 2026
CONTACTS = 160  # in the demo's book


@pytest.fixture(scope="session")
def world() -> World:
    return make(now_us=NOW_US, contacts=240, years=4, connections=200)


@pytest.fixture(scope="session")
def written(world: World, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(world, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def folder(written: Written) -> Path:
    return written.paths[0].parent


@pytest.fixture(scope="session")
def known(world: World) -> dict[str, Any]:
    return truth(world)
