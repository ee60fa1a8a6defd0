from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.books import audit, case, everyone, imported
from tests.operations.verbs import do

if TYPE_CHECKING:
    from pathlib import Path

_ME = "you@example.org"


def _mail(number: int, author: str, to: str = _ME, extra: str = "") -> str:
    return (
        f"From x Mon Nov  2 10:00:00 2026\nFrom: {author}\nTo: {to}\nSubject: S{number}\n"
        f"Date: Mon, 5 Oct 2026 10:{number:02}:00 +0000\nMessage-ID: <n{number}@x>\n{extra}\n"
        f"Words number {number}.\n\n"
    )


def test_people_behind_a_shared_address_are_themselves(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/shared-address.mbox"))
    assert everyone(book) == ["Ada Lindqvist", "Bo Nyman", "Cleo Marsh", "Finn Berg", "Gustav Glas"]
    finn = do(book, "person", "Finn Berg")
    assert (finn["sent"], finn["received"]) == (1, 1)
    kinds = {one["identity"]: one["kind"] for one in book.rows("FROM identity")}
    assert kinds["email:tickets@uni.example"] == kinds["email:wordpress@you.example"] == "role"
    assert kinds["email:info@glas-gustav.example"] == "person"


def test_a_queue_is_no_relationship(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/shared-address-headline.mbox"))
    assert audit(book)["relationships"] == 0
    assert everyone(book) == ["Ada Lindqvist"]


def test_a_couples_card_welds_nobody(tmp_path: Path) -> None:
    book, _ = imported(tmp_path / "a", case("contacts/couple.vcf"))
    assert everyone(book) == ["Anna Larsen", "Ben Larsen"]
    paths = case("contacts/couple-card.vcf"), case("contacts/couple-mail.mbox")
    book, _ = imported(tmp_path / "b", *paths)
    assert everyone(book) == ["Anna Larsen", "Ben Larsen"]
    assert do(book, "person", "Anna Larsen")["sent"] == 1


def test_a_firms_card_names_nobody_and_welds_nobody(tmp_path: Path) -> None:
    paths = case("contacts/firm-card.vcf"), case("contacts/firm-mail.mbox")
    book, _ = imported(tmp_path, *paths)
    assert everyone(book) == ["Maria Lind", "Sven Aas"]


def test_a_name_one_signs_with_beats_anothers_card(tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Viktor Stahl\nEMAIL:viktor@stahl.example\n"
        "EMAIL:petra@stahl.example\nEND:VCARD\n"
    )
    (tmp_path / "boss.vcf").write_text(card)
    mails = _mail(1, "Petra Nowak <petra@stahl.example>") + _mail(
        2, "You Owner <you@example.org>", "Petra Nowak <petra@stahl.example>"
    )
    (tmp_path / "mail.mbox").write_text(mails)
    book, _ = imported(tmp_path, tmp_path / "boss.vcf", tmp_path / "mail.mbox")
    assert everyone(book) == ["Petra Nowak", "Viktor Stahl"]
    petra = do(book, "person", "Petra Nowak")
    assert (petra["sent"], petra["received"]) == (1, 1)


def test_each_named_card_of_one_telephone_is_a_person(tmp_path: Path) -> None:
    book, done = imported(tmp_path, case("contacts/phones.vcf"))
    greta, klara, nina, otto, paul, tim = everyone(book)
    assert (greta, klara, nina) == ("Greta Halden", "Klara Voss", "Nina Brandt")
    assert (otto, paul, tim) == ("Otto Brandt", "Paul Brandt", "Tim Reuter")
    assert done["problems"]  # two numbers without a country


def test_a_national_number_is_read_by_the_region(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("contacts/phones.vcf"))
    do(book, "settings set", "region", "de")
    identities = {one["identity"] for one in book.rows("FROM identity WHERE kind = 'person'")}
    assert {"phone:+491715555555", "phone:+4915123456789"} <= identities
    assert do(book, "settings")["settings"]["region"] == "DE"
    assert "you set it" in do(book, "settings")["meanings"]["region"]


def test_rows_that_share_an_address_or_number_are_people(tmp_path: Path) -> None:
    (tmp_path / "mail.csv").write_text(
        "Name,Email\nLise Foss,foss@foss.example\nOle Foss,foss@foss.example\n"
        "Inge Berg,office@berg.example\nTore Berg,office@berg.example\nAnna Bo,none@none.com\n"
        "Cleo Ek,none@none.com\n"
    )
    book, _ = imported(tmp_path, tmp_path / "mail.csv", case("contacts/csv/sharedphone.csv"))
    rows = (
        "Anna Bo, Cleo Ek, Even Vik, Inge Berg, Lise Foss, Nora Vik, Ole Foss, Siri Vik, Tore Berg"
    )
    assert everyone(book) == rows.split(", ")


def test_tags_are_aliases_only_where_names_agree(tmp_path: Path) -> None:
    (tmp_path / "mail.mbox").write_text(
        _mail(1, "Eva Moreaux <eva+news@seine.example>")
        + _mail(2, "Eva Moreaux <eva@seine.example>")
        + _mail(3, "Eva Holm <inbox+7f3a@talk.example>")
        + _mail(4, "Finn Berg <inbox+9c1d@talk.example>")
    )
    book, _ = imported(tmp_path, tmp_path / "mail.mbox")
    assert everyone(book) == ["Eva Holm", "Eva Moreaux", "Finn Berg"]
    assert len(do(book, "person", "Eva Moreaux")["identities"]) == 2


def test_my_own_address_stays_mine_whatever_names_it_writes_under(tmp_path: Path) -> None:
    (tmp_path / "mail.mbox").write_text(
        _mail(1, "You Owner <you@example.org>", "Ada Marsh <ada@a.example>")
        + _mail(2, "Ben Other <you@example.org>", "Ada Marsh <ada@a.example>")
    )
    book, _ = imported(tmp_path, tmp_path / "mail.mbox")
    assert everyone(book) == ["Ada Marsh"]
    assert do(book, "person", "Ada Marsh")["sent"] == 2


def test_one_behind_a_shared_address_is_forgotten_and_the_others_stay(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/shared-address.mbox"))
    assert do(book, "forget", "Cleo Marsh")["records"] == 1
    assert "Cleo Marsh" not in everyone(book)
    do(book, "import", [case("mail/shared-address.mbox")])
    assert everyone(book) == ["Ada Lindqvist", "Bo Nyman", "Finn Berg", "Gustav Glas"]


def test_who_fills_in_a_form_is_one_person_by_name_and_address(tmp_path: Path) -> None:
    (tmp_path / "mail.mbox").write_text(
        _mail(1, "Finn Berg <contact-form@site.example>", extra="Reply-To: finn@berg.example\n")
        + _mail(
            2,
            "Mia Holm <contact-form@site.example>",
            extra="Reply-To: Mia Holm <m@holm.example>\n",
        )
    )
    book, _ = imported(tmp_path, tmp_path / "mail.mbox")
    assert everyone(book) == ["Finn Berg", "Mia Holm"]


def test_numbered_namesakes_of_an_address_book_are_people(tmp_path: Path) -> None:
    (tmp_path / "bobs.csv").write_text(
        "Name,Phone\nBob 1,+493012345601\nBob 2,+493012345602\nProjector 2,+493012345603\n"
    )
    book, _ = imported(tmp_path, tmp_path / "bobs.csv")
    assert everyone(book) == ["Bob 1", "Bob 2"]


def test_each_of_a_couple_is_written_to_by_name(tmp_path: Path) -> None:
    (tmp_path / "mail.mbox").write_text(
        _mail(1, "Lena Moser <moser@home.example>")
        + _mail(2, "Karl Moser <moser@home.example>")
        + _mail(3, "You Owner <you@example.org>", "Lena Moser <moser@home.example>")
    )
    book, _ = imported(tmp_path, tmp_path / "mail.mbox")
    assert everyone(book) == ["Karl Moser", "Lena Moser"]
    lena, karl = do(book, "person", "Lena Moser"), do(book, "person", "Karl Moser")
    assert (lena["sent"], lena["received"]) == (1, 1)
    assert (karl["sent"], karl["received"]) == (0, 1)
