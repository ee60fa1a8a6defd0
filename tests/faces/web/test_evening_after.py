"""What an evening gives out on pages: cards, lists, introductions, the report; and by keys, axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faces.web.browser import barriers, browsing, launched, picture, served
from tests.faces.web.visiting import visit
from tests.operations.event.acts import BEGIN_US, keep_event
from tests.operations.event.paper.seen import pages
from tests.records import book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("Ada Hart", "Bo <b>Lund", "Cy Moor")
AGAIN = [
    ("ticked", {"guest": one, "of": of, "ticks": ["again"]})
    for one, of in (("g0", "g1"), ("g1", "g0"))
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("book")
    book_of([mail("a")], made).close()
    keep_event(made, "spring", NAMES, *AGAIN, title="Spring evening")
    return made


def test_files_are_handed_over(folder: Path) -> None:
    visitor = visit(folder, clock=lambda: BEGIN_US)
    for name in ("cards.pdf", "cards.pdf?paper=letter", "signs.pdf", "report.pdf"):
        answer = visitor.get(f"/event/spring/file/{name}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        assert list(pages(answer.content))
    for name in ("seats.xlsx", "seats.csv", "seats.txt", "rooms-1.csv"):
        assert visitor.get(f"/event/spring/file/{name}").content
    card = visitor.get("/event/spring/card/1-2.vcf").text
    assert "FN:Bo <b>Lund" in card
    for path in ("file/rooms-2.csv", "file/x.exe", "card/2-1.vcf", "card/1-3.vcf"):
        assert visitor.get(f"/event/spring/{path}").status_code == 404
    assert visitor.get("/event/none/after").status_code == 404


def test_introductions_and_the_report_stand_on_the_page(folder: Path) -> None:
    visitor = visit(folder, clock=lambda: BEGIN_US)
    page = visitor.page("/event/spring/after")
    assert "would meet again" in page.text
    assert "Hi Ada and Bo,\n\nYou sat" in visitor.get("/event/spring/after").text
    answer = visitor.post("/event/spring/keep")
    assert "Nobody new" in answer.text


def test_the_morning_after_names_the_evening(folder: Path) -> None:
    visitor = visit(folder, clock=lambda: BEGIN_US + 13 * 3_600_000_000)
    home = visitor.get("/").text
    assert 'href="/event/spring/after"' in home
    assert "1 introduction waits to be sent" in home
    later = visit(folder, clock=lambda: BEGIN_US + 60 * 3_600_000_000)
    assert "/event/spring/after" not in later.get("/").text


def test_it_is_read_by_all(folder: Path) -> None:
    with launched() as browser, served(folder) as start:
        for width in (1280, 390):
            with browsing(browser, start, viewport={"width": width, "height": 900}) as page:
                page.goto(f"{start.partition('/start')[0]}/event/spring/after")
                picture(page, f"event-after-{width}")
                assert barriers(page) == []
                assert page.evaluate("document.documentElement.scrollWidth") <= width
