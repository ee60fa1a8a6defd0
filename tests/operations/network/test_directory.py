"""Everyone, to look through: found by words and choices, sorted by recency or name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput
from comity.model import Claim
from comity.operations.network.directory import directory
from comity.operations.network.documents import Choice
from comity.operations.network.figures import WHICH
from tests.faces.world import NOW, records
from tests.operations.verbs import do
from tests.records import ADA, book_of, card, us

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    more = [
        card(
            ADA,
            name="Ada Hart",
            claims=(
                Claim(ADA, "organisation", "Old Forge", us("2020-01-01")),
                Claim(ADA, "organisation", "Ring Foundry", us("2025-01-01")),
                Claim(ADA, "title", "Founder", us("2025-01-01")),
            ),
        ),
    ]
    return book_of([*records(), *more], tmp_path / "book", now=NOW)


def _names(book: Book, **asked: str | int) -> list[str]:
    return [one.name for one in directory(book, **asked).people]  # type: ignore[arg-type]


def test_the_latest_come_first_or_the_alphabet(book: Book) -> None:
    assert _names(book)[:2] == ["Ben Moss", "Cleo Dunn"]
    by_name = _names(book, sort="name")
    assert by_name == sorted(by_name, key=str.lower)
    with pytest.raises(BadInput):
        directory(book, sort="strength")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada", ["Ada Hart"]),
        ("HART ada", ["Ada Hart"]),
        ("ring.example", ["Ada Hart"]),
        ("foundry", ["Ada Hart"]),
        ("béñ MÖSS", ["Ben Moss"]),
        ("%", []),
        ("ada moss", []),
    ],
)
def test_all_words_must_be_found_in_name_address_or_work(
    book: Book, words: str, found: list[str]
) -> None:
    assert _names(book, words=words) == found


def test_the_latest_work_is_the_one_shown(book: Book) -> None:
    ada = directory(book, words="ada").people[0]
    assert (ada.organisation, ada.title) == ("Ring Foundry", "Founder")
    assert _names(book, organisation="Ring Foundry") == ["Ada Hart"]
    assert "you wrote on" in ada.happened


def test_choices_are_counted_and_choose(book: Book) -> None:
    do(book, "tag", "Ada Hart", "choir")
    choices = directory(book).choices
    assert choices.tags == (Choice("choir", 1),)
    assert Choice("mail", 4) in choices.channels
    assert _names(book, tag="choir") == ["Ada Hart"]
    assert _names(book, stage="planted") == ["Cleo Dunn"]
    assert sum(one.n for one in choices.stages) == directory(book).count == 5


@pytest.mark.parametrize("which", WHICH)
def test_every_list_can_be_asked_for(book: Book, which: str) -> None:
    assert directory(book, which=which).count <= 5


def test_lists_hold_those_they_say(book: Book) -> None:
    do(book, "keep", ["Ada Hart"])
    do(book, "quiet", "Ben Moss", for_="3m")
    assert _names(book, which="kept") == ["Ada Hart"]
    assert _names(book, which="quiet") == ["Ben Moss"]
    assert _names(book, which="relationships") == ["Ada Hart"]
    assert _names(book, which="only_me") == ["Cleo Dunn"]
    assert _names(book, which="days_7") == ["Ben Moss"]
    with pytest.raises(BadInput):
        directory(book, which="everybody; DROP TABLE tie")


def test_pages_follow_one_another(book: Book) -> None:
    found = [directory(book, skip=n, limit=2) for n in (0, 2, 4, 6)]
    assert [len(one.people) for one in found] == [2, 2, 1, 0]
    assert [one.name for page in found for one in page.people] == _names(book)
    assert found[0].count == 5
