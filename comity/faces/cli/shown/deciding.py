"""What was decided, asked, remembered or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import ACCENT, hint, say
from comity.operations.decide.documents import Merged, SamePerson
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.decide.documents import Questions, UnnamedMeetingAsked
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
    if verb != "undo":
        hint(f"{_NEXT[verb]} {_UNDO}" if verb in _NEXT else _UNDO)


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
        hint(f"{result.open} are open; those come first that would change the most.")


def _show_pair(one: SamePerson) -> None:
    say(f"{one.id}  Are these one person?", ACCENT)
    for side in (one.left, one.right):
        seen = f", {count(side.evidence_days, 'day')} in contact" if side.evidence_days else ""
        say(f"{side.name or '(no name)'}  {side.identity}{seen}", indent=4)
    say(one.text, "dim", indent=4)


def _show_whom(one: UnnamedMeetingAsked) -> None:
    say(f"{one.id}  {one.text}", ACCENT)
    for person in one.candidates:
        say(f"{person.name}?  {person.id}", indent=4)
