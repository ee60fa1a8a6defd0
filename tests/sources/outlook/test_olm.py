"""Archives of Outlook for Mac: folders, series, and XML that is no XML."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources.elements import UnreadableError, elements
from comity.sources.mail.rfc5322 import read_mail
from comity.sources.outlook import olm
from tests.sources.outlook.mac_archive import CALENDAR, archive, mail

if TYPE_CHECKING:
    from pathlib import Path

INBOX = "Local/com.microsoft.__Messages/Inbox/message_00000.xml"


def read(folder: Path, members: dict[str, bytes]) -> list[Record | Skipped]:
    path = folder / "a.olm"
    path.write_bytes(archive(members))
    return list(olm.read(path))


def test_a_mail_has_the_reference_and_the_words_of_its_eml(tmp_path: Path) -> None:
    (record,) = read(tmp_path, {INBOX: mail(1)})
    sent = read_mail(
        b"From: Ada Marsh <ada@acme.example>\nTo: Ben Hart <ben@hart.example>\n"
        b"Cc: Cleo Voss <cleo@acme.example>\nSubject: The bridge\n"
        b"Date: Mon, 6 May 2024 11:00:00 +0200\nMessage-ID: <bridge.1@acme.example>\n"
        b"In-Reply-To: <bridge.0@hart.example>\n\nSee you Thursday.\n",
        "",
    )
    assert isinstance(record, Record)
    assert isinstance(sent, Record)
    for field in ("ref", "at_us", "participants", "subject", "text", "in_reply_to", "automatic"):
        assert getattr(record, field) == getattr(sent, field)


def test_a_series_keeps_its_hour_when_the_clocks_change(tmp_path: Path) -> None:
    series, day = read(tmp_path, {"Local/Calendar/Calendar.xml": CALENDAR})
    assert isinstance(series, Record)
    assert isinstance(day, Record)
    first, second = series.occurrences_us
    assert (second - first) // 3_600_000_000 == 7 * 24 + 1
    assert [one.role for one in series.participants] == ["organizer", "attendee"]
    assert day.at_us == 1_714_996_800_000_000, "noon of the day it was, wherever it was written"


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><emails><email>&a;</email></emails>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><emails/>'.encode("utf-16"),
        b"<emails><email><a>" + b"<b>" * 100,
        b"<emails><email>&undeclared;</email></emails>",
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_xml_of_outlooks_is_told(tmp_path: Path, data: bytes) -> None:
    items = read(tmp_path, {INBOX: data, INBOX.replace("0.xml", "1.xml"): mail(2)})
    assert [type(one) for one in items] == [Skipped, Record]
    assert isinstance(items[0], Skipped)
    assert items[0].problem


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    data = mail(1, body="Bell\x07 and").replace(b" and", b"&#x7; and&#0;&#10;more &amp; &#x1F600;")
    (record,) = read(tmp_path, {INBOX: data})
    assert isinstance(record, Record)
    assert record.text == "Bell and\nmore & 😀"


def test_a_reference_may_be_cut_by_the_end_of_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"<emails><email>" + b"a&#x7;b&amp;c" * 20 + b"</email></emails>"
    for size in range(1, 12):
        monkeypatch.setattr("comity.sources.elements._PIECE_BYTES", size)
        (item,) = elements(BytesIO(data), {"email"})
        assert item.text == "ab&c" * 20


def test_what_stands_before_a_break_is_read() -> None:
    read_of = elements(BytesIO(b"<contacts><contact/><contact/><cont"), {"contact"})
    assert next(read_of).name == "contact"
    assert next(read_of).name == "contact"
    with pytest.raises(UnreadableError):
        next(read_of)


def test_a_member_that_unpacks_to_far_more_is_not_unpacked(tmp_path: Path) -> None:
    (item,) = read(tmp_path, {INBOX: b"<emails>" + b" " * (8 << 20) + b"</emails>"})
    assert isinstance(item, Skipped)
    assert item.problem
    assert "larger" in item.problem.what
