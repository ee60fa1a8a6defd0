"""``event follow-up``: what an evening leads to, while it is fresh."""

from __future__ import annotations

import re
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import BadInput
from comity.operations.event.calling import called
from comity.operations.event.evening import told
from comity.operations.event.events import event_named
from comity.operations.event.fresh import FOLLOWED
from comity.operations.event.introductions import drafts
from comity.operations.event.keeping import keep
from comity.operations.event.paper.card import shown_of
from comity.operations.event.paper.documents import FollowUp, IntroductionDraft
from comity.operations.event.vcard import ADDRESS, vcard
from comity.operations.operation import operation
from comity.store import durable

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.event.evening import Evening
    from comity.operations.event.introductions import Draft, Introduction

_UNSAFE = re.compile(r"[^\w-]+")
_NAME_MAX = 40


@operation("event follow-up", writes=True)
def event_follow_up(
    book: Book,
    event: Annotated[str, "The event: its key, or how it is called."],
    *,
    to: Annotated[Path | None, "A folder for the drafts and the cards of both."] = None,
    keep_: Annotated[bool, "Those you met there become people you met that day."] = False,
    consent: Annotated[
        list[str] | None, "Who agreed that you keep them in your book; several times."
    ] = None,
) -> FollowUp:
    """Introduce those who said the same of each other, within two days.

    Where both ticked "again", or one can help and the other hopes so, there is a draft to both with
    what they share and one question, and a card (vCard) of each for the other. You read it, change
    it and send it yourself. What only one of two ticked leads to nothing and is told to nobody.
    """
    file = event_named(book.folder, event)
    evening = told(file.acts())
    if not evening.played:
        raise BadInput("no round has begun yet", hint="follow up once people have met")
    made = drafts(evening)
    agreed = [called(evening.guests, word) for word in consent or ()]
    kept = keep(book, file, evening, agreed, met_by_me=keep_) if keep_ or agreed else ()
    written = _write(evening, made, to) if to else 0
    if to or kept:
        file.append(FOLLOWED, {}, at_us=book.now_us)
    return FollowUp(
        event=file.folder.name,
        title=evening.title,
        introductions=tuple(_told(one, draft) for one, draft in made),
        ticked=len({who for (who, _), ticks in evening.ticks.items() if ticks}),
        guests=len({key for tables in evening.played for table in tables for key in table}),
        files=written,
        folder=str(to) if to else "",
        kept=kept,
    )


def _told(said: Introduction, draft: Draft) -> IntroductionDraft:
    return IntroductionDraft(
        one=said.one.name,
        other=said.other.name,
        again=said.again,
        help=bool(said.helpers),
        to=draft.to,
        subject=draft.subject,
        text=draft.text,
    )


def cards_for(evening: Evening, said: Introduction) -> tuple[tuple[str, bytes], ...]:
    """Return of each of the two their card, by name: it goes to the other."""
    met = f"Met at {evening.title or 'an evening'} {evening.on}".strip()
    found = []
    for guest in (said.one, said.other):
        address = guest.address if ADDRESS in evening.shown.get(guest.key, ()) else ""
        found.append((guest.name, vcard(shown_of(evening, guest), met=met, address=address)))
    return tuple(found)


def _write(evening: Evening, made: tuple[tuple[Introduction, Draft], ...], folder: Path) -> int:
    files: dict[str, bytes] = {}
    for n, (said, draft) in enumerate(made, 1):
        head = f"To: {', '.join(draft.to)}\n" if draft.to else ""
        text = f"{head}Subject: {draft.subject}\n\n{draft.text}\n"
        stem = f"{n:02} {_safe(said.one.name)} and {_safe(said.other.name)}"
        files[f"{stem}.txt"] = text.encode("utf-8", "replace")
        for name, card in cards_for(evening, said):
            files[f"{n:02} {_safe(name)}.vcf"] = card
    with durable.refusals(folder):
        durable.new_folder(folder)
        for name, raw in files.items():
            with durable.new_file(folder / name) as out:
                out.write(raw)
    return len(files)


def _safe(name: str) -> str:
    """Return a name as part of a file's name, on any machine."""
    return _UNSAFE.sub(" ", name).strip()[:_NAME_MAX].strip() or "guest"
