"""Samples of each source with what reading them gives, as ``<sample>.expected.json`` beside each.

``samples/<source>/<oddity>.<ext>`` is a file or folder named by its oddity, invented throughout.

    python -m tests.sources.golden generate [SOURCE]

writes the expected files anew, for review; ``test_golden`` compares all of them.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from importlib.util import find_spec
from json import dumps, loads
from pathlib import Path
from typing import Any

from comity.model import Record
from comity.sources import SOURCES, source

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = ".expected.json"
EMPTY: tuple[object, ...] = (None, "", (), [], {})

PRESENT = tuple(name for name in SOURCES if find_spec(f"comity.sources.{SOURCES[name].module}"))


def samples(name: str) -> list[Path]:
    """Return the samples of one source, in order of name."""
    found = (SAMPLES / name).glob("*")
    return sorted(p for p in found if not p.name.endswith(EXPECTED) and p.name[0] != ".")


ALL = [(name, sample) for name in PRESENT for sample in samples(name)]


def identifier(value: object) -> str | None:
    """Name a test after its sample."""
    return value.name if isinstance(value, Path) else None


def expected(sample: Path) -> Path:
    """Return where the expected result of a sample is kept."""
    return sample.with_name(sample.name + EXPECTED)


def plain(value: Any, *, folder: Path) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value as plain JSON: empty fields left out, places relative to the folder."""
    if isinstance(value, dict):
        return {
            key: plain(item, folder=folder)
            if key != "where"
            else item.replace(f"{folder.as_posix()}/", "")
            for key, item in value.items()
            if item not in EMPTY
        }
    if isinstance(value, list | tuple):
        return [plain(item, folder=folder) for item in value]
    return value


def observed(name: str, sample: Path) -> dict[str, list[dict[str, Any]]]:
    """Return what the source gives for the sample, as the expected file would hold it."""
    result: dict[str, list[dict[str, Any]]] = {"records": [], "skipped": []}
    for item in source(name).read(sample):
        side = "records" if isinstance(item, Record) else "skipped"
        result[side].append(plain(asdict(item), folder=sample.parent))
    return result


def load(sample: Path) -> Any:  # noqa: ANN401 - any JSON value
    """Return the expected result of a sample."""
    return loads(expected(sample).read_text("utf-8"))


def generate(names: tuple[str, ...]) -> None:
    """Write the expected file of every sample of the named sources."""
    for name in names:
        for sample in samples(name):
            text = dumps(observed(name, sample), indent=1, ensure_ascii=False)
            expected(sample).write_text(text + "\n", "utf-8")
            sys.stdout.write(f"{expected(sample).relative_to(SAMPLES)}\n")


if __name__ == "__main__":
    if sys.argv[1:2] != ["generate"]:
        sys.exit(__doc__)
    generate(tuple(sys.argv[2:]) or PRESENT)
