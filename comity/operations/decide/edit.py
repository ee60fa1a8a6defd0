"""``edit``: what the user knows better of somebody: their word beside the facts, never in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, call
from comity.normalise import name as names
from comity.operations.decide.birthday import birthday as birthday_meant
from comity.operations.decide.documents import Edited
from comity.operations.decide.newcomer import address_meant, new_address
from comity.operations.moment import local
from comity.operations.operation import operation
from comity.operations.person.details import KNOWN, details, given_name
from comity.operations.person.lookup import find_person
from comity.operations.person.timeline import identities_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.person.lookup import Meant

_LABEL_MAX = 60
_TEXT_MAX = 2_000
_NAME = "name"


@operation("edit", writes=True)
def edit(
    book: Book,
    who: str,
    *,
    name: Annotated[str | None, "What you call them."] = None,
    employer: Annotated[str | None, "Where they work."] = None,
    role: Annotated[str | None, "What they do there."] = None,
    birthday: Annotated[str | None, "1980-03-12, or 12 March where the year is not known."] = None,
    place: Annotated[str | None, "Where they live or work."] = None,
    field: Annotated[list[str] | None, "One of your own: LABEL=VALUE; several times."] = None,
    address: Annotated[
        list[str] | None, "An address, number or profile of theirs, more; several times."
    ] = None,
    clear: Annotated[
        list[str] | None, "Take your word back: name, birthday, a label; several times."
    ] = None,
) -> Edited:
    """Put right what you know better of a person, or add to it.

    Your word stands beside what their sources say, is shown as yours, and stays through every
    import. An empty word says that what a source says is not so. comity split ADDRESS takes an
    address out.
    """
    one = find_person(book, who)
    given = {"employer": employer, "role": role, "birthday": birthday, "place": place}
    words = {label: text for label, text in given.items() if text is not None}
    words |= dict(map(_own_field, field or ()))
    if words.get("birthday"):
        today = local(book.now_us, book.zone).date()
        words["birthday"] = birthday_meant(words["birthday"], today=today)
    said = [Said("detail", one.identity, label, _fitting(text)) for label, text in words.items()]
    if name is not None:
        said.append(Said("name", one.identity, value=_name(name)))
    said += [_taken_back(book, one, label) for label in clear or ()]
    for text in address or ():
        said += new_address(book, one.person, one.identity, address_meant(book, text))
    if not said and not address:
        raise BadInput(
            "say what is to be changed", hint=Advice(call("edit", "Ada", birthday="12 March"))
        )
    book.say(said)
    now = find_person(book, one.identity)
    changed = [*words, *([_NAME] if name is not None else []), *(clear or ())]
    return Edited(now.person, tuple(dict.fromkeys(changed)), tuple(address or ()))


def _own_field(given: str) -> tuple[str, str]:
    """Return a field's label and value; one that everybody has is called as all call it."""
    label, found, text = given.partition("=")
    label = " ".join(label.split())
    if not found or not label or len(label) > _LABEL_MAX:
        raise BadInput(f"“{given[:_LABEL_MAX]}” is no field", hint="write it as LABEL=VALUE")
    if label.lower() in {*KNOWN, _NAME}:
        raise BadInput(
            f"{label.lower()} is no field of your own",
            hint="it has an option and a place of its own",
        )
    return label, text.strip()


def _fitting(text: str) -> str:
    """Return what was written, whole."""
    words = text.strip()
    if len(words) > _TEXT_MAX:
        said = f"that is {len(words):,} letters, and a field has room for {_TEXT_MAX:,}"
        raise BadInput(said, hint="keep it as a note")
    return words


def _name(text: str) -> str:
    """Return a name as it was given: the user writes it as they like."""
    words = " ".join(text.split())
    if not words or len(words) > names.MAX_CHARS:
        raise BadInput(
            "a name has 1 to 200 letters", hint=Advice(call("edit", "Ada", name="Ada Hart"))
        )
    return words


def _taken_back(book: Book, one: Meant, label: str) -> Said:
    identities = identities_of(book, one.person.id)
    if label == _NAME and given_name(book, identities):
        return Said("name", one.identity)
    if label in {detail.label for detail in details(book, identities)}:
        return Said("detail", one.identity, label)
    raise BadInput(f"you said nothing of their {label}", hint=Advice(call("person", "NAME")))
