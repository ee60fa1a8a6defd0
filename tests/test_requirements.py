"""What is pinned by hash can be installed by any pip, with the extras that anybody asks for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parent.parent
FILES = ("requirements.txt", "requirements-extras.txt", "requirements-dev.txt")


def pinned(text: str) -> dict[str, Requirement]:
    """Return what a file pins, by name, of two for different Pythons the one for this."""
    lines = re.sub(r"\\\n", " ", text).splitlines()
    written = [line.split(" --hash")[0] for line in lines if line and not line.startswith("#")]
    pins = (Requirement(line) for line in written)
    return {canonicalize_name(pin.name): pin for pin in pins if not pin.marker or holds(pin)}


def holds(requirement: Requirement, extras: frozenset[str] = frozenset()) -> bool:
    """Return whether a requirement is one here, for somebody who asked for some extras."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": one}) for one in ("", *extras))


def asked_for(pins: dict[str, Requirement]) -> Iterator[tuple[str, Requirement]]:
    """Yield (who asks, requirement) of all that pinned distributions installed here ask for."""
    for name, pin in pins.items():
        try:
            asked = [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            continue
        yield from ((name, one) for one in asked if holds(one, frozenset(pin.extras)))


def refused(pins: dict[str, Requirement]) -> list[str]:
    """Return what pip would refuse, since all must be pinned in the words that ask for it."""
    return [
        f"{asker}: {one}"
        for asker, one in asked_for(pins)
        if (pin := pins.get(canonicalize_name(one.name))) is None or not one.extras <= pin.extras
    ]


@pytest.mark.parametrize("file", FILES)
def test_whatever_is_asked_for_is_pinned_with_its_extras(file: str) -> None:
    pins = pinned((TOP / file).read_text("utf-8"))
    assert refused(pins) == []
    assert all(re.fullmatch(r"==[\w.]+", str(pin.specifier)) for pin in pins.values())


def test_an_extra_or_a_package_left_out_is_found() -> None:
    text = (TOP / "requirements-dev.txt").read_text("utf-8")
    assert any("coverage[toml]" in one for one in refused(pinned(text.replace("[toml]", ""))))
    pins = pinned(text)
    del pins["pluggy"]
    assert any(one.startswith("pytest: pluggy") for one in refused(pins))


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_its_hash_and_no_address(file: str) -> None:
    text = (TOP / file).read_text("utf-8")
    blocks = re.split(r"\n(?=\w)", re.sub(r"(?m)^#.*\n", "", text).strip())
    assert all(" --hash=sha256:" in block for block in blocks)
    assert "://" not in text


def test_what_the_project_asks_for_itself_is_pinned() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    base = [*project["project"]["dependencies"], *extras["assistant"]]
    wanted = {
        "requirements.txt": base,
        "requirements-extras.txt": [*base, *extras["firm"], *extras["science"]],
        "requirements-dev.txt": [*base, *project["dependency-groups"]["dev"]],
    }
    for file, lines in wanted.items():
        pins = pinned((TOP / file).read_text("utf-8"))
        for one in map(Requirement, lines):
            pin = pins[canonicalize_name(one.name)]
            assert one.specifier.contains(str(pin.specifier).removeprefix("==")), (file, one)
            assert one.extras <= pin.extras
