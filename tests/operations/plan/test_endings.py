from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from comity.operations.plan.endings import endings
from comity.operations.plan.feed import as_calendar, open_feed
from tests.faces.terminal import run
from tests.faces.web.visiting import visit
from tests.operations.verbs import do
from tests.records import ADA, ME, book_of, mail, meeting, message, us, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from comity.book import Book
    from comity.model import Record

LAST = date(2025, 1, 20)


def daily(ref: str = "m", *, last: date = LAST, every: int = 1, many: int = 40) -> Iterator[Record]:
    """Yield mails of Ada's to me, one each so many days, up to a day."""
    for number in range(many):
        day = last - timedelta(days=every * number)
        yield mail(f"{ref}{number}", f"{day}T09:00", sender=ADA, to=(ME,), text="Good morning.")


def ends(book: Book) -> list[tuple[str, str, int]]:
    return [(one.medium, one.source, one.silent_days) for one in endings(book)]


def at(folder: Path, *records: Record, now: str) -> list[tuple[str, str, int]]:
    return ends(book_of(records, folder, now=now))


def test_mail_is_stale_after_twice_its_usual_gap_and_three_days_at_least(tmp_path: Path) -> None:
    assert at(tmp_path / "a", *daily(), now="2025-01-23T08:00") == []
    assert at(tmp_path / "b", *daily(), now="2025-01-24T08:00") == [("mail", "", 3)]
    assert at(tmp_path / "c", *daily(every=7), now="2025-02-02") == []
    assert at(tmp_path / "d", *daily(every=7), now="2025-02-04") == [("mail", "", 14)]


def test_mail_that_was_rare_is_said_to_end_after_two_months(tmp_path: Path) -> None:
    few = list(daily(every=30, many=5))
    assert at(tmp_path / "a", *few, now="2025-03-20") == []
    assert at(tmp_path / "b", *few, now="2025-03-23") == [("mail", "", 61)]


def test_what_tells_of_days_to_come_and_memory_alone_never_end(tmp_path: Path) -> None:
    assert at(tmp_path / "a", meeting("m", "2024-01-20", guests=(ME, ADA)), now="2025-06-01") == []
    book = book_of([], tmp_path / "b", me=())
    do(book, "remember", "Ada Hart", as_="client", every="30d")
    do(book, "log", "coffee", with_=["Ada Hart"])
    assert ends(book) == []


def test_one_mailbox_that_stopped_is_named_and_an_archive_is_not(tmp_path: Path) -> None:
    for folder, last, found in (
        ("a", date(2025, 3, 20), [("mail", "mbox/work", 69)]),
        ("b", date(2024, 3, 20), []),
        ("c", date(2025, 5, 27), []),
    ):
        write(daily("home", last=date(2025, 5, 27)), tmp_path / folder, source="mbox/home")
        write(daily("work", last=last), tmp_path / folder, source="mbox/work")
        book = book_of([], tmp_path / folder, now="2025-05-28T10:00")
        assert ends(book) == found


def test_a_messenger_is_told_of_after_two_weeks_and_for_half_a_year(tmp_path: Path) -> None:
    chats = [
        message(f"c{n}", f"{LAST - timedelta(days=n)}T20:00", sender=ADA, to=(ME,))
        for n in range(20)
    ]
    assert at(tmp_path / "a", *chats, now="2025-02-02") == []
    assert at(tmp_path / "b", *chats, now="2025-02-05") == [("whatsapp", "", 15)]
    assert at(tmp_path / "c", *chats, now="2025-09-01") == []


def test_every_face_says_it_first(tmp_path: Path) -> None:
    book = book_of(daily(), tmp_path / "book", now="2025-06-01")
    says = "Your mail here ends on 20 January 2025"
    assert do(book, "today")["ends"] == [
        {"medium": "mail", "source": "", "last_at": "2025-01-20T09:00:00Z", "silent_days": 131}
    ]
    assert f"{says}: bring in more" in as_calendar(book, open_feed(book)).decode()
    book.close()
    visitor = visit(book.folder, clock=lambda: us("2025-06-01"))
    for path in ("/", "/week"):
        page = visitor.page(path)
        assert f"{says}, 4 months ago." in page.text
        assert page.text.index(says) < page.text.index("obody")
        assert "As far as that goes, nobody" in page.text


def test_the_terminal_says_it_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "book"
    book_of(daily(), folder).close()
    out = run(capsys, "today", "--as-of", "2025-06-01", book=folder).out
    assert out.startswith("Your mail here ends on 20 January 2025, 4 months ago: bring in more.")
    assert "as far as that goes, nobody waits" in " ".join(out.split())
