"""One of Outlook's items: its properties, those it is addressed to and what is attached.

Exchange knows people by names of its own (X.500, ``/o=Acme/ou=…/cn=ada``); where an item says
the mail address as well, that is who they are, for every other item of the file too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from comity.normalise.identity import as_written

if TYPE_CHECKING:
    from collections.abc import Callable

    from comity.sources.mapi import Properties, Tag

CLASS: Final = 0x1A
ADDRESSEES_MAX = 2_000
_EXCHANGE = "x500:"
_HELD = re.compile(r"(?i)/cn=[0-9a-f]{32}-([^/@\s]+@[^/@\s]+\.[^/@\s]+)$")  # the address, in a name

# Each way a property set names somebody: their names, SMTP addresses, and other addresses.
Ways = tuple[tuple["Tag", ...], tuple["Tag", ...], tuple["Tag", ...]]
RECIPIENT: Final[Ways] = ((0x3001, 0x5FF6, 0x3A20), (0x39FE, 0x403E), (0x3003,))
AUTHOR: Final[Ways] = ((0x42,), (0x5D02, 0x5D0B), (0x65,))
SENDER: Final[Ways] = ((0x0C1A,), (0x5D01, 0x5D0A), (0x0C1F,))
RECEIVER: Final[Ways] = ((0x40,), (0x5D07,), (0x76,))


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is attached: its name and kind, its size, and its bytes when asked for."""

    name: str
    kind: str
    size_bytes: int
    data: Callable[[], bytes]


@dataclass(slots=True)
class Item:
    """A mail, a meeting, a contact or whatever else Outlook keeps."""

    properties: Properties
    addressees: list[Properties] = field(default_factory=list)
    attachments: list[Attached] = field(default_factory=list)
    directory: Callable[[str], str] = str  # the mail address of an X.500 name; itself if unknown

    @property
    def message_class(self) -> str:
        """What kind of item it is, in upper case: IPM.NOTE."""
        return self.properties.text(CLASS).upper()

    def person(self, said: Properties, ways: Ways) -> tuple[str, str]:
        """Return name and address of whom properties name in one of their ways."""
        names, mail, other = ways
        name = said.text(*names).strip("'\" ")
        for address in (*map(said.text, mail), *map(said.text, other), name):
            written = as_written(address)
            if written.startswith(_EXCHANGE):
                known = self.directory(written.removeprefix(_EXCHANGE))
                held = _HELD.search(known)
                return name, held[1] if held else known
            if written:
                return name, address.strip("'\"<> ")
        return name, ""


def known_as(said: Properties, ways: Ways) -> tuple[str, str] | None:
    """Return the X.500 name and the mail address of somebody, where both are told."""
    _, mail, other = ways
    exchange, address = (as_written(said.text(*tags)) for tags in (other, mail))
    if exchange.startswith(_EXCHANGE) and address.startswith("email:"):
        return exchange.removeprefix(_EXCHANGE), address.removeprefix("email:")
    return None
