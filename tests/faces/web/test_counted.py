"""Every number of the network page opens exactly what it counts."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.demo.conftest import NOW_US
from tests.faces.web.visiting import read, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faces.web.visiting import Visitor

_LINK = re.compile(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_NUMBER = re.compile(r"\d[\d,]*")
_NO_COUNT = re.compile(
    r"last_asked_advice|^/(?:records|ledger|loops)/\w+$|^/people/\w+(?:/edit)?$|^https?:|^mailto:"
)
_PAGES = "/ /week /people /questions /import /settings /map /history /search?words=plan".split()
_PERSONS = 6


@pytest.fixture(scope="module")
def visitor(shown: dict[str, Any]) -> Iterator[Visitor]:
    one = visit(Path(shown["book"]), clock=lambda: NOW_US)
    yield one
    one.session.close()


def _numbers(html: str) -> list[tuple[str, int]]:
    """Return the links that show a number, with it."""
    main = html.partition("<main")[2].partition("</main>")[0]
    found = []
    for href, inner in _LINK.findall(main):
        number = _NUMBER.search(read(inner).text)
        if number and not _NO_COUNT.search(unescape(href)):
            found.append((unescape(href), int(number[0].replace(",", ""))))
    return found


def _opened(visitor: Visitor, href: str) -> int:
    """Return how many the page that a link opens says it shows, and shows on all its pages."""
    page = visitor.get(href)
    assert page.status_code == 200, href
    text = read(page.text).text
    told = re.search(
        r"([\d,]+) (?:person|people|pairs?|questions?|first questions?|thank-yous?|invitations?"
        r"|texts?|threads?|times?|steps?|sources?)(?![a-z])",
        text.partition("Find ")[2] or text,
    )
    return int(told[1].replace(",", "")) if told else 0


def _wrong(visitor: Visitor, found: list[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    """Return the links that open another number than they show, with both."""
    return {
        href: (number, opened)
        for href, number in dict.fromkeys(found)
        if (opened := _opened(visitor, href)) != number
    }


def test_every_number_opens_exactly_what_it_counts(visitor: Visitor) -> None:
    found = _numbers(visitor.get("/network").text)
    assert len(found) > 25
    assert any(href.startswith("/network/") for href, _ in found)
    assert _wrong(visitor, found) == {}


@pytest.mark.parametrize("path", _PAGES)
def test_every_number_of_the_other_pages_does(visitor: Visitor, path: str) -> None:
    assert _wrong(visitor, _numbers(visitor.get(path).text)) == {}


def test_every_number_of_a_person_opens_the_messages_it_counts(visitor: Visitor) -> None:
    persons = re.findall(r'<a href="(/people/\w+)">', visitor.get("/people").text)[:_PERSONS]
    found = [one for person in persons for one in _numbers(visitor.get(person).text)]
    kinds = {href.rpartition("/")[2] for href, _ in found if "/counted/" in href}
    assert {"begun_by_me", "asked_by_them", "answered_by_me", "answered_by_them"} <= kinds
    assert _wrong(visitor, found) == {}


def test_the_messages_of_a_figure_are_shown_to_the_last(visitor: Visitor) -> None:
    seen: list[str] = []
    href = "/network/my_thanks"
    while href:
        html = visitor.get(href).text
        seen += re.findall(r'href="(/records/\w+)"', html)
        after = re.search(r'href="(/network/[^"]+)" rel="next"', html)
        href = unescape(after[1]) if after else ""
    assert len(seen) == len(set(seen)) == _opened(visitor, "/network/my_thanks") > 50
    assert visitor.get(seen[-1]).status_code == 200


def test_a_question_left_open_is_shown_in_its_words(visitor: Visitor) -> None:
    html = visitor.get("/network/questions_unanswered").text
    assert re.search(r"<bdi>[^<]+\?</bdi>", html)


def test_no_figure_is_told_of_that_there_is_not(visitor: Visitor) -> None:
    assert visitor.get("/network/nothing").status_code == 404
    assert visitor.get("/network/my_thanks?skip=x").status_code == 200
    assert "Nothing, as of now." in visitor.get("/network/my_thanks?skip=999999999").text
