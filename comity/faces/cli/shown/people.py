"""People, one person, and what a search found. No figure grades anybody."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.text import Text

from comity.faces.cli.plain import plain
from comity.faces.cli.shown.page import ACCENT, count, hint, say, table, title
from comity.operations.moments import local

if TYPE_CHECKING:
    from comity.book import Book

_LINES = 15
_UNSAID = {"p_contact_7d", "p_active_90d"}  # forecasts are for ordering, not for a page


def show_people(result: dict[str, Any], book: Book) -> None:
    """Print who there is, with what happened."""
    if not result["people"]:
        say("Nobody here." if book.is_empty else "Nobody like that.")
        hint("comity import, comity remember and comity log bring people in.")
        return
    table(
        [
            (
                Text(plain(one["name"]), style="bold"),
                one["stage"],
                _last(one["last_at"], book),
                _days(one),
                one["id"],
            )
            for one in result["people"]
        ],
        right=[],
        indent=0,
    )
    say()
    hint("comity person NAME tells more; comity keep NAME --every 30d keeps in touch.")


def show_person(result: dict[str, Any], book: Book) -> None:
    """Print what happened with one person, and what follows from it."""
    title(f"{result['name']}  ·  {result['stage']}, {result['circle']}  ·  {result['id']}")
    say(", ".join(result["identities"]), "dim", indent=2)
    say()
    for one in result["reasons"]:
        if one["feature"] not in _UNSAID:
            label = "one person" if one["feature"] == "same_person" else one["feature"]
            say(f"{label.replace('_', ' ')}: {one['text']}", indent=2)
    say()
    addressed = [one for one in result["timeline"] if one.get("addressed", True)]
    table(
        [
            (one["at"][:10] if one["at"] else "undated", _what(one), one["subject"])
            for one in addressed[:_LINES]
        ]
    )
    left = [
        count(n, what)
        for n, what in (
            (len(addressed) - _LINES, "earlier exchange"),
            (len(result["timeline"]) - len(addressed), "copy or post to all"),
        )
        if n > 0
    ]
    if left:
        hint(f"  besides {' and '.join(left)}: comity person {result['id']} --json")
    del book


def show_search(result: dict[str, Any], book: Book) -> None:
    """Print the people and messages found."""
    if not result["people"] and not result["messages"]:
        say("Nothing holds these words.")
        return
    if result["people"]:
        table([(Text(plain(p["name"]), style="bold"), p["id"]) for p in result["people"]], indent=0)
        say()
    for one in result["messages"]:
        who = "you" if one["from"]["is_me"] else one["from"]["name"] or "unknown"
        say(f"{(one['at'] or 'undated')[:10]}  {who}: {one['subject']}", ACCENT)
        say(one["excerpt"], indent=4)
    del book


def _last(at: str | None, book: Book) -> str:
    if at is None:
        return "no exchange seen"
    when = datetime.fromisoformat(at).astimezone(local(book.moment_us, book.zone).tzinfo)
    return f"last {when.day} {when:%b %Y}"


def _days(one: dict[str, Any]) -> str:
    if not one["evidence_days"]:
        return ""
    return f"{count(one['evidence_days'], 'day')}, {one['two_way_days']:,} both ways"


def _what(one: dict[str, Any]) -> str:
    """Return the event in a word, with who did it."""
    who = {"out": "you", "in": "they", "both": "both"}.get(one.get("direction", ""), "")
    seen = "" if one.get("addressed", True) else " (not addressed)"
    return f"{one['interaction']}{', ' + who if who else ''}{seen}"
