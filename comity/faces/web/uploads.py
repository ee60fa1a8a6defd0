"""Names and bytes a browser sends in, files in the book's own folder out; capped."""

from __future__ import annotations

import os
import shutil
from itertools import chain, count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from comity.errors import BadInput, DiskFull
from comity.faces.plain import plain
from comity.operations.upkeep.storage_info import INCOMING
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

FILE_BYTES_MAX = 20 << 30
FREE_BYTES_MIN = 200 << 20  # left on the disk, for the facts and for everybody else
_FILES_MAX = 50_000
_DEPTH_MAX = 24
_PART_BYTES = 200
_ENDING_CHARS = 12
_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789"),
}


def incoming(book: Path) -> Path:
    """Return the folder of what was dropped and not read yet, made where it is missing."""
    folder = book / INCOMING
    with durable.refusals(book):
        durable.new_folder(book)
        durable.new_folder(folder)
    return folder


def clear(book: Path) -> None:
    """Delete what was dropped."""
    shutil.rmtree(book / INCOMING, ignore_errors=True)


def waiting(book: Path) -> list[Path]:
    """Return what lies there to be read."""
    folder = book / INCOMING
    return sorted(folder.iterdir()) if folder.is_dir() else []


def safe_path(folder: Path, name: str) -> Path:
    """Return where a file of that name lies in a folder: nothing leads out of it, or is there.

    A name that is taken, or below a file, gets a number, as when a folder ``a`` came before a
    file ``a``; so do names that differ in their case alone, where the disk takes them for one.
    """
    cleaned = plain(name).replace("\\", "/").replace(":2,", "!2,").replace(":", "_")
    parts = [part.strip() for part in PurePosixPath(cleaned).parts]
    kept = [_cut(part) for part in parts if part not in {"", ".", "..", "/"}]
    if not kept or len(kept) > _DEPTH_MAX:
        raise BadInput(f"{name[:80]!r} is no name of a file")
    for part in kept[:-1]:
        folder = _untaken(folder / part, by_folders=False)
    return _untaken(folder / kept[-1])


def _cut(part: str) -> str:
    """Return a name as every disk takes it: not too long, the ending kept; no device of old."""
    stem, dot, ending = part.rpartition(".")
    if not stem or len(ending) > _ENDING_CHARS:
        stem, dot, ending = part, "", ""
    room = _PART_BYTES - len(f"{dot}{ending}".encode())
    short = stem.encode()[:room].decode(errors="ignore") + dot + ending
    named = short.rstrip(". ") or "_"
    return f"_{named}" if named.partition(".")[0].upper() in _DEVICES else named


def _untaken(path: Path, *, by_folders: bool = True) -> Path:
    """Return a path that is free, or a folder's where these are no hindrance."""
    numbered = (path.with_name(f"{path.stem} ({n}){path.suffix}") for n in count(2))
    return next(
        one
        for one in chain([path], numbered)
        if not os.path.lexists(one) or (not by_folders and one.is_dir())
    )


async def store(book: Path, name: str, blocks: AsyncIterator[bytes]) -> int:
    """Write what comes to a file of that name; return its size. What is half sent is deleted."""
    folder = incoming(book)
    path = safe_path(folder, name)
    if sum(1 for _ in folder.rglob("*")) >= _FILES_MAX:
        raise BadInput("that is too many files", hint="zip them, and drop the zip")
    with durable.refusals(book):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = 0
    try:
        with durable.refusals(book), durable.new_file(path) as file:
            async for block in blocks:
                size += len(block)
                _check(folder, size)
                file.write(block)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return size


def _check(folder: Path, size: int) -> None:
    if size > FILE_BYTES_MAX:
        raise BadInput("that file is too large", hint="import its folder by its path instead")
    if shutil.disk_usage(folder).free < FREE_BYTES_MIN:
        raise DiskFull("the disk is nearly full", hint="free some space and try again")
