"""A Thunderbird profile in, the mail stores and address books in it out.

Nothing is exported for this: the profile is the folder that Thunderbird itself works in, found
under Help, Troubleshooting Information, Profile Folder. It holds ``prefs.js`` (accounts), ``Mail``
and ``ImapMail`` (one mbox file or Maildir a folder, sub-folders in ``NAME.sbd``, an index beside
each in ``NAME.msf``), ``abook.sqlite`` and ``history.sqlite`` (cards). The folder above several
profiles is read too. Files that are Thunderbird's own affair (indexes, filters, caches) are no
records; feeds are passed over, one record a folder.
"""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import Participant, Record
from comity.normalise.folder import from_utf7, use_of
from comity.normalise.identity import as_written, compared
from comity.sources import Found, source
from comity.sources.cards.thunderbird_cards import read_cards
from comity.sources.containers.entries import entries, folders
from comity.sources.containers.thunderbird_accounts import Account, accounts
from comity.sources.contentline import digest
from comity.sources.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Skipped
    from comity.normalise.folder import FolderUse

name = "thunderbird"

_DEPTH_MAX = 16
_LISTING_MAX = 1 << 20
_LISTED = re.compile(r"^Path=(.+)$", re.MULTILINE)
_OWN_SUFFIXES = (".msf", ".dat", ".html", ".json", ".wdseml", ".mozmsgs", ".sqlite", ".log")
_STORES = ("Mail", "ImapMail")


def recognise(path: Path) -> bool:
    """Tell a profile, or the folder above profiles."""
    return bool(profiles(path))


def profiles(path: Path) -> list[Path]:
    """Return the profile that a folder is, or those in it and those its ``profiles.ini`` lists."""
    if _is_profile(path):
        return [path]
    listing = path / "profiles.ini"
    if not listing.is_file() and path.name != "Profiles":
        return []
    found = [one for top in (path, path / "Profiles") for one in folders(top, linked=True)]
    if listing.is_file():
        text = listing.read_bytes()[:_LISTING_MAX].decode("utf-8", "replace")
        found += [path / one.strip() for one in _LISTED.findall(text)]
    distinct = {one.resolve(): one for one in reversed(found) if _is_profile(one)}
    return [*distinct.values()][::-1]


def unfold(path: Path) -> Iterator[Found]:
    """Yield what there is to read in one profile or several."""
    for profile in profiles(path):
        yield from _unfold(profile)


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield the cards of an address book, or one row an account of ``prefs.js``."""
    if path.name == "prefs.js":
        owned = (account for account in accounts(path.parent) if account.owners)
        return (guarded(f"prefs.js, {one.name}", _row, one) for one in owned)
    return read_cards(path)


def _unfold(profile: Path) -> Iterator[Found]:
    known = accounts(profile)
    chief = next((one.name for one in known if one.owners), name)
    yield Found(profile / "prefs.js", name, name, chief)
    for book in sorted(profile.glob("*.sqlite")):
        if book.name.startswith(("abook", "history")):
            yield Found(book, name, name, chief)
    stores = {one.folder.resolve(): one for one in reversed(known) if one.folder}
    for store in _STORES:  # accounts that were removed leave their mail
        for folder in folders(profile / store, linked=True):
            stores.setdefault(folder.resolve(), Account(folder.name, "", folder))
    for account in stores.values():
        if account.folder and account.kind not in {"nntp", "im"}:
            yield from _unfold_store(account, account.folder, within="", depth=0)


def _unfold_store(account: Account, folder: Path, *, within: str, depth: int) -> Iterator[Found]:
    """Yield the mail folders of an account, `within` being the name of the one above."""
    for entry in entries(folder):
        path, bare = Path(entry), entry.name.removesuffix(".sbd")
        mail_folder = f"{within}{from_utf7(bare)}"
        if entry.name.endswith(_OWN_SUFFIXES) or entry.is_symlink():
            continue
        if entry.is_file():
            reader = _reader(path) if entry.stat().st_size else None
        else:
            reader = "maildir" if (path / "cur").is_dir() else None
            if reader is None and depth < _DEPTH_MAX:
                yield from _unfold_store(account, path, within=f"{mail_folder}/", depth=depth + 1)
        if reader is not None:
            yield _found(account, path, reader, use=_use(account, mail_folder))


def _reader(path: Path) -> str:
    """Return "mbox" for a mail folder, "" for a file that is none."""
    indexed = path.with_name(f"{path.name}.msf").exists()
    return "mbox" if indexed or source("mbox").recognise(path) else ""


def _use(account: Account, mail_folder: str) -> FolderUse:
    """Return what a folder is for, as the account's settings or its name say, or those above it."""
    for path in reversed([*accumulate(mail_folder.split("/"), "{}/{}".format)]):
        named = use_of(path.rpartition("/")[2])
        if named == "inbox":  # copies of what is sent may be kept there, beside what came
            return named
        if (use := account.uses.get(path) or named) not in {"", "archive"}:
            return use
    return use_of(mail_folder)


def _found(account: Account, path: Path, reader: str, *, use: FolderUse) -> Found:
    if not reader:
        return Found(path, "", name, account.name, skip="not recognised")
    if account.kind == "rss":
        return Found(path, "", name, account.name, skip="not used")
    return Found(path, reader, name, account.name, use=use)


def _row(account: Account) -> Record:
    """Return what an account says of its own user."""
    owners = [(who, as_written(address)) for who, address in account.owners]
    selves = tuple(Participant("self", one, who) for who, one in owners if one)
    return Record(
        kind="row",
        ref=account.name,
        where=f"prefs.js, {account.name}",
        channel="mail",
        version=digest([(compared(one.identity), one.name) for one in selves]),
        participants=selves,
    )


def _is_profile(path: Path) -> bool:
    return (path / "prefs.js").is_file() and any(
        (path / part).exists() for part in (*_STORES, "abook.sqlite")
    )
