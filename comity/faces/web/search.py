"""The one field at the top of every page: people, what was said, pages and acts, as one types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from comity.faces.plain import plain
from comity.faces.web.face import KEYS, Page, face_of
from comity.normalise.name import is_full
from comity.operations.network.directory import directory
from comity.operations.network.search import search as search_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from comity.faces.session import Session
    from comity.operations.network.documents import Listed

    Offer: TypeAlias = dict[str, Any]  # what the field offers, as the script reads it

_SHOWN = 40
_NAME_MIN = 2  # letters, before people are offered
_PEOPLE_MAX, _MEANT_MAX, _WORDS_MAX = 6, 3, 200
_ID = re.compile(r"[0-9a-f]{12}")
_MORE_PAGES = (
    *(("Week", "/week"), ("History and undo", "/history"), ("Keys", "/keys")),
    *(("Getting your data", "/getting"), ("Back up, export", "/settings#out")),
    ("Check a draft", "/check"),
)
_EVERY = {"week": "1w", "fortnight": "2w", "month": "30d", "quarter": "3m", "year": "1y"}
_SAW = r"(?:log |note )?(?:an? )?(?P<text>coffee|lunch|dinner|breakfast|tea|call|walk|drink)"


def search(request: Request) -> Response:
    """Show the people who answer to the words, then what was said; an id leads to its person."""
    face, words = face_of(request), request.query_params.get("words", "").strip()[:_WORDS_MAX]
    if _ID.fullmatch(words):
        return RedirectResponse(f"/people/{words}", status_code=303)
    found = face.session.look(search_for, (words,), limit=_SHOWN) if words else None
    return face.page(request, "search.html", found=found, words=words)


def offers(request: Request) -> Response:
    """Return what the field offers for words half typed."""
    face, words = face_of(request), request.query_params.get("words", "").strip()[:_WORDS_MAX]
    pages = [(page.name, page.address) for page in face.entries]
    found = [*_acts(face.session, words), *_people(face.session, words), *_pages(pages, words)]
    if words:
        said = {"label": f"Search “{plain(words)}”", "about": "people, and what was said"}
        found.append({"kind": "Search", "href": "/search", "query": words, **said})
    return JSONResponse({"offers": found})


def _people(session: Session, words: str) -> Iterator[Offer]:
    """Yield those who answer to the words, and where nobody is called so, to add them."""
    if len(words) < _NAME_MIN:
        return
    found = session.look(directory, words=words, limit=_PEOPLE_MAX)
    for one in found.people:
        yield {"kind": "Person", **_named(one), "href": f"/people/{one.id}"}
    says = any(act.pattern.match(words) for act in ACTS)
    if not says and (found.near or (not found.people and is_full(words))):
        about = "somebody new"
        href = f"/people/new?{urlencode({'name': words})}"
        yield {"kind": "Do", "label": f"Add “{plain(words)}”", "about": about, "href": href}


def _named(one: Listed) -> Offer:
    about = ", ".join(filter(None, (one.title, one.organisation)))
    return {"label": plain(one.name), "about": plain(about)}


def _pages(pages: Sequence[tuple[str, str]], words: str) -> Iterator[Offer]:
    asked = words.lower().removeprefix("go to ").removeprefix("open ")
    for name, address in (*pages, *_MORE_PAGES):
        if any(word.startswith(asked) for word in (name.lower(), *name.lower().split())):
            yield {"kind": "Page", "label": name, "about": "", "href": address}


class Act:
    """Something to do with a person, as it is typed and as it is offered."""

    def __init__(self, verb: str, begun: str, pattern: str, told: Callable[[Offer], str]) -> None:
        self.verb, self.begun, self.told = verb, begun, told
        self.pattern = re.compile(pattern, re.IGNORECASE)


def _rhythm(given: Offer) -> str:
    every = str(given.get("every") or "month").lower().removesuffix("s")
    given["every"] = _EVERY.get(every, every)
    return f"every {every}" if every in _EVERY else f"at a rhythm of {every}"


ACTS = (
    Act(
        "keep",
        "keep NAME every month",
        r"keep (?P<who>.+?)(?: (?:every|each) (?P<every>\w+))?$",
        lambda given: f"Keep {given['name']}, {_rhythm(given)}",
    ),
    Act(
        "log",
        "coffee with NAME",
        _SAW + r" (?:with )?(?P<with>.+)$",
        lambda given: f"Log today: {given['text'].lower()} with {given['name']}",
    ),
    Act(
        "log",
        "met NAME",
        r"(?:met|saw) (?P<with>.+)$",
        lambda given: f"Log today: met {given['name']}",
    ),
    Act(
        "note",
        "note NAME: likes tea",
        r"note (?:of |on |about )?(?P<who>[^:]{1,80}): ?(?P<text>.+)$",
        lambda given: f"Note of {given['name']}: {given['text']}",
    ),
    Act(
        "tag",
        "tag NAME as choir",
        r"tag (?P<who>.+?) as (?P<tag>.+)$",
        lambda given: f"Tag {given['name']} “{given['tag']}”",
    ),
    Act(
        "quiet",
        "pause NAME",
        r"(?:pause|quiet) (?P<who>.+)$",
        lambda given: f"Pause {given['name']} for three months",
    ),
    Act(
        "never",
        "never NAME",
        r"never (?:suggest )?(?P<who>.+)$",
        lambda given: f"Never suggest {given['name']}",
    ),
)


def _acts(session: Session, words: str) -> Iterator[Offer]:
    """Yield what the words say to do, with whom they may mean; else how such words go."""
    for act in ACTS:
        begun = act.begun.partition(" NAME")[0]
        if found := act.pattern.match(words):
            yield from _of_whom(session, act, found)
        elif words and f"{begun} ".startswith(words.lower()):
            yield {"kind": "Do", "label": act.begun, "about": "", "fill": f"{begun} "}


def _of_whom(session: Session, act: Act, found: re.Match[str]) -> Iterator[Offer]:
    whom = "with" if act.verb == "log" else "who"
    people = session.look(directory, words=found[whom], limit=_MEANT_MAX).people
    if act.verb == "log" and not people:
        given = {**found.groupdict(), "name": plain(found[whom])}
        offer = {"kind": "Do", "label": plain(act.told(given)), "about": "somebody new"}
        fields = {name: value for name, value in found.groupdict().items() if value}
        yield {**offer, "action": "/do/log", "fields": fields}
    for one in people:
        given = {**found.groupdict(), "name": plain(one.name)}
        label = plain(act.told(given))
        fields = {name: given[name] for name in given.keys() - {"name", whom} if given[name]}
        more = {"for": "3m"} if act.verb == "quiet" else {}
        fields |= {whom: one.id, **more}
        offer = {"kind": "Do", "label": label, "about": _named(one)["about"]}
        yield {**offer, "action": f"/do/{act.verb}", "fields": fields}


def keys(request: Request) -> Response:
    """Show the keys there are, and what the field at the top understands."""
    cards = [*KEYS["today.html"], *KEYS["questions.html"]]
    begun = [act.begun for act in ACTS]
    return face_of(request).page(request, "keys.html", begun=begun, cards=cards)


PAGE = Page(
    routes=[
        Route("/search", search),
        Route("/search/offers", offers),
        Route("/keys", keys),
    ],
)
