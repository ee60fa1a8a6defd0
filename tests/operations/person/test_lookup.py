from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.errors import Ambiguous, BadInput, NotFound
from comity.operations.person.lookup import find_person
from comity.schema import identity_id
from tests.operations.verbs import do
from tests.records import ADA, BEN, ME, TALK, book_of, card, mail, person, post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Participant, Record

OLD = "email:ada@old.example"
PHONE = "phone:+441632960961"
SLUG = "linkedin:ada-hart-1a2b"


def _named(identity: str, name: str) -> Participant:
    return type(person("from", identity))("from", identity, name)


def _records() -> Iterator[Record]:
    yield card(OLD, ADA, PHONE, SLUG, name="Ada Hart")
    yield mail("old", "2019-03-03", sender=OLD)
    yield mail("new", "2025-03-03", sender=ADA)
    yield mail("ben", "2025-03-03", sender=BEN)
    for number, (who, name) in enumerate(
        (
            ("email:a.hartley@x.example", "Adam Hartley"),
            ("email:jrg@x.example", "Jürgen Müller"),
            ("email:j2@y.example", "Anna Müller-Lüdenscheid"),
            ("email:taro@z.example", "山田太郎"),
            ("email:p@z.example", "100%_Real O'Neil"),
        )
    ):
        letter = mail(f"m{number}", "2025-04-04", sender=who)
        yield mail(
            f"n{number}", sender=who, participants=(_named(who, name), *letter.participants[1:])
        )
    yield post("p", "2025-03-03", sender=ADA)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = book_of(_records(), tmp_path_factory.mktemp("finding"))
    yield made
    made.close()


@pytest.mark.parametrize(
    "word",
    [
        "ada@old.example",
        "ADA.HART@RING.EXAMPLE",
        " Ada Hart <x> ".strip(" <x>"),
        "mailto:ada.hart@ring.example",
        ADA,
        PHONE,
        "+44 1632 960961",
        "0044 1632 960961",
        "https://www.linkedin.com/in/Ada-Hart-1a2b/?trk=x",
        SLUG,
        "ada hart",
        "Hart",
        "hart ada",
        *(identity_id(one) for one in (OLD, ADA, PHONE, SLUG)),
        identity_id(ADA).upper(),
    ],
)
def test_a_person_is_meant_by_any_identity_id_or_name(book: Book, word: str) -> None:
    found = find_person(book, word)
    assert found.person.id == identity_id(OLD)  # the earliest seen
    assert (found.person.name, found.identity) == ("Ada Hart", OLD)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("jurgen", "Jürgen Müller"),
        ("JÜRGEN muller", "Jürgen Müller"),
        ("Ludenscheid", "Anna Müller-Lüdenscheid"),
        ("太郎", "山田太郎"),
        ("100%", "100%_Real O'Neil"),
        ("artle", "Adam Hartley"),
        ("Moss", "Ben Moss"),
    ],
)
def test_a_part_of_a_name_is_enough_where_one_person_bears_it(
    book: Book, word: str, name: str
) -> None:
    assert find_person(book, word).person.name == name


def test_a_part_that_several_bear_is_ambiguous_and_names_them(book: Book) -> None:
    with pytest.raises(Ambiguous, match="Müller") as refused:
        find_person(book, "mül")
    for name in ("Jürgen Müller", "Anna Müller-Lüdenscheid"):
        assert f"{name} ({do(book, 'person', name)['id']})" in refused.value.message
    assert "id" in refused.value.hint


@pytest.mark.parametrize("word", ["_", "%", "Zebedee", "ada@elsewhere.example", "ada zebedee"])
def test_nobody_answers_to_what_nobody_bears(book: Book, word: str) -> None:
    if word in {"_", "%"}:  # a part of one name, and no pattern
        assert find_person(book, word).person.name == "100%_Real O'Neil"
        return
    with pytest.raises(NotFound, match="nobody answers to"):
        find_person(book, word)


@pytest.mark.parametrize("word", ["", "  ", "\n"])
def test_no_word_means_nobody(book: Book, word: str) -> None:
    with pytest.raises(BadInput):
        find_person(book, word)


def test_neither_i_nor_a_list_answer_to_a_name(book: Book) -> None:
    for word in ("Robin Vale", "talk"):
        with pytest.raises(NotFound):
            find_person(book, word)
    assert find_person(book, ME).is_me
    assert find_person(book, TALK).person.id == identity_id(TALK)


def test_of_what_is_no_person_it_says_what_it_is(tmp_path: Path) -> None:
    session = "email:office@mill.example"
    wrote = [
        mail(f"{n}", participants=(_named(session, name), person("to", ME)))
        for n, name in enumerate(("Eva Holm", "Tom Marsh", "Ute Brook"))
    ]
    talk = [post("p"), mail("mine", sender=ME, to=(BEN, session))]
    book = book_of([*wrote, *talk], tmp_path)
    for word, said in (
        ("office@mill.example", r"nobody's own: Eva Holm \(.*\), Tom Marsh \(.*\), Ute Brook"),
        (ME[6:], "Robin Vale is you"),
        ("talk@lists.example", "a mailing list, no person"),
        ("nix@mill.example", "nobody answers to"),
    ):
        with pytest.raises((NotFound, Ambiguous), match=said):
            do(book, "person", word)
