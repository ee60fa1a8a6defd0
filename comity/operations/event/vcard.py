"""A guest's card for those who said the same of them (vCard 4.0, RFC 6350)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.normalise.contentline import escaped, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.operations.event.attendee import Attendee

ADDRESS = "address"  # among what a guest shows: their e-mail address


def vcard(guest: Attendee, *, met: str, address: str = "") -> bytes:
    """Return a card of what a guest chose to show; ``met``: where, in words.

    Lines are folded by octets and never inside a letter; the text is UTF-8, as the standard has it.
    """
    lines = _lines(guest, met, address)
    return "".join(fold(" ".join(line.split("\r"))) for line in lines).encode("utf-8", "replace")


def _lines(guest: Attendee, met: str, address: str) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"FN:{escaped(guest.name)}")
    words = guest.name.split()
    family, given = (words[-1], " ".join(words[:-1])) if len(words) > 1 else ("", guest.name)
    yield f"N:{escaped(family)};{escaped(given)};;;"
    if guest.organisation:
        yield f"ORG:{escaped(guest.organisation)}"
    if address:
        yield f"EMAIL:{escaped(address)}"
    note = [met]
    note += [f"Seeks {'; '.join(guest.asks)}"] if guest.asks else []
    note += [f"Offers {'; '.join(guest.offers)}"] if guest.offers else []
    yield f"NOTE:{escaped(chr(10).join(note))}"
    yield "END:VCARD"
