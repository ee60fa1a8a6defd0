from __future__ import annotations

from pathlib import Path

import pytest

from comity.model import Record, Skipped
from comity.sources.mail import eml

MAIL = b"Subject: a\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\ntext\n"


def written(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("name", "raw", "known"),
    [
        ("a.eml", MAIL, True),
        ("a", MAIL, True),
        ("a.eml", b"Content-Type: text/plain\n\nx", True),
        ("a.txt", b"Content-Type: text/plain\n\nx", False),
        ("a.eml", b"\xef\xbb\xbfSubject: a\r\n\r\nx", True),
        ("a.eml", b"\n\nSubject: a", True),
        ("a.emlx", b"60   \n" + MAIL + b"<plist/>", True),
        ("a.eml", b"From x\nSubject: a\n\nb", True),
        ("a.mbox", b"From x\nSubject: a\n\nb", False),
        ("a.eml", b"From x\nSubject: a\n\nFrom y\nSubject: b\n\n", False),
        ("a.txt", b"Dear Ada,\nSubject: a\nDate: b", False),
        ("a.txt", b"Notes: x\n\nSubject: a\nDate: b", False),
        ("a.csv", b"Date,Subject,From\n", False),
        ("a.eml", b"", False),
    ],
)
def test_mails_are_known_by_their_header(
    name: str, raw: bytes, known: bool, tmp_path: Path
) -> None:
    assert eml.recognise(written(tmp_path, name, raw)) is known


def test_folders_and_nothing_are_no_mail(tmp_path: Path) -> None:
    assert not eml.recognise(tmp_path)
    assert not eml.recognise(tmp_path / "none.eml")


def test_single_files_are_kept_together_by_their_folder(tmp_path: Path) -> None:
    assert eml.account(tmp_path / "saved" / "a.eml") == "saved"
    assert eml.account(tmp_path / "Entwürfe" / "messages" / "a.eml") == "Entwürfe"


@pytest.mark.parametrize(
    ("path", "account", "use"),
    [
        ("V10/AC1/INBOX.mbox/U1/Data/3/1/5/Messages/1.emlx", "INBOX", "inbox"),
        ("V2/IMAP-a@x/Sent Messages.mbox/Messages/3.emlx", "Sent Messages", "sent"),
        ("V8/AC1/Work.mbox/Junk.mbox/U/Data/Messages/5.partial.emlx", "Work.Junk", "junk"),
        ("V8/AC1/Deleted Messages.mbox/U/Data/Messages/6.emlx", "Deleted Messages", "trash"),
    ],
)
def test_apple_mail_keeps_folders_of_files(path: str, account: str, use: str) -> None:
    assert eml.account(Path(path)) == account
    assert eml.use(Path(path)) == use


@pytest.mark.parametrize(
    ("flags", "use"),
    [
        (8590195713, ""),
        (1 | 1 << 6, "drafts"),
        (1 | 1 << 24, "junk"),
        (1 | 1 << 24 | 1 << 25, ""),  # said by the user to be none
        (1 | 1 << 1, ""),
    ],
)
def test_apple_mail_keeps_flags_after_the_mail(flags: int, use: str) -> None:
    raw = f"{len(MAIL)}\n".encode() + MAIL
    raw += b"<plist><dict><key>flags</key>\n<integer>%d</integer></dict></plist>" % flags
    assert eml._flagged(raw, "") == use
    assert eml._flagged(MAIL, "") == ""


def test_what_apple_mail_puts_around_is_dropped(tmp_path: Path) -> None:
    raw = f"{len(MAIL)}      \n".encode() + MAIL + b'<?xml version="1.0"?>\n<plist/>\n'
    (item,) = eml.read(written(tmp_path, "a.emlx", raw), use="sent")
    assert isinstance(item, Record)
    assert (item.subject, item.text, item.folder, item.where) == ("a", "text", "sent", "a.emlx")


def test_a_file_that_is_gone_is_one_problem(tmp_path: Path) -> None:
    (item,) = eml.read(tmp_path / "gone.eml")
    assert isinstance(item, Skipped)
    assert (item.reason, item.where) == ("unreadable", "gone.eml")
