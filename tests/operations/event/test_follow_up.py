"""Follow-up: who said the same of each other, and nobody's no; kept with one undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.book import open_book
from comity.language.draft.letter import letter
from comity.operations.event.attendee import Attendee
from comity.operations.event.evening import LISTED
from comity.operations.event.events import event_file
from comity.operations.event.introductions import drafts, introductions
from comity.operations.event.keeping import let_go
from comity.operations.event.vcard import vcard
from comity.operations.operation import find
from comity.sources.cards import vcard as cards_in
from tests.operations.event.acts import evening, keep_event
from tests.records import ME, book_of, mail, us

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book
    from comity.operations.event.evening import Evening

STARTED = ("started", {"round": 1})  # g0 sits with g7, g1 with g6


def ticked(guest: str, of: str, *ticks: str) -> tuple[str, dict[str, Any]]:
    return "ticked", {"guest": guest, "of": of, "ticks": list(ticks)}


def after(*said: tuple[str, dict[str, Any]]) -> Evening:
    return evening(STARTED, *said)


def test_both_must_say_it() -> None:
    one_sided = after(ticked("g0", "g7", "again"), ticked("g7", "g0", "can_help"))
    assert introductions(one_sided) == ()
    both = after(ticked("g0", "g7", "again"), ticked("g7", "g0", "again"))
    (found,) = introductions(both)
    assert (found.again, found.helpers) == (True, ())


def test_help_is_mutual_when_one_can_and_the_other_hopes() -> None:
    now = after(ticked("g0", "g7", "can_help"), ticked("g7", "g0", "helps_me"))
    (found,) = introductions(now)
    assert (found.again, found.helpers) == (False, ("g0",))
    assert (
        introductions(after(ticked("g0", "g7", "can_help"), ticked("g7", "g0", "can_help"))) == ()
    )


def test_a_tick_that_stood_alone_is_in_no_draft() -> None:
    now = after(ticked("g0", "g7", "again", "can_help"), ticked("g7", "g0", "again"))
    ((_, draft),) = drafts(now)
    assert "meet again" in draft.text
    assert "help" not in draft.text.replace("What would help", "")


def test_a_tick_that_was_taken_back_leads_to_nothing() -> None:
    said = [ticked("g0", "g7", "again"), ticked("g7", "g0", "again"), ticked("g0", "g7")]
    assert introductions(after(*said)) == ()


def test_the_draft_reads_as_a_letter_to_two() -> None:
    guests = [
        Attendee("g0", "Ada Hart", asks=("a bookkeeper",), interests=("sailing",)),
        Attendee("g1", "Bo Lund", offers=("bookkeeper for small firms",), interests=("sailing",)),
    ]
    listed = (LISTED, {"guests": [one.as_json() for one in guests]})
    seated = ("seated", {"rounds": [[["g0", "g1"]]]})
    again = [ticked("g0", "g1", "again"), ticked("g1", "g0", "again")]
    ((_, draft),) = drafts(evening(listed, seated, STARTED, *again))
    assert draft.text.startswith("Hi Ada and Bo,\n\nYou sat together at Hour of power on 5 March")
    assert "Ada looks for a bookkeeper; Bo offers bookkeeper for small firms." in draft.text
    assert draft.text.count("?") == 1
    assert len(letter(draft.text).own) < 600


def test_a_card_of_odd_names_is_read_back(tmp_path: Path) -> None:
    for name in ("Zoë Müller-Lüdenscheidt " * 6, "A;B, C\\D", "محمد علي", "田中", "O'Neil 🎉"):
        path = tmp_path / "card.vcf"
        path.write_bytes(vcard(Attendee("g0", name.strip(), organisation="Ä; B"), met="Met at X"))
        (record,) = list(cards_in.read(path))
        values = {one.attribute: one.value for one in getattr(record, "claims", ())}
        assert values["name"] == name.strip()
        assert values["organisation"] == "Ä; B"


@pytest.fixture(scope="module")
def owned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    made = book_of([mail("a")], folder)
    guests = [
        {"key": "g0", "name": "Robin Vale", "address": ME.partition(":")[2]},
        {"key": "g1", "name": "Bo Lund", "address": "bo@lund.example"},
        {"key": "g2", "name": "Cy Moor", "offers": ["maps"]},
    ]
    more = [(LISTED, {"guests": guests}), ticked("g0", "g1", "again"), ticked("g1", "g0", "again")]
    keep_event(folder, "spring", ["a", "b", "c"], *more, title="Spring evening")
    made.close()
    return folder


def names(book: Book) -> set[str]:
    return {row["name"] for row in book.rows("SELECT name FROM person WHERE NOT is_me")}


def test_whom_the_owner_met_is_met_that_day_with_one_undo(owned: Path) -> None:
    with open_book(owned, now_us=us("2026-03-06")) as book:
        follow_up = find("event follow-up").function
        done = follow_up(book, "spring", keep_=True)
        assert {one.name for one in done.kept} == {"Bo Lund", "Cy Moor"}
        assert {"Bo Lund", "Cy Moor"} <= names(book)
        assert {one.of_us for one in book.decisions.active("log")} == {us("2026-03-05T12:00")}
        assert follow_up(book, "spring", keep_=True).kept == ()
        assert let_go(book, event_file(owned, "spring"))
        assert not {"Bo Lund", "Cy Moor"} & names(book)


def test_who_agreed_is_tagged_and_nobody_else_is_kept(owned: Path) -> None:
    with open_book(owned, now_us=us("2026-03-06")) as book:
        done = find("event follow-up").function(book, "spring", consent=["Cy"])
        assert [one.name for one in done.kept] == ["Cy Moor"]
        assert "Bo Lund" not in names(book)
        assert [one.value for one in book.decisions.active("tag")] == ["Spring evening"]
        assert not book.decisions.active("log")
        book.undo()
        assert "Cy Moor" not in names(book)


def test_files_hold_a_draft_and_a_card_of_each(owned: Path, tmp_path: Path) -> None:
    with open_book(owned, now_us=us("2026-03-06")) as book:
        done = find("event follow-up").function(book, "spring", to=tmp_path / "drafts")
    files = sorted(one.name for one in (tmp_path / "drafts").iterdir())
    assert files == ["01 Bo Lund and Robin Vale.txt", "01 Bo Lund.vcf", "01 Robin Vale.vcf"]
    assert done.files == 3
    assert "bo@lund" not in (tmp_path / "drafts" / files[1]).read_text()
    assert (done.ticked, done.guests) == (2, 3)


def test_a_draft_passes_our_own_reading_of_drafts(owned: Path) -> None:
    with open_book(owned, now_us=us("2026-03-06")) as book:
        (one,) = find("event follow-up").function(book, "spring", keep_=True).introductions
        checked = find("check draft").function(book, one.text, to="Bo Lund")
        assert not checked.findings
