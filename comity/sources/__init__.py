"""Bytes in, records out: one module a source, listed here once, none knowing another.

A source is a module with

    name: str                                       "mbox"
    def recognise(path: Path) -> bool               cheap: looks at names and the first bytes
    def account(path: Path) -> str                  whose or which: never a path
    def read(path: Path, ...) -> Iterator[Record | Skipped]

Every value that ``read`` yields is one record read. A record that is kept with something to
say about it carries its problems; one that cannot be read is ``Skipped("unreadable", where,
problem)``. ``read`` never raises for what is in the data, never logs, never decides.

A source whose files are large may also have

    def parts(path: Path) -> list[Part]             independent slices, read in parallel
    def read(path, *, part: Part | None = None)

and a source that reads mail takes ``use`` (what the folder of the mails is for, as
``comity.normalise.folder`` tells; None to find it out) and has

    def use(path: Path, within: str) -> FolderUse   `within`: its path below what was given

A source whose files also hold what somebody decided in another program (a rhythm, a tag, a
reminder, that two are one) has

    def decided(path: Path) -> Iterator[Decided]

which is asked once the records of the path are facts.

A source that has a channel of its own, a network or a messenger, has that word in the ``channel``
of its records, and tells here what the rest of the program is to know of it.

A *container* is a module with ``name``, ``recognise`` and ``unfold(path) -> Iterator[Found]``:
a folder in which the files of other sources lie (a Thunderbird profile, a Takeout). What it
yields accounts for all that lies below: nothing there is looked at again. A container that
reads some files itself has ``read`` too and names itself as their reader; what nobody reads is
found with ``skip``, which counts as one record.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from comity.model import Record, Skipped, SkipReason
    from comity.normalise.folder import FolderUse

Part: TypeAlias = tuple[int, int]  # what the two numbers mean is the source's own affair


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of being in touch that a source alone knows."""

    name: str  # in records: "whatsapp"
    label: str  # as its makers write it: "WhatsApp"
    personal: bool = False  # a private messenger: who is seen there alone is no peer as yet
    preposition: Literal["on", "by", "in"] = "on"  # one writes on WhatsApp, and by SMS
    public: bool = False  # anybody\'s work: who is there, and never with the owner, is a byline


@dataclass(frozen=True, slots=True)
class Listed:
    """A source or container as the program knows it without importing its module."""

    name: str  # as the module has it, and facts remember it
    module: str  # of this room
    reads: str  # for the help of ``import``
    channel: Channel | None = None
    is_of_path: bool = False  # its account is named for the path alone
    is_of_many: bool = False  # its files are small and many: a folder of them is one account


_PUBLICATIONS = Channel("publication", "publications", public=True, preposition="in")
# Asked in this order: the more particular first.
_CONTAINERS = (
    Listed("exported", "containers.exported", "an export of a book"),
    Listed("thunderbird", "containers.thunderbird", "a Thunderbird profile"),
    Listed("takeout", "containers.takeout", "a Google Takeout"),
    Listed("apple_mail", "containers.apple_mail", "Apple Mail's folders"),
    Listed("apple_books", "containers.apple_books", "Apple's .abbu and .icbu"),
    Listed("evolution", "containers.evolution", "Evolution's folders"),
)
_SOURCES = (
    Listed("linkedin", "linkedin", "the LinkedIn export", Channel("linkedin", "LinkedIn")),
    Listed(
        "git",
        "works.git",
        "a git repository",
        Channel("git", "git", public=True, preposition="in"),
        is_of_path=True,
    ),
    Listed("bibtex", "works.bibtex", "BibTeX files", _PUBLICATIONS, is_of_path=True),
    Listed("orcid", "works.orcid", "an ORCID record", _PUBLICATIONS),
    Listed("maildir", "mail.maildir", "a Maildir", is_of_path=True),
    Listed("icalendar", "calendars.icalendar", ".ics files"),
    Listed("vcard", "cards.vcard", ".vcf files"),
    Listed(
        "imessage",
        "phones.imessage",
        "the database of Apple's Messages",
        Channel("imessage", "iMessage", personal=True, preposition="by"),
    ),
    Listed(
        "google_voice",
        "phones.google_voice",
        "pages of Google Voice",
        Channel("google_voice", "Google Voice", preposition="by"),
        is_of_many=True,
    ),
    Listed(
        "sms_backup",
        "phones.sms_backup",
        "a backup of text messages",
        Channel("sms", "SMS", personal=True, preposition="by"),
    ),
    Listed(
        "call_log",
        "phones.call_log",
        "a telephone's calls",
        Channel("telephone", "telephone", preposition="by"),
    ),
    Listed("contacts_csv", "cards.contacts_csv", "tables of contacts (CSV, .xlsx)"),
    Listed("monica", "crm.monica", "Monica's export"),
    Listed("nametag", "crm.nametag", "Nametag's export"),
    Listed(
        "whatsapp",
        "chats.whatsapp",
        "a WhatsApp chat",
        Channel("whatsapp", "WhatsApp", personal=True),
    ),
    Listed("slack", "chats.slack", "a Slack export", Channel("slack", "Slack")),
    Listed(
        "telegram",
        "chats.telegram",
        "a Telegram export",
        Channel("telegram", "Telegram", personal=True),
    ),
    Listed(
        "signal",
        "chats.signal",
        "an export of Signal",
        Channel("signal", "Signal", personal=True),
    ),
    Listed("mbox", "mail.mbox", "an mbox", is_of_path=True),
    Listed("eml", "mail.eml", ".eml files", is_of_path=True),
    Listed("pst", "outlook.pst", "Outlook's .pst and .ost", is_of_path=True),
    Listed("msg", "outlook.msg", ".msg files", is_of_path=True),
    Listed("apple_contacts", "cards.apple_contacts", "Apple's .abcddb"),
    Listed("olm", "outlook.olm", "Outlook for Mac's .olm", is_of_path=True),
)
# Read by ``sync``, never recognised in a file: see ``accounts``.
_ACCOUNTS: tuple[Listed, ...] = (
    Listed("imap", "accounts.imap", "mail on an IMAP server"),
    Listed(
        "beeper", "accounts.beeper", "Beeper Desktop", Channel("beeper", "Beeper", personal=True)
    ),
    Listed("caldav", "accounts.caldav", "calendars on a server (CalDAV)"),
    Listed("carddav", "accounts.carddav", "address books on a server (CardDAV)"),
)
CONTAINERS = {one.name: one for one in _CONTAINERS}
ACCOUNTS = {one.name: one for one in _ACCOUNTS}
SOURCES = {one.name: one for one in _SOURCES}
CHANNELS = {one.channel.name: one.channel for one in (*_SOURCES, *_ACCOUNTS) if one.channel}


@dataclass(frozen=True, slots=True)
class Found:
    """Something to read: a path, the source that reads it, and whose it is."""

    path: Path
    reader: str  # a name in SOURCES or CONTAINERS; "" with skip
    kind: str  # kind of the fact's source; a container's name where one unfolded it
    account: str
    use: FolderUse | None = None  # of a folder of mail; None where its source is to find it out
    skip: SkipReason | Literal[""] = ""  # not read, and why: one record, Skipped(skip, path)

    @property
    def source(self) -> str:
        """(kind, account) as one word, as facts remember it."""
        return f"{self.kind}/{self.account}"


class Source(Protocol):
    """What a source module offers; ``parts`` and the options of ``read`` are optional."""

    name: str
    recognise: Callable[[Path], bool]
    account: Callable[[Path], str]
    read: Callable[..., Iterator[Record | Skipped]]


class Container(Protocol):
    """What a container module offers."""

    name: str
    recognise: Callable[[Path], bool]
    unfold: Callable[[Path], Iterator[Found]]


@cache  # asked for each file of many
def source(name: str) -> Source:
    """Return the module that reads under that name, imported at the point of use."""
    return import_module(f"comity.sources.{(CONTAINERS | SOURCES)[name].module}")


@cache
def account_source(name: str) -> Any:  # noqa: ANN401 - see ``accounts`` for what it offers
    """Return the module that reads accounts of that kind."""
    return import_module(f"comity.sources.{ACCOUNTS[name].module}")


@cache
def container(name: str) -> Container:
    """Return the container module of that name."""
    return import_module(f"comity.sources.{CONTAINERS[name].module}")
