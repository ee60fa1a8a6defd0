from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput, NotFound
from tests.faces.terminal import run
from tests.operations.verbs import do, names, one
from tests.records import ADA, ME, MY_OTHER, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book


def _mine(book: Book) -> dict[str, bool]:
    return {one["identity"]: one["given"] for one in do(book, "me")["me"]}


def _letters(folder: Path, *, me: tuple[str, ...] = (ME,), other: str = "sent") -> Book:
    """Return a book of letters, one of them by another address of mine, in that folder."""
    records = [
        mail("a", "2025-03-01", sender=ADA, to=(ME,), text="Could you come?"),
        mail("b", "2025-03-02", sender=ME, to=(ADA,), answers="a"),
        mail("c", "2025-03-03", sender="email:strange@else.example", to=(ADA,)),
        mail("d", "2025-03-04", sender=MY_OTHER, to=(ADA,), folder=other),
    ]
    return book_of(records, folder, me=me)


def test_other_addresses_of_mine_are_found_and_told_from_those_given(tmp_path: Path) -> None:
    assert _mine(_letters(tmp_path)) == {ME: True, MY_OTHER: False}


def test_without_me_nobody_writes_to_anybody_until_i_say_who_i_am(tmp_path: Path) -> None:
    book = _letters(tmp_path, me=(), other="")
    assert _mine(book) == {}
    assert one(book, "Ada")["received"] == one(book, "Ada")["sent"] == 0
    found = do(book, "me add", ["robin.vale@home.example"])
    assert found["added"] == [ME]
    assert (one(book, "Ada")["sent"], one(book, "Ada")["received"]) == (1, 1)
    (asked,) = do(book, "questions")["questions"]  # whether who bears my name is me
    do(book, "answer", asked["id"], "same")
    assert (one(book, "Ada")["sent"], one(book, "Ada")["received"]) == (2, 1)
    assert "Robin Vale" not in names(book)


def test_several_are_added_at_once_and_none_twice(tmp_path: Path) -> None:
    book = _letters(tmp_path, me=())
    both = ["robin.vale@home.example", "rvale@vale.example"]
    assert do(book, "me add", both)["added"] == [ME, MY_OTHER]
    assert do(book, "me add", both)["added"] == []


def test_the_later_word_about_an_address_wins(tmp_path: Path) -> None:
    book = _letters(tmp_path)
    assert do(book, "me remove", "rvale@vale.example")["removed"] == MY_OTHER
    assert _mine(book) == {ME: True}
    assert one(book, MY_OTHER)["name"] == "Robin Vale"  # a namesake, and a contact
    do(book, "me add", ["rvale@vale.example"])
    assert _mine(book) == {ME: True, MY_OTHER: True}
    do(book, "undo")
    assert _mine(book) == {ME: True}
    do(book, "undo")
    assert _mine(book) == {ME: True, MY_OTHER: False}


def test_what_was_given_is_given_again_when_its_removal_is_undone(tmp_path: Path) -> None:
    book = _letters(tmp_path)
    do(book, "me remove", "robin.vale@home.example")
    assert ME not in _mine(book)
    do(book, "undo")
    assert _mine(book)[ME]


def test_profiles_and_numbers_may_be_mine(tmp_path: Path) -> None:
    book = _letters(tmp_path)
    added = do(book, "me add", ["https://linkedin.com/in/robin-vale", "+44 1632 960999"])["added"]
    assert added == ["linkedin:robin-vale", "phone:+441632960999"]


@pytest.mark.parametrize("address", ["robin", "", "talk@lists.example", "robin@"])
def test_what_cannot_be_mine_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadInput):
        do(_letters(tmp_path), "me add", [address])


def test_only_what_is_mine_can_be_removed(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        do(_letters(tmp_path), "me remove", "ada.hart@ring.example")


def test_an_address_that_occurs_nowhere_is_told_at_once_and_makes_nobody_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = tmp_path / "a.mbox"
    mails.write_text(
        "From a Mon Mar  3 10:00:00 2025\nFrom: Ada <ada@ring.example>\nTo: me@home.example\n"
        "Message-ID: <1@ring.example>\nDate: Mon, 3 Mar 2025 10:00:00 +0000\n\nHi\n"
    )
    book = tmp_path / "book"
    done = run(capsys, "import", str(mails), "--me", "me@hone.example", book=book)
    told = " ".join(done.err.split())
    assert "me@hone.example occurs in nothing that was read" in told
    assert "comity me add me@home.example" in told
    for verb in ("audit", "today", "people"):
        assert "comity me add" in run(capsys, verb, book=book).out
    run(capsys, "me", "add", "me@home.example", book=book)
    assert (
        "occurs in nothing"
        not in run(capsys, "import", str(mails), "--me", "me@home.example", book=book).out
    )
    for verb in ("audit", "today", "people"):
        assert "comity me add" not in run(capsys, verb, book=book).out
