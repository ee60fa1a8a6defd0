"""What lies on a server, or in another program, in; items out: read only, every one.

An account source is a module of this room, listed in ``comity.sources.ACCOUNTS``, with

    name: str                                                     "imap"
    def look(login: Login) -> list[Place]                         what there is; takes nothing
    def sync(login: Login, held: Held, *, now_us: int) -> Iterator[Said]

and, where the other side can tell that something changed,

    def wait(login: Login, held: Held, *, timeout_s: float) -> bool

``sync`` yields what is new since what is held, in any order, place by place. A ``Place`` says that
all there was to tell of it up to its token has been yielded; what comes before it is stored first.
Broken off anywhere, the next run goes on from what is stored: an item yielded twice is known.
Texts are told whether or not they are kept: that is decided where they are stored.
Nothing on the other side changes, no flag and no date. What goes wrong with the whole of it is
raised as one of the errors below; what is wrong with one item is ``Skipped``, as in every source.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from comity.model import Record, Skipped

Transport: TypeAlias = Literal["tls", "starttls", "plain"]


class AccountError(Exception):
    """Why an account could not be read; ``what`` and ``advice`` are words for its user."""

    def __init__(self, what: str, advice: str) -> None:
        """Keep both; never a password, never what the other side said of somebody's mail."""
        super().__init__(what)
        self.what, self.advice = what, advice


class Offline(AccountError):
    """The other side cannot be reached now: a state, no fault."""


class Refused(AccountError):
    """The password or the permission was refused: the user has to act."""


class Broken(AccountError):
    """The other side does not do what it should."""


@dataclass(frozen=True, slots=True)
class Login:
    """Where an account lies and how to get in; the secret is asked for at the point of use."""

    account: str  # its name in the book
    host: str
    port: int
    user: str
    reveal: Callable[[], str] = field(repr=False)  # a password, or an access token of this hour
    by: Literal["password", "token"] = "password"
    transport: Transport = "tls"
    settings: Mapping[str, str] = field(default_factory=dict)  # the source's own: "ca_file"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that lies there, and what it is read as."""

    place: str  # folder, calendar, address book: as the other side names it
    id: str  # there: a number, or a digest; never a word that may name somebody
    what: Record | Skipped
    mark: str = ""  # its version there (ETag): the same id with another mark is read again
    also: tuple[Record | Skipped, ...] = ()  # what more it tells: a series' moved meetings

    @property
    def told(self) -> tuple[Record | Skipped, ...]:
        """All that it is read as."""
        return self.what, *self.also


@dataclass(frozen=True, slots=True)
class Gone:
    """What lies there no longer; what it said stays a fact."""

    place: str
    ids: Collection[str]


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A place whose ids mean other things from now on (UIDVALIDITY): all are told anew."""

    place: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place up to its token has been told; ``on_server`` things lie there now."""

    place: str
    token: str  # the source's own: what the next run goes on from
    on_server: int | None  # None where the other side does not tell
    title: str = ""  # what its user calls it, where that is not its name


Said: TypeAlias = Item | Gone | Renumbered | Place


class Held(Protocol):
    """What the book has of an account."""

    def token(self, place: str) -> str:
        """Return the token the place was told up to; "" where it never was."""

    def marks(self, place: str) -> Mapping[str, str]:
        """Return the ids that were told of a place, and the version of each."""

    def places(self) -> Collection[str]:
        """Return the places that were ever told of."""


def is_loopback(host: str) -> bool:
    """Tell this very machine, the one place where a password may travel in the clear."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
