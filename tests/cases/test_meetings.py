"""What a calendar shows of who met whom: invitations left open, rooms, others' meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cases.books import audit, case, everyone, imported

if TYPE_CHECKING:
    from comity.book import Book


@pytest.fixture(scope="module")
def calendars(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return a book of a work calendar, a stranger's series, and a meeting with rooms in it."""
    files = (case(f"contacts/{name}") for name in ("calendar", "calspam.ics", "rooms.ics"))
    return imported(tmp_path_factory.mktemp("calendars"), *files)[0]


def seen(book: Book, name: str) -> list[tuple[str, bool, int]]:
    """Return (direction, addressed, days) of a person's contacts."""
    sql = (
        "SELECT direction, addressed, count(DISTINCT day) AS n FROM contact JOIN person p "
        "USING (person) WHERE p.name = ? GROUP BY ALL ORDER BY ALL"
    )
    return [tuple(one.values()) for one in book.rows(sql, [name])]


def test_a_strangers_series_never_answered_is_one_invitation(calendars: Book) -> None:
    assert seen(calendars, "Rolf Pitch") == [("in", False, 1), ("in", True, 1)]  # one was declined
    assert audit(calendars)["relationships"] == 0


@pytest.mark.parametrize("name", ["Tess Maybe", "Una Unanswered"])
def test_tentative_and_unanswered_invitations_are_received(calendars: Book, name: str) -> None:
    assert seen(calendars, name) == [("in", True, 1)]


def test_what_i_organised_or_accepted_is_met(calendars: Book) -> None:
    assert seen(calendars, "Mira Sand") == [("both", False, 1), ("both", True, 2)]
    assert seen(calendars, "Hedda One") == [("both", True, 2)]
    assert seen(calendars, "Olaf Sten") == seen(calendars, "Nils Float") == [("both", True, 1)]


@pytest.mark.parametrize("name", ["Gerda Guest", "Carl Cancelled"])
def test_declined_and_cancelled_meetings_are_with_nobody(calendars: Book, name: str) -> None:
    assert seen(calendars, name) == []


def test_rooms_things_groups_and_bots_are_nobody(calendars: Book) -> None:
    found = [name for name in everyone(calendars) if not name.endswith("Person")]
    assert found == [
        "Ada Away",
        "Ben Away",
        "Carl Cancelled",
        "Chief Big",
        "Fia Future",
        "Gerda Guest",
        "Hedda One",
        "Mira Sand",
        "Nils Float",
        "Olaf Sten",
        "Rolf Pitch",
        "Tess Maybe",
        "Una Unanswered",
    ]


def event(organizer: str, *lines: str) -> str:
    start = "DTSTART:20260706T110000Z\nRRULE:FREQ=WEEKLY;COUNT=20\n"
    body = "\n".join((f"UID:{organizer}", f"ORGANIZER;{organizer}", *lines))
    return f"BEGIN:VEVENT\n{start}{body}\nEND:VEVENT\n"


def me(parameters: str) -> str:
    return f"ATTENDEE;{parameters}CN=You:mailto:you@example.org"


RECEIVED = {
    "Anna Tief": (me("PARTSTAT=TENTATIVE;"),),
    "Bela Kern": (me(""),),
    "Cora Lind": (me("ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;"),),
    "Dora Falk": (me("PARTSTAT=DELEGATED;"),),
    "Emil Horn": (me("PARTSTAT=ACCEPTED;"), "TRANSP:TRANSPARENT"),
    "Finn Roth": (me("PARTSTAT=ACCEPTED;"), "X-MICROSOFT-CDO-BUSYSTATUS:FREE"),
    "Gina Wolf": (me("PARTSTAT=ACCEPTED;"), "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"),
    "Hugo Baum": (me("STATUS=NEEDS ACTION;"),),
    "Ines Graf": (me(""), "STATUS:CONFIRMED"),
    "Jana Pohl": (me("PARTSTAT=ACCEPTED;"), "STATUS:TENTATIVE"),
}
MET = {
    "Kurt Haas": (me("PARTSTAT=ACCEPTED;"),),
    "Lena Beck": (me("PARTSTAT=accepted;ROLE=OPT-PARTICIPANT;"), "TRANSP:OPAQUE"),
    "Mats Dahl": (me("STATUS=ACCEPTED;"), "STATUS:CONFIRMED"),
    "Nora Seib": (me(""), "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"),
}


def guest(name: str, answer: str) -> str:
    return f"ATTENDEE;CN={name};PARTSTAT={answer}:mailto:{name.replace(' ', '.')}@vogt.example"


@pytest.fixture(scope="module")
def invited(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return a book of weekly meetings, most of them by somebody who invited me."""
    folder = tmp_path_factory.mktemp("invited")
    made = [
        event(f"CN={name}:mailto:{name.replace(' ', '.')}@horn.example", *lines)
        for name, lines in (RECEIVED | MET).items()
    ]
    mine = (guest("Olga Rein", "ACCEPTED"), guest("Paul Stern", "NEEDS-ACTION"))
    made.append(event("CN=You:mailto:you@example.org", *mine, guest("Rita Vogt", "DECLINED")))
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(made)}END:VCALENDAR\n"
    (folder / "mine.ics").write_text(text, "utf-8")
    book, account = imported(folder, folder / "mine.ics")
    assert account["read"] == account["new"] == len(made)
    return book


@pytest.mark.parametrize("name", RECEIVED)
def test_a_series_i_did_not_accept_is_received_once(invited: Book, name: str) -> None:
    assert seen(invited, name) == [("in", True, 1)]


@pytest.mark.parametrize("name", MET)
def test_a_series_i_accepted_is_met_every_week(invited: Book, name: str) -> None:
    assert seen(invited, name) == [("both", True, 20)]


def test_of_those_i_invited_only_who_accepted_is_met(invited: Book) -> None:
    assert seen(invited, "Olga Rein") == [("both", True, 20)]
    assert seen(invited, "Paul Stern") == [("out", True, 1)]
    assert seen(invited, "Rita Vogt") == [("both", False, 20)]
