"""An evening in a real browser: organiser, projector and three phones in one run."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from comity.operations.event.evening import told
from comity.store.events import EventFile
from tests.faces.web.browser import barriers, browsing, launched, picture, served
from tests.operations.event.acts import planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

WIDE = {"viewport": {"width": 1920, "height": 1080}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as one:
        yield one


@contextmanager
def phone(browser: Browser, address: str, **more: object) -> Iterator[Page]:
    """Open a guest's page on a phone of their own; whatever goes wrong there fails the test."""
    wrong: list[str] = []
    with browser.new_context(**(PHONE | more)) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(address)
        yield page
    assert not wrong


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))


def _event(folder: Path) -> EventFile:
    file = EventFile(folder / "events" / "hour")
    file.make()
    file.append_all(planned(8, 4), at_us=time.time_ns() // 1000)
    return file


def test_an_evening_with_a_console_a_projector_and_three_phones(
    browser: Browser, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    file = _event(book)
    with served(book) as start, browsing(browser, start, **WIDE) as console:
        base = start.partition("/start")[0]
        console.goto(f"{base}/event/hour/console")
        assert barriers(console) == []
        picture(console, "event-console")
        console.get_by_label("At this machine’s address").select_option("127.0.0.1")
        console.get_by_role("button", name="Let phones in").click()
        console.get_by_role("link", name="Links and codes of the guests").click()
        picture(console, "event-links")
        assert barriers(console) == []
        links = {
            one.get_attribute("aria-label"): one.get_attribute("href")
            for one in console.locator(".codes a").all()
        }
        assert len(links) == 8
        console.goto(f"{base}/event/hour/console")
        room = console.context.new_page()
        room.set_viewport_size(WIDE["viewport"])  # type: ignore[arg-type]
        room.goto(f"{base}/event/hour/projector?look=dark")
        addresses = [links[f"The page of {who}"] or "" for who in ("Ada 0", "Hal 7", "Bo 1")]
        with (
            phone(browser, addresses[0]) as ada,
            phone(browser, addresses[1]) as hal,
            phone(browser, addresses[2], color_scheme="dark") as bo,
        ):
            _evening(console, room, (ada, hal, bo))
            evening = told(file.acts())
            file.erase()
            for page in (ada, room, console):
                page.get_by_role("heading", name="There is").wait_for()
                assert "Hal" not in page.locator("body").inner_text()
    assert evening.ticks[("g0", "g7")] == ("again",)
    assert evening.ticks[("g7", "g0")] == ("can_help",)
    assert evening.shown["g7"] == ("organisation", "offers")
    assert ("g1", "g6") not in evening.ticks or evening.ticks[("g1", "g6")] == ()
    assert "g5" not in {key for table in evening.tables(2) for key in table}


def _evening(console: Page, room: Page, phones: tuple[Page, Page, Page]) -> None:
    ada, hal, bo = phones
    room.get_by_text("Find your table").wait_for()
    assert room.locator("ol:not([hidden]) li").count() == 8
    picture(room, "event-projector-waiting")
    assert barriers(room) == []
    assert "Hal" in ada.locator("[data-part='seat']").inner_text()
    assert "Bo" not in ada.locator("body").inner_text(), "nobody is shown but whom one meets"
    console.get_by_role("button", name="Start round 1").click()
    room.get_by_role("button", name="Turn the bell on").click()
    room.get_by_text("Where everybody sits").wait_for()
    room.locator("[data-clock]", has_text="4:5").wait_for()
    ada.locator("[data-clock]", has_text="4:5").wait_for()
    picture(room, "event-projector-running")
    assert not _overflows(room)
    _ticks(ada, hal, bo)
    who = console.locator("[action$='/press/here']").first.get_by_label("Name")
    who.fill("fay")
    console.get_by_role("button", name="Is missing").click()
    console.get_by_text("seats change").or_(console.get_by_text("Nobody has to move")).wait_for()
    picture(console, "event-console-repair")
    assert barriers(console) == []
    console.get_by_role("button", name="Seat them so").click()
    console.get_by_role("heading", name="Seats to mend").wait_for(state="detached")
    console.get_by_role("button", name="Round 2").click()
    room.get_by_role("heading", name="Round 2 of 4").wait_for()
    ada.get_by_role("heading", name="Round 2 of 4").wait_for()
    assert "Fay" not in room.locator("ol").first.inner_text()
    for page in phones:
        assert barriers(page) == []
        assert not _overflows(page)
    picture(ada, "event-phone")
    picture(bo, "event-phone-dark")
    console.set_viewport_size({"width": 390, "height": 844})
    assert not _overflows(console)
    picture(console, "event-console-phone")
    assert barriers(console) == []


def _ticks(ada: Page, hal: Page, bo: Page) -> None:
    """Tick, also without a line, twice, and against one's own mind."""
    again = ada.locator("[data-tick='again']").first
    again.wait_for()
    again.click()
    assert again.get_attribute("aria-pressed") == "true"
    hal.locator("[data-tick='can_help']").first.wait_for()
    hal.context.set_offline(True)
    hal.locator("[data-tick='can_help']").first.click()
    hal.get_by_text("No line just now").wait_for()
    hal.context.set_offline(False)
    hal.get_by_text("No line just now").wait_for(state="hidden")
    hal.get_by_label("what you offer").check()
    hal.get_by_role("button", name="Keep it so").click()
    hal.wait_for_load_state()
    assert hal.get_by_label("what you offer").is_checked()
    mine = bo.locator("[data-tick='again']").first
    mine.wait_for()
    mine.click()
    mine.click()
    assert mine.get_attribute("aria-pressed") == "false"
    bo.wait_for_timeout(400)


def test_without_scripts_a_press_is_a_press(browser: Browser, tmp_path: Path) -> None:
    book = tmp_path / "book"
    file = _event(book)
    with (
        served(book) as start,
        browsing(browser, start, java_script_enabled=False, **WIDE) as console,
    ):
        base = start.partition("/start")[0]
        console.goto(f"{base}/event/hour/console")
        console.get_by_role("button", name="Start round 1").click()
        assert "Round 1 runs." in console.get_by_role("status").first.inner_text()
        console.get_by_label("At this machine’s address").select_option("127.0.0.1")
        console.get_by_role("button", name="Let phones in").click()
        console.goto(f"{base}/event/hour/links")
        address = console.locator(".codes a").first.get_attribute("href") or ""
        with phone(browser, address, java_script_enabled=False) as ada:
            ada.get_by_role("button", name="I can help").click()
            assert ada.locator("[data-tick='can_help']").get_attribute("aria-pressed") == "true"
        console.goto(f"{base}/event/hour/console")
        console.get_by_role("button", name="Let no phone in any more").click()
        console.goto(f"{base}/event/hour/projector")
        assert "Round 1 of 4" in console.locator("h1").inner_text()
    assert told(file.acts()).ticks == {("g0", "g7"): ("can_help",)}


@pytest.mark.parametrize("many", [10, 24, 30, 74])
def test_every_name_on_the_projector_is_whole(browser: Browser, tmp_path: Path, many: int) -> None:
    book = tmp_path / "book"
    file = EventFile(book / "events" / "hour")
    file.make()
    file.append_all(planned(many, 4), at_us=time.time_ns() // 1000)
    with served(book) as start, browsing(browser, start, **WIDE) as room:
        for width, height in ((1920, 1080), (1280, 720), (1024, 768)):
            room.set_viewport_size({"width": width, "height": height})
            room.goto(f"{start.partition('/start')[0]}/event/hour/projector")
            pages = room.locator("ol[data-names]").count()
            shown = 0
            for page in range(pages):
                room.evaluate(_TURN_TO, page)
                names = room.locator("ol:not([hidden]) li").all()
                foot = room.locator("footer").bounding_box()
                assert foot
                assert foot["y"] + foot["height"] <= height, "nobody can scroll a projector"
                assert all(_bottom(one) <= foot["y"] for one in names)
                shown += len(names)
            assert shown == many
            assert pages == -(-many // 36)


_TURN_TO = (
    "n => document.querySelectorAll('ol[data-names]').forEach((o, k) => (o.hidden = k !== n))"
)


def _bottom(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["y"] + box["height"]
