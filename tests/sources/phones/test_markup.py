from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

from comity.sources.phones import markup
from comity.sources.phones.markup import tags, text

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, data: str) -> list[tuple[str, dict[str, str]]]:
    path = tmp_path / "a.xml"
    path.write_bytes(data.encode("utf-8", "surrogatepass"))
    return [(one.name, one.attributes) for one in tags(path)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xde00;", "😀"),
        ("&#55357; alone", "\ufffd alone"),
        ("&#128512;", "😀"),
        ("&amp;lt; is no tag", "&lt; is no tag"),
        ("&#0;&#1114112;&#9999999;", ""),
        ("&lol;&#12345678;", "&lol;&#12345678;"),
        ("nul\0", "nul"),
    ],
)
def test_what_a_value_means(written: str, meant: str) -> None:
    assert text(written) == meant


def test_either_quotation_mark_and_what_stands_between(tmp_path: Path) -> None:
    found = read(
        tmp_path, """<?xml version='1.0'?><!-- <sms a="1"/> --><s><sms a='"' b = "'>"/> </s>"""
    )
    assert found == [("s", {}), ("sms", {"a": '"', "b": "'>"}), ("s", {})]


def test_a_broken_tag_costs_itself_alone(tmp_path: Path) -> None:
    found = read(tmp_path, '<sms a="1"/><sms a="said "x"" /><sms a="3"/><sms a="cut')
    assert found == [("sms", {"a": "1"}), ("", {}), ("sms", {"a": "3"}), ("", {})]


def test_no_entity_of_its_own_is_known(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 99))
    found = read(tmp_path, f'<!DOCTYPE s [{laughs}]><sms a="&l98;"/>')
    assert found[-1] == ("sms", {"a": "&l98;"})


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("length", [100, 70_000, 200_000])
@pytest.mark.parametrize("piece", [512, 4096, 1 << 20])
def test_attachments_are_counted_wherever_the_pieces_of_a_file_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quote: str, length: int, piece: int
) -> None:
    monkeypatch.setattr(markup, "_PIECE_BYTES", piece)
    parts = [f"<part n='{n}' data={quote}{'A' * (length + n)}{quote} />" for n in range(7)]
    found = read(tmp_path, "<mms>" + "\n".join(parts) + "</mms>")
    assert [name for name, _ in found] == ["mms", *["part"] * 7, "mms"]
    for n, (_, said) in enumerate(found[1:-1]):
        data = said["data"]
        assert said["n"] == str(n)
        assert (int(data) if data.isdigit() else len(data)) == length + n


def test_an_attachment_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    with path.open("wb") as file:
        file.write(b'<mms><part data="')
        for _ in range(60):
            file.write(b"A" * (1 << 20))
        file.write(b'"/></mms>')
    tracemalloc.start()
    found = list(tags(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[1].attributes["data"] == str(60 << 20)
    assert peak < 10 << 20


@pytest.mark.parametrize("piece", [64, 4096, 1 << 20])
def test_words_that_look_like_an_attachment_swallow_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(markup, "_PIECE_BYTES", piece)
    said = ["set data='", "and data='on", "so data = 'abc", "x" * 70_000]
    elements = [f"<sms n='{n}' body=\"{said[n % 4]}\" />" for n in range(40)]
    found = read(tmp_path, "\n".join(elements))
    assert [one["n"] for _, one in found] == [str(n) for n in range(40)]
    assert [one["body"] for _, one in found] == [said[n % 4] for n in range(40)]


def test_a_tag_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_TAG_BYTES_MAX", 1 << 14)
    found = read(tmp_path, '<sms a="' + "x" * (1 << 21) + '<sms b="2"/>')
    assert found[0] == ("", {})
