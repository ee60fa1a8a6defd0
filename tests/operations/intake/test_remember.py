from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import Ambiguous, BadInput
from comity.operations.person.overlay import decided_of
from tests.operations.verbs import do, names, one
from tests.records import ADA, BEN, ME, book_of, mail, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book

MEMORY = "name:memory/Ada Hart"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = book_of([], tmp_path)
    yield made
    made.close()


def test_a_person_from_memory_is_a_contact_kept_and_noted(book: Book) -> None:
    found = do(book, "remember", "Ada Hart", as_="client", met="at the mill", about="builds weirs")
    assert found["remembered"] == [
        {"identity": MEMORY, "name": "Ada Hart", "circle": "professional"}
    ]
    ada = one(book, "Ada Hart")
    assert (ada["circle"], ada["stage"], ada["last_at"]) == ("professional", "listed", None)
    assert {event["subject"] for event in ada["timeline"]} == {"met: at the mill", "builds weirs"}
    said = decided_of(book, ada["identities"])
    assert (said["tag"], said["keep"]["rhythm_days"]) == ({"client"}, 91.3125)
    do(book, "undo")
    assert names(book) == []


@pytest.mark.parametrize(
    ("known_as", "circle"),
    [("family", "personal"), ("colleague", "colleague"), ("teacher", "professional")],
)
def test_where_one_is_known_from_tells_the_circle(book: Book, known_as: str, circle: str) -> None:
    do(book, "remember", "Ada Hart", as_=known_as)
    assert one(book, "Ada Hart")["circle"] == circle


def test_a_later_import_of_the_same_address_joins_them(book: Book) -> None:
    do(book, "remember", "Ada Hart", address="Ada.Hart@ring.example", about="builds weirs")
    remembered = one(book, "Ada Hart")["id"]
    book.close()
    write([mail("a", "2025-05-03"), mail("b", "2025-05-04", sender=ME, to=(ADA,))], book.folder)
    ada = one(book, "Ada Hart")
    assert names(book) == ["Ada Hart"]
    assert set(ada["identities"]) == {ADA, MEMORY}
    assert (ada["sent"], ada["received"], ada["circle"]) == (1, 1, "not_sorted")
    assert one(book, remembered)["id"] == ada["id"]  # what was printed resolves for ever
    assert any(event["subject"] == "builds weirs" for event in ada["timeline"])


def test_without_an_address_a_later_import_asks_whether_they_are_one(book: Book) -> None:
    do(book, "remember", "Ada Hart")
    remembered = one(book, "Ada Hart")["id"]
    book.close()
    write([mail("a", "2025-05-03")], book.folder)
    (question,) = do(book, "questions")["questions"]
    assert {question["left"]["identity"], question["right"]["identity"]} == {ADA, MEMORY}
    do(book, "answer", question["id"], "same")
    assert names(book) == ["Ada Hart"]
    assert one(book, remembered)["received"] == 1


def test_who_is_in_the_book_already_is_not_made_twice(tmp_path: Path) -> None:
    book = book_of([mail("a", "2025-05-03"), mail("b", "2025-05-03", sender=BEN)], tmp_path)
    do(book, "remember", "ada hart", as_="friend")
    do(book, "remember", "B. Moss", address="ben.moss@mill.example")
    assert sorted(names(book)) == ["Ada Hart", "Ben Moss"]
    assert one(book, ADA)["circle"] == "personal"
    assert decided_of(book, [BEN])["keep"]


def test_no_rhythm_keeps_nobody(book: Book) -> None:
    do(book, "remember", "Ada Hart", every="no")
    assert do(book, "today")["kept"] == 0


@pytest.mark.parametrize(
    ("name", "options"),
    [("", {}), (" \t", {}), ("Ada", {"address": "no address"}), ("Ada", {"every": "often"})],
)
def test_what_cannot_be_remembered_is_refused_whole(
    book: Book, name: str, options: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        do(book, "remember", name, **options)
    assert not book.decisions.active("remember", "circle", "tag", "keep", "note")


def test_a_whole_network_can_start_from_memory(book: Book) -> None:
    for name in ("Ada Hart", "Ben Moss", "Cleo Dunn"):
        do(book, "remember", name, as_="group")
    assert names(book, sort="name") == ["Ada Hart", "Ben Moss", "Cleo Dunn"]
    assert len(do(book, "today")["suggestions"]) == 3
    do(book, "log", "coffee", with_=["Ada"], on="2025-05-30")
    plan = do(book, "today")["suggestions"]
    assert {(one["kind"], one["person"]["name"]) for one in plan} == {
        ("keep", "Ben Moss"),
        ("keep", "Cleo Dunn"),
        ("follow_up", "Ada Hart"),
    }


def test_a_name_that_is_here_means_them_and_says_so(tmp_path: Path) -> None:
    book = book_of([mail("a", "2025-05-03")], tmp_path)
    assert do(book, "remember", "Ada Hart")["remembered"][0]["known"] is True
    assert "known" not in do(book, "remember", "Gil Ross")["remembered"][0]
    do(book, "remember", "Gil Ross", another=True, about="another")
    assert names(book).count("Gil Ross") == 2
    with pytest.raises(Ambiguous, match="here 2 times") as raised:
        do(book, "remember", "gil ross")
    assert raised.value.unclear
    assert len(raised.value.unclear.persons) == 2
    chosen = raised.value.unclear.persons[0]
    assert do(book, "remember", chosen, about="chosen")["remembered"][0]["known"] is True
    assert names(book).count("Gil Ross") == 2


def test_an_address_is_never_taken_from_whoever_has_it(tmp_path: Path) -> None:
    book = book_of([mail("a", "2025-05-03"), mail("b", "2025-05-03", sender=BEN)], tmp_path)
    with pytest.raises(Ambiguous, match="is Ben Moss's"):
        do(book, "remember", "Zora Newperson", address=BEN.partition(":")[2])
    with pytest.raises(Ambiguous, match="is here already, not yet with") as raised:
        do(book, "remember", "Ada Hart", address="ada@home.example")
    assert raised.value.unclear
    (ada,) = raised.value.unclear.persons
    do(book, "remember", ada, address="ada@home.example")
    assert {"email:ada@home.example", ADA} == set(one(book, "Ada Hart")["identities"])
    do(book, "remember", "Ada Hart", address="ada@other.example", another=True)
    assert names(book).count("Ada Hart") == 2
    with pytest.raises(BadInput, match="is yours"):
        do(book, "remember", "Zora Newperson", address=ME.partition(":")[2])
    assert "Zora Newperson" not in names(book)
