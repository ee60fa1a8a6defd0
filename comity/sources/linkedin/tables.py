"""A CSV file of the export in; its layout and its rows, by column, out.

What a file is, is told by its header, found below any preamble of notes; its name decides where
the header is a common one. Connections under a header of another language are told by their shape:
the columns' order is the same, and a profile's address stands third. Files are UTF-8, with or
without a mark, or UTF-16 with tabs. In comments a quotation mark stands after a backslash, and is
not written twice.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path
    from typing import TextIO

Row = defaultdict[str, str]

_CELL_MAX = 1 << 24
_HEAD_BYTES = 1 << 16
_PREAMBLE_ROWS = 40
_HEAD_ROWS = 60  # looked at

# layout: what the file's name must look like, and columns that only this layout has
_LAYOUTS: tuple[tuple[str, str, str], ...] = (
    ("connections", "", "first_name last_name connected_on"),
    ("messages", "^(?!.*(coach|guide|roleplay))", "conversation_id from to date content"),
    ("messages", "^(?!.*(coach|guide|roleplay))", "from to date content direction folder"),
    ("invitations", "", "from to sent_at direction"),
    ("endorsements_given", "", "endorsement_date skill_name endorsee_first_name"),
    ("endorsements_received", "", "endorsement_date skill_name endorser_first_name"),
    ("recommendations_given", "given", "first_name last_name text creation_date"),
    ("recommendations_received", "received", "first_name last_name text creation_date"),
    ("recommendations", "", "first_name last_name job_title text creation_date"),
    ("positions", "position", "company_name title started_on finished_on"),
    ("education", "", "school_name degree_name start_date"),
    ("profile", "", "first_name last_name headline industry"),
    ("email_addresses", "", "email_address confirmed primary"),
    ("phone_numbers", "phone", "number extension"),
    ("contacts", "", "first_name last_name bookmarked_at"),
    ("events", "", "event_name event_time status"),
    ("comments", "comment", "date link message"),
    ("reactions", "reaction|like", "date type link"),
    ("votes", "vote", "date link option_text"),
    ("reposts", "repost", "date link"),
    ("shares", "", "date share_link share_commentary"),
    ("saved_items", "", "saved_item created_time"),
)
_COLUMNS = tuple((kind, re.compile(named), set(has.split())) for kind, named, has in _LAYOUTS)
_SYNONYMS = {"date_sent": "sent_at", "emails": "email_address"}
# Why, and the files of exports that are not read for it: as ``stem_of`` names them.
UNUSED: dict[str, str] = {
    "it names no person": "adtargeting adsclicked causesyoucareabout certifications companyfollows "
    "courses hashtagfollows honors inferencesaboutyou languages lanadsengagement learning "
    "organizations patents privateidentityasset profilesummary projects publications receipts "
    "registration richmedia searchqueries skills testscores verifications videos volunteering "
    "volunteeringexperiences engagements opprtunities opportunities providers",
    "connecting follows by itself, and nobody need know who follows them": "memberfollows",
    "it is about your account, and none of your ties": "accountstatushistory logins "
    "securitychallenges",
    "it is about jobs": "jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses "
    "jobapplications jobseekerpreferences onlinejobpostings savedjobalerts savedjobs",
    "a program wrote it": "coachmessages guidemessages learningcoachmessages "
    "learningroleplaymessages",
    "exports do not say what is in it": "articles likes notes recipients",
}
_UNUSED = frozenset(name for names in UNUSED.values() for name in names.split())
_CONNECTIONS = (
    "first_name",
    "last_name",
    "url",
    "email_address",
    "company",
    "position",
    "connected_on",
)
_PROFILE = re.compile(r"(?:https?://)?(?:[\w-]+\.)?linkedin\.com/(?:in|pub)/\S", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose layout is known."""

    file: Path
    layout: str
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    preamble_rows: int  # above the first row, the header included

    def rows(self) -> Iterator[tuple[str, Row | str]]:
        """Yield its layout with each row by column, or with what is wrong with it."""
        try:
            with _open(self.file, self.encoding) as stream:
                text = map(_doubled, stream) if self.layout == "comments" else stream
                lines = csv.reader(text, delimiter=self.delimiter)
                for cells in islice(_tolerant(lines), self.preamble_rows, None):
                    if isinstance(cells, str) or cells:
                        told = cells if isinstance(cells, str) else self._told(cells)
                        yield self.layout, told
        except OSError as error:
            yield self.layout, f"the file cannot be read ({error.strerror})"

    def _told(self, cells: list[str]) -> Row | str:
        try:
            return self._row(cells)
        except Exception as error:  # noqa: BLE001 - it ends this row, and not the table
            return f"the row cannot be read ({type(error).__name__})"

    def _row(self, cells: list[str]) -> Row | str:
        width = len(self.columns)
        if any(cell.strip() for cell in cells[width:]):
            return f"the row has {len(cells)} cells and the header {width}"
        return Row(str, zip(self.columns, (cell.strip() for cell in cells), strict=False))


def open_table(file: Path) -> Table | None:
    """Return the file as a table, or None when it has no layout that is used."""
    try:
        encoding = _encoding(file)
        for delimiter in ",\t;":
            with _open(file, encoding) as stream:
                lines = _tolerant(csv.reader(stream, delimiter=delimiter))
                head = [one if isinstance(one, list) else [] for one in islice(lines, _HEAD_ROWS)]
            for number, cells in enumerate(head[:_PREAMBLE_ROWS], 1):
                columns = tuple(map(column, cells))
                layout = layout_of(columns, stem_of(file))
                if layout:
                    return Table(file, layout, columns, encoding, delimiter, number)
            if number := _translated(head):
                return Table(file, "connections", _CONNECTIONS, encoding, delimiter, number)
    except OSError:
        return None
    return None


def _translated(head: list[list[str]]) -> int:
    """Return how many rows stand above connections whose header is in another language; 0: none."""
    width, place = len(_CONNECTIONS), _CONNECTIONS.index("url")
    shaped = [number for number, cells in enumerate(head) if len(cells) == width]
    if len(shaped) < len(("header", "row")):
        return 0
    header, *below = shaped
    profiles = [bool(_PROFILE.match(head[number][place].strip())) for number in below]
    is_header = not any("/" in cell or "@" in cell for cell in head[header])
    return header + 1 if is_header and 2 * sum(profiles) > len(profiles) else 0


def is_unused(file: Path) -> bool:
    """Whether exports have a file of that name that is not used."""
    return stem_of(file) in _UNUSED


def has_addresses(file: Path) -> bool:
    """Whether its first line speaks of e-mail: an address book of another program's."""
    try:
        with _open(file, _encoding(file)) as stream:
            return "mail" in stream.readline(_HEAD_BYTES).lower()
    except OSError:
        return False


def layout_of(columns: Collection[str], stem: str) -> str:
    """Return the layout that has these columns, in a file of that name; "" for none."""
    for layout, named, needed in _COLUMNS:
        if needed.issubset(columns) and named.search(stem):
            return layout
    return ""


def column(cell: str) -> str:
    """Return ``sender_profile_url`` for SENDER PROFILE URL, senderProfileUrl and the like."""
    words = _CAMEL.sub("_", cell.strip().lstrip("\ufeff")).lower()
    named = _NOT_WORD.sub("_", words).strip("_")
    return _SYNONYMS.get(named, named)


def stem_of(file: Path) -> str:
    """Return the file's name without case, white space, numbers or copies' marks."""
    return re.sub(r"[\W\d_]+|copy$", "", file.stem.lower())


def _encoding(file: Path) -> str:
    with file.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if head[1:200:2].count(0) > len(head[1:200:2]) // 2:
        return "utf-16-le"
    try:
        getincrementaldecoder("utf-8")().decode(head, final=len(head) < _HEAD_BYTES)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _open(file: Path, encoding: str) -> TextIO:
    csv.field_size_limit(_CELL_MAX)  # a message may be longer than the default 128 KiB
    return file.open(encoding=encoding, errors="replace", newline="")


def _doubled(line: str) -> str:
    return line.replace('\\"', '""')


def _tolerant(lines: Iterator[list[str]]) -> Iterator[list[str] | str]:
    """Yield what the CSV reader yields, and a sentence where it would raise."""
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"the row is not CSV ({error})"
