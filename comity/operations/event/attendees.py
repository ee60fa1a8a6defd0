"""``event attendees``: the guest list, brought in from any list, from the book, or by hand."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, option
from comity.operations.event.calling import called
from comity.operations.event.columns import said_columns
from comity.operations.event.documents import ColumnTold, Guest, GuestRow, Guests
from comity.operations.event.evening import ADDED, CHANGED, LISTED, REMOVED, REVOKED, SEATED, told
from comity.operations.event.events import event_named
from comity.operations.event.from_book import people_of
from comity.operations.event.guest_rows import guest_list, guest_of, new_key, told_apart
from comity.operations.event.guest_table import read_table
from comity.operations.event.printing import print_sheets
from comity.operations.operation import operation
from comity.sources.cards.sheet import file_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.book import Book
    from comity.operations.event.attendee import Attendee
    from comity.operations.event.evening import Evening, Said
    from comity.operations.event.guest_rows import GuestList
    from comity.operations.event.guest_table import GuestTable
    from comity.store.events import Act, EventFile

_BEFORE = {LISTED, ADDED, CHANGED, REMOVED, SEATED}


@operation("event attendees", writes=True)
def event_attendees(
    book: Book,
    event: Annotated[str, "which event: its name"],
    file: Annotated[Path | None, "a guest list: CSV, TSV or .xlsx"] = None,
    *,
    column: Annotated[
        list[str] | None, 'What a column of the list holds: "Company=organisation".'
    ] = None,
    preview: Annotated[bool, "Only show what would become of each column and row."] = False,
    instead: Annotated[bool, "In place of the guests there are."] = False,
    tag: Annotated[list[str] | None, "People of your book with this tag."] = None,
    person: Annotated[list[str] | None, "A person of your book."] = None,
    add: Annotated[str, "Add a guest of this name."] = "",
    change: Annotated[str, "Change what is said of this guest."] = "",
    say: Annotated[list[str] | None, 'Of whom is added or changed: "asks=a printer".'] = None,
    remove: Annotated[str, "Take this guest off the list."] = "",
    undo: Annotated[bool, "Take back what was last said of guests or seats."] = False,
) -> Guests:
    """Show the guests of an event, or bring them in.

    A list of Zoom, Teams, Google Meet, Luma, Meetup, Eventbrite, Partiful or your own, with its
    columns in any order: --preview shows what each becomes. Every row is accounted for. People of
    your book come by --tag or --person. A guest's name and organisation, and what they seek and
    offer, are shown to others; an address never is.
    """
    there = event_named(book.folder, event)
    if undo:
        undo_list(there, at_us=book.now_us)
        return shown(there)
    if file is not None:
        data, words = file_bytes(file), column or ()
        return take_list(there, data, words, instead=instead, preview=preview, at_us=book.now_us)
    if tag or person:
        return take_people(book, there, people_of(book, tags=tag or (), named=person or ()))
    evening = told(there.acts())
    _say(there, by_hand(evening, add, change, remove, say or ()), book.now_us)
    return shown(there)


def take_people(book: Book, file: EventFile, people: Sequence[Attendee]) -> Guests:
    """Bring people of the book in, those who are not on the list."""
    guests = told(file.acts()).guests
    known = {one.person for one in guests if one.person}
    new = [one for one in people if one.person not in known]
    _say(file, [_listed(told_apart([*guests, *new]))] if new else [], book.now_us)
    rows = tuple(
        GuestRow(0, one.name, "known" if one.person in known else "new", "") for one in people
    )
    return replace(shown(file), rows=rows, new=len(new), known=len(people) - len(new))


def take_list(
    file: EventFile,
    data: bytes,
    column: Sequence[str] = (),
    *,
    instead: bool = False,
    preview: bool = False,
    at_us: int,
) -> Guests:
    """Bring a list in, or only show what would become of it."""
    evening = told(file.acts())
    _refuse_later(evening)
    table = read_table(data, said_columns(column))
    found = guest_list(table, () if instead else evening.guests)
    if not preview:
        _say(file, [_listed(found.guests)], at_us)
    guests = found.guests if preview else told(file.acts()).guests
    return _guests(file, evening, guests, _columns(table), found, kept=not preview)


def by_hand(evening: Evening, add: str, change: str, remove: str, say: Sequence[str]) -> list[Said]:
    """Return what the user says of one guest."""
    words = dict(_said(one) for one in say)
    if add.strip():
        guest = guest_of({"name": add, **words}, key=new_key({one.key for one in evening.guests}))
        *_, named = told_apart([*evening.guests, guest])
        return [(ADDED, {"guest": named.as_json()})]
    if change.strip():
        return [changed(evening, called(evening.guests, change), words)]
    if remove.strip():
        _refuse_later(evening)
        return [(REMOVED, {"guest": called(evening.guests, remove).key})]
    if words:
        raise BadInput(
            "say of whom",
            hint=Advice("give ", option("add", "NAME"), " or ", option("change", "NAME"), " too"),
        )
    return []


def changed(evening: Evening, guest: Attendee, words: Mapping[str, str]) -> Said:
    """Return the act that says other things of a guest: what is not named stays."""
    said = guest_of({"name": guest.name, **words}, key=guest.key)
    alike = {"name", *words}
    new = replace(guest, **{name: getattr(said, name) for name in alike})
    others = [one for one in evening.guests if one.key != guest.key]
    *_, named = told_apart([*others, new])
    return (CHANGED, {"guest": named.as_json()})


def undo_list(file: EventFile, *, at_us: int) -> Act:
    """Take back what was last said of guests or seats before the evening began."""
    acts = file.acts()
    _refuse_later(told(acts))
    revoked = {id_ for act in acts if act.kind == REVOKED for id_ in act.body["acts"]}
    said = [act for act in acts if act.kind in _BEFORE and act.id not in revoked]
    if not said:
        raise NotFound("nothing was said of its guests yet", hint="bring a list in")
    file.append(REVOKED, {"acts": [said[-1].id]}, at_us=at_us)
    return said[-1]


def _refuse_later(evening: Evening) -> None:
    if evening.round or evening.stage != "waiting":
        raise BadInput(
            "the evening has begun",
            hint="on its console guests are added and taken out, and seats are mended",
        )


def _said(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    field = name.strip().lower().replace(" ", "_")
    known = [one.name for one in fields(Guest) if one.name not in {"guest", "name"}]
    if field not in {*known, "name", "address"}:
        raise BadInput(f"{word!r} says nothing of a guest", hint=f"say one of {', '.join(known)}")
    return field, value


def _listed(guests: Sequence[Attendee]) -> Said:
    return (LISTED, {"guests": [one.as_json() for one in guests]})


def _say(file: EventFile, said: Sequence[Said], at_us: int) -> None:
    if said:
        file.append_all(said, at_us=at_us)
        print_sheets(file)


def shown(file: EventFile) -> Guests:
    """Return the guests of an event as they stand."""
    evening = told(file.acts())
    return _guests(file, evening, evening.guests, (), None, kept=True)


def _columns(table: GuestTable) -> tuple[ColumnTold, ...]:
    return tuple(
        ColumnTold(head, field or "")
        for head, field in zip(table.header, table.fields, strict=False)
    )


def _guests(
    file: EventFile,
    evening: Evening,
    guests: Sequence[Attendee],
    columns: tuple[ColumnTold, ...],
    found: GuestList | None,
    *,
    kept: bool,
) -> Guests:
    rows = tuple(GuestRow(*one) for one in found.told()) if found else ()
    return Guests(
        event=file.folder.name,
        title=evening.title,
        guests=tuple(map(guest_told, guests)),
        columns=columns,
        rows=rows,
        new=sum(one.became == "new" for one in rows),
        known=sum(one.became == "known" for one in rows),
        skipped=sum(one.became == "skipped" for one in rows),
        kept=kept,
    )


def guest_told(one: Attendee) -> Guest:
    """Return what the organiser is shown of a guest."""
    return Guest(
        guest=one.key,
        name=one.name,
        organisation=one.organisation,
        role=one.role,
        asks=one.asks,
        offers=one.offers,
        interests=one.interests,
        avoid=one.avoid,
        must_meet=one.must_meet,
        from_round=one.from_round,
        to_round=one.to_round,
        table=one.table,
        newcomer=one.newcomer,
        address=one.address,
    )
