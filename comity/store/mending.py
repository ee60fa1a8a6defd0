"""A damaged folder of facts in, one that can be used out: what is whole stays, the rest set aside.

A manifest that is missing, damaged or old is taken from its copy. Whole segments that it does not
list, also those set aside before, are taken back; without manifest and copy that is all of them.
The accounts of what was lost are opened, so that the same paths are read again, and a note beside
it says which (``asides``). Nothing is deleted but what is in the book.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from comity.errors import BookDamaged
from comity.store import asides, committing, durable, integrity
from comity.store.asides import Note
from comity.store.manifest import COPY, NAME, PROBLEMS, Manifest, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from comity.store.integrity import Damage
    from comity.store.manifest import Account, Place, Segment
    from comity.store.salvage import Taken


@dataclass(slots=True)
class Mended:
    """What was done."""

    from_copy: bool = False  # whether the manifest was
    anew: bool = False  # whether there was no manifest to be had
    aside: list[Path] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)  # to be imported again
    taken: list[Taken] = field(default_factory=list)  # that no manifest listed, and are in it now


def mend(folder: Path, *, on_file: Callable[[Path], None] = lambda _: None) -> Mended:
    """Make a folder of facts usable; call with the lock held."""
    done = Mended()
    committing.complete(folder)
    now = _latest(folder, done)
    _bring_back(folder, now)
    harms = []
    for path, found in integrity.read_through(folder, now):
        on_file(path)
        harms += [found] if found else []
    if harms:
        now = committing.save(folder, now, _without(folder, now, harms, done))
    _take_back(folder, now, done)
    return done


def _take_back(folder: Path, now: Manifest, done: Mended) -> None:
    """Take back whole folders that no manifest lists; set aside those that are not whole."""
    from comity.store import salvage

    strange = [name for name in integrity.lying(folder) if name not in now.names | now.dropped]
    homes = [*(folder / name for name in strange), *asides.folders(folder)]
    after, done.taken = salvage.take_back(folder, now, homes)
    if done.taken:
        committing.save(folder, replace(now, dropped=after.dropped), after)
        for one in done.taken:
            asides.forget(one.path)
            durable.remove(one.path)
    taken = {one.path for one in done.taken}
    for home in homes:
        if home not in taken:
            _note_strange(folder, home, now, done)


def _note_strange(folder: Path, home: Path, now: Manifest, done: Mended) -> None:
    """Set aside what no manifest lists and cannot be read, with what is known of it."""
    if home.parent == folder:
        home = committing.set_aside(folder, home)
        done.aside.append(home)
    if not asides.is_noted(home):
        held = asides.sources_in(home)
        told = sorted(held) if held is not None else []
        asides.note(home, Note(sources=tuple(told)))
        done.sources = sorted({*done.sources, *told} & set(now.sources))


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
    problems = folder / PROBLEMS
    for path in [*problems.iterdir()] if problems.is_dir() else ():
        if committing.is_ours(path):  # the accounts they belong to are gone
            committing.set_aside(folder, path)
    numbers = [integrity.number_of(name) for name in integrity.lying(folder)]
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
            asides.forget(kept)
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
                kept = committing.set_aside(folder, folder / segment.id)
                done.aside.append(kept)
                asides.note(kept, _note(segment, now, held))
    lost = {one.path.name for one in harms if one.path.parent.name == PROBLEMS}
    accounts = {
        place: _opened(account, told if gone else set(), lost)
        for place, account in now.accounts.items()
    }
    done.sources = sorted(now.sources if told is None else told)
    kept_ = tuple(one for one in now.segments if one.id not in gone)
    return replace(now, segments=kept_, accounts=accounts)


def _note(segment: Segment, now: Manifest, held: AbstractSet[str] | None) -> Note:
    """Return what is known of a damaged segment; held is None where nobody knows by whom."""
    sources = tuple(sorted(now.sources if held is None else held))
    places = tuple((*place, account.imported_us) for place, account in _of(now, set(sources)))
    return Note(segment.rows.get("record", 0), sources, places, segment.digests)


def _of(now: Manifest, sources: AbstractSet[str]) -> Iterator[tuple[Place, Account]]:
    return ((place, one) for place, one in now.accounts.items() if one.source in sources)


def _opened(account: Account, sources: AbstractSet[str] | None, lost: AbstractSet[str]) -> Account:
    """Return an account, to be read again if something of it is lost."""
    of_source = sources is None or account.source in sources
    of_archive = sources is not None and any(place[1] in sources for place in account.inside)
    if account.problem_file in lost:
        return replace(account, fingerprint="", problem_file="", problems=0)
    return replace(account, fingerprint="") if of_source or of_archive else account
