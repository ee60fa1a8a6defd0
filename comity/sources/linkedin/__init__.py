"""A LinkedIn data export in (a folder of CSV or JSON files, or one of them); records out.

The user asks for it under Settings > Data privacy > Get a copy of your data. Read are the layouts
of 2018 to 2026: connections, messages, invitations, endorsements, recommendations, imported
contacts, events, what the owner wrote, shared, saved and clicked, and what they say of themselves.
Every row of those is a record or skipped; every other file is one record, skipped ``not used``,
for the reasons in ``tables.UNUSED``. LinkedIn publishes no schema: the layouts are in ``tables``.
The portability API, which European members may ask, gives the same rows as JSON (``snapshot``): a
row that came by both roads is one record.

A row that names nobody (a member who left: a connection's date and no more) is readable and of
no use, so it is skipped ``not used``. Sponsored messages, and those LinkedIn sends itself or put
under spam, are skipped ``sponsored``.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from comity.model import Problem, Skipped
from comity.sources.guarded import guarded
from comity.sources.linkedin import activity, contacts, exchanges, own, snapshot, tables
from comity.sources.linkedin.people import People

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from comity.model import Record
    from comity.sources.linkedin.snapshot import Snapshot
    from comity.sources.linkedin.tables import Row, Table

    Reader = Callable[[Row, People, str], Record | Skipped]

name = "linkedin"

READERS: dict[str, Reader] = {  # by layout
    "connections": contacts.connection,
    "contacts": contacts.contact,
    "messages": exchanges.message,
    "invitations": exchanges.invitation,
    "endorsements_given": exchanges.endorsement_given,
    "endorsements_received": exchanges.endorsement_received,
    "recommendations_given": exchanges.recommendation_given,
    "recommendations_received": exchanges.recommendation_received,
    "recommendations": exchanges.recommendation,
    "events": exchanges.event,
    "positions": own.position,
    "education": own.education,
    "profile": own.profile,
    "email_addresses": own.own_address,
    "phone_numbers": own.own_number,
    "comments": activity.comment,
    "reactions": activity.reaction,
    "votes": activity.vote,
    "reposts": activity.repost,
    "shares": activity.share,
    "saved_items": activity.saved,
}

_FILES_MAX = 5_000  # in one export; its articles and media are files too
_DEPTH_MAX = 3
_TABLES = frozenset((".csv", ".json"))
_SUFFIXES = frozenset(
    """.csv .json .html .htm .pdf .jpg .jpeg .png .gif .webp .heic .svg .mp4 .mov .mp3 .m4a .wav
    .doc .docx .ppt .pptx .rtf""".split()
)


def recognise(path: Path) -> bool:
    """Whether it is an export's table, or a folder with one and nothing foreign to an export."""
    if path.is_file():
        return _opened(path) is not None
    if not path.is_dir():
        return False
    found: list[Path] = []
    for file in islice(_files(path), _FILES_MAX):
        if file.suffix.lower() not in _SUFFIXES:
            return False
        if file.suffix.lower() in _TABLES:
            found.append(file)
    used = {file for file in found if _opened(file)}
    if any(
        file.suffix.lower() == ".json" and not snapshot.is_answer(file)
        for file in set(found) - used
    ):
        return False
    unknown = [file for file in found if file not in used and not _is_unused(file)]
    is_mostly_export = 2 * len(unknown) < len(found)
    return bool(used) and is_mostly_export and not any(map(tables.has_addresses, unknown))


def account(path: Path) -> str:
    """Return the name, else the address, the export's profile gives its owner."""
    people = People.of(table for table in _tables(path) if _may_name_owner(table))
    return people.own_name or people.own_email.lower().removeprefix("email:") or "export"


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield one record, or why there is none, for each row used and for each file that is not."""
    found = {table.file: table for table in _tables(path)}
    people = People.of(found.values())
    for file in _all_files(path):
        where = file.relative_to(path).as_posix() if path.is_dir() else file.name
        table = found.get(file)
        if table is None:
            yield Skipped("not used" if path.is_dir() else "not recognised", where)
            continue
        for number, (layout, row) in enumerate(table.rows(), 1):
            place = f"{where}, row {number}"
            if isinstance(row, str):
                problem = Problem(place, row, "ask LinkedIn for the export again")
                yield Skipped("unreadable", place, problem)
            elif layout in READERS:
                yield guarded(place, READERS[layout], row, people, place)
            else:
                yield Skipped("not used", place)


def _all_files(path: Path) -> Iterator[Path]:
    return _files(path) if path.is_dir() else iter((path,))


def _tables(path: Path) -> list[Table | Snapshot]:
    return [table for table in map(_opened, _all_files(path)) if table]


def _opened(file: Path) -> Table | Snapshot | None:
    match file.suffix.lower():
        case ".csv":
            return tables.open_table(file)
        case ".json":
            return snapshot.open_snapshot(file)
    return None


def _is_unused(file: Path) -> bool:
    return file.suffix.lower() == ".json" or tables.is_unused(file)


def _may_name_owner(table: Table | Snapshot) -> bool:
    return getattr(table, "layout", "profile") in {"profile", "email_addresses"}


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Yield the files of a folder in order of name, hidden ones and links left out."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "__MACOSX")) or entry.is_symlink():
            continue
        if entry.is_file():
            yield entry
        elif entry.is_dir() and depth < _DEPTH_MAX:
            yield from _files(entry, depth + 1)
