"""One person's spans in, mails and meetings out: threads at the rhythm of the tie.

Conversations start at gamma-distributed gaps (shape 4 for regular ties, 1.5 for the rest) and
follow the scripts of ``texts.toml``; answers wait a log-normal time. What has not happened by
``until_us`` is left out; near the present a thread that could not finish is left out whole, so
that nothing is open there by accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from comity.demo.clock import DAY_US, HOUR_US, answered, working
from comity.demo.dice import chance
from comity.demo.events import Box, Mail, Meeting
from comity.demo.texts import Talk, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from comity.demo.events import Life
    from comity.demo.people import Me, Person

RECENT_DAYS = 30  # threads that reach into these last days must be complete
STYLES = 6
MINE = 4  # the style of my own program: plain text, signature after "-- "
SHORT_THREAD = ("a statement remark", "b comment statement")
MEETING_HOURS = (9, 10, 10, 11, 13, 14, 15, 16)
TOWNS = ("The Corn Exchange café", "Your office", "Video call", "Mill Lane 4, meeting room 2")


@dataclass(frozen=True, slots=True)
class Tie:
    """What is needed to write letters between the owner and one person."""

    me: Me
    person: Person
    now_us: int
    company: tuple[Person, ...] = ()  # others at the person's firm, for copies
    until_us: int = 0


def style(person: Person) -> int:
    """Return which mail program they use."""
    return (person.number * 7 + 3) % STYLES


def their_box(rng: Random, person: Person, at_us: int) -> Box:
    """Return the name and address they write from at that time."""
    post = person.post(at_us)
    if person.private and chance(rng, 0.15):
        return Box(f"{person.short or person.given} {person.family}", person.private)
    if person.number % 11 == 5 and post.organisation:  # noqa: PLR2004  some firms' programs write it like a directory
        return Box(f"{person.family}, {person.given}", post.address)
    if person.number % 13 == 7:  # noqa: PLR2004  some never entered their name
        return Box("", post.address)
    if person.short and chance(rng, 0.35):
        return Box(f"{person.short} {person.family}", post.address)
    return Box(person.name, post.address)


def my_box(me: Me, person: Person | None, at_us: int) -> Box:
    """Return the name and address the owner uses with them at that time."""
    private = person is not None and person.circle in {"personal", "service"}
    return Box(me.name, me.private if private else me.post(at_us).address)


def signature(person: Person | Me, at_us: int) -> str:
    """Return the lines under a letter: name, title and firm, telephone."""
    post = person.post(at_us)
    if post.organisation is None:
        return ""
    lines = [person.name, f"{post.title}, {post.organisation.name}", person.phone]
    return "\n".join(line for line in lines if line)


def firm_name(person: Person | Me, at_us: int) -> str:
    """Return where they work at that time; "" when nowhere."""
    firm = person.post(at_us).organisation
    return firm.name if firm else ""


def message_id(at_us: int, number: int, count: int, address: str) -> str:
    """Return a Message-ID that no other mail has."""
    return f"{at_us // 1_000_000:x}.{number:x}.{count}@{address.rpartition('@')[2]}"


def moments(rng: Random, person: Person, until_us: int) -> Iterator[int]:
    """Yield when conversations start."""
    private = person.circle == "personal"
    shape = 4 if person.trajectory in {"steady", "lapsed", "growing"} else 1.5
    for span in person.spans:
        if person.trajectory == "brief":
            for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
                yield working(rng, span.begin_us + rng.randrange(90 * DAY_US))
            continue
        scale_us = span.rhythm_days * DAY_US / shape
        at = span.begin_us + rng.gammavariate(shape, scale_us)
        while at < min(span.end_us, until_us):
            yield working(rng, int(at), private=private)
            at += rng.gammavariate(shape, scale_us)


KINDS = {"personal": "private", "service": "service"}


def script(rng: Random, tie: Tie, *, one_sided: bool, short: bool) -> Sequence[str]:
    """Return the turns of a thread."""
    if kind := KINDS.get(tie.person.circle):
        return list(rng.choice(texts()[f"{kind}_script"])["turns"])
    if one_sided:
        return (
            rng.choice(
                ("a warm question", "a statement ask", "a warm statement", "a warm request")
            ),
        )
    if short:
        return SHORT_THREAD
    scripts = texts()["script"]
    ends = list(accumulate(entry["weight"] for entry in scripts))
    turns: list[str] = rng.choices(scripts, cum_weights=ends)[0]["turns"]
    return turns if not chance(rng, 0.1) else turns[:1]  # some are never answered


def thread(
    rng: Random,
    tie: Tie,
    at_us: int,
    turns: Sequence[str],
    *,
    mine: bool,
    topic: int | None = None,
    subject: str = "",
    fill: dict[str, str] | None = None,
    hours: float | None = None,
) -> list[Mail]:
    """Return the mails of one thread; ``mine`` says whether I open it."""
    person = tie.person
    topic = rng.choice(person.topics) if topic is None else topic
    words = {"other": "a colleague", "event": "the forum", **(fill or {})}
    talk = Talk(rng, topic, kind=KINDS.get(person.circle, "frame"), **words)
    talk.subject = subject or talk.subject
    theirs, copies = their_box(rng, person, at_us), _copies(rng, tie, at_us)
    mails: list[Mail] = []
    for turn in turns:
        who, *acts = turn.split()
        by_me = (who == "a") == mine
        if mails:
            wait_hours = 4 if by_me else hours or 2 + person.number % 17
            at_us = _answered(rng, tie, at_us, wait_hours, by_me=by_me)
        if at_us >= tie.until_us:
            break
        me = my_box(tie.me, person, at_us)
        boxes = (me, theirs) if by_me else (theirs, me)
        said = _said(tie, talk, at_us, acts, by_me=by_me)
        mails.append(_mail(tie, at_us, boxes, mails, by_me=by_me, cc=copies, **said))
    return mails


def _answered(rng: Random, tie: Tie, at_us: int, wait_hours: float, *, by_me: bool) -> int:
    private = tie.person.circle == "personal"
    minutes = 0 if by_me else tie.person.offset_minutes
    return answered(rng, at_us, wait_hours, private=private, minutes=minutes)


def _said(tie: Tie, talk: Talk, at_us: int, acts: list[str], *, by_me: bool) -> dict[str, Any]:
    """Return what one letter of the talk says, as fields of a mail."""
    person = tie.person
    call = person.short if person.short and person.number % 2 else person.given
    you, given = (call, tie.me.given) if by_me else (tie.me.given, call)
    town, author = (person.town, tie.me) if by_me else (tie.me.town, person)
    firm = firm_name(author, at_us)
    text, truth = talk.letter(acts, you=you, given=given, firm=firm, town=town)
    attachment = talk.attachment if "deliver" in acts else ""
    return {"subject": talk.subject, "text": text, "acts": truth, "attachment": attachment}


def _mail(
    tie: Tie,
    at_us: int,
    boxes: tuple[Box, Box],
    before: Sequence[Mail],
    *,
    by_me: bool,
    subject: str,
    **said: Any,  # noqa: ANN401 - fields of a mail
) -> Mail:
    """Return the next mail of a thread, from one box to another."""
    sender, reader = boxes
    return Mail(
        at_us=at_us,
        message_id=message_id(at_us, tie.person.number, len(before), sender.address),
        sender=sender,
        to=(reader,),
        subject=f"Re: {before[0].subject}" if before else subject,
        folder="sent" if by_me else "inbox",
        signature=_signed(tie, at_us, by_me=by_me, first=not before),
        parent=before[-1] if before else None,
        style=MINE if by_me else style(tie.person),
        offset_minutes=0 if by_me else tie.person.offset_minutes,
        person=tie.person.number,
        **said,
    )


def _signed(tie: Tie, at_us: int, *, by_me: bool, first: bool) -> str:
    if tie.person.circle == "personal" or not (first or tie.person.number % 3):
        return ""
    return signature(tie.me if by_me else tie.person, at_us)


def _copies(rng: Random, tie: Tie, at_us: int) -> tuple[Box, ...]:
    if not tie.company or not chance(rng, 0.14):  # one thread in seven
        return ()
    chosen = rng.sample(tie.company, min(len(tie.company), rng.choice((1, 1, 2))))
    return tuple(Box(other.name, other.post(at_us).address) for other in chosen)


def meeting(rng: Random, tie: Tie, at_us: int, *, minutes: int = 45) -> Meeting:
    """Return a meeting with the person: invited, or noted by name alone."""
    person = tie.person
    day = working(rng, (at_us // DAY_US + 2 + rng.randrange(5)) * DAY_US) // DAY_US
    begin = day * DAY_US + rng.choice(MEETING_HOURS) * HOUR_US + rng.choice((0, HOUR_US // 2))
    topic = texts()["topic"][person.topics[0]]["name"]
    place = rng.choice(TOWNS)
    uid = f"{begin // 1_000_000:x}-{person.number}@calendar.ellinghamvale.example"
    if person.circle == "personal" or chance(rng, 0.35):
        what = rng.choice(("Coffee with", "Lunch with", "Coffee with", "Call with"))
        return Meeting(uid, begin, 60, f"{what} {person.name}", place, person=person.number)
    me, theirs = my_box(tie.me, person, begin), Box(person.name, person.post(begin).address)
    organizer = rng.choice((me, theirs))
    said = rng.choice(("ACCEPTED",) * 8 + ("TENTATIVE", "DECLINED"))
    return Meeting(
        uid,
        begin,
        minutes,
        f"{topic.capitalize()}: {person.given} and {tie.me.given}",
        place,
        organizer=organizer,
        attendees=((me, "ACCEPTED"), (theirs, said if organizer == me else "ACCEPTED")),
        person=person.number,
    )


def invitation_mail(tie: Tie, held: Meeting, at_us: int) -> Mail:
    """Return the mail that carries a calendar invitation (RFC 6047)."""
    organizer = held.organizer or my_box(tie.me, tie.person, at_us)
    by_me = organizer.address in tie.me.addresses
    return Mail(
        at_us=at_us,
        message_id=message_id(at_us, tie.person.number, 90, organizer.address),
        sender=organizer,
        to=tuple(box for box, _ in held.attendees if box.address != organizer.address),
        subject=f"Invitation: {held.summary}",
        text=f"{held.summary}\n{held.location}",
        folder="sent" if by_me else "inbox",
        style=MINE if by_me else style(tie.person),
        offset_minutes=0 if by_me else tie.person.offset_minutes,
        meeting=held,
        person=tie.person.number,
    )


def automatic_reply(rng: Random, tie: Tie, mail: Mail) -> Mail:
    """Return an answer that nobody wrote (RFC 3834)."""
    person = tie.person
    text = texts()["automatic"]["away"].format(
        day=rng.choice(("Monday", "Wednesday", "the 3rd", "the 20th")),
        firm=firm_name(person, mail.at_us) or "home",
    )
    at_us = mail.at_us + 20_000_000
    sender = Box(person.name, mail.to[0].address)
    return Mail(
        at_us=at_us,
        message_id=message_id(at_us, person.number, 91, sender.address),
        sender=sender,
        to=(mail.sender,),
        subject=f"Automatic reply: {mail.subject}",
        text=text,
        folder="inbox",
        style=1,
        offset_minutes=person.offset_minutes,
        headers=(
            ("In-Reply-To", f"<{mail.message_id}>"),
            ("Auto-Submitted", "auto-replied"),
            ("X-Auto-Response-Suppress", "All"),
        ),
        person=person.number,
    )


def correspond(rng: Random, tie: Tie, life: Life) -> None:
    """Add the mails and meetings of one tie, as it goes by itself."""
    one_sided = tie.person.trajectory == "one_sided"
    meets = not one_sided and tie.person.circle != "service"
    for at_us in moments(rng, tie.person, tie.until_us):
        found = _conversation(rng, tie, at_us, one_sided=one_sided)
        life.mails.extend(found)
        if found and meets and chance(rng, 0.13):
            held = meeting(rng, tie, found[-1].at_us)
            if held.begin_us < tie.until_us - HOUR_US:
                life.meetings.append(held)
                if held.organizer and chance(rng, 0.6):
                    life.mails.append(invitation_mail(tie, held, found[-1].at_us + HOUR_US))


def _conversation(rng: Random, tie: Tie, at_us: int, *, one_sided: bool) -> list[Mail]:
    recent = at_us > tie.now_us - RECENT_DAYS * DAY_US
    ends_soon = at_us > tie.until_us - 6 * DAY_US
    mine = tie.person.number % 2 == 0 if one_sided else chance(rng, tie.person.mine)
    if one_sided and recent:
        return []
    turns = script(rng, tie, one_sided=one_sided, short=ends_soon)
    if tie.person.circle == "service":
        mine = False
    elif recent and len(turns) == 1:
        turns = SHORT_THREAD
    found = thread(rng, tie, at_us, turns, mine=mine, hours=3 if recent else None)
    fresh = found and found[-1].at_us > tie.now_us - RECENT_DAYS * DAY_US
    if (recent or fresh) and len(found) < len(turns):
        return []
    if found and found[0].folder == "sent" and chance(rng, 0.02):
        found.append(automatic_reply(rng, tie, found[0]))
    return found
