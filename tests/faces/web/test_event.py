"""Before the evening, by pages alone: made, guests brought in, seated, changed, erased."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.faces.web.visiting import HOME, KEYS, read, visit

if TYPE_CHECKING:
    from tests.faces.web.visiting import Visitor

LIST = "Full name;Firm;Looking for;Offers;Shirt;Status\n"
LIST += "Ada Hart;Mill;a printer;sluices;M;Going\nBen Moss;Weir;;printing;L;Going\n"
LIST += "Cleo Dunn;Lock;sluice design;;S;Waitlist\nDan Frost;;;;S;Going\nEve Stone;;;;S;Going\n"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    return visit(tmp_path_factory.mktemp("event") / "book")


def test_an_evening_is_prepared_by_pages_alone(visitor: Visitor) -> None:
    assert "There is none yet" in visitor.page("/event").text
    made = visitor.post("/event", title="Spring <b>evening</b>", on="", rounds="3")
    assert "Made: Spring <b>evening</b>" in read(made.text).text
    (home,) = {one for one in visitor.page("/event").links() if re.fullmatch("/event/[^/]+", one)}
    assert "Nobody is on the list yet" in visitor.page(home).text
    assert "Nobody is on the list yet" in visitor.page(f"{home}/plan").text
    sheet = visitor.get(f"{home}/sheets/invitation.txt")
    assert "attachment" in sheet.headers["content-disposition"]
    sent = {"file": ("guests.csv", LIST.encode("utf-16"), "text/csv")}
    visitor.client.post(
        f"{home}/bring", data={"csrf": KEYS.csrf}, files=sent, headers={"origin": HOME}
    )
    page = visitor.page(f"{home}/list").text
    for words in ("Nothing is kept yet", "Shirt", "forgotten", "on the waiting list"):
        assert words in page, words
    visitor.post(f"{home}/list")
    page = visitor.page(home).text
    assert "Guests 4" in page
    assert "Cleo" not in page
    seated = visitor.post(f"{home}/plan", rounds="3", size="2", seed="1")
    page = read(seated.text).text
    for words in ("Nobody meets anybody twice", "Round 3", "you seek a printer"):
        assert words in page, words
    ada = re.search(rf'href="({home}/guest/\w+)"><bdi>Ada', visitor.get(home).text)
    assert ada
    fields = {"guest": ada[1].rpartition("/")[2], "name": "Ada Hart", "asks": "a mason; a joiner"}
    changed = visitor.post(f"{home}/guest", **fields)
    assert "a mason; a joiner" in read(changed.text).text
    visitor.post(f"{home}/undo", next=home)
    assert "seeks a printer" in visitor.page(home).text
    assert "4 guests" in visitor.page(f"{home}/erase").text
    gone = visitor.post(f"{home}/erase")
    assert "There is none yet" in read(gone.text).text


def test_what_cannot_be_done_says_why(visitor: Visitor) -> None:
    visitor.post("/event", title="Autumn")
    for path, fields, says in (
        ("/event/autumn/plan", {}, "nobody is on its list yet"),
        ("/event/autumn/bring", {"text": " "}, "no list was chosen"),
        ("/event/autumn/bring", {"text": "1,2\n3,4"}, "no column says who the guests are"),
        ("/event/autumn/plan", {"rounds": "many"}, "no number"),
        ("/event", {"title": "x", "at": "late"}, "no time of day"),
    ):
        assert says.lower() in visitor.post(path, next="/event/autumn", **fields).text.lower(), says
    assert visitor.get("/event/autumn/list").status_code == 404
    assert visitor.get("/event/none").status_code == 404
