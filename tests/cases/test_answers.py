"""Who answered whom: what programs write is no answer, and an answer is one however marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.books import audit, case, everyone, imported

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book

ANSWERED = {"Ada Person", "Bo Person", "Cleo Person", "Dan Person", "Finn Person", "Kurt Person"}


def automatic(book: Book) -> dict[str, str]:
    """Return what the mails of a book are read as: subject -> automatic, persons' left out."""
    book.show_facts()
    path = book.derived() / "automatic.parquet"
    rows = book.rows(
        f"SELECT r.subject, coalesce(nullif(a.automatic, ''), r.automatic) AS automatic "
        f"FROM record r LEFT JOIN read_parquet('{path}') a USING (key)"
    )
    return {one["subject"]: one["automatic"] for one in rows if one["automatic"]}


def test_absences_in_every_language(tmp_path: Path) -> None:
    book, account = imported(tmp_path, case("mail/auto-replies.mbox"))
    found = automatic(book)
    assert set(found.values()) == {"auto_reply"}
    assert len(found) == account["new"]


def test_receipts_calendars_and_failures(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/receipts-calendar.mbox"))
    assert automatic(book) == {
        "Read: Budget": "click",
        "Gelesen: Budget": "click",
        "Lu : Budget": "click",
        "Undeliverable: Budget": "bounce",
        "Unzustellbar: Budget": "bounce",
        "Accepted: Lunch": "click",
        "Zugesagt: Lunch": "click",
        "Recall: Budget": "click",
    }


def test_twelve_people_and_who_answered_whom(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/threads-and-answers.mbox"))
    told = audit(book)
    assert told["my_side"]["questions_unanswered"] == 1  # Eva's, to whom my absence wrote
    assert round(told["reply_rate_by_me"], 2) == 0.83
    assert round(told["reply_rate_to_me"], 2) == 0.17
    rows = book.rows(
        "SELECT p.name, r.two_way_days, r.stage FROM relationship r JOIN person p USING (person)"
    )
    assert {one["name"] for one in rows if one["two_way_days"] == 1} == ANSWERED
    assert {one["name"] for one in rows if one["stage"] == "sprouting"} == ANSWERED
    guessed = "SELECT p.name FROM exchange e JOIN person p USING (person) WHERE e.guessed"
    assert [one["name"] for one in book.rows(guessed)] == ["Ada Person"]
    clicked = "SELECT c.addressed, c.initiates FROM contact c JOIN person p USING (person) "
    clicked += "WHERE c.direction = 'in' AND p.name IN ('Hugo Person', 'Ivo Person')"
    assert book.rows(clicked) == 2 * [{"addressed": False, "initiates": False}]


def tie(book: Book) -> dict[str, tuple[int, int, int]]:
    """Return name -> sent, received and two-way days."""
    rows = book.rows(
        "SELECT p.name, r.sent, r.received, r.two_way_days FROM relationship r "
        "JOIN person p USING (person)"
    )
    return {one["name"]: (one["sent"], one["received"], one["two_way_days"]) for one in rows}


def test_an_encoded_identifier_is_an_answer(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/encoded-in-reply-to.mbox"))
    assert audit(book)["reply_rate_by_me"] == 1.0
    assert book.rows("SELECT guessed FROM exchange") == [{"guessed": False}]


def test_an_alias_that_only_i_hand_mail_in_for_is_mine(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/sender-is-me.mbox"))
    assert tie(book) == {"Ada Lindqvist": (1, 1, 1)}


def test_a_superiors_address_is_not_mine(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/boss-by-me.eml"))
    assert everyone(book) == ["Ada Lindqvist", "Eva Boss"]
    assert tie(book) == {"Eva Boss": (0, 0, 0)}


def test_who_handed_a_mail_in_is_known_and_wrote_nothing(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/delegated-sender.eml"))
    assert everyone(book) == ["Ada Lindqvist", "Bo Nyman"]
    assert tie(book) == {"Ada Lindqvist": (0, 1, 0)}


def test_two_authors_and_recipients_nobody_names(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("mail/self-and-bcc.mbox"))
    assert tie(book) == {
        "Ada Lindqvist": (1, 0, 0),
        "Bo Nyman": (1, 0, 0),
        "Cleo Marsh": (1, 0, 0),
        "Dan Quist": (0, 1, 0),
        "Eva Holm": (0, 1, 0),
        "Finn Berg": (0, 1, 0),
        "Gus Ek": (0, 1, 0),
    }


def test_an_invitation_by_mail_is_something_received(tmp_path: Path) -> None:
    book, _ = imported(tmp_path, case("contacts/calspam-mail.mbox"))
    assert [(sent, days) for sent, _, days in tie(book).values()] == [(0, 0)]
