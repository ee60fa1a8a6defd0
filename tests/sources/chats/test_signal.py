from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record, Skipped
from comity.sources.chats import signal

if TYPE_CHECKING:
    from pathlib import Path

ACI = "AAAAAAAAAAAAAAAAAAAAAw=="  # 00000000-0000-0000-0000-000000000003
HEAD = {"version": "1", "backupTimeMs": "1772442000000"}
ME = {"recipient": {"id": "1", "self": {}}}
CLEO = {"recipient": {"id": "3", "contact": {"aci": ACI, "e164": "447700900123"}}}
CHAT = {"chat": {"id": "10", "recipientId": "3"}}


def frames(tmp_path: Path, *more: object) -> list[Record | Skipped]:
    path = tmp_path / "main.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in (HEAD, ME, CLEO, CHAT, *more)), "utf-8")
    assert signal.recognise(path)
    return list(signal.read(path))[3:]


def item(**more: object) -> dict[str, Any]:
    said = {"chatId": "10", "authorId": "3", "dateSent": "1772442000123", "incoming": {}}
    return {"chatItem": said | {"standardMessage": {"text": {"body": "Hi"}}} | more}


def lines(tmp_path: Path, *rows: tuple[str, str], chat: str = "Cleo Dunn") -> list[Any]:
    path = tmp_path / chat / "data.json"
    path.parent.mkdir()
    text = "".join(
        json.dumps({"date": "2026-03-02T09:00:00", "sender": sender, "body": body}) + "\n"
        for sender, body in rows
    )
    path.write_text(text, "utf-8")
    assert signal.recognise(path)
    return list(signal.read(path))


def roles(one: Record | Skipped) -> dict[str, str]:
    assert isinstance(one, Record)
    return {who.role: who.identity for who in one.participants}


def test_numbers_may_be_numbers_or_strings(tmp_path: Path) -> None:
    (one, two) = frames(tmp_path, item(), item(chatId=10, authorId=3, dateSent=1772442000123))
    assert one.__class__ is two.__class__ is Record
    assert isinstance(one, Record)
    assert isinstance(two, Record)
    assert (one.ref, one.at_us) == (two.ref, two.at_us)


@pytest.mark.parametrize(
    "frame",
    [
        item(chatId="99"),
        item(authorId="99"),
        item(standardMessage=None),
        item(standardMessage=[]),
        item(incoming={}, directionless={}),
        {"chatItem": None},
        {"adHocCall": {}},
        [],
        7,
    ],
)
def test_what_is_said_by_nobody_known_is_not_used(tmp_path: Path, frame: object) -> None:
    (found,) = frames(tmp_path, frame)
    assert isinstance(found, Skipped)
    assert found.reason == "not used"


@pytest.mark.parametrize(
    ("state", "interaction"),
    [
        ("ACCEPTED", "call"),
        ("NOT_ACCEPTED", "missed call"),
        ("MISSED", "missed call"),
        ("MISSED_NOTIFICATION_PROFILE", "missed call"),
    ],
)
def test_calls(tmp_path: Path, state: str, interaction: str) -> None:
    call = {"individualCall": {"direction": "OUTGOING", "state": state}}
    (found,) = frames(tmp_path, item(standardMessage=None, updateMessage=call, directionless={}))
    assert isinstance(found, Record)
    assert found.interaction == interaction
    assert roles(found)["from"] == "handle:signal/owner"


def test_who_alone_wrote_of_two_and_whom_a_folder_is_named_for(tmp_path: Path) -> None:
    (mine,) = lines(tmp_path, ("Me", "Hi"))
    assert roles(mine)["to"] == "name:signal/Cleo Dunn"
    group = lines(tmp_path, ("Me", "Hi"), ("Ben", "Ho"), ("Cleo", "Hm"), chat="Ferry")
    assert all("to" not in roles(one) for one in group)


def test_times_of_signal_export_are_of_the_zone(tmp_path: Path) -> None:
    lines(tmp_path, ("Me", "Hi"))
    zone = timezone(timedelta(hours=-5))
    (found,) = signal.read(tmp_path / "Cleo Dunn" / "data.json", tz=zone)
    assert isinstance(found, Record)
    assert found.at_us == 1772460000000000


def test_one_message_is_known_whoever_exported_it(tmp_path: Path) -> None:
    (one,) = frames(tmp_path, item(dateSent="1772442000000"))
    (two,) = lines(tmp_path, ("Cleo Dunn", "Hi  "))
    path = tmp_path / "Cleo Dunn.json"
    rows = [{"type": "incoming", "sent_at": 1772442000000, "body": "Hi", "source": "+447700900123"}]
    path.write_text(json.dumps(rows), "utf-8")
    assert signal.recognise(path)
    (three,) = signal.read(path)
    assert isinstance(one, Record)
    assert isinstance(three, Record)
    assert one.ref == two.ref == three.ref


@pytest.mark.parametrize(
    "text",
    ['{"version": 1}', "[]", '[{"type": "message"}]', '{"date": "x"}', '{"about": "Telegram"}'],
)
def test_other_json_is_not_signals(tmp_path: Path, text: str) -> None:
    path = tmp_path / "data.json"
    path.write_text(text)
    assert not signal.recognise(path)
