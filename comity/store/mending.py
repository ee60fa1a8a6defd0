"""A damaged folder of facts in, one that can be used out: what is whole stays, the rest set aside.

Nothing is deleted. A manifest that is missing, damaged or old is taken from its copy; without
either all facts are set aside, and importing again brings them back. The accounts of what was
lost are opened, so that the same paths are read again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.store import committing, durable, integrity
from comity.store.manifest import COPY, NAME, PROBLEMS, Manifest, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from comity.store.integrity import Damage
    from comity.store.manifest import Account


@dataclass(slots=True)
class Mended:
    """What was done."""

    from_copy: bool = False  # whether the manifest was
    anew: bool = False  # whether there was no manifest to be had
    aside: list[Path] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)  # to be imported again


def mend(folder: Path, *, on_file: Callable[[Path], None] = lambda _: None) -> Mended:
    """Make a folder of facts usable; call with the lock held."""
    done = Mended()
    committing.complete(folder)
    now = _latest(folder, done)
    for name in integrity.lying(folder):
        if name not in now.names | now.dropped:
            done.aside.append(committing.set_aside(folder, folder / name))
    _bring_back(folder, now)
    harms = []
    for path, found in integrity.read_through(folder, now):
        on_file(path)
        harms += [found] if found else []
    if harms:
        after = _without(folder, now, harms, done)
        committing.save(folder, now, after)
    return done


def _latest(folder: Path, done: Mended) -> Manifest:
    """Return the latest manifest that is whole, put in force; a new one where there is none."""
    now, copy = _whole(folder, NAME), _whole(folder, COPY)
    if now and (not copy or copy.counter <= now.counter):
        return now
    if not now and not copy and not (os.path.lexists(folder / NAME) or integrity.lying(folder)):
        return Manifest()
    if os.path.lexists(folder / NAME):
        done.aside.append(committing.set_aside(folder, folder / NAME))
    if copy:
        done.from_copy = True
        durable.replace(folder / NAME, (folder / COPY).read_bytes())
        return copy
    done.anew = True
    numbers = [integrity.number_of(name) for name in integrity.lying(folder)]
    for name in integrity.lying(folder):
        done.aside.append(committing.set_aside(folder, folder / name))
    return committing.save(folder, before := Manifest(counter=max(numbers, default=0)), before)


def _whole(folder: Path, name: str) -> Manifest | None:
    try:
        return load(folder, name)
    except BookDamaged:
        return None


def _bring_back(folder: Path, now: Manifest) -> None:
    """Put segments back in their place that were set aside while the manifest was an older one."""
    for segment in now.segments:
        kept, place = folder / committing.ASIDE / segment.id, folder / segment.id
        alone = Manifest(segments=(segment,))
        if kept.is_dir() and not place.exists() and not integrity.unfit(kept.parent, alone):
            kept.rename(place)


def _without(folder: Path, now: Manifest, harms: list[Damage], done: Mended) -> Manifest:
    """Return the manifest without what is damaged, which is set aside."""
    gone = {one.segment for one in harms if one.segment}
    told: set[str] | None = set()
    for segment in now.segments:
        if segment.id in gone:
            held = integrity.sources_of(folder, segment)
            told = told | held if told is not None and held is not None else None
            if (folder / segment.id).exists():
                done.aside.append(committing.set_aside(folder, folder / segment.id))
    lost = {one.path.name for one in harms if one.path.parent.name == PROBLEMS}
    accounts = {
        place: _opened(account, told if gone else set(), lost)
        for place, account in now.accounts.items()
    }
    done.sources = sorted(now.sources if told is None else told)
    kept = tuple(one for one in now.segments if one.id not in gone)
    return replace(now, segments=kept, accounts=accounts)


def _opened(account: Account, sources: AbstractSet[str] | None, lost: AbstractSet[str]) -> Account:
    """Return an account, to be read again if something of it is lost."""
    of_source = sources is None or account.source in sources
    of_archive = sources is not None and any(place[1] in sources for place in account.inside)
    if account.problem_file in lost:
        return replace(account, fingerprint="", problem_file="", problems=0)
    return replace(account, fingerprint="") if of_source or of_archive else account
