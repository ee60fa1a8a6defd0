"""The owner's circle in, what she does for several of them out: introductions, greetings, notes.

And her diary: the forum, days off, weekly talks.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from comity.demo.clock import DAY_US, HOUR_US, answered, days, working
from comity.demo.correspondence import MINE, message_id, my_box, style
from comity.demo.events import Act, Box, Mail, Meeting
from comity.demo.scenes import forum
from comity.demo.texts import Talk, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.demo.people import Me, Person

OUTCOME_DAYS = 22
YEAR_US = int(365.2425 * DAY_US)


def introductions(
    rng: Random, me: Me, people: list[Person], begin_us: int, now_us: int
) -> Iterator[Mail]:
    """Yield introductions by me and to me over the years, every one thanked."""
    for count, at_us in enumerate(days(rng, begin_us, now_us - 60 * DAY_US, 110)):
        if len(people) < 3:  # noqa: PLR2004  it takes three
            return
        left, right = rng.sample(people, 2)
        yield from _introduction(rng, me, left, right, at_us=at_us, mine=count % 2 == 0)


def _introduction(
    rng: Random, me: Me, left: Person, right: Person, *, at_us: int, mine: bool
) -> Iterator[Mail]:
    """Yield "right, meet left" by me, or "Marta, meet right" by left, and the thanks for it."""
    my, one, other = my_box(me, left, at_us), box(left, at_us), box(right, at_us)
    talk = Talk(rng, left.topics[0], other=right.given)
    you, given = (left.given, me.given) if mine else (me.given, left.given)
    text, truth = talk.letter(["introduce"], you=you, given=given)
    sender = my if mine else one
    first = Mail(
        at_us=at_us,
        message_id=message_id(at_us, left.number, 70, sender.address),
        sender=sender,
        to=(one, other) if mine else (my, other),
        subject=f"Introduction: {you} and {right.given}",
        text=text,
        folder="sent" if mine else "inbox",
        style=MINE if mine else style(left),
        acts=truth,
    )
    yield first
    then = answered(rng, at_us, 8)
    talk.fill["other"] = left.given if mine else right.given
    text, _ = talk.letter(["introduced"], you=given, given=right.given if mine else me.given)
    sender = other if mine else my
    yield Mail(
        at_us=then,
        message_id=message_id(then, right.number, 71, sender.address),
        sender=sender,
        to=(one,) if mine else (other,),
        cc=(my,) if mine else (),
        bcc=() if mine else (one,),
        subject=f"Re: {first.subject}",
        text=text,
        folder="inbox" if mine else "sent",
        parent=first,
        style=style(right) if mine else MINE,
        acts=(Act("thanks", text),),
    )
    yield _outcome(left, right, (my, one, other), at_us=at_us, mine=mine)


def _outcome(
    left: Person, right: Person, boxes: tuple[Box, Box, Box], *, at_us: int, mine: bool
) -> Mail:
    """Return the word to whoever introduced two of how it turned out, three weeks later."""
    my, one, other = boxes
    then = at_us + OUTCOME_DAYS * DAY_US
    rng = Random(at_us)  # noqa: S311  play
    author, reader = (other, my) if mine else (my, one)
    text, truth = Talk(rng, left.topics[0]).letter(
        ["told", "thanks"], you=reader.name.partition(" ")[0], given=author.name.partition(" ")[0]
    )
    return Mail(
        at_us=then,
        message_id=message_id(then, right.number, 72, author.address),
        sender=author,
        to=(reader,),
        subject="Your introduction",
        text=text,
        folder="inbox" if mine else "sent",
        style=style(right) if mine else MINE,
        acts=truth,
    )


def box(person: Person, at_us: int) -> Box:
    """Return their mailbox at that time."""
    return Box(person.name, person.post(at_us).address)


def greetings(
    rng: Random, me: Me, people: list[Person], begin_us: int, now_us: int
) -> Iterator[Mail]:
    """Yield the one text I send to many each December, to each by name."""
    body = texts()["pasted"]["greeting"]
    for year in range(begin_us // YEAR_US, now_us // YEAR_US + 1):
        for person in people:
            at_us = working(rng, year * YEAR_US + 350 * DAY_US)
            live = any(span.begin_us < at_us < span.end_us for span in person.spans)
            if not live or not begin_us < at_us < now_us - 40 * DAY_US:
                continue
            sender = my_box(me, person, at_us)
            yield Mail(
                at_us=at_us,
                message_id=message_id(at_us, person.number, 60, sender.address),
                sender=sender,
                to=(box(person, at_us),),
                subject="Season's greetings",
                text=f"Dear {person.given},\n\n{body}\n\n{me.given}",
                folder="sent",
                style=MINE,
                person=person.number,
            )


def circulars(
    rng: Random, me: Me, people: list[Person], begin_us: int, now_us: int
) -> Iterator[Mail]:
    """Yield the notes of a small working group, each to all the others."""
    for count, at_us in enumerate(days(rng, begin_us, now_us - 30 * DAY_US, 45)):
        group = [each for each in people if each.spans[0].begin_us < at_us]
        if len(group) < 3:  # noqa: PLR2004  a group has at least three
            continue
        mine = count % 2 == 0
        author = rng.choice(group)
        my, talk = my_box(me, author, at_us), Talk(rng, rng.choice(author.topics))
        given = me.given if mine else author.given
        text, truth = talk.letter(["statement", "remark", "question"], you="all", given=given)
        others = tuple(box(each, at_us) for each in group if mine or each is not author)
        sender = my if mine else box(author, at_us)
        yield Mail(
            at_us=at_us,
            message_id=message_id(at_us, author.number, 61, sender.address),
            sender=sender,
            to=others if mine else (my, *others),
            subject=f"Working group: {talk.subject.lower()}",
            text=text,
            folder="sent" if mine else "inbox",
            style=MINE if mine else style(author),
            offset_minutes=0 if mine else author.offset_minutes,
            acts=truth,
        )


def diary(me: Me, begin_us: int, now_us: int, colleagues: list[Person]) -> list[Meeting]:
    """Return the owner's own entries: days off, the forum, weekly talks with colleagues."""
    found = [forum(now_us)]
    for year in range(begin_us // YEAR_US + 1, now_us // YEAR_US + 1):
        begin = (year * YEAR_US + 222 * DAY_US) // DAY_US * DAY_US
        found.append(
            Meeting(
                f"leave-{year}@diary.example",
                begin,
                14 * 1_440,
                "Walking in the Dales",
                all_day=True,
            )
        )
    for person in colleagues[:2]:
        monday = (now_us // DAY_US - 371) // 7 * 7 * DAY_US + 4 * DAY_US
        begin = monday + person.number % 5 * DAY_US + 10 * HOUR_US
        box, theirs = my_box(me, person, now_us), Box(person.name, person.posts[-1].address)
        found.append(
            Meeting(
                f"weekly-{person.number}@calendar.ellinghamvale.example",
                begin,
                30,
                f"{me.given} and {person.given}, weekly",
                "Kitchen table",
                organizer=box,
                attendees=((box, "ACCEPTED"), (theirs, "ACCEPTED")),
                rule="FREQ=WEEKLY;COUNT=104",
                except_us=(begin + 14 * 7 * DAY_US,),
                moved_us=((begin + 21 * 7 * DAY_US, begin + 21 * 7 * DAY_US + 26 * HOUR_US),),
                person=person.number,
            )
        )
    return found
