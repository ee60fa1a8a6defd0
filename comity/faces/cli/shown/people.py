"""People, one person, and what a search found. No figure grades anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from comity.faces.cli.shown.page import (
    ACCENT,
    day_of,
    hint,
    say,
    say_who_is_unknown,
    table,
    title,
)
from comity.faces.plain import plain
from comity.operations.network.figures import MESSAGES
from comity.operations.words import count, did

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.book import Book
    from comity.operations.network.documents import CountedMessages, Filters, People, Search
    from comity.operations.person.documents import Line, PersonPage

_LINES = 15
_UNSAID = {"p_contact_7d", "p_active_90d"}  # forecasts are for ordering, not for a page
_LABELS = {
    "stage": "where it stands: ",
    "circle": "circle: ",
    "same_person": "why one person: ",
    "replies": "their answers: ",
}


def show_people(result: People, book: Book) -> None:
    """Print who there is, with what happened."""
    if not result.people:
        say("Nobody here." if book.is_empty else "Nobody like that.")
        hint("comity import, comity remember and comity log bring people in.")
        return
    say_who_is_unknown(book)
    table(
        [
            (
                Text(plain(one.name), style="bold"),
                one.stage.replace("_", " "),
                day_of(one.last_at, book) if one.last_at else "",
                f"{one.evidence_days:,}" if one.evidence_days else "",
                f"{one.two_way_days:,}" if one.evidence_days else "",
                one.id,
            )
            for one in result.people
        ],
        heads=("", "stage", "last", "days", "both ways", "id"),
        right=[2, 3, 4],
        whole=[1, 2, 3, 4, 5],
        indent=0,
    )
    say()
    hint("comity person NAME tells more; comity keep NAME --every 30d keeps in touch.")


def show_person(result: PersonPage, book: Book) -> None:
    """Print what happened with one person, and what follows from it."""
    circle = result.circle.replace("_", " ")
    title(f"{result.name}  ·  {result.stage}, {circle}  ·  {result.id}")
    say(", ".join(result.identities), "dim", indent=2)
    say()
    for one in result.reasons:
        if one.feature not in _UNSAID:
            say(f"{_LABELS.get(one.feature, '')}{one.text}".replace("_", " "), indent=2)
    for detail in result.details:
        say(f"{detail.label}: {detail.text or 'not so'} (you)", indent=2)
    for reminder in result.reminders:
        told = f": {reminder.text}" if reminder.text else ""
        say(f"reminder for {reminder.on}{told}  ({reminder.key})", indent=2)
    say()
    shown = [one for one in result.timeline if one.addressed or one.interaction == "note"]
    table(
        [
            (
                day_of(one.at, book) if one.at else "",
                did(one.interaction, one.direction),
                _about(one),
            )
            for one in shown[:_LINES]
        ],
        right=[0],
        whole=[0, 1],
    )
    left = [
        count(n, what, many)
        for n, what, many in (
            (len(shown) - _LINES, "earlier exchange", ""),
            (
                len(result.timeline) - len(shown),
                "copy or mail to a group",
                "copies or mails to a group",
            ),
        )
        if n > 0
    ]
    if left:
        hint(f"  besides {' and '.join(left)}: comity person {result.id} --json")


def show_search(result: Search, book: Book) -> None:
    """Print the people and messages found."""
    if not (result.people or result.messages or result.notes):
        say("Nothing holds these words.")
        return
    if result.near:
        say("Nobody is called so. Near it:")
    if result.people:
        table([(Text(plain(p.name), style="bold"), p.id) for p in result.people], indent=0)
        say()
    for note in result.notes:
        say(f"{day_of(note.at, book)}  your note of {note.person.name}", ACCENT)
        say(note.excerpt, indent=4)
    for one in result.messages:
        who = "you" if one.from_.is_me else one.from_.name or "unknown"
        when = day_of(one.at, book) if one.at else "undated"
        say(f"{when}  {who}: {one.subject}", ACCENT)
        say(one.excerpt, indent=4)


def show_counted(result: CountedMessages, book: Book) -> None:
    """Print the messages that a figure counts."""
    called = MESSAGES[result.figure]
    whom = f", with {plain(result.who.name)}" if result.who else ""
    title(f"{count(result.count, called.noun)} {called.words}{whom}")
    for one in result.messages:
        when = day_of(one.at, book) if one.at else "undated"
        say(f"{when}  {', '.join(each.name for each in one.people)}", ACCENT)
        say(one.words or "(no words)", indent=4)
    if result.skip + len(result.messages) < result.count:
        hint(f"--skip {result.skip + len(result.messages)} has the earlier ones.")


def show_filters(result: Filters, book: Book) -> None:
    """Print the filters that are saved."""
    del book
    if not result.filters:
        say("No filter is saved.")
    table(
        [
            (Text(plain(one.name), style="bold"), f"{one.n:,}", _query(one.query))
            for one in result.filters
        ],
        right=[1],
        indent=0,
    )
    hint('comity people --saved "NAME" lists its people; comity filters save --help saves one.')


def _query(query: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}".replace("_", " ") for name, value in query.items())


def _about(one: Line) -> str:
    """Return what a line of the timeline is about, and whether that it answers is a guess."""
    if one.channel == "log":
        return f"{one.subject}  ({one.key})"
    return f"{one.subject} (an answer, guessed from its subject)" if one.guessed else one.subject
