"""A folder in, the files of one of eight invented people out, and what they would say first.

Each stands for a kind of person the program is for. What they wrote and were written is drawn
from a few sentences by a seed: enough for every kind of suggestion, and for what should not
become one: pitches, pleasantries, appointments, questions nobody waits upon.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from comity.demo.formats import linkedin
from comity.operations.operation import find

ME, NAME = "robin@vale.example", "Robin Vale"
BEGIN = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)  # the first morning, a Monday
_GIVEN = "Ada Ben Cleo Dan Eve Fay Gus Hal Ina Jon Kit Lou Mia Ned Ola Pia Quin Ray Sue Tom".split()
_FAMILY = "Abel Brook Crane Dale Elm Frost Gale Hart Ives Jay Knoll Lake Moss Nash Oak".split()
_ENGLISH = {
    "news": [
        "Here are the notes of Tuesday. The third figure is the one that matters.",
        "The council has said yes. We begin in spring.",
        "I read your piece on tides twice. The table on page four is wrong, I think.",
    ],
    "ask": [
        "Could you send me the figures for the northern site by Friday?",
        "Which of the two dates suits you better for the workshop?",
        "Do you know anybody who has run a pump of this size?",
    ],
    "answer": ["Here they are, as promised.", "The second, please.", "Yes, I will introduce you."],
    "thanks": ["Thank you very much for the introduction to Mia, it led to a contract."],
    "polite": ["Thank you, I will be there.", "Much appreciated.", "See you then!"],
    "service": ["Your appointment is on Monday at nine. Please bring your card."],
}
_GERMAN = {
    "news": [
        "anbei das Protokoll vom Dienstag. Die dritte Zahl ist die wichtige.",
        "der Gemeinderat hat zugestimmt. Wir beginnen im Frühjahr.",
    ],
    "ask": [
        "könnten Sie mir bis Freitag die Zahlen für den Standort Nord schicken?",
        "welcher der beiden Termine passt Ihnen besser?",
    ],
    "answer": ["hier die Zahlen, wie versprochen.", "der zweite Termin passt gut."],
    "thanks": ["herzlichen Dank für den Kontakt zu Frau Moos, daraus wurde ein Auftrag."],
    "polite": ["vielen Dank, ich komme gern.", "bis dann!"],
    "service": ["Ihr Termin ist am Montag um neun Uhr. Bitte bringen Sie Ihre Karte mit."],
}
_PITCHES = (
    "I would love to learn more about your world. Would Tuesday work for you?",
    "Quick question, Robin: are you open to a brief conversation about growth?",
    "Your background stood out. Are you or someone you know exploring new roles?",
)


@dataclass
class Person:
    """What one has, and what one says before the first morning."""

    files: list[Path] = field(default_factory=list)
    me: tuple[str, ...] = ()
    says: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)


Making: TypeAlias = Callable[[Path, Random], Person]


@dataclass
class _Mailbox:
    """Mails being written, as one file."""

    path: Path
    rng: Random
    words: dict[str, list[str]] = field(default_factory=lambda: _ENGLISH)
    number: int = 0

    def write(
        self, sender: tuple[str, str], to: tuple[str, str], at: datetime, what: str, **more: str
    ) -> str:
        """Write one mail; return its Message-ID."""
        self.number += 1
        mail = EmailMessage()
        mail["From"], mail["To"] = (f"{name} <{address}>" for name, address in (sender, to))
        mail["Date"], mail["Subject"] = format_datetime(at), more.pop("subject", "The north")
        mail["Message-ID"] = f"<{self.number}.{self.path.stem}@vale.example>"
        for name, value in more.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(what if " " in what else self.rng.choice(self.words[what]))
        with self.path.open("ab") as file:
            file.write(b"From - Mon Jan  1 00:00:00 2024\n" + mail.as_bytes() + b"\n")
        return str(mail["Message-ID"])

    def exchange(self, who: tuple[str, str], every: float, first: int, last: int) -> None:
        """Write to each other about every so many days, from so long ago until so long ago."""
        ago = float(first)
        while ago > last:
            at = BEGIN - timedelta(days=ago, hours=self.rng.uniform(0, 8))
            subject = self.rng.choice(["Pumps", "The workshop", "Tides", "Budget"])
            kind = self.rng.choice(["news", "ask", "ask", "polite"])
            they_begin = self.rng.random() < 0.5
            pair = (who, (NAME, ME)) if they_begin else ((NAME, ME), who)
            asked = self.write(*pair, at, kind, subject=subject)
            if self.rng.random() < 0.85:
                back = at + timedelta(hours=self.rng.uniform(1, 60))
                answer = "answer" if kind == "ask" else "polite"
                self.write(*pair[::-1], back, answer, subject=f"Re: {subject}", In_Reply_To=asked)
            ago -= self.rng.expovariate(1 / every) + 0.2


def _people(rng: Random, count: int) -> list[tuple[str, str]]:
    names = [f"{given} {family}" for given in _GIVEN for family in _FAMILY]
    return [
        (name, f"{name.replace(' ', '.').lower()}@{rng.choice(['mill', 'quay', 'ferry'])}.example")
        for name in rng.sample(names, count)
    ]


def _mixed(box: _Mailbox, count: int) -> list[tuple[str, str]]:
    """Fill a mailbox with ties of all stages; return whom they are with."""
    people = _people(box.rng, count)
    for number, who in enumerate(people):
        last = (1, 4, 30, 200, 700)[number % 5]
        box.exchange(who, (6, 15, 40, 90)[number % 4], last + 600, last)
    for who in people[: count // 4]:
        ago = timedelta(days=box.rng.uniform(1, 12))
        box.write(who, (NAME, ME), BEGIN - ago, box.rng.choice(["ask", "thanks", "polite"]))
    return people


def consultant(folder: Path, rng: Random) -> Person:
    """Twelve years of mail, a physiotherapist, strangers who pitch."""
    box = _Mailbox(folder / "mail.mbox", rng)
    _mixed(box, 60)
    physio = ("Canal Street Physio", "desk@canalphysio.example")
    for ago in range(400, 3, -30):
        at = BEGIN - timedelta(days=ago)
        asked = box.write(physio, (NAME, ME), at, "service", subject="Appointment reminder")
        thanks = at + timedelta(hours=2)
        box.write((NAME, ME), physio, thanks, "polite", subject="Re: Appointment reminder",
                  In_Reply_To=asked)  # fmt: skip
    for number, who in enumerate(_people(rng, 30)):
        stranger = (who[0], f"{number}@pitch.example")
        box.write(stranger, (NAME, ME), BEGIN - timedelta(days=number), rng.choice(_PITCHES))
    return Person([box.path], (ME,))


def job_seeker(folder: Path, rng: Random) -> Person:
    """Nothing but a memory."""
    del folder
    said = [
        (name, {"as_": known, "about": about, "every": every})
        for (name, _), (known, about, every) in zip(
            _people(rng, 5),
            [("colleague", "left for the ferry firm", "1m"), ("group", "teaches now", "3m"),
             ("manager", "gave me my first job", "3m"), ("family", "", "1w"),
             ("group", "runs the choir", "1m")],
            strict=True,
        )
    ]  # fmt: skip
    return Person(says=[("remember", (name,), more) for name, more in said])


def executive(folder: Path, rng: Random) -> Person:
    """1,200 invitations in thirty days, 229 accepted with thanks, a fifth of whom pitch."""
    export = folder / "Complete_LinkedInDataExport"
    export.mkdir()
    invited = linkedin.Table(export / "Invitations.csv", linkedin.INVITATIONS)
    known = linkedin.Table(export / "Connections.csv", linkedin.CONNECTIONS, notes=linkedin.NOTES)
    talk = linkedin.Table(export / "messages.csv", linkedin.MESSAGES)
    mine = linkedin.url("robin-vale")
    for number in range(1_200):
        name, url = f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}", linkedin.url(f"person-{number}")
        at = BEGIN - timedelta(days=rng.uniform(0, 30))
        note = rng.choice(_PITCHES) if rng.random() < 0.3 else ""
        invited.add(name, NAME, f"{at:%m/%d/%y, %I:%M %p}", note, "INCOMING", url, mine)
        if number < 229:
            given, family = name.split()
            known.add(given, family, url, "", "Growth", "Founder", f"{at:%d %b %Y}")
            said = [(True, "Thank you for the invitation. What made you write?")]
            said += [(False, rng.choice(_PITCHES))] if rng.random() < 0.2 else []
            for hours, (by_me, text) in enumerate(said):
                when = f"{at + timedelta(hours=hours + 1):%Y-%m-%d %H:%M:%S} UTC"
                pair = (NAME, mine, name, url) if by_me else (name, url, NAME, mine)
                talk.add(f"talk-{number}", "", *pair, when, "", text, "INBOX", "", "No")
    for table in (invited, known, talk):
        table.close()
    linkedin_profile(export)
    box = _Mailbox(folder / "mail.mbox", rng)
    _mixed(box, 15)
    return Person([export, box.path], (ME,))


def linkedin_profile(export: Path) -> None:
    """Write who the owner is."""
    rows = dict.fromkeys(linkedin.OWN["Profile.csv"], "")
    rows |= {"First Name": "Robin", "Last Name": "Vale"}
    with (export / "Profile.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, rows)
        table.writeheader()
        table.writerow(rows)


def researcher(folder: Path, rng: Random) -> Person:
    """Have a mailing list, co-authors, questions about code that nobody owes an answer to."""
    box = _Mailbox(folder / "mail.mbox", rng)
    people = _mixed(box, 20)
    for number in range(300):
        at, who = BEGIN - timedelta(days=rng.uniform(0, 300)), people[number % 20]
        text = rng.choice(
            ["How is any of this relevant to a style document?", "I'll check a return of read().",
             "Who would want that?", "The patch below mends it. What does the test say?"]
        )  # fmt: skip
        author = who if number % 4 else (NAME, ME)
        to = ("Tides", "tides@lists.example")
        box.write(author, to, at, text, subject="[tides] size_t", List_Id="<tides.lists.example>")
    return Person([box.path], (ME,))


def organiser(folder: Path, rng: Random) -> Person:
    """Guests of an evening, and a chat with some of them."""
    people = _people(rng, 40)
    guests = folder / "guests.csv"
    with guests.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["First Name", "Last Name", "Email", "Company"])
        table.writerows([*name.split(), address, "Mill"] for name, address in people)
    files = [guests]
    for name, _ in people[:6]:
        chat, lines = folder / f"WhatsApp Chat with {name}.txt", []
        for ago in range(200, 2, -9):
            at = BEGIN - timedelta(days=ago, hours=rng.uniform(0, 5))
            who = rng.choice([name, NAME])
            text = rng.choice(["Can you bring the badges on Monday?", "Done!", "See you there"])
            lines.append(f"{at:%d/%m/%Y, %H:%M} - {who}: {text}")
        chat.write_text("\n".join(lines))
        files.append(chat)
    return Person(files, (ME, f"name:whatsapp/{NAME}"))


def introvert(folder: Path, rng: Random) -> Person:
    """Few people, one a day."""
    box = _Mailbox(folder / "mail.mbox", rng)
    people = _mixed(box, 8)
    kept = ("keep", ([people[0][1]],), {"every": "1m"})
    return Person([box.path], (ME,), [("settings set", ("people", "1"), {}), kept])


def founder(folder: Path, rng: Random) -> Person:
    """Have the table another program let go of, and the mail."""
    table_path = folder / "contacts.csv"
    box = _Mailbox(folder / "mail.mbox", rng)
    people = _mixed(box, 25)
    with table_path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            "Full name,Email,Company,Title,Birthday,Notes,Tags,Last contacted".split(",")
        )
        for number, (name, address) in enumerate([*people, *_people(rng, 30)]):
            born = f"198{number % 10}-11-{number % 28 + 1:02}"
            tags = "client;vip" if number % 3 else "friend"
            said = "met at the fair", tags, "2026-05-01"
            table.writerow([name, address, "Mill", "Buyer", born, *said])
    kept = [("keep", ([address],), {"every": "2w"}) for _, address in people[:3]]
    return Person([table_path, box.path], (ME,), kept)


def german_consultant(folder: Path, rng: Random) -> Person:
    """Have the same in German."""
    box = _Mailbox(folder / "Post.mbox", rng, words=_GERMAN)
    _mixed(box, 40)
    return Person([box.path], (ME,))


PEOPLE: dict[str, Making] = {
    make.__name__: make
    for make in (
        consultant, job_seeker, executive, researcher, organiser, introvert, founder,
        german_consultant,
    )
}  # fmt: skip


def begun(folder: Path, kind: str, book: Any, seed: int) -> None:  # noqa: ANN401 - a book
    """Write the files of one of them, import them into the book, and say what they say."""
    folder.mkdir(parents=True)
    person = PEOPLE[kind](folder, Random(seed))  # noqa: S311 - invented, the same again
    if person.files:
        find("import").function(book, person.files, me=list(person.me))
    for verb, given, options in person.says:
        find(verb).function(book, *given, **options)
