"""A Google Takeout in, the mail, calendars and contacts in it out; the rest is passed over.

Made at takeout.google.com; unpacked it is a folder ``Takeout`` with a folder for each product,
whose names are in the user's language, so files are told by what is in them: mbox files, ``.ics``,
``.vcf`` or Google's contacts ``.csv``, the pages of Voice, and ``Profile.json``. Where ``All mail
Including Spam and Trash.mbox`` is present, the mbox files of single labels hold copies of it; and a
group's ``.csv`` says what the ``.vcf`` beside it says. All other files count as one record each,
not used.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from comity.model import Participant, Record, Skipped
from comity.normalise import name as names
from comity.normalise.folder import use_of
from comity.normalise.identity import (
    as_written,
    compared,
    earlier_identity,
    email_identity,
    identity_of,
)
from comity.sources import Found, source
from comity.sources.contentline import digest
from comity.sources.guarded import guarded
from comity.sources.phones.own_numbers import is_own_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

name = "takeout"

_FOLDER = re.compile(r"takeout(?:[ _-]?\(?\d+\)?)?", re.IGNORECASE)
_INDEX = "archive_browser.html"
_EVIDENCE = ("*/*.mbox", "*/*.ics", "*/*.vcf", "*/*/*.vcf", "*/Calls/*.html", "Profil*/*.json")
_READERS = {
    ".mbox": "mbox",
    ".ics": "icalendar",
    ".vcf": "vcard",
    ".csv": "contacts_csv",
    ".html": "google_voice",
}
_ALL_MAIL = re.compile(r"all mail including spam and trash", re.IGNORECASE)
_DELIVERED = re.compile(rb"^Delivered-To:[ \t]*([^\s<>]{3,254})", re.MULTILINE | re.IGNORECASE)
_HEAD_BYTES = 1 << 20
_EMAILS_MAX = 50


def recognise(path: Path) -> bool:
    """Tell a Takeout by its folder's name and what it holds, or by Google's index page."""
    if (path / _INDEX).is_file():
        return True
    named = _FOLDER.fullmatch(path.name) is not None
    return named and any(next(path.glob(pattern), None) for pattern in _EVIDENCE)


def unfold(path: Path) -> Iterator[Found]:
    """Yield every file: what is read, and what is not used."""
    files = sorted(file for file in path.rglob("*") if _is_plain(file))
    account = _account(files)
    whole = any(_ALL_MAIL.match(file.name) for file in files)
    for file in files:
        reader = _reader(file, whole=whole)
        if reader:
            use = use_of(file.name) if reader == "mbox" else None
            yield Found(file, reader, name, account, use=use)
        else:
            yield Found(file, "", name, account, skip="not used")


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield what ``Profile.json`` says of the account's user."""
    yield guarded(path.name, _owner, path)


def _owner(path: Path) -> Record | Skipped:
    emails, display_name = _profile(path)
    selves = tuple(Participant("self", one, display_name) for one in emails)
    if not selves:
        return Skipped("not used", path.name)
    before = earlier_identity(emails[0])
    return Record(
        kind="row",
        ref=compared(emails[0]).removeprefix("email:"),
        was="" if before == compared(emails[0]) else before.removeprefix("email:"),
        where=path.name,
        channel="mail",
        version=digest(([*map(compared, emails)], display_name)),
        participants=selves,
    )


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and not file.name.startswith(".")


def _reader(file: Path, *, whole: bool) -> str:
    """Return the source that reads a file, "" for one that is not used."""
    if _is_profile(file):
        return name
    suffix = file.suffix.lower()
    copy = suffix == ".mbox" and whole and not _ALL_MAIL.match(file.name)
    copy = copy or (suffix == ".csv" and any(file.parent.glob("*.vcf")))
    reader = "" if copy else _READERS.get(suffix, "")
    reader = "google_voice" if is_own_numbers(file) else reader
    try:
        return reader if reader and source(reader).recognise(file) else ""
    except OSError:
        return reader  # reading it will say what is wrong


def _is_profile(file: Path) -> bool:
    return file.suffix.lower() == ".json" and bool(_profile(file)[0])


def _profile(file: Path) -> tuple[list[str], str]:
    """Return the addresses and name in a ``Profile.json``; nothing for any other file."""
    if not file.stem.casefold().startswith("profil"):  # Profile, Profil, Profilo
        return [], ""
    try:
        with file.open("rb") as opened:
            said: Any = json.loads(opened.read(_HEAD_BYTES))
        emails = [as_written(str(one["value"])) for one in said["emails"][:_EMAILS_MAX]]
        display_name = names.clean(str(said.get("name", {}).get("formattedName", "")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return [], ""
    return [one for one in dict.fromkeys(emails) if one], display_name


def _account(files: list[Path]) -> str:
    """Return the address a Takeout is of, or "takeout" where nothing in it tells."""
    told = [one for file in files for one in _profile(file)[0][:1]]
    calendars = [email_identity(file.stem) for file in files if file.suffix.lower() == ".ics"]
    own = {one for one in calendars if one and not one.endswith("calendar.google.com")}
    if not told and len(own) == 1:
        told = [*own]
    if not told:
        told = [_delivered_to(file) for file in files if file.suffix.lower() == ".mbox"]
    return identity_of(next((one for one in told if one), name)).removeprefix("email:")


def _delivered_to(mbox: Path) -> str:
    """Return the address that most of an archive's first mails were delivered to."""
    try:
        with mbox.open("rb") as file:
            found = Counter(_DELIVERED.findall(file.read(_HEAD_BYTES)))
    except OSError:
        return ""
    for address, _ in found.most_common(1):
        return email_identity(address.decode("utf-8", "replace"))
    return ""
