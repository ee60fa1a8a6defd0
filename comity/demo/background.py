"""Everything that is no tie: newsletters, programs' notices, list posts, reports, my own diary."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from comity.demo.clock import DAY_US, HOUR_US, SECOND_US, answered, working
from comity.demo.correspondence import MINE, message_id, my_box, style
from comity.demo.dice import chance
from comity.demo.events import Act, Box, Life, Mail, Meeting
from comity.demo.scenes import forum
from comity.demo.texts import Talk, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from comity.demo.people import Me, Person


@cache
def services() -> dict[str, Any]:
    """Return who writes without being a person."""
    return tomllib.loads(files("comity.demo").joinpath("services.toml").read_text("utf-8"))


def days(rng: Random, begin_us: int, end_us: int, every_days: float) -> Iterator[int]:
    """Yield moments about so many days apart."""
    at_us = begin_us + int(rng.random() * every_days * DAY_US)
    while at_us < end_us:
        then = working(rng, at_us)
        if then < end_us:
            yield then
        at_us += int(rng.uniform(0.8, 1.2) * every_days * DAY_US)


def mechanical(rng: Random, me: Me, begin_us: int, now_us: int) -> Iterator[Mail]:
    """Yield newsletters (RFC 2369) and programs' notices."""
    for kind in ("newsletter", "robot"):
        for sender in services()[kind]:
            for number, at_us in enumerate(days(rng, begin_us, now_us, sender["every_days"]), 101):
                yield _notice(rng, me, sender, number, at_us, bulk=kind == "newsletter")


def _notice(
    rng: Random, me: Me, sender: dict[str, Any], number: int, at_us: int, *, bulk: bool
) -> Mail:
    domain = sender["address"].partition("@")[2]
    to = Box("", me.private) if "Garden" in sender["name"] else my_box(me, None, at_us)
    headers: tuple[tuple[str, str], ...] = (("Auto-Submitted", "auto-generated"),)
    if bulk:
        headers = (
            ("List-Unsubscribe", f"<https://{domain}/unsubscribe?u=4711>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ("Precedence", "bulk"),
        )
    day = rng.choice(("Monday", "Wednesday", "Friday"))
    return Mail(
        at_us=at_us,
        message_id=f"{at_us // SECOND_US:x}.{number}@{domain}",
        sender=Box(sender["name"], sender["address"]),
        to=(to,),
        subject=rng.choice(sender["subjects"]).format(n=number, day=day),
        text="\n\n".join(sender["body"]),
        folder="inbox",
        style=1,
        headers=headers,
    )


def lists(rng: Random, me: Me, posters: list[Person], begin_us: int, now_us: int) -> Iterator[Mail]:
    """Yield posts to mailing lists (RFC 2919), some with the author's address rewritten."""
    for group in services()["list"] if len(posters) > 1 else ():
        for at_us in days(rng, begin_us, now_us, group["every_days"]):
            authors: list[Person | None] = [*rng.sample(posters, min(3, len(posters)))]
            if chance(rng, 0.12):
                authors[rng.randrange(len(authors))] = None
            yield from _discussion(rng, group, authors, at_us, me=me, now_us=now_us)


def _discussion(
    rng: Random,
    group: dict[str, Any],
    authors: list[Person | None],
    at_us: int,
    *,
    me: Me,
    now_us: int,
) -> Iterator[Mail]:
    talk = Talk(rng, rng.randrange(24))
    parent: Mail | None = None
    for count, author in enumerate(authors[: rng.choice((1, 2, 2, 3))]):
        line = rng.choice(texts()["list"]["answer" if count else "question"]).format_map(talk.fill)
        if at_us >= now_us:
            return
        parent = _post(group, author, line, at_us, me=me, parent=parent, subject=talk.subject)
        yield parent
        at_us = answered(rng, at_us, 9)


def _post(
    group: dict[str, Any],
    author: Person | None,
    line: str,
    at_us: int,
    *,
    me: Me,
    parent: Mail | None,
    subject: str,
) -> Mail:
    box = Box(author.name, author.post(at_us).address) if author else my_box(me, None, at_us)
    to = Box(group["title"], group["address"])
    headers: tuple[tuple[str, str], ...] = ()
    sender = box
    if author:
        local, _, domain = group["address"].partition("@")
        headers = (
            ("List-Id", f"{group['title']} <{group['list_id']}>"),
            ("List-Post", f"<mailto:{group['address']}>"),
            ("List-Unsubscribe", f"<mailto:{local}-leave@{domain}>"),
            ("Precedence", "list"),
        )
        if group["rewrites_from"]:
            sender = Box(f"{author.name} via {group['title']}", group["address"])
            headers += (
                ("Reply-To", f"{author.name} <{box.address}>"),
                ("X-Original-From", f"{author.name} <{box.address}>"),
            )
    given = author.given if author else me.given
    tagged = f"[{group['name']}] {subject}"
    return Mail(
        at_us=at_us,
        message_id=message_id(at_us, author.number if author else 0, 80, box.address),
        sender=sender,
        to=(to,),
        subject=f"Re: {tagged}" if parent else tagged,
        text=f"Hello all,\n\n{line}\n\nBest wishes,\n{given}",
        folder="inbox" if author else "sent",
        parent=parent,
        style=style(author) if author else MINE,
        offset_minutes=author.offset_minutes if author else 0,
        headers=headers,
        acts=() if parent else (Act("question", line),),
    )


def reports(rng: Random, me: Me, people: list[Person], now_us: int) -> Iterator[Mail]:
    """Yield delivery reports (RFC 3464) for mail of mine to addresses people had left."""
    for person in people:
        moved_us = person.posts[-1].since_us
        at_us = working(rng, moved_us + rng.randrange(20, 90) * DAY_US)
        if at_us > now_us - 40 * DAY_US:
            continue
        gone = person.posts[0].address
        talk = Talk(rng, person.topics[0], town=person.town, firm="home")
        text, truth = talk.letter(["warm", "statement"], you=person.given, given=me.given)
        sender = my_box(me, person, at_us)
        sent = Mail(
            at_us,
            message_id(at_us, person.number, 95, sender.address),
            sender,
            (Box(person.name, gone),),
            talk.subject,
            text,
            "sent",
            style=MINE,
            person=person.number,
            acts=truth,
        )
        yield sent
        domain = gone.partition("@")[2]
        yield Mail(
            at_us + 12 * SECOND_US,
            f"{at_us:x}.{person.number}@mx.{domain}",
            Box("Mail Delivery System", f"MAILER-DAEMON@mx.{domain}"),
            (sender,),
            "Undelivered Mail Returned to Sender",
            texts()["automatic"]["bounce"].format(address=gone),
            "inbox",
            report=gone,
            headers=(("Auto-Submitted", "auto-replied"),),
        )


def introductions(
    rng: Random, me: Me, people: list[Person], begin_us: int, now_us: int
) -> Iterator[Mail]:
    """Yield introductions by me and to me over the years, every one thanked."""
    for count, at_us in enumerate(days(rng, begin_us, now_us - 60 * DAY_US, 110)):
        if len(people) < 3:  # noqa: PLR2004  it takes three
            return
        left, right = rng.sample(people, 2)
        talk = Talk(rng, left.topics[0], other=right.given, town=left.town, firm="home")
        mine = count % 2 == 0
        boxes = [Box(each.name, each.post(at_us).address) for each in (left, right)]
        sender = my_box(me, left, at_us)
        you, given = (left.given, me.given) if mine else (me.given, left.given)
        text, truth = talk.letter(["introduce"], you=you, given=given)
        who, to = (sender, tuple(boxes)) if mine else (boxes[0], (sender, boxes[1]))
        first = Mail(
            at_us,
            message_id(at_us, left.number, 70, who.address),
            who,
            to,
            f"Introduction: {you} and {right.given}",
            text,
            "sent" if mine else "inbox",
            style=MINE if mine else style(left),
            acts=truth,
        )
        yield first
        talk.fill["other"] = right.given if not mine else left.given
        text, truth = talk.letter(
            ["introduced"], you=given, given=right.given if mine else me.given
        )
        who, back = (boxes[1], (sender, boxes[0])) if mine else (sender, tuple(boxes))
        then = answered(rng, at_us, 8)
        yield Mail(
            then,
            message_id(then, right.number, 71, who.address),
            who,
            back,
            f"Re: {first.subject}",
            text,
            "inbox" if mine else "sent",
            parent=first,
            style=style(right) if mine else MINE,
            acts=(Act("thanks", text),),
        )


def greetings(
    rng: Random, me: Me, people: list[Person], begin_us: int, now_us: int
) -> Iterator[Mail]:
    """Yield the one text I send to many each December, to each by name."""
    body = texts()["pasted"]["greeting"]
    year_us = int(365.2425 * DAY_US)
    for year in range(begin_us // year_us, now_us // year_us + 1):
        at_us = year * year_us + 350 * DAY_US
        for person in people:
            live = any(span.begin_us < at_us < span.end_us for span in person.spans)
            then = working(rng, at_us)
            if not live or not begin_us < then < now_us - 40 * DAY_US:
                continue
            sender, box = my_box(me, person, then), Box(person.name, person.post(then).address)
            yield Mail(
                then,
                message_id(then, person.number, 60, sender.address),
                sender,
                (box,),
                "Season's greetings",
                f"Dear {person.given},\n\n{body}\n\n{me.given}",
                "sent",
                style=MINE,
                person=person.number,
            )


def diary(me: Me, begin_us: int, now_us: int, colleagues: list[Person]) -> list[Meeting]:
    """Return the owner's own entries: days off, the forum, weekly talks with colleagues."""
    found = [forum(now_us)]
    year_us = int(365.2425 * DAY_US)
    for year in range(begin_us // year_us + 1, now_us // year_us + 1):
        begin = (year * year_us + 222 * DAY_US) // DAY_US * DAY_US
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


def background(
    rng: Random, me: Me, people: tuple[Person, ...], *, free: set[int], window_us: tuple[int, int]
) -> Life:
    """Return all of it as a life without a person; ``free`` are those who play in no scene."""
    posters = [person for person in people if person.sort == "poster"][:200]
    regular = [
        person
        for person in people
        if person.trajectory in {"steady", "growing"}
        and person.circle == "professional"
        and person.number in free
    ][:300]
    movers = [
        person
        for person in people
        if len(person.posts) > 1 and person.trajectory == "brief" and person.number in free
    ][:60:3]
    life = Life(None)
    life.mails.extend(mechanical(rng, me, *window_us))
    life.mails.extend(lists(rng, me, posters, *window_us))
    life.mails.extend(reports(rng, me, movers, window_us[1]))
    life.mails.extend(introductions(rng, me, regular, *window_us))
    life.mails.extend(greetings(rng, me, regular, *window_us))
    colleagues = [person for person in people[:8] if person.circle == "colleague"]
    life.meetings.extend(diary(me, *window_us, colleagues))
    return life
