"""One UID and several bearers: nobody's card or meeting takes the place of another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.books import everyone, imported
from tests.operations.verbs import do

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book


def _cards(path: Path, *people: tuple[str, str]) -> Path:
    """Write cards that all bear the UID 1: (name, address)."""
    path.write_text(
        "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:{name}\nEMAIL:{address}\nEND:VCARD\n"
            for name, address in people
        )
    )
    return path


def _calendar(path: Path, *events: tuple[str, str, str, str]) -> Path:
    """Write events: (UID, day of June, summary, organiser)."""
    inside = "".join(
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\nDTSTART:202606{day}T100000Z\n"
        f"SUMMARY:{summary}\nORGANIZER;CN={organiser}:mailto:{organiser}@ring.example\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:you@example.org\nEND:VEVENT\n"
        for uid, day, summary, organiser in events
    )
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{inside}END:VCALENDAR\n")
    return path


def _meetings(book: Book) -> list[str]:
    book.show_facts()
    rows = book.rows("SELECT subject FROM record WHERE kind = 'event' ORDER BY at_us, subject")
    return [one["subject"] for one in rows]


def _told(book: Book) -> list[str]:
    return [one["what"] for one in do(book, "problems")["problems"]]


def test_cards_that_all_bear_one_uid_are_a_card_each(tmp_path: Path) -> None:
    people = (("Ada Hart", "ada@ring.example"), ("Ben Moss", "ben@mill.example"))
    one = _cards(tmp_path / "one.vcf", *people, ("Cleo Dunn", "cleo@ferry.example"))
    book, account = imported(tmp_path, one)
    assert everyone(book) == ["Ada Hart", "Ben Moss", "Cleo Dunn"]
    assert (account["read"], account["new"], account["known"]) == (3, 3, 0)
    assert _told(book) == ["cards of different people bear the same UID"]
    again = do(book, "import", [one])
    assert (again["new"], again["known"]) == (0, 3)
    book.close()
    two = _cards(tmp_path / "two.vcf", ("Dan Frost", "dan@orchard.example"), *people)
    more = do(book, "import", [two])
    assert (more["new"], more["known"]) == (1, 2)
    assert everyone(book) == ["Ada Hart", "Ben Moss", "Cleo Dunn", "Dan Frost"]


def test_a_person_s_new_card_takes_the_place_of_the_old(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, _cards(tmp_path / "one.vcf", ("Ada Hart", "ada@ring.example")))
    do(book, "import", [_cards(tmp_path / "two.vcf", ("Ada Moss", "ada@ring.example"))])
    book.close()
    do(book, "import", [_cards(tmp_path / "three.vcf", ("Ada Moss", "ada@mill.example"))])
    assert everyone(book) == ["Ada Moss"]
    book.show_facts()
    assert book.rows("SELECT identity FROM identity WHERE NOT contains(identity, 'you@')") == [
        {"identity": "email:ada@mill.example"}
    ]
    assert _told(book) == []


def test_the_second_bearer_s_card_is_renewed_alone(tmp_path: Path) -> None:
    people = (("Ada Hart", "ada@ring.example"), ("Ben Moss", "ben@mill.example"))
    book, _ = imported(tmp_path, _cards(tmp_path / "one.vcf", *people))
    book.close()
    do(book, "import", [_cards(tmp_path / "two.vcf", ("Ben Moss", "moss@mill.example"))])
    found = {one["name"]: one["identities"] for one in do(book, "people")["people"]}
    assert found == {
        "Ada Hart": ["email:ada@ring.example"],
        "Ben Moss": ["email:moss@mill.example"],
    }


def test_numbered_calendars_lose_no_meeting(tmp_path: Path) -> None:
    one = _calendar(tmp_path / "one.ics", ("1", "01", "Review", "ada"), ("2", "02", "Lunch", "ada"))
    two = _calendar(tmp_path / "two.ics", ("1", "03", "Plan", "ben"), ("2", "04", "Walk", "ada"))
    book, account = imported(tmp_path, one, two)
    assert (account["read"], account["new"]) == (4, 4)
    assert _meetings(book) == ["Review", "Lunch", "Plan", "Walk"]
    assert set(_told(book)) == {"different events bear the same UID"}
    again = do(book, "import", [two, one])
    assert (again["new"], again["known"]) == (0, 4)


def test_a_moved_meeting_is_one_and_a_stranger_moves_none(tmp_path: Path) -> None:
    uid = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
    book, _ = imported(tmp_path, _calendar(tmp_path / "one.ics", (uid, "01", "Review", "ada")))
    do(book, "import", [_calendar(tmp_path / "two.ics", (uid, "05", "Review", "ada"))])
    book.close()
    do(book, "import", [_calendar(tmp_path / "three.ics", (uid, "06", "Big review", "ada"))])
    assert _meetings(book) == ["Big review"]
    assert _told(book) == []
    do(book, "import", [_calendar(tmp_path / "four.ics", (uid, "06", "Big review", "mallory"))])
    assert _meetings(book) == ["Big review", "Big review"]
    assert _told(book) == ["different events bear the same UID"]
