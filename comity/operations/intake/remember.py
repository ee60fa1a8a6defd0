"""``remember``: a start from memory, with no import at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from comity.errors import Advice, BadInput, call
from comity.normalise import name as names
from comity.normalise.identity import email_identity
from comity.operations.intake.documents import Remembered, RememberedPerson
from comity.operations.moment import span_days
from comity.operations.operation import operation
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book, Row

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
    as_: Annotated[Known, "Where you know each other from."] = "group",
    met: Annotated[str, "Where you met."] = "",
    about: Annotated[str, "One thing about them."] = "",
    address: Annotated[str, "Their e-mail address, if you know it."] = "",
    every: Annotated[str, "Keep in touch at this rhythm: 30d, 3m; 'no' for none."] = "3m",
) -> Remembered:
    """Start from memory: who you know, how, and one thing about each.

    At a terminal, comity remember alone asks for ten names by the circles people have. Those you
    remember are kept, and named in today's plan until you have been in touch.
    """
    cleaned = names.clean(name)
    if not cleaned:
        raise BadInput(
            f"{name!r} is no name", hint=Advice(call("remember", "Ada Lovelace", as_="client"))
        )
    identity, said = _who(book, cleaned, address)
    said += [Said("circle", identity, value=CIRCLES[as_]), Said("tag", identity, value=as_)]
    said += [Said("note", identity, value=text) for text in _notes(met, about)]
    if every != "no":
        value = {"rhythm_days": span_days(every), "at_us": book.now_us}
        said.append(Said("keep", identity, value=value))
    book.say(said)
    return Remembered((RememberedPerson(identity, cleaned, CIRCLES[as_]),))


def _who(book: Book, name: str, address: str) -> tuple[str, list[Said]]:
    """Return the identity to speak of: one the book has under that name or address, else a new."""
    email = email_identity(address) if address else ""
    if address and not email:
        raise BadInput(f"{address!r} is no address", hint="leave it out, or write ada@example.org")
    known = _known(book, name, email)
    if known:
        return known, []
    memory = names.name_identity("memory", name)
    said: list[Said] = [Said("remember", memory, email, {"name": name})]
    if email:
        said.append(Said("remember", email, value={"name": name}))
    return memory, said


def _known(book: Book, name: str, email: str) -> str:
    if book.is_empty:
        return ""
    found: list[Row] = book.rows(
        "SELECT DISTINCT p.identity FROM person p JOIN identity i USING (person) "
        "WHERE p.kind = 'person' AND NOT p.is_me AND (i.identity = ? OR lower(p.name) = lower(?))",
        [email, name],
    )
    return str(found[0]["identity"]) if len(found) == 1 else ""


def _notes(met: str, about: str) -> list[str]:
    return [text for text in (f"met: {met.strip()}" if met.strip() else "", about.strip()) if text]
