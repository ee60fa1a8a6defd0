from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.operations.intake.recognising import survey
from comity.sources import source
from comity.sources.phones import google_voice

if TYPE_CHECKING:
    from pathlib import Path

ME = '<a class="tel" href="tel:+447700900199"><abbr class="fn" title="">Me</abbr></a>'
CLEO = '<a class="tel" href="tel:+447700900123"><span class="fn">Cleo Dunn</span></a>'
WHEN = "2026-03-02T10:00:00.000+01:00"


def said(who: str, words: str, *, when: str = WHEN) -> str:
    at = f'<abbr class="dt" title="{when}">x</abbr>'
    return f'<div class="message">{at}:<cite class="sender vcard">{who}</cite>:<q>{words}</q></div>'


def page(*messages: str, label: str = "sms", before: str = "") -> str:
    tags = f'<div class="tags"><a rel="tag" href="http://www.google.com/voice#{label}">x</a></div>'
    return f'<html><body><div class="hChatLog hfeed">{before}{"".join(messages)}</div>{tags}</body>'


def read(folder: Path, name: str, text: str) -> list[Record | Skipped]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    assert google_voice.recognise(path)
    return list(google_voice.read(path))


def roles(item: Record | Skipped) -> dict[str, str]:
    assert isinstance(item, Record)
    return {who.role: who.identity for who in item.participants}


def test_who_is_told_by_the_markup_and_not_by_the_word_me(tmp_path: Path) -> None:
    mine = ME.replace(">Me<", ">Ich<")
    theirs = CLEO.replace("Cleo Dunn", "Me")
    one, two = read(tmp_path, "Me - Text - x.html", page(said(mine, "Hi"), said(theirs, "Ho")))
    assert roles(one)["from"] == "phone:+447700900199"
    assert roles(two)["from"] == "phone:+447700900123"
    assert roles(two)["to"] == roles(two)["self"] == "phone:+447700900199"


@pytest.mark.parametrize(
    ("file", "to"),
    [
        ("+447700900123 - Text - x.html", "phone:+447700900123"),
        ("Cleo Dunn - Text - x.html", "name:google_voice/Cleo Dunn"),
        (" - Text - x.html", ""),
        ("60123 - Text - x.html", ""),
    ],
)
def test_where_only_i_wrote_the_file_tells_to_whom(tmp_path: Path, file: str, to: str) -> None:
    (found,) = read(tmp_path, file, page(said(ME, "Hi")))
    assert (roles(found)["to"] if to else found) == (
        to or Skipped("not used", f"{file}, message 1")
    )


def test_what_services_write_is_not_used(tmp_path: Path) -> None:
    bank = CLEO.replace("+447700900123", "60123")
    (found,) = read(tmp_path, "60123 - Text - x.html", page(said(bank, "Your code")))
    assert isinstance(found, Skipped)
    assert found.reason == "not used"


def test_a_group_of_one_other_is_a_talk_of_two(tmp_path: Path) -> None:
    before = f'<div class="participants">Group conversation with: <cite>{CLEO}</cite></div>'
    text = page(said(CLEO, "Hi"), before=before)
    (found,) = read(tmp_path, "Group Conversation - x.html", text)
    assert "to" in roles(found)


def test_the_same_messages_of_another_takeout_are_known(tmp_path: Path) -> None:
    one = read(tmp_path, "a/Cleo Dunn - Text - x.html", page(said(CLEO, "Hi"), said(ME, "Ho")))
    other = CLEO.replace("Cleo Dunn", "Cleo D")
    text = page(said(other, "Hi", when="2026-03-02T09:00:00.000Z"), said(ME, "Ho"))
    two = read(tmp_path, "b/Cleo D - Text - x.html", text)
    assert [item.ref for item in one if isinstance(item, Record)] == [
        item.ref for item in two if isinstance(item, Record)
    ]


def test_markup_in_words_is_taken_out_and_huge_pages_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = read(tmp_path, "C - Text - x.html", page(said(CLEO, "a <b>b</b> &amp;lt;<br/>c\0")))
    assert isinstance(found, Record)
    assert found.text == "a b &lt;\nc"
    monkeypatch.setattr(google_voice, "_FILE_BYTES", 10)
    (refused,) = google_voice.read(tmp_path / "C - Text - x.html")
    assert isinstance(refused, Skipped)


def test_a_takeout_is_read_with_the_owners_numbers_and_without_recordings(tmp_path: Path) -> None:
    calls = tmp_path / "Takeout" / "Voice" / "Calls"
    for number in range(3):
        read(calls, f"Cleo Dunn - Text - {number}.html", page(said(CLEO, "Hi")))
    (calls / "Cleo Dunn - Voicemail - x.mp3").write_bytes(b"ID3")
    numbers = "BEGIN:VCARD\nVERSION:3.0\nFN:\nitem1.TEL:+447700900199\nEND:VCARD\n"
    (calls.parent / "Phones.vcf").write_text(numbers)
    found = survey(tmp_path / "Takeout", str(tmp_path / "Takeout"))
    assert {one.reader for unit in found.units.values() for one in unit.found} == {"google_voice"}
    assert len(found.units) == 2  # the pages of a folder are one account, whatever their number
    assert [one.reason for one in found.skipped] == ["not used"]
    (mine,) = google_voice.read(calls.parent / "Phones.vcf")
    assert roles(mine) == {"self": "phone:+447700900199"}
    assert not source("vcard").recognise(calls.parent / "Phones.vcf")
    (tmp_path / "Phones.vcf").write_text(numbers)
    assert source("vcard").recognise(tmp_path / "Phones.vcf")
