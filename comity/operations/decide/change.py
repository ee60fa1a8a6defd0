"""``change``: one thing said of several people at once, as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from comity.errors import Advice, BadInput, call
from comity.operations.decide.documents import Changed
from comity.operations.moment import span_days
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.person.overlay import (
    OFF,
    Circle,  # noqa: TC001 - read from the signature when the command is made
    decided_of,
)
from comity.operations.person.timeline import identities_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.person.lookup import Meant

NO = "no"  # rhythm of those who are kept no longer


@operation("change", writes=True)
def change(
    book: Book,
    who: list[str],
    *,
    tag: Annotated[str, "Put this word of yours on each."] = "",
    untag: Annotated[str, "Take this word of yours off each."] = "",
    circle: Annotated[Circle | None, "Sort each into this circle."] = None,
    every: Annotated[str, "Keep each at this rhythm: 30d, 3m; 'no' for no longer."] = "",
) -> Changed:
    """Tag, untag, sort or keep several people at once.

    comity change Ada Ben --tag choir. It is one step, and one undo takes all of it back. Who is
    so already is left as they are.
    """
    tag, untag = " ".join(tag.split()), " ".join(untag.split())
    if not (tag or untag or circle or every):
        hint = Advice(call("change", "Ada", "Ben", tag="choir"))
        raise BadInput("say what to change", hint=hint)
    if not who:
        raise BadInput("nobody is ticked", hint="tick the people to change")
    days = span_days(every) if every and every != NO else None
    said: list[Said] = []
    found = {one.person.id: one for one in (find_person(book, word) for word in who)}
    changed = []
    for one in found.values():
        words = list(_words(book, one, tag=tag, untag=untag, circle=circle, every=every, days=days))
        said += words
        changed += [one.person] if words else []
    book.say(said)
    return Changed(tuple(changed), len(found), tag, untag, circle, days, no_longer=every == NO)


def _words(
    book: Book,
    one: Meant,
    *,
    tag: str,
    untag: str,
    circle: str | None,
    every: str,
    days: float | None,
) -> Iterator[Said]:
    """Yield what is to be said of one of them: what does not stand already."""
    stands: dict[str, Any] = decided_of(book, identities_of(book, one.person.id))
    if tag and tag not in stands.get("tag", ()):
        yield Said("tag", one.identity, value=tag)
    if untag and untag in stands.get("tag", ()):
        yield Said("tag", one.identity, other=OFF, value=untag)
    if circle and circle != stands.get("circle"):
        yield Said("circle", one.identity, value=circle)
    kept = stands.get("keep") or {}
    if every == NO and kept:
        yield Said("keep", one.identity, value=None)
    if days and days != kept.get("rhythm_days"):
        yield Said("keep", one.identity, value={"rhythm_days": days, "at_us": book.now_us})
