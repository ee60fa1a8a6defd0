from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources.phones import call_log, imessage
from tests.sources.phones.databases import (
    ALL_SORTS,
    CLEO,
    MY_NUMBER,
    NINE,
    calls,
    edited,
    guid,
    messages,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path


def one(tmp_path: Path, **said: object) -> Record | Skipped:
    (found,) = imessage.read(messages(tmp_path / "chat.db", said))
    return found


def roles(record: Record | Skipped) -> dict[str, str]:
    assert isinstance(record, Record)
    return {who.role: who.identity for who in record.participants}


def test_a_file_is_told_by_its_tables_whatever_its_name(tmp_path: Path) -> None:
    assert imessage.recognise(messages(tmp_path / "3d0d7e5fb2ce288813306e4d4636395e047a3d28"))
    assert not imessage.recognise(calls(tmp_path / "CallHistory.storedata"))
    assert call_log.recognise(tmp_path / "CallHistory.storedata")
    (tmp_path / "chat.db").write_bytes(b"SQLite format 3\0 and no more")
    assert not imessage.recognise(tmp_path / "chat.db")


@pytest.mark.parametrize("view", ["message", "handle"])
def test_a_view_of_a_strangers_is_no_table(tmp_path: Path, view: str) -> None:
    path = messages(tmp_path / "chat.db", {"text": "Hi"})
    forever = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"DROP TABLE {view}; CREATE VIEW {view} AS {forever};")
    assert not imessage.recognise(path)


def test_what_stands_in_the_log_alone_is_read_and_nothing_is_changed(tmp_path: Path) -> None:
    path = messages(tmp_path / "chat.db", {"text": "In the file"})
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute(
        "INSERT INTO message (guid, text, date, handle_id) VALUES (?, 'In the log', ?, 1)",
        (guid(9), NINE * 10**9),
    )
    writer.commit()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    found = [item.text for item in imessage.read(path) if isinstance(item, Record)]
    assert found == ["In the file", "In the log"]
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    writer.close()


def test_a_file_that_nobody_may_write_is_read(tmp_path: Path) -> None:
    path = messages(tmp_path / "chat.db", {"text": "Hi"})
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        assert len(list(imessage.read(path))) == 1
        assert [file.name for file in tmp_path.iterdir()] == ["chat.db"]
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ({"destination_caller_id": MY_NUMBER}, f"phone:{MY_NUMBER}"),
        ({"account": "E:robin.vale@home.example"}, "email:robin.vale@home.example"),
        ({"account": f"P:{MY_NUMBER}"}, f"phone:{MY_NUMBER}"),
        ({"account": "E:", "destination_caller_id": ""}, "handle:telephone/owner"),
        ({}, "handle:telephone/owner"),
    ],
)
def test_who_the_owner_is(tmp_path: Path, said: dict[str, str], own: str) -> None:
    found = roles(one(tmp_path, text="Hi", is_from_me=1, **said))
    assert found == {"from": own, "to": f"phone:{CLEO}", "self": own}


@pytest.mark.parametrize(
    ("kind", "about", "interaction"),
    [
        (2000, 1, "reaction"),
        (2005, 1, "reaction"),
        (1999, 1, "message"),
        (2, 1, "message"),
        (3001, 1, "not used"),
        (2000, 99, "not used"),  # to a message that is gone
    ],
)
def test_tapbacks(tmp_path: Path, kind: int, about: int, interaction: str) -> None:
    first = {"text": "Hi", "is_from_me": 1}
    tap = {"associated_message_type": kind, "associated_message_guid": f"p:0/{guid(about)}"}
    _, found = imessage.read(messages(tmp_path / "chat.db", first, tap))
    assert (found.interaction if isinstance(found, Record) else found.reason) == interaction


def test_a_tapback_at_ones_own_words_is_none(tmp_path: Path) -> None:
    tap = {"associated_message_type": 2001, "associated_message_guid": f"p:0/{guid(1)}"}
    _, found = imessage.read(messages(tmp_path / "chat.db", {"text": "Hi"}, tap))
    assert found == Skipped("not used", "chat.db, message 2")


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (edited("First", "Then"), "Then"),
        (b"bplist00 and no more", ""),
        (b"<plist/>", ""),
        (b"x" * (2 << 20), ""),
    ],
)
def test_the_last_words_of_an_edited_message(tmp_path: Path, summary: bytes, text: str) -> None:
    found = one(tmp_path, message_summary_info=summary)
    assert isinstance(found, Record)
    assert found.text == text


@pytest.mark.parametrize(("date", "is_dated"), [(NINE, True), (0, False), (1 << 50, False)])
def test_absurd_dates_are_none(tmp_path: Path, date: int, *, is_dated: bool) -> None:
    path = messages(tmp_path / "chat.db", {"text": "Hi", "date": date}, ns=False)
    if not is_dated and date:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE message SET date = 'soon'")
            connection.commit()
    (found,) = imessage.read(path)
    assert isinstance(found, Record)
    assert (found.at_us is not None) == is_dated


def test_columns_that_an_older_version_lacks(tmp_path: Path) -> None:
    script = """
        CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);
        CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT);
        CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
        CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
        CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, date INTEGER,
            is_from_me INTEGER, handle_id INTEGER);
    """
    path = written(
        tmp_path / "sms.db",
        script,
        handle=[(1, CLEO)],
        chat=[(1, "a")],
        chat_handle_join=[(1, 1)],
        chat_message_join=[(1, 1)],
        message=[(1, "g", "Hi", NINE, 0, 1)],
    )
    (found,) = imessage.read(path)
    assert isinstance(found, Record)
    assert found.text == "Hi"


def test_every_message_is_accounted_for_once_though_it_is_in_several_chats(tmp_path: Path) -> None:
    path = messages(tmp_path / "chat.db", *ALL_SORTS)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO chat_message_join SELECT 2, message_id FROM chat_message_join"
        )
        connection.commit()
    found = list(imessage.read(path))
    assert len(found) == len(ALL_SORTS)
    records = [one for one in found if isinstance(one, Record)]
    alone = [one.text for one in records if one.conversation == "0900123"]
    assert alone == ["In no chat"]


def test_a_database_whose_names_are_no_text_is_told(tmp_path: Path) -> None:
    path = messages(tmp_path / "chat.db", {"text": "Hi"})
    path.write_bytes(
        path.read_bytes().replace(b"destination_caller_id", b"destination_c\xffller_id")
    )
    imessage.recognise(path)
    assert [type(one) for one in imessage.read(path)] in ([Skipped], [Record])
