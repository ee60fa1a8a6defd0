"""A timer of the system's own that calls ``sync``: systemd's for a user, or launchd's agent.

The files are written and shown; the user switches them on. They name the book and the program,
and no secret. systemd.timer(5), systemd.service(5), launchd.plist(5).
"""

from __future__ import annotations

import os
import plistlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.account.documents import TimerSet
from comity.store import durable

if TYPE_CHECKING:
    from comity.book import Book

EVERY_MINUTES = 15
_LABEL = "org.comity.sync"
_SERVICE = """[Unit]
Description=Comity reads the accounts it follows

[Service]
Type=oneshot
ExecStart={command}
Nice=10
"""
_TIMER = f"""[Unit]
Description=Comity reads the accounts it follows, every {EVERY_MINUTES} minutes

[Timer]
OnStartupSec=2min
OnUnitInactiveSec={EVERY_MINUTES}min
RandomizedDelaySec=1min

[Install]
WantedBy=timers.target
"""


def install(book: Book, to: Path | None) -> TimerSet:
    """Write the files; nothing is switched on."""
    command = [sys.executable, "-m", "comity", "--book", str(book.folder.absolute()), "sync"]
    if any("\n" in word or "\0" in word for word in command):
        raise BadInput("the book's path has a line break in it", hint="move the book")
    folder = to or _folder()
    written = {folder / name: text for name, text in _files(command).items()}
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in written.items():
        durable.replace(path, text.encode())
    shown = "\n".join(f"# {path}\n{text}" for path, text in written.items())
    return TimerSet(tuple(map(str, written)), shown, *_switches(folder))


def remove(to: Path | None) -> TimerSet:
    """Take the files away."""
    folder = to or _folder()
    there = [folder / name for name in _files([]) if (folder / name).is_file()]
    for path in there:
        path.unlink()
    return TimerSet(tuple(map(str, there)), "", *_switches(folder), removed=True)


def _files(command: list[str]) -> dict[str, str]:
    if sys.platform == "darwin":
        agent = {
            "Label": _LABEL,
            "ProgramArguments": command,
            "StartInterval": EVERY_MINUTES * 60,
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
        return {f"{_LABEL}.plist": plistlib.dumps(agent).decode()}
    line = " ".join(map(_quoted, command))
    return {"comity-sync.service": _SERVICE.format(command=line), "comity-sync.timer": _TIMER}


def _quoted(word: str) -> str:
    """Return a word of a command as systemd reads it: % and $ stand for themselves."""
    safe = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{safe}"'


def _folder() -> Path:
    if sys.platform == "darwin":
        return Path("~/Library/LaunchAgents").expanduser()
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(base).expanduser() / "systemd" / "user"


def _switches(folder: Path) -> tuple[str, str]:
    """Return the one command that switches it on, and the one that switches it off."""
    if sys.platform == "darwin":
        agent = folder / f"{_LABEL}.plist"
        return (
            f'launchctl bootstrap gui/$(id -u) "{agent}"',
            f"launchctl bootout gui/$(id -u)/{_LABEL}",
        )
    return (
        "systemctl --user daemon-reload && systemctl --user enable --now comity-sync.timer",
        "systemctl --user disable --now comity-sync.timer",
    )
