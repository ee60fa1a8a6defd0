from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record, Skipped
from comity.sources import linkedin
from comity.sources.linkedin import snapshot

if TYPE_CHECKING:
    from pathlib import Path

ADA = {
    "First Name": "Ada",
    "Last Name": "Lovelace",
    "URL": "https://www.linkedin.com/in/ada",
    "Email Address": "",
    "Company": "Engines",
    "Position": "Analyst",
    "Connected On": "12 Mar 2024",
}
DOMAIN_LAST = '{"elements": [{"snapshotData": %s, "snapshotDomain": "CONNECTIONS"}]}'
DOMAIN_FIRST = '{"elements": [{"snapshotDomain": "CONNECTIONS", "snapshotData": %s}]}'


def kept(path: Path) -> list[Record]:
    return [one for one in linkedin.read(path) if isinstance(one, Record)]


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.json", DOMAIN_LAST),
        ("page.json", DOMAIN_FIRST),
        ("pages.json", f"[{DOMAIN_LAST}, {DOMAIN_FIRST}]"),
        ("elements.json", '[{"snapshotDomain": "CONNECTIONS", "snapshotData": %s}]'),
        ("connections.json", "%s"),
    ],
)
def test_a_connection_by_json_is_the_one_by_csv(name: str, text: str, tmp_path: Path) -> None:
    with (tmp_path / "Connections.csv").open("w", newline="") as file:
        csv.writer(file).writerows([list(ADA), list(ADA.values())])
    (by_csv,) = kept(tmp_path / "Connections.csv")
    path = written(tmp_path / name, text.replace("%s", json.dumps([ADA])))
    assert linkedin.recognise(path)
    found = kept(path)
    assert {(one.ref, one.version) for one in found} == {(by_csv.ref, by_csv.version)}
    assert found[0].participants == by_csv.participants


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("other.json", json.dumps([ADA])),  # its name tells no domain
        ("connections.json", '[{"host": "example.org"}]'),  # a program's own
        ("connections.json", '{"elements": []}'),
        ("connections.json", ""),
        ("result.json", '{"name": "A chat", "messages": []}'),
    ],
)
def test_other_json_is_none(name: str, text: str, tmp_path: Path) -> None:
    assert not linkedin.recognise(written(tmp_path / name, text))


def test_pages_without_rows_are_of_the_export_and_other_json_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    written(folder / "0.json", DOMAIN_LAST % json.dumps([ADA]))
    written(folder / "1.json", '{"message": "No data found", "status": 404}')
    assert linkedin.recognise(folder)
    assert Skipped("not used", "1.json") in list(linkedin.read(folder))
    written(folder / "package.json", '{"name": "a program"}')
    assert not linkedin.recognise(folder)


def test_a_domain_of_no_use_is_told_once_a_list(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"Member Age": "50"}, {"Member Age": "60"}]
    element = {"snapshotData": rows, "snapshotDomain": "AD_TARGETING"}
    path = written(tmp_path / "page.json", json.dumps({"elements": [element, element]}))
    assert [one.where for one in linkedin.read(path)] == ["page.json, row 1", "page.json, row 2"]


def test_what_is_nested_in_a_row_changes_neither_it_nor_its_domain(tmp_path: Path) -> None:
    odd = ADA | {"More": {"snapshotDomain": "INBOX", "snapshotData": [{"a": 1}]}, "Company": None}
    (found,) = kept(written(tmp_path / "page.json", DOMAIN_LAST % json.dumps([odd])))
    assert {one.attribute for one in found.claims} == {"name", "title", "connected"}


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    text = DOMAIN_FIRST % json.dumps([ADA, ADA])
    first, rest = linkedin.read(written(tmp_path / "page.json", text[:-40]))
    assert isinstance(first, Record)
    assert isinstance(rest, Skipped)
    assert rest.reason == "unreadable"


def test_depth_is_bounded(tmp_path: Path) -> None:
    text = '{"elements": [{"snapshotData": [{"a": ' + "[" * 10_000
    (found,) = linkedin.read(written(tmp_path / "page.json", text))
    assert isinstance(found, Skipped)
    assert found.problem is not None


def test_rows_wait_for_their_domain_no_longer_than_memory_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_AHEAD_ROWS", 2)
    path = written(tmp_path / "page.json", DOMAIN_LAST % json.dumps([ADA] * 4))
    assert len(kept(path)) == 4  # their columns tell
