"""What programs rely on: the documents of ``--json``, to the key."""

from __future__ import annotations

import json
import mailbox
from datetime import datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest

from tests.faces.terminal import process, run
from tests.faces.world import NOW, book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ask = Callable[..., dict[str, Any]]

SUMMARY = {
    *("id", "name", "identities", "stage", "circle", "strength", "evidence_days", "two_way_days"),
    *("last_at", "sent", "received", "p_contact_7d", "p_active_90d"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = book(tmp_path_factory.mktemp("contract") / "book")
    made.close()
    return made.folder


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(*words: object) -> dict[str, Any]:
        done = run(capsys, *words, "--json", "--as-of", NOW, book=folder)
        assert (done.code, done.err) == (0, "")
        assert done.out.count("\n") == 1
        return done.document

    return asked


@pytest.mark.parametrize(
    "verb",
    [
        *("audit", "people", "today", "me", "sources", "problems", "questions", "settings"),
        *("ledger", "garden", "review", "year"),
    ],
)
def test_every_document_names_its_schema_and_its_moment(ask: Ask, verb: str) -> None:
    document = ask(verb)
    assert list(document)[:2] == ["schema", "as_of"]
    assert document["schema"] == f"comity.{verb}/1"
    assert document["as_of"] == "2025-06-01T00:00:00Z"


def test_audit(ask: Ask) -> None:
    found = ask("audit")
    assert found["contacts"] == 5
    assert found["no_exchange_seen"] == 2  # Dan's post to all, and an invitation without a word
    assert found["relationships"] == 1
    stages = found["stages"]
    assert list(stages.values()) == [1, 0, 0, 0, 1, 1, 2, 0, 0]
    known = "established growing resting brief sprouting planted listed let_go died"
    assert " ".join(stages) == known
    circles = {"professional": 0, "personal": 0, "colleague": 0, "service": 0, "not_sorted": 1}
    assert found["circles"] == circles
    assert set(found["interacted"]) == {"7d", "30d", "365d"}
    assert found["interacted"]["7d"] == 1
    assert found["reply_rate_by_me"] == 1.0
    assert found["reply_rate_to_me"] is None
    assert found["my_side"]["invitations_without_a_word"] == 1


def test_people_are_the_strongest_first(ask: Ask) -> None:
    found = ask("people")["people"]
    assert [one["name"] for one in found][:1] == ["Ada Hart"]
    assert all(set(one) == SUMMARY for one in found)
    strengths = [one["strength"] for one in found if one["strength"] is not None]
    assert strengths == sorted(strengths, reverse=True)
    ada = found[0]
    assert ada["identities"] == ["email:ada.hart@ring.example"]
    assert (ada["stage"], ada["circle"]) == ("established", "not_sorted")
    assert (ada["sent"], ada["received"], ada["two_way_days"]) == (15, 15, 15)
    assert ada["last_at"] == "2025-03-03T10:00:00Z"
    assert 0 < ada["p_contact_7d"] < ada["p_active_90d"] < 1


def test_people_are_limited_sorted_and_chosen(ask: Ask) -> None:
    assert len(ask("people", "--limit", 2)["people"]) == 2
    assert len(ask("people", "--limit", 0)["people"]) == 5
    by_name = [one["name"] for one in ask("people", "--sort", "name")["people"]]
    assert by_name == sorted(by_name, key=str.lower)
    recent = [one["name"] for one in ask("people", "--sort", "recent")["people"]]
    assert recent[:2] == ["Ben Moss", "Cleo Dunn"]
    assert [one["name"] for one in ask("people", "--stage", "planted")["people"]] == ["Cleo Dunn"]
    assert ask("people", "--circle", "personal")["people"] == []


def test_person(ask: Ask) -> None:
    found = ask("person", "Ada", "Hart")
    assert set(found) == SUMMARY | {
        *("schema", "as_of", "timeline", "reasons", "replies", "p_reply_2d"),
    }
    counts = {"asked", "unanswered", "asked_2d", "answered_2d"}
    assert set(found["replies"]) == counts | {"median_days", "most_days"}
    assert 0 < found["p_reply_2d"] < 1
    assert len(found["timeline"]) == 29
    first = found["timeline"][0]
    assert first["at"] == "2025-03-03T10:00:00Z"
    assert {"interaction", "direction", "channel", "subject", "key"} <= set(first)
    for reason in found["reasons"]:
        assert set(reason) == {"feature", "value", "text"}


def test_today(ask: Ask) -> None:
    found = ask("today")
    assert found["pace"] == {"people": 3}
    one = found["suggestions"][0]
    assert {"id", "kind", "person", "why", "evidence", "minutes", "help"} <= set(one)
    assert set(one["person"]) == {"id", "name"}
    assert set(one["why"][0]) == {"feature", "value", "text"}
    assert (one["kind"], one["person"]["name"]) == ("answer", "Ben Moss")
    assert one["minutes"] > 0


def test_search_finds_people_and_words(ask: Ask) -> None:
    found = ask("search", "plan")
    assert [one["from"]["name"] for one in found["messages"]] == ["Ben Moss"]
    assert ask("search", "cleo")["people"][0]["name"] == "Cleo Dunn"


def _mbox(path: Path) -> Path:
    box = mailbox.mbox(path)
    for number in range(3):
        letter = EmailMessage()
        letter["From"] = "Ada Hart <ada.hart@ring.example>"
        letter["To"] = "robin.vale@home.example"
        letter["Date"] = "Mon, 03 Mar 2025 10:00:00 +0000" if number else "no date"
        letter["Message-ID"] = f"<{max(number, 1)}@ring.example>" if number else "<0@ring.example>"
        letter["Subject"] = "The mill"
        letter.set_content("Good morning.")
        box.add(letter)
    box.add(letter)
    box.close()
    return path


def test_import_accounts_for_every_record(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path = _mbox(tmp_path / "data" / "inbox.mbox")
    (tmp_path / "data" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    words = ("import", path.parent, "--me", "robin.vale@home.example", "--json")
    done = process(*words, book=tmp_path / "book")
    assert (done.code, done.err) == (0, "")
    found = done.document
    assert list(found)[2:] == ["read", "new", "known", "skipped", "problems", "sources"]
    assert (found["read"], found["new"], found["known"]) == (5, 3, 1)
    assert found["skipped"] == {"not recognised": 1}
    assert found["problems"] == 2  # one of them says what the picture looks like
    assert sum(one["read"] for one in found["sources"]) == 5
    inbox = next(one for one in found["sources"] if one["source"])
    assert inbox["path"] == str(path)
    assert inbox["source"].startswith("mbox/")
    for one in found["sources"]:
        assert one["read"] == one["new"] + one["known"] + sum(one["skipped"].values())
    again = process(*words, book=tmp_path / "book").document
    assert (again["read"], again["new"], again["known"]) == (5, 0, 4)
    assert again["skipped"] == found["skipped"]
    problems = process("problems", "--json", book=tmp_path / "book").document["problems"]
    assert [set(one) for one in problems] == [{"source", "where", "what", "advice"}] * 2


def test_a_moment_is_utc_to_the_second(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("audit", "--json", "--as-of", "2025-05-31T23:30:00+02:00")
    as_of = run(capsys, *words, book=folder).document["as_of"]
    assert as_of == "2025-05-31T21:30:00Z"
    now = run(capsys, "audit", "--json", book=folder).document["as_of"]
    assert datetime.fromisoformat(now).utcoffset() is not None


def test_a_document_is_strict_json_whatever_is_in_it() -> None:
    from comity.faces.strict_json import json_bytes

    hostile = {"name": "\x1b[31m\x9b2J\u202eAda\x7f", "path": "caf\udce9", "share": float("nan")}
    for at_terminal in (False, True):
        made = json_bytes(hostile, at_terminal=at_terminal)
        assert json.loads(made)["name"] == hostile["name"]
        assert json.loads(made)["path"] == "caf?"
    assert json_bytes({"n": 1.5, "name": "Zoë"}, at_terminal=True).decode() == (
        '{"n":1.5,"name":"Zoë"}\n'
    )
    shown = json_bytes({"name": hostile["name"]}, at_terminal=True).decode()
    assert not set(shown) & set("\x1b\x9b\u202e\x7f")
