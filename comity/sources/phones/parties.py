"""Numbers as a telephone keeps them in, who they are out; and the natural keys of what passed.

A short code (six digits or fewer) and a sender with letters in it are services and no people. The
owner is known as the telephone's own: which number they have, a backup does not say. A number is
written with its country in one backup and without in another, so keys hold its last digits.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from comity.model import Participant, Record
from comity.normalise.identity import as_written
from comity.normalise.name import clean
from comity.normalise.phone import phone_identity
from comity.normalise.time import SECOND_US
from comity.sources.chats.conversation import digest

Way: TypeAlias = Literal["in", "out"]

OWNER = "handle:telephone/owner"
_SHORT_CODE_DIGITS = 6
_KEY_DIGITS = 7
_NO_NAME = frozenset({"(unknown)", "unknown", "null", "", "unknown number", "private number"})
_LATEST_MS = 253_402_300_799_000  # the end of the year 9999
_MICRO = 1000


@lru_cache(maxsize=1 << 14)
def party(address: str, name: str = "") -> Participant | None:
    """Return whom a number or address is of, as an author; None for a service or nobody."""
    is_named = name.strip().lower() not in _NO_NAME and any(one.isalpha() for one in name)
    shown = clean(name) if is_named else ""
    address = address.replace("++", "+")  # as some pages of Google Voice have it
    if "@" in address:
        identity = as_written(address)
    else:
        digits = sum(one.isdigit() for one in address)
        is_service = any(one.isalpha() for one in address) or (
            digits <= _SHORT_CODE_DIGITS and "+" not in address
        )
        identity = "" if is_service else phone_identity(address)
    return Participant("from", identity, shown) if identity else None


@lru_cache(maxsize=1 << 14)
def between(other: Participant, way: Way, owner: str = OWNER) -> tuple[Participant, ...]:
    """Return the participants of what passed between the owner and another."""
    if way == "in":
        return (other, Participant("to", owner), Participant("self", owner))
    to = Participant("to", other.identity, other.name)
    return (Participant("from", owner), to, Participant("self", owner))


@lru_cache(maxsize=1 << 14)
def tail(address: str) -> str:
    """Return what two ways to write one number have in common; an address as it stands."""
    digits = "".join(one for one in address if one.isdigit())
    return address.lower() if "@" in address or not digits else digits[-_KEY_DIGITS:]


def instant_us(milliseconds: str) -> int | None:
    """Return an instant that is written as milliseconds since 1970; None where it is none."""
    if not milliseconds.isascii() or not milliseconds.isdigit():
        return None
    at_ms = int(milliseconds[:16])
    return at_ms * _MICRO if 0 < at_ms < _LATEST_MS else None


def call(
    other: Participant,
    way: Way,
    at_us: int,
    *,
    seconds: int,
    where: str,
    channel: str,
    owner: str = OWNER,
    number: str = "",
) -> Record:
    """Return the record of a call; of no length, nobody answered it.

    The same call is told to the second in one log and to the millisecond in another.
    """
    key = digest("call", channel, str(at_us // SECOND_US), way, tail(number or other.identity))
    return Record(
        kind="chat",
        ref=key,
        where=where,
        channel=channel,
        interaction="call" if seconds else "missed call",
        at_us=at_us,
        end_us=at_us + seconds * SECOND_US if seconds else None,
        participants=between(other, way, owner),
        conversation=tail(other.identity),
    )
