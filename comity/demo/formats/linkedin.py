"""Network rows in, the files of a LinkedIn data export out (layout of December 2025).

Settings → Data privacy → Get a copy of your data. ``Connections.csv`` begins with three lines
of notes; ``messages.csv`` names conversations and profile URLs; dates differ from file to file.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from comity.demo.formats.mbox import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from comity.demo.events import Invitation, Message, Praise
    from comity.demo.network import Connection
    from comity.demo.people import Me, Person

NOTES = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are '
    "missing. You will only see email addresses for connections who have allowed their "
    'connections to see or download their email address."\n\n'
)
OWN = {  # the owner's files, by their columns
    "Profile.csv": (
        "First Name",
        "Last Name",
        "Maiden Name",
        "Address",
        "Birth Date",
        "Headline",
        "Summary",
        "Industry",
        "Zip Code",
        "Geo Location",
        "Twitter Handles",
        "Websites",
        "Instant Messengers",
    ),
    "Positions.csv": (
        "Company Name",
        "Title",
        "Description",
        "Location",
        "Started On",
        "Finished On",
    ),
    "Email Addresses.csv": ("Email Address", "Confirmed", "Primary", "Updated On"),
    "PhoneNumbers.csv": ("Extension", "Number", "Type"),
    "Skills.csv": ("Name",),
    "Company Follows.csv": ("Organization", "Followed On"),
    "Ad_Targeting.csv": ("Member Age", "Job Titles"),
}
CONNECTIONS = (
    "First Name",
    "Last Name",
    "URL",
    "Email Address",
    "Company",
    "Position",
    "Connected On",
)
MESSAGES = (
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "FOLDER",
    "ATTACHMENTS",
    "IS MESSAGE DRAFT",
)
INVITATIONS = (
    "From",
    "To",
    "Sent At",
    "Message",
    "Direction",
    "inviterProfileUrl",
    "inviteeProfileUrl",
)
GIVEN = (
    "Endorsement Date",
    "Skill Name",
    "Endorsee First Name",
    "Endorsee Last Name",
    "Endorsee Public Url",
    "Endorsement Status",
)
RECEIVED = tuple(word.replace("Endorsee", "Endorser") for word in GIVEN)
RECOMMENDATIONS = (
    "First Name",
    "Last Name",
    "Company",
    "Job Title",
    "Text",
    "Creation Date",
    "Status",
)


class Table:
    """A CSV file being written, row by row."""

    def __init__(self, path: Path, header: Sequence[str], *, notes: str = "") -> None:
        self.file: IO[str] = path.open("w", encoding="utf-8", newline="")
        self.file.write(notes)
        self.rows = csv.writer(self.file, lineterminator="\n")
        self.rows.writerow(header)

    def add(self, *values: str) -> None:
        """Write one row."""
        self.rows.writerow(values)

    def close(self) -> None:
        """Write what is still held back."""
        self.file.close()


def url(slug: str) -> str:
    """Return a public profile's URL."""
    return f"https://www.linkedin.com/in/{slug}" if slug else ""


def when(at_us: int) -> datetime:
    """Return an instant as a date in UTC."""
    return datetime.fromtimestamp(at_us // 1_000_000, UTC)


def day(at_us: int) -> str:
    """Return a day as Connections.csv writes it: 04 Mar 2025."""
    date = when(at_us)
    return f"{date.day:02} {MONTHS[date.month - 1]} {date.year}"


def american(at_us: int, *, century: bool = False) -> str:
    """Return an instant as Invitations.csv writes it: 3/4/25, 9:05 AM."""
    date = when(at_us)
    year = date.year if century else date.year % 100
    half = "AM" if date.hour < 12 else "PM"  # noqa: PLR2004  noon
    return f"{date.month}/{date.day}/{year}, {date.hour % 12 or 12}:{date.minute:02} {half}"


def honours(person: Person) -> str:
    """Return the family name as people decorate it on a profile."""
    return f"{person.family}, PhD" if person.number % 17 == 3 else person.family  # noqa: PLR2004  a few


def connection(table: Table, person: Person, as_of_us: int) -> None:
    """Write the row of a connected person, as it stood on that day."""
    if not person.connected_us or person.connected_us >= as_of_us:
        return
    post = person.post(as_of_us)
    address = post.address if person.number % 25 == 0 else ""
    firm = post.organisation.name if post.organisation else ""
    table.add(
        person.given,
        honours(person),
        url(person.slug),
        address,
        firm,
        post.title,
        day(person.connected_us),
    )


def stranger(table: Table, row: Connection, as_of_us: int) -> None:
    """Write the row of a connection that is only a name."""
    if row.connected_us < as_of_us:
        table.add(
            row.given, row.family, url(row.slug), "", row.firm, row.title, day(row.connected_us)
        )


def message(table: Table, row: Message, me: Me, person: Person) -> None:
    """Write a message."""
    mine, theirs = (me.name, url(me.slug)), (person.name, url(person.slug))
    sender, reader = (mine, theirs) if row.mine else (theirs, mine)
    table.add(
        row.conversation,
        "",
        *sender,
        *reader,
        f"{when(row.at_us):%Y-%m-%d %H:%M:%S} UTC",
        "",
        row.content,
        "INBOX" if row.at_us % 7 else "ARCHIVE",
        "",
        "Yes" if row.draft else "No",
    )


def sponsored(table: Table, me: Me, at_us: int) -> None:
    """Write a paid message: it has no sender's profile."""
    table.add(
        f"2-sponsored-{at_us // 1_000_000:x}",
        "Sponsored Conversation",
        "LinkedIn Member",
        "",
        me.name,
        url(me.slug),
        f"{when(at_us):%Y-%m-%d %H:%M:%S} UTC",
        "Grow faster with Leadrocket",
        "Hi Marta, leaders like you save ten hours a week. Book your demo today.",
        "INBOX",
        "",
        "No",
    )


def invitation(table: Table, row: Invitation, me: Me, person: Person) -> None:
    """Write an invitation; whether it was accepted is not in the file."""
    mine, theirs = (me.name, url(me.slug)), (person.name, url(person.slug))
    sender, reader = (mine, theirs) if row.mine else (theirs, mine)
    direction = "OUTGOING" if row.mine else "INCOMING"
    table.add(sender[0], reader[0], american(row.at_us), row.note, direction, sender[1], reader[1])


def endorsement(table: Table, row: Praise, person: Person) -> None:
    """Write an endorsement, given or received."""
    date = f"{when(row.at_us):%Y/%m/%d %H:%M:%S} UTC"
    table.add(date, row.text, person.given, person.family, url(person.slug), "ACCEPTED")


def recommendation(table: Table, row: Praise, person: Person) -> None:
    """Write a recommendation, given or received."""
    post = person.post(row.at_us)
    firm = post.organisation.name if post.organisation else ""
    date = american(row.at_us)
    table.add(person.given, person.family, firm, post.title, row.text, date, "VISIBLE")


def profile(folder: Path, me: Me) -> None:
    """Write the owner's own files, and two that say nothing about anyone."""
    firms = [post.organisation for post in me.posts if post.organisation]
    held = zip(reversed(firms), reversed(me.posts), strict=False)
    positions = [(firm.name, post.title, "", me.town, "", "") for firm, post in held]
    addresses = [
        (address, "Yes", "No" if count else "Yes", "Not Available")
        for count, address in enumerate(me.addresses)
    ]
    rows: dict[str, Iterable[Sequence[str]]] = {
        "Profile.csv": [[_about(me).get(column, "") for column in OWN["Profile.csv"]]],
        "Positions.csv": positions,
        "Email Addresses.csv": addresses,
        "PhoneNumbers.csv": [("", me.phone, "")],
        "Skills.csv": [("Supply chain management",), ("Facilitation",)],
        "Ad_Targeting.csv": [("35-54", "Consultant")],
    }
    for name, header in OWN.items():
        table = Table(folder / name, header)
        for row in rows.get(name, ()):
            table.add(*row)
        table.close()


def _about(me: Me) -> dict[str, str]:
    """Return what the profile says, by column; the rest is empty."""
    return {
        "First Name": me.given,
        "Last Name": me.family,
        "Headline": me.posts[-1].title,
        "Summary": "I help firms that make and move things.",
        "Industry": "Business Consulting and Services",
        "Geo Location": f"{me.town}, England, United Kingdom",
    }
