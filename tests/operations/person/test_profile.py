"""What a page about one person shows, and what a message to them could rest on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from comity.model import Claim
from comity.operations.decide.log import first_line
from comity.operations.person.documents import FirstLine, LastMet, OpenQuestion, Silence
from comity.operations.person.profile import mine, profile
from comity.operations.person.record import record
from comity.operations.person.starters import starters
from comity.operations.privacy.data_held import as_file, everything, held_counts
from comity.store.decisions import Said
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, ME, book_of, card, mail, meeting, us

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book
    from comity.operations.person.documents import OwnWords, Profile

NOW = "2025-06-01"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return book_of(
        [
            mail("one", "2024-01-10", sender=ADA, to=(ME,), subject="The mill"),
            mail("two", "2024-01-10T12:00", sender=ME, to=(ADA,), answers="one"),
            mail("three", "2024-03-01", sender=ME, to=(ADA, BEN), subject="The ferry"),
            mail("four", "2024-03-05", sender=ADA, to=(ME, BEN), subject="The ferry"),
            mail("five", "2025-05-20", sender=ADA, text="Could you send me the plan of the weir?"),
            mail("six", "2025-05-01", sender=ME, to=(ADA,), text="I will send you the drawings."),
            mail("seven", "2025-05-02", sender=ME, to=(BEN,), subject="Re: Boats", text="Fine."),
            meeting("Review", "2025-04-02T10:00", guests=(ME, ADA, CLEO)),
            card(
                ADA,
                name="Ada Hart",
                claims=(
                    Claim(ADA, "organisation", "Ring Foundry", us("2023-01-01")),
                    Claim(ADA, "title", "Founder", us("2023-01-01")),
                    Claim(ADA, "birthday", "1980-03-12", us("2023-01-01")),
                ),
            ),
        ],
        tmp_path / "book",
        now=NOW,
    )


def _id(book: Book, name: str) -> str:
    return str(do(book, "person", name)["id"])


def _seen(book: Book, name: str) -> Profile:
    return profile(book, _id(book, name))


def _mine(book: Book, name: str) -> OwnWords:
    return mine(book, _id(book, name))


def test_the_calendar_says_of_each_day_who_wrote_or_met(book: Book) -> None:
    found = {one.year: one.days for one in _seen(book, "Ada Hart").calendar}
    assert found == {
        2025: {"2025-04-02": "met", "2025-05-01": "sent", "2025-05-20": "received"},
        2024: {"2024-01-10": "both", "2024-03-01": "sent", "2024-03-05": "received"},
    }


def test_the_longest_silences_come_first(book: Book) -> None:
    found = _seen(book, "Ada Hart").silences
    assert found[0] == Silence(393, "2024-03-05")  # until 2025-04-02
    assert [one.days for one in found] == sorted((one.days for one in found), reverse=True)


def test_the_first_lines_come_from_evidence_until_i_say_them(book: Book) -> None:
    lines = _seen(book, "Ada Hart").first_lines
    assert lines["after"].text == ""  # to ask for a plan is to name no goal
    assert lines["give"].text == "I will send you the drawings."
    assert lines["learn"] == FirstLine("", "", own=False, at=None)
    assert _mine(book, "Ada Hart").first_lines == {}
    first_line(book, "Ada Hart", "after", "a mill")
    first_line(book, "Ada Hart", "after", " a second mill ")
    first_line(book, "Ada Hart", "learn", "casting")
    lines = _mine(book, "Ada Hart").first_lines
    assert (lines["after"].text, lines["after"].own) == ("a second mill", True)
    assert lines["learn"].text == "casting"
    assert "give" not in lines
    book.undo()
    assert "learn" not in _mine(book, "Ada Hart").first_lines


@pytest.mark.parametrize("given", [("after", "  "), ("before", "a mill")])
def test_a_first_line_has_words_and_is_one_of_three(book: Book, given: tuple[str, str]) -> None:
    with pytest.raises(BadInput, match="nothing to keep"):
        first_line(book, "Ada Hart", *given)


def test_first_lines_of_old_are_notes_that_began_with_what_they_are(book: Book) -> None:
    said = [
        Said("note", ADA, value=one) for one in ("They are after: a mill", "They are after all")
    ]
    book.say(said)
    (line,) = book.decisions.active("first_line")
    assert (line.verb, line.other, line.value) == ("first_line", "after", "a mill")
    assert [one.value for one in book.decisions.active("note")] == ["They are after all"]
    assert _mine(book, "Ada Hart").first_lines["after"].text == "a mill"
    lines = do(book, "person", ADA)["timeline"]
    noted = [one["subject"] for one in lines if one["interaction"] == "note"]
    assert noted == ["Their goal: a mill", "They are after all"]


def test_a_first_line_stands_in_the_timeline_as_it_did_as_a_note(book: Book) -> None:
    first_line(book, "Ada Hart", "give", "a name")
    line = do(book, "person", "Ada Hart")["timeline"][0]
    assert (line["interaction"], line["subject"]) == ("note", "How I can help: a name")
    do(book, "note", "Ada Hart", "I could give: an hour")
    assert _mine(book, "Ada Hart").first_lines["give"].text == "an hour"


def test_threads_work_channels_and_company(book: Book) -> None:
    found = _seen(book, "Ada Hart")
    assert [one.subject for one in found.threads][:2] == ["About five", "About six"]
    assert [(one.channel, one.days) for one in found.channels] == [("mail", 5), ("calendar", 1)]
    assert found.work[0].organisation == "Ring Foundry"
    assert found.claims[0].value == "1980-03-12"
    assert [(one.name, one.together) for one in _mine(book, "Ada Hart").in_common] == [
        ("Ben Moss", 2),
        ("Cleo Dunn", 1),
    ]
    assert found.initiated_by_them >= 1


def test_what_was_decided_is_told(book: Book) -> None:
    do(book, "keep", ["Ada Hart"], every="30d")
    do(book, "role", "Ada Hart", "mentor")
    said = _mine(book, "Ada Hart").said
    assert (said.keep_days, said.roles, said.never) == (30, ("mentor",), False)


def test_someone_without_a_trace_has_an_empty_page(book: Book) -> None:
    do(book, "remember", "Eve Stone", as_="client")
    found = _seen(book, "Eve Stone")
    assert (found.calendar, found.threads, found.silences, found.asked_by_me) == ((), (), (), 0)
    assert _mine(book, "Eve Stone").in_common == ()


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Ada Hart", OpenQuestion("theirs", "Could you send me the plan of the weir?")),
        ("Ben Moss", OpenQuestion("became", "Boats")),
        ("Cleo Dunn", OpenQuestion("became", "Review")),
    ],
)
def test_ingredients_end_in_one_question(book: Book, name: str, question: OpenQuestion) -> None:
    assert starters(book, _id(book, name)).question == question


def test_ingredients_are_words_and_company_and_never_a_text(book: Book) -> None:
    found = starters(book, _id(book, "Ada Hart"))
    assert found.their_words
    assert found.their_words.text == "Could you send me the plan of the weir?"
    assert found.my_words
    assert found.my_words.text == "I will send you the drawings."
    assert found.last_met == LastMet("2025-04-02T10:00:00Z", "Review")
    assert found.address == ADA.removeprefix("email:")
    assert [one.name for one in found.in_common] == ["Ben Moss", "Cleo Dunn"]


def test_an_open_word_of_mine_is_asked_after(tmp_path: Path) -> None:
    letters = [mail("x", "2025-05-01", sender=ME, to=(ADA,), text="I will send you the drawings.")]
    book = book_of(letters, tmp_path / "book", now=NOW)
    asked = starters(book, _id(book, "Ada Hart")).question
    assert asked == OpenQuestion("promised", "I will send you the drawings.")


def test_all_that_is_held_is_counted_and_handed_over(book: Book) -> None:
    do(book, "note", "Ada Hart", "moves in May")
    ada = _id(book, "Ada Hart")
    found = everything(book, ada)
    counted = held_counts(book, ada)
    assert sum(one.records for one in counted.sources) == len(found.records) == 8
    assert counted.decisions == len(found.decisions) == 1
    assert found.claims[0].attribute in {"birthday", "name"}
    handed = json.loads(as_file(book, ada))
    assert (handed["schema"], handed["as_of"]) == ("comity.held/1", "2025-06-01T00:00:00Z")
    assert handed["decisions"][0]["value"] == "moves in May"
    assert all(one.keys() == handed["records"][0].keys() for one in handed["records"])


def test_a_record_is_shown_with_who_was_in_it(book: Book) -> None:
    line = next(
        one for one in do(book, "person", "Ada Hart")["timeline"] if one["interaction"] == "meeting"
    )
    found = record(book, line["key"])
    assert (found.subject, found.at) == ("Review", "2025-04-02T10:00:00Z")
    assert {one.name for one in found.participants if not one.is_me} == {
        "Ada Hart",
        "Cleo Dunn",
    }
    assert len(found.sources) == 1
    assert found.message_id == ""
    mail = next(
        one for one in do(book, "person", "Ada Hart")["timeline"] if one["interaction"] == "mail"
    )
    assert "@" in record(book, mail["key"]).message_id, "by which other programs find it"
    with pytest.raises(NotFound):
        record(book, "nothing")
