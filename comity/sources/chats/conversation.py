"""What the messages of all messengers have in common: who writes to whom, and what is kept of it.

In a conversation of two each writes to the other. A message to a group is addressed to nobody but
those it names or answers, as a post to a mailing list is (DESIGN "Addressed"). What a service
numbers is known by that number, so that another export of the same tells nothing twice; what it
does not number, by a digest of what it says. A message that was edited supersedes what it was.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from comity.model import Participant, Problem, Record, Skipped
from comity.normalise.name import clean, name_identity
from comity.normalise.phone import phone_identity
from comity.normalise.time import EARLIEST_US

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.model import Claim

TEXT_BYTES = 1 << 16
NAME_CHARS = 200
_ID_CHARS = 200
_PAIR = 2
_ADDRESSED_MAX = 50  # whom one message may name: more is everybody
_LATEST_US = 253_370_764_800_000_000  # the year 9999
_ANSWERED_MAX = 50_000  # messages whose authors are remembered for what answers them


@dataclass(slots=True)
class Conversation:
    """Where people talk: what all of its messages share."""

    channel: str  # of ``sources.CHANNELS``
    name: str  # what sets it apart from others of its channel: the service's id, else a title
    pair: tuple[Participant, ...] = ()  # those who talk where just two do; nobody of a group
    own: Participant | None = None  # the owner, where the file tells who that is

    def message(
        self,
        ref: str,
        where: str,
        sender: Participant,
        at_us: int | None,
        *,
        text: str = "",
        to: Iterable[Participant] = (),
        edited_us: int | None = None,
        thread: str = "",
    ) -> Record:
        """Return a message; ``to``: in a group, whom it names or answers."""
        return Record(
            kind="chat",
            ref=ref,
            where=where,
            channel=self.channel,
            interaction="message",
            at_us=at_us,
            version="" if edited_us is None else str(edited_us),
            revised_us=edited_us,
            participants=self._participants(sender, to),
            text=capped(text),
            conversation=thread or self.name,
            problems=_undated(where) if at_us is None else (),
        )

    def call(
        self,
        ref: str,
        where: str,
        caller: Participant,
        at_us: int | None,
        *,
        seconds: float,
        to: Iterable[Participant] = (),
    ) -> Record:
        """Return a call; one that lasted no time was tried, and not answered."""
        called = self.message(ref, where, caller, at_us, to=to)
        if not seconds > 0:
            return replace(called, interaction="missed call")
        end_us = None if at_us is None else at_us + round(min(seconds, 1e7) * 1e6)
        return replace(called, interaction="call", end_us=end_us)

    def reaction(
        self,
        ref: str,
        where: str,
        sender: Participant,
        at_us: int | None,
        *,
        to: Participant | None,
        sign: str = "",
    ) -> Record | Skipped:
        """Return what somebody pressed at a message of another's."""
        if to is None or to.identity == sender.identity:
            return Skipped("not used", where)
        return replace(
            self.message(ref, where, sender, at_us, to=(to,)),
            interaction="reaction",
            participants=(sender, replace(to, role="to"), *self._self()),
            detail=sign[:NAME_CHARS],
        )

    def _participants(
        self, sender: Participant, to: Iterable[Participant]
    ) -> tuple[Participant, ...]:
        named = {one.identity: one for one in self.pair or to if one.identity != sender.identity}
        addressed = tuple(named.values()) if len(named) <= _ADDRESSED_MAX else ()
        told = (replace(one, role="to") for one in addressed)
        return (replace(sender, role="from"), *told, *self._self())

    def _self(self) -> tuple[Participant, ...]:
        return (replace(self.own, role="self"),) if self.own else ()


def _undated(where: str) -> tuple[Problem, ...]:
    return (Problem(where, "its date cannot be read", "it is kept without a date"),)


def of_two(people: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those who talk where they are two; nobody where they are not."""
    found = {one.identity: one for one in people}
    return tuple(found.values()) if len(found) == _PAIR else ()


@dataclass(slots=True)
class Repeats:
    """How often each reference came within one stretch of a file (a moment of a chat)."""

    counts: Counter[str] = field(default_factory=Counter)
    stretch: object = None

    def apart(self, record: Record, stretch: object) -> Record:
        """Return the record, its reference numbered where the stretch had the same before."""
        if stretch != self.stretch:
            self.counts.clear()
            self.stretch = stretch
        self.counts[record.ref] += 1
        count = self.counts[record.ref]
        return replace(record, ref=f"{record.ref}-{count}") if count > 1 else record


class Authors:
    """Who wrote the last messages of a conversation, for those that answer them."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, Participant] = OrderedDict()

    def note(self, message: str, author: Participant) -> None:
        """Remember who wrote a message; the oldest of many is forgotten."""
        self._of[message] = author
        if len(self._of) > _ANSWERED_MAX:
            self._of.popitem(last=False)

    def of(self, message: object) -> tuple[Participant, ...]:
        """Return who wrote a message; nobody where it is none of the last."""
        found = self._of.get(str(message)) if message else None
        return (found,) if found else ()


def owner(channel: str, ref: str, where: str, *identities: Participant) -> Record:
    """Return what a file says of its own user: identities that are one person's, the owner's."""
    return Record(
        kind="row",
        ref=f"{channel}/self/{ref}",
        where=where,
        channel=channel,
        version=digest(*(f"{one.identity} {one.name}" for one in identities)),
        participants=tuple(replace(one, role="self") for one in identities),
    )


def profile(
    channel: str,
    ref: str,
    where: str,
    identities: Sequence[str],
    *,
    name: str,
    claims: Sequence[Claim] = (),
) -> Record:
    """Return what a service tells of one of its users: all identities are theirs."""
    said = (*identities, name, *(f"{one.attribute} {one.value}" for one in claims))
    return Record(
        kind="row",
        ref=f"{channel}/{ref}",
        where=where,
        channel=channel,
        version=digest(*said),
        participants=tuple(Participant("subject", one, name) for one in identities),
        claims=tuple(claims),
    )


def handle(service: str, identifier: object, name: str = "") -> Participant | None:
    """Return whom a service knows by an id of its own; None where there is none."""
    plain = "".join(said(identifier, _ID_CHARS).split())
    return Participant("from", f"handle:{service}/{plain}", clean(name)) if plain else None


def called(service: str, name: object) -> Participant | None:
    """Return whom a service knows by name alone; None where the name is none."""
    written = " ".join(said(name).split())
    identity = name_identity(service, written)
    if not identity:
        return None if not written else Participant("from", f"name:{service}/{written}", written)
    return Participant("from", identity, clean(written))


def phone(number: object, name: str = "") -> Participant | None:
    """Return who has a telephone number; None where it is none."""
    identity = phone_identity(said(number))
    return Participant("from", identity, clean(name)) if identity else None


def said(value: object, most: int = NAME_CHARS) -> str:
    """Return a short text as JSON has it, without what no table can hold; "" for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:most] if abs(value) < 1 << 80 else ""
    if not isinstance(value, str):
        return ""
    return value[:most].encode("utf-8", "replace").decode().replace("\0", "").strip()


def capped(text: str) -> str:
    """Return a text of 64 KB at most, without lone surrogates."""
    if len(text) <= TEXT_BYTES and text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace")[:TEXT_BYTES].decode("utf-8", "ignore").replace("\0", "")


def instant_us(value: object, *, per_second: int = 1) -> int | None:
    """Return the instant of a time since 1970, as a number or its digits; None for none of ours."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        if isinstance(value, int):
            at_us = value * 1_000_000 // per_second
        else:
            at_us = _of_text(str(value)) // per_second
    except (ValueError, OverflowError):
        return None
    return at_us if EARLIEST_US <= at_us < _LATEST_US else None


def _of_text(value: str) -> int:
    """Return a million times a number of plain digits, without what a float would lose."""
    whole, _, rest = value.partition(".")
    if not (whole.isdecimal() and len(whole) < 20 and (not rest or rest.isdecimal())):  # noqa: PLR2004
        raise ValueError
    return int(whole) * 1_000_000 + int((rest + "000000")[:6])


def digest(*parts: str) -> str:
    """Return what a thing is known by that its service does not number."""
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
