from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Participant, Record, Skipped
from comity.sources.containers import exported

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {
    "kind": "mail",
    "ref": "1@x.example",
    "channel": "mail",
    "interaction": "mail",
    "at_us": 1_700_000_000_000_000,
    "participants": [{"role": "from", "identity": "email:ada@x.example", "name": "Ada"}],
    "references": ["0@x.example"],
    "attachments": [{"name": "a.pdf", "size_bytes": 5}],
    "claims": [{"identity": "email:ada@x.example", "attribute": "name", "value": "Ada"}],
    "occurrences_us": [1, 2],
    "text": "Good morning.",
}
HEAD = {
    "comity_export": 1,
    "sources": [
        {"source": "mbox/in/box", "file": "facts/001-mbox.jsonl", "records": 1},
        {"source": "whatsapp/Ada L", "file": "../../../etc/passwd", "records": 1},
    ],
    "forgotten": [],
}


def _export(folder: Path, head: object = HEAD, lines: str = "") -> Path:
    (folder / "facts").mkdir(parents=True)
    text = head if isinstance(head, str) else json.dumps(head)
    (folder / exported.HEAD).write_text(text, "utf-8")
    (folder / "facts" / "001-mbox.jsonl").write_text(lines or json.dumps(RECORD), "utf-8")
    return folder


def test_an_export_is_known_by_its_head(tmp_path: Path) -> None:
    assert exported.recognise(_export(tmp_path / "out"))
    assert not exported.recognise(tmp_path)
    assert not exported.recognise(tmp_path / "out" / exported.HEAD)
    assert exported.account(tmp_path / "out") == "out"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "not json",
        "[" * 100_000,
        "[]",
        "5",
        "{}",
        {"comity_export": 2, "sources": []},
        {"comity_export": 1},
        {"comity_export": 1, "sources": 5},
        {"comity_export": 1, "sources": ["mbox"]},
        {"comity_export": 1, "sources": [{"source": 1, "file": "x"}]},
        {"comity_export": 1, "sources": [{"source": "mbox/x"}]},
    ],
)
def test_what_is_no_export_of_ours_is_not_one(tmp_path: Path, head: object) -> None:
    assert not exported.recognise(_export(tmp_path / "out", head))


def test_each_source_is_found_under_its_own_name_and_nothing_outside(tmp_path: Path) -> None:
    folder = _export(tmp_path / "out")
    first, second = exported.unfold(folder)
    assert (first.source, first.kind, first.account) == ("mbox/in/box", "mbox", "in/box")
    assert (first.path, first.reader) == (folder / "facts" / "001-mbox.jsonl", "exported")
    assert second.path == folder / "facts" / "passwd"


def test_a_line_is_the_record_it_was(tmp_path: Path) -> None:
    folder = _export(tmp_path / "out")
    (record,) = exported.read(folder / "facts" / "001-mbox.jsonl")
    assert isinstance(record, Record)
    assert record.participants == (Participant("from", "email:ada@x.example", "Ada"),)
    assert (record.references, record.occurrences_us) == (("0@x.example",), (1, 2))
    assert record.attachments[0].size_bytes == 5
    assert record.claims[0].at_us is None
    assert record.where == "001-mbox.jsonl, line 1"


def test_a_line_that_is_no_record_is_skipped_with_one_problem(tmp_path: Path) -> None:
    bad = [
        "",
        "nonsense",
        "[]",
        "null",
        "{}",
        "[" * 100_000,
        json.dumps({**RECORD, "participants": [{"evil": 1}]}),
        json.dumps({**RECORD, "occurrences_us": ["soon"]}),
        json.dumps({**RECORD, "references": 5}),
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ]
    lines = "\n".join([*bad, json.dumps(RECORD)])
    folder = _export(tmp_path / "out", lines=lines)
    *skipped, last = exported.read(folder / "facts" / "001-mbox.jsonl")
    assert len(skipped) == len(bad)
    for number, one in enumerate(skipped, 1):
        assert isinstance(one, Skipped)
        assert (one.reason, one.where) == ("unreadable", f"001-mbox.jsonl, line {number}")
        assert one.problem is not None
    assert isinstance(last, Record)


def test_a_line_without_end_is_cut(tmp_path: Path) -> None:
    folder = _export(tmp_path / "out", lines="x" * (9 << 20))
    found = list(exported.read(folder / "facts" / "001-mbox.jsonl"))
    assert len(found) == 3
    assert all(isinstance(one, Skipped) for one in found)


@given(st.text(max_size=300))
def test_no_line_at_all_raises(tmp_path_factory: pytest.TempPathFactory, line: str) -> None:
    file = tmp_path_factory.mktemp("any") / "x.jsonl"
    file.write_bytes(line.encode("utf-8", "surrogatepass"))
    assert all(isinstance(one, Record | Skipped) for one in exported.read(file))
