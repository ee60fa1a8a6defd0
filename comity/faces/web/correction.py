"""A form that could not be taken in, the same form with all that was written in it out.

So nothing typed is lost: what may be put right stands in its field, what the page itself had
put in goes along unseen, and of a word for somebody the people it may mean are buttons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from comity.errors import ComityError

_OF_THE_PAGE = {"csrf", "next"}
_ID = re.compile(r"[0-9a-f]{10,12}")  # of a person, a suggestion, a question
_UNSEEN = {
    "off",
    "all",
    "line",
    "another",
    "every",
    "as",
    "key",
    "kind",
    "for",
    "no_text",
    "received",
}
_LABELS = {
    "with": "Who",
    "new": "Who, new here",
    "who": "Who",
    "also": "And who",
    "to": "Introduced to",
    "text": "What",
    "on": "When",
    "as": "You know them as",
    "met": "Where you met",
    "about": "One thing about them",
    "addresses": "Address",
}
NEW = "new"  # chosen: somebody new
ANOTHER = "another"  # the option of a namesake: the word stays, and means somebody else
_LONG = 60  # letters, from which on a text has room for several lines


@dataclass(frozen=True, slots=True)
class Typed:
    """A field that was written in: its name, what to call it, what stands in it."""

    name: str
    label: str
    value: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A form to be put right: what was typed, what goes along, and the field of a doubtful word."""

    typed: tuple[Typed, ...]
    along: tuple[tuple[str, str], ...]
    unclear: Typed | None


def correction(fields: Mapping[str, list[str]], error: ComityError) -> Correction:
    """Return a form to be put right."""
    word = error.unclear.word if error.unclear else None
    typed, along = [], []
    unclear = None
    for name, value in _each(fields):
        field = Typed(name, label(name), value, len(value) > _LONG or "\n" in value)
        if word is not None and unclear is None and value.strip() == word:
            unclear = field
        elif is_typed(name, value):
            typed.append(field)
        else:
            along.append((name, value))
    return Correction(tuple(typed), tuple(along), unclear)


def with_choice(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the fields with the one in doubt as it was chosen, or written otherwise.

    A word for somebody new goes to the option that takes it.
    """
    chosen, own = (fields.pop(name, [""])[0] for name in ("choose", "choose_other"))
    field, word, new = (fields.pop(f"choose_{of}", [""])[0] for of in ("field", "word", "new"))
    if not field:
        return fields
    if chosen == NEW and new and new != ANOTHER:
        return fields | {new: [*fields.get(new, ()), word or own]}
    if chosen == NEW and new:
        fields[new] = ["1"]
    value = own if not chosen else word if chosen == NEW else chosen
    return fields | {field: [*fields.get(field, ()), value]}


def _each(fields: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for name, values in fields.items():
        if name not in _OF_THE_PAGE:
            yield from ((name, value) for value in values)


def is_typed(name: str, value: str) -> bool:
    """Tell what a person wrote into a field from what the page had put in."""
    return name not in _OF_THE_PAGE | _UNSEEN and not _ID.fullmatch(value)


def label(name: str) -> str:
    """Return what to call a field."""
    return _LABELS.get(name, name.replace("_", " ").capitalize())
