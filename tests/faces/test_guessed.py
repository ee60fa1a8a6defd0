"""What rests on a guess is called one on the command line, on the pages and to a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.faces.mcp import annotated
from comity.faces.mcp.shown import Teller
from comity.operations.document import as_json
from comity.operations.operation import find
from comity.operations.person.documents import Line
from tests.faces.terminal import run
from tests.faces.web.visiting import visit
from tests.faces.world import told
from tests.operations.test_guessed import NOW, guesses
from tests.records import book_of, us

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = "(an answer, guessed from its subject)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = book_of(guesses(), tmp_path_factory.mktemp("guessed"), now=NOW)
    made.refresh()
    made.close()
    return made.folder


def test_the_command_line_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = " ".join(run(capsys, "audit", "--as-of", NOW, book=folder).out.split())
    assert "(1 of the answers guessed from the subject)" in said
    ada = run(capsys, "person", "Ada Hart", "--as-of", NOW, book=folder).out
    assert " ".join(ada.split()).count(ANSWER) == 2
    assert "guessed" not in run(capsys, "person", "Ben Moss", "--as-of", NOW, book=folder).out


def test_the_pages_say_so(folder: Path) -> None:
    visitor = visit(folder, clock=lambda: us(NOW))
    people = {one["name"]: one["id"] for one in told(visitor.session, "people", limit=0)["people"]}
    ada = visitor.page(f"/people/{people['Ada Hart']}").text
    assert ada.count(ANSWER) == 2
    assert "(in part guessed from the subject)" in ada
    assert "1 question of theirs within 30 days (1 answer of these guessed" in ada
    assert "guessed" not in visitor.page(f"/people/{people['Ben Moss']}").text
    assert ANSWER in visitor.page("/").text
    network = visitor.page("/network").text
    assert "they asked you something (1 answer of these guessed" in network
    assert "1 question that you answered, guessed from the subject alone" in network
    timeline = told(visitor.session, "person", "Ada Hart")["timeline"]
    late = next(one["key"] for one in timeline if one["guessed"])
    assert "an earlier one (guessed from its subject)" in visitor.page(f"/records/{late}").text
    visitor.session.close()


def test_a_model_is_told_so(tmp_path: Path) -> None:
    line = Line("2025-03-02T00:00:00Z", "mail", "in", "mail", True, 1, "", "", "a", guessed=True)  # noqa: FBT003 - addressed
    audit = find("audit").function(book_of(guesses(), tmp_path, now=NOW))
    for document in (line, audit):
        told = annotated.shareable(document, Teller(False, 9))  # noqa: FBT003 - no texts
        assert told["guessed"] == as_json(document)["guessed"] != 0
