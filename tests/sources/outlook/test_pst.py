"""Outlook's data files: folders, what each is for, what is damaged, and nothing twice."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources.mail.rfc5322 import read_mail
from comity.sources.outlook import pst
from tests.sources.outlook import samples
from tests.sources.outlook.made import Made
from tests.sources.outlook.pst_file import Folder
from tests.sources.outlook.pst_file import pst as made_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sources.outlook.made import Values

MAILBOX = samples.files()["pst/folders_of_one_mailbox.pst"]


def written(folder: Path, data: bytes, name: str = "a.pst") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def read(folder: Path, *folders: Folder, store: Values | None = None) -> list[Record | Skipped]:
    return list(pst.read(written(folder, made_file(folders, store))))


def kept(folder: Path, *folders: Folder) -> list[Record]:
    return [item for item in read(folder, *folders) if isinstance(item, Record)]


def without_place(record: Record) -> Record:
    return replace(record, where="", attachments=())


def test_a_mail_is_the_very_record_that_its_eml_gives(tmp_path: Path) -> None:
    (record,) = kept(tmp_path, Folder("Inbox", [samples.with_header()]))
    head = samples.HEADER.partition("\r\n\r\n")[0].encode()
    plain = (
        b"\r\n\r\n--=_1\r\nContent-Type: text/plain\r\n\r\nHow are the plans?\r\n\r\n--=_1--\r\n"
    )
    assert without_place(record) == read_mail(head + plain, "")


def test_a_mail_without_a_header_is_what_its_own_program_would_have_sent(tmp_path: Path) -> None:
    (record,) = kept(tmp_path, Folder("Sent Items", [samples.mail()]))
    sent = read_mail(
        b'From: "Ada Marsh" <ada@acme.example>\nTo: "Ben Hart" <ben@hart.example>\n'
        b"Subject: The bridge\nDate: Mon, 06 May 2024 09:00:00 +0000\n"
        b"Message-ID: <bridge.2@acme.example>\nIn-Reply-To: <bridge.1@hart.example>\n\n"
        b"Shall we look at the drawings on Thursday?\n",
        "",
        use="sent",
    )
    assert without_place(record) == sent


def test_without_message_id_a_mail_has_the_reference_of_its_eml(tmp_path: Path) -> None:
    item = samples.mail()
    del item.values[0x1035]
    (record,) = kept(tmp_path, Folder("Sent Items", [item]))
    sent = read_mail(
        b"From: ada@acme.example\nTo: Ben <BEN@hart.example>\nSubject: The bridge\n"
        b"Date: Mon, 6 May 2024 11:00:00 +0200\n\nShall we look at the drawings on Thursday?\n",
        "",
    )
    assert isinstance(sent, Record)
    assert record.ref == sent.ref


@pytest.mark.parametrize(
    ("name", "store", "reason"),
    [
        ("Weg", 0x35E4, "sent"),
        ("Weg", 0x36D7, "draft"),
        ("Weg", 0x35E2, "draft"),
        ("Weg", 0x35E3, ""),
        ("Junk-E-Mail", None, "junk"),
        ("Entwürfe", None, "draft"),
        ("Gesendete Elemente", None, "sent"),
        ("Posteingang", None, ""),
    ],
)
def test_what_a_folder_is_for_is_told_by_the_store_or_its_name(
    tmp_path: Path, name: str, store: int | None, reason: str
) -> None:
    inner = Folder("2020", [samples.with_header()])
    special: Values = {store: name} if store else {}
    items = read(tmp_path, Folder(name, [samples.with_header()], [inner]), store=special)
    found = [one.reason if isinstance(one, Skipped) else one.folder for one in items]
    assert found == [reason, reason]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({0x10F4: True}, 0),
        ({0x3601: 2}, 0),
        ({0x3613: "IPF.Contact.RecipientCache"}, 0),
        ({0x3613: "IPF.Note.OutlookHomepage"}, 0),
        ({0x3613: "IPF.Contact"}, 1),
        ({0x3601: 1}, 1),
    ],
)
def test_what_outlook_keeps_for_itself_is_passed_over(
    tmp_path: Path, values: Values, count: int
) -> None:
    items = read(tmp_path, Folder("Anything", [samples.contact()], values=values))
    assert len(items) == count


def test_exchange_names_are_resolved_by_what_any_item_tells(tmp_path: Path) -> None:
    inbox = Folder("Inbox", [samples.of_exchange()])
    alone, *_ = kept(tmp_path, inbox)
    assert alone.participants[0].identity.startswith("x500:/O=ACME")
    told, *_ = [
        item
        for item in pst.read(
            written(tmp_path, made_file([inbox, Folder("Sent", [samples.to_cleo()])]), "b.pst")
        )
        if isinstance(item, Record)
    ]
    assert told.participants[0].identity == "email:cleo@acme.example"
    assert told.delivered_to == ("email:ada@acme.example",)


def test_a_contact_tells_whom_exchange_means(tmp_path: Path) -> None:
    mail = samples.of_exchange()
    mail.values[0x65] = samples.X500_CLEO.replace("cleo", "ben")
    record, _ = kept(tmp_path, Folder("Inbox", [mail]), Folder("People", [samples.contact()]))
    assert record.participants[0].identity == "email:ben@hart.example"


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("1C8D8C873F4E474CA016BC809D293EFA-ben@hart.example", "email:ben@hart.example"),
        ("1C8D8C873F4E474CA016BC809D293EFA-ben", "x500:"),
        ("ben", "x500:"),
    ],
)
def test_an_address_within_exchanges_own_name_is_one(
    tmp_path: Path, name: str, identity: str
) -> None:
    mail = samples.of_exchange()
    mail.values[0x65] = f"/O=EXCHANGELABS/OU=EXCHANGE ADMINISTRATIVE GROUP/CN=RECIPIENTS/CN={name}"
    (record,) = kept(tmp_path, Folder("Inbox", [mail]))
    assert record.participants[0].identity.startswith(identity)


def test_parts_together_are_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, MAILBOX)
    monkeypatch.setattr(pst, "PART_ITEMS", 4)
    parts = pst.parts(path)
    assert len(parts) > 2
    assert [one for part in parts for one in pst.read(path, part=part)] == list(pst.read(path))


def test_folders_whose_tables_are_lost_are_read_by_the_tree_of_the_file(tmp_path: Path) -> None:
    data = bytearray(made_file([Folder("Inbox", [samples.mail()] * 3)]))
    tables = [at for at in range(len(data)) if data[at : at + 2] == b"\xec\x7c"]
    assert len(tables) > 6
    for at in tables:
        data[at] = 0
    items = list(pst.read(written(tmp_path, bytes(data))))
    records = [one for one in items if isinstance(one, Record)]
    assert [one.ref for one in records] == ["bridge.2@acme.example"] * 3
    unread = [one for one in items if isinstance(one, Skipped)]
    assert all(one.problem and "cannot be told" in one.problem.what for one in unread)


@pytest.mark.parametrize("name", ["no.pst", "cut_off.pst", "empty.pst"])
def test_a_file_that_is_none_is_told(tmp_path: Path, name: str) -> None:
    data = {"no.pst": b"!BDNothing", "cut_off.pst": MAILBOX[:9_000], "empty.pst": b""}[name]
    (item,) = pst.read(written(tmp_path, data, name))
    assert isinstance(item, Skipped)
    assert item.problem
    assert "copy" in item.problem.advice or "rights" in item.problem.advice


def test_the_file_is_not_changed(tmp_path: Path) -> None:
    path = written(tmp_path, MAILBOX)
    before = path.stat().st_mtime_ns
    assert list(pst.read(path))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (MAILBOX, before)
    assert [one.name for one in tmp_path.iterdir()] == ["a.pst"]


def test_whatever_bytes_a_file_has_reading_it_ends(tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311 - the same each time
    path = tmp_path / "a.pst"
    for _ in range(60):
        data = bytearray(MAILBOX)
        for _ in range(random.choice((1, 10, 200))):
            data[random.randrange(0x4600, len(data))] = random.randrange(256)
        path.write_bytes(data[: random.choice((len(data), random.randrange(len(data))))])
        assert all(isinstance(one, Record | Skipped) for one in pst.read(path))


def test_the_library_is_not_loaded_before_a_file_is_read() -> None:
    code = "import sys, comity.sources.outlook.pst as p; sys.exit('pypff' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


def test_an_item_of_no_properties_costs_one_record(tmp_path: Path) -> None:
    items = read(tmp_path, Folder("Inbox", [samples.mail(), Made({0x1A: "IPM.Note"})]))
    assert [type(one) for one in items] == [Record, Record]
