"""Bytes in, files on disk out that survive a crash: written aside, synchronised, then renamed.

Files are private to the user (0600, folders 0700). What the system refuses becomes an error the
user can mend: no space (``DiskFull``), no right to write (``BookReadOnly``).
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from comity.errors import Advice, BookReadOnly, DiskFull, NoRight, option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL = (*map(os.strerror, _NO_SPACE), "database or disk is full")  # in engines' own words
FREE_SOME = "nothing that was stored is lost: free some space and run the same again"
_NO_RIGHT = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """Turn what the system refuses within into ``DiskFull`` or ``BookReadOnly``."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFull(
                f"no space is left for {folder}",
                hint=FREE_SOME,
            ) from error
        if error.errno in _NO_RIGHT:
            raise BookReadOnly(
                f"{folder} cannot be written",
                hint=Advice(
                    "allow yourself to write there, or choose another book with ", option("book")
                ),
            ) from error
        raise


def is_denied(path: Path) -> bool:
    """Tell a file that is there and may not be read."""
    try:
        path.open("rb").close()
    except PermissionError:
        return True
    except OSError:
        pass
    return False


def denied(path: Path) -> NoRight:
    """Return what is said of a file that may not be read: its rights, and no damage."""
    return NoRight(
        f"{path}: permission denied",
        hint="check its rights and its owner, and those of the folders above; nothing is damaged",
    )


def is_full(error: BaseException) -> bool:
    """Tell whether an error, or one behind it, says that no space is left."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in _NO_SPACE:
            return True
        if any(words in str(seen) for words in _FULL):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new private file; it is on disk when the block ends."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(descriptor)


def new_folder(path: Path) -> None:
    """Make a private folder where there is none; close one that others could look into."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_dir():
        path.mkdir(mode=0o700, exist_ok=True)  # another thread may have made it meanwhile
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        with suppress(OSError):  # not ours to close
            path.chmod(0o700)


def move(written: Path, path: Path) -> None:
    """Give a written file or folder its name, in place of what had it, and keep that on disk."""
    written.replace(path)
    sync_folder(path.parent)


def aside(path: Path) -> Path:
    """Return the passing name under which a file or folder is written; it counts for nothing."""
    return path.with_name(f".{path.name}.new")


def is_passing(path: Path) -> bool:
    """Tell what was being written when it was broken off."""
    return path.name.startswith(".") and path.name.endswith(".new")


def replace(path: Path, data: bytes) -> None:
    """Replace a file's content: a reader finds the old or the new, never a part."""
    with new_file(aside(path)) as file:
        file.write(data)
    move(aside(path), path)


def sync_folder(folder: Path) -> None:
    """Keep on disk which names a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; absent is as good."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
