"""A morning without anybody to name says whom it leaves out, and whom one may keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, mail, message

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from comity.book import Book

ASK = "Could you bring the badges?"


@pytest.fixture(scope="module")
def chats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book of chats: Ada asked and waits, Ben asked and was answered, Cleo is quiet."""
    folder = tmp_path_factory.mktemp("chats")
    days = ("2025-04-10", "2025-04-20", "2025-05-01", "2025-05-10")
    records = [
        message(f"{who}-{day}-{side}", f"{day}T1{hour}:00", sender=one, to=(two,))
        for who in (ADA, BEN, CLEO)
        for day in days
        for side, hour, one, two in (("in", 0, who, ME), ("out", 1, ME, who))
    ]
    records += [
        message("ask-a", "2025-05-20", sender=ADA, to=(ME,), text=ASK),
        message("ask-b", "2025-05-20", sender=BEN, to=(ME,), text=ASK),
        message("back-b", "2025-05-21", sender=ME, to=(BEN,)),
        mail("d", "2025-05-29", sender=DAN, text="Are you open to a brief call?"),
    ]
    book_of(records, folder, now="2025-05-30").close()
    return folder


def _today(folder: Path, *said: tuple[Any, ...]) -> dict[str, Any]:
    book = book_of([], folder, now="2025-05-30")
    for verb, *given in said:
        do(book, verb, *given)
    found: dict[str, Any] = do(book, "today")
    for _ in said:
        do(book, "undo")
    book.close()
    return found


def _names(some: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in some]


def test_an_empty_plan_says_who_of_the_personal_people_asked(chats: Path) -> None:
    found = _today(chats)
    assert found["suggestions"] == []
    assert _names(found["beside"]) == ["Ada Hart"]
    assert set(_names(found["to_keep"])) == {"Ada Hart", "Ben Moss", "Cleo Dunn"}


@pytest.mark.parametrize("said", [("never", "Ada Hart"), ("stage", "Ada Hart", "died")])
def test_nobody_who_is_to_be_left_out_is_named_there(chats: Path, said: tuple[Any, ...]) -> None:
    found = _today(chats, said)
    assert "beside" not in found
    assert "Ada Hart" not in _names(found["to_keep"])


def test_whoever_is_kept_is_named_in_the_plan_and_no_more_there(chats: Path) -> None:
    found = _today(chats, ("keep", ["Ada Hart"]))
    assert [one["person"]["name"] for one in found["suggestions"]] == ["Ada Hart"]
    assert not {"beside", "to_keep"} & set(found)


def test_a_plan_with_people_in_it_says_nothing_of_others(chats: Path) -> None:
    found = _today(chats, ("circle", "Ada Hart", "professional"))
    assert [one["person"]["name"] for one in found["suggestions"]] == ["Ada Hart"]
    assert not {"beside", "to_keep"} & set(found)


def test_it_is_told_in_a_sentence(chats: Path) -> None:
    from comity.operations.plan.today import today

    book: Book = book_of([], chats, now="2025-05-30")
    assert today(book).nobody_in_words() == (
        "nobody you know through work waits for you, and nobody is overdue. Ada Hart asked you "
        "something: personal people are named where you keep them."
    )
    book.close()
