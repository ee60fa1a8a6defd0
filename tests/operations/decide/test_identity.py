"""Who is who, where the user knows better; and ids that resolve for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.errors import BadInput, NotFound
from comity.model import Participant
from comity.schema import identity_id
from tests.operations.verbs import do, later, names, one
from tests.records import ADA, BEN, CLEO, ME, book_of, card, mail, message, person, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record

CHAT = "name:whatsapp/Ada Hart"
OTHER = "email:ada.hart@orchard.example"


def _chat(ref: str, at: str, name: str) -> Record:
    """Return a message of somebody whose number is not known."""
    who = Participant("from", f"name:whatsapp/{name}", name)
    return message(ref, at, sender=who.identity, participants=(who, person("to", ME)))


def _records() -> Iterator[Record]:
    yield mail("a1", "2025-04-01", sender=ADA)
    yield mail("a2", "2025-04-02", sender=ME, to=(ADA,))
    yield _chat("w1", "2025-05-01", "Ada Hart")
    yield mail("b1", "2025-04-01", sender=BEN)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = book_of(_records(), tmp_path)
    yield made
    made.close()


def _asked(book: Book) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = do(book, "questions")["questions"]
    return found


def test_a_name_alone_is_asked_about(book: Book) -> None:
    (question,) = _asked(book)
    assert question["kind"] == "same_person"
    sides = {side["identity"]: side for side in (question["left"], question["right"])}
    assert set(sides) == {ADA, CHAT}
    assert (sides[ADA]["name"], sides[ADA]["evidence_days"]) == ("Ada Hart", 2)
    assert "Ada Hart" in question["text"]
    assert 0 < question["score"] < 1


@pytest.mark.parametrize("answer", ["same", "different"])
def test_what_is_answered_is_not_asked_again(book: Book, answer: str) -> None:
    (question,) = _asked(book)
    assert do(book, "answer", question["id"], answer)["answer"] == answer
    assert _asked(book) == []
    assert names(book).count("Ada Hart") == (1 if answer == "same" else 2)
    write(
        [mail("a3", "2025-05-02", sender=ADA), _chat("w2", "2025-05-03", "Ada Hart")], book.folder
    )
    book.close()
    assert _asked(book) == []
    with pytest.raises(NotFound):
        do(book, "answer", question["id"], answer)
    do(book, "undo")
    assert [one["id"] for one in _asked(book)] == [question["id"]]


def test_what_is_put_off_is_asked_again_in_a_month(book: Book) -> None:
    (question,) = _asked(book)
    do(book, "answer", question["id"], "later")
    assert _asked(book) == []
    assert _asked(later(book, 29)) == []
    assert [one["id"] for one in _asked(later(book, 2))] == [question["id"]]


def test_an_answer_must_be_one(book: Book) -> None:
    (question,) = _asked(book)
    with pytest.raises(BadInput, match="perhaps"):
        do(book, "answer", question["id"], "perhaps")
    with pytest.raises(NotFound):
        do(book, "answer", "0123456789", "same")
    assert len(_asked(book)) == 1


def test_at_most_five_are_asked_those_first_that_change_most(tmp_path: Path) -> None:
    records = []
    surnames = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel")
    for number, surname in enumerate(surnames):
        name = f"Vera {surname}"
        who = f"email:v{number}@{surname.lower()}.example"
        records.append(card(who, name=name))
        records += [
            mail(f"m{number}-{n}", f"2025-04-{n + 1:02}", sender=who) for n in range(number)
        ]
        records.append(_chat(f"w{number}", f"2025-05-{number + 1:02}", name))
    book = book_of(records, tmp_path)
    found = do(book, "questions")
    assert (len(found["questions"]), found["open"]) == (5, 8)
    days = [
        sorted((q["left"]["evidence_days"], q["right"]["evidence_days"]))
        for q in found["questions"]
    ]
    assert days == [[1, 7], [1, 6], [1, 5], [1, 4], [1, 3]]
    assert len(do(book, "questions", limit=0)["questions"]) == 8
    assert len(do(book, "questions", limit=2)["questions"]) == 2
    with pytest.raises(BadInput):
        do(book, "questions", limit=-1)


def test_the_answer_that_puts_most_together_is_asked_for_first(tmp_path: Path) -> None:
    few, many = "email:v@elm.example", "email:v@hazel.example"
    records = [
        card(few, "email:vera@work.example", "email:vera@club.example", name="Vera Elm"),
        card(many, name="Vera Hazel"),
        *(mail(f"m{n}", f"2025-04-{n + 1:02}", sender=many) for n in range(7)),
        _chat("w1", "2025-05-01", "Vera Elm"),
        _chat("w2", "2025-05-02", "Vera Hazel"),
    ]
    book = book_of(records, tmp_path)
    found = [(q["left"]["name"], q["right"]["name"]) for q in _asked(book)]
    assert found == [("Vera Elm", "Vera Elm"), ("Vera Hazel", "Vera Hazel")]
    book.close()


# ── merge and split ──────────────────────────────────────────────────────────────────────


def test_every_id_ever_printed_resolves_after_merge_and_split(book: Book) -> None:
    ids = {who: one(book, who)["id"] for who in (ADA, CHAT, BEN)}
    assert ids == {who: identity_id(who) for who in ids}
    found = do(book, "merge", "Ben Moss", ids[CHAT])
    assert found["merged"]["id"] == one(book, ids[BEN])["id"] == one(book, ids[CHAT])["id"]
    assert set(found["identities"]) == {BEN, CHAT}
    do(book, "split", CHAT)
    assert {who: one(book, known)["id"] for who, known in ids.items()} == ids


def test_the_later_word_about_a_pair_wins(book: Book) -> None:
    for verb, together in (("merge", True), ("split", False), ("merge", True)):
        do(book, verb, *((BEN, CHAT) if verb == "merge" else (CHAT,)))
        assert (one(book, BEN)["id"] == one(book, CHAT)["id"]) is together
    for together in (False, True, False):
        do(book, "undo")
        assert (one(book, BEN)["id"] == one(book, CHAT)["id"]) is together


def test_one_taken_out_of_several_can_be_put_back(tmp_path: Path) -> None:
    together = card(ADA, OTHER, "phone:+441632960961", name="Ada Hart")
    book = book_of([together, mail("a", "2025-04-01")], tmp_path)
    assert len(one(book, ADA)["identities"]) == 3
    do(book, "split", "ada.hart@orchard.example")
    assert set(one(book, ADA)["identities"]) == {ADA, "phone:+441632960961"}
    assert one(book, OTHER)["identities"] == [OTHER]
    assert _asked(book) == []  # it was said
    do(book, "merge", OTHER, ADA)
    assert len(one(book, ADA)["identities"]) == 3


def test_a_merge_says_why_they_are_one(book: Book) -> None:
    do(book, "merge", BEN, CHAT)
    reasons = [r["text"] for r in one(book, BEN)["reasons"] if r["feature"] == "same_person"]
    assert reasons == ["You said so."]


def test_one_person_is_not_merged_with_themselves_nor_split_alone(book: Book) -> None:
    with pytest.raises(BadInput, match="already"):
        do(book, "merge", ADA, "ada.hart@ring.example")
    with pytest.raises(BadInput, match="alone"):
        do(book, "split", "ben.moss@mill.example")
    with pytest.raises(BadInput, match="alone"):
        do(book, "split", BEN)  # as `person` shows it
    with pytest.raises(BadInput, match="is no address"):
        do(book, "split", "Ben Moss")


# ── whom a meeting was with ──────────────────────────────────────────────────────────────


def _alone(title: str, at: str = "2025-05-05T10:00") -> Record:
    return mail(
        title,
        at,
        kind="event",
        interaction="meeting",
        automatic="alone",
        subject=title,
        participants=(),
        channel="calendar",
        text="",
        message_id="",
    )


def _book(folder: Path, *titles: str, at: str = "2025-05-05T10:00") -> Book:
    people = [mail("a", sender=ADA), mail("b", sender=BEN), mail("c", sender=CLEO)]
    return book_of([*people, *(_alone(title, at) for title in titles)], folder)


@pytest.mark.parametrize(
    ("title", "candidate"),
    [
        ("Coffee with Ada", ["Ada Hart"]),
        ("Lunch: Ben Moss", ["Ben Moss"]),
        ("1:1 CLEO", ["Cleo Dunn"]),
        ("Call with the bank", []),
        ("Kaffee mit Adá!", ["Ada Hart"]),
    ],
)
def test_a_meeting_that_names_nobody_is_asked_about(
    tmp_path: Path, title: str, candidate: list[str]
) -> None:
    (question,) = _asked(_book(tmp_path, title))
    assert (question["kind"], question["title"]) == ("whom", title)
    assert question["text"] == f"“{title}” on 5 May 2025: whom was it with?"
    assert [person["name"] for person in question["candidates"]] == candidate


@pytest.mark.parametrize(
    ("title", "at"),
    [
        ("Dentist", "2025-05-05"),
        ("Coffee with Ada", "2024-05-05"),  # over a year ago
        ("Coffee with Ada", "2025-06-05"),  # has not been
        ("Coffee", "2025-05-05"),
    ],
)
def test_what_names_nobody_at_all_or_is_long_ago_is_not_asked(
    tmp_path: Path, title: str, at: str
) -> None:
    assert _asked(_book(tmp_path, title, at=at)) == []


def test_an_answer_by_name_is_a_meeting(tmp_path: Path) -> None:
    book = _book(tmp_path, "Coffee with Ada")
    (question,) = _asked(book)
    assert do(book, "answer", question["id"], "ada")["person"]["name"] == "Ada Hart"
    event = one(book, "Ada")["timeline"][0]
    assert (event["interaction"], event["at"]) == ("meeting", "2025-05-05T10:00:00Z")
    assert event["subject"] == "Coffee with Ada"
    assert _asked(book) == []
    do(book, "undo")
    assert one(book, "Ada")["sent"] == 0
    assert len(_asked(book)) == 1


def test_nobody_is_an_answer_too_and_later_puts_off(tmp_path: Path) -> None:
    book = _book(tmp_path, "Coffee with Ada", "Lunch with Ben")
    first, second = (question["id"] for question in _asked(book))
    assert do(book, "answer", first, "Nobody")["answer"] == "nobody"
    do(book, "answer", second, "later")
    assert _asked(book) == []
    assert [one["id"] for one in _asked(later(book, 31))] == [second]
    with pytest.raises(NotFound):
        do(book, "answer", second, "Zebedee")


def test_a_mail_to_myself_that_names_nobody_known_is_asked_about(tmp_path: Path) -> None:
    memo = mail("memo", "2025-05-05", sender=ME, to=(ME,), subject="Met Adele at the fair", text="")
    known = mail("sure", "2025-05-06", sender=ME, to=(ME,), subject="Met Ben Moss", text="")
    book = book_of([memo, known, mail("b", sender=BEN)], tmp_path)
    (question,) = _asked(book)
    assert question["title"] == "Met Adele at the fair"
    assert one(book, "Ben")["timeline"][0]["interaction"] == "meeting"
    do(book, "remember", "Adele Stone", every="no")
    do(book, "answer", question["id"], "Adele")
    assert one(book, "Adele")["two_way_days"] == 1
