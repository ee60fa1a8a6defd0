"""What a guest says on their phone: ticks, and what of them is shown. A link opens it."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from comity.errors import NotFound
from comity.operations.event.course import LINKED, SHOWN, UNLINKED
from comity.operations.event.showing import SHOWABLE
from comity.operations.event.ticks import TICKED, TICKS, have_met

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.operations.event.evening import Evening, Said


_TOKEN_BYTES = 18


def digest(token: str) -> bytes:
    """Return what a token is looked up by: how long that takes says nothing of any other."""
    return sha256(token.encode()).digest()


def tick(evening: Evening, guest: str, of: str, ticks: Iterable[str]) -> Said | None:
    """Return the act of a guest's ticks; None where they say so already.

    Raises ``NotFound`` for somebody they did not meet.
    """
    if not have_met(evening, guest, of):
        raise NotFound(
            "they have not met", hint="ticks are of those one sat with in a round that began"
        )
    wanted = [one for one in TICKS if one in set(ticks)]
    if evening.ticks.get((guest, of), ()) == tuple(wanted):
        return None
    return TICKED, {"guest": guest, "of": of, "ticks": wanted}


def show(guest: str, fields: Iterable[str]) -> Said:
    """Return the act of what a guest shows to those they meet."""
    chosen = set(fields)
    return SHOWN, {"guest": guest, "fields": [one for one in SHOWABLE if one in chosen]}


def links_for_all(evening: Evening) -> list[Said]:
    """Return the acts that give a link to every guest who has none."""
    return [link(one.key) for one in evening.guests if one.key not in evening.links]


def link(guest: str) -> Said:
    """Return the act that gives a guest a new link; the earlier one opens nothing from then on."""
    return LINKED, {"guest": guest, "token": secrets.token_urlsafe(_TOKEN_BYTES)}


def unlink(guest: str) -> Said:
    """Return the act by which a guest's link opens nothing more."""
    return UNLINKED, {"guest": guest}
