"""The page of a draft: its words marked, whom it is for chosen, nothing lost, nothing kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from comity.faces.web.drafting import Piece, pieces
from comity.operations.draft.documents import Finding
from tests.faces.web.visiting import HOME, KEYS, read, visit
from tests.faces.world import NOW, book
from tests.records import us

if TYPE_CHECKING:
    from tests.faces.web.visiting import Visitor

DRAFT = "Subject: Plan\n\nHi Adda,\n\ncould you send the plan?\n  <b>Best</b>\nRobin"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    made = book(tmp_path_factory.mktemp("page") / "book")
    made.close()
    return visit(made.folder, clock=lambda: us(NOW))


def _sent(visitor: Visitor, **fields: str) -> str:
    answer = visitor.post("/check", **fields)
    assert answer.status_code == 200
    text: str = answer.text
    return text


def test_a_draft_is_shown_with_its_words_marked_and_stays_in_its_field(visitor: Visitor) -> None:
    shown = _sent(visitor, text=DRAFT.replace("\n", "\r\n"), to="Ada Hart")
    assert '<mark id="m1">Adda<' in shown
    assert "Their name is spelled Ada." in shown
    escaped = DRAFT.replace("<", "&lt;").replace(">", "&gt;")
    assert f">\n{escaped}</textarea>" in shown
    assert "<b>" not in shown


def test_a_good_draft_is_fine(visitor: Visitor) -> None:
    shown = _sent(visitor, text="Hi Ada, the plan is attached. Robin", to="Ada Hart")
    assert "Fine as it is" in shown
    assert "<mark" not in shown


@pytest.mark.parametrize(
    ("text", "to", "says"),
    [
        (DRAFT, "Nobody Atall", "Nobody answers"),
        (DRAFT, "", "Say who is meant"),
        ("", "Ada Hart", "There is no draft to read"),
        (DRAFT + "x" * 10_001, "Ada Hart", "10,000 are read"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(
    visitor: Visitor, text: str, to: str, says: str
) -> None:
    shown = _sent(visitor, text=text, to=to)
    assert says in shown
    assert text.replace("<", "&lt;").replace(">", "&gt;") in shown
    assert to in shown


def test_people_a_word_may_mean_are_buttons_of_the_same_form(visitor: Visitor) -> None:
    shown = _sent(visitor, text=DRAFT, to="Addda Hart")
    page = read(shown)
    (chosen,) = [one["value"] for tag, one in page.tags if one.get("name") == "choose"]
    assert "Their name" in _sent(visitor, text=DRAFT, to="Addda Hart", choose=str(chosen))


def test_a_file_is_read_where_nothing_was_typed(visitor: Visitor) -> None:
    file = ("draft.eml", b"Subject: Plan\n\nHi Adda,\n\nwhich plan?", "message/rfc822")
    for typed, says in (("", "spelled Ada"), ("Hi Ada, which plan?", "Fine as it is")):
        answer = visitor.client.post(
            "/check",
            data={"csrf": KEYS.csrf, "to": "Ada Hart", "text": typed},
            files={"file": file},
            headers={"origin": HOME},
        )
        assert says in answer.text


def test_it_is_reached_from_a_person_and_from_todays_cards(visitor: Visitor) -> None:
    to = visitor.get("/api/person", params={"who": "Ada Hart"}).json()["id"]
    assert f"/check?to={to}" in visitor.page(f"/people/{to}").links()
    assert any(link.startswith("/check?to=") for link in visitor.page("/").links())
    assert f'name="who" value="{to}"' in visitor.get(f"/check?to={to}").text


def test_a_draft_is_kept_nowhere(visitor: Visitor) -> None:
    said = visitor.get("/api/history").json()["steps"]
    _sent(visitor, text=f"{DRAFT} zanzibar", to="Ada Hart")
    assert visitor.get("/api/history").json()["steps"] == said
    assert "zanzibar" not in visitor.get("/check").text
    folder = visitor.session.folder
    assert not any(b"zanzibar" in one.read_bytes() for one in folder.rglob("*") if one.is_file())


def test_a_draft_is_read_at_once(visitor: Visitor) -> None:
    _sent(visitor, text=DRAFT, to="Ada Hart")
    begun = time.perf_counter()
    _sent(visitor, text=DRAFT, to="Ada Hart")
    assert time.perf_counter() - begun < 0.5


def _at(start: int, end: int) -> Finding:
    return Finding("rule", "consider", start, end, "", "")


def test_of_findings_within_one_another_the_narrower_is_marked() -> None:
    found = [_at(0, 9), _at(2, 4), _at(0, 0), _at(3, 6), _at(6, 9)]
    assert pieces("abcdefghi", found) == [
        Piece("ab", 0),
        Piece("cd", 2),
        Piece("ef", 0),
        Piece("ghi", 5),
    ]
    assert pieces("abc", []) == [Piece("abc", 0)]
