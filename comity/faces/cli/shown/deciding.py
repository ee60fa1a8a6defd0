"""What was decided, asked, remembered or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.faces.cli.shown.page import ACCENT, hint, say

if TYPE_CHECKING:
    from comity.book import Book


def show_said(result: dict[str, Any], book: Book) -> None:
    """Print what a deciding verb wrote: its words, one a line."""
    del book
    for name, value in result.items():
        shown = value["name"] if isinstance(value, dict) and "name" in value else value
        if isinstance(shown, list):
            shown = ", ".join(
                str(one.get("name", one)) if isinstance(one, dict) else str(one) for one in shown
            )
        say(f"{name.replace('_', ' ')}: {'taken back' if shown is None else shown}")
    hint("comity undo takes it back.")


def show_kept(result: dict[str, Any], book: Book) -> None:
    """Print who is kept, and how often."""
    del book
    for one in result["kept"]:
        say(f"Kept: {one['name']}, every {result['rhythm_days']:g} days.")
    for one in result["no_longer_kept"]:
        say(f"No longer kept: {one['name']}.")
    hint("They are named when due: comity today. comity undo takes it back.")


def show_questions(result: dict[str, Any], book: Book) -> None:
    """Print the open questions of who is who."""
    del book
    if not result["questions"]:
        say("No open question of who is who.")
        return
    for one in result["questions"]:
        if one["kind"] == "whom":
            _show_whom(one)
        else:
            _show_pair(one)
    hint(f"comity answer ID same | different | later | NAME | nobody   ({result['open']} open)")


def _show_pair(one: dict[str, Any]) -> None:
    say(f"{one['id']}  Are these one person?", ACCENT)
    for side in (one["left"], one["right"]):
        name = f"{side['name']}  " if side["name"] else ""
        say(f"{name}{side['identity']}", indent=4)
    say(one["text"], "dim", indent=4)


def _show_whom(one: dict[str, Any]) -> None:
    say(f"{one['id']}  {one['text']}", ACCENT)
    if one["candidates"]:
        say(", ".join(person["name"] for person in one["candidates"]) + "?", "dim", indent=4)


def show_answered(result: dict[str, Any], book: Book) -> None:
    """Print the answer given."""
    del book
    words = {"same": "one person", "different": "two persons", "later": "asked again in a month"}
    say(f"Noted: {words.get(result['answer'], result['answer'])}.")


def show_undone(result: dict[str, Any], book: Book) -> None:
    """Print what was taken back."""
    del book
    for one in result["undone"]:
        about = " and ".join(part for part in (one["identity"], one["other"]) if part)
        say(f"Taken back: {one['verb']} {about}")


def show_remembered(result: dict[str, Any], book: Book) -> None:
    """Print who was remembered."""
    del book
    for one in result["remembered"]:
        say(f"Remembered: {one['name']} ({one['circle']}).")
    hint("comity keep NAME --every 30d says how often; comity today makes a plan of it.")
