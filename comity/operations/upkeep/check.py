"""``check``: whether the book is what was written, and what brings back what is not."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING

from comity import build
from comity.errors import Advice, BookDamaged, NotFound, call
from comity.operations.operation import operation
from comity.operations.upkeep.documents import (
    Checked,
    CheckMended,
    DamagedFile,
    DecisionsSaved,
    FolderTakenBack,
    ToImport,
)
from comity.operations.upkeep.earlier import tell_of_earlier
from comity.operations.upkeep.set_aside import set_aside
from comity.store import asides, integrity, locking
from comity.store.accounts import Accounts
from comity.store.manifest import COPY, NAME, Manifest, load
from comity.store.mending import Mended, mend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.operations.upkeep.documents import SetAside

_BY_MENDING = Advice(call("check mend"), ", or a backup unpacked into an empty folder")
_TO_BEGIN = Advice(call("import"), " or ", call("demo"))
_BY_ITSELF = "made anew by itself at the next look"


@operation("check")
def check(book: Book) -> Checked:
    """Read the whole book through, and name whatever is damaged.

    Every file of facts is held against the digest kept of it, the decisions against their
    checksums, the derived tables against what was made. For what is damaged it says what brings
    it back: importing a source again, a backup, or nothing at all. Nothing is changed, but that
    damaged derived tables are made anew at the next look. It exits with 1 if anything is damaged.

    With a FILE, or with --to PERSON, it reads a draft to somebody instead, as a good editor would
    who knows the two of you: comity check --to PERSON --help tells how.
    """
    if not book.folder.is_dir():
        raise NotFound(f"there is no book in {book.folder}", hint=_TO_BEGIN)
    read = _Read(book.notify)
    book.look_as_of_now()  # damaged tables tell no moment
    damaged = (
        *_of_facts(book.facts.folder, read),
        *_of_decisions(book),
        *_of_accounts(book),
        *_of_derived(book),
    )
    if not damaged:
        tell_of_earlier(book)
    return Checked(
        whole=not damaged,
        files=read.files,
        bytes=read.bytes_,
        damaged=damaged,
        aside=_aside(book),
        aside_of_no_use=tuple(map(str, asides.others(book.facts.folder))),
    )


@operation("check mend", writes=True)
def check_mend(book: Book) -> CheckMended:
    """Make a damaged book usable again, as far as it goes.

    What is whole stays, and whole folders of facts that no list names are taken back. What is
    damaged is set aside, not deleted; `check`, `audit` and `sources` name what it held and the
    paths to import again, until that was done. A list of facts that is missing or old is taken
    from its copy; without one it is made anew of the folders.
    """
    if not book.folder.is_dir():
        raise NotFound(f"there is no book in {book.folder}", hint=_TO_BEGIN)
    read, done = _Read(book.notify), Mended()
    if book.facts.folder.is_dir():
        with locking.locked(book.facts.folder / "writer.lock", on_wait=book.notify):
            done = mend(book.facts.folder, on_file=read.note)
    decided = book.decisions.mend()
    build.spoilt(book.folder / "derived")
    book.refresh()
    return CheckMended(
        list_from_copy=done.from_copy,
        begun_anew=done.anew,
        taken_back=tuple(
            FolderTakenBack(one.path.name, one.records, one.sources) for one in done.taken
        ),
        aside=tuple(sorted(map(str, done.aside))),
        waiting=set_aside(book),
        decisions=DecisionsSaved(**asdict(decided)) if decided else None,
        sources_to_import=tuple(
            ToImport(one.source, one.paths)
            for one in book.facts.sources()
            if one.source in done.sources
        ),
    )


def _aside(book: Book) -> tuple[SetAside, ...]:
    try:
        return set_aside(book)
    except BookDamaged:  # once mended, it is told
        return ()


class _Read:
    """How much was read, told now and then."""

    def __init__(self, notify: Callable[[str], None] | None) -> None:
        self.files = self.bytes_ = 0
        self._notify = notify

    def note(self, path: Path) -> None:
        """Count a file."""
        self.files += 1
        self.bytes_ += path.stat().st_size if path.is_file() else 0
        if self._notify:
            self._notify(f"{self.files:,} files read, {self.bytes_ >> 20:,} MB")


def _of_facts(folder: Path, read: _Read) -> Iterator[DamagedFile]:
    try:
        now = load(folder)
    except BookDamaged:
        yield _damage(folder / NAME, "it cannot be read", _BY_MENDING)
        return
    if found := integrity.of_manifest(folder, now, integrity.lying(folder)):
        yield _damage(found.path, found.what, _BY_MENDING)
        return
    for path, harm in integrity.read_through(folder, now or Manifest()):
        read.note(path)
        if harm:
            yield _damage(path, harm.what, _remedy(folder, now or Manifest(), harm.segment))
    if now and now.sealed and (folder / COPY).exists() and not _is_whole_copy(folder):
        yield _damage(folder / COPY, "it cannot be read", "written anew by the next import")


def _is_whole_copy(folder: Path) -> bool:
    try:
        return load(folder, COPY) is not None
    except BookDamaged:
        return False


def _remedy(folder: Path, now: Manifest, damaged: str) -> str:
    """Return what brings a file back: the sources to be imported again, else a backup."""
    segment = next((one for one in now.segments if one.id == damaged), None)
    held = integrity.sources_of(folder, segment) if segment else set()
    sources = ", ".join(sorted(held if held is not None else now.sources))
    again = f", then import again {sources}" if sources else ""
    return Advice(call("check mend"), f"{again}; or a backup unpacked into an empty folder")


def _of_decisions(book: Book) -> Iterator[DamagedFile]:
    if error := book.decisions.file.damage():
        yield _damage(book.folder / "decisions.sqlite", error.what, error.hint)


def _of_accounts(book: Book) -> Iterator[DamagedFile]:
    accounts = Accounts(book.folder)
    if error := accounts.damage():
        yield _damage(accounts.path, error.what, error.hint)


def _of_derived(book: Book) -> Iterator[DamagedFile]:
    root = book.folder / "derived"
    if os.path.lexists(root) and not root.is_dir():
        yield _damage(root, "it is not a folder", _BY_ITSELF)
        return
    for path in build.spoilt(root):
        yield _damage(path, "it is not what was made", _BY_ITSELF)
    if not book.search.is_sound():
        yield _damage(root / "search.sqlite", "it cannot be read", _BY_ITSELF)


def _damage(path: Path, what: str, remedy: str) -> DamagedFile:
    return DamagedFile(str(path), what, remedy)
