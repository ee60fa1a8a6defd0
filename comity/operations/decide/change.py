"""``change``: one thing said of several people at once, as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from comity.errors import Advice, BadInput, call
from comity.operations.decide.documents import Changed
from comity.operations.document import Person
from comity.operations.moment import span_days
from comity.operations.operation import operation
from comity.operations.person.lookup import Meant, find_person
from comity.operations.person.overlay import (
    OFF,
    Circle,  # noqa: TC001 - read from the signature when the command is made
    show_ties,
)
from comity.store.decisions import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book

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
    found = _meant(book, who)
    stands = _standing(book, [one.person.id for one in found])
    said: list[Said] = []
    changed = []
    for one in found:
        words = list(
            _words(
                one.identity,
                stands.get(one.person.id, _Standing()),
                tag=tag,
                untag=untag,
                circle=circle,
                keep={"rhythm_days": days, "at_us": book.now_us} if days else None,
                no_longer=every == NO,
            )
        )
        said += words
        changed += [one.person] if words else []
    book.say(said)
    return Changed(tuple(changed), len(found), tag, untag, circle, days, no_longer=every == NO)


class _Standing(NamedTuple):
    """What the user said of one of them before."""

    tags: Sequence[str] = ()
    circle: str | None = None
    keep_days: float | None = None


_IDS = "SELECT person, name, identity, is_me FROM person WHERE person IN (SELECT unnest(?))"
_STANDS = """
    SELECT person, tags, CASE WHEN circle_said THEN circle END AS circle, keep_days FROM tie
    WHERE person IN (SELECT unnest(?))
"""


def _meant(book: Book, who: Sequence[str]) -> list[Meant]:
    """Return who is meant, each once; those named by their ids are read at once."""
    by_id = {
        one["person"]: Meant(Person(one["person"], one["name"]), one["identity"], one["is_me"])
        for one in book.rows(_IDS, [list(who)])
    }
    found = [by_id.get(word) or find_person(book, word) for word in who]
    return list({one.person.id: one for one in found}.values())


def _standing(book: Book, persons: list[str]) -> dict[str, _Standing]:
    show_ties(book)
    rows = book.execute(_STANDS, [persons]).fetchall()
    return {person: _Standing(*stands) for person, *stands in rows}


def _words(
    identity: str,
    stands: _Standing,
    *,
    tag: str,
    untag: str,
    circle: str | None,
    keep: dict[str, object] | None,
    no_longer: bool,
) -> Iterator[Said]:
    """Yield what is to be said of one of them: what does not stand already."""
    if tag and tag not in stands.tags:
        yield Said("tag", identity, value=tag)
    if untag and untag in stands.tags:
        yield Said("tag", identity, other=OFF, value=untag)
    if circle and circle != stands.circle:
        yield Said("circle", identity, value=circle)
    if no_longer and stands.keep_days is not None:
        yield Said("keep", identity, value=None)
    if keep and keep["rhythm_days"] != stands.keep_days:
        yield Said("keep", identity, value=keep)
