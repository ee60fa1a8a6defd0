"""Nametag's export in (JSON: Settings, Export), its records out.

A person is a card, with the day of the last contact where that is told. How often to be in touch,
groups, important days, fields of one's own and entries of the journal become decisions. Photos and
colours are left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from comity.model import Participant, Record, Skipped
from comity.sources.contentline import digest
from comity.sources.crm.entries import (
    Entry,
    at,
    day,
    fields,
    full_name,
    line,
    number,
    several,
    titled,
    told,
    words,
)
from comity.sources.guarded import guarded
from comity.sources.json_stream import Fault, head, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Decided
    from comity.sources.crm.entries import Fields

name: Final = "nametag"

_HEAD = re.compile(r'"exportDate".{0,2000}"(?:accountCreated|people)"', re.DOTALL)
_UNIT_DAYS = {"DAYS": 1.0, "WEEKS": 7.0, "MONTHS": 30.4375, "YEARS": 365.25}
_BIRTHDAY = re.compile(r"birth|geburt|cumplea|naissance|compleanno|nascimento", re.IGNORECASE)
_UNKNOWN_YEAR = "1604"  # of a day whose year nobody knows, as in vCards of Apple's


def recognise(path: Path) -> bool:
    """Tell Nametag's export by how it begins."""
    text = head(path)
    return '"groups"' in text and _HEAD.search(text) is not None


def account(path: Path) -> str:
    """Return who exported it."""
    found = re.search(r'"email"\s*:\s*"([^"\\]{1,200})"', head(path))
    return found[1] if found else path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for each person; the user's own is one."""
    for keys, value in pieces(path, "user", "people.*", "journalEntries.*"):
        where = f"{path.name}, {'.'.join(map(str, keys))}"
        if isinstance(value, Fault):
            yield value.told(where)
        elif keys[0] == "people":
            yield guarded(where, _person, fields(value), where)
        elif keys[0] == "user":
            yield guarded(where, _user, fields(value), where)
        else:  # notes of the people they name: see ``decided``
            yield Skipped("not used", where)


def decided(path: Path) -> Iterator[Decided]:
    """Yield what was decided of each person."""
    known: dict[str, Entry] = {}
    for keys, value in pieces(path, "people.*", "journalEntries.*"):
        said = fields(value)
        if keys[0] != "people":
            text, on_us = titled(said.get("title"), said.get("body")), at(said.get("date"))
            for ref in several(said.get("peopleIds")):
                if isinstance(ref, str) and ref in known:
                    yield known[ref].decided(name, "note", text, at_us=on_us)
        elif entry := _entry(said):
            known[entry.ref] = entry
            yield from _decisions(said, entry)


def _user(said: Fields, where: str) -> Record | Skipped:
    entry = Entry("", full_name(said.get("name")))
    entry.reached_by(words(said.get("email")))
    if not entry.identities:
        return Skipped("not used", where)
    return Record(
        kind="card",
        ref=digest((name, entry.identities)),
        where=where,
        channel="contacts",
        version=digest((entry.identities, entry.name)),
        participants=tuple(Participant("self", one, entry.name) for one in entry.identities),
    )


def _person(said: Fields, where: str) -> Record | Skipped:
    entry = _entry(said)
    if entry is None:
        return Skipped("not used", where)
    return entry.record(name, where, contacted_us=at(said.get("lastContact")))


def _entry(said: Fields) -> Entry | None:
    ref = line(said.get("id"))[:64]
    parts = (said.get(one) for one in ("name", "middleName", "surname", "secondLastName"))
    shown = full_name(said.get("displayNameOverride")) or full_name(*parts)
    if not ref or not (shown or several(said.get("emails"))):
        return None
    entry = Entry(ref, shown)
    for block, key in (("emails", "email"), ("phoneNumbers", "number"), ("urls", "url")):
        for one in several(said.get(block)):
            entry.reached_by(words(fields(one).get(key)))
    for one in several(said.get("imHandles")):
        handle = fields(one)
        entry.claims += told(line(handle.get("protocol")) or "Handle", [line(handle.get("handle"))])
    entry.claims += [
        ("nickname", line(said.get("nickname"))),
        ("organisation", line(said.get("organization"))),
        ("title", line(said.get("jobTitle"))),
        ("anniversary", day(said.get("anniversary"))),
        ("note", words(said.get("notes"))),
    ]
    for one in several(said.get("importantDates")):
        special = fields(one)
        if _BIRTHDAY.search(line(special.get("title"))):
            entry.claims.append(("birthday", _day(special.get("date"))))
    for one in several(said.get("addresses")):
        place = fields(one)
        town = (line(place.get(key)) for key in ("locality", "country"))
        lines = ("streetLine1", "streetLine2", "postalCode", "locality", "region", "country")
        entry.claims.append(("location", ", ".join(filter(None, town))))
        entry.claims += told(
            line(place.get("type")) or "Address", (line(place.get(key)) for key in lines)
        )
    for one in several(said.get("relationships")):
        other, kind = fields(one), fields(fields(one).get("relationshipType"))
        if whom := line(other.get("relatedPersonName")):
            label = line(kind.get("label")) or "related"
            entry.claims.append(("related", f"{whom} ({label.lower()})"))
    return entry


def _day(said: Any) -> str:  # noqa: ANN401 - any JSON value
    return day(said, yearless=words(said).startswith(_UNKNOWN_YEAR))


def _decisions(said: Fields, entry: Entry) -> Iterator[Decided]:
    often = number(said.get("contactReminderInterval"))
    unit_days = _UNIT_DAYS.get(words(said.get("contactReminderIntervalUnit")).upper(), 0.0)
    if said.get("contactReminderEnabled") and often * unit_days:
        yield entry.decided(name, "keep", {"rhythm_days": often * unit_days})
    for group in several(said.get("groups")):
        if tag := line(group):
            yield entry.decided(name, "tag", tag)
    for one in several(said.get("importantDates")):
        special = fields(one)
        title, on = line(special.get("title")), _day(special.get("date"))
        if title and on and not _BIRTHDAY.search(title):
            yield entry.decided(name, "detail", on, label=title)
    own = (*several(said.get("customFields")), *several(said.get("customFieldValues")))
    for one in own:
        field = fields(one)
        label = line(field.get("key")) or line(field.get("slug"))
        value = field.get("value")
        text = words(value) or (f"{value:g}" if isinstance(value, int | float) else "")
        if label and text:
            yield entry.decided(name, "detail", text, label=label)
    mine = fields(said.get("relationshipToUser"))
    if label := line(mine.get("label")) or line(mine.get("name")):
        yield entry.decided(name, "detail", label, label="who they are to me")
