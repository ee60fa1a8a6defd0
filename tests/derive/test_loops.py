from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.derive.loops import loop_id
from tests.derive.built import steps_of
from tests.records import ADA, BEN, CLEO, DAN, ME, TALK, mail, meeting, message, post, row, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

WORD = "I'll send you the pilot report by Friday."
EVE, FAY, GUS, HAL, IDA = (f"email:{n}@loops.example" for n in ("eve", "fay", "gus", "hal", "ida"))


def _mine(ref: str, to: str, text: str, at: str = "2025-03-03T10:00", **more: Any) -> Record:  # noqa: ANN401
    return mail(ref, at, sender=ME, to=(to,), text=text, **more)


def _records() -> Iterator[Record]:
    yield _mine("word", ADA, WORD)
    yield mail("word-thanks", "2025-03-03T12:00", answers="word", text="Thanks!")
    yield _mine("sent", BEN, WORD)
    yield _mine("sent-it", BEN, "Here is the report.", "2025-03-05", answers="sent")
    yield mail("theirs", "2025-03-03T11:00", sender=CLEO, text="I'll ring you tomorrow about it.")
    yield meeting("Call", "2025-03-04T09:00", guests=(ME, CLEO))
    yield _mine("bare", DAN, "Will do.")
    yield _mine("away", DAN, WORD, "2025-03-04", automatic="auto_reply")
    yield _mine("notice", DAN, WORD, "2025-03-05", subject="Accepted: the pilot")
    yield mail("all", "2025-03-06", sender=ME, to=(ADA, BEN, CLEO, DAN), text=WORD)
    yield mail("some", "2025-03-02", sender=EVE, text="We should have coffee one of these days.")
    yield mail("some2", "2025-03-02", sender=FAY, text="We should have coffee one of these days.")
    yield meeting("Coffee", "2025-04-02T10:00", guests=(ME, FAY))
    yield _mine("plea", GUS, "What would you advise me to do about the roof?", "2025-03-01")
    yield mail("wise", "2025-03-02", sender=GUS, text="I would suggest slate.", answers="plea")
    yield mail("named", "2025-03-02", sender=HAL, text="I mentioned you to the harbour office.")
    yield _mine("told", HAL, "It worked out well: they hired us.", "2025-05-02")
    yield mail("unasked", "2025-03-02", sender=IDA, text="I would suggest slate.")
    yield _mine("helped", IDA, "I recommended you to the harbour office.")
    yield message(
        "chat", "2025-03-03", sender=ME, to=(EVE,), text="I'll bring you the map tomorrow."
    )
    yield post(
        "listed", "2025-03-02", sender=IDA, to=(TALK, ME), text="We should have coffee soon."
    )


@pytest.fixture(scope="module")
def loops(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    book = steps_of(_records(), tmp_path_factory.mktemp("loops"))
    sql = "SELECT l.*, p.identity FROM loop l JOIN person p USING (person) ORDER BY at_us, id"
    return book.rows(sql)


def _of(loops: list[dict[str, Any]], who: str) -> list[tuple[str, str, str]]:
    return [(one["kind"], one["state"], one["how"]) for one in loops if one["identity"] == who]


def test_a_word_is_open_until_it_is_shown_to_be_kept(loops: list[dict[str, Any]]) -> None:
    assert _of(loops, ADA) == [("promise", "open", "")]
    assert _of(loops, BEN) == [("promise", "kept", "handed")]
    assert _of(loops, CLEO) == [("their_promise", "kept", "met")]


def test_what_says_nothing_is_sent_by_a_program_or_to_many_opens_nothing(
    loops: list[dict[str, Any]],
) -> None:
    assert _of(loops, DAN) == []


def test_a_time_is_never_set_until_the_two_meet(loops: list[dict[str, Any]]) -> None:
    assert _of(loops, EVE) == [("never_set", "open", ""), ("promise", "open", "")]
    assert _of(loops, FAY) == [("never_set", "kept", "met")]


def test_help_is_open_until_its_end_is_told(loops: list[dict[str, Any]]) -> None:
    assert _of(loops, GUS) == [("tell_them", "open", "")]
    assert _of(loops, HAL) == [("tell_them", "kept", "told")]
    assert _of(loops, IDA) == [("helped", "open", "")]  # what was not asked for is no advice


def test_a_word_has_its_day_its_sentence_and_an_id_of_its_own(loops: list[dict[str, Any]]) -> None:
    (one,) = (one for one in loops if one["identity"] == ADA)
    assert one["due_us"] == us("2025-03-07T23:59:59")
    assert one["sentence"] == WORD
    assert one["id"] == loop_id("promise", one["key"], WORD)
    assert len({one["id"] for one in loops}) == len(loops)


def test_a_book_without_words_has_none(tmp_path: Path) -> None:
    quiet = [mail("a", text="Good morning."), row("b", "endorsement", sender=ADA, to=(ME,))]
    assert steps_of(quiet, tmp_path).rows("SELECT * FROM loop") == []
