"""The database of Apple's Contacts, with as many of its tables as say who somebody is.

    python -m tests.sources.cards.apple_database

writes the samples anew.
"""

from __future__ import annotations

import plistlib
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

_SAMPLES = Path(__file__).parent.parent / "samples" / "apple_contacts"
_SCHEMA = """
    PRAGMA page_size = 1024;
    CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR);
    INSERT INTO Z_PRIMARYKEY VALUES (19, 'ABCDGroup'), (22, 'ABCDContact'), (25, 'ABCDInfo');
    CREATE TABLE ZABCDRECORD (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZFIRSTNAME VARCHAR,
        ZLASTNAME VARCHAR, ZORGANIZATION VARCHAR, ZJOBTITLE VARCHAR, ZNAME VARCHAR,
        ZBIRTHDAY TIMESTAMP, ZMODIFICATIONDATE TIMESTAMP, ZDISPLAYFLAGS INTEGER,
        ZCONTAINERWHERECONTACTISME INTEGER, ZUNIQUEID VARCHAR);
    CREATE TABLE ZABCDEMAILADDRESS (Z_PK INTEGER PRIMARY KEY, ZOWNER INTEGER,
        ZORDERINGINDEX INTEGER, ZADDRESS VARCHAR, ZLABEL VARCHAR);
    CREATE TABLE ZABCDPHONENUMBER (Z_PK INTEGER PRIMARY KEY, ZOWNER INTEGER,
        ZORDERINGINDEX INTEGER, ZFULLNUMBER VARCHAR);
    CREATE TABLE ZABCDPOSTALADDRESS (Z_PK INTEGER PRIMARY KEY, ZOWNER INTEGER, ZCITY VARCHAR,
        ZCOUNTRYNAME VARCHAR);
    CREATE TABLE ZABCDNOTE (Z_PK INTEGER PRIMARY KEY, ZCONTACT INTEGER, ZTEXT VARCHAR);
"""
_PEOPLE = (
    (1, 22, "Ben", "Hart", "Hart & Sons", "Engineer", None, -657_000_000.0, 736_678_800.0, 0, None),
    (2, 22, "Ada", "Marsh", None, None, None, None, 736_678_800.0, 0, 1),
    (3, 22, None, None, "Glas; GmbH", None, None, None, None, 1, None),
    (4, 19, None, None, None, None, "Family", None, None, 0, None),
    (5, 22, None, None, None, None, None, None, None, 0, None),
)


def written(path: Path) -> None:
    """Write a database of two people, a firm, a group and somebody without a name."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SCHEMA)
        marks = ", ".join("?" * 11)
        for row in _PEOPLE:
            connection.execute(f"INSERT INTO ZABCDRECORD VALUES ({marks}, NULL)", row)
        connection.executemany(
            "INSERT INTO ZABCDEMAILADDRESS VALUES (?, ?, ?, ?, '_$!<Work>!$_')",
            [
                (1, 1, 1, "ben@hart.example"),
                (2, 1, 0, "Ben.Hart@home.example"),
                (3, 2, 0, "ada@acme.example"),
                (4, 3, 0, "office@glas.example"),
                (5, 99, 0, "nobody@x.example"),
            ],
        )
        connection.execute("INSERT INTO ZABCDPHONENUMBER VALUES (1, 1, 0, '+44 1632 960961')")
        connection.execute("INSERT INTO ZABCDPOSTALADDRESS VALUES (1, 1, 'Leeds', 'UK')")
        connection.execute("INSERT INTO ZABCDNOTE VALUES (1, 1, 'Met at the bridge,\nin May')")
        connection.commit()


def card() -> bytes:
    """Return one card as a property list."""
    said = {
        "First": "Ben",
        "Last": "Hart",
        "Organization": "Hart & Sons",
        "Birthday": datetime(1980, 3, 2, 12),  # noqa: DTZ001 - property lists know no zones
        "Email": {"values": ["ben@hart.example", 7], "labels": ["_$!<Work>!$_"]},
        "Phone": {"values": ["+44 1632 960961"]},
        "Address": {"values": [{"City": "Leeds", "Country": "UK"}, "odd"]},
        "Note": "Met at the bridge.",
        "UID": "5D0B:ABPerson",
    }
    return plistlib.dumps(said, fmt=plistlib.FMT_BINARY)


if __name__ == "__main__":
    _SAMPLES.mkdir(exist_ok=True)
    (_SAMPLES / "AddressBook-v22.abcddb").unlink(missing_ok=True)
    written(_SAMPLES / "AddressBook-v22.abcddb")
    (_SAMPLES / "one_card.abcdp").write_bytes(card())
    (_SAMPLES / "group.abcdg").write_bytes(plistlib.dumps({"GroupName": "Family"}))
    (_SAMPLES / "damaged.abcdp").write_bytes(b"bplist00\xff\xff")
