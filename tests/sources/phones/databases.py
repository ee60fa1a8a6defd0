"""Databases as Apple's programs keep them, of invented people; ``python -m`` writes samples."""

from __future__ import annotations

import plistlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from tests.sources.golden import SAMPLES

# ruff: noqa: E501

if TYPE_CHECKING:
    from pathlib import Path

CLEO, BEN, BANK = "+447700900123", "ben.moss@mill.example", "ACMEBANK"
MY_NUMBER, MY_ADDRESS = "+447700900199", "robin.vale@home.example"
NINE = 794_134_800  # 2026-03-02T09:00Z, in seconds since 2001
_MESSAGES = """
    CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, service TEXT);
    CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, style INTEGER,
        chat_identifier TEXT, display_name TEXT);
    CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
    CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
    CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
    CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY, transfer_name TEXT, total_bytes INTEGER);
    CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE, text TEXT,
        attributedBody BLOB, message_summary_info BLOB, date INTEGER, date_edited INTEGER DEFAULT 0,
        date_retracted INTEGER DEFAULT 0, is_from_me INTEGER DEFAULT 0, handle_id INTEGER,
        item_type INTEGER DEFAULT 0, error INTEGER DEFAULT 0, is_sent INTEGER DEFAULT 1,
        is_system_message INTEGER DEFAULT 0, associated_message_guid TEXT,
        associated_message_type INTEGER DEFAULT 0, associated_message_emoji TEXT,
        thread_originator_guid TEXT, account TEXT, destination_caller_id TEXT,
        cache_has_attachments INTEGER DEFAULT 0);
"""
_CALLS = """
    CREATE TABLE ZCALLRECORD (Z_PK INTEGER PRIMARY KEY, ZADDRESS, ZNAME VARCHAR, ZDATE TIMESTAMP,
        ZDURATION FLOAT, ZORIGINATED INTEGER, ZANSWERED INTEGER, ZCALLTYPE INTEGER,
        ZSERVICE_PROVIDER VARCHAR, ZUNIQUE_ID VARCHAR);
"""
Values = tuple[Any, ...]


def archive(text: str, *, is_mutable: bool = False) -> bytes:
    """Return a text as Messages archives it (see ``comity.sources.phones.typedstream``)."""
    data = text.encode()
    count = len(data)
    mark, size = (b"", 1) if count < 0x80 else (b"\x81", 2) if count <= 0xFFFF else (b"\x82", 4)
    length = mark + count.to_bytes(size, "little")
    attributed, string = b"\x84\x84\x12NSAttributedString\x00", b"\x84\x84\x08NSString\x01"
    if is_mutable:
        attributed = b"\x84\x84\x19NSMutableAttributedString\x00" + attributed
        string = b"\x84\x84\x0fNSMutableString\x01" + string
    root = b"\x84" + attributed + b"\x84\x84\x08NSObject\x00\x85"
    inner = b"\x92\x84" + string + (b"\x95" if is_mutable else b"\x94") + b"\x84\x01+"
    return (
        b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@" + root + inner + length + data
        + b"\x86\x84\x02iI\x01" + length + b"\x92\x84\x84\x84\x0cNSDictionary\x00\x94\x84\x01i\x00\x86\x86"
    )  # fmt: skip


def edited(*texts: str) -> bytes:
    """Return what Messages keeps of the words a message had, the last of them last."""
    said = [{"t": archive(text), "d": float(NINE)} for text in texts]
    return plistlib.dumps({"ec": {"0": said}, "ep": [0]}, fmt=plistlib.FMT_BINARY)


def written(path: Path, script: str, **tables: list[Values]) -> Path:
    """Write a database; of each table these rows, whose first values are its first columns."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA page_size = 1024")
        connection.executescript(script)
        for table, rows in tables.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                names = [one[1] for one in connection.execute(f"PRAGMA table_info({table})")]
                into = ", ".join(names[: len(row)])
                connection.execute(f"INSERT INTO {table} ({into}) VALUES ({marks})", row)
        connection.commit()
    return path


def messages(path: Path, *rows: dict[str, Any], ns: bool = True) -> Path:
    """Write a database of messages; ``chat`` 1 is with Cleo, 2 with Ben and her, 3 a bank's."""
    written(
        path,
        _MESSAGES,
        handle=[(1, CLEO, "iMessage"), (2, BEN, "iMessage"), (3, BANK, "SMS")],
        chat=[
            (1, f"iMessage;-;{CLEO}", 45, CLEO, ""),
            (2, "iMessage;+;chat1", 43, "chat1", "Ferry"),
            (3, f"SMS;-;{BANK}", 45, BANK, ""),
        ],
        chat_handle_join=[(1, 1), (2, 1), (2, 2), (3, 3)],
        attachment=[(1, "ferry.heic", 12345)],
    )
    with closing(sqlite3.connect(path)) as connection:
        for number, row in enumerate(rows, 1):
            said = {"guid": guid(number), "date": NINE + 60 * number, "handle_id": 1, **row}
            if ns:
                said["date"] *= 10**9
            chat, attachment = said.pop("chat", 1), said.pop("attachment", None)
            marks = ", ".join("?" * len(said))
            into = f"INSERT INTO message ({', '.join(said)}) VALUES ({marks})"
            at = connection.execute(into, [*said.values()]).lastrowid
            if chat:
                connection.execute("INSERT INTO chat_message_join VALUES (?, ?)", (chat, at))
            if attachment:
                connection.execute("INSERT INTO message_attachment_join VALUES (?, 1)", (at,))
        connection.commit()
    return path


def guid(number: int) -> str:
    """Return what Messages calls its n-th message."""
    return f"00000000-0000-4000-8000-{number:012}"


def calls(path: Path, *rows: Values) -> Path:
    """Write a history of calls: (key, address, name, date, seconds, made by me, answered, ...)."""
    return written(path, _CALLS, ZCALLRECORD=[*rows])


ALL_SORTS: list[dict[str, Any]] = [
    {"text": "Plain words 😀", "destination_caller_id": MY_NUMBER},
    {"attributedBody": archive("In the archive alone \ufffc"), "is_from_me": 1, "handle_id": 0,
     "account": f"E:{MY_ADDRESS}"},
    {"attributedBody": archive("é" * 100, is_mutable=True), "destination_caller_id": MY_NUMBER},
    {"text": "To a group", "is_from_me": 1, "handle_id": 0, "chat": 2, "account": f"e:{MY_ADDRESS}"},
    {"text": "From one of the group", "handle_id": 2, "chat": 2, "account": f"E:{MY_ADDRESS}"},
    {"text": "Answering him", "handle_id": 1, "chat": 2, "thread_originator_guid": guid(5),
     "account": f"E:{MY_ADDRESS}"},
    {"text": "Loved “Plain words”", "is_from_me": 1, "associated_message_type": 2000,
     "associated_message_guid": f"p:0/{guid(1)}", "destination_caller_id": MY_NUMBER},
    {"associated_message_type": 2006, "associated_message_emoji": "🎉", "handle_id": 2, "chat": 2,
     "associated_message_guid": f"bp:{guid(4)}", "account": f"E:{MY_ADDRESS}"},
    {"associated_message_type": 3000, "associated_message_guid": f"p:0/{guid(2)}"},
    {"item_type": 1, "handle_id": 1, "chat": 2},
    {"item_type": 2, "text": "renamed it", "chat": 2},
    {"message_summary_info": edited("First words", "Last words"), "date_edited": (NINE + 999) * 10**9,
     "destination_caller_id": MY_NUMBER},
    {"message_summary_info": plistlib.dumps({"rp": [0]}, fmt=plistlib.FMT_BINARY), "is_from_me": 1,
     "date_retracted": (NINE + 999) * 10**9, "destination_caller_id": MY_NUMBER},
    {"text": "\ufffc", "cache_has_attachments": 1, "attachment": 1, "destination_caller_id": MY_NUMBER},
    {"text": "Your code is 1111", "handle_id": 3, "chat": 3},
    {"text": "Not sent", "is_from_me": 1, "error": 22, "is_sent": 0},
    {"text": "In no chat", "chat": None, "destination_caller_id": MY_NUMBER},
    {"text": "Without a date", "date": 0, "destination_caller_id": MY_NUMBER},
]  # fmt: skip

ALL_CALLS: list[Values] = [
    (1, CLEO.encode(), None, NINE + 1.5, 61.2, 0, 1, 1, "com.apple.Telephony"),
    (2, CLEO, "Cleo Dunn", NINE + 100, 0.0, 0, 0, 1, "com.apple.Telephony"),
    (3, CLEO, "", NINE + 200, 12.0, 1, 0, 1, "com.apple.Telephony"),
    (4, BEN, "", NINE + 300, 12.0, 1, 1, 8, "com.apple.FaceTime"),
    (5, CLEO, "", NINE + 400, 0.0, 1, 0, 1, "com.apple.Telephony"),
    (6, "447700900123@s.whatsapp.net", "", NINE + 500, 5.0, 0, 1, 0, "net.whatsapp.WhatsApp"),
    (7, "", "", NINE + 600, 5.0, 0, 1, 1, "com.apple.Telephony"),
    (8, CLEO, "", None, 5.0, 0, 1, 1, "com.apple.Telephony"),
]

if __name__ == "__main__":
    for old in SAMPLES.glob("*/*.db"):
        old.unlink()
    (SAMPLES / "imessage").mkdir(exist_ok=True)
    calls(SAMPLES / "call_log" / "history-of-an-apple-telephone.db", *ALL_CALLS)
    messages(SAMPLES / "imessage" / "all-sorts-of-messages.db", *ALL_SORTS)
    messages(SAMPLES / "imessage" / "seconds-since-2001.db", {"text": "Long ago"}, ns=False)
