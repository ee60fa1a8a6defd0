"""``backup``: the whole book in one file, every byte of it found to be what was written."""

from __future__ import annotations

import secrets
import zipfile
from contextlib import ExitStack, contextmanager
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING

from comity.errors import Advice, BadInput, BookReadOnly, DiskFull, NotFound, call
from comity.operations.operation import operation
from comity.operations.upkeep.documents import BackedUp
from comity.schema import FACTS
from comity.store import durable, trouble
from comity.store.accounts import Accounts
from comity.store.digest import new_digest
from comity.store.events import EventFile
from comity.store.integrity import Damage
from comity.store.manifest import NAME, PROBLEMS, as_bytes
from comity.store.surveys import SurveyFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.store.acts import ActFile
    from comity.store.manifest import Manifest

_BLOCK_BYTES = 1 << 20
_FILE, _FOLDER = 0o100600, 0o040700  # private when it is unpacked


@operation("backup", writes=False)
def backup(book: Book, file: Path) -> BackedUp:
    """Copy the whole book into one file, safely.

    Also while Comity runs. Everything is read through first: a damaged book is refused, and what
    is damaged is named. It is a zip: unpacked into an empty folder it is the book again
    (--book FOLDER).
    """
    if file.exists():
        raise BadInput(f"{file} exists already", hint="name another file; nothing is overwritten")
    if not file.absolute().parent.is_dir():
        raise BadInput(f"there is no folder {file.parent}", hint="make it first, or name another")
    if book.is_empty and not book.decisions.active() and not _acts(book):
        raise NotFound(
            "there is nothing in this book yet",
            hint=Advice(call("import"), " or ", call("remember")),
        )
    if error := book.decisions.file.damage():
        raise error
    mark = secrets.token_hex(4)
    part, copy = (file.with_name(f".{file.name}.{mark}.{one}") for one in ("part", "sqlite"))
    try:
        with (
            _held(book) as manifest,
            durable.refusals(file.absolute().parent),
        ):
            book.decisions.backup(copy)
            with (
                durable.new_file(part) as out,
                zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as pack,
            ):
                _pack_facts(pack, book, manifest)
                _pack(pack, copy, "decisions.sqlite")
                _pack_accounts(pack, book, copy)
                _pack_acts(pack, book, copy)
            durable.move(part, file)
    finally:
        for left in (part, copy):
            left.unlink(missing_ok=True)
    return BackedUp(str(file), file.stat().st_size)


@contextmanager
def _held(book: Book) -> Iterator[Manifest]:
    """Hold the facts as they are; where nothing can be written, nobody changes them."""
    with ExitStack() as stack:
        try:
            writer = stack.enter_context(book.facts.writing(on_wait=book.notify))
            manifest = writer.manifest
        except (BookReadOnly, DiskFull):
            manifest = book.facts.manifest()
        yield manifest


def _pack_facts(pack: zipfile.ZipFile, book: Book, manifest: Manifest) -> None:
    """Add the manifest and all it names; bytes that are not those written are refused."""
    folder = book.facts.folder
    home = folder.relative_to(book.folder).as_posix()
    for place in (home, f"{home}/{PROBLEMS}", *(f"{home}/{one.id}" for one in manifest.segments)):
        entry = zipfile.ZipInfo(f"{place}/")
        entry.external_attr = _FOLDER << 16 | 0x10
        pack.writestr(entry, b"")
    for segment in manifest.segments:
        for table in FACTS:
            path = folder / segment.id / f"{table}.parquet"
            digest = _pack(pack, path, path.relative_to(book.folder).as_posix())
            if digest != segment.digests.get(table, digest):
                raise Damage(path, "its bytes are not those that were written").error()
    for name in sorted(one for one in manifest.names if one.startswith(PROBLEMS)):
        _pack(pack, folder / name, f"{home}/{name}")
        if not trouble.is_whole(folder / name):
            raise Damage(folder / name, "its bytes are not those that were written").error()
    if manifest.counter:
        pack.writestr(_entry(f"{home}/{NAME}"), as_bytes(manifest))


def _pack_accounts(pack: zipfile.ZipFile, book: Book, copy: Path) -> None:
    """Add how far accounts were read; their passwords are not in the book."""
    accounts = Accounts(book.folder)
    if accounts.path.exists():
        copy.unlink(missing_ok=True)
        accounts.copy(copy)
        _pack(pack, copy, accounts.path.name)


def _pack_acts(pack: zipfile.ZipFile, book: Book, copy: Path) -> None:
    """Add events and surveys, each as of one moment."""
    for one in _acts(book):
        copy.unlink(missing_ok=True)
        one.copy(copy)
        _pack(pack, copy, one.path.relative_to(book.folder).as_posix())


def _acts(book: Book) -> list[ActFile]:
    """Return the events and surveys of a book."""
    return [*EventFile.every(book.folder), *SurveyFile.every(book.folder)]


def _pack(pack: zipfile.ZipFile, path: Path, name: str) -> str:
    """Add a file; return the digest of what was added."""
    digest, entry = new_digest(), _entry(name)
    entry.file_size = path.stat().st_size
    with path.open("rb") as file, pack.open(entry, "w") as to:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            to.write(block)
    return digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = _FILE << 16
    return entry
