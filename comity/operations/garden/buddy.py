"""``buddy``: a page to exchange with a buddy as a file: of one's own week, what is chosen alone.

Nothing is on it that was not chosen, and what names anybody but the two is marked before. The file
holds its own style and no script, and asks nothing of any network.
"""

from __future__ import annotations

from html import escape
from pathlib import Path  # noqa: TC003 - read when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, call
from comity.operations.decide.log import written
from comity.operations.garden.documents import BuddyItem, BuddyPage, told
from comity.operations.garden.review import review
from comity.operations.loops.rows import open_rows
from comity.operations.moment import date_of
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person, no_person
from comity.operations.person.timeline import said_of
from comity.operations.words import as_note, count, day, excerpt, listed
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book
    from comity.operations.document import Person
    from comity.operations.garden.documents import Review

NOTES_MAX = 5
HEADS = {
    "week": "My week",
    "promised": "What I said I would do for you",
    "awaited": "What you said you would do for me",
    "note": "What I noted for us",
    "tended": "Whom I tended",
    "given": "What I gave",
    "ahead": "Whom I mean to tend",
    "aim": "What I mean to do next",
    "ask": "What I ask of you",
}
_STYLE = (
    "body{font:1.05rem/1.55 Georgia,serif;max-width:38rem;margin:3rem auto;padding:0 1rem;"
    "color:#24221e;background:#fff}h1{font-weight:500}h2{font-weight:500;margin-top:2rem}"
)


@operation("buddy", of_my_side=True)
def buddy(
    book: Book,
    who: str,
    *,
    choose: Annotated[list[str] | None, "An item to put on it, by its id; several times."] = None,
    aim: Annotated[str, "What you mean to do next, in your words."] = "",
    ask: Annotated[str, "What you ask of them, in your words."] = "",
    save: Annotated[Path | None, "Write the page into this file."] = None,
) -> BuddyPage:
    """Make a page to exchange with a buddy: of your own week, what you choose alone.

    comity buddy Ada lists what it may hold, each with an id; --choose puts it on the page, and
    --save FILE writes it. What names other people is marked, and is on it only where you choose it.
    """
    page = prepared(book, who, tuple(choose or ()), aim=aim, ask=ask)
    if save is not None:
        if not page.html:
            raise BadInput("nothing is chosen yet", hint=Advice(call("buddy", who, choose="week")))
        if save.exists():
            raise BadInput(f"{save} is there already", hint="name a file that is not there yet")
        durable.replace(save, page.html.encode())
    return page


def prepared(
    book: Book, who: str, chosen: tuple[str, ...] = (), *, aim: str = "", ask: str = ""
) -> BuddyPage:
    """Return what the page may hold, and the page of what was chosen."""
    one = find_person(book, who)
    if one.is_me:
        raise no_person(book, one)
    own = [
        BuddyItem(name, name, text, names_others=False)
        for name, text in (("aim", written(aim)), ("ask", written(ask)))
        if text
    ]
    items = [*_items(book, one.person), *own]
    known = {item.id for item in items}
    if unknown := [name for name in chosen if name not in known]:
        raise BadInput(
            f"{unknown[0]!r} is nothing the page may hold",
            hint=Advice(call("buddy", who), " lists what it may"),
        )
    taken = [item for item in items if item.id in chosen or item in own]
    return BuddyPage(one.person, tuple(items), _html(book, one.person, taken) if taken else "")


def _items(book: Book, person: Person) -> list[BuddyItem]:
    week = book.once(review)
    found = [BuddyItem("week", "week", _in_figures(week), names_others=False)]
    for kind, of in (("promised", "promise"), ("awaited", "their_promise")):
        found += [
            BuddyItem(f"{kind}-{row.id}", kind, row.text, names_others=False)
            for row in open_rows(book, of)
            if row.person == person.id
        ]
    notes = said_of(book, person.id, "note")[-NOTES_MAX:]
    found += [
        BuddyItem(f"note-{one.id}", "note", excerpt(as_note(one)), names_others=False)
        for one in reversed(notes)
    ]
    return [*found, *_of_others(week)]


def _in_figures(week: Review) -> str:
    """Return the week without a name."""
    given = [one for one in week.given if one.kind != "answer"]
    counted = (
        ("tended", {one.person.id for one in week.tended}, "person", "people"),
        ("met", {who.id for one in week.met for who in one.people}, "person", "people"),
        ("kept", {one.id for one in week.promises_kept}, "promise", ""),
        ("helped", {one.person.id for one in given}, "person", "people"),
    )
    parts = [f"{deed} {count(len(of), *nouns)}" for deed, of, *nouns in counted if of]
    return f"This week I {listed(parts)}." if parts else "This was a quiet week."


def _of_others(week: Review) -> Iterator[BuddyItem]:
    """Yield what names other people."""
    lists = (
        ("tended", [one.person.name for one in week.tended]),
        ("given", [told(one, "given") for one in week.given if one.kind != "answer"]),
        ("ahead", [one.person.name for one in week.due]),
    )
    for kind, names in lists:
        if names:
            yield BuddyItem(kind, kind, listed(list(dict.fromkeys(names))), names_others=True)


def _html(book: Book, person: Person, items: Sequence[BuddyItem]) -> str:
    """Return the page as a file that stands by itself; everything in it is escaped."""
    mine = book.rows("SELECT name FROM person WHERE is_me ORDER BY person LIMIT 1")
    me = mine[0]["name"] if mine else "me"
    title = _safe(f"From {me} to {person.name}, {day(date_of(book.today))}")
    parts = []
    for kind, head in HEADS.items():
        texts = [_safe(one.text) for one in items if one.kind == kind]
        if texts:
            rows = "".join(f"<li>{text}</li>" for text in texts)
            parts.append(f"<h2>{head}</h2><ul>{rows}</ul>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
        f"{''.join(parts)}</body></html>\n"
    )


def _safe(text: str) -> str:
    """Return a text escaped, on one line, without letters that act or turn its direction."""
    return escape(" ".join("".join(one if one.isprintable() else " " for one in text).split()))
