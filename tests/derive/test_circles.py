from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Claim, Participant
from tests.derive.built import steps_of
from tests.records import ADA, BEN, ME, card, mail, message, person, row, us

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from comity.model import Record

WORK = "email:robin@mill.example"


def circle(tmp_path: Path, *records: Record, of: str, me: Sequence[str] = (ME,)) -> str:
    book = steps_of(records, tmp_path, me=me)
    sql = (
        "SELECT circle FROM circle JOIN identity i USING (person) WHERE i.identity = ? "
        "AND sign <> ''"
    )
    return str(book.rows(sql, [of])[0]["circle"])


def named(identity: str, name: str) -> Participant:
    return Participant("from", identity, name)


def test_not_sorted_unless_something_says_which(tmp_path: Path) -> None:
    assert circle(tmp_path, mail("a"), of=ADA) == "not_sorted"


def test_calls_say_neither_that_somebody_is_private_nor_that_they_are_not(tmp_path: Path) -> None:
    call = message("c", interaction="call", channel="telephone", conversation="calls")
    assert circle(tmp_path / "a", call, of=ADA) == "not_sorted"
    assert circle(tmp_path / "b", call, message("t", channel="sms"), of=ADA) == "personal"
    assert (
        circle(tmp_path / "c", call, message("t", channel="sms"), mail("m"), of=ADA) != "personal"
    )


def test_whose_customer_i_am(tmp_path: Path) -> None:
    says = ("Your appointment is on Monday.", "Booking confirmed.", "See you then.", "Hello.")
    for n, (texts, found) in enumerate(
        (((0, 1), "service"), ((0, 1, 2, 3), "service"), ((0, 2, 3), "not_sorted"))
    ):
        told = [mail(f"{one}", f"2025-03-0{one + 1}", text=says[one]) for one in texts]
        assert circle(tmp_path / f"{n}", *told, of=ADA) == found


def test_a_trade_in_a_title_or_in_two_signatures(tmp_path: Path) -> None:
    works = card(ADA, claims=[Claim(ADA, "title", "Physiotherapist")])
    assert circle(tmp_path / "a", mail("a"), works, of=ADA) == "service"
    text = "Monday is fine.\n\nAda Hart\nPractice Nurse"
    signed = [mail(f"{n}", f"2025-03-0{n + 1}", text=text) for n in range(2)]
    assert circle(tmp_path / "b", *signed, of=ADA) == "service"
    assert circle(tmp_path / "c", signed[0], of=ADA) == "not_sorted"
    spoken = [mail(f"{n}", f"2025-03-0{n + 1}", text="Hi\nI saw the dentist.") for n in range(2)]
    assert circle(tmp_path / "d", *spoken, of=ADA) == "not_sorted"


def test_of_my_own_trade_others_are_peers(tmp_path: Path) -> None:
    both = [
        card(ADA, claims=[Claim(ADA, "title", "Physiotherapist")]),
        card(ME, claims=[Claim(ME, "title", "Physiotherapist")]),
    ]
    assert circle(tmp_path, mail("a"), *both, of=ADA) == "professional"


def test_who_writes_as_family_does(tmp_path: Path) -> None:
    home = [
        mail(f"{n}", f"2025-03-0{n + 1}", text=one)
        for n, one in enumerate(("Mum rang.", "The kids send kisses."))
    ]
    assert circle(tmp_path, *home, of=ADA) == "personal"


def test_who_writes_from_my_company_is_a_colleague(tmp_path: Path) -> None:
    own = mail("o", sender=WORK, to=(BEN,))
    assert circle(tmp_path, own, mail("a", sender=BEN), of=BEN, me=(ME, WORK)) == "colleague"


def test_a_former_company_makes_no_colleagues(tmp_path: Path) -> None:
    records = [
        mail("o", "2019-01-01", sender=WORK, to=(BEN,)),
        mail("n", "2025-01-01", sender=ME, to=(ADA,)),
    ]
    assert circle(tmp_path, *records, of=BEN, me=(ME, WORK)) == "not_sorted"


def test_an_address_book_knows(tmp_path: Path) -> None:
    friend = card(ADA, claims=[Claim(ADA, "category", "Friends")])
    assert circle(tmp_path, mail("a"), friend, of=ADA) == "personal"


def test_who_bears_my_family_name_unless_many_do(tmp_path: Path) -> None:
    def vale(first: str) -> Record:
        identity = f"email:{first}@ring.example".lower()
        return mail(first, participants=(named(identity, f"{first} Vale"), person("to", ME)))

    family = [vale("Dora"), vale("Otto")]
    village = [vale(first) for first in "Ana Bea Cal Dov Eli Fay Gus Hal Ida Jon Kay Lea".split()]
    dora = "email:dora@ring.example"
    own = mail("own", sender=ME, to=(ADA,))
    assert circle(tmp_path / "few", own, *family, of=dora) == "personal"
    assert circle(tmp_path / "many", own, *family, *village, of=dora) == "not_sorted"


def test_a_private_messenger_alone(tmp_path: Path) -> None:
    chat = "phone:+441632960961"
    records = [message("a", sender=chat), message("b", sender=ADA), mail("c")]
    assert circle(tmp_path, *records, of=chat) == "personal"
    assert circle(tmp_path / "both", *records, of=ADA) == "not_sorted"


@pytest.mark.parametrize("channel", ["chat", "linkedin"])
def test_another_messenger_alone_says_nothing(tmp_path: Path, channel: str) -> None:
    chat = "phone:+441632960961"
    assert circle(tmp_path, message("a", sender=chat, channel=channel), of=chat) == "not_sorted"


def test_the_evening_is_the_books(tmp_path: Path) -> None:
    """Ten mails at seven in the evening in Berlin, in winter: eighteen o'clock in UTC."""
    friend = "email:ada@gmail.com"
    records = [mail(f"{n}", f"2025-01-{13 + n % 5}T18:30", sender=friend) for n in range(10)]
    for zone, expected in (("Europe/Berlin", "personal"), ("UTC", "not_sorted")):
        book = steps_of(records, tmp_path / zone, zone=zone)
        assert book.rows("SELECT circle FROM circle") == [{"circle": expected}]


def test_connections_are_listed_with_their_first_day(tmp_path: Path) -> None:
    profile = "linkedin:ada-hart"
    days = [us("2024-05-01"), us("2020-01-01")]
    records = [
        row(f"{n}", "", claims=(Claim(profile, "connected", "linkedin", at),), to=(profile,))
        for n, at in enumerate(days)
    ]
    book = steps_of(records, tmp_path)
    assert [one["at_us"] for one in book.rows("SELECT at_us FROM connected")] == [us("2020-01-01")]
