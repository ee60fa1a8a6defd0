"""When two mails are one: a Message-ID is public, and anybody may use one again."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from comity.book import Book
from comity.operations.decide.me import said_mine
from comity.operations.intake.intake import take_in
from tests.cases.books import NOW_US, case, everyone, imported
from tests.operations.verbs import do
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path


MAIL = """\
From: {author}
To: {to}
Subject: {subject}
Date: {date}
Message-ID: {id}
{more}
{text}
"""
ADA, BO = "Ada Lindqvist <ada@glas.example>", "Bo Nyman <bo@nyman.example>"
YOU = "You Person <you@example.org>"
FIFTH, TWELFTH = "Mon, 5 Oct 2026 10:00:00 +0200", "Mon, 12 Oct 2026 10:00:00 +0200"
OFFER = "Here is the offer for the roof, 1200 in all."


def written(folder: Path, **fields: str) -> Path:
    """Write one mail into a file of its own."""
    said = {"author": ADA, "to": YOU, "subject": "Offer", "date": FIFTH, "id": "<1@glas.example>"}
    said |= {"more": "", "text": OFFER} | fields
    folder.mkdir(exist_ok=True)
    path = folder / f"{len(list(folder.iterdir()))}.eml"
    path.write_text(MAIL.format(**said), encoding="utf-8")
    return path


def read(folder: Path, *files: Path) -> tuple[Book, list[tuple[int, int]]]:
    """Return a book, and (new, known) of each file, taken in one after another."""
    book = Book(folder / "book", NOW_US)
    book.decisions.say(said_mine(book, ["you@example.org"]), at_us=NOW_US)
    return book, [taken(book, file) for file in files]


def taken(book: Book, *paths: Path) -> tuple[int, int]:
    """Return how many records are new and known; the tables are made when they are read."""
    done = take_in(book.facts, list(paths), tz=ZoneInfo("UTC"), now_us=NOW_US)
    assert done.read == done.new + done.known + sum(done.skipped.values())
    return done.new, done.known


def facts(book: Book) -> list[tuple[str, ...]]:
    """Return author, date, recipients and text of each fact."""
    book.show_facts()
    rows = book.rows(
        "SELECT r.at_us, r.text, list(p.role || ' ' || p.identity ORDER BY p.role, p.identity) "
        "AS people FROM record r LEFT JOIN participant p USING (key) WHERE r.kind = 'mail' "
        "GROUP BY r.key, r.at_us, r.text"
    )
    return sorted((str(one["at_us"]), *one["people"], one["text"]) for one in rows)


def test_one_message_id_by_two_people_and_for_two_mails_is_three_facts(tmp_path: Path) -> None:
    book, done = imported(tmp_path, case("mail/reused-message-id.mbox"))
    assert (done["new"], done["known"]) == (3, 0)
    assert everyone(book) == ["Ada Lindqvist", "Bo Nyman"]
    said = {problem.what for _, problem in book.facts.problems()}
    assert len(said) == 2
    again = do(book, "import", [case("mail/reused-message-id.mbox")])
    assert (again["new"], again["known"]) == (0, 3)


@pytest.mark.parametrize("first", ["ada", "stranger"])
def test_a_stranger_takes_nobodys_place(tmp_path: Path, first: str) -> None:
    files = [case("mail/thread.mbox"), case("mail/stranger.eml")]
    book, _ = read(tmp_path, *(files if first == "ada" else reversed(files)))
    assert everyone(book) == ["Ada Lindqvist", "Max Mallory"]
    ada = next(one for one in do(book, "people")["people"] if one["name"] == "Ada Lindqvist")
    assert ada["stage"] == "sprouting"
    assert len(book.facts.problems()) == 1


def test_a_mail_with_the_footer_of_a_list_is_known(tmp_path: Path) -> None:
    here = written(tmp_path / "m")
    footers = [
        "\n-- \nRoofs mailing list",
        (
            "\n_______________________________________________\nRoofs mailing list\n"
            "https://lists.example/roofs"
        ),
        "\n------------------------------\nAbmelden: mailto:roofs-leave@lists.example",
    ]
    copies = [
        written(tmp_path / "m", text=OFFER + one, more="List-Id: <roofs.lists.example>\n")
        for one in footers
    ]
    moved = written(tmp_path / "m", text=OFFER + footers[1], date=TWELFTH)
    assert read(tmp_path, here, *copies, moved)[1] == [(1, 0), *[(0, 1)] * 4]


COPIES: list[dict[str, str]] = [
    {"date": "Mon, 5 Oct 2026 08:00:00 GMT"},
    {"text": OFFER.replace(" roof", "\n roof")},
    {"text": OFFER[:20]},
    {"text": OFFER + "\n\nAnd the gutter, 200 more."},
    {"author": "ADA <Ada@Glas.Example>"},
    {"more": "Received: from a by b; Mon, 5 Oct 2026 11:00:00 +0200\n"},
    {"more": "Bcc: Eva Holm <eva@holm.example>\n"},
    {"date": TWELFTH},
    {
        "text": OFFER.replace("roof, ", "r=\nof, ").replace("r=\nof", "ro=\nof"),
        "more": "Content-Transfer-Encoding: quoted-printable\n",
    },
    {"author": "Ada via Roofs <roofs@lists.example>", "more": f"Reply-To: {ADA}\n"},
]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_known_and_changes_neither_author_nor_date_nor_recipients(
    tmp_path: Path, copy: dict[str, str]
) -> None:
    here, there = written(tmp_path / "m"), written(tmp_path / "m", **copy)
    book, counts = read(tmp_path, here, there)
    (after,) = facts(book)
    assert after[:-1] == (
        str(us("2026-10-05T08:00")),
        "from email:ada@glas.example",
        "to email:you@example.org",
    )
    assert after[-1] == (copy.get("text", OFFER) if "gutter" in copy.get("text", "") else OFFER)
    assert counts[0] == (1, 0)
    assert sum(counts[1]) == 1


def test_whom_it_went_to_blind_is_told_by_the_copy_in_the_sent_folder(tmp_path: Path) -> None:
    mine = {"author": YOU, "to": ADA}
    seen = written(tmp_path / "inbox", **mine)
    sent = written(tmp_path / "Sent", **mine, more="Bcc: Eva Holm <eva@holm.example>\n")
    for number, files in enumerate([(seen, sent), (sent, seen)]):
        book, counts = read(tmp_path / f"{number}", *files)
        assert counts == [(1, 0), (0, 1)]
        assert everyone(book) == ["Ada Lindqvist", "Eva Holm"]


MAILS: list[dict[str, str]] = [
    {},
    {"author": BO},
    {"author": BO, "date": TWELFTH, "text": "Yours is attached, and it is a longer text."},
    {"date": TWELFTH, "text": "May I come on the 12th?"},
    {"text": OFFER + " Good for ten days."},
    {"text": OFFER[:-10]},
    {"to": BO},
]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_files_changes_nothing_that_is_kept(tmp_path: Path, seed: int) -> None:
    files = [written(tmp_path / "m", **one) for one in MAILS[:-1]]
    order = random.Random(seed).sample(files, len(files))  # noqa: S311 - not for secrets
    book, counts = read(tmp_path, *order)
    assert sum(new for new, _ in counts) == 4
    assert {one[1:] for one in facts(book)} == {
        ("from email:ada@glas.example", "to email:you@example.org", OFFER + " Good for ten days."),
        ("from email:ada@glas.example", "to email:you@example.org", "May I come on the 12th?"),
        ("from email:bo@nyman.example", "to email:you@example.org", OFFER),
        (
            "from email:bo@nyman.example",
            "to email:you@example.org",
            "Yours is attached, and it is a longer text.",
        ),
    }
    for file in files:
        file.touch()
    assert taken(book, tmp_path / "m") == (0, len(files))


@pytest.mark.parametrize("written_id", ["", "<>", "<unknown>", "<@dev.local>", "mail", "<0>"])
def test_a_serial_letter_without_an_id_of_its_own_is_a_fact_a_person(
    tmp_path: Path, written_id: str
) -> None:
    people = (ADA, BO, "Eva Holm <eva@holm.example>")
    files = [written(tmp_path / "m", author=YOU, to=one, id=written_id) for one in people]
    files.append(written(tmp_path / "m", author=YOU, to=ADA, id=written_id))
    book, counts = read(tmp_path, *files)
    assert counts == [(1, 0)] * 3 + [(0, 1)]
    assert everyone(book) == ["Ada Lindqvist", "Bo Nyman", "Eva Holm"]


def test_the_case_of_the_serial_letter(tmp_path: Path) -> None:
    book, done = imported(tmp_path, case("mail/no-message-id-merge.mbox"))
    assert (done["new"], done["known"]) == (3, 0)
    assert everyone(book) == ["Ada Lindqvist", "Bo Nyman", "Eva Holm"]
