"""Sources of one name and several paths: each can be taken out by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.book import open_book
from comity.operations.intake.recognising import Unit
from comity.operations.intake.telling_apart import tell_apart
from comity.store.manifest import Account
from tests.operations.intake.test_intake import write
from tests.operations.verbs import do, names
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path


def there(folder: Path, *files: str) -> list[str]:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return [str(folder / name) for name in files]


def sources(paths: list[str], source: str, *accounts: Account, reader: str = "mbox") -> list[str]:
    units = [Unit(path, source, reader) for path in paths]
    tell_apart(units, accounts)
    return [one.source for one in units]


def read_as(path: str, source: str, reader: str = "mbox") -> Account:
    return Account(path, source, reader, 1)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["alice/Inbox", "bob/Inbox"], ["mbox/alice/Inbox", "mbox/bob/Inbox"]),
        (["a/mail/Inbox", "b/mail/Inbox"], ["mbox/a/mail/Inbox", "mbox/b/mail/Inbox"]),
        (["x/Inbox", "y/Inbox.mbox"], ["mbox/Inbox", "mbox/Inbox.mbox"]),
        (["only/Inbox"], ["mbox/Inbox"]),
    ],
)
def test_mailboxes_of_one_name_are_named_by_what_tells_their_paths_apart(
    tmp_path: Path, files: list[str], expected: list[str]
) -> None:
    paths = there(tmp_path, *files)
    assert sources(paths, "mbox/Inbox") == expected
    read = [read_as(path, one) for path, one in zip(paths, expected, strict=True)]
    assert sources(paths[::-1], "mbox/Inbox", *read) == expected[::-1]  # and stay so


def test_what_was_read_before_keeps_its_name_beside_a_newcomer(tmp_path: Path) -> None:
    alice, bob = there(tmp_path, "alice/Inbox", "bob/Inbox")
    before = read_as(alice, "mbox/Inbox")
    assert sources([alice, bob], "mbox/Inbox", before) == ["mbox/Inbox", "mbox/bob/Inbox"]


def test_what_was_moved_is_the_source_it_was(tmp_path: Path) -> None:
    (moved,) = there(tmp_path, "new/Inbox")
    before = read_as(str(tmp_path / "old" / "Inbox"), "mbox/Inbox")
    assert sources([moved], "mbox/Inbox", before) == ["mbox/Inbox"]


def test_a_copy_is_the_source_it_was(tmp_path: Path) -> None:
    old, new = there(tmp_path, "old/Inbox", "new/Inbox")
    (tmp_path / "new" / "Inbox").write_text("old/Inbox")
    assert sources([new], "mbox/Inbox", read_as(old, "mbox/Inbox")) == ["mbox/Inbox"]


def test_what_lies_in_an_archive_that_is_there_is_there(tmp_path: Path) -> None:
    archive, bob = there(tmp_path, "alice.zip", "bob/Inbox")
    before = read_as(f"{archive}/Inbox", "mbox/Inbox")
    assert sources([bob], "mbox/Inbox", before) == ["mbox/bob/Inbox"]


def test_a_source_that_says_its_own_name_is_one_by_whatever_path(tmp_path: Path) -> None:
    paths = there(tmp_path, "a/basic.ics", "b/export.ics")
    mine = "calendar/robin@home.example"
    assert sources(paths, mine, reader="icalendar") == [mine, mine]
    both = there(tmp_path, "a/cal.ics", "b/cal.ics")
    assert sources(both, "calendar/cal", reader="icalendar") == [
        "calendar/a/cal",
        "calendar/b/cal",
    ]


def test_one_of_two_mailboxes_of_one_name_is_taken_out_and_the_other_stays(tmp_path: Path) -> None:
    for who in ("alice", "bob"):
        write(tmp_path / "mail" / who / "Inbox", letter(who))
    with open_book(tmp_path / "book", now_us=us("2025-06-01")) as book:
        do(book, "import", [tmp_path / "mail"], me=["me@home.example"])
        do(book, "import", [tmp_path / "mail"])
        told = [(one["source"], one["records"]) for one in do(book, "sources")["sources"]]
        assert told == [("mbox/alice/Inbox", 1), ("mbox/bob/Inbox", 1)]
        assert do(book, "sources remove", "mbox/alice/Inbox")["records"] == 1
        assert names(book) == ["bob@ring.example"]


def letter(who: str) -> str:
    return (
        f"From a Mon Mar  3 10:00:00 2025\nFrom: {who}@ring.example\nTo: me@home.example\n"
        f"Message-ID: <{who}@ring.example>\nDate: Mon, 3 Mar 2025 10:00:00 +0000\n\nHi\n"
    )
