"""A world in, a folder of files out, as mail programs, calendars and services write them.

Lives are taken in blocks: inside a block mail lies in the order of time, and no more than one
block is in memory.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from comity.demo.clock import DAY_US
from comity.demo.events import Message
from comity.demo.formats import icalendar, linkedin, mbox, vcard, whatsapp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from comity.demo.events import Life, Mail
    from comity.demo.people import Me
    from comity.demo.world import World

BLOCK = 40_000  # mails in memory at a time, about
BUFFER_BYTES = 1 << 20
TABLES = {
    "messages.csv": linkedin.MESSAGES,
    "Invitations.csv": linkedin.INVITATIONS,
    "Endorsement_Given_Info.csv": linkedin.GIVEN,
    "Endorsement_Received_Info.csv": linkedin.RECEIVED,
    "Recommendations_Given.csv": linkedin.RECOMMENDATIONS,
    "Recommendations_Received.csv": linkedin.RECOMMENDATIONS,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What to import, in that order, and whose it is."""

    paths: tuple[Path, ...]
    me: tuple[str, ...]


def write(world: World, folder: Path) -> Written:
    """Write the world's mail, calendar, cards, network exports and chats into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    inbox, sent = folder / "Inbox.mbox", folder / "Sent.mbox"
    diary, cards = folder / "calendar.ics", folder / "contacts.vcf"
    earlier = _export_folder(folder, "Basic", world.earlier_us)
    export = _export_folder(folder, "Complete", world.now_us)
    _connections(world, earlier, world.earlier_us)
    _connections(world, export, world.now_us)
    linkedin.profile(export, world.me)
    cards.write_text("".join(_cards(world)), encoding="utf-8", newline="")
    chats: list[Path] = []
    with ExitStack() as stack:
        mails = {
            "inbox": stack.enter_context(inbox.open("wb", buffering=BUFFER_BYTES)),
            "sent": stack.enter_context(sent.open("wb", buffering=BUFFER_BYTES)),
        }
        events = stack.enter_context(diary.open("w", encoding="utf-8", newline=""))
        tables = {name: linkedin.Table(export / name, header) for name, header in TABLES.items()}
        for table in tables.values():
            stack.callback(table.close)
        events.writelines(icalendar.opening())
        for block in blocks(world.lives(), BLOCK):
            for mail in sorted((m for life in block for m in life.mails), key=_order):
                mails[mail.folder].write(mbox.entry(mail, reader(world.me, mail)))
            held = sorted((m for life in block for m in life.meetings), key=lambda m: m.begin_us)
            events.writelines(icalendar.events(held, stamp_us=world.now_us))
            for life in block:
                _rows(world, life, tables)
                chats += _chat(world, life, folder)
        events.writelines(icalendar.closing())
        _oddities(world, tables["messages.csv"])
    return Written((inbox, sent, diary, cards, earlier, export, *chats), world.me.addresses)


def blocks(lives: Iterator[Life], size: int) -> Iterator[list[Life]]:
    """Yield the lives by so many mails, or a little more."""
    block: list[Life] = []
    mails = 0
    for life in lives:
        block.append(life)
        mails += len(life.mails)
        if mails >= size:
            yield block
            block, mails = [], 0
    yield block


def reader(me: Me, mail: Mail) -> str:
    """Return the owner's address that a mail came to."""
    for box in (*mail.to, *mail.cc):
        if box.address in me.addresses:
            return box.address
    return me.post(mail.at_us).address


def _order(mail: Mail) -> tuple[int, str]:
    return mail.at_us, mail.message_id


def _export_folder(folder: Path, kind: str, at_us: int) -> Path:
    path = folder / f"{kind}_LinkedInDataExport_{linkedin.when(at_us):%m-%d-%Y}"
    path.mkdir(exist_ok=True)
    return path


def _connections(world: World, folder: Path, as_of_us: int) -> None:
    path = folder / "Connections.csv"
    table = linkedin.Table(path, linkedin.CONNECTIONS, notes=linkedin.NOTES)
    for person in world.people:
        linkedin.connection(table, person, as_of_us)
    for row in world.strangers():
        linkedin.stranger(table, row, as_of_us)
    table.close()


def _cards(world: World) -> Iterable[str]:
    return (vcard.card(person, world.now_us) for person in world.people if vcard.kept(person))


def _rows(world: World, life: Life, tables: dict[str, linkedin.Table]) -> None:
    if life.person is None:
        return
    person = world.people[life.person]
    for message in sorted(life.messages, key=lambda row: row.at_us):
        linkedin.message(tables["messages.csv"], message, world.me, person)
    for invitation in life.invitations:
        linkedin.invitation(tables["Invitations.csv"], invitation, world.me, person)
    for praise in life.praise:
        side = "Given" if praise.mine else "Received"
        if praise.kind == "endorsement":
            linkedin.endorsement(tables[f"Endorsement_{side}_Info.csv"], praise, person)
        else:
            linkedin.recommendation(tables[f"Recommendations_{side}.csv"], praise, person)


def _oddities(world: World, table: linkedin.Table) -> None:
    """Write what is no contact: drafts never sent, and paid messages."""
    for days_ago in (3, 40, 90):
        linkedin.sponsored(table, world.me, world.now_us - days_ago * DAY_US)
    connected = (person for person in world.people if person.connected_us and person.spans)
    for person in islice(connected, 2):
        at_us = world.now_us - 2 * DAY_US
        draft = Message(
            at_us,
            person.number,
            mine=True,
            conversation=f"2-draft-{person.number}",
            content=f"Hello {person.given}, I have been meaning to",
            draft=True,
        )
        linkedin.message(table, draft, world.me, person)


def _chat(world: World, life: Life, folder: Path) -> list[Path]:
    if life.person is None or not life.chat:
        return []
    person = world.people[life.person]
    path = folder / f"WhatsApp Chat with {whatsapp.contact(person)}.txt"
    rows = sorted(life.chat, key=lambda row: row.at_us)
    path.write_text(whatsapp.chat(rows, world.me, person), encoding="utf-8", newline="")
    return [path]
