"""A CalDAV account in, its events out (RFC 4791): as the same calendar's .ics file would be read.

Read only. Tasks and journals are not used; nor are subscriptions, other people's calendars, and
those that a server fills by itself with birthdays and holidays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from comity.sources.accounts import dav
from comity.sources.accounts.collection import Reader
from comity.sources.accounts.discovery import Kind
from comity.sources.calendars.icalendar import events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.accounts import Held, Login, Place, Said

name: Final = "caldav"

_KIND = Kind("calendar", "calendar-home-set", "caldav", "VEVENT")
_READER = Reader("C:calendar-multiget", "calendar-data", "<C:calendar-data/>", events)


def look(login: Login) -> list[Place]:
    """Return the calendars that are read."""
    return dav.look(login, _KIND)


def sync(login: Login, held: Held, *, now_us: int) -> Iterator[Said]:
    """Yield what is new in every calendar."""
    yield from dav.sync(login, held, _KIND, _READER, now_us=now_us)
