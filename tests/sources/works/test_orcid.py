from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record, Skipped
from comity.sources.works import bibtex, orcid

if TYPE_CHECKING:
    from pathlib import Path

ADA, BEN = "0000-0000-0000-1815", "0000-0000-0000-1850"
NAME = {"given-names": {"value": "Ada"}, "family-name": {"value": "Lovelace"}}


def contributor(name: str = "", iid: str = "") -> dict[str, Any]:
    return {
        "credit-name": {"value": name} if name else None,
        "contributor-orcid": {"path": iid} if iid else None,
        "contributor-attributes": None,
    }


def work(*contributors: dict[str, Any], title: str = "The Mill") -> dict[str, Any]:
    return {
        "put-code": 1,
        "path": f"/{ADA}/work/1",
        "title": {"title": {"value": title}},
        "publication-date": {"year": {"value": "1843"}},
        "contributors": {"contributor": list(contributors)},
    }


def record(visibility: str = "public", email: str = "") -> dict[str, Any]:
    emails = [{"email": email, "visibility": visibility}] if email else []
    return {
        "orcid-identifier": {"path": ADA},
        "person": {"name": NAME, "emails": {"email": emails}},
    }


def read(path: Path, value: object) -> list[Record | Skipped]:
    path.write_text(json.dumps(value))
    assert orcid.recognise(path)
    return list(orcid.read(path))


def who(one: Record | Skipped) -> list[tuple[str, str]]:
    assert isinstance(one, Record)
    return [(each.role, each.identity) for each in one.participants]


def test_anybodys_public_record_is_no_word_on_who_i_am(tmp_path: Path) -> None:
    public, private = (
        read(tmp_path / "r.json", record(visibility, "ada@engines.example"))
        for visibility in ("public", "PRIVATE")
    )
    assert {role for role, _ in who(public[0])} == {"subject"}
    assert who(private[0]) == [
        ("self", f"handle:orcid/{ADA}"),
        ("self", "email:ada@engines.example"),
    ]


@pytest.mark.parametrize(
    ("name", "iid", "identity"),
    [
        ("Ada Lovelace", ADA, f"handle:orcid/{ADA}"),
        ("Ada Lovelace", "", f"handle:orcid/{ADA}"),
        ("Lovelace, A.", "", f"handle:orcid/{ADA}"),
        ("Byron Lovelace", "", "name:publication/Byron Lovelace"),
        ("Ada Lovelace", BEN, f"handle:orcid/{BEN}"),  # a namesake
    ],
)
def test_whose_record_it_is_wrote_its_works(
    name: str, iid: str, identity: str, tmp_path: Path
) -> None:
    (tmp_path / "ada" / "works").mkdir(parents=True)
    (tmp_path / "ada" / "person.json").write_text(json.dumps(record()))
    value = work(contributor(name, iid), contributor("Cleo Diaz"))
    (tmp_path / "ada" / "works" / "1.json").write_text(json.dumps(value))
    assert orcid.recognise(tmp_path / "ada")
    assert orcid.account(tmp_path / "ada") == ADA
    _, found = orcid.read(tmp_path / "ada")
    assert who(found) == [("from", identity), ("from", "name:publication/Cleo Diaz")]


def test_what_is_null_or_blank_names_nobody(tmp_path: Path) -> None:
    value = {
        "bulk": [
            {"work": work(contributor("Ada Lovelace"), contributor(), contributor(" "))},
            {"work": {"title": None, "contributors": None, "path": f"/{ADA}/work/2"}},
            {"work": None},
            {"error": {"response-code": 404}},
        ],
        "put-code": 1,
    }
    found = read(tmp_path / "w.json", value)
    assert {one.reason for one in found if isinstance(one, Skipped)} == {"not used"}
    assert len(found) == 3


def test_the_same_work_by_bibtex_is_the_same(tmp_path: Path) -> None:
    by_orcid = read(tmp_path / "w.json", work(contributor("Lovelace, A."), contributor("Ben Hart")))
    text = "@article{x, author = {Ada Lovelace and Ben Hart}, title = {{The mill}.}, year = 1843}"
    (tmp_path / "w.bib").write_text(text)
    (by_list,) = bibtex.read(tmp_path / "w.bib")
    assert isinstance(by_list, Record)
    assert [one.ref for one in by_orcid if isinstance(one, Record)] == [by_list.ref]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xml", "<smses count='1'/>"),
        ("a.json", '{"name": "x"}'),
        ("a.txt", '{"orcid-identifier": 1}'),
    ],
)
def test_other_files_are_none(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert not orcid.recognise(tmp_path / name)
    assert not orcid.recognise(tmp_path)


@pytest.mark.parametrize("begins", ["", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'])
def test_what_breaks_off_or_declares_an_entity_is_told(begins: str, tmp_path: Path) -> None:
    text = '<work:work xmlns:work="http://www.orcid.org/ns/work"><work:title>'
    (tmp_path / "w.xml").write_text(begins + text)
    assert orcid.recognise(tmp_path / "w.xml")
    (found,) = orcid.read(tmp_path / "w.xml")
    assert isinstance(found, Skipped)
    assert found.reason == "unreadable"
