"""A Thunderbird profile's ``prefs.js`` in, its mail accounts out; nothing in it is executed.

The file holds one ``user_pref("name", value);`` a line. An account joins a server (where mail
lies) with identities (whose it is); folders with a special use are named by URI, such as
``imap://ada%40example.org@imap.example.org/INBOX/Sent``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

from comity.normalise.folder import from_utf7

if TYPE_CHECKING:
    from comity.normalise.folder import FolderUse

Prefs: TypeAlias = dict[str, str | int | bool]

_FILE_MAX = 32 << 20
_PREF = re.compile(r'^[ \t]*user_pref\(("(?:[^"\\]|\\.)*+"),[ \t]*+(.+)\);\s*?$', re.MULTILINE)
_URI = re.compile(r"\w+://(?:(?P<user>[^/]*)@)?(?P<host>[^/@]*)/+(?P<path>.*)")
_FOLDER_PREFS: dict[str, FolderUse] = {
    "fcc_folder": "sent",
    "draft_folder": "drafts",
    "stationery_folder": "drafts",
}


@dataclass(frozen=True, slots=True)
class Account:
    """A mail account: where its mail lies, and whose it is."""

    name: str  # ada@imap.example.org
    kind: str  # imap, pop3, none (local folders), rss, nntp, im
    folder: Path | None  # None where the profile does not tell
    owners: tuple[tuple[str, str], ...] = ()  # (name, address) of its identities
    uses: dict[str, FolderUse] = field(default_factory=dict)  # by folder: "INBOX/Sent"


def read_prefs(path: Path) -> Prefs:
    """Return the preferences in a file; lines that cannot be read are left out."""
    with path.open("rb") as file:
        text = file.read(_FILE_MAX).decode("utf-8", "replace")
    prefs: Prefs = {}
    for key, value in _PREF.findall(text):
        try:
            said = json.loads(value, strict=False)
            prefs[json.loads(key)] = _storable(said) if isinstance(said, str) else said
        except (ValueError, TypeError, RecursionError):
            continue
    return prefs


def accounts(profile: Path) -> list[Account]:
    """Return the accounts of a profile, the default one first."""
    prefs = read_prefs(profile / "prefs.js")
    keys = _words(prefs, "mail.accountmanager.accounts")
    default = str(prefs.get("mail.accountmanager.defaultaccount", ""))
    uses = _uses(prefs)
    found = []
    for key in sorted(dict.fromkeys(keys), key=lambda one: one != default):
        server = f"mail.server.{prefs.get(f'mail.account.{key}.server', '')}"
        owners = _owners(prefs, _words(prefs, f"mail.account.{key}.identities"))
        user, host = _text(prefs, f"{server}.userName"), _text(prefs, f"{server}.hostname")
        kind = _text(prefs, f"{server}.type")
        here = uses.get((user.casefold(), host.casefold()), {})
        folder = _folder(prefs, server, profile)
        found.append(Account(_name(user, host, kind), kind, folder, owners, here))
    return found


def _storable(text: str) -> str:
    """Drop lone surrogates, which JSON can escape and no table can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(prefs: Prefs, key: str) -> str:
    return str(prefs.get(key, "")).strip()[:1_000]


def _words(prefs: Prefs, key: str) -> list[str]:
    return [word.strip() for word in str(prefs.get(key, "")).split(",") if word.strip()]


def _name(user: str, host: str, kind: str) -> str:
    if kind == "none" or not user:
        return host or "Local Folders"
    return user if "@" in user else f"{user}@{host}"


def _folder(prefs: Prefs, server: str, profile: Path) -> Path | None:
    """Return where a server's mail lies: in the profile, or where the user has moved it."""
    relative = _text(prefs, f"{server}.directory-rel")
    if relative.startswith("[ProfD]"):
        inside = profile / relative.removeprefix("[ProfD]").lstrip("/\\")
        return inside if inside.resolve().is_relative_to(profile.resolve()) else None
    elsewhere = Path(_text(prefs, f"{server}.directory"))
    holds_mail = elsewhere.is_absolute() and any(elsewhere.glob("*.msf"))
    return elsewhere if holds_mail else None


def _owners(prefs: Prefs, keys: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = [
        (
            _text(prefs, f"mail.identity.{key}.fullName"),
            _text(prefs, f"mail.identity.{key}.useremail"),
        )
        for key in keys
    ]
    return tuple(dict.fromkeys(pair for pair in pairs if pair[1]))


def _uses(prefs: Prefs) -> dict[tuple[str, str], dict[str, FolderUse]]:
    """Return, by (user, host), the folders that identities and servers give a special use."""
    found: dict[tuple[str, str], dict[str, FolderUse]] = {}
    for key, value in prefs.items():
        last = key.rpartition(".")[2]
        use: FolderUse = _FOLDER_PREFS.get(last, "") if key.startswith("mail.identity.") else ""
        use = "junk" if last == "spamActionTargetFolder" else use
        uri = _URI.fullmatch(str(value)) if use else None
        if uri:
            owner = (unquote(uri["user"] or "").casefold(), unquote(uri["host"]).casefold())
            found.setdefault(owner, {})[from_utf7(unquote(uri["path"]))] = use
    return found
