"""An archive in, a private folder or file with what was in it out; or one Problem.

Read: zip, tar, and gzip or xz of a tar or of one file. An archive is a stranger's: its names may
lead out of the folder, its sizes may lie, it may unpack to more than the disk holds. So all is
streamed and counted as it is written, and nothing but plain files and folders is made: links
and devices carry no data of their own and are left out. Archives inside are unpacked too, and
those inside them are not. What is made bears the archive's own name, so that a place in it reads
as the archive and the member.
"""

from __future__ import annotations

import gzip
import lzma
import re
import shutil
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from comity.model import Problem

if TYPE_CHECKING:
    from types import ModuleType

_CHUNK_BYTES = 1 << 20
_DISK_CHECK_BYTES = 64 << 20
_HEAD_BYTES = 512
_NESTED_FOLDERS = 64
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_STREAMS: dict[bytes, ModuleType] = {b"\x1f\x8b\x08": gzip, b"\xfd7zXZ\x00": lzma}
# Zips that are documents or programs: by suffix, or by what such programs write first.
_DOCUMENT_SUFFIXES = frozenset(
    ".docx .docm .xlsx .xlsm .xlsb .pptx .numbers .pages .key .olm .odt .ods .odp .odg .epub "
    ".jar .apk .xpi .kmz .whl".split()
)
_DOCUMENT = re.compile(rb"\[Content_Types\]|_rels/|docProps/|mimetype|META-INF/|AndroidManifest")
_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a method of compression that zipfile does not know
    ValueError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold."""

    total_bytes: int = 500 << 30
    ratio: int = 250  # unpacked to packed; mail packs 3 to 30 times
    ratio_from_bytes: int = 256 << 20  # any ratio passes below this
    members: int = 3_000_000
    directory_bytes: int = 512 << 20  # a zip's list of members, which is held in memory
    free_bytes: int = 1 << 30  # left free on the disk


class _Refused(Exception):
    """Why an archive is not unpacked: what is wrong, what to do, and with which member."""

    def __init__(self, what: str, advice: str, *, member: str = "") -> None:
        super().__init__(what)
        self.what, self.advice, self.member = what, advice, member


@dataclass(slots=True)
class _Budget:
    """What has been written of all that may be, inner archives included."""

    limits: Limits
    place: Path
    packed_bytes: int
    written_bytes: int = 0
    checked_bytes: int = 0
    members: int = 0

    def promise(self, size_bytes: int) -> None:
        """Refuse before writing what an archive says of itself, or what the disk cannot hold."""
        self._cap(self.written_bytes + size_bytes)
        if shutil.disk_usage(self.place).free - size_bytes < self.limits.free_bytes:
            raise _Refused(
                "there is not enough free disk space to unpack it",
                "free some space, or unpack it on another disk and import the folder",
            )

    def spend(self, size_bytes: int) -> None:
        """Count what is about to be written."""
        self.written_bytes += size_bytes
        self._cap(self.written_bytes)
        if self.written_bytes - self.checked_bytes >= _DISK_CHECK_BYTES:
            self.checked_bytes = self.written_bytes
            self.promise(0)

    def enter(self) -> None:
        """Count one more member."""
        self.members += 1
        if self.members > self.limits.members:
            raise _bomb(f"it holds more than {self.limits.members:,} files")

    def _cap(self, size_bytes: int) -> None:
        if size_bytes > self.limits.total_bytes:
            raise _bomb(f"it unpacks to more than {self.limits.total_bytes:,} bytes")
        allowed_bytes = max(self.limits.ratio_from_bytes, self.packed_bytes * self.limits.ratio)
        if size_bytes > allowed_bytes:
            raise _bomb(f"it unpacks to more than {self.limits.ratio} times its size")


def is_archive(path: Path) -> bool:
    """Whether the first bytes are an archive's, and not those of a document that is a zip."""
    try:
        head = _head(path)
    except OSError:
        return False
    if head.startswith(_ZIP):
        return path.suffix.lower() not in _DOCUMENT_SUFFIXES and not _DOCUMENT.match(head[30:])
    return _is_tar(head) or head.startswith(tuple(_STREAMS))


def unpacked(path: Path, *, into: Path, limits: Limits | None = None) -> Path | Problem:
    """Unpack an archive below the private folder `into`; return the folder or file made."""
    place = Path(tempfile.mkdtemp(dir=into))
    try:
        budget = _Budget(limits or Limits(), place, path.stat().st_size)
        budget.promise(budget.packed_bytes)
        made = _unpack(path, place, budget)
        if made.is_dir():
            _unpack_inner(made, budget)
    except (_Refused, RuntimeError, *_DAMAGE) as error:
        shutil.rmtree(place, ignore_errors=True)
        return _problem(path, error)
    return made


def _unpack(path: Path, place: Path, budget: _Budget) -> Path:
    """Unpack one archive into `place`, under its own name."""
    head = _head(path)
    if head.startswith(_ZIP):
        return _unpack_zip(path, place / path.name, budget)
    if _is_tar(head):
        with path.open("rb") as file:
            return _unpack_tar(file, place / path.name, budget)
    for magic, packing in _STREAMS.items():
        if head.startswith(magic):
            with packing.open(path) as stream:
                if _is_tar(stream.read(_HEAD_BYTES)):
                    stream.seek(0)
                    return _unpack_tar(stream, place / path.name, budget)
                stream.seek(0)
                bare = path.stem if path.suffix.lower() in {".gz", ".xz"} else path.name
                return _write(stream, place / bare, budget)
    raise _Refused("it is not an archive", "check the file")


def _unpack_zip(path: Path, target: Path, budget: _Budget) -> Path:
    if _directory_bytes(path) > budget.limits.directory_bytes:
        raise _bomb("its list of files is too long")
    target.mkdir()
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        budget.promise(sum(member.file_size for member in members))
        for member in members:
            budget.enter()
            kind = stat.S_IFMT(member.external_attr >> 16)
            place = _inside(target, member.filename)
            if member.is_dir():
                place.mkdir(parents=True, exist_ok=True)
            elif kind in {0, stat.S_IFREG} and place != target:
                with archive.open(member) as data:
                    _write(data, place, budget)
    return target


def _unpack_tar(stream: IO[bytes], target: Path, budget: _Budget) -> Path:
    target.mkdir()
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        while (member := archive.next()) is not None:
            # Else every header read so far is kept in memory.
            archive.members.clear()  # type: ignore[attr-defined]
            budget.enter()
            place = _inside(target, member.name)
            data = archive.extractfile(member) if member.isreg() else None
            if member.isdir():
                place.mkdir(parents=True, exist_ok=True)
            elif data is not None and place != target:
                _write(data, place, budget)
    return target


def _unpack_inner(folder: Path, budget: _Budget) -> None:
    """Put what is in the archives below `folder` in their place; leave those that fail."""
    for path in [path for path in folder.rglob("*") if path.is_file() and is_archive(path)]:
        place = Path(tempfile.mkdtemp(dir=path.parent))
        with suppress(RuntimeError, *_DAMAGE):
            made = _unpack(path, place, budget)
            path.unlink()
            made.rename(_free(path.with_name(made.name), budget))
        shutil.rmtree(place, ignore_errors=True)


def _write(data: IO[bytes], path: Path, budget: _Budget) -> Path:
    """Write a stream to a new file, counting; return where it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = _free(path, budget)
    with path.open("xb") as file:
        while chunk := data.read(_CHUNK_BYTES):
            budget.spend(len(chunk))
            file.write(chunk)
    return path


def _free(path: Path, budget: _Budget) -> Path:
    """Return the path, or one beside it where another member has that name already."""
    if not path.exists():
        return path
    return path.with_name(f"{path.stem} ({budget.members}, {budget.written_bytes}){path.suffix}")


def _inside(target: Path, name: str) -> Path:
    """Return where a member goes; refuse a name that leads out of the folder."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", "."}]
    leads_out = name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[/\\]", name) or ".." in parts
    if leads_out or len(parts) > _NESTED_FOLDERS:
        raise _Refused(
            "a name in it leads out of its folder",
            "do not trust it; if you do, unpack it yourself and import the folder",
            member=name[:200],
        )
    return target.joinpath(*(re.sub(r"[\x00-\x1f]", "_", part) for part in parts))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _directory_bytes(path: Path) -> int:
    """Return the size of a zip's central directory as its end says (APPNOTE 4.3.14, 4.3.16)."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - (1 << 16) - 128, 0))
        tail = file.read()
    at, at_64 = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    if at_64 >= 0:
        return int(struct.unpack_from("<Q", tail, at_64 + 40)[0])
    return int(struct.unpack_from("<I", tail, at + 12)[0]) if at >= 0 else 0


def _bomb(what: str) -> _Refused:
    return _Refused(what, "unpack it yourself if you trust it, and import the folder")


def _problem(path: Path, error: Exception) -> Problem:
    if isinstance(error, _Refused):
        where = f"{path}, {error.member}" if error.member else str(path)
        return Problem(where, error.what, error.advice)
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        advice = "unpack it with your password and import the folder"
        return Problem(str(path), "it is locked with a password", advice)
    if isinstance(error, OSError) and error.strerror:
        return Problem(str(path), f"it cannot be unpacked: {error.strerror}", "check the disk")
    advice = "fetch it again, or unpack it with another program and import the folder"
    return Problem(str(path), "it is damaged or incomplete", advice)
