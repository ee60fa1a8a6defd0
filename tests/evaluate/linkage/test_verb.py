from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from comity.errors import to_install
from comity.evaluate.linkage.review import review
from comity.evaluate.linkage.truth import Sample
from comity.evaluate.linkage.verb import measured
from comity.linkage.resolution import resolve
from comity.linkage.vocabulary import Evidence, Profile
from comity.operations.document import as_json
from tests.faces.terminal import process, run

if TYPE_CHECKING:
    from pathlib import Path

    Capsys = pytest.CaptureFixture[str]

TRUTH = """person,address,name
ada,ada.lovelace@example.org,Ada Lovelace
ada,ada.lovelace@example.com,
ada,alovelace@example.net,
grace,grace.hopper@example.org,Grace Hopper
grace,ghopper@example.com,
bob,bob@example.org,Robert Miles
bob,rmiles@example.com,
bob,bob@example.com,
"""
FIGURES = {"precision", "recall", "f1", "b_cubed"}


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "truth.csv"
    path.write_text(TRUTH, "utf-8")
    return path


def person(address: str, name: str = "") -> Profile:
    names = ((name, 3),) if name else ()
    return Profile(f"email:{address}", names, "person", (), 0, 3)


def test_the_document_is_as_promised(truth: Path, tmp_path: Path) -> None:
    """Run as a user runs it, where Splink is there or not."""
    book = tmp_path / "book"
    done = process("evaluate", "linkage", "--truth", truth, "--json", book=book)
    assert done.code == 0, done.err
    found = done.document
    assert found.pop("schema") == "comity.evaluate_linkage/1"
    assert found.keys() - {"as_of", "notes"} == {"automatic", "all", "questions", "baselines"}
    assert found["questions"].keys() == {"asked", "recall_after"}
    names = {"exact_name", "same_local_part", "gambit", "gambit_guarded", "splink"}
    assert found["baselines"].keys() == names
    for one in (found["automatic"], found["all"], *found["baselines"].values()):
        assert one is None or (
            one.keys() == FIGURES and one["b_cubed"].keys() == FIGURES - {"b_cubed"}
        )
    assert found["automatic"]["precision"] == 1
    assert found["automatic"]["recall"] < found["questions"]["recall_after"] == 1
    assert not book.exists()


def test_without_splink_its_place_is_empty_and_says_what_to_install(
    truth: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    done = run(capsys, "evaluate", "linkage", "--truth", truth, "--json")
    assert done.document["baselines"]["splink"] is None
    assert done.document["notes"] == [f"splink is not installed: {to_install('science')}"]
    shown = run(capsys, "evaluate", "linkage", "--truth", truth)
    assert "pip install" in shown.out
    assert "same full name" in shown.out


def test_profiles_known_by_name_and_company_are_counted_apart(
    tmp_path: Path, capsys: Capsys
) -> None:
    path = tmp_path / "truth.csv"
    path.write_text(
        "person,address,name,company\n1,,Ada Hart,Acme Ltd\n1,ada@acme.example,,\n"
        "2,,Bo Lind,Hooli\n2,bo@hooli.example,Bo Lind,\n3,,Cy Moss,Initech\n",
        "utf-8",
    )
    done = run(capsys, "evaluate", "linkage", "--truth", path, "--json")
    assert done.document["profiles"]["automatic"] == {"precision": 1, "recall": 1, "f1": 1}
    assert "Profiles to addresses" in run(capsys, "evaluate", "linkage", "--truth", path).out


def test_a_mailmap_with_mail_after_it(tmp_path: Path, capsys: Capsys) -> None:
    mailmap = tmp_path / "mailmap"
    mailmap.write_text("Ada Hart <ada@acme.example> <hart@old.example>\n", "utf-8")
    for name, sender in (("a", "ada@acme.example"), ("b", "hart@old.example")):
        (tmp_path / f"{name}.eml").write_text(
            f"From: Ada Hart <{sender}>\nTo: Bo Lind <bo@hooli.example>\nMessage-ID: <{name}@x>\n"
            "Date: Mon, 2 Mar 2026 10:00:00 +0000\n\nHello.\n",
            "utf-8",
        )
    mails = ("--mail", tmp_path / "a.eml", tmp_path / "b.eml")
    done = run(capsys, "evaluate", "linkage", "--mailmap", mailmap, *mails, "--json")
    assert done.document["automatic"]["recall"] == 1
    alone = run(capsys, "evaluate", "linkage", "--mailmap", mailmap, "--json")
    assert alone.document["automatic"]["recall"] == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "--mailmap FILE"),
        (["--truth", "x.csv", "--mailmap", "y"], "one thing"),
        (["--truth", "nowhere.csv"], "cannot be read"),
        (["--truth", "TRUTH", "--mail", "nowhere"], "one thing"),
        (["--mailmap", "TRUTH"], "is no mailmap"),
        (["--truth", "TRUTH", "--questions", "-1"], "no number"),
    ],
)
def test_wrong_usage_says_what_is_right(
    truth: Path, capsys: Capsys, words: list[str], says: str
) -> None:
    given = [str(truth) if word == "TRUTH" else word for word in words]
    done = run(capsys, "evaluate", "linkage", *given)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_evaluate_alone_lists_what_can_be_measured(capsys: Capsys) -> None:
    done = run(capsys, "evaluate", "--help")
    assert done.code == 0
    assert "linkage" in done.out


def test_answers_are_perfect_and_counted() -> None:
    profiles = [
        person("bob@example.org", "Robert Miles"),
        person("bob@example.com"),
        person("bob@x.example"),
    ]
    truth = {profiles[0].identity: "1", profiles[1].identity: "1", profiles[2].identity: "2"}
    sample = Sample(profiles, truth)
    linked = resolve(profiles, Evidence())
    assert review(sample, linked, questions_max=0) == (0, linked.representative)
    asked, who = review(sample, linked, questions_max=9)
    assert 1 <= asked <= 2
    assert who[profiles[0].identity] == who[profiles[1].identity] != who[profiles[2].identity]


def test_what_nobody_knows_is_not_asked() -> None:
    profiles = [person("bob@example.org", "Robert Miles"), person("bob@example.com")]
    linked = resolve(profiles, Evidence())
    assert linked.questions
    assert review(Sample(profiles, {}), linked, questions_max=9)[0] == 0


def test_too_many_for_every_two_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.evaluate.linkage.verb.PAIRWISE_MAX", 1)
    found = measured(Sample([person("a@x.example"), person("b@x.example")], {}))
    assert found.baselines["gambit"] is None
    assert any("more than 1" in note for note in found.notes or ())
    json.dumps(as_json(found))
