"""The history page: every step with its undo, and a notice that undoes what it tells of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.faces.world import told

if TYPE_CHECKING:
    from tests.faces.web.visiting import Visitor


def _step(html: str) -> str:
    """Return the step that the notice of a page takes back."""
    found = re.search(r'class="notice.*?name="step" value="(\d+)"', html, re.DOTALL)
    assert found, "the notice has no undo"
    return found[1]


def test_every_page_leads_to_the_history(visitor: Visitor) -> None:
    for path in ("/", "/people", "/settings", "/history"):
        assert "/history" in visitor.page(path).links(), path


def test_a_notice_undoes_what_it_tells_of_and_not_what_came_after(visitor: Visitor) -> None:
    earlier = visitor.post("/do/note", who="Ada Hart", text="likes tea", next="/history").text
    assert 'href="/history">History</a>' in earlier
    visitor.post("/do/note", who="Ada Hart", text="likes boats")
    undone = visitor.post("/do/undo", step=_step(earlier), next="/history").text
    assert "Undone: you noted of Ada Hart: likes tea." in undone
    first, second = told(visitor.session, "history")["steps"][:2]
    assert not first["undone_at"], "said later"
    assert second["undone_at"]
    again = visitor.post("/do/redo", step=_step(undone), next="/history").text
    assert "It stands again: you noted of Ada Hart: likes tea." in again


def test_what_changed_nothing_offers_no_undo_of_what_was_before(visitor: Visitor) -> None:
    assert _step(visitor.post("/do/tag", who="Ada Hart", tag="mill").text)
    again = visitor.post("/do/tag", who="Ada Hart", tag="mill").text
    assert "Noted: Ada Hart, mill." in again
    assert "/do/undo" not in again.partition("<main")[0]


def test_a_step_is_undone_and_redone_from_the_page_of_one_person(visitor: Visitor) -> None:
    ada = next(
        one["id"]
        for one in told(visitor.session, "people", limit=0)["people"]
        if one["name"] == "Ada Hart"
    )
    visitor.post("/do/keep", who="Ada Hart", every="30d")
    visitor.post("/do/note", who="Ben Moss", text="of another")
    assert f"/history?who={ada}" in visitor.page(f"/people/{ada}").links()
    page = visitor.page(f"/history?who={ada}")
    assert "You kept Ada Hart" in page.text
    assert "of another" not in page.text
    assert "Imported" not in page.text
    assert "mbox/invented" in visitor.page("/history").text
    assert visitor.get("/history?who=Nobody").status_code == 404
    for skip in ("-1", "x", "9" * 50, "999"):
        assert visitor.get(f"/history?skip={skip}").status_code == 200


def test_a_long_history_comes_in_pages(visitor: Visitor) -> None:
    for n in range(55):
        visitor.session.act(_note, n)
    first = visitor.page("/history")
    assert "note number 54" in first.text
    assert "note number 3 " not in first.text
    assert {"skip": "50"} in first.queries("/history")
    assert "note number 3 " in visitor.page("/history?skip=50").text


def _note(book_: object, n: int) -> object:
    from comity.operations.operation import find

    return find("note").function(book_, "Ada Hart", f"note number {n} of many")
