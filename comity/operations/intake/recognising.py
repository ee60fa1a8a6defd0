"""A path in, what there is to read in it out: which source reads which files, and what none does.

Links inside a folder are not followed: what they lead to is in the folder anyway, or none of it;
one that leads out of it, or nowhere, is told as skipped, and so are pipes and devices. A file that
no source recognises is one record, skipped; but not the small files that programs leave beside
mail, nor hidden ones.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comity import sources
from comity.model import Problem, Skipped
from comity.operations.intake.appearance import looks_like
from comity.operations.intake.archives import is_archive
from comity.sources.guarded import failed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.operations.intake.appearance import Looks
    from comity.sources import Container, Found, Source
    from comity.store.manifest import Place

_DEPTH_MAX = 64
_OF_PROGRAMS = frozenset(
    "thumbs.db desktop.ini maildirsize maildirfolder subscriptions dovecot-uidlist "
    "dovecot.index dovecot.index.log dovecot.index.cache dovecot-keywords "
    "table_of_contents info.plist".split()
)
_INDEXES = (".msf", ".lock", ".emlxpart", ".metadata.json", "-wal", "-shm")


@dataclass(slots=True)
class Unit:
    """Files that are read, and accounted for, together: one, a folder, or many small ones."""

    path: str  # under which its account is kept
    source: str
    reader: str
    found: list[Found] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """What its account is kept under."""
        return self.path, self.source, self.reader


@dataclass(slots=True)
class Survey:
    """What there is in a path."""

    units: dict[Place, Unit] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    unknown: list[tuple[Looks, str]] = field(default_factory=list)  # and what it is shown as
    archives: list[tuple[Path, str]] = field(default_factory=list)  # and what each is shown as


def survey(path: Path, shown: str, *, unpack: bool = True) -> Survey:
    """Look at a file or folder, which the user knows as ``shown``."""
    out = Survey()
    folders = [(path, shown, 0)]
    while folders:
        at, name, depth = folders.pop()
        try:
            if not at.is_dir():
                _file(at, name, out, within=_within(name, shown), unpack=unpack)
            elif _folder(at, name, out, _within(name, shown)):
                continue
            elif depth >= _DEPTH_MAX:
                out.skipped += _too_deep(at, name)
            else:
                children = _children(at)
                out.skipped += _links(children, name, path)
                inner = [one for one in children if not one.is_symlink()]
                folders += [(one, f"{name}/{one.name}", depth + 1) for one in inner]
        except OSError as error:
            problem = Problem(name, f"it cannot be opened ({error.strerror})", "check its rights")
            out.skipped.append(Skipped("unreadable", name, problem))
    out.skipped += _told(out.unknown)
    return out


def _within(name: str, shown: str) -> str:
    """Return a path from the name of what was given on."""
    return name[len(os.path.dirname(shown)) :].lstrip("/")  # noqa: PTH120 - a name, not a path on this disk


def _children(folder: Path) -> list[Path]:
    """Return what a folder holds, last name first, since the last is looked at next."""
    return sorted(folder.iterdir(), reverse=True)


def _too_deep(folder: Path, shown: str) -> Iterator[Skipped]:
    """Tell of what lies deeper than folders are looked into."""
    if next(folder.iterdir(), None):
        what = f"it lies more than {_DEPTH_MAX} folders deep, and was not looked into"
        yield Skipped("unreadable", shown, Problem(shown, what, "import that folder by itself"))


def _links(children: list[Path], shown: str, given: Path) -> Iterator[Skipped]:
    """Tell of links to what is not read in its own place: out of what was given, or nowhere."""
    top = given.resolve()
    for link in children:
        if not link.is_symlink() or _is_of_a_program(link.name, f"{shown}/{link.name}"):
            continue
        try:
            to = link.resolve(strict=True)
        except (OSError, RuntimeError):  # nothing there, or a round
            what, advice = "it is a link that leads nowhere", "import what it should lead to"
        else:
            if to.is_relative_to(top):
                continue
            what, advice = "it is a link to another place", f"import {to} if it is yours"
        place = f"{shown}/{link.name}"
        yield Skipped("not used", place, Problem(place, what, advice))


def _folder(folder: Path, shown: str, out: Survey, within: str) -> bool:
    """Take a folder that a container or source recognises as a whole."""
    for name in sources.CONTAINERS:
        module = sources.container(name)
        if _says(module, folder):
            try:
                for found in module.unfold(folder):
                    listed = sources.SOURCES.get(found.reader)
                    alone = listed is None or not listed.is_of_many
                    _take(found, _inner(found.path, folder, shown), out, alone=alone)
            except OSError:
                raise
            except Exception as error:  # noqa: BLE001 - as in `_says`
                out.skipped.append(failed(shown, error))
            return True
    found_ = _recognised(folder, within)
    if found_:
        _take(found_, shown, out, alone=True)
    return found_ is not None


def _inner(path: Path, folder: Path, shown: str) -> str:
    """Return what the user knows a path as; a profile's mail may have been moved out of it."""
    inside = path.is_relative_to(folder)
    return f"{shown}/{path.relative_to(folder)}" if inside else str(path)


def _file(file: Path, shown: str, out: Survey, *, within: str, unpack: bool) -> None:
    if not file.is_file():  # a pipe or device would hold the reader for ever
        if not _is_of_a_program(file.name, shown):
            what = "it is a pipe, a socket or a device" if file.exists() else "it is gone"
            problem = Problem(shown, what, "copy what comes out of it into a file and import that")
            out.skipped.append(Skipped("unreadable", shown, problem))
        return
    if unpack and is_archive(file):
        out.archives.append((file, shown))
        return
    found = _recognised(file, within)
    if found:
        module = sources.source(found.reader)
        _take(found, shown, out, alone=hasattr(module, "parts"))
    elif not _is_of_a_program(file.name, shown):
        out.unknown.append((looks_like(file), shown))


def _told(unknown: list[tuple[Looks, str]]) -> Iterator[Skipped]:
    """Yield what was not recognised; of many alike in one folder the first speaks for all."""
    alike: dict[tuple[Looks, str], list[str]] = {}
    for looks, shown in unknown:
        alike.setdefault((looks, shown.rpartition("/")[0]), []).append(shown)
    for (looks, _), places in alike.items():
        others = f", and {len(places) - 1:,} more beside it" if len(places) > 1 else ""
        problem = Problem(places[0], f"{looks.what}{others}", looks.advice)
        yield Skipped("not recognised", places[0], problem)
        yield from (Skipped("not recognised", place) for place in places[1:])


def _recognised(path: Path, within: str) -> Found | None:
    for name in sources.SOURCES:
        module = sources.source(name)
        if _says(module, path):
            use_ = getattr(module, "use", None)
            use = use_(path, within) if use_ else None
            return sources.Found(path, name, module.name, _account(module, path), use=use)
    return None


def _account(module: Source, path: Path) -> str:
    try:
        return module.account(path)
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - as in `_says`: reading it will say what is wrong
        return path.stem


def _says(module: Source | Container, path: Path) -> bool:
    """Ask a module whether a path is its own; one that fails at a stranger's file says no."""
    try:
        return module.recognise(path)
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - the one place that owns a source's failure
        return False


def _take(found: Found, shown: str, out: Survey, *, alone: bool) -> None:
    """Put what was found into a unit of its own, or into that of its folder."""
    if found.skip:
        if found.skip == "not recognised":
            out.unknown.append((looks_like(found.path), shown))
        else:
            out.skipped.append(Skipped(found.skip, shown))
        return
    path = shown if alone else os.path.dirname(shown)  # noqa: PTH120 - a name, not a path on this disk
    unit = Unit(path, found.source, found.reader)
    out.units.setdefault(unit.place, unit).found.append(found)


def _is_of_a_program(name: str, shown: str) -> bool:
    hidden = any(part.startswith(".") for part in shown.split("/"))
    return hidden or name.lower() in _OF_PROGRAMS or name.lower().endswith(_INDEXES)
