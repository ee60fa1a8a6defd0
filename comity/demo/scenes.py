"""People in, a cast of known cases out: what a good plan for today should show, and should not.

Every case names the trajectory it is cast from, how long ago it happened, and whether it
deserves a place in today's plan. The tie's own life ends before its scene begins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Literal

from comity.demo.clock import DAY_US, HOUR_US, working
from comity.demo.correspondence import meeting, my_box, thread
from comity.demo.events import Box, Invitation, Mail, Meeting, Praise
from comity.demo.people import Post, Span, plain

if TYPE_CHECKING:
    from comity.demo.correspondence import Tie
    from comity.demo.events import Life
    from comity.demo.people import Person, Trajectory

EVENT = "Northern Supply Forum"
EVENT_DAYS_AGO = 6
TIE_DAYS = 1_000
TRIES, SOON_DAYS = 50, 4  # a scene is played again until it is over that soon


@dataclass(frozen=True, slots=True)
class Scene:
    """A known case: its kind is the kind of suggestion it is a test of."""

    kind: str
    case: str
    person: int
    days_ago: float
    shown: bool


# kind, case, cast from, days ago, usual rhythm in days, deserves a place today
CASES: tuple[tuple[str, str, Trajectory, float, float, bool], ...] = (
    ("answer", "open", "steady", 2, 21, True),
    ("answer", "open", "growing", 5, 24, True),
    ("answer", "open", "steady", 9, 30, True),
    ("answer", "open", "growing", 16, 24, True),
    ("answer", "old", "steady", 45, 30, False),
    ("answer", "old", "steady", 75, 45, False),
    ("answer", "answered", "steady", 6, 21, False),
    ("answer", "answered", "growing", 8, 24, False),
    ("answer", "group", "steady", 4, 30, False),
    ("keep", "due", "steady", 19, 14, True),
    ("keep", "due", "steady", 41, 30, True),
    ("keep", "due", "steady", 70, 60, True),
    ("keep", "fresh", "steady", 4, 30, False),
    ("keep", "fresh", "steady", 9, 30, False),
    ("revive", "silent", "lapsed", 372, 16, True),
    ("revive", "silent", "lapsed", 398, 20, True),
    ("revive", "silent", "lapsed", 431, 13, True),
    ("revive", "silent", "lapsed", 455, 24, True),
    ("lapse", "silent", "lapsed", 112, 11, True),
    ("lapse", "silent", "lapsed", 135, 14, True),
    ("lapse", "silent", "lapsed", 158, 17, True),
    ("lapse", "early", "lapsed", 62, 21, False),
    ("lapse", "early", "lapsed", 75, 24, False),
    ("follow_up", "wrote", "newly_met", 5, 0, True),
    ("follow_up", "wrote", "newly_met", 4, 0, True),
    ("follow_up", "connected", "newly_met", 3, 0, True),
    ("follow_up", "connected", "newly_met", 2, 0, True),
    ("follow_up", "done", "newly_met", 5, 0, False),
    ("thank", "recommendation", "growing", 12, 24, True),
    ("thank", "endorsement", "growing", 5, 24, True),
    ("thank", "introduction", "steady", 8, 30, True),
    ("thank", "thanked", "growing", 11, 24, False),
    ("news", "birthday", "steady", 20, 30, True),
    ("news", "job_mail", "growing", 3, 24, True),
    ("news", "job_row", "growing", 30, 24, True),
    ("promise", "open", "steady", 7, 21, True),
    ("promise", "open", "growing", 13, 24, True),
    ("promise", "kept", "steady", 10, 21, False),
    ("promise", "kept", "growing", 15, 24, False),
    ("asked", "open", "steady", 12, 21, False),
    ("asked", "open", "growing", 19, 24, False),
    ("promise", "open", "brief", 8, 24, True),
    ("promise", "linked", "brief", 17, 24, False),
    ("promise", "called", "brief", 20, 24, False),
    ("promise", "let_go", "brief", 18, 30, False),
    ("promise", "supposed", "brief", 9, 24, False),
    ("promise", "theirs", "brief", 11, 24, False),
    ("never_set", "open", "brief", 26, 30, True),
    ("never_set", "met", "brief", 33, 30, False),
    ("tell_them", "advice", "brief", 38, 45, True),
    ("tell_them", "referral", "brief", 47, 60, True),
    ("tell_them", "told", "brief", 45, 45, False),
    ("helped", "introduced", "brief", 40, 45, False),
)
NOW_STEADY = {"promise", "never_set", "tell_them", "helped"}  # whoever they were cast from


def cast(people: list[Person], now_us: int, years: int) -> dict[int, Scene]:
    """Give the cases to people, who are adapted in place in the list; return scenes by person."""
    pools: dict[str, list[int]] = {}
    for person in people:
        if person.circle == "professional" and person.sort == "peer":
            pools.setdefault(person.trajectory, []).append(person.number)
    scenes: dict[int, Scene] = {}
    for kind, case, trajectory, days_ago, rhythm_days, shown in CASES:
        if not pools.get(trajectory):
            continue
        number = pools[trajectory].pop(0)
        scenes[number] = Scene(kind, case, number, days_ago, shown)
        people[number] = adapted(people[number], scenes[number], rhythm_days, now_us, years)
    return scenes


def adapted(person: Person, scene: Scene, rhythm_days: float, now_us: int, years: int) -> Person:
    """Return the person with a tie, birthday, job and profile that fit the scene."""
    begin_days = min(TIE_DAYS if person.trajectory != "growing" else 400, years * 365)
    at_us = now_us - int(scene.days_ago * DAY_US)
    slug = person.slug or f"{plain(person.given)}-{plain(person.family)}-{person.number:09x}"
    connected = person.connected_us or at_us - 200 * DAY_US
    changes: dict[str, object] = {"slug": slug, "connected_us": connected}
    if rhythm_days:
        begin = now_us - int((begin_days + scene.days_ago) * DAY_US)
        changes["spans"] = (Span(begin, at_us, rhythm_days),)
    if scene.kind == "follow_up":
        changes["connected_us"] = at_us if scene.case == "connected" else None
    if scene.case == "birthday":
        then = datetime.fromtimestamp(now_us / 1_000_000 + 2 * 86_400, UTC)
        changes["birthday"] = f"1974-{then:%m-%d}"
    if scene.case.startswith("job"):
        firm = person.posts[0].organisation
        address = f"{person.number:x}.{person.posts[0].address}"
        moved = Post(firm, f"Deputy {person.posts[0].title}", address, at_us - 3 * DAY_US)
        changes["posts"] = (person.posts[0], moved)
    else:
        changes["posts"] = person.posts[:1]
    if scene.kind in NOW_STEADY and person.trajectory == "brief":
        changes["trajectory"] = "steady"
    return replace(person, **changes)  # type: ignore[arg-type]


def until_us(scene: Scene | None, now_us: int) -> int:
    """Return when the tie's own life ends."""
    if scene is None:
        return now_us
    margin = {"keep": 2, "revive": 2, "lapse": 2, "news": 1}.get(scene.kind, 4)
    return now_us - int((scene.days_ago + margin) * DAY_US)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a scene is played with; ``others`` are people for copies and introductions."""

    rng: Random
    tie: Tie
    scene: Scene
    others: tuple[Person, ...]
    life: Life

    @property
    def at_us(self) -> int:
        """When it happens: on a working hour of its day, and not this morning."""
        day_us = self.tie.now_us - int(self.scene.days_ago * DAY_US)
        at_us = working(Random(self.scene.person), day_us)  # noqa: S311  play
        return at_us if at_us < self.tie.now_us - 6 * HOUR_US else at_us - DAY_US

    def write(
        self,
        turns: list[str],
        *,
        mine: bool,
        hours: float | None = None,
        at_us: int = 0,
        subject: str = "",
        fill: dict[str, str] | None = None,
    ) -> list[Mail]:
        """Return a thread at the scene's time: complete, soon over, and with nobody in copy."""
        tie, at_us = replace(self.tie, until_us=self.tie.now_us, company=()), at_us or self.at_us
        mails: list[Mail] = []
        for _ in range(TRIES):
            mails = thread(
                self.rng, tie, at_us, turns, mine=mine, hours=hours, subject=subject, fill=fill
            )
            if len(mails) == len(turns) and mails[-1].at_us < at_us + SOON_DAYS * DAY_US:
                break
        return mails


def play(stage: Stage) -> None:
    """Add to the life of the person what the scene is about."""
    _PLAYS[stage.scene.kind](stage)


def _boxes(people: tuple[Person, ...], at_us: int) -> tuple[Box, ...]:
    return tuple(Box(each.name, each.post(at_us).address) for each in people)


def _answer(stage: Stage) -> None:
    turns = ["a warm question"]
    if stage.scene.case == "answered":
        turns += ["b answer", "a thanks"]
    mails = stage.write(turns, mine=False, hours=3)
    if stage.scene.case == "group":
        mails = [replace(mails[0], to=(*mails[0].to, *_boxes(stage.others, stage.at_us)))]
    stage.life.mails.extend(mails)


def _last(stage: Stage) -> None:
    turns = ["a warm statement question", "b answer question", "a answer", "b thanks"]
    early = stage.at_us - 2 * DAY_US
    mails = stage.write(turns, mine=stage.scene.case == "early", hours=3, at_us=early)
    stage.life.mails.extend(mails)


def _follow_up(stage: Stage) -> None:
    if stage.scene.case == "connected":
        at_us = stage.at_us - 5 * HOUR_US
        stage.life.invitations.append(Invitation(at_us, stage.scene.person, mine=True))
        return
    fill, mine = {"event": f"the {EVENT}"}, stage.scene.case == "done"
    mails = stage.write(["a met statement"], mine=mine, fill=fill, subject=EVENT)
    stage.life.mails.extend(mails)


def _thank(stage: Stage) -> None:
    case, me = stage.scene.case, stage.tie.me
    if case == "introduction":
        other = stage.others[-1]
        subject = f"Introduction: {me.given} and {other.given}"
        fill = {"other": other.given}
        mails = stage.write(["a introduce"], mine=False, fill=fill, subject=subject)
        box = _boxes((other,), stage.at_us)
        stage.life.mails.extend(replace(mail, to=(*mail.to, *box)) for mail in mails)
        return
    kind: Literal["endorsement", "recommendation"] = "recommendation"
    text = f"{me.given} asks the question nobody else asks, and stays until it is answered."
    if case == "thanked":
        text = f"Without {me.given} our move would have taken twice as long. Calm and exact."
    if case == "endorsement":
        kind, text = "endorsement", "Supply chain management"
    stage.life.praise.append(
        Praise(stage.at_us, stage.scene.person, mine=False, kind=kind, text=text)
    )
    if case == "thanked":
        later, subject = stage.at_us + 20 * HOUR_US, "Your kind words"
        stage.life.mails.extend(stage.write(["a thanks"], mine=True, subject=subject, at_us=later))


def _news(stage: Stage) -> None:
    if stage.scene.case == "job_mail":
        stage.life.mails.append(job_notice(stage.tie, stage.at_us))


def job_notice(tie: Tie, at_us: int) -> Mail:
    """Return the network's mail about a new position."""
    person, post = tie.person, tie.person.posts[-1]
    firm = post.organisation.name if post.organisation else ""
    return Mail(
        at_us=at_us,
        message_id=f"{at_us // 1_000_000:x}.{person.number}.JavaMail.app@linkedin.com",
        sender=Box("LinkedIn", "notifications-noreply@linkedin.com"),
        to=(my_box(tie.me, None, at_us),),
        subject=f"Congratulate {person.name} on starting a new position",
        text=f"{person.name} started a new position as {post.title} at {firm}.\n\n"
        f"Say congrats: https://www.linkedin.com/in/{person.slug}\n",
        folder="inbox",
        style=1,
        headers=(("X-LinkedIn-Class", "EMAIL-DEFAULT"), ("Precedence", "bulk")),
        person=person.number,
    )


def _promise(stage: Stage) -> None:
    case = stage.scene.case
    mails = stage.write([*_PROMISES[case]], mine=case == "theirs", hours=3)
    stage.life.mails.extend(mails)
    if case == "called":
        called = meeting(stage.rng, stage.tie, stage.at_us)
        begin = mails[-1].at_us - 2 * HOUR_US
        said = f"Call with {stage.tie.person.name}"
        stage.life.meetings.append(
            replace(called, begin_us=begin, minutes=30, summary=said, organizer=None, attendees=())
        )


_PROMISES = {
    "open": ("a warm request", "b promise"),
    "kept": ("a warm request", "b promise", "b deliver", "a thanks"),
    "linked": ("a warm request", "b promise", "b linked", "a thanks"),
    "called": ("a warm statement", "b comment ring", "a rung statement"),
    "let_go": ("a warm request", "b promise", "b withdrawn", "a remark"),
    "supposed": ("a warm statement", "b comment supposed", "a remark"),
    "theirs": ("a warm request", "b promise"),
}


def _never_set(stage: Stage) -> None:
    mails = stage.write(["a warm statement", "b comment sometime"], mine=False, hours=3)
    stage.life.mails.extend(mails)
    if stage.scene.case == "met":
        held = meeting(stage.rng, stage.tie, mails[-1].at_us)
        said = f"Coffee with {stage.tie.person.name}"
        stage.life.meetings.append(replace(held, summary=said, organizer=None, attendees=()))


def _tell_them(stage: Stage) -> None:
    case, mine = stage.scene.case, True
    turns = ["a warm advice", "b advise", "a thanks"]
    if case == "referral":
        turns = ["a statement ask", "b comment referral", "a thanks"]
    mails = stage.write(turns, mine=mine, hours=3)
    if case == "told":
        later = mails[-1].at_us + 20 * DAY_US
        mails += stage.write(["a followed statement", "b comment"], mine=mine, at_us=later)
    stage.life.mails.extend(mails)


def _helped(stage: Stage) -> None:
    other = stage.others[-2]
    fill = {"other": other.given}
    subject = f"Introduction: {stage.tie.person.given} and {other.given}"
    mails = stage.write(["a introduce"], mine=True, fill=fill, subject=subject)
    box = _boxes((other,), stage.at_us)
    stage.life.mails.extend(replace(mail, to=(*mail.to, *box)) for mail in mails)


def _asked(stage: Stage) -> None:
    stage.life.mails.extend(stage.write(["a warm question"], mine=True))


_PLAYS = {
    "answer": _answer,
    "keep": _last,
    "revive": _last,
    "lapse": _last,
    "follow_up": _follow_up,
    "thank": _thank,
    "news": _news,
    "promise": _promise,
    "asked": _asked,
    "never_set": _never_set,
    "tell_them": _tell_them,
    "helped": _helped,
}


def forum(now_us: int) -> Meeting:
    """Return the event of last week in the owner's diary."""
    begin = (now_us - EVENT_DAYS_AGO * DAY_US) // DAY_US * DAY_US + 9 * HOUR_US
    return Meeting("northern-supply-forum@events.example.org", begin, 480, EVENT, "Leeds Town Hall")
