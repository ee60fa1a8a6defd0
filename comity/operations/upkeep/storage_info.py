"""Where a book lies: which files Comity writes, how large, and whether the disk is encrypted.

On Linux a block device is encrypted where dm-crypt stands under it (``/sys/dev/block/*/dm/uuid``);
what a file system encrypts by itself is not seen, so "no" is never said, only "no sign of it".
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from comity.operations.upkeep.documents import BookFile, StorageInfo
from comity.store.locking import synced_folder

if TYPE_CHECKING:
    from comity.book import Book

INCOMING = "incoming"  # what was dropped onto the page and is not read yet
FILES = {
    "facts": "what your files said: who wrote to whom, when, and the words if you let it",
    "decisions.sqlite": "what you decided: kept, noted, merged",
    "accounts.sqlite": "which accounts are followed, and how far each was read; no password",
    "events": "evenings you ran: who was there, and who met whom",
    "surveys": "what people answered when you asked them",
    "derived": "what follows from both, and may be deleted at any time",
    INCOMING: "what you drop onto the page, until it is read; then it is deleted",
}
_SYS = Path("/sys/dev/block")


def storage_info(book: Book) -> StorageInfo:
    """Return the folder, what is written into it, and what is known of the disk."""
    return StorageInfo(
        book=str(book.folder),
        files=tuple(
            BookFile(name, what, _bytes(book.folder / name)) for name, what in FILES.items()
        ),
        encrypted=encrypted(book.folder),
        warning=synced_folder(book.folder) or "",
    )


def encrypted(folder: Path) -> bool | None:
    """Return True where the disk is seen to be encrypted, else None: it cannot be told."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path("/"))
    with suppress(OSError, subprocess.SubprocessError):
        if sys.platform == "darwin":
            done = subprocess.run(
                ["/usr/bin/fdesetup", "status"],
                capture_output=True,
                text=True,
                timeout=2,
                check=False,
            )
            return True if "FileVault is On" in done.stdout else None
        device = there.stat().st_dev
        return _is_crypt(_SYS / f"{os.major(device)}:{os.minor(device)}") or None
    return None


def _is_crypt(device: Path, depth: int = 8) -> bool:
    """Tell whether a block device, or one below it, is dm-crypt's."""
    uuid = device / "dm" / "uuid"
    if uuid.is_file() and uuid.read_text("utf-8", "replace").startswith("CRYPT-"):
        return True
    below = device / "slaves"
    if not depth or not below.is_dir():
        return False
    return any(_is_crypt(one, depth - 1) for one in below.iterdir())


def _bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    total = 0
    for folder, _, files in os.walk(path):
        for name in files:
            with suppress(OSError):
                total += (Path(folder) / name).stat().st_size
    return total
