from __future__ import annotations

from typing import TYPE_CHECKING

from tests.derive.built import steps_of
from tests.records import ADA, BEN, CLEO, ME, book_of, card, mail, meeting, message, post

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record

OFFICE, ROBOT = "email:info@home.example", "email:noreply@shop.example"


def signs(tmp_path: Path, *records: Record, me: tuple[str, ...] = ()) -> dict[str, dict[str, int]]:
    """Return sign -> identity -> n, or nothing where the owner is known."""
    found: dict[str, dict[str, int]] = {}
    book = steps_of(records, tmp_path, me=me)
    for one in book.rows("SELECT * FROM maybe_me"):
        found.setdefault(one["sign"], {})[one["identity"]] = one["n"]
    return found


def letters(*, to: str = ME) -> list[Record]:
    return [mail(f"{n}", sender=one, to=(to,)) for n, one in enumerate((ADA, BEN, CLEO))]


def test_who_is_written_to_by_several_may_be_me(tmp_path: Path) -> None:
    assert signs(tmp_path, *letters())["addressed"] == {ME: 3}


def test_what_went_to_a_list_says_nothing_of_whom_it_names(tmp_path: Path) -> None:
    posts = [post(f"{n}", sender=one, to=(ME,)) for n, one in enumerate((ADA, BEN, CLEO))]
    assert set(signs(tmp_path, *posts)) == {"wrote"}


def test_where_mail_was_delivered_to_whom_it_names(tmp_path: Path) -> None:
    there = [mail(f"{n}", sender=ADA, to=(ME,), delivered_to=(ME,)) for n in range(2)]
    assert signs(tmp_path / "a", *there)["delivered"] == {ME: 2}
    archiver = "email:store@archive.example"
    kept = [mail(f"{n}", sender=ADA, to=(BEN,), delivered_to=(archiver,)) for n in range(9)]
    assert "delivered" not in signs(tmp_path / "b", *kept)


def test_an_office_whose_mail_was_sent_may_be_me_and_a_robot_never(tmp_path: Path) -> None:
    sent = [mail(f"{n}", sender=OFFICE, to=(ADA,), folder="sent") for n in range(3)]
    robot = [mail(f"r{n}", sender=ROBOT, to=(ADA,), folder="sent") for n in range(3)]
    assert signs(tmp_path, *sent, *robot)["sent"] == {OFFICE: 3}


def test_who_is_in_every_chat_and_every_meeting(tmp_path: Path) -> None:
    me, ada, ben = (f"name:whatsapp/{one}" for one in ("Robin", "Ada", "Ben"))
    chats = [message("a", sender=ada, to=(me,)), message("b", sender=me, to=(ben,))]
    assert signs(tmp_path / "a", *chats)["chats"] == {me: 2, ada: 1, ben: 1}
    met = [meeting("x", organizer=ADA, guests=(ME,)), meeting("y", organizer=BEN, guests=(ME,))]
    assert signs(tmp_path / "b", *met)["met"][ME] == 2


def test_nothing_is_asked_where_i_am_known(tmp_path: Path) -> None:
    for n, (records, me) in enumerate(
        (
            (letters(), (ME,)),
            ([*letters(), mail("s", sender=ME, to=(ADA,), folder="sent")], ()),
            ([post("p", sender=ADA, delivered_to=(ME,))], (ME,)),
            ([meeting("m", guests=(ME, ADA))], (ME,)),
        )
    ):
        book = steps_of(records, tmp_path / f"{n}", me=me)
        assert book.rows("SELECT * FROM unclaimed") == []
        assert book.rows("SELECT * FROM maybe_me") == []


ALIAS = "email:robin@alias.example"


def forwarded(*to: str, by: tuple[str, ...] = (ADA, BEN, CLEO)) -> list[Record]:
    """Return a mail of each author to each address, come to my mailbox, and one of mine to Ada."""
    mails = [
        mail(f"f{n}{m}", sender=one, to=(address,), delivered_to=(ME,))
        for n, address in enumerate(to)
        for m, one in enumerate(by)
    ]
    return [*mails, mail("own", sender=ME, to=(ADA,), folder="sent")]


def test_an_alias_whose_mail_comes_to_me_may_be_mine(tmp_path: Path) -> None:
    assert signs(tmp_path / "a", *forwarded(ALIAS))["forwarded"] == {ALIAS: 3}
    shops = [f"email:shop{n}@vale.example" for n in range(3)]
    assert set(signs(tmp_path / "b", *forwarded(*shops, by=(ADA,)))["forwarded"]) == set(shops)


def test_no_alias_of_mine(tmp_path: Path) -> None:
    there = forwarded(ALIAS)
    others = {
        "two authors": forwarded(ALIAS, by=(ADA, BEN)),
        "wrote": [*there, mail("w", sender=ALIAS, to=(ADA,))],
        "written to by me": [*there, mail("w", sender=ME, to=(ALIAS,))],
        "names me too": [mail(f"{n}", sender=one, to=(ALIAS, ME), delivered_to=(ME,))
                         for n, one in enumerate((ADA, BEN, CLEO))],
    }  # fmt: skip
    for n, (why, records) in enumerate(others.items()):
        assert "forwarded" not in signs(tmp_path / f"{n}", *records, me=(ME,)), why


def test_whom_all_chats_without_me_have(tmp_path: Path) -> None:
    me, ada, ben = (f"name:whatsapp/{one}" for one in ("Robbie", "Ada", "Ben"))
    own = mail("own", sender=ME, to=(ADA,), folder="sent")
    chats = [message("a", sender=ada, to=(me,)), message("b", sender=me, to=(ben,))]
    assert signs(tmp_path / "a", own, *chats)["chats"] == {me: 2}
    assert signs(tmp_path / "b", own, chats[0]) == {}  # of two people in one chat either may be


def test_mail_that_does_not_name_me_is_asked_about_though_a_profile_is_mine(
    tmp_path: Path,
) -> None:
    profile = card("linkedin:rv", name="Roberta Quill", role="self")
    book = steps_of([*letters(), profile], tmp_path, me=())
    assert book.rows("SELECT records FROM unclaimed") == [{"records": 3}]


def test_cards_alone_say_nothing_of_anybodys_side(tmp_path: Path) -> None:
    book = book_of([card(ADA, name="Ada Hart")], tmp_path, me=())
    assert book.rows("SELECT * FROM unclaimed") == []
