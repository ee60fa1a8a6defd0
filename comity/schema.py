"""Tables: their columns and types, in one place, for every engine.

Types are Ibis names (``string``, ``int64``, ``int32``, ``float64``, ``boolean``). Instants are
UTC epoch microseconds (``*_us``), days are whole days since 1970-01-01 in the book's time zone.

Fact tables lie in segments, one Parquet file each a segment. ``key`` is the record's key
(``record_key``). Derived tables are pure functions of facts, decisions and code version.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple, TypeAlias

Columns: TypeAlias = dict[str, str]

# ── facts ────────────────────────────────────────────────────────────────────────────────

RECORD: Columns = {
    "owner": "string",
    "key": "string",
    "kind": "string",
    "ref": "string",
    "version": "string",
    "revised_us": "int64",
    "channel": "string",
    "interaction": "string",
    "at_us": "int64",
    "end_us": "int64",
    "subject": "string",
    "text": "string",
    "text_length": "int32",  # characters
    "text_mark": "int64",  # of a mail: normalise.likeness, by which copies are known; 0 for none
    "message_id": "string",
    "in_reply_to": "string",
    "references": "string",  # Message-IDs, oldest first, one space between
    "conversation": "string",
    "list_id": "string",
    "automatic": "string",
    "folder": "string",
    "delivered_to": "string",  # addresses as written, one line each
    "bcc": "int32",  # how many it went to blind
    "detail": "string",
    "attachments": "string",  # JSON list of [name, bytes]; "" for none
    "occurrences_us": "string",  # starts of a recurring meeting, one space between
    "invited_us": "int64",
    "shown_as": "string",  # free, tentative, busy; "" where the calendar does not say
    "replaces": "string",  # key of the fact of an earlier format that this one stands in for
}

PARTICIPANT: Columns = {
    "owner": "string",
    "key": "string",
    "version": "string",
    "position": "int32",
    "role": "string",
    "identity": "string",  # as the source wrote it: normalise.identity
    "name": "string",
    "response": "string",
}

CLAIM: Columns = {
    "owner": "string",
    "key": "string",
    "version": "string",
    "identity": "string",
    "attribute": "string",
    "value": "string",
    "at_us": "int64",
}

HOLDING: Columns = {  # which sources hold a record
    "owner": "string",
    "key": "string",
    "version": "string",
    "source": "string",  # kind/account
}

FACTS: dict[str, Columns] = {
    "record": RECORD,
    "participant": PARTICIPANT,
    "claim": CLAIM,
    "holding": HOLDING,
}

# ── derived ──────────────────────────────────────────────────────────────────────────────

IDENTITY: Columns = {  # every identity seen or remembered
    "owner": "string",
    "identity": "string",
    "identity_id": "string",  # resolves to its person for ever
    "person": "string",
    "kind": "string",  # me, person, list, robot, role, byline; earlier: of facts' first format
    "name": "string",  # its display name most used
    "first_us": "int64",  # 2^62 where nothing dated shows it
    "uses": "int64",  # records it appears in
}

PERSON: Columns = {  # one row a cluster of identities, the owner among them
    "owner": "string",
    "person": "string",  # id of its earliest-seen identity
    "identity": "string",  # that identity
    "name": "string",
    "is_me": "boolean",
    "kind": "string",  # person, list, robot, role, byline (of works the owner had no part in)
    "identities": "int64",
    "first_us": "int64",
    "domains": "string",  # of its addresses, one space between
    "died": "string",  # the day that a card tells, or "yes"
}

MERGE: Columns = {  # why two identities are one person
    "left": "string",
    "right": "string",
    "rule": "string",
    "score": "float64",
    "text": "string",
}

QUESTION: Columns = {  # a doubtful pair
    "left": "string",
    "right": "string",
    "score": "float64",
    "settles": "float64",  # pairs of identities that an answer is expected to put together
    "text": "string",
}

CONTACT: Columns = {  # one row per owner, record and person met in it, the owner excluded
    "owner": "string",
    "person": "string",
    "key": "string",
    "at_us": "int64",
    "day": "int32",
    "direction": "string",  # out: the owner did it; in: the person did; both: a meeting, a call
    "channel": "string",
    "interaction": "string",
    "addressed": "boolean",  # with words or in presence, to them: DESIGN "Addressed"
    "recipients": "int32",  # persons addressed, at least 1
    "initiates": "boolean",  # starts a thread: no parent, no message of its thread before it
    "help": "string",  # given, received or ""
}

EXCHANGE: Columns = {  # one row per addressed message that asks for an answer
    "owner": "string",
    "person": "string",
    "key": "string",
    "at_us": "int64",
    "direction": "string",  # in: they asked the owner; out: the owner asked them
    "answered_us": "int64",  # first word the other way, or meeting, that answers it; or null
    "guessed": "boolean",  # its Subject alone says that it answers this one
    "question": "string",  # what is asked: the last such sentence
    "first": "boolean",  # nothing was said the other way before: a first approach
}

LOOP: Columns = {  # a sentence that opened something between the owner and a person
    "owner": "string",
    "id": "string",  # of its kind, record and sentence: the same for ever
    "kind": "string",  # promise, their_promise, never_set, tell_them, helped
    "person": "string",
    "key": "string",  # of the record it stands in
    "at_us": "int64",
    "due_us": "int64",  # end of the day by which it is due, or null
    "sentence": "string",
    "p": "float64",  # that it is what its kind says
    "state": "string",  # open, kept, let_go or unsure, of all that is known
    "how": "string",  # by what that is known
    "end_key": "string",  # of the record that shows it, or ""
    "end_us": "int64",  # when that was, or null
}

PERSON_DAY: Columns = {  # one row per owner, person and day
    "owner": "string",
    "person": "string",
    "day": "int32",
    "first_us": "int64",
    "last_us": "int64",
    "first_addressed_us": "int64",
    "last_addressed_us": "int64",
    "last_sent_us": "int64",
    "last_received_us": "int64",
    "sent": "int64",  # addressed, by the owner; a meeting or call counts both ways
    "received": "int64",
    "sent_mail": "int64",
    "received_mail": "int64",
    "sent_message": "int64",
    "received_message": "int64",
    "meetings": "int64",
    "calls": "int64",
    "unaddressed": "int64",  # copies, posts to all, clicks
    "initiated_by_me": "int64",
    "initiated_by_them": "int64",
    "help_given": "int64",
    "help_received": "int64",
    "weight": "float64",  # max over interactions of (5 if sent else 1) / sqrt(recipients)
}


class Moment(NamedTuple):
    """The columns of ``MOMENT`` as an engine holds them, where it needs no table for one row."""

    as_of_us: Any
    as_of_day: Any


MOMENT: Columns = {  # one row: as of when everything windowed or decayed is computed
    "as_of_us": "int64",
    "as_of_day": "int32",  # the day of that instant in the book's time zone
}

CALIBRATION: Columns = {  # at most one row per owner; p_active_90d = sigmoid(a + b * logit)
    "owner": "string",
    "intercept": "float64",
    "slope": "float64",
    "ties": "int64",  # of the closed window it was fitted on
}

RELATIONSHIP: Columns = {  # one row per owner and person with any contact, as of a moment
    "owner": "string",
    "person": "string",
    # how often; a window of N days is the last N calendar days, the day of the moment included
    "sent": "int64",
    "received": "int64",
    "unaddressed": "int64",
    "evidence_days": "int64",  # days with anything addressed, either way
    "sent_days": "int64",
    "received_days": "int64",
    "sent_365d": "int64",
    "received_365d": "int64",
    "days_365d": "int64",
    "wrote_days_365d": "int64",  # days the owner sent them a mail or message
    "heard_days_365d": "int64",  # days they sent the owner a mail or message
    "met_days_365d": "int64",  # days with a meeting or call
    "sent_hl7d": "float64",  # count halved for every 7 days of age, whole days
    "sent_hl30d": "float64",
    "sent_hl90d": "float64",
    "sent_hl180d": "float64",
    "sent_hl365d": "float64",
    "received_hl7d": "float64",
    "received_hl30d": "float64",
    "received_hl90d": "float64",
    "received_hl180d": "float64",
    "received_hl365d": "float64",
    "days_hl7d": "float64",  # days with anything addressed, decayed alike
    "days_hl30d": "float64",
    "sent_days_hl7d": "float64",  # days the owner addressed them
    "sent_days_hl30d": "float64",
    "sent_days_hl365d": "float64",
    "weeks_hl90d": "float64",  # weeks from Monday with anything addressed, of its last day's age
    "weeks_hl365d": "float64",
    # since when, how long ago; of what was addressed, except last_interacted_us
    "first_at_us": "int64",
    "last_at_us": "int64",
    "last_sent_us": "int64",
    "last_received_us": "int64",
    "last_interacted_us": "int64",  # any contact, addressed or not
    "known_days": "float64",  # since first_at_us
    "silent_days": "float64",  # since last_at_us
    # how mutual
    "two_way_days": "int64",  # the lesser of sent_days and received_days
    "initiated_by_me": "int64",
    "initiated_by_them": "int64",
    "help_given": "int64",
    "help_received": "int64",
    # who answers whom; of what was asked 30 days ago or longer, answered within 30 days
    "asked_by_them": "int64",
    "answered_by_me": "int64",
    "guessed_by_me": "int64",  # of these answers, by a guess
    "reply_rate_by_me": "float64",
    "reply_gap_by_me_days": "float64",  # median; null when fewer than half were answered
    "awaiting_me": "int64",  # asked less than 30 days ago and not answered yet
    "asked_by_me": "int64",
    "answered_by_them": "int64",
    "guessed_by_them": "int64",
    "reply_rate_to_me": "float64",
    "reply_gap_to_me_days": "float64",
    "awaiting_them": "int64",
    # in what rhythm
    "usual_gap_days": "float64",  # mean gap between evidence days; null under three of them
    "gap_ratio": "float64",  # silent_days / usual_gap_days
    # in what ways
    "meetings": "int64",
    "calls": "int64",
    # the owner's totals
    "owner_sent_days_hl7d": "float64",  # over all persons
    "owner_received_hl30d": "float64",
    "owner_people_365d": "int64",  # persons with anything addressed in 365 days
    # what follows
    "strength": "float64",  # percentile within the owner, 0 to 1; null without evidence
    "p_contact_7d": "float64",
    "p_active_90d": "float64",
    "stage": "string",  # brief, resting, established, growing, sprouting, planted or listed
}


def record_key(owner: str, kind: str, ref: str) -> str:
    """Return the key of a fact: 24 hex digits over (owner, kind, reference)."""
    return blake2b(f"{owner}\0{kind}\0{ref}".encode("utf-8", "replace"), digest_size=12).hexdigest()


KEY_CHARS = 24  # of the first fact under a reference; others under it have 8 more
MESSAGE_ID_KEY_CHARS = 16  # of the key of a mail, then 8 of its author
MAIL_KEY_CHARS = KEY_CHARS


EXCHANGE_AUTHOR = (
    "x500:"  # whom Exchange alone knows: the same mail may say their address elsewhere
)


def mail_key(owner: str, ref: str, author: str) -> str:
    """Return the key of a mail: 16 hex digits over (owner, reference) and 8 over its author."""
    by = author_key(EXCHANGE_AUTHOR if author.startswith(EXCHANGE_AUTHOR) else author)
    return record_key(owner, "mail", ref)[:MESSAGE_ID_KEY_CHARS] + by


def author_key(author: str) -> str:
    """Return the digits of a mail's author."""
    return blake2b(author.encode("utf-8", "replace"), digest_size=4).hexdigest()


def another_key(key: str, said: int) -> str:
    """Return the key of another fact under the same reference: a Message-ID and author, a UID."""
    return key + blake2b(f"{said:x}".encode(), digest_size=4).hexdigest()


def suggestion_id(kind: str, identity: str, cause: str) -> str:
    """Return the id of a suggestion: 10 hex digits over its kind, identity and cause."""
    parts = f"{kind}\0{identity}\0{cause}"
    return blake2b(parts.encode("utf-8", "replace"), digest_size=5).hexdigest()


def identity_id(identity: str) -> str:
    """Return the id of an identity, and so of the person it belongs to: 12 hex digits."""
    return blake2b(identity.encode("utf-8", "replace"), digest_size=6).hexdigest()
