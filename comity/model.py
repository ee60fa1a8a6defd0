"""The vocabulary: what a source says, and what the program derives from it.

Frozen values and nothing but the standard library. A *record* is one thing a source said:
one mail (RFC 5322), one VEVENT (RFC 5545), one VCARD (RFC 6350), one CSV row, one chat
message. Everything else in the program is made from records and from what the user decided.

An *identity* is a string ``namespace:value``, already normalised (``comity.normalise``), but for
addresses: a record holds them as they were written, and what is derived holds what
``normalise.identity`` makes of them. Derived:

    email:ada@example.org      address, lower case
    phone:+441632960961        E.164
    linkedin:ada-lovelace      last part of the public profile URL, lower case
    handle:matrix/@ada:hs.org  service/handle
    name:whatsapp/Ada L        known by name alone, scoped to its source kind;
                               never merged with another source on the name alone

Instants are UTC epoch microseconds (``*_us``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RecordKind = Literal["mail", "event", "card", "row", "chat"]

InteractionKind = Literal[
    "",  # no contact happened: the record only claims attributes
    "mail",
    "message",
    "meeting",
    "call",  # one that was answered
    "missed call",  # tried, and not answered
    "invitation",
    "reaction",
    "comment",  # a public word under what somebody posted
    "endorsement",
    "recommendation",
    "introduction",
    "contact",  # of whatever kind: an address book says when it was
    "commit",  # to the author of a change, from who had a part in it
    "work",  # published together, in the year that ``detail`` says: it has no day
]

Role = Literal[
    "from",
    "sender",  # who handed a mail in for its author (RFC 5322 3.6.2)
    "to",
    "cc",
    "bcc",
    "reply_to",
    "organizer",
    "attendee",
    "subject",  # whom a card or row is about; all subjects of one record are one person
    "about",  # whom a service's notification names, though a robot sent it
    "self",  # an identity the source says is its own user's
]

Automatic = Literal[
    "",  # written by a person
    "list",  # a person's post to a mailing list (RFC 2919 List-Id)
    "bulk",  # newsletter, marketing, bulk precedence
    "auto_reply",  # RFC 3834: vacation and the like
    "bounce",  # RFC 3464: delivery report
    "click",  # one press of a button: a receipt (RFC 8098), a calendar's answer, a recall
    "service",  # a program's notification
    "alone",  # an entry of one's own diary: nobody else is named in it
]

ShownAs = Literal["", "free", "tentative", "busy"]  # the time of an event, where it is kept

Attribute = Literal[
    "name",
    "nickname",
    "title",
    "organisation",
    "birthday",
    "died",  # a day, or "yes" where only that is said
    "location",
    "url",
    "note",
    "connected",  # became connected on a network on this date
    "skill",
    "category",  # a group the user's address book put them in
    "anniversary",
    "related",  # whom their card names beside them: "Ben Hart (spouse)"
]


@dataclass(frozen=True, slots=True)
class Participant:
    """An identity in a role of one record."""

    role: Role
    identity: str  # of an address, as the source wrote it
    name: str = ""  # display name as the source wrote it, decoded
    response: str = ""  # RFC 5545 PARTSTAT in lower case, for attendees


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribute a source asserts of an identity, as of a time."""

    identity: str
    attribute: Attribute
    value: str
    at_us: int | None = None  # when it was true or said; None when the source does not say


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, where, and what the user can do about it."""

    where: str  # file, and place in it: "inbox.mbox, message at byte 10240"
    what: str  # "the date 'Thu, 32 Foo' cannot be read"
    advice: str  # "the date of its last Received line was used"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is kept of an attachment: never its content."""

    name: str
    size_bytes: int  # as it lay in the mail, encoded


@dataclass(frozen=True, slots=True)
class Record:
    """One thing a source said, with provenance."""

    kind: RecordKind
    ref: str  # natural key within kind: Message-ID, UID[/RECURRENCE-ID], or a hash
    where: str  # file, and place in it
    channel: str  # mail, chat, calendar, contacts, log; or one of ``sources.CHANNELS``
    interaction: InteractionKind = ""
    at_us: int | None = None  # None: undated
    received_us: int | None = None  # last Received line: stands in for an impossible at_us
    end_us: int | None = None  # meetings and calls
    occurrences_us: tuple[int, ...] = ()  # starts of a recurring meeting, at most 1,000
    invited_us: int | None = None  # when an event was sent or entered, at its start at the latest
    shown_as: ShownAs = ""  # an event: free and tentative time is no promise to be there
    version: str = ""  # hash of what is compared; "" for mail, which never changes
    revised_us: int | None = None  # LAST-MODIFIED, REV: which of two versions is the later
    participants: tuple[Participant, ...] = ()
    claims: tuple[Claim, ...] = ()
    subject: str = ""
    text: str = ""  # what the sender wrote: no quotes, no signature, 64 KB at most
    message_id: str = ""  # RFC 5322, without angle brackets
    in_reply_to: str = ""
    references: tuple[str, ...] = ()  # oldest first
    conversation: str = ""  # where the source itself names the thread
    list_id: str = ""  # RFC 2919, without angle brackets
    automatic: Automatic = ""
    folder: Literal["", "sent"] = ""  # "sent": the source says its user wrote it
    delivered_to: tuple[str, ...] = ()  # addresses of Delivered-To, X-Original-To, ...
    detail: str = ""  # skill of an endorsement, note of an invitation, place of a meeting, answer
    attachments: tuple[Attachment, ...] = ()
    was: str = ""  # reference that the first format of facts had, where it was another
    problems: tuple[Problem, ...] = ()  # kept all the same, with something to say about it


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody had decided in another program, as its file says; told beside records.

    It becomes a decision of the user's where they never said anything else of that. By verb, the
    value: "keep" {"rhythm_days": 30}; "tag", "circle" and "detail" (``other``: its label) the
    word; "note" its text; "remind" {"day": "2027-01-31", "text": "ask"}, and where it comes again
    "months" or "days" between two; "gift" {"way": "given" or "received", "kind" as the ledger has
    it, "text"}; "never" and "same" (``other``: the second identity) none.
    """

    verb: str
    identity: str  # as in the participants of the record that tells of the person
    other: str = ""
    value: str | int | dict[str, str | int | float] | None = None
    at_us: int | None = None  # when it was said there; None where the file does not tell
    name: str = ""  # as that record has it: tells apart who share an address


SkipReason = Literal[
    "draft",
    "junk",
    "sponsored",
    "unreadable",
    "not recognised",
    "not used",
    "forgotten",
]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that was read and not kept; ``unreadable`` carries exactly one problem.

    One ``not recognised`` may carry one: what it looks like, and what to do.
    """

    reason: SkipReason
    where: str
    problem: Problem | None = None


class Notice(str):
    """Words for ``notify`` that the user should still find when the work is done."""

    __slots__ = ()
