from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources.mail import maildir

if TYPE_CHECKING:
    from pathlib import Path

MAIL = b"Subject: %s\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\ntext\n"


def made(folder: Path, *files: str) -> Path:
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MAIL % file.encode())
    return folder


def read(path: Path) -> dict[str, str]:
    return {
        item.where: item.folder if isinstance(item, Record) else item.reason
        for item in maildir.read(path)
    }


def test_folders_flags_and_what_is_no_mail(tmp_path: Path) -> None:
    box = made(
        tmp_path / "box",
        "cur/1.host:2,S",
        "cur/2.host;2,DS",
        "cur/3.host,S=12,D=2",
        "new/4.host",
        "tmp/5.host",
        "cur/dovecot.index",
        "cur/.hidden",
        "dovecot-uidlist",
        ".Sent/cur/6.host:2,S",
        ".INBOX.Gesendet/new/7.host",
        ".Drafts/cur/8.host:2,",
        ".Work.Engines/cur/9.host:2,S",
        ".Junk/cur/12.host:2,S",
        ".Archive.2026.Sent/cur/13.host:2,S",
        ".Deleted Items/cur/14.host:2,ST",
        "cur/subscriptions-thanks.eml",
        "cur/courier.1.h:2,S",
        "cur/dovecot-users",
        "cur/2024/15.host:2,S",
        "cur/courierimapuiddb",
        "cur/dovecot.index.cache",
        "Archive/cur/10.host:2,S",
        "other/11.host",
    )
    assert read(box) == {
        "cur/1.host:2,S": "",
        "cur/2.host;2,DS": "draft",
        "cur/3.host,S=12,D=2": "",
        "new/4.host": "",
        ".Sent/cur/6.host:2,S": "sent",
        ".INBOX.Gesendet/new/7.host": "sent",
        ".Drafts/cur/8.host:2,": "draft",
        ".Work.Engines/cur/9.host:2,S": "",
        ".Junk/cur/12.host:2,S": "junk",
        ".Archive.2026.Sent/cur/13.host:2,S": "sent",
        ".Deleted Items/cur/14.host:2,ST": "",
        "cur/subscriptions-thanks.eml": "",
        "cur/courier.1.h:2,S": "",
        "cur/dovecot-users": "",
        "cur/2024/15.host:2,S": "",
        "Archive/cur/10.host:2,S": "",
    }


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("1.host:2,DS", "DS"),
        ("1.host;2,DS", "DS"),
        ("1.host!2,DS", "DS"),
        ("1.host_2,DS", "DS"),
        ("1.host+2,DS", "DS"),
        ("1.host-2,DS", "DS"),
        ("1.host\ufe552,DS", "DS"),
        ("1.host\ua7892,DS", "DS"),
        ("1.host\uf03a2,DS", "DS"),
        ("1.host%3A2,DS", "DS"),
        ("1.host:2,DS.eml", "DS"),
        ("1.host:2,Sabc", "Sabc"),
        ("1.host:2,", ""),
        ("1.host,S=12,D=2", ""),
        ("1.host,S=2,D", ""),
        ("1.host2,DS", ""),
        ("1.host:1,DS", ""),
        ("1.host:2,DS:3", ""),
    ],
)
def test_flags_stand_after_any_mark(name: str, flags: str) -> None:
    assert maildir._flags(name) == flags


@pytest.mark.parametrize("file", ["cur/1.h!2,S", "new/1700000000.M1P2.host", "cur/1.h:2,"])
def test_copying_may_have_dropped_an_empty_folder(file: str, tmp_path: Path) -> None:
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_bytes(MAIL % b"a")
    assert maildir.recognise(tmp_path)


@pytest.mark.parametrize("file", ["cur/letter.eml", "new/photo.jpg", "cur/notes 2, old.txt"])
def test_a_folder_that_is_only_called_so(file: str, tmp_path: Path) -> None:
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_bytes(b"x")
    assert not maildir.recognise(tmp_path)


def test_it_is_known_by_its_folders(tmp_path: Path) -> None:
    assert maildir.recognise(made(tmp_path / "box"))
    assert not maildir.recognise(tmp_path)
    assert not maildir.recognise(tmp_path / "none")
    assert maildir.account(tmp_path / "box") == "box"


def test_everything_in_a_folder_of_sent_mail_was_sent(tmp_path: Path) -> None:
    box = made(tmp_path, "cur/1.host:2,S")
    assert [item.folder for item in maildir.read(box, use="sent") if isinstance(item, Record)] == [
        "sent"
    ]


@pytest.mark.parametrize("count", [0, 1, 7, 100])
def test_parts_hold_each_file_once(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = made(tmp_path, *(f"cur/{n}.host:2,S" for n in range(count)))
    monkeypatch.setattr(maildir, "PART_FILES", 2)
    parts = maildir.parts(box)
    assert len(parts) <= maildir._PARTS_MAX
    assert [item for part in parts for item in maildir.read(box, part=part)] == [*maildir.read(box)]
    assert len(read(box)) == count


def test_a_file_that_cannot_be_read_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(_: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    box = made(tmp_path, "cur/1.host:2,S")
    monkeypatch.setattr(maildir, "bytes_of", deny)
    (item,) = maildir.read(box)
    assert isinstance(item, Skipped)
    assert item.problem
    assert "Permission denied" in item.problem.what


def test_links_are_followed_to_files_and_not_to_folders(tmp_path: Path) -> None:
    box = made(tmp_path / "box", "cur/1.host:2,S")
    (box / "cur" / "2.host").symlink_to(box / "cur" / "1.host:2,S")
    (box / "cur" / "3.host").symlink_to(tmp_path / "nowhere")
    (box / ".Loop").symlink_to(box)
    assert list(read(box)) == ["cur/1.host:2,S", "cur/2.host"]


def test_folders_are_followed_so_deep(tmp_path: Path) -> None:
    deep = "/".join(["d"] * (maildir._DEPTH_MAX + 1))
    assert read(made(tmp_path, f"{deep}/cur/1.host")) == {}
