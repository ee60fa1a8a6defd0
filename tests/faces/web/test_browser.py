"""Each page's main task done as a person does it: by mouse, by keys, in the dark, on a phone."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import open_book
from comity.operations.operation import find
from tests.faces.web.browser import barriers, browsing, launched, picture, served
from tests.faces.web.hostile import NOW
from tests.pictures_of_people import png
from tests.records import us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

DAY_US = us("2026-11-20T08:30")
PAGES = "/ /week /people /network /questions /import /settings /map "
PAGES += "/getting /getting/gmail /getting/formats "
PAGES += "/loops /loops?kind=promise "
PAGES += "/garden /ledger /review /year /rewind?back=200 /check "
PAGES += "/survey /what /event "
PAGES += "/begin /saw /history /keys /network/my_thanks"
MORE = "/begin?step=2 /begin?step=3 /people?words=zzzz /search /search?words=thank /nowhere"
LIGHT: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WIDE: ViewportSize = {"width": 2200, "height": 1200}
ON_PHONE = ["target-size", "scrollable-region-focusable", "link-name", "button-name"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as one:
        yield one


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    with open_book(folder.with_name("mine"), now_us=DAY_US) as book:
        find("demo").function(book, to=folder, contacts=200)
    return folder


@pytest.fixture(scope="module")
def start(demo: Path) -> Iterator[str]:
    with served(demo) as address:
        yield address


@pytest.fixture
def page(browser: Browser, start: str) -> Iterator[Page]:
    with browsing(browser, start, **LIGHT) as one:
        yield one


def _go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + path)


def _shown(page: Page) -> Iterator[tuple[str, str]]:
    """Go to every page, with all that folds open; yield the address and a name of it."""
    _go(page, "/people")
    first = page.locator("[data-rows] a").first.get_attribute("href") or ""
    _go(page, first)
    record = page.locator(".time a").first.get_attribute("href") or ""
    for path in [*PAGES.split(), first, *MORE.split(), f"{first}/forget", record]:
        _go(page, path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        name = path.replace(first, "person").replace(record, "record").strip("/") or "today"
        yield path, re.sub(r"[^a-z0-9]", "-", name)


def _fits(page: Page) -> bool:
    return not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")


def test_every_page_is_open_to_all_and_fits(page: Page) -> None:
    for path, name in _shown(page):
        picture(page, f"{name}-light")
        assert _fits(page), path
        assert barriers(page) == [], path
        page.emulate_media(color_scheme="dark")  # the same page in other colours
        picture(page, f"{name}-dark")
        assert barriers(page, "color-contrast") == [], path
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)  # and in space
        picture(page, f"{name}-wide")
        assert _fits(page), path
        assert barriers(page, "target-size") == [], path
        page.set_viewport_size(LIGHT["viewport"])


def test_every_page_fits_a_phone(browser: Browser, start: str) -> None:
    with browsing(browser, start, **PHONE) as page:
        for path, name in _shown(page):
            picture(page, f"{name}-phone")
            assert _fits(page), path
            assert barriers(page, *ON_PHONE) == [], path


def test_the_token_leaves_the_address_and_no_script_sees_the_cookie(page: Page) -> None:
    assert "token" not in page.url
    assert page.evaluate("document.cookie") == ""


def test_a_morning_is_done_by_mouse(page: Page) -> None:
    cards = page.locator("[data-card]")
    before = cards.count()
    assert before
    name = cards.first.locator("h2").inner_text()
    cards.first.get_by_text("For your reply").click()
    cards.first.get_by_role("button", name="Done").click()
    assert f"Done: {name}." in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Undo").click()
    assert page.locator("[data-card]").first.locator("h2").inner_text() == name
    page.get_by_role("combobox", name="Who").press_sequentially(name[:5])
    page.get_by_role("option", name=name).first.click()
    assert page.get_by_role("combobox", name="Who").input_value() == name
    page.get_by_role("textbox", name="What").fill("coffee")
    page.get_by_role("button", name="Note it", exact=True).click()
    assert "Noted: meeting with" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Undo").click()


def test_a_morning_is_done_by_keys_alone(page: Page) -> None:
    name = page.locator("[data-card] h2").first.inner_text()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-card')"):
            break
    with page.expect_navigation():
        page.keyboard.press("s")
    assert "comes back on" in page.get_by_role("status").inner_text()
    assert page.evaluate("document.activeElement.hasAttribute('data-card')"), "to go on with"
    page.keyboard.press("Control+k")
    page.keyboard.type(name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    assert name in page.evaluate("document.activeElement.innerText")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == name
    _go(page, "/")
    page.get_by_role("navigation", name="Pages").get_by_text("Settings").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/settings")


def _tab_to(page: Page, what: str) -> None:
    """Press Tab until that has the focus."""
    for _ in range(150):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {what}")


def test_a_person_of_the_map_is_opened_and_noted_by_keys_alone(page: Page) -> None:
    _go(page, "/map")
    assert page.locator(".around a").count() == page.locator(".near li").count()
    name = page.locator(".near a").first.inner_text()
    _press(page, ".near a")
    assert page.locator("h1").inner_text() == name
    _tab_to(page, "#notetext")
    page.keyboard.type("written by keys alone")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _tab_to(page, ".notice button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "written by keys alone" not in page.locator("main").inner_text()
    _go(page, "/network")
    _tab_to(page, "a[href='/people?which=in_touch']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("[data-rows] li").count()


def _press(page: Page, what: str, key: str = "Enter") -> None:
    """Press a key where Tab leads, and wait for the page it leads to."""
    _tab_to(page, what)
    with page.expect_navigation():
        page.keyboard.press(key)


def test_settings_are_set_by_keys_alone(page: Page) -> None:
    _go(page, "/settings")
    _tab_to(page, "[name=name][value=people] ~ label input")
    page.keyboard.type("4")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text().startswith("Done.")
    _press(page, ".notice button")
    _tab_to(page, "#sources ~ ul summary")
    page.keyboard.press("Enter")
    _tab_to(page, "[action='/do/sources-remove'] button")
    _press(page, "[action='/settings/feed'] button", "Space")
    assert ".ics" in page.locator("#feed ~ p").first.inner_text()
    _press(page, "[action='/settings/feed'] .quiet")
    _tab_to(page, "[action='/settings/export'] button")
    with page.expect_download() as file:
        page.keyboard.press("Enter")
    assert file.value.suggested_filename == "comity-export.zip"


def test_people_are_found_as_one_types_and_walked_by_arrows(page: Page) -> None:
    _go(page, "/people")
    wanted = page.locator("[data-rows] .who bdi").nth(7).inner_text()
    page.get_by_label("Words").press_sequentially(wanted[:6])
    page.wait_for_function(
        "given => [...document.querySelectorAll('[data-rows] .who')]"
        ".every(one => one.innerText.toLowerCase().includes(given))"
        " || document.querySelectorAll('[data-rows] li').length < 40",
        arg=wanted[:6].lower(),
    )
    assert wanted in page.locator("#rows").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator("[data-rows] a").first.inner_text()
    assert page.evaluate("document.activeElement.innerText") == first
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() in first


def test_the_field_at_the_top_finds_goes_and_does_by_keys_alone(page: Page) -> None:
    _go(page, "/people")
    name = page.locator("[data-rows] .who bdi").first.inner_text()
    slip = name[:-2] + name[-1] + name[-2]  # two letters swapped
    page.keyboard.press("Control+Shift+k")
    assert page.evaluate("document.activeElement.id") != "find", "that key is the browser's"
    page.keyboard.press("Control+k")
    page.keyboard.type(slip)
    page.get_by_role("option", name=name).first.wait_for()
    assert barriers(page) == []
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')")
    page.keyboard.press("Escape")
    assert not page.get_by_role("listbox").is_visible()
    assert page.locator("#find").input_value() == slip, "what was typed stays"
    page.fill("#find", "")
    page.keyboard.type(f"coffee with {name}")
    page.get_by_role("option", name="Log today").first.wait_for()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"Noted: meeting with {name}" in page.get_by_role("status").first.inner_text()
    _press(page, ".notice button")
    page.keyboard.press("Control+k")
    page.keyboard.type("set")
    page.get_by_role("option", name="Settings").wait_for()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/settings")


def test_a_word_of_an_input_method_is_not_sought_before_it_is_one(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "offers" in one.url else None)
    page.focus("#find")
    page.evaluate(
        "() => { const f = document.getElementById('find'); f.value = 'に';"
        "f.dispatchEvent(new InputEvent('input', { isComposing: true, bubbles: true }));"
        "f.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true })); }"
    )
    page.wait_for_timeout(300)
    assert not asked
    with page.expect_request(lambda one: "offers" in one.url):
        page.evaluate(
            "document.getElementById('find').dispatchEvent(new CompositionEvent('compositionend'))"
        )


def test_a_question_mark_tells_the_keys_unless_one_wants_none(page: Page) -> None:
    keys = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("?")
    assert keys.is_visible()
    assert barriers(page) == []
    page.keyboard.press("d")
    assert keys.is_visible(), "no card's key works below it"
    page.keyboard.press("Escape")
    assert not keys.is_visible()
    page.focus("#find")
    page.keyboard.type("?")
    assert not keys.is_visible()
    page.get_by_role("link", name="Keys").click()
    page.get_by_label("Leave").check()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert not keys.is_visible()


def test_the_app_is_installable_and_keeps_nothing_of_the_book(
    browser: Browser, demo: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(demo, tmp_path / "app")
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        with served(folder) as start:
            page.goto(start)
            page.evaluate("navigator.serviceWorker.ready")
            page.wait_for_function("() => navigator.serviceWorker.controller !== null")
            manifest = page.evaluate(
                "fetch(document.querySelector('link[rel=manifest]').href).then(one => one.json())"
            )
            assert {"/saw"} <= {one["url"] for one in manifest["shortcuts"]}
            for icon in manifest["icons"]:
                assert page.evaluate("src => fetch(src).then(one => one.ok)", icon["src"])
            for path in ("/people", "/search?words=thank", "/saw", "/"):
                _go(page, path)
            assert page.evaluate("innerWidth >= document.documentElement.scrollWidth")
            kept = page.evaluate(
                "caches.keys().then(names => Promise.all(names.map(name => caches.open(name)"
                ".then(one => one.keys())))).then(all => all.flat().map(one => one.url))"
            )
            assert kept
            assert all("/static/" in url for url in kept), kept
            home = page.url
        page.goto(home)
        assert "Comity is not running" in page.locator("h1").inner_text()
        page.goto(home + "people")
        assert page.locator("[data-rows]").count() == 0
        assert "Comity is not running" in page.locator("h1").inner_text()


def test_whom_one_saw_is_noted_from_the_page_for_a_doorway(browser: Browser, start: str) -> None:
    with browsing(browser, start, **PHONE) as page:
        _go(page, "/people")
        name = page.locator("[data-rows] .who bdi").first.inner_text()
        _go(page, "/saw")
        assert page.evaluate("document.activeElement.name") == "choose_other"
        page.keyboard.type(name)
        page.get_by_role("button", name="Note it", exact=True).click()
        assert f"with {name}" in page.get_by_role("status").first.inner_text()
        page.get_by_role("button", name="Undo").click()


def test_many_are_ticked_by_keys_and_who_is_filtered_out_is_not_changed(page: Page) -> None:
    _go(page, "/people")
    rows = page.locator("[data-rows] > li > a")
    rows.nth(0).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.locator("[data-ticked]").inner_text() == "2 ticked"
    assert barriers(page) == []
    name = rows.nth(1).locator("bdi").first.inner_text()
    page.get_by_label("Words").press_sequentially(name)
    page.wait_for_function("() => document.querySelectorAll('[data-rows] > li').length < 5")
    page.wait_for_function("() => !document.querySelector('[name=who]:checked')")
    page.locator("[data-rows] .pick input").first.check()
    page.get_by_label("Add to group").fill("choir")
    page.get_by_role("button", name="Change them").click()
    assert "1 person changed: tagged “choir”." in page.get_by_role("status").first.inner_text()
    page.get_by_role("button", name="Undo").click()
    assert page.locator("[data-rows] .chip", has_text="choir").count() == 0


def test_a_box_of_the_week_is_ticked_on_screen(page: Page) -> None:
    _go(page, "/week")
    box = page.get_by_role("button", name="Done: ").first
    name = (box.get_attribute("aria-label") or "").removeprefix("Done: ")
    box.click()
    assert f"Done: {name}." in page.get_by_role("status").first.inner_text()
    page.get_by_role("button", name="Undo").click()


def test_a_question_takes_one_key(page: Page) -> None:
    _go(page, "/questions")
    left = page.locator(".lead").inner_text()
    assert page.evaluate("document.activeElement.hasAttribute('data-card')")
    with page.expect_navigation():
        page.keyboard.press("l")
    assert "asked again in a month" in page.get_by_role("status").inner_text()
    assert page.locator(".lead").inner_text() != left
    page.get_by_role("button", name="Undo").click()


def test_a_number_of_the_audit_leads_to_its_people(page: Page) -> None:
    _go(page, "/network")
    link = page.locator("#garden ~ figure a").first
    number = link.locator(".figure").text_content()
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("#rows").inner_text().startswith(f"{number} people")


def test_a_book_is_begun_by_keys_alone_and_every_record_accounted_for(
    browser: Browser, tmp_path: Path
) -> None:
    letters = tmp_path / "inbox.mbox"
    letters.write_bytes(
        b"".join(
            b"From a@ring.example Mon Mar  3 10:00:00 2025\nFrom: Ada Hart <a@ring.example>\n"
            b"To: robin@home.example\nDate: Mon, 03 Mar 2025 10:00:00 +0000\n"
            b"Message-ID: <%d@ring.example>\n\nGood morning.\n\n" % number
            for number in range(400)
        )
    )
    with served(tmp_path / "book") as start, browsing(browser, start, **LIGHT) as page:
        assert page.url.endswith("/begin")
        page.on("filechooser", lambda chooser: chooser.set_files(letters))
        picture(page, "begin-empty-light")
        assert barriers(page) == []
        _tab_to(page, "input[name=name]")
        page.keyboard.type("Eve Stone")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "So far Eve Stone." in page.locator("#remember").inner_text()
        _press(page, "main a[href='/import']")
        _tab_to(page, "#files")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('files').files.length")
        assert "inbox.mbox is ready. Press “Read it”." in page.locator("#sent").inner_text()
        _tab_to(page, "[data-drop] input[name=me]")
        page.keyboard.type("robin@home.example")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="400 records read").wait_for()
        picture(page, "import-done-light")
        assert barriers(page) == []
        _press(page, "main a[href='/begin?step=2']")
        assert "Ada Hart" in page.locator("table").inner_text()
        _tab_to(page, "select[aria-label='Circle of Ada Hart']")
        page.keyboard.type("personal")
        _press(page, "[action='/begin/circles'] button")
        assert "Ada Hart personal" in page.locator("[action='/begin/keep']").inner_text()
        _tab_to(page, "select[aria-label='How often, Ada Hart']")
        page.keyboard.type("every month")
        _press(page, "[action='/begin/keep'] button")
        assert "1 person kept." in page.get_by_role("status").inner_text()


_DROP = """(text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "ada.vcf"));
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
}"""


def test_what_is_dropped_is_read_at_once(browser: Browser, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Hart\nEMAIL:a@ring.example\nEND:VCARD\n"
    with served(tmp_path / "book") as start, browsing(browser, start, **LIGHT) as page:
        _go(page, "/import")
        page.evaluate(_DROP, card)
        page.get_by_role("heading", name="1 record read").wait_for()


def test_nothing_a_stranger_wrote_runs_in_a_browser(
    browser: Browser, hostile_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(hostile_folder, tmp_path / "book")
    with served(folder, as_of=NOW) as start, browsing(browser, start, **PHONE) as page:
        for path in PAGES.split():
            _go(page, path)
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), path
        _go(page, "/people")
        for link in page.locator("[data-rows] a").evaluate_all("all => all.map(a => a.href)")[
            :20:2
        ]:
            page.goto(link)
            assert (
                page.evaluate("document.querySelectorAll('main script, main img, iframe').length")
                == 0
            )
        page.goto(link)
        picture(page, "hostile-phone")


def test_without_scripts_the_page_still_works(browser: Browser, start: str) -> None:
    with browsing(browser, start, java_script_enabled=False, **LIGHT) as page:
        page.locator("[data-card]").first.get_by_role("button", name="Later").click()
        assert "comes back on" in page.get_by_role("status").inner_text()
        page.get_by_role("button", name="Undo").click()
        _go(page, "/people")
        page.get_by_label("Words").fill("zzzz")
        page.get_by_role("button", name="Show").click()
        assert "Nobody called “zzzz” yet" in page.locator("#rows").inner_text()


def test_the_week_prints_on_white_without_the_page_around_it(browser: Browser, start: str) -> None:
    with browsing(browser, start, **LIGHT, color_scheme="dark") as page:
        _go(page, "/week")
        page.emulate_media(media="print")
        assert not page.locator("header.top").is_visible()
        assert page.locator(".day").first.is_visible()
        picture(page, "week-print")


def test_a_copy_of_a_book_is_what_is_played_with(
    browser: Browser, demo: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(demo, tmp_path / "copy")
    with served(copy) as start, browsing(browser, start, **LIGHT) as page:
        _go(page, "/people")
        page.locator("[data-rows] a").first.click()
        name = page.locator("h1").inner_text()
        page.get_by_role("button", name="Keep", exact=True).click()
        assert f"Kept: {name}, every month." in page.get_by_role("status").inner_text()
        page.get_by_role("textbox", name="Note").fill("moves in May")
        page.get_by_role("button", name="Save", exact=True).click()
        assert "moves in May" in page.locator(".notes").inner_text()
        page.get_by_role("link", name="Erase them").click()
        page.get_by_role("button", name="Erase them").click()
        assert "Forgotten." in page.get_by_role("status").inner_text()


def test_a_new_person_a_photo_and_a_reminder_by_hand(page: Page, tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(png(1200, 900))
    _go(page, "/")
    page.get_by_label("Who", exact=True).fill("Zora Newperson")
    page.get_by_role("button", name="Note it, and add them").click()
    page.get_by_text("Added: Zora Newperson.").wait_for()
    _go(page, "/people?words=Zora")
    page.get_by_role("link", name="Zora Newperson").first.click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.wait_for_url("**/edit*", wait_until="load")  # what makes pictures small is there by then
    page.get_by_label("A picture").set_input_files(tmp_path / "large.png")
    made = "document.querySelector('[data-photo] input').form.photo.files[0].name == 'photo.jpg'"
    for _ in range(200):
        if page.evaluate(made):
            break
        page.wait_for_timeout(50)
    page.get_by_role("button", name="Keep it").click()
    shown = page.locator(".head .face")
    shown.wait_for()
    width = "(one) => one.decode().then(() => one.naturalWidth)"
    assert shown.evaluate(width) == 320
    page.get_by_text("Remind me", exact=True).first.click()
    page.get_by_label("Of what").fill("the exam")
    page.get_by_label("On", exact=True).fill("tomorrow")
    page.get_by_role("button", name="Remind me").click()
    page.get_by_text("You will be reminded of Zora Newperson").wait_for()
    zora = "/people" + page.url.partition("/people")[2]
    for width_px in (1280, 390):
        page.set_viewport_size({"width": width_px, "height": 844})
        for path in (zora, f"{zora}/edit", f"{zora}/merge?also=Philippa", "/people/new"):
            _go(page, path)
            assert not barriers(page), path
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
            assert not wide, (path, width_px)


def test_a_week_of_a_person_who_keeps_their_word(page: Page) -> None:
    _go(page, "/loops?kind=promise")
    cards = page.locator("[data-card]")
    before, first = cards.count(), cards.first.get_attribute("aria-labelledby")
    said = cards.first.locator("q").inner_text()
    with page.expect_navigation():
        cards.first.locator("a[href^='/records/']").first.click()
    shown = " ".join(page.locator("main").inner_text().split())
    assert " ".join(said.split()) in shown, "the record says what was promised"
    page.go_back()
    cards.first.focus()
    with page.expect_navigation():
        page.keyboard.press("d")
    assert page.locator(f"[aria-labelledby='{first}']").count() == 0
    assert cards.count() == before - 1
    page.get_by_role("button", name="Undo").click()
    assert cards.count() == before, "kept by mistake, it stands again"
    with page.expect_navigation():
        page.locator(f"[aria-labelledby='{first}']").get_by_role("button", name="Let go").click()
    assert page.locator("#ended ~ ul").get_by_text(said).count()
    page.get_by_role("button", name="Undo").click()


def test_a_word_that_was_promised_is_written_checked_and_mended(page: Page) -> None:
    _go(page, "/loops?kind=promise")
    whom = page.locator("[data-card] h3 a").first.inner_text()
    said = page.locator("[data-card] q").first.inner_text()
    with page.expect_navigation():
        page.locator("[data-card] h3 a").first.click()
    assert page.locator("h1").inner_text() == whom
    with page.expect_navigation():
        page.get_by_role("link", name="Check a draft").click()
    draft = page.get_by_role("textbox", name="Your draft")
    slip = whom.split()[0][:-2] + whom.split()[0][-2:][::-1]
    draft.fill(f"Hi {slip},\n\nas promised: {said} Act now!\n")
    with page.expect_navigation():
        page.get_by_role("button", name="Read it").click()
    assert slip in page.locator("mark").first.inner_text()
    assert "Their name is spelled" in page.locator(".found").inner_text()
    assert barriers(page) == []
    assert draft.input_value().startswith(f"Hi {slip},\n\nas promised")
    draft.fill(f"Hi {whom.split()[0]},\n\nas promised, it is attached.\n")
    with page.expect_navigation():
        page.get_by_role("button", name="Read it").click()
    assert "Fine as it is" in page.get_by_role("status").inner_text()
    assert page.locator("mark").count() == 0

    _go(page, "/")
    page.get_by_text("For your reply").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Check a draft").first.click()
    assert page.locator("h1").inner_text().startswith("A draft to ")
    _go(page, "/check")
    draft.fill("Hello,\n\nis the sill dry?")
    page.get_by_role("combobox", name="To").fill(whom)
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.get_by_role("button", name="Read it").click()
    assert whom in page.locator("h1").inner_text()
