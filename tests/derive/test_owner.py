from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Participant
from comity.operations.decide.who_are_you import who_are_you
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, ME, TALK, book_of, card, mail, meeting, person, post

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record, Role

SIDE, OFFICE = "email:gig@side.example", "email:info@home.example"


def handed_in(ref: str, author: str, name: str = "", *, by: str = ME) -> Record:
    people = Participant("from", author, name), person("to", ADA), person("sender", by)
    return mail(ref, participants=people)


def answer(ref: str, *to: str) -> Record:
    return mail(ref, "2025-03-05", to=to)


def is_mine(tmp_path: Path, identity: str, *records: Record) -> bool:
    book = book_of([mail("mine", sender=ME, to=(BEN,)), *records], tmp_path)
    rows = book.rows("SELECT kind FROM identity WHERE identity = ?", [identity])
    return [one["kind"] for one in rows] == ["me"]


def _sent(who: str, name: str, many: int) -> list[Record]:
    people = Participant("from", who, name), person("to", CLEO)
    return [
        mail(f"{who}-{n}", f"2025-03-{n % 28 + 1:02}", participants=people, folder="sent")
        for n in range(many)
    ]


OTHER = "email:other@else.example"


@pytest.mark.parametrize(
    ("told", "sent", "mine"),
    [
        ((), [(ADA, "Ada Hart", 10), (BEN, "Ben Moss", 9)], set()),  # two people: asked
        ((), [(ADA, "Ada Hart", 30), (BEN, "Ben Moss", 3)], {ADA}),  # moved there
        ((), [(ADA, "Ada Hart", 10), (OTHER, "Ada Moss", 9)], {ADA, OTHER}),  # married
        ((), [(ADA, "Ada Hart", 10), (OTHER, "", 9)], {ADA, OTHER}),
        ((), [(ADA, "Ada Hart", 10), (OTHER, "Hart", 9)], {ADA, OTHER}),
        ((BEN,), [(ADA, "Ada Hart", 10), (BEN, "Ben Moss", 9)], {BEN}),
        ((BEN,), [(ADA, "Ada Hart", 10), (BEN, "Ben Moss", 9), (OTHER, "", 9)], {BEN, OTHER}),
        ((ADA, BEN), [(ADA, "Ada Hart", 10), (BEN, "Ben Moss", 9)], {ADA, BEN}),
    ],
)
def test_two_sent_folders_of_two_people_are_not_both_mine(
    tmp_path: Path, told: tuple[str, ...], sent: list[tuple[str, str, int]], mine: set[str]
) -> None:
    book = book_of([one for each in sent for one in _sent(*each)], tmp_path, me=told)
    rows = book.rows("SELECT identity FROM identity WHERE kind = 'me'")
    assert {one["identity"] for one in rows} == mine
    asked = who_are_you(book)
    offered = {one.identity for one in asked.who_are_you} if asked else set()
    assert (asked is None) == bool(mine)
    assert mine or {one[0] for one in sent} <= offered


def test_an_alias_whose_answers_come_to_me(tmp_path: Path) -> None:
    assert is_mine(tmp_path, SIDE, handed_in("a", SIDE, "Gig"), answer("b", SIDE))


def test_an_address_with_my_name_that_i_hand_mail_in_for(tmp_path: Path) -> None:
    assert is_mine(tmp_path / "a", SIDE, handed_in("a", SIDE, "Robin Vale"))
    colleague = "email:other@home.example"
    assert is_mine(tmp_path / "b", colleague, handed_in("a", colleague, "Robin Vale"))


def test_nobody_elses_address_is_mine(tmp_path: Path) -> None:
    boss = "email:eva@home.example"
    others: dict[str, tuple[str, list[Record]]] = {
        "no answer": (SIDE, [handed_in("a", SIDE, "Gig")]),
        "another's name": (SIDE, [handed_in("a", SIDE, "Eva Holm"), answer("b", SIDE)]),
        "my own domain": (boss, [handed_in("a", boss, "Eva"), answer("b", boss)]),
        "beside mine": (SIDE, [handed_in("a", SIDE), answer("b", SIDE), answer("c", SIDE, ME)]),
        "written to by me": (
            SIDE,
            [handed_in("a", SIDE), answer("b", SIDE), mail("c", sender=ME, to=(SIDE,))],
        ),
        "others too": (
            SIDE,
            [handed_in("a", SIDE), handed_in("b", SIDE, by=BEN), answer("c", SIDE)],
        ),
        "themselves": (SIDE, [handed_in("a", SIDE), mail("b", sender=SIDE), answer("c", SIDE)]),
        "handed in by another": (SIDE, [handed_in("a", SIDE, by=BEN), answer("b", SIDE)]),
    }
    for n, (identity, records) in enumerate(others.values()):
        assert not is_mine(tmp_path / f"{n}", identity, *records)


def test_what_i_hand_in_for_an_office_i_wrote(tmp_path: Path) -> None:
    book = book_of([mail("mine", sender=ME, to=(BEN,)), handed_in("a", OFFICE)], tmp_path)
    rows = book.rows("SELECT p.identity, c.direction FROM contact c JOIN person p USING (person)")
    assert sorted(one["identity"] for one in rows) == [ADA, BEN]
    assert {one["direction"] for one in rows} == {"out"}
    assert book.rows("SELECT kind FROM identity WHERE identity = ?", [OFFICE]) == [{"kind": "role"}]


def test_whose_mail_i_handed_in_is_not_me_though_it_lies_in_my_sent_folder(tmp_path: Path) -> None:
    sent = [mail(f"s{n}", sender=ME, to=(ADA,), folder="sent") for n in range(3)]
    passed = [mail(f"p{n}", participants=handed_in(f"p{n}", BEN).participants, folder="sent")
              for n in range(3)]  # fmt: skip
    assert not is_mine(tmp_path, BEN, *sent, *passed)


# ── who bears my name ────────────────────────────────────────────────────────────────────

NAMESAKE = "email:robin.vale@mill.example"


def robin(role: Role, identity: str = NAMESAKE) -> Participant:
    return Participant(role, identity, "Robin Vale")


def from_namesake(ref: str, *to: str, **more: Any) -> Record:  # noqa: ANN401 - any field of a record
    people = (robin("from"), *(person("to", one) for one in to))
    return mail(ref, participants=people, **more)


def standing(tmp_path: Path, *records: Record, me: tuple[str, ...] = (ME,)) -> str:
    """Return whether the namesake is me, is asked about, or is somebody else."""
    book = book_of([mail("mine", sender=ME, to=(BEN,)), *records], tmp_path, me=me)
    kind = book.rows("SELECT kind FROM identity WHERE identity = ?", [NAMESAKE])[0]["kind"]
    asked = book.rows('SELECT text FROM question WHERE ? IN ("left", "right")', [NAMESAKE])
    if asked:
        assert asked[0]["text"].startswith("Is robin.vale@mill.example you? ")
    return "me" if kind == "me" else "asked" if asked else "other"


def test_who_exchanges_words_with_me_is_not_me_by_a_name(tmp_path: Path) -> None:
    back = mail("b", sender=ME, to=(NAMESAKE,), answers="a")
    doubted: dict[str, list[Record]] = {
        "both ways": [from_namesake("a", ME), back],
        "one mail to me": [from_namesake("a", ME)],
        "one mail to me unseen": [from_namesake("a")],
        "one mail of mine": [mail("a", sender=ME, participants=(person("from", ME), robin("to")))],
        "beside me": [
            mail("a", participants=(person("from", ADA), person("to", ME), robin("to"))),
        ],
        "a meeting": [meeting("m", guests=(ME, NAMESAKE)), from_namesake("a", ADA)],
        "says it was delivered there": [
            from_namesake("a", ME, delivered_to=(NAMESAKE,)),
            mail("b", delivered_to=(NAMESAKE,)),
        ],
        "my words filed as sent": [
            mail("a", folder="sent", participants=(person("from", ME), robin("to"))),
        ],
        "filed among mine, and to me": [from_namesake("a", ME, folder="sent")]
        + [mail(f"s{n}", sender=ME, to=(BEN,), folder="sent") for n in range(40)],
    }
    for n, (why, records) in enumerate(doubted.items()):
        assert standing(tmp_path / f"{n}", *records) == "asked", why


def test_a_second_address_of_mine_is_mine(tmp_path: Path) -> None:
    sure: dict[str, list[Record]] = {
        "seldom used, to others, from my sent mail": [
            from_namesake("a", ADA, folder="sent"),
            from_namesake("b", ME),
            *(mail(f"s{n}", sender=ME, to=(BEN,), folder="sent") for n in range(40)),
        ],
        "only others wrote to it": [
            mail("a", participants=(person("from", ADA), robin("to"))),
        ],
        "my mail arrives by it": [
            from_namesake("a", ME),
            *(mail(f"d{one}", sender=one, delivered_to=(ME, NAMESAKE)) for one in (ADA, BEN, CLEO)),
        ],
        "on a list, beside the other": [
            post("a", participants=(robin("from"), person("to", TALK), person("cc", ME))),
        ],
    }
    for n, (why, records) in enumerate(sure.items()):
        assert standing(tmp_path / f"{n}", *records) == "me", why


def test_who_talks_with_me_on_a_list_is_asked_about(tmp_path: Path) -> None:
    talk = [
        post("a", participants=(robin("from"), person("to", ME), person("cc", TALK))),
        post("b", participants=(person("from", ME), robin("to"), person("cc", TALK))),
    ]
    assert standing(tmp_path, *talk) == "asked"


def test_no_second_address_of_a_namesake_leads_to_me(tmp_path: Path) -> None:
    """Nobody wrote from it, so it would be mine by itself."""
    other = "email:robin.vale@vale.example"
    book = book_of(
        [
            mail("mine", sender=ME, to=(BEN,)),
            from_namesake("a", ME),
            card(NAMESAKE, other, name="Robin Vale"),
        ],
        tmp_path,
    )
    rows = book.rows("SELECT kind FROM identity WHERE identity IN (?, ?)", [NAMESAKE, other])
    assert {one["kind"] for one in rows} == {"person"}


def test_what_i_say_of_a_namesake_stands(tmp_path: Path) -> None:
    assert standing(tmp_path / "a", from_namesake("a", ME), me=(ME, NAMESAKE)) == "me"
    book = book_of([mail("mine", sender=ME, to=(BEN,)), from_namesake("a", ME)], tmp_path / "b")
    asked = do(book, "questions")["questions"][0]
    for answer, kind in (("same", "me"), ("different", "person")):
        do(book, "answer", asked["id"], answer)
        rows = book.rows("SELECT kind FROM identity WHERE identity = ?", [NAMESAKE])
        assert rows == [{"kind": kind}]
        assert do(book, "questions")["questions"] == []
        do(book, "undo")


def test_a_namesake_at_a_desk_who_writes_to_me_is_not_me(tmp_path: Path) -> None:
    desk = "email:office@mill.example"
    wrote = [
        mail(f"{n}", participants=(Participant("from", desk, name), person("to", ME)))
        for n, name in enumerate(("Robin Vale", "Eva Holm", "Tom Marsh"))
    ]
    book = book_of([mail("mine", sender=ME, to=(BEN,)), *wrote], tmp_path)
    found = "name:mail/office@mill.example/Robin Vale"
    rows = book.rows("SELECT kind FROM identity WHERE identity = ?", [found])
    assert rows == [{"kind": "person"}]
