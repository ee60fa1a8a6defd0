"""Whatever strangers send, every page shows it as text: no tag, attribute or address of theirs."""

from __future__ import annotations

import re
import shutil
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from comity.faces.plain import plain
from tests.faces.web.hostile import NOW, STRINGS
from tests.faces.web.visiting import HOME, KEYS, read, visit
from tests.faces.world import told
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.web.visiting import Page, Visitor

_TAGS = set(
    "html head meta title link script body a header nav form input label div p button main h1 "
    "h2 h3 section article ul ol li span dl dt dd details summary figure figcaption blockquote "
    "q bdi svg desc text rect path g table thead tbody tr th td select option fieldset legend "
    "textarea aside footer time strong code kbd br progress datalist em canvas dialog mark "
    "img wbr circle".split()
)
_ADDRESSED = {"href", "src", "action", "formaction", "srcset", "data", "xlink:href", "poster"}


@pytest.fixture(scope="module")
def visitor(hostile_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    folder = shutil.copytree(hostile_folder, tmp_path_factory.mktemp("hostile") / "book")
    return visit(folder, clock=lambda: us(NOW))


def _check(page: Page, where: str) -> None:
    for tag, given in page.tags:
        assert tag in _TAGS, (where, tag, given)
        assert not [name for name in given if name.startswith("on")], (where, tag, given)
        assert "style" not in given, (where, tag, given)
        assert "srcdoc" not in given, (where, tag, given)
        for name in _ADDRESSED & set(given):
            address = str(given[name])
            assert re.match(r"(/(?!/)|#|mailto:[^<>\"' ]*$)", address), (where, tag, name, address)
        if tag == "script":
            assert str(given.get("src", "")).startswith("/static/"), (where, given)
    assert "1337" not in page.text, "no template of a stranger's was filled in"


def _pages(visitor: Visitor) -> list[str]:
    people = [one["id"] for one in told(visitor.session, "people", limit=0)["people"]]
    fixed = [
        "/",
        "/week",
        "/people",
        "/people?sort=name",
        "/network",
        "/network/asked_by_them",
        "/questions",
        "/loops",
        "/loops?kind=promise",
        "/import",
    ]
    fixed += ["/check"]
    fixed += ["/settings", "/begin", "/begin?step=2", "/begin?step=3", "/getting", "/map"]
    fixed += ["/garden", "/ledger", "/ledger?kind=advice", "/review", "/year"]
    fixed += ["/rewind?back=9&named=1", f"/people/{people[0]}/agenda"]
    fixed += [f"/people/{people[0]}/exchange"]
    fixed += ["/history", "/keys", "/search?words=script", "/search?words=%3Cb%3Ex%22%27"]
    return [*fixed, *(f"/people/{one}" for one in people), f"/people/{people[0]}/forget"]


def test_no_page_lets_a_strangers_letters_act(visitor: Visitor) -> None:
    records = set[str]()
    for path in _pages(visitor):
        answer = visitor.get(path)
        if path == "/map" and answer.status_code == 404:
            continue
        assert answer.status_code == 200, (path, answer.text[:300])
        page = read(answer.text)
        _check(page, path)
        assert all(letter == "\n" or plain(letter) == letter for letter in answer.text), path
        records |= {link for link in page.links() if link.startswith("/records/")}
    assert len(records) > len(STRINGS)
    for path in sorted(records)[:60]:
        _check(visitor.page(path), path)


@pytest.mark.parametrize("field", ["words", "stage", "tag", "organisation", "channel", "which"])
@pytest.mark.parametrize("hostile", STRINGS)
def test_no_address_of_a_page_acts_either(visitor: Visitor, field: str, hostile: str) -> None:
    answer = visitor.get("/people", params={field: hostile, "sort": "name"})
    assert answer.status_code in {200, 400}
    _check(read(answer.text), field)


@pytest.mark.parametrize("hostile", STRINGS)
def test_no_form_acts_either(visitor: Visitor, hostile: str) -> None:
    for verb, fields in {
        "tag": {"who": "p0@x0.example", "tag": hostile},
        "remember": {"name": hostile, "about": hostile, "as_": "client"},
        "answer": {"question": hostile, "answer": hostile},
        "settings-set": {"name": hostile, "value": hostile},
        "log": {"choose_other": hostile, "choose_field": hostile, "choose_new": hostile},
        "remind": {"who": hostile, "text": hostile, "on": hostile},
        "edit": {"who": "p0@x0.example", "name": hostile[:150], "field": f"x={hostile[:300]}"},
        "sources-remove": {"source": hostile},
        quote(hostile[:40], safe=""): {},
    }.items():
        answer = visitor.post(f"/do/{verb}", next=f"/people?words={hostile[:40]}", **fields)
        assert answer.status_code in {200, 400, 404, 405, 409}, (verb, answer.status_code)
        if answer.headers["content-type"].startswith("text/html"):
            _check(read(answer.text), verb)


@pytest.mark.parametrize("who", ["p0@x0.example", "p3@x3.example"])
def test_no_draft_acts(visitor: Visitor, who: str) -> None:
    for hostile in STRINGS:
        text = f"Subject: {hostile}\n\nHi {hostile},\n\n{hostile} act now! [Name] {hostile}"
        for to in (who, hostile):
            answer = visitor.post("/check", text=text[:9_000], to=to)
            assert answer.status_code == 200
            _check(read(answer.text), "check")


@pytest.mark.parametrize("start", range(0, len(STRINGS), 5))
def test_no_form_that_notes_a_meeting_acts(visitor: Visitor, start: int) -> None:
    text = " ".join(one[:200] for one in STRINGS[start : start + 5])  # each is a rebuild
    for who in ("p0@x0.example", text):
        answer = visitor.post("/do/log", next="/people", with_=who, text=text)
        assert answer.status_code in {200, 404}
        _check(read(answer.text), "log")


def test_no_name_of_a_file_acts_in_the_account_of_an_import(visitor: Visitor) -> None:
    for hostile in STRINGS[:12]:
        sent = visitor.client.post(
            "/import/file",
            params={"name": f"{hostile.replace('/', '')[:80]}.vcf"},
            content=f"BEGIN:VCARD\nFN:{hostile}\nBEGIN:VCARD".encode(),
            headers={"x-comity-csrf": KEYS.csrf, "origin": HOME},
        )
        assert sent.status_code == 200
    _check(visitor.page("/import"), "waiting")
    visitor.post("/import")
    for _ in range(600):
        answer = visitor.get("/import")
        if "data-progress" not in answer.text:
            break
        time.sleep(0.05)
    page = read(answer.text)
    _check(page, "account")
    assert re.search(r"\d+ records? read", page.text), page.text[:2000]
    assert "<script>alert(1)" in page.text, "the file's name, as text"


def test_a_name_is_shown_as_it_was_written(visitor: Visitor) -> None:
    found = visitor.page("/people?words=p0@x0.example").text
    assert "<script>alert(1)</script>" in found, "escaped, and so read back as text"


def test_what_is_handed_over_is_strict_json(visitor: Visitor) -> None:
    for one in told(visitor.session, "people", limit=0)["people"]:
        assert visitor.get(f"/people/{one['id']}/held.json").json()["schema"] == "comity.held/1"


def test_the_feed_holds_no_line_of_a_stranger(visitor: Visitor) -> None:
    visitor.post("/do/settings-set", name="people", value="50")
    opened = visitor.post("/settings/feed").text
    address = opened.partition("<code>http://127.0.0.1:8710")[2].partition("</code>")[0]
    lines = visitor.get(address).text.replace("\r\n ", "").split("\r\n")
    known = "BEGIN END VERSION PRODID METHOD NAME X-WR-CALNAME REFRESH-INTERVAL SUMMARY DTSTART"
    known += " DTEND DTSTAMP UID CLASS DESCRIPTION TRANSP"
    assert {re.split("[;:]", line)[0] for line in lines if line} <= set(known.split())
