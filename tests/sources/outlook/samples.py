"""The samples of Outlook's files, written by hand since nothing here could save them.

    python -m tests.sources.outlook.samples

writes them anew; they come out the same each time.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sources.outlook.cfb import msg
from tests.sources.outlook.made import (
    ADDRESS,
    APPOINTMENT,
    MEETING,
    STRINGS,
    EightBit,
    Made,
    filetime,
)
from tests.sources.outlook.pst_file import Folder, pst

if TYPE_CHECKING:
    from tests.sources.outlook.made import (
        Values,
    )

_SAMPLES = Path(__file__).parent.parent / "samples"
MONDAY = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
ADA, BEN, CLEO = "ada@acme.example", "ben@hart.example", "cleo@acme.example"
X500_CLEO = "/o=Acme/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=cleo"
HEADER = (
    "Received: from mail.hart.example by mx.acme.example; Mon, 6 May 2024 11:00:05 +0200\r\n"
    "From: Ben Hart <ben@hart.example>\r\nTo: Ada Marsh <ada@acme.example>\r\n"
    "Subject: The bridge\r\nDate: Mon, 6 May 2024 11:00:00 +0200\r\n"
    "Message-ID: <bridge.1@hart.example>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="=_1"\r\n\r\n--=_1 not of the header\r\n'
)
_FOREIGN = bytes(36) + struct.pack("<I", 30) + b"vCal-Uid\1\0\0\0weekly@acme.example\0"
_UID = bytes.fromhex("040000008200E00074C5B7101A82E008") + bytes(20)


def addressee(name: str, address: str, kind: int = 1, **more: int) -> Values:
    """Return somebody an item is addressed to."""
    answered: Values = {0x5FFF: more["answer"]} if "answer" in more else {}
    flags: Values = {0x5FFD: more["flags"]} if "flags" in more else {}
    return {0x3001: name, 0x3002: "SMTP", 0x3003: address, 0x0C15: kind, **answered, **flags}


def mail(values: Values | None = None) -> Made:
    """Return a mail from Ada to Ben that never had a header."""
    said: Values = {
        0x1A: "IPM.Note",
        0x37: "The bridge",
        0x39: MONDAY,
        0x0E06: MONDAY + timedelta(seconds=5),
        0x0E07: 1,
        0x42: "Ada Marsh",
        0x64: "SMTP",
        0x65: ADA,
        0x1000: "Shall we look at the drawings on Thursday?\r\n",
        0x1035: "<bridge.2@acme.example>",
        0x1042: "<bridge.1@hart.example>",
    }
    said.update(values or {})
    return Made(said, [addressee("Ben Hart", BEN)])


def with_header() -> Made:
    """Return a mail that came from outside, whose header Outlook keeps."""
    said: Values = {
        0x1A: "IPM.Note",
        0x37: "The bridge",
        0x7D: HEADER,
        0x1000: "How are the plans?\r\n",
    }
    html: Values = {0x1013: b"<html><body><p>How are the plans?</p></body></html>", 0x3FDE: 65001}
    file: Values = {
        0x3707: "plan.pdf",
        0x3704: "PLAN.PDF",
        0x3701: b"%PDF" * 30,
        0x370E: "application/pdf",
    }
    return Made({**said, **html}, [addressee("Ada Marsh", ADA)], [file])


def of_exchange() -> Made:
    """Return a mail between two of one Exchange, with the mail address of one beside."""
    values: Values = {
        0x42: "Cleo Voss",
        0x64: "EX",
        0x65: X500_CLEO.upper(),
        0x1035: "<plans@acme.example>",
    }
    values |= {0x0076: ADA, 0x0040: "Ada Marsh", 0x5D07: ADA, 0x37: "\x01\x05RE: The plans"}
    return mail(values=values)


def to_cleo() -> Made:
    """Return a mail to the same, whose mail address it tells."""
    item = mail(values={0x1035: "<tell@acme.example>"})
    item.addressees = [
        {0x3001: "Cleo Voss", 0x3002: "EX", 0x3003: X500_CLEO, 0x39FE: CLEO, 0x0C15: 1}
    ]
    return item


def in_rtf() -> Made:
    """Return a mail whose words are in RTF alone, in eight bits and a code page of its own."""
    rtf = rb"{\rtf1\ansi\ansicpg1252\fromtext Gr\'fc\'dfe aus K\'f6ln\par}"
    body = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    item = mail(
        values={
            0x1009: body,
            0x37: EightBit("Brücke".encode("cp1252")),
            0x3FFD: 1252,
            0x1035: "<koeln@acme.example>",
        }
    )
    del item.values[0x1000]
    return item


def draft() -> Made:
    """Return a mail that was never sent."""
    item = mail(values={0x0E07: 8})
    del item.values[0x39], item.values[0x1035]
    return item


def meeting(values: Values | None = None) -> Made:
    """Return a meeting that Ada called, with what Ben and Cleo answered."""
    said: Values = {
        0x1A: "IPM.Appointment",
        0x37: "Drawings",
        0x42: "Ada Marsh",
        0x65: ADA,
        0x1000: "Bring yours.\r\n",
        0x3007: MONDAY - timedelta(days=3),
        0x3008: MONDAY - timedelta(days=1),
        (MEETING, 0x23): _UID + struct.pack("<I", 4) + b"draw",
        (APPOINTMENT, 0x820D): MONDAY,
        (APPOINTMENT, 0x820E): MONDAY + timedelta(hours=1),
        (APPOINTMENT, 0x8208): "Room 5",
        (APPOINTMENT, 0x8205): 2,
        (APPOINTMENT, 0x8217): 1,
        (APPOINTMENT, 0x8215): False,
    }
    said.update(values or {})
    people = [
        addressee("Ada Marsh", ADA, flags=3),
        addressee("Ben Hart", BEN, answer=3),
        addressee("Cleo Voss", CLEO, 2, answer=4),
        addressee("Room 5", "room5@acme.example", 3),
    ]
    return Made(said, people)


def weekly() -> Made:
    """Return a series on Mondays in Berlin: eight of them, one deleted, one moved and renamed."""
    start = datetime(2024, 5, 6, tzinfo=UTC)
    deleted, moved = start + timedelta(days=14), start + timedelta(days=21)

    def minutes(at: datetime) -> int:
        return int.from_bytes(filetime(at), "little") // 600_000_000

    blob = struct.pack("<HHHHH", 0x3004, 0x3004, 0x200B, 1, 0) + struct.pack("<III", 0, 1, 0)
    blob += struct.pack("<I", 2) + struct.pack("<III", 0x2022, 8, 1)
    blob += struct.pack("<III", 2, minutes(deleted), minutes(moved))
    blob += struct.pack("<II", 1, minutes(moved + timedelta(days=1)))
    blob += struct.pack("<II", minutes(start), minutes(start + timedelta(days=49)))
    blob += struct.pack("<IIIIH", 0x3006, 0x3009, 11 * 60, 12 * 60, 1)
    at = moved + timedelta(days=1, hours=15)
    blob += struct.pack("<III", minutes(at), minutes(at + timedelta(hours=2)), minutes(moved) + 660)
    blob += struct.pack("<HHH", 0x11, 7, 6) + b"Models" + struct.pack("<HH", 7, 6) + b"Studio"
    zone = "W. Europe Standard Time".encode("utf-16-le")
    named = struct.pack("<BBHHH", 2, 1, 48, 2, len(zone) // 2) + zone
    return meeting(
        values={
            (MEETING, 0x23): _FOREIGN,
            (APPOINTMENT, 0x8216): blob,
            (APPOINTMENT, 0x8260): named,
        }
    )


def contact() -> Made:
    """Return a contact with all that Outlook can say of somebody."""
    values: Values = {
        0x1A: "IPM.Contact",
        0x37: "Ben Hart",
        0x3001: "Ben Hart",
        0x3A06: "Ben",
        0x3A11: "Hart",
        0x3A16: "Hart & Sons",
        0x3A17: "Engineer",
        0x3A1C: "+44 1632 960961",
        0x3A24: "+44 1632 960999",
        0x3A42: datetime(1980, 3, 1, 23, 0, tzinfo=UTC),
        0x3A48: "Ida Hart",
        0x3A51: "https://hart.example",
        0x1000: "Met at the bridge.\r\n",
        0x3008: MONDAY,
        (ADDRESS, 0x8083): X500_CLEO.replace("cleo", "ben"),
        (ADDRESS, 0x8084): BEN,
        (ADDRESS, 0x8093): "ben.hart@home.example",
        (ADDRESS, 0x8046): "Leeds",
        (ADDRESS, 0x8049): "UK",
        (STRINGS, "Keywords"): ["Bridges", "Clients"],
    }
    return Made(values)


def answered() -> Made:
    """Return Ben's yes to the meeting, with words of his own."""
    said: Values = {
        0x1A: "IPM.Schedule.Meeting.Resp.Pos",
        0x37: "Accepted: Drawings",
        0x42: "Ben Hart",
    }
    said |= {0x65: BEN, 0x1000: "With pleasure, and cake.\r\n", 0x1035: "<yes@hart.example>"}
    said |= {(MEETING, 0x23): _UID + struct.pack("<I", 4) + b"draw"}
    item = mail(values=said)
    item.addressees = [addressee("Ada Marsh", ADA)]
    return item


def note() -> Made:
    """Return a note to oneself, which tells of nobody."""
    return Made({0x1A: "IPM.StickyNote", 0x37: "Milk", 0x1000: "Milk"})


def files() -> dict[str, bytes]:
    """Return every sample by its path."""
    hidden: Values = {0x10F4: True}
    folders = [
        Folder(
            "Posteingang",
            [with_header(), of_exchange(), answered()],
            [Folder("Acme/West", [in_rtf()])],
        ),
        Folder("Weg", [mail(), to_cleo()]),
        Folder("Neu", [draft()]),
        Folder("Junk E-mail", [mail(values={0x1035: "<win@spam.example>"})]),
        Folder("Kalender", [meeting(), weekly()], values={0x3613: "IPF.Appointment"}),
        Folder("Kontakte", [contact(), note()], values={0x3613: "IPF.Contact"}),
        Folder("Recipient Cache", [contact()], values=hidden),
        Folder("Deleted Items", [mail(values={0x1035: "<gone@acme.example>"}), contact()]),
    ]
    return {
        "pst/folders_of_one_mailbox.pst": pst(folders, {0x35E4: "Weg", 0x36D7: "Neu"}),
        "pst/nothing_in_it.pst": pst([Folder("Inbox")]),
        "pst/cut_off.pst": pst([Folder("Inbox", [mail()])])[:9_000],
        "msg/with_header.msg": msg(with_header()),
        "msg/without_header.msg": msg(mail()),
        "msg/of_exchange.msg": msg(of_exchange()),
        "msg/words_in_rtf.msg": msg(in_rtf()),
        "msg/draft.msg": msg(draft()),
        "msg/meeting.msg": msg(meeting()),
        "msg/weekly_with_exceptions.msg": msg(weekly()),
        "msg/contact.msg": msg(contact()),
        "msg/answer_with_words.msg": msg(answered()),
        "msg/note_to_oneself.msg": msg(note()),
        "msg/cut_off.msg": msg(mail())[:2_000],
    }


if __name__ == "__main__":
    for name, data in files().items():
        path = _SAMPLES / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
