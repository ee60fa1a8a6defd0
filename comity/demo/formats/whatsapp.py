"""Chat lines in, an exported WhatsApp chat out, with British dates.

``12/03/2025, 18:44 - Name: text``
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.demo.events import ChatLine
    from comity.demo.people import Me, Person

LONDON = ZoneInfo("Europe/London")
NOTICE = (
    "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, "
    "can read or listen to them. Tap to learn more."
)


def contact(person: Person) -> str:
    """Return how my telephone calls them: by name, or by number when they are not saved."""
    if person.circle == "professional" and person.number % 2 and person.phone:
        return person.phone
    return f"{person.short or person.given} {person.family}"


def chat(rows: Iterable[ChatLine], me: Me, person: Person) -> str:
    """Return the text of an exported chat."""
    lines: list[str] = []
    for row in rows:
        when = datetime.fromtimestamp(row.at_us // 1_000_000, LONDON)
        stamp = f"{when:%d/%m/%Y, %H:%M}"
        if not lines:
            lines.append(f"{stamp} - {NOTICE}")
        lines.append(f"{stamp} - {me.name if row.mine else contact(person)}: {row.text}")
    return "\n".join(lines) + "\n"
