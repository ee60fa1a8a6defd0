"""Everything that is no tie: newsletters, programs' notices, list posts, reports, my own diary."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from comity.demo.clock import DAY_US, SECOND_US, answered, days, working
from comity.demo.correspondence import MINE, message_id, my_box, style
from comity.demo.dice import chance
from comity.demo.events import Act, Box, Life, Mail
from comity.demo.gatherings import circulars, diary, greetings, introductions
from comity.demo.people import TOPICS
from comity.demo.texts import Talk, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from comity.demo.people import Me, Person


@cache
def services() -> dict[str, Any]:
    """Return who writes without being a person."""
    return tomllib.loads(files("comity.demo").joinpath("services.toml").read_text("utf-8"))


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
    talk = Talk(rng, rng.randrange(TOPICS))
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
    tagged = f"[{group['name']}] {subject}"
    return Mail(
        at_us=at_us,
        message_id=message_id(at_us, author.number if author else 0, 80, box.address),
        sender=Box(f"{box.name} via {group['title']}", group["address"])
        if author and group["rewrites_from"]
        else box,
        to=(Box(group["title"], group["address"]),),
        subject=f"Re: {tagged}" if parent else tagged,
        text=f"Hello all,\n\n{line}\n\nBest wishes,\n{(author or me).given}",
        folder="inbox" if author else "sent",
        parent=parent,
        style=style(author) if author else MINE,
        offset_minutes=author.offset_minutes if author else 0,
        headers=_list_headers(group, box) if author else (),
        acts=() if parent else (Act("question", line),),
    )


def _list_headers(group: dict[str, Any], author: Box) -> tuple[tuple[str, str], ...]:
    """Return what a list's program adds (RFC 2369, RFC 2919)."""
    local, _, domain = group["address"].partition("@")
    headers = (
        ("List-Id", f"{group['title']} <{group['list_id']}>"),
        ("List-Post", f"<mailto:{group['address']}>"),
        ("List-Unsubscribe", f"<mailto:{local}-leave@{domain}>"),
        ("Precedence", "list"),
    )
    wrote = f"{author.name} <{author.address}>"
    kept = (("Reply-To", wrote), ("X-Original-From", wrote)) if group["rewrites_from"] else ()
    return headers + kept


def reports(rng: Random, me: Me, people: list[Person], now_us: int) -> Iterator[Mail]:
    """Yield delivery reports (RFC 3464) for mail of mine to addresses people had left."""
    for person in people:
        moved_us = person.posts[-1].since_us
        at_us = working(rng, moved_us + rng.randrange(20, 90) * DAY_US)
        if at_us > now_us - 40 * DAY_US:
            continue
        gone = person.posts[0].address
        talk = Talk(rng, person.topics[0])
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
    life.mails.extend(circulars(rng, me, regular[:6], *window_us))
    colleagues = [person for person in people[:8] if person.circle == "colleague"]
    life.meetings.extend(diary(me, *window_us, colleagues))
    return life
