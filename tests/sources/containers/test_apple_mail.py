"""Apple Mail's store and exports: each mailbox as a whole, and nothing that is no mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.operations.intake.recognising import survey
from comity.sources.containers import apple_mail

if TYPE_CHECKING:
    from pathlib import Path

MAIL = b"From: Ada Marsh <ada@acme.example>\nTo: ben@hart.example\nMessage-ID: <%s>\n\nHello.\n"


def emlx(path: Path, called: str, flags: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = MAIL % called.encode()
    tail = b"<plist><dict><key>flags</key><integer>%d</integer></dict></plist>" % flags
    path.write_bytes(b"%-10d\n" % len(raw) + raw + tail)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the layouts of several versions."""
    top = tmp_path_factory.mktemp("Mail") / "V10"
    account, old = top / "AC1", top / "IMAP-ada@imap.example"
    emlx(account / "INBOX.mbox/U1/Data/3/1/5/Messages/1513.emlx", "in@x.example")
    emlx(account / "INBOX.mbox/U1/Data/Messages/2.partial.emlx", "partial@x.example")
    emlx(account / "INBOX.mbox/U1/Data/Messages/3.emlx", "draft@x.example", flags=1 << 6)
    (account / "INBOX.mbox/U1/Data/Attachments/2/2").mkdir(parents=True)
    (account / "INBOX.mbox/U1/Data/Attachments/2/2/Plan.pdf").write_bytes(b"%PDF")
    (account / "INBOX.mbox/Info.plist").write_bytes(b"<plist/>")
    emlx(account / "[Gmail].mbox/Sent Mail.mbox/U2/Data/Messages/4.emlx", "sent@x.example")
    emlx(account / "[Gmail].mbox/Spam.mbox/U2/Data/Messages/5.emlx", "spam@x.example")
    emlx(old / "Deleted Messages.imapmbox/Messages/6.emlx", "gone@x.example")
    (top / "MailData").mkdir()
    (top / "MailData/Envelope Index").write_bytes(b"SQLite format 3\0")
    (top / "AC1/Empty.mbox").mkdir()
    return top


def found(path: Path) -> dict[str, str]:
    return {one.account: str(one.use) for one in apple_mail.unfold(path)}


def test_each_mailbox_is_found_with_what_it_is_for(store: Path) -> None:
    assert apple_mail.recognise(store)
    assert found(store) == {
        "INBOX": "inbox",
        "[Gmail].Sent Mail": "sent",
        "[Gmail].Spam": "junk",
        "Deleted Messages": "trash",
    }


@pytest.mark.parametrize("given", ["", "..", "AC1", "AC1/INBOX.mbox"])
def test_whatever_folder_is_given_mails_alone_are_read(store: Path, given: str) -> None:
    top = (store / given).resolve()
    looked = survey(top, str(top))
    assert not looked.skipped
    assert {unit.reader for unit in looked.units.values()} == {"apple_mail"}


def test_a_mailbox_is_read_without_those_within_it(store: Path) -> None:
    items = list(apple_mail.read(store / "AC1/INBOX.mbox", use="inbox"))
    assert [one.ref for one in items if isinstance(one, Record)] == [
        "in@x.example",
        "partial@x.example",
    ]
    assert [one.reason for one in items if isinstance(one, Skipped)] == ["draft"]
    assert not list(apple_mail.read(store / "AC1/[Gmail].mbox"))


def test_parts_together_are_the_whole(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apple_mail, "PART_FILES", 2)
    box = store / "AC1/INBOX.mbox"
    read = [one for part in apple_mail.parts(box) for one in apple_mail.read(box, part=part)]
    assert read == list(apple_mail.read(box))


def test_an_exported_mailbox_is_told_by_its_folder(tmp_path: Path) -> None:
    box = tmp_path / "Gesendet.mbox"
    box.mkdir()
    (box / "mbox").write_bytes(b"From ada Mon May  6 09:00:00 2024\n" + MAIL % b"a@x.example")
    (box / "table_of_contents").write_bytes(bytes(16))
    (one,) = apple_mail.unfold(box)
    assert (one.path, one.reader, one.use) == (box / "mbox", "mbox", "sent")
    assert one.source == "mbox/Gesendet"
    assert not survey(tmp_path, str(tmp_path)).skipped


@pytest.mark.parametrize("made", ["V10", "Notes.mbox", "V10/AC1", "V10/AC1/Empty.mbox"])
def test_folders_that_are_called_so_and_hold_no_mail_are_not_mails(
    tmp_path: Path, made: str
) -> None:
    (tmp_path / made).mkdir(parents=True)
    assert not apple_mail.recognise(tmp_path / made)
    (tmp_path / "a.mbox").write_bytes(b"From x")
    assert not apple_mail.recognise(tmp_path / "a.mbox")


def test_links_are_not_followed(tmp_path: Path) -> None:
    box = tmp_path / "INBOX.mbox"
    emlx(box / "Messages/1.emlx", "a@x.example")
    (box / "Loop.mbox").symlink_to(box)
    (box / "Messages" / "up").symlink_to(tmp_path)
    assert len(list(apple_mail.unfold(box))) == 1
    assert len(list(apple_mail.read(box))) == 1
