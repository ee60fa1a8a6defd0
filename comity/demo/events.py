"""What happens in the invented world: frozen values, each with the truth about it attached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ActKind = Literal[
    "question",
    "request",
    "ask",
    "offer",
    "promise",
    "kept",
    "thanks",
    "followed",
    "introduction",
    "referral",
    "propose",
    "pitch",
    "advice",
    "withdrawn",
    "supposed",
    "sometime",
]


@dataclass(frozen=True, slots=True)
class Act:
    """What a sentence does, and the sentence."""

    kind: ActKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox (RFC 5322): display name and address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A calendar entry (RFC 5545); ``person`` is whom it is with, by name alone if need be."""

    uid: str
    begin_us: int
    minutes: int
    summary: str
    location: str = ""
    organizer: Box | None = None
    attendees: tuple[tuple[Box, str], ...] = ()  # box and PARTSTAT
    rule: str = ""  # RRULE; the times are then London's
    except_us: tuple[int, ...] = ()
    moved_us: tuple[tuple[int, int], ...] = ()  # occurrence, and when it took place instead
    person: int | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail; ``parent`` is what it answers and quotes."""

    at_us: int
    message_id: str  # without angle brackets
    sender: Box
    to: tuple[Box, ...]
    subject: str
    text: str  # what the sender wrote, without signature
    folder: Literal["inbox", "sent"]
    cc: tuple[Box, ...] = ()
    bcc: tuple[Box, ...] = ()
    signature: str = ""
    parent: Mail | None = None
    style: int = 0  # which program wrote it
    offset_minutes: int = 0
    attachment: str = ""  # file name
    meeting: Meeting | None = None
    report: str = ""  # failed address: the mail is a delivery report (RFC 3464)
    headers: tuple[tuple[str, str], ...] = ()
    person: int | None = None  # whose tie it belongs to
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message on the network; ``person`` is the other side, ``mine`` who wrote it."""

    at_us: int
    person: int
    mine: bool
    conversation: str
    content: str
    draft: bool = False
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to connect."""

    at_us: int
    person: int
    mine: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Praise:
    """An endorsement of a skill, or a recommendation."""

    at_us: int
    person: int
    mine: bool
    kind: Literal["endorsement", "recommendation"]
    text: str


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A line of a WhatsApp chat."""

    at_us: int
    person: int
    mine: bool
    text: str


@dataclass(frozen=True, slots=True)
class Life:
    """All that happened with one person; of the background, ``person`` is None."""

    person: int | None
    mails: list[Mail] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    praise: list[Praise] = field(default_factory=list)
    chat: list[ChatLine] = field(default_factory=list)
