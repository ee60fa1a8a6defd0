"""Items saved as files: the same records as in a data file, whatever the bytes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources.outlook import msg, pst
from tests.sources.outlook import samples
from tests.sources.outlook.cfb import compound
from tests.sources.outlook.cfb import msg as saved
from tests.sources.outlook.pst_file import Folder
from tests.sources.outlook.pst_file import pst as made_file
from tests.sources.outlook.test_pst import without_place, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sources.outlook.made import Made


def read(folder: Path, data: bytes, name: str = "a.msg") -> list[Record | Skipped]:
    return list(msg.read(written(folder, data, name)))


@pytest.mark.parametrize(
    "item",
    [
        samples.with_header(),
        samples.mail(),
        samples.in_rtf(),
        samples.meeting(),
        samples.weekly(),
        samples.contact(),
        samples.answered(),
    ],
)
def test_an_item_is_the_record_it_is_in_a_data_file(tmp_path: Path, item: Made) -> None:
    in_store = pst.read(written(tmp_path, made_file([Folder("Inbox", [item])])))
    both = zip(read(tmp_path, saved(item)), in_store, strict=True)
    for one, other in both:
        assert isinstance(one, Record)
        assert isinstance(other, Record)
        assert without_place(one) == without_place(other)


def test_the_folder_around_says_what_is_sent_and_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "Entwürfe").mkdir()
    drafted = written(tmp_path / "Entwürfe", saved(samples.mail()), "a.msg")
    assert msg.use(drafted, "Entwürfe/a.msg") == "drafts"
    assert msg.account(drafted) == "Entwürfe"
    (record,) = msg.read(drafted, use="sent")
    assert isinstance(record, Record)
    assert record.folder == "sent"


@pytest.mark.parametrize(
    ("name", "data", "known"),
    [
        ("a.msg", saved(samples.mail()), True),
        ("no suffix", saved(samples.mail()), True),
        ("a.doc", compound({"WordDocument": b"x" * 5000}), False),
        ("a.msg", b"From: ada@acme.example\n\nHello", False),
    ],
)
def test_a_saved_item_is_told_by_its_bytes(
    tmp_path: Path, name: str, data: bytes, *, known: bool
) -> None:
    assert msg.recognise(written(tmp_path, data, name)) is known


def test_a_file_of_another_program_is_told(tmp_path: Path) -> None:
    (item,) = read(tmp_path, compound({"WordDocument": b"x" * 5000}))
    assert isinstance(item, Skipped)
    assert item.problem
    assert "no item" in item.problem.what


def test_what_is_larger_than_is_read_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = samples.mail()
    item.values[0x1013] = b"<p>" + b"long " * 10_000
    path = written(tmp_path, saved(item), "a.msg")
    monkeypatch.setattr(msg, "MESSAGE_MAX", 10_000)
    monkeypatch.setattr(msg._File, "__init__", _small)
    (record,) = msg.read(path)
    assert isinstance(record, Record)
    assert record.text == "Shall we look at the drawings on Thursday?"


def _small(self: msg._File, ole: object) -> None:
    self.ole, self.left, self.names = ole, 20_000, {}


def test_whatever_bytes_a_file_has_reading_it_ends(tmp_path: Path) -> None:
    random, data = Random(7), saved(samples.weekly())  # noqa: S311 - the same each time
    for _ in range(200):
        changed = bytearray(data)
        for _ in range(random.choice((1, 10, 200))):
            changed[random.randrange(8, len(changed))] = random.randrange(256)
        cut = changed[: random.choice((len(changed), random.randrange(len(changed))))]
        assert all(isinstance(one, Record | Skipped) for one in read(tmp_path, bytes(cut)))
