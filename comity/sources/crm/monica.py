"""Monica's export of an account in (version 4, JSON: Settings, Export), its records out.

Contacts are cards; activities, calls and conversations are what happened, with their days. What was
decided there (how often to stay in touch, tags, notes, reminders, gifts, debts, tasks, life events)
becomes decisions. Photos, documents, the journal and reminders that Monica made of birthdays are
left. A block names its values in the singular or plural; a value is told by what it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from comity.model import Participant, Record, Skipped
from comity.sources.contentline import capped, digest
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

name: Final = "monica"

_HEAD = re.compile(r'"app_version".{0,2000}"exported_by"', re.DOTALL)
_VALUES = "account.data.*.values.*"
_TYPES = "account.instance.contact_field_types.*"
_OWNER = "handle:monica/owner"
_AGAIN = {"week": ("days", 7), "month": ("months", 1), "year": ("months", 12)}
_FAVOURITE, _ARCHIVED = "favourite", "archived"


@dataclass(slots=True)
class _Account:
    """What contacts of one file say of each other."""

    names: dict[str, str] = field(default_factory=dict)  # by the contact's number
    types: dict[str, str] = field(default_factory=dict)  # names of ways to reach somebody
    related: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # number and kind
    there: dict[str, list[tuple[str, Participant]]] = field(default_factory=dict)  # by activity
    owner: str = _OWNER
    owner_name: str = ""
    me: str = ""  # the contact that is the user


def recognise(path: Path) -> bool:
    """Tell Monica's export by how it begins."""
    return _HEAD.search(head(path)) is not None


def account(path: Path) -> str:
    """Return who exported it."""
    found = re.search(r'"exported_by"\s*:\s*"([^"\\]{1,200})"', head(path))
    return found[1] if found else path.stem


def read(path: Path) -> Iterator[Record | Skipped]:
    """Yield a record for each contact, activity, call and message of a conversation."""
    known = _known(path)
    for keys, value in pieces(path, _VALUES):
        where = f"{path.name}, {'.'.join(map(str, keys[1:]))}"
        match _kind(value):
            case "fault":
                yield value.told(where)
            case "contact":
                yield from _contact(value, where, known)
            case "activity":
                yield guarded(where, _activity, value, where, known)
            case "user":
                yield guarded(where, _user, where, known)
            case _:
                yield Skipped("not used", where)


def decided(path: Path) -> Iterator[Decided]:
    """Yield what was decided of each contact."""
    known = _known(path)
    for _, value in pieces(path, _VALUES):
        if _kind(value) == "contact" and (entry := _entry(value, known)):
            yield from _decisions(value, entry, known)


def _known(path: Path) -> _Account:
    """Return what is to be known before contacts are read: the file tells it after them."""
    known = _Account()
    for keys, value in pieces(path, _VALUES, _TYPES):
        if keys[1:2] == ("instance",):
            said = fields(fields(value).get("properties"))
            known.types[_number(value)] = line(said.get("name"))
            continue
        said = fields(fields(value).get("properties"))
        match _kind(value):
            case "contact":
                _note(value, known)
            case "user":
                known.owner = _address(value) or _OWNER
                known.owner_name = full_name(value.get("first_name"), value.get("last_name"))
                known.me = words(said.get("me_contact"))
            case "relationship":
                other = words(said.get("contact_is")), line(said.get("type"))
                known.related.setdefault(words(said.get("of_contact")), []).append(other)
            case _:
                pass
    return known


def _note(value: Fields, known: _Account) -> None:
    """Note a contact's name, and where they took part."""
    ref = _number(value)
    if entry := _entry(value, known):
        known.names[ref] = entry.name
        there = Participant("attendee", entry.known_as(name)[0], entry.name, "accepted")
        for activity in _blocks(value, "activity"):
            if isinstance(activity, str):
                known.there.setdefault(activity, []).append((ref, there))


def _kind(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, Fault):
        return "fault"
    said = fields(fields(value).get("properties"))
    if "contact_is" in said:
        return "relationship"
    if "summary" in said and "happened_at" in said:
        return "activity"
    if "is_partial" in said or "first_name" in said:
        return "contact"
    return "user" if "email" in fields(value) else ""


def _number(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return line(fields(value).get("uuid"))[:64]


def _address(value: Fields) -> str:
    entry = Entry("", "")
    entry.reached_by(words(value.get("email")))
    return next(iter(entry.identities), "")


def _name(said: Fields) -> str:
    parts = (said.get("first_name"), said.get("middle_name"), said.get("last_name"))
    return full_name(*parts) or full_name(said.get("nickname"))


def _blocks(value: Fields, kind: str) -> Iterator[Any]:
    """Yield the values of a contact's blocks of one kind."""
    for block in several(value.get("data")):
        named = words(fields(block).get("type"))
        if named in {kind, f"{kind}s", f"{kind}es"} or (named, kind) == ("activities", "activity"):
            yield from several(fields(block).get("values"))


def _told(value: Fields, kind: str) -> Iterator[tuple[Fields, Fields]]:
    """Yield the values of one kind, each with its properties."""
    for one in _blocks(value, kind):
        yield fields(one), fields(fields(one).get("properties"))


def _entry(value: Fields, known: _Account) -> Entry | None:
    """Return a contact; None for the user's own."""
    ref, said = _number(value), fields(value.get("properties"))
    if not ref or ref == known.me:
        return None
    entry = Entry(ref, _name(said))
    for _, way in _told(value, "contact_field"):
        entry.reached_by(words(way.get("data")), known.types.get(words(way.get("type")), ""))
    given = (("nickname", "nickname"), ("company", "organisation"), ("job", "title"))
    for label, attribute in given:
        if text := line(said.get(label)):
            entry.claims.append((attribute, text))  # type: ignore[arg-type]  # words of the model
    born, died = fields(said.get("birthdate")), fields(said.get("deceased_date"))
    if not born.get("is_age_based"):
        entry.claims.append(
            ("birthday", day(born.get("date"), yearless=bool(born.get("is_year_unknown"))))
        )
    if said.get("is_dead"):
        entry.claims.append(("died", day(died.get("date")) or "yes"))
    for _, place in _told(value, "address"):
        town = ", ".join(filter(None, (line(place.get("city")), line(place.get("country")))))
        street = (line(place.get(one)) for one in ("street", "postal_code", "city", "province"))
        label = line(place.get("name")) or "Address"
        entry.claims += [("location", town), *told(label, street)]
    pets = (
        f"{line(one.get('name'))} ({line(one.get('category'))})" for _, one in _told(value, "pet")
    )
    entry.claims += [*told("Pets", pets), *told("Eats", [line(said.get("food_preferences"))])]
    entry.claims.append(("note", words(said.get("description"))))
    named = ((known.names.get(other), kind) for other, kind in known.related.get(ref, ()))
    entry.claims += [("related", f"{whom} ({kind})") for whom, kind in named if whom]
    return entry


def _contact(value: Fields, where: str, known: _Account) -> Iterator[Record | Skipped]:
    """Yield a contact, and what happened with them."""
    entry = _entry(value, known)
    if entry is None:
        yield Skipped("not used", where)
        return
    yield guarded(where, entry.record, name, where, contacted_us=_spoken_us(value))
    other = Participant("from", entry.known_as(name)[0], entry.name)
    for call, said in _told(value, "call"):
        yield guarded(where, _call, (call, said), other, where, known)
    for talk, said in _told(value, "conversation"):
        for message in several(said.get("messages")):
            yield guarded(where, _message, (talk, said), message, other, where, known)


def _spoken_us(value: Fields) -> int | None:
    """Return when they were last in touch, where nothing else that was logged says so."""
    said = fields(value.get("properties"))
    logged = ("activity", "call", "conversation")
    if any(next(_blocks(value, kind), None) for kind in logged):
        return None
    return at(said.get("last_talked_to"))


def _user(where: str, known: _Account) -> Record | Skipped:
    if known.owner == _OWNER:
        return Skipped("not used", where)
    return Record(
        kind="card",
        ref=digest((name, known.owner)),
        where=where,
        channel="contacts",
        version=digest((known.owner, known.owner_name)),
        participants=(Participant("self", known.owner, known.owner_name),),
    )


def _activity(value: Fields, where: str, known: _Account) -> Record | Skipped:
    """Return a meeting with all who took part."""
    said = fields(value.get("properties"))
    met = [one for ref, one in known.there.get(_number(value), ()) if ref != known.me]
    if not met:
        return Skipped("not used", where)
    text = titled(said.get("description"))
    return Record(
        kind="event",
        ref=f"monica:{_number(value)}",
        where=where,
        channel="log",
        interaction="meeting",
        at_us=at(said.get("happened_at")),
        version=digest((said.get("happened_at"), said.get("summary"), text, met)),
        participants=tuple(dict.fromkeys(met)),
        subject=line(said.get("summary")),
        text=capped(text),
    )


def _call(
    call: tuple[Fields, Fields], other: Participant, where: str, known: _Account
) -> Record | Skipped:
    """Return a call that was made; which of the two rang is told."""
    value, said = call
    at_us = at(said.get("called_at"))
    if at_us is None:
        return Skipped("not used", where)
    return Record(
        kind="chat",
        ref=digest((name, _number(value), at_us if not _number(value) else "")),
        where=where,
        channel="log",
        interaction="call",
        at_us=at_us,
        version=digest((at_us, said.get("content"))),
        participants=_between(other, known, by_me=not said.get("contact_called")),
        text=capped(words(said.get("content"))),
        conversation=other.identity,
    )


def _message(
    talk: tuple[Fields, Fields], value: object, other: Participant, where: str, known: _Account
) -> Record | Skipped:
    """Return a message of a conversation that was kept."""
    said = fields(fields(value).get("properties"))
    at_us = at(said.get("written_at")) or at(talk[1].get("happened_at"))
    text = words(said.get("content"))
    if at_us is None or not text:
        return Skipped("not used", where)
    return Record(
        kind="chat",
        ref=digest((name, _number(talk[0]), _number(value) or (at_us, text))),
        where=where,
        channel="log",
        interaction="message",
        at_us=at_us,
        version=digest((at_us, text)),
        participants=_between(other, known, by_me=bool(said.get("written_by_me"))),
        text=capped(text),
        conversation=other.identity,
    )


def _between(other: Participant, known: _Account, *, by_me: bool) -> tuple[Participant, ...]:
    me = Participant("self", known.owner, known.owner_name)
    if by_me:
        to = Participant("to", other.identity, other.name)
        return Participant("from", me.identity, me.name), to, me
    return other, Participant("to", me.identity, me.name), me


def _decisions(value: Fields, entry: Entry, known: _Account) -> Iterator[Decided]:
    """Yield what was decided of a contact."""
    said = fields(value.get("properties"))
    if days := number(said.get("stay_in_touch_frequency")):
        updated_us = at(value.get("updated_at"))
        yield entry.decided(name, "keep", {"rhythm_days": days}, at_us=updated_us)
    tags = [line(one) for one in several(said.get("tags"))]
    tags += [_FAVOURITE] * bool(said.get("is_starred"))
    tags += [_ARCHIVED] * (said.get("is_active") is False)
    for tag in filter(None, tags):
        yield entry.decided(name, "tag", tag)
    yield from _notes(value, entry, known)
    for _, reminder in _told(value, "reminder"):
        yield from _reminder(reminder, entry)
    for one, gift in _told(value, "gift"):
        if line(gift.get("name")):
            yield _gift(one, gift, entry)


def _notes(value: Fields, entry: Entry, known: _Account) -> Iterator[Decided]:
    """Yield what was written of a contact, each with its day."""
    said = fields(value.get("properties"))
    met = fields(said.get("first_met_date"))
    if first := day(met.get("date")):
        through = known.names.get(words(said.get("first_met_through")), "")
        text = f"First met through {through}" if through else "First met"
        yield entry.decided(name, "note", text, at_us=at(first))
    for one, note in _told(value, "note"):
        yield entry.decided(name, "note", words(note.get("body")), at_us=at(one.get("created_at")))
    for one, note in _told(value, "life_event"):
        text = titled(note.get("name"), note.get("note"))
        on_us = at(note.get("happened_at")) or at(one.get("created_at"))
        yield entry.decided(name, "note", text, at_us=on_us)
    for one, task in _told(value, "task"):
        word = "Done" if task.get("completed") else "To do"
        text = titled(f"{word}: {line(task.get('title'))}", task.get("description"))
        yield entry.decided(name, "note", text, at_us=at(one.get("created_at")))
    for one, debt in _told(value, "debt"):
        yield entry.decided(name, "note", _debt(debt), at_us=at(one.get("created_at")))


def _debt(said: Fields) -> str:
    who = "I owe them" if said.get("in_debt") else "They owe me"
    paid = " (settled)" if said.get("status") == "complete" else ""
    amount = " ".join(filter(None, (f"{number(said.get('amount')):g}", line(said.get("currency")))))
    return titled(f"{who} {amount}{paid}", said.get("reason"))


def _reminder(said: Fields, entry: Entry) -> Iterator[Decided]:
    first = day(said.get("initial_date"))
    if not first or said.get("inactive") or said.get("delible") is False:
        return  # of a birthday, which the contact tells, or switched off
    value: dict[str, str | int | float] = {"day": first}
    value["text"] = titled(said.get("title"), said.get("description"))
    if again := _AGAIN.get(words(said.get("frequency_type"))):
        value[again[0]] = again[1] * max(int(number(said.get("frequency_number"))), 1)
    yield entry.decided(name, "remind", value)


def _gift(one: Fields, said: Fields, entry: Entry) -> Decided:
    """Return a gift that changed hands, or a note of one that is thought of."""
    text = titled(line(said.get("name")), said.get("comment"), said.get("url"))
    on_us = at(said.get("date")) or at(one.get("created_at"))
    way = {"offered": "given", "received": "received"}.get(words(said.get("status")))
    if way is None:
        return entry.decided(name, "note", f"Gift idea: {text}", at_us=on_us)
    value: dict[str, str | int | float] = {"way": way, "kind": "present", "text": text}
    return entry.decided(name, "gift", value, at_us=on_us)
