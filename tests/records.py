"""Invented people and what passed between them: records, and books made of them."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from comity.book import Book
from comity.model import Claim, Participant, Record
from comity.store.columns import to_batch
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.model import Role

ME = "email:robin.vale@home.example"
MY_OTHER = "email:rvale@vale.example"
ADA = "email:ada.hart@ring.example"
BEN = "email:ben.moss@mill.example"
CLEO = "email:cleo.dunn@ferry.example"
DAN = "email:dan.frost@orchard.example"
TALK = "email:talk@lists.example"  # a mailing list
TALK_ID = "talk.lists.example"
NAMES = {
    ME: "Robin Vale",
    MY_OTHER: "Robin Vale",
    ADA: "Ada Hart",
    BEN: "Ben Moss",
    CLEO: "Cleo Dunn",
    DAN: "Dan Frost",
}
DAY_US = 86_400_000_000


def us(text: str) -> int:
    """Return the instant of an ISO date or time, in UTC unless it says otherwise."""
    moment = datetime.fromisoformat(text)
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1_000_000)


def person(role: Role, identity: str, response: str = "") -> Participant:
    return Participant(role, identity, NAMES.get(identity, ""), response)


def mail(
    ref: str,
    at: str = "2025-03-03T10:00",
    *,
    sender: str = ADA,
    to: Sequence[str] = (ME,),
    cc: Sequence[str] = (),
    answers: str = "",
    text: str = "Good morning.",
    **more: Any,  # noqa: ANN401 - any field of a record
) -> Record:
    """Return a mail; ``answers`` names the mail it replies to."""
    parent = message_id(answers) if answers else ""
    people = [person("from", sender)] if sender else []
    people += [person("to", one) for one in to] + [person("cc", one) for one in cc]
    plain = Record(
        kind="mail",
        ref=message_id(ref),
        where=f"invented.mbox, {ref}",
        channel="mail",
        interaction="mail",
        at_us=us(at),
        participants=tuple(people),
        subject=f"About {ref}",
        text=text,
        message_id=message_id(ref),
        in_reply_to=parent,
        references=(parent,) if parent else (),
    )
    return replace(plain, **more)


def message_id(ref: str) -> str:
    return f"{ref}@id.example"


def post(ref: str, at: str = "2025-03-03T10:00", **more: Any) -> Record:  # noqa: ANN401 - as mail
    """Return a mail that came by the mailing list."""
    return mail(ref, at, **{"to": (TALK,), "list_id": TALK_ID, "automatic": "list"} | more)


def meeting(
    ref: str,
    at: str = "2025-03-03T10:00",
    *,
    organizer: str = ME,
    guests: Sequence[str] = (ME, ADA),
    responses: dict[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - any field of a record
) -> Record:
    """Return a calendar event; a guest has accepted unless ``responses`` says otherwise."""
    said = responses or {}
    people = [person("organizer", organizer)] if organizer else []
    people += [person("attendee", one, said.get(one, "accepted")) for one in guests]
    plain = Record(
        kind="event",
        ref=ref,
        where=f"invented.ics, {ref}",
        channel="calendar",
        interaction="meeting",
        at_us=us(at),
        version=f"{people}{more}",
        participants=tuple(people),
        subject=ref,
    )
    return replace(plain, **more)


def message(
    ref: str,
    at: str = "2025-03-03T10:00",
    *,
    sender: str = ADA,
    to: Sequence[str] = (ME,),
    conversation: str = "",
    text: str = "Hi.",
    **more: Any,  # noqa: ANN401 - any field of a record
) -> Record:
    """Return a chat message; without a conversation, one between these people."""
    people = (person("from", sender), *(person("to", one) for one in to))
    plain = Record(
        kind="chat",
        ref=ref,
        where=f"chat.txt, {ref}",
        channel="whatsapp",
        interaction="message",
        at_us=us(at),
        version=text,
        participants=people,
        text=text,
        conversation=conversation or " ".join(sorted({sender, *to})),
    )
    return replace(plain, **more)


def row(
    ref: str,
    interaction: str,
    at: str = "2025-03-03T10:00",
    *,
    sender: str = "",
    to: Sequence[str] = (),
    text: str = "",
    **more: Any,  # noqa: ANN401 - any field of a record
) -> Record:
    """Return a row of a network's export: an invitation, an endorsement, a recommendation."""
    people = [person("from", sender)] if sender else []
    people += [person("to", one) for one in to]
    plain = Record(
        kind="row",
        ref=ref,
        where=f"export.csv, {ref}",
        channel="linkedin",
        interaction=interaction,  # type: ignore[arg-type]  # one of the words of the model
        at_us=us(at),
        version=text,
        participants=tuple(people),
        text=text,
    )
    return replace(plain, **more)


def card(
    *identities: str,
    name: str = "",
    claims: Iterable[Claim] = (),
    role: Role = "subject",
    **more: Any,  # noqa: ANN401 - any field of a record
) -> Record:
    """Return an address book card, or with the role ``self`` an export's own profile."""
    said = (*(Claim(one, "name", name) for one in identities[:1] if name), *claims)
    plain = Record(
        kind="card",
        ref=" ".join(identities),
        where="cards.vcf",
        channel="contacts",
        version=f"{name}{said}",
        participants=tuple(Participant(role, one, name) for one in identities),
        claims=said,
    )
    return replace(plain, **more)


def write(records: Iterable[Record], folder: Path, *, source: str = "mbox/invented") -> None:
    """Add records to the facts of the book in a folder."""
    book = Book(folder, now_us=us("2025-06-01"))
    with book.facts.writing() as writer:
        writer.add(source, to_batch(list(records), owner=book.owner))


def book_of(
    records: Iterable[Record],
    folder: Path,
    *,
    me: Sequence[str] = (ME,),
    now: str = "2025-06-01",
    as_of: str | None = None,
    zone: str = "UTC",
) -> Book:
    """Return the book in a folder with these records, whose owner said who they are.

    One that a file of tests asks for a second time is built once, and copied from then on.
    """
    held = list(records)
    if as_of is None and not (folder.exists() and any(folder.iterdir())):
        asking, *_ = os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")
        key = hash((asking, repr(held), tuple(me), now, zone))
        _ASKED[key] += 1
        if _ASKED[key] > 1:
            shutil.copytree(
                _built(key, held, me=me, now=now, zone=zone), folder, dirs_exist_ok=True
            )
            return Book(folder, us(now))
    return _written(held, folder, me=me, now=now, as_of=as_of, zone=zone)


_ASKED: Counter[int] = Counter()
_BUILT: dict[int, TemporaryDirectory[str]] = {}


def _built(key: int, records: list[Record], *, me: Sequence[str], now: str, zone: str) -> Path:
    if key not in _BUILT:
        _BUILT[key] = TemporaryDirectory(ignore_cleanup_errors=True)
        folder = Path(_BUILT[key].name) / "book"
        book = _written(records, folder, me=me, now=now, as_of=None, zone=zone)
        book.refresh()
        book.close()
    return Path(_BUILT[key].name) / "book"


def _written(
    records: list[Record],
    folder: Path,
    *,
    me: Sequence[str],
    now: str,
    as_of: str | None,
    zone: str,
) -> Book:
    write(records, folder)
    book = Book(folder, us(now), us(as_of) if as_of else None)
    said = [Said("me", one) for one in me]
    book.decisions.say([*said, Said("setting", "time_zone", value=zone)], at_us=us("2025-01-01"))
    return book
