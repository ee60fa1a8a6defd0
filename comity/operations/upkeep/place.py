"""Where the user lives, as far as a book needs it: the time zone, the region of telephones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from comity.errors import BadInput
from comity.normalise.phone import is_region
from comity.operations.upkeep.settings import Setting

if TYPE_CHECKING:
    from comity.book import Book


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = "write it as Europe/Berlin"
        raise BadInput(f"there is no time zone {value!r}", hint=hint) from error


def _region(value: str) -> str:
    if not is_region(value.upper()):
        raise BadInput(f"{value!r} is no region with telephone numbers", hint="write it as GB")
    return value.upper()


def _origin(book: Book) -> str:
    return book.region[1] or "not known: set it"


TIME_ZONE = Setting(
    name="time_zone",
    label="Time zone",
    meaning="whose days these are, as Europe/Berlin (this machine's)",
    default=lambda book: book.zone,
    checked=_zone,
)
REGION = Setting(
    name="region",
    label="Region of telephone numbers",
    meaning="whose telephone numbers need no country code, as GB",
    default=lambda book: book.region[0] or None,
    checked=_region,
    remark=_origin,
)
