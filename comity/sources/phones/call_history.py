"""CallHistory.storedata of a Mac or an iPhone in, its calls out.

On a Mac in ``~/Library/Application Support/CallHistoryDB``; in an unencrypted backup of an iPhone
called 5a4935c78a5255723f707230a451d79c540d2741. Nothing of it is documented; the columns are those
of macOS 10.10 to 26 and iOS 8 to 26. FaceTime's calls stand among them, and those of other programs
that tell the telephone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Problem
from comity.sources.phones.call_table import Logged
from comity.sources.sqlite_file import DAMAGE, apple_us, chosen, columns, has_tables, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TABLE = "ZCALLRECORD"
_WANTED = "ZADDRESS ZNAME ZDATE ZDURATION ZORIGINATED ZANSWERED".split()
_INCOMING, _OUTGOING, _MISSED = "1", "2", "3"
_JID = "@s.whatsapp.net"


def recognise(path: Path) -> bool:
    """Whether a file is such a database."""
    return has_tables(path, _TABLE)


def calls(path: Path) -> Iterator[Logged | Problem]:
    """Yield the calls of a history."""
    try:
        with opened(path) as connection:
            present = columns(connection, _TABLE)[_TABLE]
            said = chosen(_WANTED, present, _TABLE)
            for row in connection.execute(f"SELECT {said} FROM {_TABLE} ORDER BY ROWID"):
                yield _logged(dict(zip(_WANTED, row, strict=True)))
    except DAMAGE as error:
        what = f"the database cannot be read to its end ({type(error).__name__})"
        yield Problem(path.name, what, "copy its folder and import the copy")


def _logged(row: dict[str, object]) -> Logged:
    """Return one call; of those one made nothing but their length tells that they were answered."""
    address, seconds = row["ZADDRESS"], row["ZDURATION"]
    number = (
        address.decode("utf-8", "replace") if isinstance(address, bytes) else str(address or "")
    )
    number = f"+{number.removesuffix(_JID)}" if number.endswith(_JID) else number
    kind = _OUTGOING if row["ZORIGINATED"] else _INCOMING if row["ZANSWERED"] else _MISSED
    lasted = seconds if isinstance(seconds, int | float) and 0 < seconds < 10**7 else 0
    return Logged(
        number[:256],
        str(row["ZNAME"] or ""),
        kind,
        apple_us(row["ZDATE"]),
        str(max(round(lasted), 1) if lasted else 0),
    )
