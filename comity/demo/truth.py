"""A world in, what is true of it out, as plain JSON: for tests and for the measuring bench.

Counts are taken from the events themselves, never from the files, so that a test may compare
the two. Instants are UTC epoch microseconds, identities are written as in ``comity.model``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from comity.demo.background import services
from comity.demo.clock import DAY_US
from comity.demo.events import Box
from comity.demo.formats import vcard, whatsapp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.demo.events import ChatLine, Life, Mail, Message
    from comity.demo.people import Me, Person
    from comity.demo.scenes import Scene
    from comity.demo.world import World

ASKS = {"question", "request", "ask", "propose"}
OPEN_DAYS = 21
NEW_DAYS = 14
WEEK_DAYS = 7


@dataclass(slots=True)
class Seen:
    """What the files show of one person."""

    names: set[str] = field(default_factory=set)
    identities: set[str] = field(default_factory=set)
    sent: int = 0  # by me to them, mails and messages
    received: int = 0
    meetings: int = 0
    first_us: int | None = None
    last_us: int | None = None

    def met(self, at_us: int) -> None:
        """Take note of a contact."""
        self.first_us = at_us if self.first_us is None else min(self.first_us, at_us)
        self.last_us = at_us if self.last_us is None else max(self.last_us, at_us)


def truth(world: World) -> dict[str, Any]:
    """Return who is who, what each tie is, and what is open today."""
    seen: defaultdict[int, Seen] = defaultdict(Seen)
    addresses = _addresses(world)
    questions: list[dict[str, Any]] = []
    promises: list[dict[str, Any]] = []
    theirs: list[dict[str, Any]] = []
    loops: list[dict[str, Any]] = []
    for life in world.lives():
        for mail in life.mails:
            _mail(mail, world, addresses, seen)
        if life.person is not None:
            _rows(life, world, seen[life.person])
            questions += _open_questions(life, world)
            found = list(_promises(life))
            promises += [one for one in found if one["mine"]]
            theirs += [one for one in found if not one["mine"]]
            loops += _loops(life)
    for person in world.people:
        _profile(person, world, seen[person.number])
    return {
        "now_us": world.now_us,
        "me": _me(world.me),
        "people": [_person(person, seen[person.number]) for person in world.people],
        "scenes": [_scene(scene) for scene in world.scenes.values()],
        "open_questions": questions,
        "promises": promises,
        "their_promises": theirs,
        "loops": loops,
        "birthdays": _birthdays(world),
        "job_changes": _job_changes(world),
        "newly_connected": _newly_connected(world),
        "services": [
            row["address"] for kind in ("newsletter", "robot") for row in services()[kind]
        ],
        "lists": [row["address"] for row in services()["list"]],
        "connections_only": world.connections,
    }


def _me(me: Me) -> dict[str, Any]:
    addresses = [f"email:{address}" for address in me.addresses]
    identities = [*addresses, f"linkedin:{me.slug}", f"phone:{e164(me.phone)}"]
    return {"name": me.name, "identities": identities}


def _scene(scene: Scene) -> dict[str, Any]:
    told = ("kind", "case", "person", "days_ago", "shown")
    return {field: getattr(scene, field) for field in told}


def _job_changes(world: World) -> list[int]:
    """Return who changed jobs between the two exports of connections."""
    return [
        person.number
        for person in world.people
        if person.connected_us
        and person.connected_us < world.earlier_us < person.posts[-1].since_us
    ]


def _newly_connected(world: World) -> list[int]:
    since_us = world.now_us - NEW_DAYS * DAY_US
    return [
        person.number
        for person in world.people
        if person.connected_us and person.connected_us > since_us
    ]


def _birthdays(world: World) -> list[int]:
    """Return whose card says that their birthday is in the coming week."""
    today = datetime.fromtimestamp(world.now_us // 1_000_000, UTC)
    week = {f"{today + timedelta(days=ahead):%m-%d}" for ahead in range(WEEK_DAYS)}
    return [
        person.number
        for person in world.people
        if person.birthday[5:] in week and vcard.kept(person)
    ]


def e164(phone: str) -> str:
    """Return a telephone number in E.164."""
    return phone.replace(" ", "")


def _addresses(world: World) -> dict[str, int]:
    found = {}
    for person in world.people:
        for address in (*(post.address for post in person.posts), person.private):
            if address:
                found[address] = person.number
    return found


def _mail(mail: Mail, world: World, addresses: dict[str, int], seen: dict[int, Seen]) -> None:
    for box in (mail.sender, *mail.to, *mail.cc, *mail.bcc, *_reply_to(mail)):
        if box.address in addresses:
            seen[addresses[box.address]].identities.add(f"email:{box.address}")
            seen[addresses[box.address]].names |= {box.name} - {""}
    if _has(mail, "List-Id"):
        return
    author = addresses.get(mail.sender.address)
    if author is not None and not _has(mail, "Auto-Submitted"):
        seen[author].received += 1
        seen[author].met(mail.at_us)
    for box in mail.to if mail.folder == "sent" else ():
        if box.address in addresses:
            seen[addresses[box.address]].sent += 1
            seen[addresses[box.address]].met(mail.at_us)
    if author is not None and mail.signature and world.people[author].phone:
        seen[author].identities.add(f"phone:{e164(world.people[author].phone)}")


def _reply_to(mail: Mail) -> list[Box]:
    found = [value.rstrip(">").split(" <") for name, value in mail.headers if name == "Reply-To"]
    return [Box(name, address) for name, address in found]


def _has(mail: Mail, header: str) -> bool:
    return any(name == header for name, _ in mail.headers)


def _rows(life: Life, world: World, seen: Seen) -> None:
    person = world.people[life.person or 0]
    said: list[Message | ChatLine] = [*life.messages, *life.chat]
    for row in said:
        seen.sent += row.mine
        seen.received += not row.mine
        seen.met(row.at_us)
    seen.meetings += len(life.meetings)
    for meeting in life.meetings:
        seen.met(meeting.begin_us)
    if life.messages or life.invitations or life.praise:
        seen.identities.add(f"linkedin:{person.slug}")
    if life.chat:
        contact = whatsapp.contact(person)
        phone = contact.startswith("+")
        seen.identities.add(f"phone:{e164(contact)}" if phone else f"name:whatsapp/{contact}")


def _profile(person: Person, world: World, seen: Seen) -> None:
    if person.connected_us and person.connected_us < world.now_us:
        seen.identities.add(f"linkedin:{person.slug}")
    if vcard.kept(person):
        seen.names.add(person.name)
        seen.identities.add(f"email:{person.post(world.now_us).address}")
        if person.private:
            seen.identities.add(f"email:{person.private}")
        if person.phone:
            seen.identities.add(f"phone:{e164(person.phone)}")


def _person(person: Person, seen: Seen) -> dict[str, Any]:
    return {
        "number": person.number,
        "name": person.name,
        "names": sorted(seen.names),
        "identities": sorted(seen.identities),
        "circle": person.circle,
        "trajectory": person.trajectory,
        "sort": person.sort,
        "sent": seen.sent,
        "received": seen.received,
        "meetings": seen.meetings,
        "first_us": seen.first_us,
        "last_us": seen.last_us,
        "rhythm_days": person.spans[-1].rhythm_days if person.spans else None,
        "birthday": person.birthday,
        "posts": [
            {
                "organisation": post.organisation.name if post.organisation else "",
                "title": post.title,
                "address": post.address,
                "since_us": post.since_us or None,
            }
            for post in person.posts
        ],
    }


def _roots(life: Life) -> Iterator[tuple[str, Mail]]:
    for mail in life.mails:
        root = mail
        while root.parent is not None:
            root = root.parent
        yield root.message_id, mail


def _open_questions(life: Life, world: World) -> Iterator[dict[str, Any]]:
    """Yield what one person asked me alone in the last weeks and I did not answer."""
    threads: defaultdict[str, list[Mail]] = defaultdict(list)
    for root, mail in _roots(life):
        threads[root].append(mail)
    for mails in threads.values():
        last = mails[-1]
        asked = [act.sentence for act in last.acts if act.kind in ASKS]
        recent = last.at_us > world.now_us - OPEN_DAYS * DAY_US
        if asked and recent and last.folder == "inbox" and len(last.to) == 1:
            yield {
                "person": life.person,
                "message_id": last.message_id,
                "at_us": last.at_us,
                "sentence": asked[0],
            }


def _promises(life: Life) -> Iterator[dict[str, Any]]:
    """Yield what was promised in writing, by whom, and what became of it in the same thread."""
    ends: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for root, mail in _roots(life):
        for act in mail.acts:
            ends[root][act.kind] = max(ends[root].get(act.kind, 0), mail.at_us)
    for root, mail in _roots(life):
        for act in mail.acts:
            if act.kind == "promise":
                kept = ends[root].get("kept", 0) > mail.at_us
                let_go = ends[root].get("withdrawn", 0) > mail.at_us
                yield {
                    "person": life.person,
                    "message_id": mail.message_id,
                    "at_us": mail.at_us,
                    "sentence": act.sentence,
                    "mine": mail.folder == "sent",
                    "kept": kept,
                    "state": "kept" if kept else "let_go" if let_go else "open",
                }


HELPS = {"advice", "referral", "introduction"}


def _loops(life: Life) -> Iterator[dict[str, Any]]:
    """Yield what was to be set and never was, and the help of which nobody told how it went."""
    for mail in life.mails:
        mine = mail.folder == "sent"
        for act in mail.acts:
            if act.kind == "sometime":
                closed = any(held.begin_us > mail.at_us for held in life.meetings)
            elif act.kind in HELPS:
                closed = any(
                    later.at_us >= mail.at_us
                    and (later.folder == "sent") != mine
                    and any(said.kind == "followed" for said in later.acts)
                    for later in life.mails
                )
            else:
                continue
            helped = "helped" if mine else "tell_them"
            yield {
                "person": life.person,
                "kind": "never_set" if act.kind == "sometime" else helped,
                "message_id": mail.message_id,
                "at_us": mail.at_us,
                "sentence": act.sentence,
                "open": not closed,
            }
