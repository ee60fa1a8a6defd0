"""The one field: what it finds on its page, and what it offers as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.faces.web.wording import marked
from tests.faces.web.visiting import KEYS
from tests.faces.world import told

if TYPE_CHECKING:
    from tests.faces.web.visiting import Visitor


def _offers(visitor: Visitor, words: str) -> list[Any]:
    found: list[Any] = visitor.get("/search/offers", params={"words": words}).json()["offers"]
    return found


def _labels(visitor: Visitor, words: str) -> list[str]:
    return [one["label"] for one in _offers(visitor, words)]


def test_people_come_first_then_what_was_said_and_each_opens(visitor: Visitor) -> None:
    answer = visitor.get("/search?words=plan").text
    assert "Could you send the <mark>plan</mark>?" in answer
    assert "/records/" in answer
    page = visitor.page("/search?words=ben")
    assert page.text.index("People") < page.text.index("Ben Moss")
    assert "Nothing holds “zebra”." in visitor.page("/search?words=zebra").text
    assert "write a name or a few words" in visitor.page("/search").text
    ben = next(one["href"] for one in _offers(visitor, "ben moss") if one["kind"] == "Person")
    led = visitor.get(f"/search?words={ben.rpartition('/')[2]}", follow_redirects=False)
    assert led.headers["location"] == ben


def test_notes_are_found_on_the_page(visitor: Visitor) -> None:
    visitor.post("/do/note", who="Ada Hart", text="sails a <b>boat</b>")
    assert "sails a &lt;b&gt;<mark>boat</mark>&lt;/b&gt;" in visitor.get("/search?words=boat").text


@pytest.mark.parametrize(
    ("text", "words", "html"),  # of strangers
    [
        (
            "<script>x</script>",
            "script",
            "&lt;<mark>script</mark>&gt;x&lt;/<mark>script</mark>&gt;",
        ),
        ('"x" & y', "y", "&#34;x&#34; &amp; <mark>y</mark>"),
        ("\u202eevil\u202c", "evil", " <mark>evil</mark> "),
        ("plain", "<mark>", "plain"),
    ],
)
def test_marks_escape_all_else(text: str, words: str, html: str) -> None:
    assert marked(text, words) == html


def test_the_field_offers_people_pages_and_what_was_said(visitor: Visitor) -> None:
    offers = _offers(visitor, "ada")
    assert (offers[0]["kind"], offers[0]["label"]) == ("Person", "Ada Hart")
    assert offers[-1]["query"] == "ada"
    assert "Ada Hart" in _labels(visitor, "adaa hart"), "a slip is forgiven"
    assert _labels(visitor, "sett") == ["Settings", "Search “sett”"]
    assert "History and undo" in _labels(visitor, "undo")
    assert all(one["kind"] == "Page" for one in _offers(visitor, ""))


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("keep ada", "Keep Ada Hart, every month"),
        ("keep ada every quarter", "Keep Ada Hart, every quarter"),
        ("coffee with ada", "Log today: coffee with Ada Hart"),
        ("log a Call with ada hart", "Log today: call with Ada Hart"),
        ("met ada", "Log today: met Ada Hart"),
        ("note ada: likes tea", "Note of Ada Hart: likes tea"),
        ("tag ada as choir", "Tag Ada Hart “choir”"),
        ("pause ada", "Pause Ada Hart for three months"),
        ("never ada", "Never suggest Ada Hart"),
    ],
)
def test_what_is_written_is_offered_and_done(visitor: Visitor, words: str, label: str) -> None:
    offer = next(one for one in _offers(visitor, words) if one["kind"] == "Do")
    assert offer["label"] == label
    before = told(visitor.session, "history")["count"]
    assert before == told(visitor.session, "history")["count"], "an offer does nothing"
    answer = visitor.client.post(
        offer["action"], data={**offer["fields"], "csrf": KEYS.csrf, "next": "/history"}
    )
    assert 'role="status"' in answer.text, answer.text[:500]
    (said,) = told(visitor.session, "history", limit=1)["steps"]
    assert said["people"][0]["name"] == "Ada Hart"
    assert told(visitor.session, "history")["count"] == before + 1


def test_words_half_typed_show_how_they_go_on(visitor: Visitor) -> None:
    fills = {one.get("fill") for one in _offers(visitor, "ke")}
    assert "keep " in fills
    assert not [one for one in _offers(visitor, "keep zebra") if one["kind"] == "Do"]


def test_somebody_new_is_offered_to_be_added_and_to_be_logged(visitor: Visitor) -> None:
    (add,) = [one for one in _offers(visitor, "zora newperson") if one["kind"] == "Do"]
    assert add["href"] == "/people/new?name=zora+newperson"
    assert not [one for one in _offers(visitor, "ada hart") if "/people/new" in str(one)]
    (log,) = [one for one in _offers(visitor, "coffee with Zora New") if one.get("action")]
    assert log["fields"] == {"text": "coffee", "with": "Zora New"}


def test_keys_are_told_on_a_page_and_in_the_dialog_of_each(visitor: Visitor) -> None:
    assert "coffee with NAME" in visitor.page("/keys").text
    today = visitor.page("/").text
    assert "done: on the card that has the focus" in today
    assert "done: on the card that has the focus" not in visitor.page("/settings").text
