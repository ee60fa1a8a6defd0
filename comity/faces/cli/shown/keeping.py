"""What became of the book itself: copied, written out, a source or a person taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import hint, say
from comity.operations.privacy.documents import WouldForget
from comity.operations.words import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.privacy.documents import Exported, Forgotten, Mention
    from comity.operations.upkeep.documents import (
        BackedUp,
        Checked,
        CheckMended,
        DecisionsSaved,
        SetAside,
        SourceRemoved,
    )


def show_checked(result: Checked, book: Book) -> None:
    """Print what is damaged and what brings it back, or that nothing is."""
    del book
    for one in result.damaged:
        say(f"{one.file}: {one.what}")
        hint(f"to bring it back: {one.remedy}")
    _show_aside(result.aside)
    if no_use := result.aside_of_no_use:
        what = no_use[0] if len(no_use) == 1 else f"{no_use[0]} and {len(no_use) - 1} beside it"
        hint(f"{what} holds no facts; it was set aside, and may be deleted.")
    read = f"{count(result.files, 'file')} of facts, {result.bytes / 1e6:,.1f} MB"
    if result.whole:
        say(f"Whole: {read}, what you decided, and the tables made of them.")
    else:
        say(f"Damaged: {count(len(result.damaged), 'file')}. Read: {read}.")


def _show_aside(waiting: tuple[SetAside, ...]) -> None:
    for one in waiting:
        say(one.what)
        hint(one.remedy)


def _show_decisions(found: DecisionsSaved) -> None:
    read, missing = count(found.decisions, "decision"), found.missing
    lost = f"up to {missing:,} may be missing" if missing else "none is known to be missing"
    say(f"Of what you decided, {read} could be read and stand; {lost}.")
    if found.kept:
        hint(f"The damaged file is kept: {found.kept}")
    if missing:
        hint("A backup has what is missing: decisions.sqlite, in its zip.")


def show_mended(result: CheckMended, book: Book) -> None:
    """Print what was set aside, and what to import again."""
    del book
    if result.list_from_copy:
        say("The list of facts was taken from its copy.")
    if result.begun_anew:
        say("There was no list of facts and no copy of it: it was made anew of what lies there.")
        hint("Import everything again: nothing counts twice. Forget again who was forgotten.")
    for one in result.taken_back:
        held = f", of {', '.join(one.sources)}" if one.sources else ""
        say(f"Taken back: {one.folder}, {count(one.records, 'record')}{held}")
    if result.decisions:
        _show_decisions(result.decisions)
    for path in result.aside:
        say(f"Set aside: {path}")
    for again in result.sources_to_import:
        say(f"Import again: {again.source}")
        for path in again.paths:
            hint(path)
    _show_aside(result.waiting)
    hint("comity check tells whether all is whole now.")


def show_backup(result: BackedUp, book: Book) -> None:
    """Print where the copy lies."""
    del book
    say(f"Copied to {result.backup} ({result.bytes / 1e6:,.1f} MB).")
    hint("Unpacked into an empty folder it is the book again: comity --book FOLDER audit")


def show_export(result: Exported, book: Book) -> None:
    """Print what was written out, and where."""
    del book
    what = [
        count(result.records, "record"),
        count(result.decisions, "decision"),
        "1 person" if result.people == 1 else f"{result.people:,} people",
    ]
    say(f"Written to {result.export}: {', '.join(what)}.")
    hint("comity --book NEW import FOLDER makes an equal book of it.")


def show_removed(result: SourceRemoved, book: Book) -> None:
    """Print what a source took with it."""
    del book
    records = count(result.records, "record")
    say(f"Taken out: {result.removed}, {records} that no other source holds.")
    hint("All that you decided stays. Import it again to bring it back.")


def show_forgotten(result: Forgotten, book: Book) -> None:
    """Print what was erased; there is no name left to print."""
    del book
    if result.blanked:
        say(f"Blanked: {count(result.blanked, 'thing')} that others wrote, for good.")
    if isinstance(result, WouldForget):
        show_named(result.named_elsewhere)
        hint("Nothing is erased yet: the same without --dry-run does it.")
    if not result.forgotten:
        return
    identities = result.forgotten.identities
    addresses = "1 address or name" if identities == 1 else f"{identities} addresses and names"
    say(f"Forgotten: {addresses}, {count(result.records, 'record')} changed or deleted.")
    hint("No import brings them back. Your own files and backups are yours to clean.")
    if result.named_elsewhere:
        show_named(result.named_elsewhere)
        hint("It stays, unless you blank it: comity forget --blank ID --blank ID")


def show_named(named: Sequence[Mention]) -> None:
    """Print what others wrote that names somebody, each with its id."""
    if not named:
        say("Nothing that others wrote names them by a full name or address.")
        return
    say("What others wrote names them:")
    for one in named:
        whom = "  (or somebody else of this name)" if one.namesake else ""
        say(f"  {one.id}  {one.kind}  {(one.at or '')[:10]}  {one.words}{whom}")
