"""Address book cards as telephones and programs write them: whole names, and no firm a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Record
from comity.sources.cards import vcard
from tests.cases.books import audit, case, everyone, imported

if TYPE_CHECKING:
    from pathlib import Path


def cards(name: str) -> list[Record]:
    found = list(vcard.read(case(f"contacts/{name}")))
    kept = [one for one in found if isinstance(one, Record)]
    assert kept == found
    assert not any(one.problems for one in kept)
    return kept


def test_an_empty_line_within_a_name_parts_no_card() -> None:
    first, second = cards("emptyline.vcf")
    assert first.participants[0].name == "Rozália Béla Varga-Kertész"
    assert second.participants[0].name == "Next Onecard"
    assert [one.identity for one in second.participants] == ["email:next@example.org"]


def test_quoted_printable_cards_are_read_whole() -> None:
    found = cards("qp.vcf")
    assert len(found) == 4
    names = [one.participants[0].name for one in found]
    assert all(name and "=" not in name and "\ufffd" not in name for name in names)


def test_an_address_book_with_firms_has_one_contact(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("contacts/apple.vcf"))
    assert account["read"] == account["new"] == 3
    assert [name.removeprefix("Dr. ") for name in everyone(book)] == ["Adaeze Okonkwo"]
    assert audit(book)["contacts"] == 1
    person = cards("apple.vcf")[0]
    said = {one.attribute: one.value for one in person.claims}
    assert said["birthday"] == "--02-29"
    assert said["anniversary"] == "2012-06-09"
    assert said["related"] == "Chidi Okonkwo (spouse)"
    assert len(person.participants) == 7


def test_a_firms_card_names_no_person_and_takes_no_ones_mail(tmp_path: Path) -> None:
    files = (case("contacts/firm-card.vcf"), case("contacts/firm-mail.mbox"))
    book, _ = imported(tmp_path, *files)
    assert "Tulip Bakery" not in everyone(book)
    firm = cards("firm-card.vcf")[0]
    assert not firm.participants
    assert {one.value for one in firm.claims} == {"Tulip Bakery"}
