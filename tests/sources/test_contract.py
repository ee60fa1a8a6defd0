"""What every source promises, tried on every sample of every source."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any, get_args

import pytest

from comity import model
from comity.model import Record, Skipped
from comity.normalise.identity import as_written
from comity.sources import CHANNELS, SOURCES, source
from tests.sources.golden import ALL, PRESENT, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT_BYTES = 64 * 1024
EARLIEST_US = int(datetime(1, 1, 2, tzinfo=UTC).timestamp() * 1e6)
LATEST_US = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp() * 1e6)
WORDS = {
    "kind": model.RecordKind,
    "interaction": model.InteractionKind,
    "role": model.Role,
    "automatic": model.Automatic,
    "attribute": model.Attribute,
    "reason": model.SkipReason,
}

COMMON = {"log", "mail", "chat", "calendar", "contacts"}  # channels of no source alone

each_sample = pytest.mark.parametrize(("name", "sample"), ALL, ids=identifier)


def read(name: str, path: Path) -> list[Record | Skipped]:
    return list(source(name).read(path))


def records(items: list[Record | Skipped]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


def values(item: object, field: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every (field, leaf) of a record laid out as plain dicts."""
    if isinstance(item, dict):
        for key, value in item.items():
            yield from values(value, key)
    elif isinstance(item, list | tuple):
        for value in item:
            yield from values(value, field)
    else:
        yield field, item


def is_normalised(identity: str) -> bool:
    namespace, _, value = identity.partition(":")
    match namespace:
        case "email" | "x500":
            return str(as_written(value)) == identity
        case "phone":
            number, _, extension = value.partition(";ext=")
            digits = number.removeprefix("+") + extension
            return digits.isdecimal() and 5 <= len(number) <= 17
        case "linkedin":
            return value == value.lower() and value != "" and "/" not in value
        case "handle" | "name":
            scope, _, rest = value.partition("/")
            return scope != "" and scope == scope.lower() and rest == rest.strip() != ""
    return False


def check(items: list[Record | Skipped]) -> None:
    """Assert what holds of anything any source yields."""
    for item in items:
        for field, value in values(asdict(item)):
            assert field not in WORDS or value in get_args(WORDS[field])
            if isinstance(value, str):
                value.encode("utf-8")  # raises on lone surrogates, which no table can hold
            if field == "identity":
                assert is_normalised(value), value
            if field.endswith("_us") and value is not None:
                assert isinstance(value, int)
                assert EARLIEST_US < value < LATEST_US
        if isinstance(item, Skipped):
            assert (item.problem is not None) == (item.reason == "unreadable")
            assert item.where
        else:
            assert item.ref
            assert item.where
            assert item.channel in COMMON | set(CHANNELS)
            assert len(item.text.encode("utf-8")) <= TEXT_BYTES
            if item.at_us is not None and item.end_us is not None:
                assert item.end_us >= item.at_us


def copied(sample: Path, folder: Path) -> Path:
    """Return a copy of the sample, under its own name, in another folder."""
    folder.mkdir(parents=True)
    if sample.is_dir():
        return shutil.copytree(sample, folder / sample.name)
    return shutil.copyfile(sample, folder / sample.name)


def files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def survives(name: str, path: Path, file: Path, *, variants: list[bytes]) -> None:
    """Assert that the source neither raises nor breaks its word where a file is damaged."""
    whole = file.read_bytes()
    for variant in variants:
        file.write_bytes(variant)
        source(name).recognise(path)
        check(read(name, path))
    file.write_bytes(whole)


@pytest.mark.parametrize("name", PRESENT)
def test_a_source_is_called_what_its_module_is_called(name: str) -> None:
    assert source(name).name == name


@each_sample
def test_what_is_read_keeps_to_the_vocabulary(name: str, sample: Path) -> None:
    check(read(name, sample))


@each_sample
def test_a_channel_of_its_own_is_that_of_its_records(name: str, sample: Path) -> None:
    channel = SOURCES[name].channel
    if channel:
        assert {one.channel for one in records(read(name, sample))} <= {channel.name}


@each_sample
def test_an_account_is_never_a_path(name: str, sample: Path) -> None:
    assert str(sample.parent) not in source(name).account(sample)


@each_sample
def test_reading_twice_gives_equal_records(name: str, sample: Path) -> None:
    assert read(name, sample) == read(name, sample)


@each_sample
def test_keys_and_versions_depend_on_content_alone(name: str, sample: Path, tmp_path: Path) -> None:
    moved = records(read(name, copied(sample, tmp_path / "elsewhere")))
    assert [(r.kind, r.ref, r.version) for r in moved] == [
        (r.kind, r.ref, r.version) for r in records(read(name, sample))
    ]


@each_sample
def test_a_file_cut_off_anywhere_is_read_as_far_as_it_goes(
    name: str, sample: Path, tmp_path: Path
) -> None:
    path = copied(sample, tmp_path / "cut")
    for file in files(path):
        whole, random = file.read_bytes(), Random(7)  # noqa: S311 - places, not secrets
        cuts = [0, 1, *(random.randrange(len(whole) + 1) for _ in range(9))]
        survives(name, path, file, variants=[whole[:cut] for cut in cuts])


@each_sample
def test_garbage_is_never_raised_about(name: str, sample: Path, tmp_path: Path) -> None:
    path, random = copied(sample, tmp_path / "garbage"), Random(7)  # noqa: S311 - as above
    for file in files(path):
        whole = file.read_bytes()
        spoiled = bytearray(whole)
        for _ in range(len(whole) // 20):
            spoiled[random.randrange(len(whole))] = random.randrange(256)
        noise = [random.randbytes(40), random.randbytes(4000), bytes(4000), b"\r\n" * 500]
        survives(name, path, file, variants=[*noise, bytes(spoiled), whole * 2])


@each_sample
def test_parts_read_one_by_one_give_what_the_whole_gives(name: str, sample: Path) -> None:
    module = source(name)
    parts = getattr(module, "parts", None)
    if parts is None:
        return
    pieces = [item for part in parts(sample) for item in module.read(sample, part=part)]
    assert pieces == read(name, sample)
