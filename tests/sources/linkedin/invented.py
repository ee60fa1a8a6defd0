"""A seeded, invented export of LinkedIn in the layout of a year, with the truth beside it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

YEARS = (2019, 2022, 2024, 2025)
OWN = ("Charles Babbage", "cbabbage")
FIRST = ("Ada", "Mary", "Zoë", "Wei", "John", "Grace", "Émilie", "Alan")
LAST = ("Lovelace", "Somerville", "Brandt", "Li", "Herschel", "Hopper", "Châtelet", "Turing")
NOTES = 'Notes:\n"When exporting your connection data, you may notice: some, are missing."\n\n'


@dataclass(frozen=True)
class Invented:
    """What was written: rows a file, and who truly sent each message, in order."""

    rows: dict[str, int]
    senders: list[str]  # last part of the profile's URL; "" where the member left


def invent(folder: Path, year: int, *, seed: int = 7, messages: int = 60) -> Invented:
    """Write an export in the layout of that year; sender URLs are missing in three of ten rows."""
    random = Random(seed)  # noqa: S311  # no secret
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    people = [(name, name.lower().replace(" ", "-")) for name in random.sample(names, 24)]
    folder.mkdir(parents=True)
    rows = {
        "Profile.csv": _profile(folder),
        "Connections.csv": _connections(folder, year, people),
        "Invitations.csv": _invitations(folder, year, people),
    }
    truth: list[str] = []
    rows["messages.csv"] = _messages(folder, year, people, random, truth, count=messages)
    return Invented(rows, truth)


def _url(slug: str) -> str:
    return f"https://www.linkedin.com/in/{slug}" if slug else ""


def _write(path: Path, header: str, rows: list[list[str]], *, preamble: str = "") -> int:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    path.write_text(preamble + text.getvalue(), "utf-8")
    return len(rows)


def _profile(folder: Path) -> int:
    header = "First Name,Last Name,Headline,Industry,Geo Location"
    return _write(folder / "Profile.csv", header, [[*OWN[0].split(), "Engineer", "", "London"]])


def _connections(folder: Path, year: int, people: list[tuple[str, str]]) -> int:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    date = {2019: "8/1/19, 3:04 AM", 2022: "7-Feb-22"}.get(year, "12 Mar 2024")
    rows = [[*name.split(), _url(slug), "", "Engines, Ltd", "", date] for name, slug in people]
    rows.append(["", "", "", "", "", "", date])
    if year < 2023:
        header = header.replace("URL,", "")
        rows = [row[:2] + row[3:] for row in rows]
    path = folder / "Connections.csv"
    return _write(path, header, rows, preamble=NOTES if year > 2020 else "")


def _invitations(folder: Path, year: int, people: list[tuple[str, str]]) -> int:
    header = "From,To,Sent At,Message,Direction"
    rows = []
    for number, (name, slug) in enumerate(people):
        sides = [(name, slug), OWN] if number % 3 else [OWN, (name, slug)]
        direction = "INCOMING" if number % 3 else "OUTGOING"
        row = [sides[0][0], sides[1][0], "3/9/24, 1:12 AM", "", direction]
        rows.append(row + [_url(sides[0][1]), _url(sides[1][1])] * (year > 2023))
    header += ",inviterProfileUrl,inviteeProfileUrl" * (year > 2023)
    return _write(folder / "Invitations.csv", header, rows)


def _messages(
    folder: Path,
    year: int,
    people: list[tuple[str, str]],
    random: Random,
    truth: list[str],
    *,
    count: int,
) -> int:
    rows = []
    for number in range(count):
        other = random.choice(people)
        sender, to = (other, OWN) if random.random() < 0.6 else (OWN, other)
        has_left = sender == other and random.random() < 0.05
        truth.append("" if has_left else sender[1])
        said = f"<p>No. {number}</p>" if number % 2 else f"No. {number}\nand so on"
        when = f"2024-03-{1 + number % 28:02} 10:{number % 60:02}:00 UTC"
        shown = "LinkedIn Member" if has_left else sender[0]
        url = "" if has_left or random.random() < 0.3 else _url(sender[1])
        talk = f"talk-{other[1]}"
        if year == 2019:
            direction = "INCOMING" if to == OWN else "OUTGOING"
            rows.append([shown, to[0], "3/1/19, 9:00 AM", "", said, direction, "INBOX"])
        elif year == 2022:
            rows.append([talk, "", shown, url, to[0], when, "", said, "INBOX"])
        else:
            row = [talk, "", shown, url, to[0], _url(to[1]), when, "", said, "INBOX", "", "No"]
            rows.append(row)
    header = {
        2019: "From,To,Date,Subject,Content,Direction,Folder",
        2022: "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,"
        "CONTENT,FOLDER",
    }.get(
        year,
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
        "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT",
    )
    return _write(folder / "messages.csv", header, rows)
