"""One person in, what the professional network knows of them out: rows and notification mails.

Invitations are mostly blank, pitches follow within minutes, list builders thank everyone with
the same words. Notification mails come from the network's own addresses, written by a robot
about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.demo.clock import DAY_US, SECOND_US, answered, working
from comity.demo.correspondence import message_id, my_box, signature, style, their_box
from comity.demo.dice import chance, person_rng
from comity.demo.events import Act, Box, ChatLine, Invitation, Mail, Message, Praise
from comity.demo.people import names, plain
from comity.demo.texts import WEEKDAYS, Talk, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from comity.demo.correspondence import Tie
    from comity.demo.events import Life
    from comity.demo.people import Organisation, Person

MINUTE_US = 60 * SECOND_US
INVITATION_DAYS = 700  # how far back the network keeps invitations
SKILLS = ("Supply chain management", "Facilitation", "Operations", "Procurement", "Lean")


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection with whom no word was ever exchanged."""

    given: str
    family: str
    slug: str
    firm: str
    title: str
    connected_us: int


def strangers(
    seed: int, firms: tuple[Organisation, ...], *, now_us: int, years: int, connections: int
) -> Iterator[Connection]:
    """Yield the connections that are names in a list and nothing else."""
    rng = person_rng(seed, -1)
    cultures, titles = names()["culture"], names()["titles"]
    for _ in range(connections):
        culture = rng.choices(cultures, [culture["share"] for culture in cultures])[0]
        given = rng.choice(culture["given"])
        family = rng.choice(culture["stem"]) + rng.choice(culture["ending"])
        builder = chance(rng, 0.02)
        title = rng.choice(titles["list_builder" if builder else "professional"])
        slug = f"{plain(given)}-{plain(family)}-{rng.randrange(16**9):09x}"
        at_us = now_us - rng.randrange(1, years * 365 * DAY_US)
        yield Connection(given, family, slug, rng.choice(firms).name, title, at_us)


def network(rng: Random, tie: Tie, life: Life) -> None:
    """Add to the life of the person what happened on the network."""
    person = tie.person
    if person.trajectory in {"never_exchanged", "one_sided"}:
        _first_contact(rng, tie, life)
    elif person.connected_us and person.connected_us > tie.now_us - INVITATION_DAYS * DAY_US:
        mine = person.number % 2 == 0
        at_us = person.connected_us - rng.randrange(1, 3 * DAY_US // SECOND_US) * SECOND_US
        note = texts()["pasted"]["note"] if mine and person.number % 4 == 0 else ""
        if not life.invitations:
            life.invitations.append(Invitation(at_us, person.number, mine=mine, note=note))
    if person.connected_us and person.trajectory not in {"never_exchanged", "one_sided"}:
        _talk(rng, tie, life)
        _praise(rng, tie, life)


def _first_contact(rng: Random, tie: Tie, life: Life) -> None:
    person, pasted = tie.person, texts()["pasted"]
    at_us = working(rng, tie.now_us - rng.randrange(2, INVITATION_DAYS) * DAY_US)
    every = 2 if person.trajectory == "one_sided" else 3
    mine = person.sort == "peer" and person.number % every == 0
    note = ""
    if mine:
        note = pasted["note"]
    elif person.sort == "peer" and chance(rng, 0.08):
        note = (
            f"Hello {tie.me.given}, we are both interested in {_topic(person)}. Shall we connect?"
        )
    if person.slug:
        life.invitations.append(Invitation(at_us, person.number, mine=mine, note=note))
        if not mine:
            life.mails.append(_notice(tie, at_us, "invitation"))
    if person.sort in {"recruiter", "pitch"}:
        _pasted(rng, tie, at_us, life)
    if person.sort == "list_builder" and person.connected_us and person.number % 2:
        life.messages.append(_message(tie, person.connected_us + MINUTE_US, pasted["list_builder"]))
    if mine and person.connected_us and person.trajectory == "one_sided":
        when = answered(rng, person.connected_us, 6)
        thanks = pasted["thanks_for_connecting"]
        if when < tie.now_us:
            life.messages.append(
                _message(
                    tie, when, thanks, mine=True, acts=(Act("question", thanks.split(". ")[1]),)
                )
            )


def _topic(person: Person) -> str:
    return str(texts()["topic"][person.topics[0]]["name"])


def _message(
    tie: Tie, at_us: int, content: str, *, mine: bool = False, acts: tuple[Act, ...] = ()
) -> Message:
    conversation = f"2-{person_rng(0, tie.person.number).getrandbits(96):024x}_100"
    return Message(at_us, tie.person.number, mine, conversation, content, acts=acts)


def _pasted(rng: Random, tie: Tie, at_us: int, life: Life) -> None:
    """Add the same words that others got: by message when connected, else by mail, and again."""
    person = tie.person
    options = texts()["pasted"][person.sort]
    firm = tie.me.post(at_us).organisation
    text = options[person.number % len(options)].format(firm=firm.name if firm else "")
    text = f"Hi {tie.me.given},\n\n{text}"
    act = (Act("pitch", text),)
    if person.connected_us:
        life.messages.append(_message(tie, person.connected_us + 4 * MINUTE_US, text, acts=act))
        return
    mails: list[Mail] = []
    for count, body in enumerate((text, f"Hi {tie.me.given},\n\n{texts()['pasted']['chaser']}")):
        then = working(rng, at_us + count * 4 * DAY_US)
        if then >= tie.now_us or (count and person.number % 2):
            break
        sender = their_box(rng, person, then) if not mails else mails[0].sender
        mails.append(
            Mail(
                at_us=then,
                message_id=message_id(then, person.number, 50, sender.address),
                sender=sender,
                to=(my_box(tie.me, person, then),),
                subject=("Re: " if count else "") + f"Quick question, {tie.me.given}",
                text=f"{body}\n\nBest,\n{person.given}",
                folder="inbox",
                signature=signature(person, then),
                parent=mails[0] if mails else None,
                style=style(person),
                offset_minutes=person.offset_minutes,
                person=person.number,
                acts=act,
            )
        )
    life.mails.extend(mails)


def _notice(tie: Tie, at_us: int, kind: str) -> Mail:
    """Return the network's own mail about an invitation or a message."""
    person, me = tie.person, tie.me
    post = person.post(at_us)
    firm = post.organisation.name if post.organisation else ""
    url = f"https://www.linkedin.com/in/{person.slug}"
    if kind == "invitation":
        sender = Box(person.name, "invitations@linkedin.com")
        subject = f"{me.given}, please add me to your LinkedIn network"
        text = f"Hi {me.given}, I'd like to join your LinkedIn network.\n\n{person.name}\n"
        text += f"{post.title} at {firm}\n\nView profile: {url}\n"
    else:
        sender = Box(f"{person.name} via LinkedIn", "messaging-digest-noreply@linkedin.com")
        subject = f"{person.given} just messaged you"
        text = f"You have 1 new message.\n\n{person.name}\n{post.title} at {firm}\n\n"
        text += f"View message: https://www.linkedin.com/messaging/\nProfile: {url}\n"
    return Mail(
        at_us=at_us + 40 * SECOND_US,
        message_id=f"{at_us // SECOND_US}.{person.number}.{kind}.JavaMail.app@linkedin.com",
        sender=sender,
        to=(my_box(me, None, at_us),),
        subject=subject,
        text=text,
        folder="inbox",
        style=1,
        headers=(
            ("X-LinkedIn-Class", "INVITE-MBR" if kind == "invitation" else "EMAIL-DEFAULT"),
            ("List-Unsubscribe", "<https://www.linkedin.com/comm/psettings/email-unsubscribe>"),
        ),
        person=person.number,
    )


def _talk(rng: Random, tie: Tie, life: Life) -> None:
    """Add a few conversations by message, between connection and the end of the tie's life."""
    person, connected = tie.person, tie.person.connected_us
    if connected is None or person.number % 3 or not person.spans:
        return
    begin, end = (
        max(connected, person.spans[0].begin_us),
        min(tie.until_us, person.spans[-1].end_us),
    )
    begin, end = begin // SECOND_US, (end - 35 * DAY_US) // SECOND_US
    if begin >= end:
        return
    starts = sorted(rng.randrange(begin, end) * SECOND_US for _ in range(rng.choice((1, 2, 4))))
    for start in starts:
        at_us, mine = working(rng, start), chance(rng, person.mine)
        talk = Talk(rng, rng.choice(person.topics), firm="our place", town=person.town)
        for count, acts in enumerate((["question"], ["answer"], ["thanks"])):
            by_me = mine == (count % 2 == 0)
            talk.fill.update(you=person.given if by_me else tie.me.given)
            said, truth = talk.sentences(acts)
            life.messages.append(
                _message(tie, at_us, " ".join(filter(None, said)), mine=by_me, acts=truth)
            )
            if not by_me and count == 0:
                life.mails.append(_notice(tie, at_us, "message"))
            at_us = answered(rng, at_us, 6, minutes=0 if not by_me else person.offset_minutes)


def _praise(rng: Random, tie: Tie, life: Life) -> None:
    """Add endorsements and recommendations of some years, all thanked or long past."""
    person, connected = tie.person, tie.person.connected_us
    if connected is None or life.praise or connected > tie.now_us - 200 * DAY_US:
        return
    for mine in (True, False):
        if chance(rng, 0.22):
            day = rng.randrange(connected // DAY_US, (tie.now_us - 100 * DAY_US) // DAY_US)
            at_us = working(rng, day * DAY_US)
            skill = rng.choice(SKILLS)
            life.praise.append(Praise(at_us, person.number, mine, "endorsement", skill))
    if chance(rng, 0.05):
        at_us = working(rng, connected + rng.randrange(20, 90) * DAY_US)
        words = f"{person.given} finds the simple way and brings everyone along."
        life.praise.append(
            Praise(at_us, person.number, mine=True, kind="recommendation", text=words)
        )


def chat(rng: Random, tie: Tie, life: Life) -> None:
    """Add a chat: short lines by turns, mostly in the evening."""
    exchanges = texts()["private_chat" if tie.person.circle == "personal" else "work_chat"]
    end = tie.until_us - 2 * DAY_US
    at_us = end - rng.randrange(300, 700) * DAY_US
    while at_us < end:
        then, mine = working(rng, at_us, private=True), chance(rng, 0.5)
        day = rng.choice(WEEKDAYS)
        for count, line in enumerate(rng.choice(exchanges)["lines"]):
            by_me = mine == (count % 2 == 0)
            life.chat.append(ChatLine(then, tie.person.number, by_me, line.format(day=day)))
            then += rng.randrange(30, 1_800) * SECOND_US
        at_us += int(rng.expovariate(1 / 12) * DAY_US)
