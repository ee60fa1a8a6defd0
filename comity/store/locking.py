"""A folder in, the right to write to it out: one writer at a time, readers never wait.

The lock is the system's (flock), so it ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import Advice, BookBusy, BookDamaged, call
from comity.store.durable import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_POLL_S = 0.1
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud service",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
}
_NETWORK = ("nfs", "cifs", "smb", "fuse.sshfs", "fuse.rclone", "davfs", "9p", "afs", "ceph")


@contextmanager
def locked(
    path: Path,
    *,
    on_wait: Callable[[str], None] | None = None,
    timeout_s: float | None = None,
) -> Iterator[None]:
    """Hold the lock file; wait for another holder, saying once for whom, at most so long."""
    if path.is_dir():
        raise BookDamaged(path, "a folder", hint="move it away: a file belongs there")
    with refusals(path.parent):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait(descriptor, on_wait=on_wait, timeout_s=timeout_s)
        with suppress(OSError):  # a full disk: who waits is then not told for whom
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _wait(
    descriptor: int, *, on_wait: Callable[[str], None] | None, timeout_s: float | None
) -> None:
    until = None if timeout_s is None else time.monotonic() + timeout_s
    told = False
    while not _try_lock(descriptor):
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        if until is not None and time.monotonic() >= until:
            raise BookBusy(
                f"process {holder} is writing to this book",
                hint="wait until it is done, then run the same again",
            )
        if on_wait and not told:
            on_wait(f"waiting for process {holder}, which is writing to this book")
            told = True
        time.sleep(_POLL_S)


def _try_lock(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def synced_folder(path: Path) -> str:
    """Return a warning when another program or machine may write to the folder too, else ""."""
    where = path.resolve()
    for part in where.parts:
        for word, service in _SYNCED.items():
            if part.lower() == word or part.lower().startswith((f"{word} ", f"{word}-")):
                return Advice(
                    f"{where} is synchronised by {service}: a book may be damaged when two "
                    "machines write to it; keep it elsewhere and use `",
                    call("backup"),
                    "`",
                )
    kind = _file_system(where)
    if kind.startswith(_NETWORK):
        return Advice(
            f"{where} lies on a network drive ({kind}): locks may not hold there; "
            "keep the book on this machine and use `",
            call("backup"),
            "`",
        )
    return ""


def _file_system(path: Path) -> str:
    """Return the type of the file system a path lies on, where the system tells (Linux)."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
    except OSError:
        return ""
    rows = [line.split() for line in mounts.splitlines()]
    above = {str(path), *map(str, path.parents)}
    found = [(len(row[1]), row[2]) for row in rows if row[1].replace("\\040", " ") in above]
    return max(found, default=(0, ""))[1]
