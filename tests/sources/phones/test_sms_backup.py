from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources.phones import sms_backup

if TYPE_CHECKING:
    from pathlib import Path

CLEO = "+447700900123"


def sms(
    *,
    address: str = CLEO,
    date: int = 1772442000123,
    kind: int = 1,
    body: str = "Hi",
    more: str = "",
) -> str:
    return f'<sms address="{address}" date="{date}" type="{kind}" body="{body}" {more}/>'


def read(tmp_path: Path, *elements: str) -> list[Record | Skipped]:
    path = tmp_path / "sms-1.xml"
    path.write_text(f"<smses>{''.join(elements)}</smses>", "utf-8")
    return list(sms_backup.read(path))


def refs(items: list[Record | Skipped]) -> list[str]:
    return [one.ref for one in items if isinstance(one, Record)]


def test_a_number_with_and_without_its_country_is_one_message(tmp_path: Path) -> None:
    one, other = refs(read(tmp_path, sms(), sms(address="07700 900123")))
    assert one == other


@pytest.mark.parametrize(
    "another",
    [
        sms(date=1772442000124),
        sms(kind=2),
        sms(body="Hi!"),
        sms(address="+447700900124"),
    ],
)
def test_what_makes_another_message(tmp_path: Path, another: str) -> None:
    one, other = refs(read(tmp_path, sms(), another))
    assert one != other


@pytest.mark.parametrize(
    ("address", "is_person"),
    [
        ("+447700900123", True),
        ("0770090012", True),
        ("555-0123", True),
        ("cleo@ferry.example", True),
        ("60123", False),
        ("123456", False),
        ("+1", False),
        ("ACME", False),
        ("1-800-FERRY", False),
        ("", False),
        ("Unknown", False),
    ],
)
def test_short_codes_and_words_are_services(
    tmp_path: Path, address: str, *, is_person: bool
) -> None:
    (found,) = read(tmp_path, sms(address=address))
    assert isinstance(found, Record) == is_person


def test_one_message_of_two_programs_is_one(tmp_path: Path) -> None:
    said = {"_id": "1", "thread_id": "1", "address": CLEO, "date": "1772442000123", "type": "1"}
    path = tmp_path / "messages.ndjson"
    path.write_text(json.dumps(said | {"body": "Hi"}, separators=(",", ":")), "utf-8")
    assert sms_backup.recognise(path)
    assert refs(list(sms_backup.read(path))) == refs(read(tmp_path, sms()))


@pytest.mark.parametrize(
    "address", ["+447700900123~+447700900125", "+447700900123 +447700900125", "5550123; 5550124"]
)
def test_one_message_to_several_numbers_is_addressed_to_nobody(
    tmp_path: Path, address: str
) -> None:
    (found,) = read(tmp_path, sms(address=address, kind=2))
    assert isinstance(found, Record)
    assert [one.role for one in found.participants] == ["from", "self"]


@pytest.mark.parametrize("address", ["+44 7700 900123", "07700 900123", "(0770) 090-0123"])
def test_white_space_in_one_number_makes_no_several(tmp_path: Path, address: str) -> None:
    (found,) = read(tmp_path, sms(address=address))
    assert isinstance(found, Record)
    assert "to" in {one.role for one in found.participants}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Cleo Dunn", "Cleo Dunn"), ("(Unknown)", ""), ("null", ""), ("+44 7700 900123", "")],
)
def test_a_number_is_nobodys_name(tmp_path: Path, name: str, shown: str) -> None:
    (found,) = read(tmp_path, sms(more=f'contact_name="{name}"'))
    assert isinstance(found, Record)
    assert found.participants[0].name == shown


def test_a_text_is_cut_where_it_is_longer_than_any(tmp_path: Path) -> None:
    (found,) = read(tmp_path, sms(body="ä" * 100_000))
    assert isinstance(found, Record)
    assert found.text == "ä" * (32 * 1024)


def test_parts_beyond_number_are_let_go_of(tmp_path: Path) -> None:
    part = '<part ct="text/plain" text="x"/>'
    addr = '<addr address="+447700900123" type="137"/>'
    mms = '<mms date="1772442000000" msg_box="1" address="+447700900123" m_type="132">'
    (found,) = read(tmp_path, f"{mms}{part * 5000}{addr * 5000}</mms>")
    assert isinstance(found, Record)
    assert len(found.text) == 999


def test_an_mms_that_is_never_closed_ends_where_the_next_message_begins(tmp_path: Path) -> None:
    mms = '<mms date="1772442000000" msg_box="1" address="+447700900123" m_type="132">'
    found = read(tmp_path, mms, sms(), mms)
    assert [type(one) for one in found] == [Record, Record, Record]


def test_an_empty_backup_is_one_thing_not_used(tmp_path: Path) -> None:
    assert read(tmp_path) == [Skipped("not used", "sms-1.xml")]
