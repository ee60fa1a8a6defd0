"""What a terminal adds to a command: other defaults, and questions for what was not given.

Programs (``--json``, or no terminal) are never asked. Whatever is typed goes to the same
operations as a command's arguments do. An empty line goes on, the end of input (Ctrl-D) ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, cast

import click

from comity.errors import ComityError
from comity.faces.arguments import with_defaults
from comity.faces.plain import plain
from comity.operations.operation import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from comity.book import Book
    from comity.faces.arguments import Arguments
    from comity.operations.document import Document
    from comity.operations.intake.remember import Known
    from comity.operations.person.documents import Summary
    from comity.operations.person.overlay import Circle
    from comity.operations.plan.documents import Today

Said: TypeAlias = "tuple[str, Document]"  # a verb, and what it returned
Dialogue: TypeAlias = "Callable[[Book], Iterator[Said]]"

_TOP = 20  # confirmed by circle before the first plan
_CIRCLES: dict[str, Circle] = {
    "p": "professional",
    "f": "personal",
    "c": "colleague",
    "s": "service",
}
_CORRECTION = re.compile(r"(\d{1,2})\s*([pfcs])", re.IGNORECASE)
_PEOPLE_YOU_KNOW: dict[Known, str] = {
    "family": "someone of your family",
    "friend": "a friend",
    "colleague": "a colleague, of now or earlier",
    "manager": "someone you worked for",
    "client": "a client",
    "classmate": "someone you learned with",
    "teacher": "a teacher or mentor",
    "group": "someone of a club, a community, a neighbourhood",
}


def complete(verb: str, book: Book, given: Arguments, *, asks: bool) -> Arguments:
    """Return the arguments with a terminal's defaults, after asking what has to be asked."""
    given = with_defaults(verb, given)
    if asks and verb == "forget" and given["who"] and not given["dry_run"]:
        given |= {"blank": _confirm_forgetting(book, given)}
    if asks and verb == "event erase" and given["event"] and not given["dry_run"]:
        _confirm_erasing(book, given["event"])
    if asks and verb == "evaluate survey" and not any(given[n] for n in ("say", "write", "read")):
        _ask_how_close(book, given)
    return given


def _ask_how_close(book: Book, given: Arguments) -> None:
    """Ask about everyone not yet answered for; each answer is kept at once."""
    survey = find("evaluate survey").function
    own = {name: given[name] for name in ("people", "seed")}
    asked = survey(book, **own, names=True).people
    left = [one for one in asked if one.answer is None]
    click.echo("How close are you? 0 a stranger, 10 as close as can be. Enter skips, Ctrl-D ends.")
    try:
        for number, one in enumerate(left, 1):
            while answer := _line(f"  {number} of {len(left)}  {plain(one.name)}"):
                try:
                    survey(book, **own, say=[f"{one.id}={answer}"])
                    break
                except ComityError as error:
                    click.echo(f"  {plain(error.message)}")
    except EOFError:
        click.echo()


def _confirm_erasing(book: Book, event: str) -> None:
    """Say what of an event would go, and ask."""
    would = find("event erase").function(book, event, dry_run=True)
    click.echo(plain(would.in_words(book.zone)))
    click.confirm("Erase it? This cannot be undone", abort=True)


def _confirm_forgetting(book: Book, given: Arguments) -> list[str] | None:
    """Show what others wrote that names them, ask, and return what of it is to be blanked."""
    from comity.faces.cli.shown.keeping import show_named
    from comity.operations.person.lookup import find_person
    from comity.operations.privacy.forget import ALL, preview

    name = plain(find_person(book, given["who"]).person.name)
    named = preview(book, given["who"])
    show_named(named)
    click.confirm(f"Erase {name} from this book for good? This cannot be undone", abort=True)
    if not named or given["blank"]:
        return cast("list[str] | None", given["blank"])
    try:
        said = _line(
            "Blank what others wrote, too? all, or ids with spaces between; Enter: nothing"
        )
    except EOFError:
        return None
    known = {one.id for one in named} | {ALL}
    return [one for one in said.replace(",", " ").split() if one in known] or None


# ── dialogues ────────────────────────────────────────────────────────────────────────────


def remember_together(book: Book) -> Iterator[Said]:
    """Ask for people by the circles one has, then make the first plan."""
    click.echo("Ten people you know. An empty name goes on to the next circle.\n")
    try:
        for circle, words in _PEOPLE_YOU_KNOW.items():
            while name := _line(f"Name {words}"):
                yield from _try(lambda n=name, c=circle: _remember(book, n, c))  # type: ignore[misc]
    except EOFError:
        click.echo()
    yield "today", _today(book)


def _remember(book: Book, name: str, circle: Known) -> Said:
    from comity.operations.intake.remember import remember

    result = remember(
        book,
        name,
        as_=circle,
        met=_line("  Where did you meet?"),
        about=_line("  One thing about them?"),
        address=_line("  Their e-mail address, if you know it?"),
        every=_line("  Keep in touch every", default="3m"),
    )
    return "remember", result


def name_those_to_keep(book: Book) -> Iterator[Said]:
    """Confirm the top of the count by circle, name the people to keep, then make the plan."""
    from comity.operations.network.people import people as listed

    people = listed(book, limit=_TOP, sort="strength").people
    if not people:
        click.echo("Nobody is in this book yet: comity import PATH, or comity remember.")
        return
    try:
        _confirm_circles(book, people)
        click.echo("\nWhom do you want to keep? Ten to thirty people is what one can tend.")
        while words := _line("  Numbers, or a name; empty to end"):
            yield from _try(lambda w=words: _keep(book, people, w))  # type: ignore[misc]
    except EOFError:
        click.echo()
    yield "today", _today(book)


def _confirm_circles(book: Book, people: Sequence[Summary]) -> None:
    """Show who seems to be what, and take corrections."""
    from comity.operations.decide.circle import circle

    click.echo("Who is what, as far as your data tell:\n")
    for number, one in enumerate(people, 1):
        seems = one.circle.replace("_", " ")
        click.echo(f"  {number:>2}  {seems:<12}  {plain(one.name)}")
    click.echo("\np professional, f family or friend, c colleague, s service")
    for number, key in _CORRECTION.findall(_line("  What is wrong, as 2 f, 5 s; empty if nothing")):
        if 1 <= int(number) <= len(people):
            one = people[int(number) - 1]
            circle(book, one.id, _CIRCLES[key.lower()])


def _keep(book: Book, people: Sequence[Summary], words: str) -> Said:
    """Keep the people of these numbers, or of this name."""
    from comity.operations.decide.keep import keep

    numbers = words.replace(",", " ").split()
    if all(one.isdecimal() and 1 <= int(one) <= len(people) for one in numbers):
        who = [people[int(one) - 1].id for one in numbers]
    else:
        who = [words]
    every = _line("  How often? 2w, 30d, 3m, 1y", default="30d")
    return "keep", keep(book, who, every=every)


def _today(book: Book) -> Today:
    from comity.operations.plan.today import today

    return today(book)


def _try(
    act: Callable[[], Said],
) -> Iterator[Said]:
    """Yield what came of one answer; one that cannot be understood is said to be, and no more."""
    try:
        yield act()
    except ComityError as error:
        click.echo(f"  {plain(error.message)}; {plain(error.hint)}")


def _line(words: str, *, default: str = "") -> str:
    """Return what is typed after the words, or the default."""
    shown = f"{words} [{default}]: " if default else f"{words}: "
    return input(shown).strip() or default


# Verbs that, called alone at a terminal, ask and act several times.
DIALOGUES: dict[str, Dialogue] = {
    "remember": remember_together,
    "keep": name_those_to_keep,
}
