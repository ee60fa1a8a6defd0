"""A mail's calendar parts in; which invitation they answer, and how, out (iTIP, RFC 5546 3.2.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.sources.contentline import components

if TYPE_CHECKING:
    from comity.sources.mail.leaf import Leaf

_CHARS = 20_000
_UID_CHARS = 512
_ANSWERS = {"accepted", "declined", "tentative"}


def answer_of(calendars: list[tuple[str, Leaf]]) -> str:
    """Return ``accepted UID`` and the like; "" where nothing is answered.

    An answer about one meeting of a series tells nothing of the others, and is left out.
    """
    for written, leaf in calendars:
        for component in components(leaf.text()[:_CHARS].encode("utf-8", "replace")):
            if component.name != "VEVENT" or component.all("RECURRENCE-ID"):
                continue
            method = component.parent.value("METHOD") if component.parent else ""
            is_reply = "reply" in (method.lower() or written.lower())
            said = [one.parameters.get("PARTSTAT", "").lower() for one in component.all("ATTENDEE")]
            uid = component.value("UID")[:_UID_CHARS]
            if is_reply and uid and len(said) == 1 and said[0] in _ANSWERS:
                return f"{said[0]} {uid}"
    return ""
