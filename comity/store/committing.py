"""A manifest in, put in force: the one moment at which facts become facts.

What it names was written under passing names. The manifest is written whole beside the one in
force; then all is given its name, the manifest last, and a copy of it is kept. Broken off before
the first renaming, nothing has happened; after it, the next writer completes it. So nothing is
ever deleted but what bears a passing name, and what a manifest in force has dropped: whatever
else is found in the folder came from elsewhere or belongs to a later manifest, and is set aside.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.model import Notice
from comity.store import durable, integrity
from comity.store.manifest import COPY, NAME, PENDING, PROBLEMS, as_bytes, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from comity.store.manifest import Manifest

ASIDE = "aside"


def save(folder: Path, before: Manifest, after: Manifest) -> Manifest:
    """Put a manifest in place of the one before it; return it with its number."""
    left = {name for name in before.dropped if (folder / name).exists()}
    dropped = frozenset(left | before.names) - after.names
    saved = replace(after, counter=before.counter + 1, dropped=dropped, sealed=True)
    with durable.new_file(folder / PENDING) as file:
        file.write(as_bytes(saved))
    durable.sync_folder(folder)
    _put_in_force(folder, saved, saved.names - before.names)
    return saved


def _put_in_force(folder: Path, pending: Manifest, names: Iterable[str]) -> None:
    """Give all that is named its name, then the manifest its own, and keep a copy."""
    for name in names:
        passing = durable.aside(folder / name)
        if passing.exists():
            passing.rename(folder / name)
    for place in {(folder / name).parent for name in names}:
        durable.sync_folder(place)
    durable.move(folder / PENDING, folder / NAME)
    durable.replace(folder / COPY, as_bytes(pending))


def complete(folder: Path) -> None:
    """Complete a commit that was broken off, if all it names is there and as it was written."""
    try:
        now, pending = load(folder), load(folder, PENDING)
    except BookDamaged:  # cut short while it was written, or ``integrity`` tells
        return
    follows = pending and pending.counter == (now.counter if now else 0) + 1
    if pending and follows and not integrity.unfit(folder, pending, passing=True):
        _put_in_force(folder, pending, pending.names)


def tidy(folder: Path, manifest: Manifest, notify: Callable[[str], None] | None = None) -> None:
    """Delete what was broken off or dropped; set aside whatever no manifest tells of.

    The manifest is one in force that ``integrity`` found sound.
    """
    strange = [folder / name for name in (COPY, integrity.SEEN) if (folder / name).is_dir()]
    for place in (folder, folder / PROBLEMS):
        for path in place.iterdir() if place.is_dir() else ():
            if durable.is_passing(path):
                durable.remove(path)
            elif is_ours(path) and path.relative_to(folder).as_posix() not in manifest.names:
                strange.append(path)
    delete_dropped(folder, manifest)
    for path in strange:
        if path.exists():
            kept = set_aside(folder, path)
            if notify:
                notify(Notice(f"{path} belongs to no import known here; it is kept in {kept}"))


def is_ours(path: Path) -> bool:
    """Tell a segment, or a file of problems, by its name."""
    if path.parent.name == PROBLEMS:
        return path.suffix == ".jsonl"
    return integrity.is_segment(path.name)


def delete_dropped(folder: Path, manifest: Manifest) -> None:
    """Delete what the manifest in force has dropped."""
    for name in manifest.dropped - manifest.names:
        durable.remove(folder / name)


def set_aside(folder: Path, path: Path) -> Path:
    """Move a file or folder of the facts to where nobody reads it; return where."""
    place = folder / ASIDE
    durable.new_folder(place)
    kept = place / path.name
    if kept.exists():
        kept = place / f"{path.name}-{secrets.token_hex(2)}"
    path.rename(kept)
    durable.sync_folder(place)
    return kept
