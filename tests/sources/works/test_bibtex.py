from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources.works import bibtex

if TYPE_CHECKING:
    from pathlib import Path

TWO = "author = {Ada Lovelace and Ben Hart}"


def read(folder: Path, text: str) -> list[Record | Skipped]:
    (folder / "list.bib").write_text(text, "utf-8")
    return list(bibtex.read(folder / "list.bib"))


def kept(folder: Path, text: str) -> list[Record]:
    return [one for one in read(folder, text) if isinstance(one, Record)]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Lovelace, Ada and Hart, Ben", ["Ada Lovelace", "Ben Hart"]),
        ("Ada Lovelace AND Ben Hart", ["Ada Lovelace", "Ben Hart"]),
        ("Ada Lovelace\n  and\n  Ben Hart, ", ["Ada Lovelace", "Ben Hart"]),
        ("de la Vall{\\'e}e Poussin, Charles", ["Charles de la Vallée Poussin"]),
        ("Hart, Jr., Ben", ["Ben Hart Jr."]),
        ("{\\'E}mile Zola and others", ["Émile Zola"]),
        ("Ada Lovelace and et al.", ["Ada Lovelace"]),
        ("{Barnes and Noble} and Ada Lovelace", ["Ada Lovelace"]),
        ("{{Ministry of Silly Walks}}", []),
        ("{Lovelace, Ada and Hart, Ben}", ["Ada Lovelace", "Ben Hart"]),
        ("Anderson, Hans and Brandt, Zoë", ["Hans Anderson", "Zoë Brandt"]),
        ("{Smith, Ltd.} and Wu, {\\v S}an", ["Šan Wu"]),
        ("Maa\\ss, Stefanie and Gro{\\ss}wendt, A.", ["Stefanie Maaß", "A. Großwendt"]),
        ("Lepetit, Alexandre and Hart,Ben and", ["Alexandre Lepetit", "Ben Hart"]),
        ("塩亮子 and 葛西賢太", ["塩亮子", "葛西賢太"]),
        ("", []),
        ("and and and", []),
        ("{", ["{"]),
    ],
)
def test_who_wrote_it(written: str, names: list[str]) -> None:
    assert [one.name for one in bibtex.people(written)] == [one for one in names if one != "{"]


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, %s, title = {The {Mill}}, year = 1843}",
        '@ARTICLE(a, %s, TITLE = "The Mill", YEAR = "1843")',
        "@misc{a,\n%s,\ntitle = {{The Mill}},\ndate = {1843-03-01}\n}",
        '@string{m = {The }}\n@string{y = 18}\n@book{a, %s, title = m # "Mill", year = y # 43}',
        "@article{a, %s, title = {The Mill}, year = {1843}, year = {1843}}",  # a field twice
        "Notes first.\n\n@article{a, %s, title = {The Mill}, year = {c. 1843 (in press)},}",
        "\ufeff@article{a, %s, title = {The\n   Mill}, year = 1843}",
    ],
)
def test_every_manner_of_writing_an_entry_is_one_work(text: str, tmp_path: Path) -> None:
    (found,) = kept(tmp_path, text.replace("%s", TWO))
    assert (found.subject, found.detail, found.at_us) == ("The Mill", "1843", None)
    assert [one.identity for one in found.participants] == [
        "name:publication/Ada Lovelace",
        "name:publication/Ben Hart",
    ]
    assert found.interaction == "work"


@pytest.mark.parametrize(
    "fields",
    [
        "author = {Ada Lovelace}, title = {Alone}",
        f"{TWO}",
        "title = {Nobody's}",
        "author = {Ada Lovelace and {ACME}}, title = {With a firm}",
        "author = {Ada Lovelace and others}, title = {With others}",
    ],
)
def test_what_names_fewer_than_two_is_of_no_use(fields: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, f"@misc{{a, {fields}, year = 2000}}")
    assert found == Skipped("not used", "list.bib, entry 1")


def test_a_crowd_names_nobody(tmp_path: Path) -> None:
    for number in (20, 21):
        names = " and ".join(f"Given{n} Family{n}" for n in range(number))
        found = kept(tmp_path, f"@article{{a, author = {{{names}}}, title = {{X}}, year = 2012}}")
        assert len(found) == (number == 20)


def test_who_edited_it_where_nobody_wrote_it(tmp_path: Path) -> None:
    (found,) = kept(tmp_path, "@book{a, editor = {Ada Lovelace and Ben Hart}, title = {X}}")
    assert len(found.participants) == 2
    assert found.detail == ""


def test_one_entry_twice_is_one_work_and_its_key_is_nobodys(tmp_path: Path) -> None:
    entry = f"@article{{same, {TWO}, title = {{{{The}} mill!}}, year = 1843}}\n"
    other = "@article{same, author = {Ada Lovelace and Cleo Diaz}, title = {Cards}, year = 1843}\n"
    one, two, third = kept(tmp_path, entry + entry.replace("{The} mill!", "The Mill") + other)
    assert one.ref == two.ref != third.ref


def test_what_is_broken_costs_one_entry_and_nothing_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = f"@article{{b,\n  {TWO},\n  title = {{Never closed,\n  year = 2000\n\n"
    whole = f"@article{{w,\n  {TWO},\n  title = {{Whole}},\n  year = 2001\n}}\n\n"
    with caplog.at_level(logging.DEBUG):
        found = read(tmp_path, whole + broken + whole.replace("Whole", "After") + broken)
    assert [type(one) for one in found] == [Record, Skipped, Record, Skipped]
    assert not caplog.records


def test_a_large_file_is_read_in_pieces_and_its_strings_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bibtex, "_PIECE_CHARS", 200)
    entry = f"@article{{k, {TWO}, title = {{No. %d}}, year = y}}\n"
    text = "@string{y = {1843}}\n" + "".join(entry.replace("%d", str(n)) for n in range(50))
    found = kept(tmp_path, text)
    assert [one.subject for one in found] == [f"No. {n}" for n in range(50)]
    assert {one.detail for one in found} == {"1843"}


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("a.bib", "@article{key,\n title={x}}", True),
        ("a.BIB", "% notes\n\n@article{ , title={x}}", True),
        ("a.bib", "", False),
        ("a.bib", "ada@example.org, ben@example.org", False),
        ("a.txt", "@article{key,\n title={x}}", False),
    ],
)
def test_it_is_told_by_its_name_and_an_entry(
    name: str, text: str, is_one: bool, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    assert bibtex.recognise(tmp_path / name) is is_one


@pytest.mark.parametrize(
    "value",
    [
        '"{' + " and a" * 100_000 + '"',
        "{" * 50_000 + "a" + "}" * 50_000,
        '"a" # ' + "{" * 100_000,
        '"' + " " * 300_000 + '"',
        "{" + "\\'" * 100_000 + "}",
        "{" + "{a and " * 20_000 + "}" * 20_001,
    ],
)
def test_hostile_names_take_time_in_proportion(value: str, tmp_path: Path) -> None:
    begun = time.process_time()
    read(tmp_path, f"@misc{{a, author = {value}, title = {{x}}}}\n@misc{{b, {TWO}, title={{y}}}}")
    assert time.process_time() - begun < 5
