"""What was decided, asked, remembered or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import ACCENT, day_of, hint, say, table
from comity.operations.decide.documents import Merged, Redone, SamePerson, Undone
from comity.operations.words import count, identity_in_words

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.decide.documents import (
        Brought,
        History,
        Questions,
        Step,
        UnnamedMeetingAsked,
    )
    from comity.operations.document import Outcome

_UNDO = "comity undo takes it back."
_NEXT = {
    "answer": "comity questions asks the next.",
    "keep": "comity today names them when they are due.",
    "remember": "comity today makes a plan of it.",
}


def show_outcome(verb: str, result: Outcome, book: Book) -> None:
    """Print what became of what the user said or did."""
    say(result.in_words(book.zone))
    if isinstance(result, Merged):
        say(f"{result.merged.id}  {', '.join(result.identities)}", "dim", indent=2)
    if isinstance(result, Undone):
        hint(f"comity redo {result.step.step} brings it back.")
    elif isinstance(result, Redone):
        hint(f"comity undo {result.step.step} takes it back.")
    else:
        hint(f"{_NEXT[verb]} {_UNDO}" if verb in _NEXT else _UNDO)


def show_history(result: History, book: Book) -> None:
    """Print what the user said, the latest first, and what was imported."""
    if not result.steps:
        say("Nothing said yet.")
    table([(one.step, day_of(one.at, book), _told(one)) for one in result.steps], right=[0, 1])
    if result.count > len(result.steps):
        hint(f"{result.count:,} in all: comity history --skip {len(result.steps)}")
    if result.imported:
        say()
        table(
            [
                (day_of(one.last_import, book) if one.last_import else "", _brought(one))
                for one in result.imported
            ],
            right=[0],
        )
    say()
    hint("comity undo NUMBER takes a step back, comity redo NUMBER brings it back.")


def _told(one: Step) -> str:
    undone = " (undone)" if one.undone_at else ""
    over = f" (step {one.overruled_by} says otherwise)" if one.overruled_by else ""
    return f"{one.text}{undone or over}"


def _brought(one: Brought) -> str:
    return f"Imported {one.source}: {count(one.records, 'record')}"


def show_questions(result: Questions, book: Book) -> None:
    """Print the open questions of who is who."""
    del book
    if not result.questions:
        say("No open question of who is who.")
        return
    for one in result.questions:
        if isinstance(one, SamePerson):
            _show_pair(one)
        else:
            _show_whom(one)
        say()
    kinds = {one.kind for one in result.questions}
    if "same_person" in kinds:
        hint("comity answer ID same, different or later")
    if "whom" in kinds:
        hint("comity answer ID NAME, or nobody, or later")
    if result.open > len(result.questions):
        pairs, meetings = count(result.pairs, "pair"), count(result.meetings, "meeting")
        hint(f"Open: {pairs} of people, and {meetings} without a name.")
        hint("Those come first that would change the most.")


def _show_pair(one: SamePerson) -> None:
    say(f"{one.id}  Are these one person?", ACCENT)
    for side in (one.left, one.right):
        seen = f", {count(side.evidence_days, 'day')} in contact" if side.evidence_days else ""
        say(f"{side.name or '(no name)'}  {identity_in_words(side.identity)}{seen}", indent=4)
    say(one.text, "dim", indent=4)


def _show_whom(one: UnnamedMeetingAsked) -> None:
    say(f"{one.id}  {one.text}", ACCENT)
    for person in one.candidates:
        say(f"{person.name}?  {person.id}", indent=4)
