"""``remember``: a person added by hand, or a start from memory with no import at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from comity.operations.decide.newcomer import newcomer
from comity.operations.intake.documents import Remembered, RememberedPerson
from comity.operations.moment import span_days
from comity.operations.operation import operation
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book

# The circles people have, and what each is in the count.
Known = Literal[
    "family", "friend", "colleague", "manager", "client", "classmate", "teacher", "group"
]
CIRCLES: dict[str, str] = {
    "family": "personal",
    "friend": "personal",
    "colleague": "colleague",
    "manager": "professional",
    "client": "professional",
    "classmate": "professional",
    "teacher": "professional",
    "group": "professional",
}


@operation("remember", writes=True)
def remember(
    book: Book,
    name: str,
    *,
    as_: Annotated[Known | None, "Where you know each other from."] = None,
    met: Annotated[str, "Where you met."] = "",
    about: Annotated[str, "One thing about them."] = "",
    address: Annotated[str, "Their e-mail address or number, if you know it."] = "",
    every: Annotated[str, "Keep in touch at this rhythm: 30d, 3m; 'no' for none."] = "3m",
    another: Annotated[bool, "Somebody else of a name that is here already."] = False,
) -> Remembered:
    """Start from memory: who you know, how, and one thing about each.

    At a terminal, comity remember alone asks for ten names by the circles people have. Those you
    remember are kept, and named in today's plan until you have been in touch. Of somebody who is
    here already it is said as well.
    """
    one = newcomer(book, name, address=address, another=another)
    said, circle = [*one.said], CIRCLES[as_] if as_ else None
    if as_:
        said += [Said("circle", one.identity, value=circle), Said("tag", one.identity, value=as_)]
    said += [Said("note", one.identity, value=text) for text in _notes(met, about)]
    if every != "no":
        value = {"rhythm_days": span_days(every), "at_us": book.now_us}
        said.append(Said("keep", one.identity, value=value))
    book.say(said)
    them = RememberedPerson(one.identity, one.person.name, circle, known=one.is_known)
    return Remembered((them,))


def _notes(met: str, about: str) -> list[str]:
    return [text for text in (f"met: {met.strip()}" if met.strip() else "", about.strip()) if text]
