"""Where nothing names the user, every face asks who they are and says nothing of their side."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from comity.faces.mcp.tool import Tools
from comity.faces.session import Session
from comity.operations.privacy.redaction import redact
from tests.faces.terminal import run
from tests.faces.web.visiting import visit
from tests.records import ADA, BEN, CLEO, ME, book_of, mail, us

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.web.visiting import Visitor

NOW_US = us("2025-06-01")
VERBS = (
    *(("today",), ("audit",), ("people",), ("person", "Ada", "Hart"), ("ledger",), ("garden",)),
    *(("review",), ("year",)),
)
PAGES = ("/", "/week", "/people", "/network", "/map", "/ledger", "/garden", "/review")
ASSERTED = ("Nobody waits", "0 relationships", "no trace", "0 people")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    records = [mail(f"{n}", sender=one, to=(ME,)) for n, one in enumerate((ADA, BEN, CLEO))]
    book = book_of([*records, mail("m", sender=ME, to=(ADA,))], tmp_path / "book", me=())
    book.refresh()
    book.close()
    return book.folder


@pytest.fixture
def visitor(folder: Path) -> Visitor:
    return visit(folder, clock=lambda: NOW_US)


@pytest.mark.parametrize("words", VERBS)
def test_the_terminal_names_the_likeliest_and_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    done = run(capsys, *words, book=folder)
    assert done.code == 0
    assert "Which of these is you?" in done.out
    assert "comity me add robin.vale@home.example" in done.out
    assert not [one for one in ASSERTED if one in done.out]
    document = run(capsys, *words, "--json", book=folder).document
    assert document["schema"] == f"comity.{words[0]}/1"
    assert document["who_are_you"][0]["identity"] == ME
    assert set(document) == {"schema", "as_of", "question", "who_are_you", "records"}


def test_every_page_asks_and_one_press_answers(visitor: Visitor) -> None:
    for path in PAGES:
        page = visitor.page(path)
        assert "Which of these is you?" in page.text, path
        assert "3 of 4 mails went to it, from 3 people" in page.text
        assert not [one for one in ASSERTED if one in page.text]
    answered = visitor.post("/do/me-add", addresses=ME, next="/network")
    assert answered.url.path == "/network"
    assert "/do/undo" in answered.text
    assert "3 contacts" in answered.text
    for path in PAGES:
        assert "Which of these is you?" not in visitor.page(path).text, path
    visitor.post("/do/undo")
    assert "Which of these is you?" in visitor.page("/").text


def test_a_person_is_asked_about_too_and_settings_are_open(visitor: Visitor) -> None:
    visitor.post("/do/me-add", addresses=ME)
    shown = visitor.page("/people").links()
    person = next(one for one in shown if re.fullmatch("/people/[0-9a-f]{12}", one))
    visitor.post("/do/undo")
    assert "Which of these is you?" in visitor.page(person).text
    assert "Which of these is you?" not in visitor.page("/settings").text


def test_who_is_in_none_of_it_sees_the_pages(visitor: Visitor) -> None:
    shown = visitor.post("/do/settings-set", name="ask_who", value="rest", next="/network")
    assert "does not know yet who you are" in shown.text


def test_an_assistant_is_told_the_question_and_nothing_of_a_side(folder: Path) -> None:
    session = Session(folder, NOW_US, redact=redact)
    told = json.loads(Tools(session, allow_text=False, allow_writes=False).call("audit", {}))
    assert told["who_are_you"][0]["identity"] == ME
    assert "relationships" not in told
    session.close()


def test_a_program_asks_and_is_asked(visitor: Visitor) -> None:
    assert visitor.get("/api/today").json()["who_are_you"][0]["name"] == "Robin Vale"
    schema = visitor.get("/api/openapi.json").json()["paths"]["/api/today"]["get"]["responses"]
    assert "WhoAreYouDocument" in json.dumps(schema)
