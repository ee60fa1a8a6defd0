"""Mail that programs keep on this machine, in its usual places: found, offered, followed."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comity.operations.account.reaching import FILES, accounts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

_FILES_MAX = 50_000  # looked at of one path
_PROFILES_MAX = 20
_THUNDERBIRD = (
    "~/.thunderbird",
    "~/.icedove",
    "~/.var/app/org.mozilla.Thunderbird/.thunderbird",
    "~/snap/thunderbird/common/.thunderbird",
    "~/Library/Thunderbird/Profiles",
)
_PLACES = (  # a folder, and what its mail is called
    ("~/Library/Mail", "Apple Mail"),
    ("~/.local/share/evolution/mail", "Evolution"),
    ("~/.var/app/org.gnome.Evolution/data/evolution/mail", "Evolution"),
    ("~/.local/share/local-mail", "KMail"),
)
_MAILDIRS = ("~/Maildir", "~/.maildir", "~/Mail", "~/mail", "~/.mail")


@dataclass(frozen=True, slots=True)
class FoundHere:
    """Mail that lies on this machine."""

    name: str
    path: Path


def found_here() -> list[FoundHere]:
    """Return what mail programs keep in their usual places."""
    return list(_look())


def followed_paths(book: Book) -> set[str]:
    """Return the paths of this machine that are followed."""
    every = accounts_of(book).every()
    return {one.settings.get("path", "") for one in every if one.kind == FILES}


def _look() -> Iterator[FoundHere]:
    for place in _THUNDERBIRD:
        for profile in _profiles(Path(place).expanduser()):
            yield FoundHere(f"Thunderbird {profile.name}", profile)
    for place, name in _PLACES:
        folder = Path(place).expanduser()
        if _has_any(folder):
            yield FoundHere(name, folder)
    for place in _MAILDIRS:
        folder = Path(place).expanduser()
        if _holds_maildir(folder):
            yield FoundHere(f"Maildir {place}", folder)
    for file in _spool():
        yield FoundHere(f"mbox {file}", file)


def _profiles(folder: Path) -> list[Path]:
    """Return the Thunderbird profiles that hold mail."""
    with suppress(OSError):
        every = sorted(one for one in folder.iterdir() if (one / "prefs.js").is_file())
        return [one for one in every if _has_any(one / "ImapMail") or _has_any(one / "Mail")][
            :_PROFILES_MAX
        ]
    return []


def _has_any(folder: Path) -> bool:
    with suppress(OSError):
        return folder.is_dir() and any(folder.iterdir())
    return False


def _holds_maildir(folder: Path) -> bool:
    """Tell a Maildir, or a folder of such one or two levels down."""
    with suppress(OSError):
        levels = [folder, *(one for one in folder.iterdir() if one.is_dir())][:_PROFILES_MAX]
        levels += [two for one in levels[1:] for two in one.iterdir() if two.is_dir()][:200]
        return any((one / "cur").is_dir() and (one / "new").is_dir() for one in levels)
    return False


def _spool() -> list[Path]:
    """Return the user's own mailbox of the system."""
    if sys.platform == "win32":
        return []
    with suppress(OSError, KeyError, RuntimeError):
        for folder in (Path("/var/mail"), Path("/var/spool/mail")):
            file = folder / Path("~").expanduser().name
            if file.is_file() and file.stat().st_size:
                return [file]
    return []


def mark_of(path: Path) -> tuple[int, int]:
    """Return what changes when a file below a path does: the latest change, and how many."""
    latest_ns, count = 0, 0
    folders = [path]
    while folders and count < _FILES_MAX:
        one = folders.pop()
        with suppress(OSError):
            found = one.stat()
            latest_ns, count = max(latest_ns, found.st_mtime_ns), count + 1
            if one.is_dir():
                folders += [two for two in one.iterdir() if two.is_dir() or not _is_of_maildir(one)]
    return latest_ns, count


def _is_of_maildir(folder: Path) -> bool:
    """Tell a folder whose files never change once they are there: its own time is enough."""
    return folder.name in {"cur", "new", "tmp"}
