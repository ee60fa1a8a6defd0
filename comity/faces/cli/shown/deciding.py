"""What was decided, asked, remembered or taken back: a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.faces.cli.shown.page import ACCENT, count, day_of, hint, say
from comity.operations.decide.documents import SamePerson
from comity.operations.words import span

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.decide.documents import (
        Kept,
        Logged,
        Merged,
        Questions,
        SomeAnswer,
        Split,
        Undone,
        UnnamedMeetingAsked,
    )
    from comity.operations.intake.documents import Remembered

_UNDO = "comity undo takes it back."


def show_said(verb: str, result: Any, book: Book) -> None:  # noqa: ANN401 - one of eight documents
    """Print the outcome of a deciding verb."""
    say(_sentence(verb, result, book))
    hint(_UNDO)


def _sentence(verb: str, result: Any, book: Book) -> str:  # noqa: ANN401 - the same
    name, said = result.person.name, getattr(result, verb)
    if said is None:
        return f"Taken back: {verb}, {name}."
    match verb:
        case "never":
            return f"{name} is not suggested again."
        case "quiet":
            return f"{name} is left in peace until {day_of(result.quiet_until, book)}."
        case "strength":
            return f"Noted: {name} is {said.word}."
        case "note":
            return f"Noted of {name}: {said}"
        case _:
            return f"Noted: {name}, {said.replace('_', ' ')}."


def show_kept(result: Kept, book: Book) -> None:
    """Print who is kept, and how often."""
    del book
    days = result.rhythm_days or 0
    for one in result.kept:
        say(f"Kept: {one.name}, every {f'{days} days' if days % 1 == 0 else span(days)}.")
    for one in result.no_longer_kept:
        say(f"No longer kept: {one.name}.")
    hint("comity today names them when they are due. " + _UNDO)


def show_logged(result: Logged, book: Book) -> None:
    """Print what was noted to have happened."""
    names = ", ".join(one.name for one in result.with_)
    text = f": {result.text}" if result.text else ""
    say(f"Noted: {result.logged} with {names} on {day_of(result.at, book)}{text}")
    hint(_UNDO)


def show_merged(result: Merged, book: Book) -> None:
    """Print who is one person now."""
    del book
    one = result.merged
    say(f"One person now: {one.name} ({one.id})")
    say(", ".join(result.identities), "dim", indent=2)
    hint(_UNDO)


def show_split(result: Split, book: Book) -> None:
    """Print what stands alone now."""
    del book
    say(f"{result.split} is somebody else than {result.from_.name} now.")
    hint(_UNDO)


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


def show_answered(result: SomeAnswer, book: Book) -> None:
    """Print the answer given."""
    del book
    words = {
        "same": "one person",
        "different": "two persons",
        "later": "asked again in a month",
        "nobody": "with nobody you know here",
    }
    say(f"Noted: {words.get(result.answer, result.answer)}.")
    hint("comity questions asks the next. " + _UNDO)


def show_undone(result: Undone, book: Book) -> None:
    """Print what was taken back."""
    for one in result.undone:
        about = one.name or " and ".join(part for part in (one.identity, one.other) if part)
        what, day = one.verb.replace("_", " "), day_of(one.said_at, book)
        say(f"Taken back: {what}, {about} (said on {day})")


def show_remembered(result: Remembered, book: Book) -> None:
    """Print who was remembered."""
    del book
    for one in result.remembered:
        say(f"Remembered: {one.name} ({one.circle}).")
    hint("comity today makes a plan of it. " + _UNDO)
