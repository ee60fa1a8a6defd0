from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Participant
from tests.records import ADA, BEN, ME, book_of, mail, person

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record

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
