"""A JSON answer of LinkedIn's portability API in; the rows of its domains out, as a table's.

Members in the European Economic Area and Switzerland may ask ``memberSnapshotData`` for their own
data (Microsoft Learn, "Member Snapshot API"): pages of ``{"elements": [{"snapshotDomain": ...,
"snapshotData": [{...}]}]}``, whose rows have the columns of the export's files. Programs that ask
keep one page a file, or several in a list, or the rows of a domain alone in a file named for it;
all of these are read. The changelog (``memberChangeLogs``) names members by
numbers that no other file knows, and is not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from comity.sources.json_stream import Fault, pieces
from comity.sources.linkedin.tables import Row, column, layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Told = tuple[str, Row | str]  # a layout, "" for what is not used; a row, or what is wrong

# What each domain is read as; "" where its rows tell by their columns.
DOMAINS: Final = {
    "CONNECTIONS": "connections",
    "CONTACTS": "contacts",
    "INBOX": "messages",
    "INVITATIONS": "invitations",
    "ENDORSEMENTS": "",
    "RECOMMENDATIONS": "recommendations",
    "PROFILE": "profile",
    "POSITIONS": "positions",
    "EDUCATION": "education",
    "EMAIL_ADDRESSES": "email_addresses",
    "PHONE_NUMBERS": "phone_numbers",
    "WHATSAPP_NUMBERS": "phone_numbers",
    "EVENTS": "events",
    "ALL_COMMENTS": "comments",
    "ALL_LIKES": "reactions",
    "ALL_VOTES": "votes",
    "INSTANT_REPOSTS": "reposts",
    "MEMBER_SHARE_INFO": "shares",
    "SAVED_ITEMS": "saved_items",
}
_DOMAIN: Final = "snapshotDomain"
_DATA: Final = "snapshotData"
_PIECES: Final = tuple(
    f"{around}{inner}"
    for around in ("elements.*.", "*.elements.*.", "*.")
    for inner in (_DOMAIN, f"{_DATA}.*")
)
_ROWS: Final = ("*",)
_HEAD_BYTES: Final = 1 << 16
_AHEAD_ROWS: Final = 5_000  # kept until their domain is told; a page has a hundred at most
_PIECE: Final = re.compile(rb'"snapshot(?:Data|Domain)"')
_ANSWER: Final = re.compile(  # without rows: the last page of a domain, a refusal, the changelog
    rb'\{\s*"(?:paging|elements|status|message|serviceErrorCode|code)"\s*:'
    rb'|"processedActivity"|"resourceName"'
)
_LIST: Final = re.compile(rb"\s*\[\s*\{")
_KEY: Final = re.compile(r'"([A-Za-z][A-Za-z /]{1,60})"\s*:')


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file of rows by domain; ``domain`` where the file's name tells it."""

    file: Path
    domain: str = ""

    def rows(self) -> Iterator[Told]:
        """Yield the layout of each row with the row, or with what is wrong.

        A list of a domain that is not used gives one empty row without a layout.
        """
        of = _List(self.domain)
        for keys, value in pieces(self.file, *(_ROWS if self.domain else _PIECES)):
            if isinstance(value, Fault):
                of.waiting.append(value.what)
                continue
            if (element := keys[: -2 if _DATA in keys else -1]) != of.element:
                yield from of.told()
                of = _List(self.domain, element)
            if keys and keys[-1] == _DOMAIN:
                of.domain = str(value).upper()
            elif isinstance(value, dict):
                of.waiting.append(_row(value))
            if of.domain or len(of.waiting) > _AHEAD_ROWS:
                yield from of.told()
        yield from of.told()


@dataclass(slots=True)
class _List:
    """The rows of one domain, and those that wait until it is told."""

    domain: str
    element: tuple[str | int, ...] = ()  # where the list lies
    waiting: list[Row | str] = field(default_factory=list)
    is_told: bool = False  # that it is not used

    def told(self) -> Iterator[Told]:
        """Yield the rows that wait, as of the domain that is known by now."""
        rows, self.waiting = self.waiting, []
        for row in rows:
            if isinstance(row, str):
                yield "", row
            elif not self.domain or self.domain in DOMAINS:
                yield DOMAINS.get(self.domain) or layout_of(row, self.domain.lower()), row
            elif not self.is_told:
                self.is_told = True
                yield "", Row(str)


def open_snapshot(file: Path) -> Snapshot | None:
    """Return the file as a snapshot, or None where it is none."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return None
    if _PIECE.search(head):
        return Snapshot(file)
    domain = re.sub(r"\W+", "_", file.stem).upper()
    if domain not in DOMAINS or not _LIST.match(head):
        return None
    columns = {column(key) for key in _KEY.findall(head.decode("utf-8", "replace"))}
    found = layout_of(columns, domain.lower())
    return Snapshot(file, domain) if found and found == (DOMAINS[domain] or found) else None


def is_answer(file: Path) -> bool:
    """Whether it may be an answer of the API that holds no rows of a domain."""
    try:
        with file.open("rb") as stream:
            return bool(_ANSWER.search(stream.read(_HEAD_BYTES)))
    except OSError:
        return False


def _row(value: dict[str, Any]) -> Row:
    return Row(str, {column(key): _text(cell) for key, cell in value.items()})


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "Yes" if cell else "No"
        case str():
            return cell.strip().encode("utf-8", "replace").decode()
        case int() | float():
            return str(cell)
    return ""
