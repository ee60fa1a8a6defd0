"""One guest: what they said of themselves, and whom they must or must not meet."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.operations.document import Json


@dataclass(frozen=True, slots=True)
class Attendee:
    """A guest. ``name`` is nobody else's at this event: a name twice gets a suffix."""

    key: str  # of this event alone: short, and never anybody's address
    name: str
    organisation: str = ""
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    role: str = ""
    avoid: tuple[str, ...] = ()  # names or organisations never to share a table with
    must_meet: tuple[str, ...] = ()  # names to meet in some round
    from_round: int = 1
    to_round: int | None = None  # None: to the end
    table: int | None = None  # a host stays at this table, counted from 1
    newcomer: bool | None = None  # None: not said
    address: str = ""  # e-mail; shown to nobody but the organiser
    person: str = ""  # id of the person of the book, where they came from it

    def as_json(self) -> dict[str, Json]:
        """Return it as an act keeps it: what says nothing is left out."""
        plain = {one.name: one.default for one in fields(self)}
        return {name: said for name, said in asdict(self).items() if said != plain[name]}

    @classmethod
    def of_json(cls, said: dict[str, Json]) -> Attendee:
        """Return the guest whom an act keeps."""
        fields_of: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
        }
        return cls(**fields_of)
