"""Tables: their columns and types, in one place, for every engine.

Types are Ibis names (``string``, ``int64``, ``int32``, ``float64``, ``boolean``). Instants are
UTC epoch microseconds (``*_us``), days are whole days since 1970-01-01 in the book's time zone.

Fact tables lie in segments, one Parquet file each a segment. ``key`` is the record's key
(``record_key``). Derived tables are pure functions of facts, decisions and code version.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TypeAlias

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
    "text_length": "int32",  # characters; of two copies of a mail the longer is read
    "signature": "string",
    "language": "string",
    "message_id": "string",
    "in_reply_to": "string",
    "references": "string",  # Message-IDs, oldest first, one space between
    "conversation": "string",
    "list_id": "string",
    "automatic": "string",
    "folder": "string",
    "delivered_to": "string",  # addresses, one space between
    "detail": "string",
    "attachments": "string",  # JSON list of [name, bytes]; "" for none
    "occurrences_us": "string",  # starts of a recurring meeting, one space between
}

PARTICIPANT: Columns = {
    "owner": "string",
    "key": "string",
    "version": "string",
    "position": "int32",
    "role": "string",
    "identity": "string",
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
    "answered_us": "int64",  # first later message the other way in the same thread; or null
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


def record_key(owner: str, kind: str, ref: str) -> str:
    """Return the key of a fact: 24 hex digits over (owner, kind, reference)."""
    return blake2b(f"{owner}\0{kind}\0{ref}".encode("utf-8", "replace"), digest_size=12).hexdigest()


def identity_id(identity: str) -> str:
    """Return the id of an identity, and so of the person it belongs to: 12 hex digits."""
    return blake2b(identity.encode("utf-8", "replace"), digest_size=6).hexdigest()
