"""Guest lists as each program writes them, invented: who comes of each row, and why not."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput
from comity.operations.event.columns import mapped, said_columns
from comity.operations.event.guest_rows import guest_list, name_and_firm
from comity.operations.event.guest_table import read_table

if TYPE_CHECKING:
    from comity.operations.event.guest_rows import GuestList


def _read(data: str | bytes, *said: str) -> GuestList:
    return guest_list(
        read_table(data.encode() if isinstance(data, str) else data, said_columns(said))
    )


def _names(data: str | bytes) -> list[str]:
    return [one.name for one in _read(data).guests]


ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
81,Spring,03/05/2026 06:00:00 PM,03/05/2026 07:00:00 PM,robin@vale.example,60,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room
Ada H. (Ada Hart),ada@orchard.example,06:00,06:10,10,Yes,No
Ada Hart,ada@orchard.example,06:12,07:00,48,Yes,No
Ben Moss (he/him),,06:01,06:20,19,Yes,No
Ben Moss,,06:22,07:00,38,Yes,No
"""
REGISTERED = """Registration Report
Report Generated:,03/01/2026
Topic,Webinar ID,Scheduled Time,Duration (minutes),# Registered,# Cancelled
Spring,81,03/05/2026,60,3,1

Attendee Details
First Name,Last Name,Email,Registration Time,Approval Status,Organization
Ada,Hart,ada@orchard.example,03/01/2026,approved,Orchard
Ben,Moss,ben@mill.example,03/01/2026,cancelled,Mill
Cleo,Dunn,cleo@weir.example,03/01/2026,pending approval,Weir
"""
TEAMS = (
    "1. Summary\nMeeting title\tSpring\nAttended participants\t2\n\n2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Hart, Ada\t18:00\t19:00\t1h\tada@orchard.example\tada@orchard.example\tOrganizer\n"
    "Ben Moss (External)\t18:00\t19:00\t1h\t\t\tAttendee\n\n3. In-Meeting Activities\n"
    "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\nHart, Ada\t18:00\t19:00\t1h\t\tOrganizer\n"
)
OTHERS = {
    "meet": "First name,Last name,Email,Duration,Time joined,Time exited\nAda,Hart,,1h,18,19\n",
    "luma": "api_id,name,email,approval_status\ng1,Ada Hart,a@x.example,approved\n",
    "meetup": "Name\tUser ID\tRSVP\nAda Hart\tuser 1\tYes\nBen\tuser 2\tNo\n",
    "eventbrite": "Order #,First Name,Last Name,Email,Attendee Status,Company\n"
    "1,Ada,Hart,a@x.example,Attending,Mill\n2,Ben,Moss,b@x.example,Deleted,\n",
    "partiful": "Name,Status,RSVP date\nAda Hart,Going,2026\nBen,Maybe,2026\nCleo,Can't Go,2026\n",
    "german": "Vorname;Nachname;Firma;Suche;Biete\nAda;Hart;Mühle;Drucker;Schleusen\n",
    "french": "Prénom,Nom,Entreprise,Recherche\nAda,Hart,Moulin,un imprimeur\n",
    "spanish": "Nombre;Apellidos;Empresa\nAda;Hart;Molino\n",
    "bare": "Ada Hart\n\n",
    "quoted": '"name","company"\n"Hart, Ada","Mill, Weir & Co"\n',
}


def test_who_joined_often_is_one_guest() -> None:
    found = _read(ZOOM)
    assert [(one.name, one.address) for one in found.guests] == [
        ("Ada Hart", "ada@orchard.example"),
        ("Ben Moss", ""),
    ]
    assert [row.became for row in found.rows] == ["new", "known", "new", "known"]


def test_who_cancelled_or_waits_is_left_out_and_why_is_said() -> None:
    found = _read(REGISTERED)
    assert [one.name for one in found.guests] == ["Ada Hart"]
    assert found.guests[0].organisation == "Orchard"
    assert [row.why for row in found.rows[1:]] == ["cancelled or declined", "has not said yes"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_sections_of_a_teams_report_are_told_apart(encoding: str) -> None:
    found = _read(TEAMS.encode(encoding))
    assert [(one.name, one.role) for one in found.guests] == [("Ada Hart", ""), ("Ben Moss", "")]
    assert {row.why for row in found.rows if row.became == "skipped"} == {
        "stands in another section of the file"
    }


@pytest.mark.parametrize("origin", OTHERS)
def test_lists_of_every_origin_bring_who_comes(origin: str) -> None:
    assert _names(OTHERS[origin]) == ["Ada Hart"]


def test_latin_letters_stay_what_they_are() -> None:
    text = "Name;Firma\nZoë Müller;Mühle\n"
    assert _names(text.encode("latin-1")) == _names(text) == ["Zoë Müller"]


@pytest.mark.parametrize(
    ("written", "name", "firm"),
    [
        ("Ada Hart (Mill Ltd)", "Ada Hart", "Mill Ltd"),
        ("Ada Hart | Mill Ltd", "Ada Hart", "Mill Ltd"),
        ("Ada Hart - Mill", "Ada Hart", "Mill"),
        ("Ada Hart (she/her)", "Ada Hart", ""),
        ("Ada Hart (Guest)", "Ada Hart", ""),
        ("Ada H (Ada Hart)", "Ada Hart", ""),
        ("Hart, Ada", "Ada Hart", ""),
        ("Anne-Marie Hart", "Anne-Marie Hart", ""),
    ],
)
def test_a_firm_beside_a_name_is_told(written: str, name: str, firm: str) -> None:
    assert name_and_firm(written) == (name, firm)


def test_a_column_is_what_the_user_says() -> None:
    text = "Who,Shirt,Company\nAda,M,Mill\n"
    found = _read(text, "Who=name", "Company=forget", "Shirt=interests")
    assert [(one.name, one.organisation, one.interests) for one in found.guests] == [
        ("Ada", "", ("M",))
    ]
    with pytest.raises(BadInput, match="does not say"):
        said_columns(["Who"])
    assert mapped(["Name", "Event name", "Name"]) == ["name", None, None]


def test_what_stands_in_cells_is_never_a_formula_nor_unseen() -> None:
    (one,) = _read("name,asks\n'=Ada\x00 \u202eHart,=1+1\n").guests
    assert "\x00" not in one.name
    assert "\u202e" not in one.name


def test_a_workbook_is_read_and_a_bomb_is_not() -> None:
    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    for row in (
        ["Guests of spring"],
        ["Name", "Table"],
        ["Ada Hart", 2],
        [None, None],
        ["Ben", "=1+1"],
    ):
        book.active.append(row)
    book.save(out)
    assert [(one.name, one.table) for one in _read(out.getvalue()).guests] == [
        ("Ada Hart", 2),
        ("Ben", None),
    ]
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as pack:
        for number in range(12):
            pack.writestr(f"xl/{number}.xml", b"0" * (10 << 20))
    with pytest.raises(BadInput, match="too large"):
        _read(bomb.getvalue())
    with pytest.raises(BadInput, match="cannot be read"):
        _read(b"PK\x03\x04 nothing of the kind")
