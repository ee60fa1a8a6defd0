"""What a terminal adds to a command: other defaults, and questions for what was not given.

Programs (``--json``, or no terminal) are never asked. Whatever is typed goes to the same
operations as a command's arguments do.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from comity.operations.operation import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from comity.book import Book

_DEFAULTS: dict[str, dict[str, Any]] = {"people": {"sort": "recent"}}
_TOP = 20  # confirmed by circle before the first plan
_CIRCLES = {"p": "professional", "f": "personal", "c": "colleague", "s": "service"}
_NAMED_MIN = 10
_PEOPLE_YOU_KNOW = {
    "family": "someone of your family",
    "friend": "a friend",
    "colleague": "a colleague, of now or earlier",
    "manager": "someone you worked for",
    "client": "a client",
    "classmate": "someone you learned with",
    "teacher": "a teacher or mentor",
    "group": "someone of a club, a community, a neighbourhood",
}


def complete(verb: str, book: Book, given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments with a terminal's defaults, after asking what has to be asked."""
    defaults = _DEFAULTS.get(verb, {})
    given = given | {name: value for name, value in defaults.items() if given.get(name) is None}
    asked = _ASKED.get(verb)
    return asked(book, given) if asked and sys.stdin.isatty() else given


def _before_forgetting(book: Book, given: dict[str, Any]) -> dict[str, Any]:
    from comity.operations.finding import find_person

    name = find_person(book, given["who"])["name"]
    click.confirm(f"Erase {name} from this book for good? This cannot be undone", abort=True)
    return given


def remember_together(book: Book) -> Iterator[dict[str, Any]]:
    """Ask for people by the circles one has, and yield the result of each; empty lines go on."""
    click.echo("Ten people you know. An empty name goes on to the next circle.\n")
    for circle, words in _PEOPLE_YOU_KNOW.items():
        while name := _line(f"Name {words}"):
            yield find("remember").function(
                book,
                name,
                as_=circle,
                met=_line("  Where did you meet?"),
                about=_line("  One thing about them?"),
                address=_line("  Their e-mail address, if you know it?"),
                every=_line("  Keep in touch every", default="3m"),
            )


def name_those_to_keep(book: Book) -> Iterator[dict[str, Any]]:
    """Confirm the top of the count by circle, then name the people to keep, one by one."""
    people = find("people").function(book, limit=_TOP, sort="strength")["people"]
    click.echo("First, who is what? p professional, f family or friend, c colleague, s service.")
    for one in people:
        key = _line(f"  {one['name']} seems {one['circle']}; p/f/c/s, empty if right")
        if key in _CIRCLES:
            find("circle").function(book, one["id"], _CIRCLES[key])
    click.echo(f"\nNow name the {_NAMED_MIN} to 30 people you want to keep, and how often.")
    for one in people:
        every = _line(f"  {one['name']}: every 2w, 30d, 3m? empty for not")
        if every:
            yield find("keep").function(book, [one["id"]], every=every)


def _line(words: str, *, default: str = "") -> str:
    shown = bool(default)
    text: str = click.prompt(words, default=default, show_default=shown, prompt_suffix=": ")
    return text.strip()


_ASKED: dict[str, Callable[[Book, dict[str, Any]], dict[str, Any]]] = {
    "forget": _before_forgetting,
}
# Verbs that, called alone at a terminal, ask and act several times.
DIALOGUES: dict[str, Callable[[Book], Iterator[dict[str, Any]]]] = {
    "remember": remember_together,
    "keep": name_those_to_keep,
}
