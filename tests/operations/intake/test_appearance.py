from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from comity.operations.intake import appearance
from comity.operations.intake.appearance import looks_like
from comity.operations.intake.recognising import survey

if TYPE_CHECKING:
    from pathlib import Path

TELEGRAM = [{"id": 1, "from_id": "user1", "text": "of a chat without its head"}]
SLACK = [{"client_msg_id": "1", "type": "message", "text": "Hi"}]
META = {"participants": [], "messages": [{"sender_name": "Ada", "timestamp_ms": 1}]}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("mail.pst", b"\1\2\3", "as Outlook's files are"),
        ("hello.msg", b"Hello", "as Outlook's files are"),
        ("monica.sql", b"INSERT INTO contacts (stay_in_touch_frequency) VALUES (1);", "Monica's"),
        ("shop.sql", b"INSERT INTO orders VALUES (1);", "a text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "document"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "spreadsheet"),
        ("a.nsf", b"\x1a\0\0\x04\0\0", "Notes"),
        ("Inbox.dbx", b"\xcf\xad\x12\xfe", "Outlook Express"),
        ("a.bin", b"7z\xbc\xaf\x27\x1c", "not unpacked"),
        ("msgstore.db", b"SQLite format 3\0", "WhatsApp"),
        ("msgstore.db.crypt15", b"\1\2\3", "WhatsApp"),
        ("chat.db", b"SQLite format 3\0", "telephone's messages"),
        ("AddressBook-v22.abcddb", b"SQLite format 3\0", "Apple's Contacts"),
        ("places.sqlite", b"SQLite format 3\0", "program's database"),
        ("31bb7ba8914766d4ba40d6dfb6113c8b614be442", b"SQLite format 3\0", "telephone's backup"),
        ("result.json", json.dumps(TELEGRAM).encode(), "Telegram"),
        ("2026-03-02.json", json.dumps(SLACK, indent=1).encode(), "Slack"),
        ("message_1.json", json.dumps(META).encode(), "Facebook"),
        ("main.json", b'{"signal": true', "JSON"),
        ("data", b'[{"a": 1}, {"b"', "JSON"),
        ("messages.html", b"<!DOCTYPE html><title>Telegram</title>", "chat exported"),
        ("index.html", b"<html><p>x", "web page"),
        ("people.ldif", b"dn: cn=Ada\nmail: ada@x.example\n", "LDIF"),
        ("stock.csv", b"part,price\n1,2\n", "table"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "picture"),
        ("IMG_1", b"\0\0\0\x18ftypheic", "picture"),
        ("a", b"\0\0\0\x18ftypmp42", "sound or video"),
        ("a.pdf", b"%PDF-1.7", "document"),
        ("a.numbers", b"PK\x03\x04", "spreadsheet"),
        ("1.olk15Message", b"\xd0\x0d", "Outlook for Mac"),
        ("smime.p7m", b"0\x82\x01", "encrypted"),
        ("notes.txt", b"Remember the milk.\n", "a text"),
        ("notes.txt", "Grüße".encode("utf-16"), "a text"),
        ("empty.mbox", b"", "empty"),
        ("zeros.mbox", bytes(5000), "empty"),
        ("a.xyz", bytes(range(256)) * 9, "no kind that is known"),
    ],
)
def test_what_a_file_looks_like(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert said in looks_like(tmp_path / name).what


@pytest.mark.parametrize(
    ("member", "said"),
    [("xl/workbook.xml", "spreadsheet"), ("word/document.xml", "document"), ("a", "archive")],
)
def test_zips_are_told_by_what_is_in_them(member: str, said: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr(member, "x")
    assert said in looks_like(tmp_path / "a").what


def test_a_messenger_is_known_by_the_folder_of_its_export(tmp_path: Path) -> None:
    path = tmp_path / "Acme Slack export" / "users.json"
    path.parent.mkdir()
    path.write_text("[{}]")
    assert "Slack" in looks_like(path).what


def test_what_cannot_be_looked_at_is_of_no_known_kind(tmp_path: Path) -> None:
    assert looks_like(tmp_path / "gone") == appearance._UNKNOWN
    (tmp_path / "cut").write_bytes(b"PK\x03\x04 and no more")
    assert looks_like(tmp_path / "cut") == appearance._UNKNOWN


def test_of_many_alike_in_a_folder_one_speaks_for_all(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "a.nsf").write_bytes(b"\x1a\0\0\x04\0\0")
    found = survey(tmp_path, str(tmp_path)).skipped
    assert [one.reason for one in found] == ["not recognised"] * 6
    problems = {one.problem.what for one in found if one.problem}
    assert problems == {
        "it looks like a picture, and 4 more beside it",
        "it looks like a database of Notes",
    }
