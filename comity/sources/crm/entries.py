"""What programs that keep contacts say of somebody, as records and decisions have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from comity.model import Claim, Decided, Participant, Record
from comity.normalise.identity import as_written
from comity.normalise.name import name_identity
from comity.normalise.phone import phone_identity
from comity.normalise.profile import linkedin_identity
from comity.normalise.time import us_of
from comity.sources.contentline import capped, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from comity.model import Attribute

Fields: TypeAlias = Mapping[str, Any]  # a JSON object of a stranger's

_NOON = 12
_NAME_CHARS = 200
_WORDS_CHARS = 2_000
_NUMBER_MAX = 1e9
_YEAR_MIN, _YEAR_MAX = 1900, 9998


@dataclass(slots=True)
class Entry:
    """Somebody as one program has them."""

    ref: str  # by which the program knows them
    name: str
    identities: list[str] = field(default_factory=list)
    claims: list[tuple[Attribute, str]] = field(default_factory=list)

    def reached_by(self, said: str, service: str = "") -> None:
        """Add a way of reaching them: an address, a number, a profile; else what is said of it."""
        said = said.strip()[:_WORDS_CHARS]
        digits = sum(one.isdigit() for one in said)
        found = as_written(said.removeprefix("mailto:")) if "@" in said else ""
        found = found or linkedin_identity(said)
        if not found and "/" not in said and digits * 2 > len(said):
            found = phone_identity(said)
        if found:
            self.identities.append(found)
        elif "://" in said or said.startswith("www."):
            self.claims.append(("url", said))
        elif said:
            self.claims.append(("note", f"{service}: {said}" if service else said))

    def known_as(self, service: str) -> list[str]:
        """Return whom it is about: the ways of reaching them, else the program's own number."""
        found = list(dict.fromkeys(self.identities))
        return (
            found or [f"handle:{service}/{self.ref}"] if self.ref else found or self._named(service)
        )

    def _named(self, service: str) -> list[str]:
        return [one for one in [name_identity(service, self.name)] if one]

    def record(self, service: str, where: str, *, contacted_us: int | None = None) -> Record:
        """Return the card that it is; ``contacted_us``: when there was contact last."""
        identities = self.known_as(service)
        named: list[tuple[Attribute, str]] = [("name", self.name)] if self.name else []
        claims = [*named, *dict.fromkeys(self.claims)]
        people = [Participant("subject", one, self.name) for one in identities]
        if contacted_us is not None:
            people.append(Participant("to", identities[0], self.name))
        return Record(
            kind="row",
            ref=digest((service, self.ref or identities)),
            where=where,
            channel="contacts",
            version=digest((identities, claims, contacted_us)),
            interaction="" if contacted_us is None else "contact",
            at_us=contacted_us,
            participants=tuple(people),
            claims=tuple(
                Claim(identity, attribute, capped(value))
                for identity in identities[:1]
                for attribute, value in claims
                if value
            ),
        )

    def decided(
        self,
        service: str,
        verb: str,
        value: str | dict[str, str | int | float],
        *,
        label: str = "",
        at_us: int | None = None,
    ) -> Decided:
        """Return what was decided of them."""
        return Decided(verb, self.known_as(service)[0], label, value, at_us, self.name)


def words(said: object) -> str:
    """Return a text of a JSON file, without NULs and lone surrogates; "" for anything else."""
    if not isinstance(said, str):
        return ""
    return said.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()


def line(said: object) -> str:
    """Return a text as one line."""
    return " ".join(words(said)[:_WORDS_CHARS].split())


def full_name(*parts: object) -> str:
    """Return the parts of a name as one."""
    return " ".join(filter(None, map(line, parts)))[:_NAME_CHARS].rstrip()


def fields(said: object) -> Fields:
    """Return a JSON object; an empty one for anything else."""
    return said if isinstance(said, Mapping) else {}


def several(said: object) -> Sequence[Any]:
    """Return a JSON list; an empty one for anything else."""
    return said if isinstance(said, list) else ()


def number(said: object) -> float:
    """Return a number that is above zero; 0 for anything else."""
    is_number = isinstance(said, int | float) and not isinstance(said, bool)
    return float(said) if is_number and 0 < said < _NUMBER_MAX else 0.0  # type: ignore[arg-type,operator]


def moment(said: object) -> datetime | None:
    """Return the instant of an ISO 8601 text, in UTC unless it says otherwise; a day's is noon."""
    text = words(said)[:40]
    try:
        found = datetime.fromisoformat(text)
        if len(text) <= len("2026-01-01"):
            found = found.replace(hour=_NOON)
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if _YEAR_MIN <= found.year <= _YEAR_MAX else None


def at(said: object) -> int | None:
    """Return the instant of an ISO 8601 text in microseconds."""
    found = moment(said)
    return us_of(found) if found else None


def day(said: object, *, yearless: bool = False) -> str:
    """Return the day of an ISO 8601 text as it is written there, whatever the zone."""
    text = words(said)[:10]
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return ""
    return f"-{text[4:]}" if yearless else found.isoformat()


def titled(*parts: object) -> str:
    """Return a title and what is said below it."""
    return "\n".join(filter(None, map(words, parts)))


def told(label: str, entries: Iterable[str]) -> Iterator[tuple[Attribute, str]]:
    """Yield a note of what is said, under its label."""
    said = ", ".join(filter(None, entries))
    if said:
        yield "note", f"{label}: {said}"
