"""People in, cards out: vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), as two address books write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.demo.formats.icalendar import utc
from comity.normalise.contentline import escaped, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.demo.people import Person

CATEGORIES = {
    "personal": "Family and friends",
    "service": "House",
    "colleague": "Office",
    "professional": "Work",
}


def kept(person: Person) -> bool:
    """Say whether the owner has a card of this person."""
    if person.circle != "professional":
        return True
    if person.sort != "peer":
        return False
    if person.trajectory == "never_exchanged":
        return person.number % 4 == 2  # noqa: PLR2004  one in four: a card and nothing else
    return bool(person.birthday) or (person.number % 3 != 0 and person.trajectory != "brief")


def card(person: Person, now_us: int) -> str:
    """Return the person's card."""
    version = "4.0" if person.number % 2 else "3.0"
    return "".join(map(fold, _lines(person, version, now_us)))


def _lines(person: Person, version: str, now_us: int) -> Iterator[str]:
    post = person.post(now_us)
    called = (
        f"{person.short} {person.family}"
        if person.number % 5 == 1 and person.short
        else person.name
    )
    yield from ("BEGIN:VCARD", f"VERSION:{version}")
    yield f"UID:urn:uuid:{person.number:08x}-0000-4000-8000-{len(person.name):012x}"
    yield f"FN:{escaped(called)}"
    yield f"N:{escaped(person.family)};{escaped(person.given)};;;"
    if person.short:
        yield f"NICKNAME:{escaped(person.short)}"
    if post.organisation:
        yield f"ORG:{escaped(post.organisation.name)}"
        yield f"TITLE:{escaped(post.title)}"
    yield f"EMAIL;TYPE={'work' if post.organisation else 'home'}:{post.address}"
    if person.private:
        yield f"EMAIL;TYPE=home:{person.private}"
    if person.phone and version == "4.0":
        yield f"TEL;VALUE=uri;TYPE=cell:tel:{person.phone.replace(' ', '-')}"
    elif person.phone:
        yield f"TEL;TYPE=CELL:{person.phone}"
    if person.birthday:
        yield f"BDAY:{person.birthday.replace('-', '') if version == '4.0' else person.birthday}"
    yield f"CATEGORIES:{CATEGORIES[person.circle]}"
    if person.circle == "professional" and person.number % 4 == 0:
        yield f"NOTE:{escaped(f'Met through work in {person.town}; likes straight answers.')}"
    yield f"REV:{utc(now_us - (person.number % 700 + 20) * 86_400_000_000)}"
    yield "END:VCARD"
