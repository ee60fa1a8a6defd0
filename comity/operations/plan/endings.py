"""Where what was brought in ends: said before anybody is said to wait, or not to.

Mail has gone stale when it has been silent for longer than twice the gap that nineteen in twenty
of its own stay below, and for three days at least. Of several mailboxes one that stopped while
the others went on is named too, unless it stopped so long ago that it is an archive; so is a
messenger. Rules of taste, measured on nothing: a mailbox that is silent says why to nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.moment import DAY_US, iso
from comity.operations.plan.documents import Ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book, Row

_GAPS = 2
_SILENT_DAYS_MIN = 3
_MESSENGER_DAYS_MIN = 14  # chats are exported by hand, one by one
_SILENT_DAYS_MAX = 60  # however rare mail is, after two months a look is worth it
_ARCHIVE_DAYS = 180
_DAYS_MIN = 10  # with anything, before gaps say what is usual

_FRESHNESS = "SELECT * FROM freshness WHERE last_us <= getvariable('as_of_us')"


def endings(book: Book) -> tuple[Ending, ...]:
    """Return what ends so long ago that more is to be brought in, mail first."""
    by_medium: dict[str, list[Row]] = {}
    for row in book.rows(_FRESHNESS):
        by_medium.setdefault(row["medium"], []).append(row)
    mail = by_medium.pop("mail", [])
    found = _of_mail(mail, book.moment_us)
    for medium, rows in sorted(by_medium.items()):
        last = max(rows, key=_last_us)
        days = (book.moment_us - last["last_us"]) / DAY_US
        if max(_allowed_days(rows), _MESSENGER_DAYS_MIN) < days <= _ARCHIVE_DAYS:
            found.append(Ending(medium, "", _day(last), int(days)))
    return tuple(found)


def _of_mail(rows: list[Row], moment_us: int) -> list[Ending]:
    """Return the end of all mail, or else of the mailboxes that stopped before the others."""
    if not rows:
        return []
    newest = max(rows, key=_last_us)
    days = (moment_us - newest["last_us"]) / DAY_US
    if days > _allowed_days(rows):
        return [Ending("mail", "", _day(newest), int(days))]
    behind = []
    for one in sorted(rows, key=_last_us, reverse=True):
        lag_days = (newest["last_us"] - one["last_us"]) / DAY_US
        if one["days"] >= _DAYS_MIN and _allowed_days([one]) < lag_days <= _ARCHIVE_DAYS:
            silent_days = int((moment_us - one["last_us"]) / DAY_US)
            behind.append(Ending("mail", one["source"], _day(one), silent_days))
    return behind


def _allowed_days(rows: Sequence[Row]) -> float:
    """Return the silence that says nothing yet, by the liveliest of some sources."""
    usual = [one["gap_days"] for one in rows if one["days"] >= _DAYS_MIN and one["gap_days"]]
    allowed = _GAPS * min(usual) if usual else _SILENT_DAYS_MAX
    return float(min(max(allowed, _SILENT_DAYS_MIN), _SILENT_DAYS_MAX))


def _last_us(one: Row) -> int:
    found: int = one["last_us"]
    return found


def _day(one: Row) -> str:
    return iso(one["last_us"]) or ""
