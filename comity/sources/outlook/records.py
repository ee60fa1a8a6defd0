"""One of Outlook's items in, its records out, as what it is exported as is read: mail, event, card.

Its class says what it is (MS-OXCMSG, 2.2.1.3). Notes, tasks, lists of addresses and what Outlook
keeps for itself are not used; neither is a meeting or a contact that was deleted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.model import Skipped
from comity.sources.calendars.icalendar import event_record
from comity.sources.calendars.schedule import Zones
from comity.sources.cards.vcard import card_record
from comity.sources.guarded import failed, guarded
from comity.sources.mail.rfc5322 import read_message
from comity.sources.outlook.appointment import events
from comity.sources.outlook.contact import card
from comity.sources.outlook.mail import DELIVERED, is_received, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Record
    from comity.normalise.folder import FolderUse
    from comity.sources.outlook.item import Item

_MAIL = ("IPM.NOTE", "REPORT.", "IPM.SCHEDULE.", "IPM.RECALL", "IPM.OUTLOOK.RECALL", "IPM.SHARING")
_TASK_MAIL = "IPM.TASKREQUEST"
_NO_MAIL = ("IPM.NOTE.RULES.", "IPM.NOTE.STORAGE")


def records(item: Item, where: str, use: FolderUse) -> Iterator[Record | Skipped]:
    """Yield the records of an item in a folder of that use."""
    kind = item.message_class
    if not kind or (kind.startswith((*_MAIL, _TASK_MAIL)) and not kind.startswith(_NO_MAIL)):
        yield guarded(where, _mail, item, where, use)
    elif use in {"trash", "junk"} or not _is(kind, "IPM.APPOINTMENT", "IPM.CONTACT"):
        yield Skipped("not used", where)
    elif _is(kind, "IPM.CONTACT"):
        yield guarded(where, _card, item, where)
    else:
        yield from _events(item, where)


def _is(kind: str, *classes: str) -> bool:
    """Whether a class is one of these, or made of one: IPM.Contact.Acme."""
    return any(kind == one or kind.startswith(f"{one}.") for one in classes)


def _mail(item: Item, where: str, use: FolderUse) -> Record | Skipped:
    made = read_message(message(item), where, use=use)
    if isinstance(made, Skipped) or made.folder == "sent" or is_received(item):
        return made
    return replace(made, received_us=item.properties.at_us(DELIVERED))


def _card(item: Item, where: str) -> Record | Skipped:
    return card_record(card(item), where)


def _events(item: Item, where: str) -> Iterator[Record | Skipped]:
    """Yield the event of an appointment, and those of its series that differ."""
    try:
        found = list(events(item))
    except Exception as error:  # noqa: BLE001 - as in ``guarded``: it costs one record
        yield failed(where, error)
        return
    for event in found:
        yield guarded(where, event_record, event, Zones({}), where=where)
