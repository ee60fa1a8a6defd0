"""Who an address is: relays, international domains, quoted local parts, Exchange's names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cases.books import case, everyone, imported
from tests.operations.verbs import do

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book

MAIL = (
    "From: {}\nTo: {}\nDate: Mon, 5 Oct 2026 10:00:{:02} +0200\nMessage-ID: <{}@x.example>\n\nHi.\n"
)
YOU = "You Person <you@example.org>"


def book_of(folder: Path, *mails: tuple[str, str]) -> Book:
    """Return the book of some mails, each given as author and recipient."""
    for number, (author, to) in enumerate(mails):
        path = folder / "m" / f"{number}.eml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(MAIL.format(author, to, number, number), encoding="utf-8")
    return imported(folder, folder / "m")[0]


def identities(book: Book, name: str) -> list[str]:
    rows = book.rows(
        "SELECT i.identity FROM identity i JOIN person p USING (person) WHERE p.name = ?",
        [name],
    )
    return sorted(one["identity"] for one in rows)


@pytest.mark.parametrize("name", ["x500-from", "x500-to", "x500-plain"])
def test_exchange_names_a_person(tmp_path: Path, name: str) -> None:
    book, done = imported(tmp_path, case(f"mail/{name}.eml"))
    assert everyone(book) == ["Ben Okafor"]
    assert done["new"] == 1
    ben = do(book, "people")["people"][0]
    assert (ben["received"], ben["sent"]) == ((0, 1) if name == "x500-to" else (1, 0))


def test_colleagues_whose_exchange_names_begin_alike_are_several(tmp_path: Path) -> None:
    ex = "<IMCEAEX-_O=FIRM_OU=EXCHANGE+20GROUP_CN=RECIPIENTS_CN={}@firm.example>"
    dn = "</O=FIRM/OU=EXCHANGE GROUP/CN=RECIPIENTS/CN={}>"
    book = book_of(
        tmp_path,
        (f'"Ben Okafor" {ex.format("BENO")}', YOU),
        (f'"Bea Orwell" {ex.format("BEAO")}', YOU),
        (f'"Ben Okafor" {dn.format("BenO")}', YOU),
        (YOU, f'"Bea Orwell" {dn.format("BEAO")}'),
    )
    assert everyone(book) == ["Bea Orwell", "Ben Okafor"]
    assert len(identities(book, "Ben Okafor")) == 1


def test_one_domain_one_letter_one_mailbox(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/idn.mbox"))
    found = everyone(book)
    assert [one for one in found if "ller" in one] == ["anna@müller.example"]
    assert [one for one in found if "rg@" in one] == ["jörg@glas.example"]
    assert "Lin Quist" in found
    assert '"ada lindqvist"@glas.example' in found


def test_a_relay_stands_for_each_of_its_correspondents(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/masked-relays.mbox"))
    assert everyone(book) == [
        "Ada Lindqvist",
        "Bo Nyman",
        "Cleo Marsh",
        "Dan Quist",
        "Eva Holm",
        "Finn Berg",
    ]
    assert identities(book, "Ada Lindqvist") == ["email:ada@glas.example"]
    ada = next(one for one in do(book, "people")["people"] if one["name"] == "Ada Lindqvist")
    assert (ada["received"], ada["sent"]) == (1, 1)


def test_one_mask_of_mine_stands_for_whom_the_name_says(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        ('"ada@glas.example [via Relay]" <k3j2h1@mozmail.com>', YOU),
        ('"bo@nyman.example [via Relay]" <k3j2h1@mozmail.com>', YOU),
        ("Ada Lindqvist <ada@glas.example>", YOU),
    )
    assert everyone(book) == ["Ada Lindqvist", "bo@nyman.example"]


def test_my_tagged_address_is_mine(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        ("Ada Lindqvist <ada@glas.example>", "you+shop@example.org"),
        ("You <you+news@example.org>", "Ada Lindqvist <ada@glas.example>"),
    )
    assert everyone(book) == ["Ada Lindqvist"]
    ada = do(book, "people")["people"][0]
    assert (ada["received"], ada["sent"]) == (1, 1)


def test_a_login_is_a_person(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        ("Octo Cat <1234+octo-cat@users.noreply.github.com>", YOU),
        ("Octo Cat <octo-cat@users.noreply.github.com>", YOU),
        ("<9999+other-cat@users.noreply.github.com>", YOU),
    )
    assert identities(book, "Octo Cat") == ["handle:github/octo-cat"]
    assert len(everyone(book)) == 2


def test_who_was_forgotten_under_one_spelling_stays_so_under_another(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        ("Anna Berg <anna@xn--mller-kva.example>", YOU),
        ("Ada Lindqvist <ada@glas.example>", YOU),
    )
    do(book, "forget", "anna@müller.example")
    again = tmp_path / "again.eml"
    again.write_text(MAIL.format("Anna Berg <Anna@MÜLLER.example>", YOU, 9, 9), encoding="utf-8")
    done = do(book, "import", [again])
    assert (done["new"], done["skipped"]) == (0, {"forgotten": 1})
    assert everyone(book) == ["Ada Lindqvist"]
