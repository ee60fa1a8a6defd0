from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from comity.model import Record
from comity.sources.cards import contacts_csv
from comity.sources.phones import call_log
from comity.sources.phones.call_table import type_of

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from comity.model import Skipped


def of_table(tmp_path: Path, text: str, tz: tzinfo = UTC) -> list[Record | Skipped]:
    path = tmp_path / "calls.csv"
    path.write_text(text, "utf-8")
    assert call_log.recognise(path)
    assert not contacts_csv.recognise(path)
    return list(call_log.read(path, tz=tz))


def of_xml(tmp_path: Path, said: str) -> Record | Skipped:
    path = tmp_path / "calls.xml"
    path.write_text(f"<calls><call {said} /></calls>", "utf-8")
    (found,) = call_log.read(path)
    return found


@pytest.mark.parametrize(
    ("kind", "duration", "interaction"),
    [
        ("1", "5", "call"),
        ("1", "0", "missed call"),
        ("2", "5", "call"),
        ("2", "0", "missed call"),
        ("2", "-1", "missed call"),
        ("3", "5", "missed call"),  # how long it rang
        ("4", "5", "missed call"),
        ("5", "5", "missed call"),
        ("7", "0", "call"),
    ],
)
def test_a_call_counts_where_it_was_answered(
    tmp_path: Path, kind: str, duration: str, interaction: str
) -> None:
    said = f'number="+447700900123" type="{kind}" date="1772442000123" duration="{duration}"'
    found = of_xml(tmp_path, said)
    assert isinstance(found, Record)
    assert found.interaction == interaction
    assert (found.end_us is not None) == (interaction == "call")


def test_an_absurd_length_ends_after_two_days(tmp_path: Path) -> None:
    said = 'number="+447700900123" type="1" date="1772442000123" duration="999999"'
    found = of_xml(tmp_path, said)
    assert isinstance(found, Record)
    assert found.end_us == found.at_us + 48 * 3600 * 1_000_000 if found.at_us else False


def test_one_call_in_a_table_and_in_a_backup_is_one(tmp_path: Path) -> None:
    header = "Name,Number,Type,Date,Duration"
    (tabled,) = of_table(tmp_path, f"{header}\nCleo,07700 900123,Incoming,2026-03-02 09:00:00,65")
    xml = of_xml(tmp_path, 'number="+447700900123" type="1" date="1772442000123" duration="65"')
    assert isinstance(tabled, Record)
    assert isinstance(xml, Record)
    assert tabled.ref == xml.ref


def test_times_of_a_table_are_of_the_zone(tmp_path: Path) -> None:
    row = "Phone number,Direction,Date time,Duration (s)\n+447700900123,in,x,1"
    zone = timezone(timedelta(hours=2))
    row = row.replace(",in,", ",Incoming,").replace(",x,", ",2026-03-02 09:00:00,")
    (found,) = of_table(tmp_path, row, zone)
    assert isinstance(found, Record)
    assert found.at_us == int(datetime(2026, 3, 2, 7, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("header", "is_log"),
    [
        ("Name,Number,Type,Date,Duration", True),
        ("Contact Name;Phone Number;Call Type;Call Date;Call Duration", True),
        ("Name,Rufnummer,Anruftyp,Datum,Dauer", True),
        ("Name,Phone,Email", False),
        ("Name,Phone,Type,Date", False),
        ("Employee,Date,Duration,Type", False),
    ],
)
def test_which_header_is_one_of_calls(tmp_path: Path, header: str, *, is_log: bool) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(header + "\n", "utf-8")
    assert call_log.recognise(path) == is_log


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("INCOMING_TYPE", "1"),
        ("Incoming call", "1"),
        ("outgoing", "2"),
        ("Dialled", "2"),
        ("Missed Call", "3"),
        ("eingehend", "1"),
        ("Verpasster", "3"),
        ("VOICEMAIL", "4"),
        ("Conference", ""),
    ],
)
def test_words_for_kinds_of_calls(word: str, kind: str) -> None:
    assert type_of(word) == kind
